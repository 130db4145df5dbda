"""Nobody is named, yet somebody is meant: parts that together single out one person, with something private said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.cues import Cues, alternation
from postcheck.nlp.names import NameFinder
from postcheck.nlp.reading import Reading

_WEIGHTS = {
    "uniqueness": 0.2, "place": 0.15, "age": 0.1, "family": 0.1, "occupation": 0.1, "looks": 0.15, "day": 0.05,
    "origin": 0.1, "home": 0.15,
}  # fmt: skip
_BASE = 0.4
_LEAST_PARTS = 2
_LOOSE = frozenset({"a", "an", "her", "his", "those", "these"})
_AGE = re.compile(
    r"(?<!\w)(?:aged?\s\d{1,3}|\d{1,3}[- ]year[- ]old|in\s(?:his|her|their)\s(?:early\s|mid\s|late\s)?\d0s)(?!\w)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<!\w)(?:from|at|in|of|on|opposite|behind|near|above|outside)\s(?:the\s)?(?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+){0,2}"
)
_PLACE_KINDS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A clue of one kind at half-open `start`, `end`."""

    kind: str
    start: int
    end: int


class IndirectDetector:
    """Scores the combination; one alone is never enough."""

    name = "indirect"
    labels = frozenset({"indirect-identification.combination"})

    def __init__(self, lists: Mapping[str, tuple[str, ...]], names: NameFinder) -> None:
        self._names = names
        one = alternation(lists.get("one-person", ()))
        self._subject = re.compile(
            rf"(?<!\w)(?:(?P<pointer>the|that|this|our|my|one of our|one of my|a certain|a|an|those|these|her|his)\s"
            rf"|(?=\d{{1,3}}[- ]year[- ]old\s))"
            rf"(?P<only>(?:only|one|sole|last remaining)\s)?"
            rf"(?:(?!(?:who|and|or|of|to|for|in|at)\b)[\w'’-]+\s){{0,3}}?(?P<person>{one})(?!\w)", re.IGNORECASE
        )  # fmt: skip
        self._people = Cues(lists.get("one-person", ()))
        self._private = Cues((*lists.get("health-condition", ()), *lists.get("private-matter", ())))
        self._cleared = Cues(lists.get("composite-story", ()))
        self._clues = {
            kind: Cues(lists.get(name, ()))
            for kind, name in (
                ("uniqueness", "uniqueness"), ("family", "family-fact"), ("occupation", "occupation"),
                ("looks", "looks"), ("home", "humble-home"), ("day", "day-word"), ("origin", "origin"),
            )
        }  # fmt: skip

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """At most one combination for each pair of sentences."""
        if not (self._people.possible(reading) and self._private.possible(reading)):
            return
        if self._cleared.within(reading, 0, len(reading.text)):
            return
        taken = -1
        for match in self._subject.finditer(reading.text):
            if match.start() >= taken and (found := self._combination(reading, match)):
                taken = found.end
                yield found

    def _combination(self, reading: Reading, subject: re.Match[str]) -> Detection | None:
        if not subject["person"].islower() or any(
            subject.start() < person.end and person.start < subject.end() + 30 for person in self._names.people(reading)
        ):
            return None
        first, last = _window(reading, subject.start())
        low = max(first, subject.start() - 80)
        matter = min(
            self._private.find(reading, low, last), key=lambda span: abs(span[0] - subject.start()), default=None
        )
        if matter is None or matter[0] - subject.end() > 200:
            return None
        parts = self._parts(reading, subject, low, last, matter)
        kinds = {part.kind for part in parts}
        if len(kinds) < _LEAST_PARTS:
            return None
        loose = not subject["pointer"] or subject["pointer"].lower() in _LOOSE
        if loose and len(kinds) <= _LEAST_PARTS:
            return None
        score = min(0.9, _BASE - loose * 0.1 + sum(_WEIGHTS[kind] for kind in kinds))
        start = min(subject.start(), matter[0])
        end = max(matter[1], subject.end(), *(part.end for part in parts if part.end <= matter[1] + 60))
        said = [
            f"{kind} (“{reading.text[part.start : part.end]}”)"
            for kind in sorted(kinds)
            for part in parts
            if part.kind == kind
        ]
        evidence = (
            f"one person is singled out by {', '.join(dict.fromkeys(said))}",
            f"something private is said: “{reading.text[slice(*matter)]}”",
        )
        return Detection(
            "indirect-identification.combination",
            start,
            end,
            score,
            self.name,
            Strength.LEXICAL,
            evidence,
            frozenset(kinds),
        )

    def _parts(
        self, reading: Reading, subject: re.Match[str], first: int, last: int, matter: tuple[int, int]
    ) -> list[_Part]:
        """Clues about the subject, within its sentence or the private matter's."""
        text = reading.text
        high = min(last, max(subject.end(), matter[1]) + 60)
        parts = [_Part("age", *match.span()) for match in _AGE.finditer(text, first, high)]
        if subject["only"]:
            parts.append(_Part("uniqueness", *subject.span("only")))
        for kind, cues in self._clues.items():
            parts += (
                _Part(kind, *span)
                for span in cues.find(reading, first, high)
                if not (span[0] < matter[1] and span[1] > matter[0])
            )
        places = [(entity.start_char, entity.end_char) for entity in reading.entities if entity.label_ in _PLACE_KINDS]
        places += [match.span() for match in _PLACE.finditer(text, first, high)]
        parts += [_Part("place", *span) for span in places if first <= span[0] and span[1] <= high]
        return parts


def _window(reading: Reading, at: int) -> tuple[int, int]:
    """The sentence that holds `at` and the next one."""
    for (first, last), following in pairwise([*reading.sentences, (len(reading.text), len(reading.text))]):
        if first <= at < last:
            return first, following[1]
    return 0, len(reading.text)


def build(resources: Resources) -> IndirectDetector:
    """The detector with the packs' lists."""
    return IndirectDetector(resources.lists, NameFinder(resources.lists, resources.settings.people))
