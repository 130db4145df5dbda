"""Abuse, slurs, generalisations about groups and sexual remarks, each with the person or group it is aimed at.

A word of abuse counts where it is said to or of somebody; a slur counts wherever it stands. Whether
the words are quoted, or condemned, is told as an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.features import Feature, Features, between, clear_of
from postcheck.nlp.quotation import facts
from postcheck.nlp.reading import Reading
from postcheck.nlp.targets import Target, named

_LISTS = (
    "abuse-noun", "abuse-noun-weak", "abuse-phrase", "abuse-adjective", "abuse-intensifier", "abuse-friends",
    "abuse-target", "slur", "slur-friends", "group", "group-generalisation-before", "group-generalisation-after",
    "group-phrase", "sexual-remark", "sexual-friends", "swearing", "swearing-friends", "disrepute", "own-staff",
)  # fmt: skip
_DIRECT = re.compile(r"(?:\b(?:you|you're|your|u|ya)\b[\w ,'-]{0,24}|@\w+[\w ,'-]{0,40})$", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:an?|the|that|these|those|this|what an?|such an?|some|our|to the)\s+(?:[\w'-]+\s+){0,2}$", re.IGNORECASE
)
_SAID_OF = re.compile(
    r"(?:\b(?:is|are|was|were|be|being|been)\b|'re|'s(?= an? | such | so | just ))\s+"
    r"(?:(?:a|an|the|as|so|too|such|just|all|both|completely|totally|absolute|absolutely|utter|utterly|really|frankly|"
    r"clearly|simply|honestly|nothing but|bunch of|load of|lot of|pack of|shower of)\s+)*$"
)
_YOU = re.compile(r"\b(?:you|you're|you are|u r)(?: such)?(?: an?)? $", re.IGNORECASE)
_WHO = re.compile(r"[\s,]*(?:who|that|in|from|at|of|down|up|who's|whose|like you|called)\b")
_ABUSE = ("abuse-noun", "abuse-noun-weak", "abuse-adjective")
_BESIDE = re.compile(r"\s*(?:(?:the|all|these|those|a|like|that|always|just|never) )*")
_NEAR = 45
_SUBJECT = 28


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
        for kind, name, friends, score, says in (
            ("slur", "slur", "slur-friends", 0.9, "uses a slur"),
            ("abuse", "abuse-phrase", "abuse-friends", 0.85, "insults"),
            ("discrimination", "group-phrase", "", 0.9, "runs down a group"),
            ("sexual", "sexual-remark", "sexual-friends", 0.85, "remarks on a body or on sex"),
            ("swearing", "swearing", "swearing-friends", 0.9, "swears"),
        ):
            for words in clear_of(found.get(name, ()), found.get(friends, ())):
                yield _detection(reading, kind, words.start, words.end, score, says, words)
        yield from self._abuse(reading, found)
        yield from self._groups(reading, found)
        yield from self._disrepute(reading, found)

    def _abuse(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """Words of abuse that are said to or of somebody."""
        words = clear_of((item for name in _ABUSE for item in found.get(name, ())), found.get("abuse-friends", ()))
        people = named(reading, loosely=True) if words else []
        for word in words:
            begin, end = reading.sentence_at(word.start)
            targets: list[Feature | Target] = [*between(found.get("abuse-target", ()), begin, end), *people]
            near = [item for item in targets if begin <= item.start and item.end <= end and _close(item, word)]
            strong = [
                item
                for item in between(found.get("abuse-intensifier", ()), begin, word.start + 1)
                if word.start - item.end <= 2
            ]
            if _aimed(reading, word, near, people, strengthened=bool(strong)):
                first = min([word.start, *(item.start for item in near), *(item.start for item in strong)])
                last = max([word.end, *(item.end for item in near if item.start >= word.start)])
                yield _detection(reading, "abuse", first, last, 0.85, "insults", word)

    def _disrepute(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """Contempt for the organisation that the account speaks for."""
        for staff in found.get("own-staff", ()):
            _, end = reading.sentence_at(staff.start)
            for words in between(found.get("disrepute", ()), staff.end, min(end, staff.end + 2 * _NEAR)):
                if words.start - staff.end <= _NEAR:
                    says = "runs down the organisation's own people"
                    yield _detection(reading, "disrepute", staff.start, words.end, 0.85, says, words)
                    break

    def _groups(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """What is said of all of a group, right before or after its name."""
        says = "says it of a whole group"
        for group in found.get("group", ()):
            begin, end = reading.sentence_at(group.start)
            for words in between(found.get("group-generalisation-before", ()), begin, group.start):
                if _BESIDE.fullmatch(reading.text, words.end, group.start):
                    yield _detection(reading, "discrimination", words.start, group.end, 0.85, says, words)
                    break
            for words in between(found.get("group-generalisation-after", ()), group.end, end):
                if _BESIDE.fullmatch(reading.text, group.end, words.start):
                    yield _detection(reading, "discrimination", group.start, words.end, 0.85, says, words)
                    break


def _aimed(
    reading: Reading, word: Feature, near: Sequence[Feature | Target], people: list[Target], *, strengthened: bool
) -> bool:
    """Whether the word of abuse is said to or of somebody, as its kind requires."""
    begin, end = reading.sentence_at(word.start)
    before = reading.text[begin : word.start]
    told = _SAID_OF.search(before) is not None
    if word.name == "abuse-adjective":
        return bool(near) and told
    if strengthened:
        return True
    if word.name == "abuse-noun-weak":
        subject = any(0 < word.start - person.end < _SUBJECT for person in people)
        return _YOU.search(before) is not None or (told and subject)
    if _DIRECT.search(before) or (told and near):
        return True
    return bool(_REFERS.search(before) and _WHO.match(reading.text, word.end, end))


def _close(item: Feature | Target, word: Feature) -> bool:
    return abs(item.start - word.end) < _NEAR or abs(word.start - item.end) < _NEAR


def _detection(reading: Reading, kind: str, start: int, end: int, score: float, says: str, words: Feature) -> Detection:
    evidence = f"{says}: “{' '.join(reading.text[words.start : words.end].split())}”"
    return Detection(
        label=f"offensive.{kind}",
        start=start,
        end=end,
        score=score,
        detector=OffensiveDetector.name,
        strength=Strength.LEXICAL,
        evidence=(evidence,),
        attributes=facts(reading, words.start, words.end),
    )


def build(resources: Resources) -> OffensiveDetector:
    """The detector over the lists of abuse, groups and slurs of the packs in use."""
    return OffensiveDetector(resources)
