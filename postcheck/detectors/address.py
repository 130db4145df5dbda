"""Home addresses, told from venues by what stands around them; postcodes and what3words squares beside a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from postcheck.config import Own
from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import Cues, alternation
from postcheck.nlp.names import Named, NameFinder
from postcheck.nlp.reading import Reading

HOME, LIVES, FLAT, STREET = 0.9, 0.85, 0.7, 0.7
_POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])(?:GIR ?0AA|BFPO ?\d{1,4}|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?"
    r"|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRV-Y]?) ?\d[ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])"
)
_WHAT3WORDS = re.compile(r"(?<![\w/:])///\w+\.\w+\.\w+")
_LINK = re.compile(
    r"^(?:['’]s?)?[\s,(]*(?:who\s)?"
    r"(?:(?:lives?|living|lived|stays?|is|are|now|home|back|who|and|family|"
    r"(?:her|his|their)\s\w+|wife|husband|in|house)[,\s]+)*"
    r"(?:,?\s*\d{2}(?:-year-old)?,?\s*)?(?:of|at|from|in|on|over at|round at|,|\(|-|)?\s*(?:the\s)?$",
    re.IGNORECASE,
)


class AddressDetector:
    """Where a private person lives."""

    name = "address"
    labels = frozenset({"personal-data.home-address", "personal-data.postcode", "personal-data.what3words"})

    def __init__(self, lists: Mapping[str, tuple[str, ...]], own: Own, names: NameFinder) -> None:
        types = alternation(lists.get("street-type", ()))
        prefixes = alternation(lists.get("street-prefix", ()))
        cap = r"[^\W\d_a-z][\w'’.-]{0,40}"
        flat = r"(?:(?:Flat|Apartment|Apt|Room|Bungalow|Plot)\s*\d{1,3}\w?(?:/\d)?,?\s+)"
        number = r"(?<![\w£$€.,:/#-])\d{1,4}[A-Za-z]?(?:\s?[-/]\s?\d{1,4}[A-Za-z]?)?,?\s+"
        street = rf"(?:(?:{cap}\s+){{1,3}}(?i:{types})|(?:The\s)(?i:{types})"
        street += rf"|(?:{prefixes})(?:\s(?:y|yr|{cap})){{1,3}})(?!\w)"
        self._numbered = re.compile(rf"(?:{flat})?{number}{street}|{flat}(?:{cap}\s+){{1,2}}(?i:{types})(?!\w)")
        self._types = Cues((*lists.get("street-type", ()), *lists.get("street-prefix", ())))
        self._street = re.compile(rf"(?:the\s)?(?:{cap}\s+){{1,2}}(?i:{types})(?!\w)")
        types = alternation(lists.get("street-type-plain", ()))
        self._lower = re.compile(
            rf"(?<![\w£$€.,:/#-])\d{{1,4}}[a-z]?\s+(?:[a-z'’]+\s+){{1,2}}{types}(?!\w)", re.IGNORECASE
        )
        self._at_number = re.compile(
            r"(?<!\w)(?:(?:lives?|living|home|house|flat|bungalow|neighbour|lady|man|woman|lad|fella|bloke|couple|family)\b[^.!?\n]{0,30}?\b)"
            r"(?:at|in) (?:number|no\.?|flat) \d{1,4}[a-z]?(?!\w)", re.IGNORECASE)  # fmt: skip
        self._lives = Cues(lists.get("cue-home", ()))
        self._venues = Cues((*lists.get("venue", ()), *own.venues))
        self._names = names
        self._first_names = frozenset(lists.get("first-name", ()))
        self._not_names = frozenset(lists.get("not-a-name", ()))

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Homes of people; addresses of venues, firms and services are not among them."""
        homes = list(self._homes(reading)) if self._types.possible(reading) else []
        yield from homes
        if "number" in reading.words or "flat" in reading.words or "no" in reading.words:
            for match in self._at_number.finditer(reading.text):
                if not any(home.start < match.end() and home.end > match.start() for home in homes):
                    yield _home(match.start(), match.end(), FLAT, "a house by its number", masks=False)
            for person in self._private(reading):
                found = _NUMBER.match(reading.text, person.end)
                if found and not any(home.start < found.end() and home.end > person.start for home in homes):
                    reason = "a private person's name with a house number"
                    yield _home(person.start, found.end(), FLAT, reason, masks=found.span(), name=person)
        yield from self._places(reading, homes)

    def _homes(self, reading: Reading) -> Iterator[Detection]:
        text = reading.text
        taken: list[tuple[int, int]] = []
        for match in self._numbered.finditer(text):
            start, end = match.span()
            if judged := self._judge(reading, start, end):
                taken.append((start, end))
                yield _home(start, end, *judged)
        for match in self._lower.finditer(text):
            start, end = match.span()
            if not _overlap(taken, start, end) and self._lives.within(reading, *_around(reading, start, end, 50)):
                taken.append((start, end))
                yield _home(start, end, LIVES, "a house number and street with words for a home beside it")
        for person in self._private(reading):
            if (
                self._certain(text, person)
                and (span := self._street_of(reading, person))
                and not _overlap(taken, *span)
            ):
                reason = "a private person with their street"
                yield _home(person.start, span[1], STREET, reason, masks=span, name=person)

    def _street_of(self, reading: Reading, person: Named) -> tuple[int, int] | None:
        """The street that the name leads to (“Mr Clutterbuck of Frog Lane”), unless it is a venue's."""
        link = _OF.match(reading.text, person.end)
        street = self._street.match(reading.text, link.end()) if link else None
        return street.span() if street and not self._venues.within(reading, *street.span()) else None

    def _certain(self, text: str, person: Named) -> bool:
        """Whether the name is a person's beyond doubt: titled, or a common first name first (shops have names too)."""
        return person.titled or text[person.start : person.end].split()[0].lower() in self._first_names

    def _judge(self, reading: Reading, start: int, end: int) -> tuple[float, str] | None:
        """How sure an address is a home, and why; None for what is probably a venue."""
        text = reading.text
        person = next((item for item in self._private(reading) if _beside(text, item, start, end)), None)
        if person:
            return HOME, "a house number and street beside a private person's name"
        low, high = _around(reading, start, end, 60)
        name = _NAME_OF.search(text[low:start])
        named = name and self._not_names.isdisjoint(name[1].lower().split())
        if name and named and not self._venues.within(reading, low + name.start(), start):
            return LIVES, "a house number and street after somebody's name"
        if self._venues.within(reading, low, high):
            return None
        if self._lives.within(reading, low, high):
            return LIVES, "a house number and street with words for a home beside it"
        if text[start:end].lower().startswith(("flat", "apartment", "apt", "bungalow")):
            return FLAT, "a flat's address"
        return None

    def _places(self, reading: Reading, homes: list[Detection]) -> Iterator[Detection]:
        """Postcodes and what3words squares, where a person or a home is meant."""
        for label, kind, pattern in (
            ("postcode", "a full postcode", _POSTCODE),
            ("what3words", "a what3words square", _WHAT3WORDS),
        ):
            for match in pattern.finditer(reading.text) if label == "postcode" or "///" in reading.text else ():
                low, high = _around(reading, match.start(), match.end(), 70)
                if self._venues.within(reading, low, high) or any(
                    home.end > match.start() - 40 and home.start < match.end() for home in homes
                ):
                    continue
                near = any(low <= person.start < high for person in self._private(reading))
                if near or self._lives.within(reading, low, high):
                    yield Detection(
                        f"personal-data.{label}", match.start(), match.end(), FLAT, self.name, Strength.VALIDATED,
                        (f"{kind} beside " + ("a private person's name" if near else "words for a home"),), frozenset(),
                        (Mask(match.start(), match.end(), "address"),),
                    )  # fmt: skip

    def _private(self, reading: Reading) -> list[Named]:
        return [
            person for person in self._names.people(reading) if (person.titled or person.full) and not person.in_role
        ]


