"""Abuse, slurs, generalisations about groups and sexual remarks, each with the person or group it is aimed at.

A word of abuse counts where it is said to or of somebody; a slur counts wherever it stands. Whether
the words are quoted, or condemned, is told as an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.features import Feature, Features, between, clear_of
from postcheck.nlp.persons import named
from postcheck.nlp.quotation import facts
from postcheck.nlp.reading import Reading

_LISTS = (
    "abuse-noun", "abuse-phrase", "abuse-adjective", "abuse-intensifier", "abuse-friends", "abuse-target", "slur",
    "slur-friends", "group", "group-generalisation-before", "group-generalisation-after", "group-phrase",
    "sexual-remark", "sexual-friends", "swearing", "swearing-friends", "disrepute", "own-staff",
)  # fmt: skip
_TO_SOMEBODY = re.compile(
    r"(?:\b(?:you|you're|your|u|ya)\b[\w ,'-]{0,24}|@\w+[\w ,'-]{0,40}|\b(?:[Aa]n?|[Tt]he|[Tt]hat|[Tt]hese|[Tt]hose|this|what an?|such an?|some|our|"
    r"[Tt]o the)\s+(?:[\w'-]+\s+){0,2})$"
)
_SAID_OF = re.compile(r"(?:\b(?:is|are|was|were|be|being|been|'s|'re)\b)\s+(?:(?:a|an|the|as|so|too|such|just|all|all|both|completely|totally|absolute|absolutely|utter|utterly|really|frankly|clearly|simply|honestly|nothing but|bunch of|load of|lot of|pack of|shower of)\s+)*$")
_WHO = re.compile(r"^[\s,]*(?:who|that|in|from|at|of|down|up|who's|whose|like you|called)\b")
_NEAR = 45


class OffensiveDetector:
    """Abuse with its target; slurs; generalisations about groups; sexual remarks; swearing; contempt for one's own."""

    name = "offensive"
    labels = frozenset(
        f"offensive.{kind}" for kind in ("abuse", "slur", "discrimination", "sexual", "swearing", "disrepute")
    )

    def __init__(self, resources: Resources) -> None:
        self._features = Features(resources.lists, _LISTS)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Everything abusive, with its target where one is needed."""
        found = self._features.find(reading)
        if not found:
            return
        for slur in clear_of(found.get("slur", ()), found.get("slur-friends", ())):
            yield self._detection(reading, "slur", slur.start, slur.end, 0.9, "uses a slur", slur)
        yield from self._abuse(reading, found)
        yield from self._groups(reading, found)
        for remark in clear_of(found.get("sexual-remark", ()), found.get("sexual-friends", ())):
            yield self._detection(reading, "sexual", remark.start, remark.end, 0.85, "remarks on a body or on sex", remark)
        for word in clear_of(found.get("swearing", ()), found.get("swearing-friends", ())):
            yield self._detection(reading, "swearing", word.start, word.end, 0.9, "swears", word)
        for staff in found.get("own-staff", ()):
            begin, end = reading.sentence_at(staff.start)
            for words in between(found.get("disrepute", ()), begin, end):
                if 0 <= words.start - staff.end <= _NEAR:
                    yield self._detection(
                        reading, "disrepute", staff.start, words.end, 0.85, "runs down the organisation's own people", words
                    )
                    break

    def _abuse(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """Words of abuse that are said to or of somebody, and phrases that are abuse by themselves."""
        friends = found.get("abuse-friends", ())
        for phrase in clear_of(found.get("abuse-phrase", ()), friends):
            yield self._detection(reading, "abuse", phrase.start, phrase.end, 0.85, "insults", phrase)
        words = clear_of([*found.get("abuse-noun", ()), *found.get("abuse-adjective", ())], friends)
        people = named(reading) if words else []
        for word in words:
            begin, end = reading.sentence_at(word.start)
            before, after = reading.text[begin : word.start], reading.text[word.end : end]
            targets = between(found.get("abuse-target", ()), begin, end)
            strong = between(found.get("abuse-intensifier", ()), begin, word.start + 1)
            beside = [item for item in (*targets, *people) if begin <= item.start and item.end <= end]
            near = [item for item in beside if abs(item.start - word.end) < _NEAR or abs(word.start - item.end) < _NEAR]
            told = _SAID_OF.search(before)
            if word.name == "abuse-adjective":
                hit = bool(near and told)
            else:
                meant = _TO_SOMEBODY.search(before)
                hit = bool(
                    (strong and word.start - strong[-1].end <= 2)
                    or (meant and re.match(r"you|u\b|ya|@", meant[0].strip(), re.IGNORECASE))
                    or (told and near)
                    or (meant and _WHO.match(after))
                )
            if hit:
                first = min([word.start, *(item.start for item in near), *(item.start for item in strong[-1:])])
                last = max([word.end, *(item.end for item in near if item.start >= word.start)])
                yield self._detection(reading, "abuse", first, last, 0.85, "insults", word)

    def _groups(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """What is said of all of a group, before or after its name."""
        for phrase in found.get("group-phrase", ()):
            yield self._detection(reading, "discrimination", phrase.start, phrase.end, 0.9, "runs down a group", phrase)
        for group in found.get("group", ()):
            begin, end = reading.sentence_at(group.start)
            for words in between(found.get("group-generalisation-before", ()), begin, group.end):
                if -1 <= group.start - words.end <= 12:
                    yield self._detection(
                        reading, "discrimination", words.start, group.end, 0.85, "says it of a whole group", words
                    )
                    break
            for words in between(found.get("group-generalisation-after", ()), group.end, end):
                if words.start - group.end <= 12:
                    yield self._detection(
                        reading, "discrimination", group.start, words.end, 0.85, "says it of a whole group", words
                    )
                    break

    def _detection(
        self, reading: Reading, kind: str, start: int, end: int, score: float, says: str, words: Feature
    ) -> Detection:
        evidence = f"{says}: “{' '.join(reading.text[words.start : words.end].split())}”"
        return Detection(
            f"offensive.{kind}", start, end, score, self.name, Strength.LEXICAL, (evidence,),
            attributes=facts(reading, start, end),
        )  # fmt: skip


def build(resources: Resources) -> OffensiveDetector:
    """The detector over the lists of abuse, groups and slurs of the packs in use."""
    return OffensiveDetector(resources)
