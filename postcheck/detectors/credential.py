"""Passwords, door codes, login pairs, access tokens and links into internal systems.

A value counts only beside a word that says what it is, and where it looks like a secret: a digit or
sign in it, a bare code, or quotation marks. Values are masked in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import NEVER, Cues, alternation
from postcheck.nlp.links import Link, links
from postcheck.nlp.reading import Reading

_VERB = r"\s+(?:(?:is|was|still|just|now|are|set|to|remains|will|be|changed|it's|its|today|currently)\s+){1,5}"
_SAYS = rf"(?:\s*[:=]\s*|\s*[-–]\s+|{_VERB})"
_IS = rf"(?:\s+(?:for|to|on|at|of)\s+[\w' ]{{2,30}}?{_SAYS}|{_SAYS}|\s+)"
_VALUE = r"[\"'“‘«`(]?(?P<value>[^\s\"'“”‘’«»`()]{3,64})"
_STRIP = ".,;:?)]}\"'”’"
_TOKENS = re.compile(
    r"(?P<token>AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|xox[abprs]-[\w-]{10,}"
    r"|sk_(?:live|test)_\w{10,}|\bsk-[\w-]{20,}|AIza[\w-]{30,}|EAA[A-Za-z0-9]{20,}|ya29\.[\w-]{10,}|glpat-[\w-]{15,}|eyJ[\w-]{8,}\.[\w-]{8,}\.?[\w-]*"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----)"
)
_KEY = re.compile(
    r"\b(?:api[ _-]?key|(?:access|auth)[ _-]?token|client[ _-]?secret|secret[ _-]?key|bearer)\b"
    r"\s*(?:is\s+|[:=]\s*|\s)[\"'`]?(?P<value>[\w.~+/-]{12,200}=*)",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"[?&#](?:access_token|token|api_?key|apikey|key|sig|auth|password|pwd|pass|session|sid|secret|code)=(?P<value>[^&\s]{6,})",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\w.@-])(?P<value>[\w@-]{2,40}\s*[/|]\s*(?=[^\s/]*\d)(?=[^\s/]*[A-Za-z])[^\s/]{5,40})")
_PUBLIC_PATH = re.compile(r"/?(?:[a-z]+/?)?(?:[?#].*)?")
"""A path that names no space, board or file."""
_PRIVATE_HOST = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}")
_SHARE = re.compile(r"(?<![\\\w])\\\\[\w.-]{2,40}\\[\w$.\\ -]{2,80}")
_CODE = re.compile(r"[#*C]?\d{3,8}[A-Z]?(?:[#*]|XYZ)?|[A-Z]\d{3,6}[A-Z]?#?")


class CredentialDetector:
    """Secrets by cue and by shape; internal links by host and path."""

    name = "credential"
    labels = frozenset(
        f"confidential.{kind}"
        for kind in ("password", "access-code", "login-pair", "token", "internal-link", "shared-file")
    )

    def __init__(self, resources: Resources) -> None:
        lists = resources.lists
        words = lists.get("password_words", ())
        self._password = re.compile(rf"(?<![\w-])(?P<cue>{alternation(words)}){_IS}{_VALUE}", re.IGNORECASE)
        self._password_cues = Cues(words)
        doors = alternation(lists.get("door_words", ()))
        self._code = re.compile(
            rf"(?<!\w){doors}(?:\s+(?:key)?(?:code|pin|number|combination|combo)){_IS}{_VALUE}"
            if doors != NEVER else NEVER, re.IGNORECASE,
        )  # fmt: skip
        self._login = Cues(lists.get("login_words", ()))
        self._talk = Cues(lists.get("password_talk", ()))
        self._meeting = Cues(lists.get("open_access_words", ()))
        self._internal_hosts = tuple(lists.get("internal_hosts", ()))
        self._internal_words = frozenset(lists.get("internal_host_words", ()))
        self._shared = tuple(lists.get("shared_file_paths", ()))
        own = resources.settings.own
        self._endings = frozenset(lists.get("link_endings", ())) | frozenset(
            domain.rpartition(".")[2] for domain in (*own.domains, *lists.get("known_hosts", ()))
        )

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Each secret and each internal link."""
        text = reading.text
        taken: list[tuple[int, int]] = []
        for found in (*self._tokens(text), *self._passwords(reading), *self._pairs(reading)):
            mask = found.masks[0]
            if not any(start < mask.end and mask.start < end for start, end in taken):
                taken.append((mask.start, mask.end))
                yield found
        for link in links(reading, self._endings):
            if found_link := self._internal(link):
                yield found_link
        for match in _SHARE.finditer(text) if "\\\\" in text else ():
            yield self._at("internal-link", *match.span(), 0.95, "a folder on the internal network")

    def _tokens(self, text: str) -> Iterator[Detection]:
        for match in _TOKENS.finditer(text):
            span = match.span("token")
            yield self._at("token", *span, 0.97, "has the shape of an access token or private key", secret=span)
        for match in _KEY.finditer(text):
            if re.search(r"\d", match["value"]) and re.search(r"[A-Za-z]", match["value"]):
                yield self._at(
                    "token", *match.span(), 0.93, "a key or token is written out", secret=match.span("value")
                )
        for match in _QUERY.finditer(text) if "=" in text else ():
            value = match["value"]
            if len(value) >= 16 or "token" in match[0].lower() or "pass" in match[0].lower():
                yield self._at(
                    "token",
                    *match.span(),
                    0.85,
                    "a link carries a key that lets anybody in",
                    secret=match.span("value"),
                )

    def _passwords(self, reading: Reading) -> Iterator[Detection]:
        text = reading.text
        if self._password_cues.possible(reading):
            for match in self._password.finditer(text):
                start, end = _trimmed(text, *match.span("value"))
                written = reading.view.original[slice(*reading.view.to_original(start, end))]
                quoted = text[start - 1] in "\"'“‘`" if start else False
                sure = bool(
                    re.search(
                        r"[:=]\s*[\"'“]?$|\b(?:is|are|still|now|to|was)\s+[\"'“]?$", text[match.end("cue") : start]
                    )
                )
                if _secret(written, quoted=quoted and sure, sure=sure) and not self._talk.within(
                    reading, *reading.sentence_at(start)
                ):
                    yield self._secret_at(reading, "password", match.start(), start, end, "a password is written out")
        for match in self._code.finditer(text):
            start, end = _trimmed(text, *match.span("value"))
            written = reading.view.original[slice(*reading.view.to_original(start, end))]
            if _CODE.fullmatch(written):
                yield self._secret_at(
                    reading, "access-code", match.start(), start, end, "a door or key-safe code is written out"
                )

    def _pairs(self, reading: Reading) -> Iterator[Detection]:
        for start, end in self._login.find(reading):
            limit = min(reading.sentence_at(end)[1], end + 60)
            match = _PAIR.search(reading.text, end, limit)
            if match and "://" not in reading.text[end:limit]:
                first, last = match.start("value"), match.start("value") + len(match["value"].rstrip(_STRIP))
                yield self._secret_at(
                    reading, "login-pair", start, first, last, "a user name and password stand together"
                )

    def _internal(self, link: Link) -> Detection | None:
        """Links that only staff, or whoever holds the link, should open."""
        span = link.start, link.end
        if link.scheme == "file" or (
            link.scheme
            and "." not in link.host
            and link.host.strip("@") == link.host
            and link.host not in ("localhost", "http", "https")
            and len(link.host) > 3
        ):
            return self._at("internal-link", *span, 0.95, "leads to the internal network")
        if _PRIVATE_HOST.fullmatch(link.host) or (link.scheme and link.host == "localhost"):
            return self._at("internal-link", *span, 0.95, f"{link.host} is an address on the internal network")
        if link.labels[-1] in ("local", "internal", "lan", "corp", "intranet") and link.scheme:
            return self._at("internal-link", *span, 0.95, f"{link.host} is a name on the internal network")
        inside = link.under(self._internal_hosts) and not self._shop_window(link)
        if inside or self._internal_words & {*re.split(r"[.-]", link.host)}:
            return self._at("internal-link", *span, 0.92, f"{link.host} is for staff")
        where = link.host + link.path
        if any(path in where for path in self._shared):
            editable = "edit" in link.path or "upload" in link.path
            attributes = frozenset({"editable"} if editable else ())
            return self._at("shared-file", *span, 0.85, "a file or channel shared by link", attributes=attributes)
        return None

    def _shop_window(self, link: Link) -> bool:
        """Whether a link leads to what a maker of such places tells everybody: trello.com, slack.com/integrations."""
        bare = link.host.removeprefix("www.") in self._internal_hosts
        return bare and bool(_PUBLIC_PATH.fullmatch(link.path))

    def _secret_at(self, reading: Reading, kind: str, first: int, start: int, end: int, reason: str) -> Detection:
        around = reading.sentence_at(first)[0] - 80, reading.sentence_at(max(end - 1, first))[1]
        open_access = self._meeting.within(reading, max(around[0], 0), around[1])
        attributes = frozenset({"open-access"} if open_access else ())
        return self._at(kind, first, end, 0.93, reason, secret=(start, end), attributes=attributes)

    def _at(
        self, kind: str, start: int, end: int, score: float, reason: str,
        *, secret: tuple[int, int] | None = None, attributes: frozenset[str] = frozenset(),
    ) -> Detection:  # fmt: skip
        return Detection(
            label=f"confidential.{kind}",
            start=start,
            end=end,
            score=score,
            detector=self.name,
            strength=Strength.VALIDATED if secret else Strength.LEXICAL,
            evidence=(reason,),
            attributes=attributes,
            masks=(Mask(*secret, "credential"),) if secret else (),
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the punctuation that ends a sentence."""
    return start, start + len(text[start:end].rstrip(_STRIP))


def _secret(value: str, *, quoted: bool, sure: bool) -> bool:
    """Whether `value` looks like a password: letters with digits or signs, or a quoted or bare code after a colon."""
    if value.startswith("/"):
        return False
    if (
        len(value) < 4
        or "://" in value
        or re.fullmatch(r"\d{1,2}[:.]\d{2}(?:am|pm)?|£[\d,.]+|\d+%?|\d+[a-z]{1,2}|\d{1,2}[/-]\d{1,2}.*", value)
    ):
        return bool(re.fullmatch(r"\d{4,10}", value)) and sure
    if quoted and not re.fullmatch(r"[a-z]+(?:ed|ing)", value):
        return True
    digits = bool(re.search(r"\d", value))
    letters = bool(re.search(r"[A-Za-z]", value))
    signs = bool(re.search(r"[#!$%&*_@+=?]", value.rstrip("!?")))
    inner_capitals = bool(re.search(r"[a-z][A-Z]", value)) and len(value) >= 8
    return letters and (
        (digits and (sure or signs or len(value) >= 6)) or (signs and sure) or (inner_capitals and sure)
    )


def build(resources: Resources) -> CredentialDetector:
    """The detector over the packs' cue words and internal hosts."""
    return CredentialDetector(resources)
