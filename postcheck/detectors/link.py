"""Web addresses that are not what they seem, and asks for bank details or passwords.

An address on one of the council's, its partners' or a public body's domains is never a finding: such a
domain cannot be had by anyone else. What passes for one (`name-gov.uk`, `name.gov.uk.claim.example`) is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import Cues
from postcheck.nlp.links import Link, links
from postcheck.nlp.reading import Reading

_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{8}|\d{8,10}|\[[0-9a-f:]+\]?")
_PRIVATE = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.")
_PROGRAM = re.compile(r"(?<![\w/])[\w-]{2,60}\.(?:exe|apk|scr|msi|bat|cmd|vbs|ps1|dmg|ipa)\b", re.IGNORECASE)
_PROGRAM_PATH = re.compile(r"\.(?:exe|apk|scr|msi|bat|cmd|vbs|ps1|dmg|pkg|iso|jar|ipa|hta)(?:$|[?#])", re.IGNORECASE)
_LEET = str.maketrans("01345$", "oleass")
_FOREIGN_STATE = re.compile(r"(?:^|\.)gov(?:\.[a-z]{2})?$")
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<!\d)0\d{2,4}[ -]?\d{3}[ -]?\d{3,5}(?!\d)")


_SAFE = "signal.known-links-only"
_UNKNOWN = "signal.unknown-link"


class LinkDetector:
    """Addresses first, then asks for secrets with a look at where the answer would go."""

    name = "link"
    labels = frozenset(
        f"link-risk.{kind}"
        for kind in (
            "lookalike-host", "disguised-letters", "numeric-host", "login-in-address", "short-link", "program-download",
            "script-link", "odd-ending", "asks-for-secrets", "pressure",
        )
    ) | {_SAFE, _UNKNOWN}  # fmt: skip

    def __init__(self, resources: Resources) -> None:
        lists = resources.lists
        own = resources.settings.own
        domains = [*own.domains, *(partner for partner in own.partners if "." in partner and " " not in partner)]
        self._own = tuple(domain.lower().removeprefix("www.") for domain in domains)
        self._known = (*self._own, *lists.get("known_hosts", ()))
        self._endings = frozenset(lists.get("link_endings", ())) | frozenset(
            domain.rpartition(".")[2] for domain in self._known
        )
        self._short = lists.get("short_link_hosts", ())
        self._wrappers = lists.get("link_wrappers", ())
        self._cheap = frozenset(lists.get("cheap_endings", ()))
        self._bodies = frozenset(lists.get("imitated_bodies", ()))
        self._lures = frozenset(lists.get("lure_words", ()))
        self._secrets = Cues(lists.get("secrets", ()))
        self._asks = Cues(lists.get("asks", ()))
        self._channels = Cues(lists.get("open_channels", ()))
        self._guards = Cues(lists.get("secret_guards", ()))
        self._pressure = Cues(lists.get("pressure", ()))
        self._baits = Cues(lists.get("money_baits", ()))

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Each odd link, each program offered, and each ask for a secret."""
        found = links(reading, self._endings)
        for link in found:
            yield from self._judge(link)
        if found and all(link.under(self._known) for link in found):
            yield Detection(
                _SAFE, found[0].start, found[-1].end, 1.0, self.name, evidence=("every link is a known one",)
            )
        if unknown := next((link for link in found if not link.under((*self._known, *self._wrappers))), None):
            yield Detection(
                _UNKNOWN, unknown.start, unknown.end, 1.0, self.name, evidence=("a link to a site that is not known",)
            )
        for match in _PROGRAM.finditer(reading.text) if "." in reading.text else ():
            if not any(link.start <= match.start() < link.end for link in found):
                yield self._at(*match.span(), "program-download", 0.8, f"names a program file, “{match[0]}”")
        yield from self._asked(reading, found)
        yield from self._pressed(reading, found)

    def _judge(self, link: Link) -> Iterator[Detection]:
        """The worst thing to be said of one link."""
        span = link.start, link.end
        if link.scheme in ("data", "javascript"):
            yield self._at(*span, "script-link", 0.95, f"runs code in the reader's browser ({link.scheme}:)")
        elif link.user:
            reason = f"the part before the @ is not the site; the link leads to {link.host}"
            yield self._at(*span, "login-in-address", 0.97, reason, masks=_login(link))
        elif _ADDRESS.fullmatch(link.host):
            if not _PRIVATE.match(link.host):
                yield self._at(*span, "numeric-host", 0.97, f"{link.host} is a number, not the name of a site")
        elif disguise := _disguise(link):
            yield self._at(*span, "disguised-letters", 0.97, disguise)
        elif reason := self._imitates(link):
            yield self._at(*span, "lookalike-host", 0.95, reason)
        elif _PROGRAM_PATH.search(link.path) and "/cgi-bin/" not in link.path:
            attributes = {"known-host"} if link.under(self._known) else set()
            yield self._at(*span, "program-download", 0.9, "downloads a program", attributes=attributes)
        elif link.under(self._short) and link.path.strip("/"):
            yield self._at(*span, "short-link", 0.9, f"{link.host} hides where the link leads")
        elif link.labels[-1] in self._cheap:
            yield self._at(
                *span, "odd-ending", 0.8, f"addresses that end in .{link.labels[-1]} are often throw-away ones"
            )

    def _imitates(self, link: Link) -> str:
        """Which known site the link's host passes for, in words; empty where none."""
        if not link.host or link.under(self._known) or _FOREIGN_STATE.search(link.host):
            return ""
        plain = link.host.translate(_LEET)
        tokens = [token for token in re.split(r"[.-]", plain) if token]
        for first, second in pairwise(tokens):
            if (first, second) in (("gov", "uk"), ("nhs", "uk"), ("police", "uk")):
                return f"{link.host} reads like a {first}.uk address and is not one"
        if "gov" in tokens[:-1] or "govuk" in tokens:
            return f"{link.host} reads like a government address and is not one"
        for domain in self._own:
            if reason := _passes_for(link.host, plain, domain, self._lures):
                return reason
        bodies = [token for token in tokens if token in self._bodies]
        if bodies and self._lures & set(tokens):
            return f"{link.host} uses the name “{bodies[0]}” and is not one of its addresses"
        return ""

    def _asked(self, reading: Reading, found: list[Link]) -> Iterator[Detection]:
        """Sentences that ask for bank details, card numbers or passwords."""
        if not self._secrets.possible(reading):
            return
        for start, end in reading.sentences:
            secrets = [*self._secrets.find(reading, start, end)]
            asks = [*self._asks.find(reading, start, end)] if secrets else []
            if not secrets or not asks or self._guarded(reading, start, end):
                continue
            first, last = min(asks[0][0], secrets[0][0]), secrets[-1][1]
            near = [link for link in found if start <= link.start < end + 120]
            safe = bool(near) and all(link.under(self._known) for link in near)
            contact = _CONTACT.search(reading.text, start, end)
            open_channel = bool(contact) or self._channels.within(reading, start, end)
            if near and not safe:
                yield self._at(
                    first, max(last, near[0].end if near[0].end <= end else last), "asks-for-secrets", 0.95,
                    f"asks for “{reading.text[slice(*secrets[0])]}” at an address not known as the council's",
                    attributes={"unsafe"},
                )  # fmt: skip
            elif open_channel and not safe:
                yield self._at(
                    first, last, "asks-for-secrets", 0.92,
                    f"asks for “{reading.text[slice(*secrets[0])]}” in a message or reply", attributes={"unsafe"},
                )  # fmt: skip
            elif not safe:
                reason = f"asks for “{reading.text[slice(*secrets[0])]}”"
                yield self._at(first, last, "asks-for-secrets", 0.6, reason)

    def _guarded(self, reading: Reading, start: int, end: int) -> bool:
        """Whether the sentence, or the one before or after it, warns instead of asking."""
        index = reading.sentences.index((start, end))
        around = reading.sentences[max(index - 1, 0) : index + 2]
        return self._guards.within(reading, around[0][0], around[-1][1])

    def _pressed(self, reading: Reading, found: list[Link]) -> Iterator[Detection]:
        """A deadline, a bait or threat about money, and a link that is not a known one, in one post."""
        strange = [link for link in found if not link.under(self._known)]
        if not strange or self._guards.within(reading, 0, len(reading.text)):
            return
        pressure = next(self._pressure.find(reading), None)
        bait = next(self._baits.find(reading), None)
        if pressure and bait:
            link = strange[0]
            words = reading.text[slice(*pressure)], reading.text[slice(*bait)]
            reason = f"hurries readers (“{words[0]}”, “{words[1]}”) to an address that is not known to be the council's"
            yield self._at(link.start, link.end, "pressure", 0.9, reason)

    def _at(
        self, start: int, end: int, kind: str, score: float, reason: str,
        *, attributes: set[str] | None = None, masks: tuple[Mask, ...] = (),
    ) -> Detection:  # fmt: skip
        return Detection(
            label=f"link-risk.{kind}",
            start=start,
            end=end,
            score=score,
            detector=self.name,
            strength=Strength.LEXICAL,
            evidence=(reason,),
            attributes=frozenset(attributes or ()),
            masks=masks,
        )