_NAME_OF = re.compile(r"\b([A-Z][a-z][\w'’-]*\s[A-Z][\w'’-]+)(?:,)?\s(?:of|from)\s\Z")
_NUMBER = re.compile(r",?\s(?:at|in|of|from)\s(?:number|no\.?|flat|room)\s\d{1,4}[a-z]?(?!\w)", re.IGNORECASE)
_OF = re.compile(r",?\s{1,9}(?:of|from|at)\s{1,9}", re.IGNORECASE)


def _beside(text: str, person: Named, start: int, end: int) -> bool:
    """Whether the name leads to the address (“Mrs Trask of 14 Kiln Close”) or follows close upon it."""
    if person.end <= start:
        return start - person.end < 45 and bool(_LINK.match(text[person.end : start]))
    return 0 <= person.start - end < 30 and not re.search(r"[.!?\n]\s", text[end : person.start])


def _around(reading: Reading, start: int, end: int, reach: int) -> tuple[int, int]:
    first, last = reading.reach(start, end, "sentence")
    return max(first, start - reach), min(last, end + reach)


def _overlap(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in spans)


def _home(
    start: int, end: int, score: float, reason: str, *, masks: tuple[int, int] | bool = True, name: Named | None = None
) -> Detection:
    hidden: tuple[Mask, ...] = () if masks is False else (Mask(*((start, end) if masks is True else masks), "address"),)
    if name:
        hidden += (Mask(name.start, name.end, "name"),)
    attributes = frozenset({"street-only"}) if name else frozenset[str]()
    return Detection(
        "personal-data.home-address", start, end, score, "address", Strength.VALIDATED, (reason,), attributes, hidden
    )


def build(resources: Resources) -> AddressDetector:
    """The detector with the packs' lists and the council's own venues."""
    lists = resources.lists
    return AddressDetector(lists, resources.settings.own, NameFinder(lists, resources.settings.people))
