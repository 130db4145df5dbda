"""Private facts beside a private person's name: dates of birth, health and faith, children, debts and cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import Cues, alternation
from postcheck.nlp.digits import digits
from postcheck.nlp.names import Named, NameFinder
from postcheck.nlp.reading import Reading

BIRTH, BORN, FACT, WEAK_FACT = 0.95, 0.8, 0.72, 0.6
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:\d(?:\s?\d)?\s?[./-]\s?\d(?:\s?\d)?\s?[./-]\s?(?:(?:1\s?9|2\s?0)\s?)?\d\s?\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\s+(?:(?:19|20)\d\d|\d\d)|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)"
)
_BIRTH = re.compile(
    rf"(?<!\w)(?:d\W?o\W?b\W?|date\sof\sbirth)(?:\s?(?:is|was|[:=-]))?\s*"
    rf"(?P<date>{_DATE}|\d{{6}}|(?:19|20)\d{{6}}|\d{{4}}(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_BORN = re.compile(rf"(?<!\w)(?:born(?:\son)?|b\.|birthday(?:\sis|\son)?:?)\s+(?P<date>{_DATE})(?!\w)", re.IGNORECASE)
_BIRTH_WORDS = frozenset({"dob", "d", "birth", "born", "birthday", "b"})
_CHILD_AGE = re.compile(
    r"^\s?(?:,|\(|who(?:'s| is)|is|,\s?who(?:'s| is)|aged)?\s?(?:aged?\s)?(?P<age>\d{1,2}|[45678]½"
    r"|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)(?!\w))"
    r"(?:-year-old|\syears?\sold)?(?=[,;).]|\s(?:from|of|at|and|who|in)\b|$)",
    re.IGNORECASE,
)
_PICTURES = frozenset({"photo", "photograph", "picture", "pic", "video", "snap", "photos", "pictures"})
_PHOTO = re.compile(
    r"\b(?:photo|photograph|picture|pic|video|snap)s?\s+of\s+(?P<given>(?-i:[^\W\d_a-z])[\w'’-]+)", re.IGNORECASE
)
_CHILD_BEFORE = re.compile(
    r"(?:(?P<age>\d{1,2})[- ]year[- ]old\s|(?:pupil|schoolgirl|schoolboy|toddler|baby|little)\s)$", re.IGNORECASE
)
_CHILD_WORDS = {
    word: age
    for age, word in enumerate(
        [
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
        ],
        4,
    )
}


class PersonDetector:
    """What a post may not tell of a named private person without leave."""

    name = "person"
    labels = frozenset(
        f"personal-data.{label}" for label in ("date-of-birth", "special-category", "child", "named-case", "photo")
    )

    def __init__(self, lists: Mapping[str, tuple[str, ...]], names: NameFinder) -> None:
        self._names = names
        self._conditions = Cues(lists.get("health-condition", ()))
        self._has = re.compile(rf"(?<!\w){alternation(lists.get('health-link', ()))}(?!\w)", re.IGNORECASE)
        self._has_surely = re.compile(
            rf"^[^,.;:]{{0,25}}(?<!\w){alternation(lists.get('health-link-sure', ()))}(?!\w)", re.IGNORECASE
        )
        self._care = Cues(lists.get("care-word", ()))
        self._first_names = frozenset(lists.get("first-name", ()))
        self._cases = Cues(lists.get("private-case", ()))
        self._schools = Cues(lists.get("school-word", ()))
        self._cleared = Cues(lists.get("fact-cleared-by", ()))

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Dates of birth, and facts in one sentence with a name."""
        if not _BIRTH_WORDS.isdisjoint(reading.words):
            yield from self._births(reading)
        if not _PICTURES.isdisjoint(reading.words) and self._care.possible(reading):
            yield from self._photos(reading)
        due = (self._conditions.possible(reading), self._cases.possible(reading), self._schools.possible(reading))
        if not any(due) or not (people := self._names.people(reading)):
            return
        if not self._cleared.within(reading, 0, len(reading.text)):
            for person in people:
                yield from self._facts(reading, person, *due)

    def _births(self, reading: Reading) -> Iterator[Detection]:
        view = digits(reading)
        for match in _BIRTH.finditer(view.text):
            start, end = view.to_original(*match.span("date"))
            yield self._found("date-of-birth", start, end, BIRTH, "a date announced as a date of birth", "id")
        for match in _BORN.finditer(view.text):
            start, end = view.to_original(*match.span("date"))
            first, last = reading.reach(start, end, "sentence")
            if _living(match["date"]) and any(first <= person.start < last for person in self._private(reading)):
                yield self._found(
                    "date-of-birth", start, end, BORN, "a date of birth beside a private person's name", "id"
                )

    def _photos(self, reading: Reading) -> Iterator[Detection]:
        """Pictures of somebody by name, in a sentence with words of care or school."""
        named = {person.start: person.in_role for person in self._names.people(reading)}
        for match in _PHOTO.finditer(reading.text):
            start, end = match.span("given")
            first, last = reading.reach(*match.span(), "sentence")
            known = match["given"].lower() in self._first_names and not named.get(start, False)
            if (known or named.get(start) is False) and self._care.within(reading, first, last):
                reason = "a picture of a named person in care, at school or using a service"
                yield self._found("photo", start, end, FACT, reason, "name")

    def _facts(self, reading: Reading, person: Named, health: bool, case: bool, school: bool) -> Iterator[Detection]:
        text = reading.text
        first, last = reading.reach(person.start, person.end, "sentence")
        plain = (person.titled or person.full) and not person.in_role
        if health and (found := self._condition(reading, person, first, last, certain=not plain)):
            start, end = found
            reason = f"a private person's name with “{text[start:end]}”"
            yield self._joined(person, start, end, "special-category", FACT if plain else WEAK_FACT, reason)
        if case and plain:
            for start, end in self._cases.find(reading, max(first, person.start - 50), min(last, person.end + 90)):
                reason = f"a private person's name with “{text[start:end]}”"
                yield self._joined(person, start, end, "named-case", FACT if person.titled else WEAK_FACT, reason)
                break
        if school and plain and (age := _child_age(text, person)):
            for start, end in self._schools.find(reading, first, last):
                if text[start:end].islower() and not any(character.isdigit() for character in text[start:end]):
                    continue
                reason = f"a child's name and age ({age}) with “{text[start:end]}”"
                yield self._joined(person, start, end, "child", FACT, reason)
                break

    def _condition(
        self, reading: Reading, person: Named, first: int, last: int, *, certain: bool
    ) -> tuple[int, int] | None:
        """A condition that the words say this person has, up to 70 characters on; `certain` asks for plain words."""
        for start, end in self._conditions.find(reading, max(first, person.end), min(last, person.end + 70)):
            between = reading.text[person.end : start]
            if self._has_surely.search(between):
                return start, end
            if (not certain and self._has.search(between)) or re.match(r"['’]s?\s(?:\w+\s){0,2}$", between):
                return start, end
        return None

    def _private(self, reading: Reading) -> list[Named]:
        return [
            person for person in self._names.people(reading) if (person.titled or person.full) and not person.in_role
        ]

    def _joined(self, person: Named, start: int, end: int, label: str, score: float, reason: str) -> Detection:
        """One detection from name to fact, the name masked."""
        low, high = min(start, person.start), max(end, person.end)
        attributes = frozenset({"child"}) if label == "child" else frozenset({label})
        return Detection(
            f"personal-data.{label}", low, high, score, self.name, Strength.LEXICAL, (reason,), attributes,
            (Mask(person.start, person.end, "name"),),
        )  # fmt: skip

    def _found(self, label: str, start: int, end: int, score: float, reason: str, kind: str) -> Detection:
        return Detection(
            f"personal-data.{label}", start, end, score, self.name, Strength.VALIDATED, (reason,), frozenset(),
            (Mask(start, end, kind),),
        )  # fmt: skip


def _living(date: str) -> bool:
    """Whether somebody born on `date` may well be alive."""
    year = re.search(r"(?:19|20)\s?\d\s?\d\s*$", date)
    return not year or int(re.sub(r"\s", "", year[0])) > 1915


def _child_age(text: str, person: Named) -> str:
    """The age in years beside a name where it is a child's."""
    match = _CHILD_AGE.match(text[person.end : person.end + 30])
    before = _CHILD_BEFORE.search(text[max(0, person.start - 20) : person.start])
    said = (match and match["age"]) or (before and before["age"]) or ""
    age = int(said) if said.isdigit() else _CHILD_WORDS.get(said.lower(), 0)
    return str(age) if 0 < age < 17 else ""


def build(resources: Resources) -> PersonDetector:
    """The detector with the packs' lists."""
    lists = resources.lists
    return PersonDetector(lists, NameFinder(lists, resources.settings.people))