def _disguise(link: Link) -> str:
    """Why the letters of the host are not the plain ones they seem, in words."""
    if any(label.startswith("xn--") for label in link.labels):
        return f"{link.host} is written in code (punycode); the browser shows other letters"
    host = link.written.partition("://")[2] or link.written
    host = re.split(r"[/?#]", host, maxsplit=1)[0]
    odd = [letter for letter in host if letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN")]
    return f"some letters of the address are look-alikes of other alphabets (“{odd[0]}”)" if odd else ""


def _passes_for(host: str, plain: str, domain: str, lures: frozenset[str]) -> str:
    """Why `host` is taken for the own `domain`: its name inside, or nearly its name."""
    name = domain.partition(".")[0]
    if domain in plain or domain.replace(".", "-") in plain:
        return f"{host} has {domain} in it and is not part of it"
    if plain == domain or (len(domain) > 8 and Levenshtein.distance(plain, domain, score_cutoff=2) <= 2):
        return f"{host} is nearly {domain}, and not it"
    if len(name) < 5:
        return ""
    for token in re.split(r"[.-]", plain)[:-1]:
        near = Levenshtein.distance(token, name, score_cutoff=1) <= 1 if len(name) > 6 else token == name
        if near and (token != name or token not in host or lures & set(re.split(r"[.-]", plain))):
            return f"{host} uses the council's name, “{name}”, and is not on {domain}"
    return ""


def _login(link: Link) -> tuple[Mask, ...]:
    at = link.start + len(link.scheme) + 3
    return (Mask(at, at + len(link.user) - 1, "credential"),) if ":" in link.user else ()


def build(resources: Resources) -> LinkDetector:
    """The detector, with the council's own and its partners' domains."""
    return LinkDetector(resources)
