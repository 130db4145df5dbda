"""Telephone numbers and e-mail addresses: private ones, staff's own, and those that the public is meant to use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from postcheck.config import Own
from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import Cues
from postcheck.nlp.digits import digits
from postcheck.nlp.names import Named, NameFinder
from postcheck.nlp.presidio import recognise
from postcheck.nlp.reading import Reading

MOBILE, LANDLINE, ABROAD = 0.9, 0.8, 0.66
_ENOUGH = re.compile(r"(?:\d\D{0,3}){9}\d")
_UK = re.compile(
    r"(?<![\w.£€$/=-])(?:(?:\+|00)44[\s.\-()]*(?:\(0\)|0)?[\s.\-]*|\(?0)(?:[\s.\-()_*·/]{0,3}\d){9,10}(?!\d|[.,]\d|%)"
)
_ABROAD = re.compile(r"(?<![\w+])\+(?!44)\d(?:[\s.\-()]{0,2}\d){7,13}(?!\d)")
_NORTH_AMERICAN = re.compile(r"(?<![\w.£$+/-])\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[.-]\d{4}(?:\s?x\d{2,5})?(?![\w-])")
_IS_ON = re.compile(r"\b(?:he|she|they)(?:'s|’s|'re| is| are)? on\W{0,3}\Z", re.IGNORECASE)
_SPECIMEN_DOMAINS = frozenset({"example.com", "example.org", "example.net", "example.co.uk"})
_SERVICE = ("03", "08", "09", "05", "010", "0118", "070")
_PERSONAL_LOCAL = re.compile(
    r"[a-z]+[._-][a-z]+\d{0,4}|[a-z]\.?[a-z]{3,}\d{2,4}|[a-z]+[._-][a-z][._-]?[a-z]+", re.IGNORECASE
)
_PUBLIC_BODY = re.compile(
    r"(?:^|\.)(?:gov|nhs|police|ac|sch|mod|parliament)\.uk$|\.(?:gov|mil|edu)(?:\.\w+)?$|\.gov\.(?:wales|scot)$|\.(?:llyw\.cymru)$",
    re.IGNORECASE,
)


class ContactDetector:
    """Ways to reach one person."""

    name = "contact"
    labels = frozenset({"personal-data.phone", "personal-data.email", "personal-data.staff-mailbox"})

    def __init__(self, lists: Mapping[str, tuple[str, ...]], own: Own, names: NameFinder) -> None:
        self._names = names
        self._service = Cues(lists.get("cue-service-phone", ()))
        self._trade = Cues(lists.get("cue-trade-phone", ()))
        self._private = Cues(lists.get("cue-private-phone", ()))
        self._mailboxes = frozenset(word.lower() for word in lists.get("role-mailbox", ()))
        self._providers = frozenset(word.lower() for word in lists.get("mail-provider", ()))
        self._first_names = frozenset(word.lower() for word in lists.get("first-name", ()))
        self._long_names = tuple(name for name in self._first_names if len(name) > 5)
        self._phones = frozenset(_national(phone) for phone in own.phones)
        self._own_mailboxes = frozenset(box.lower() for box in own.mailboxes)
        self._domains = tuple(domain.lower() for domain in own.domains)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Private numbers and mailboxes; what the council or a service publishes is not among them."""
        if _ENOUGH.search(digits(reading).text):
            yield from self._numbers(reading)
        if "@" in reading.text:
            for found in recognise(reading, "EMAIL_ADDRESS"):
                if detection := self._mailbox(reading, found.start, found.end):
                    yield detection

    def _numbers(self, reading: Reading) -> Iterator[Detection]:
        view = digits(reading)
        for match in _UK.finditer(view.text):
            number = _national(match[0])
            start, end = view.to_original(*match.span())
            if number in self._phones or number.startswith(_SERVICE) or not 10 <= len(number) <= 11:
                continue
            judged = (
                self._mobile(reading, start, end) if number.startswith("07") else self._landline(reading, start, end)
            )
            if judged:
                yield _phone(start, end, *judged)
        for pattern in (_ABROAD, _NORTH_AMERICAN):
            for match in pattern.finditer(view.text):
                start, end = view.to_original(*match.span())
                reason = self._near_private(reading, start, end)
                if not reason and "x" in match[0]:
                    reason = "a direct line with its extension"
                if (
                    not reason
                    and pattern is _ABROAD
                    and not self._service.within(reading, max(0, start - 60), end + 40)
                ):
                    reason = "a number in another country"
                if reason:
                    yield _phone(start, end, ABROAD, reason, frozenset({"abroad"}))

    def _mobile(self, reading: Reading, start: int, end: int) -> tuple[float, str, frozenset[str]]:
        first, last = reading.reach(start, end, "sentence")
        low, high = max(first, start - 60), min(last, end + 40)
        private = self._private.within(reading, low, high)
        if not private and self._service.within(reading, low, high):
            return LANDLINE, "a mobile number given as a service's", frozenset({"service"})
        if not private and self._trade.within(reading, max(0, start - 120), end + 80):
            return LANDLINE, "a mobile number to which payments, orders or details are to be sent", frozenset({"trade"})
        return MOBILE, "a mobile number", frozenset()

    def _landline(self, reading: Reading, start: int, end: int) -> tuple[float, str, frozenset[str]] | None:
        """A landline is a service's unless the words beside it say that a person is meant."""
        reason = self._near_private(reading, start, end)
        return (LANDLINE, reason, frozenset({"landline"})) if reason else None

    def _near_private(self, reading: Reading, start: int, end: int) -> str:
        first, last = reading.reach(start, end, "sentence")
        low, high = max(first, start - 60), min(last, end + 40)
        if self._service.within(reading, low, high):
            return ""
        if match := _IS_ON.search(reading.text[low:start]):
            return f"a number announced by “{match[0].strip()}”"
        for cue in self._private.find(reading, low, high):
            return f"a number announced by “{reading.text[slice(*cue)]}”"
        if any(
            person.titled and not person.in_role and low <= person.start < start for person in self._people(reading)
        ):
            return "a number beside a private person's name"
        return ""

    def _people(self, reading: Reading) -> list[Named]:
        return self._names.people(reading)

    def _mailbox(self, reading: Reading, start: int, end: int) -> Detection | None:
        address = reading.text[start:end].lower()
        local, _, domain = address.partition("@")
        if address in self._own_mailboxes or self._is_role(local):
            return None
        known = frozenset({"own-contact"}) if domain.endswith(self._domains) and self._domains else frozenset[str]()
        if domain in self._providers or domain.partition(".")[0] in self._providers:
            if self._is_personal(local):
                return _email("personal-data.email", start, end, MOBILE, f"a personal mailbox at {domain}", known)
            return _email("personal-data.email", start, end, ABROAD, f"a mailbox at {domain}", known | {"likely"})
        if self._looks_like_name(local):
            if domain in _SPECIMEN_DOMAINS:
                return None
            if not known and not _PUBLIC_BODY.search(domain):
                reason = "a mailbox in a person's name outside the public sector"
                return _email("personal-data.email", start, end, ABROAD, reason, known | {"at-work"})
            return _email("personal-data.staff-mailbox", start, end, LANDLINE, "a mailbox in a person's name", known)
        return None

    def _is_role(self, local: str) -> bool:
        """Whether any word of the part before the @ is a role's (planning, media.desk, bookings2)."""
        words = re.split(r"[._\-+\d]+", local)
        joined = "".join(words)
        return any(word in self._mailboxes for word in words) or any(
            joined.endswith(role) or joined.startswith(role) for role in self._mailboxes if len(role) > 3
        )

    def _is_personal(self, local: str) -> bool:
        return bool(_PERSONAL_LOCAL.fullmatch(local)) or self._looks_like_name(local)

    def _looks_like_name(self, local: str) -> bool:
        """First.last, f.last, or a first name with more after it."""
        words = [word for word in re.split(r"[._\-+\d]+", local) if word]
        return bool(words) and (
            (len(words) > 1 and (words[0] in self._first_names or len(words[0]) == 1) and len(words[-1]) > 1)
            or (len(words) == 1 and words[0] in self._first_names)
            or (
                len(words) == 1
                and len(local) > 6
                and any(
                    local.startswith(name) or local.rstrip("0123456789").endswith(name) for name in self._long_names
                )
            )
        )


def _national(number: str) -> str:
    """Digits of a UK number from its first 0."""
    numerals = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.lstrip("( ").startswith(("+44", "0044")):
        numerals = "0" + numerals.removeprefix("00").removeprefix("44").removeprefix("0")
    return numerals


def _phone(start: int, end: int, score: float, reason: str, attributes: frozenset[str]) -> Detection:
    return Detection(
        "personal-data.phone", start, end, score, "contact", Strength.VALIDATED, (reason,), attributes,
        (Mask(start, end, "phone"),),
    )  # fmt: skip


def _email(label: str, start: int, end: int, score: float, reason: str, attributes: frozenset[str]) -> Detection:
    return Detection(
        label, start, end, score, "contact", Strength.VALIDATED, (reason,), attributes, (Mask(start, end, "email"),)
    )


def build(resources: Resources) -> ContactDetector:
    """The detector with the packs' lists and the council's own contacts."""
    lists = resources.lists
    return ContactDetector(lists, resources.settings.own, NameFinder(lists, resources.settings.people))
