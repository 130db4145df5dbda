"""Harmful assertions about somebody whom readers would recognise: a target, an accusation, and how they join.

The accusation has to be said of the target: right behind the name, behind a pronoun in one of the next
two sentences, or as an epithet before it. Hedges ("allegedly", "everyone knows") raise the score; a
denial lowers it to nothing. The council itself is never a target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.features import Feature, Features, between, clear_of
from postcheck.nlp.quotation import NEGATED, facts
from postcheck.nlp.reading import Reading
from postcheck.nlp.targets import FIRM, PERSON, ROLE, Target, named

_LISTS = (
    "claim-phrase", "claim-verb", "claim-epithet", "claim-hedge", "claim-insinuation", "claim-weak", "claim-role",
    "claim-role-known", "claim-friends",
)  # fmt: skip
_ACCUSING = frozenset({"claim-phrase", "claim-verb", "claim-epithet", "claim-insinuation"})
_LINK = re.compile(
    r"(?:'s|,[^,.!?\n]{1,45},|\([^()\n]{1,40}\)|\s|,|-|\b(?:who|which|that|has|have|had|is|was|are|were|been|be|always|just|"
    r"still|also|regularly|knowingly|clearly|obviously|openly|simply|once|really|basically|definitely|again|and|"
    r"did|does|will|would|must|might|may|used|to|likes|tried|went|on|managed|seems|appears|probably|actually|"
    r"frequently|often|personally|allegedly|apparently|reportedly|secretly|quietly|completely|now|then|only|ever|"
    r"been|being|himself|herself|themselves|of|at|in|from|[A-Z][\w']+|\d+\w?|here|there|down|there|local|the)\b)*"
)
_VICTIM = re.compile(r"(?:\b(?:was|were|been|being|be|is|are|got|gets|get|had (?:his|her|their))|'s)\s*$")
_PRONOUN = re.compile(r"\b(?:He|She|They|he|she|they)\b(?!'ll|'d)")
_CARRY = 2
_GAP = 70


class ClaimDetector:
    """Accusations and insinuations, each joined to the person, role or firm that they are about."""

    name = "claim"
    labels = frozenset({"claim-about-person.accusation", "claim-about-person.insinuation"})

    def __init__(self, resources: Resources) -> None:
        self._features = Features(resources.lists, _LISTS)
        self._known = tuple(person.name for person in resources.settings.people)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Every accusation that has a target, and every insinuation about a named one."""
        found = self._features.find(reading)
        if found.keys().isdisjoint(_ACCUSING):
            return
        people = named(reading, self._known, loosely=True)
        known = [Target(role.start, role.end, ROLE) for role in found.get("claim-role-known", ())]
        placed = [Target(role.start, role.end, ROLE) for role in found.get("claim-role", ()) if _placed(reading, role)]
        targets = sorted([*people, *known, *placed])
        hedges = found.get("claim-hedge", [])
        friends = found.get("claim-friends", ())
        phrases = clear_of(found.get("claim-phrase", ()), friends)
        verbs = clear_of(found.get("claim-verb", ()), friends)
        seen: list[tuple[int, int]] = []
        for accusation in sorted([*phrases, *verbs]):
            if any(start <= accusation.start < end for start, end in seen):
                continue
            active = accusation.name == "claim-verb"
            said = _subject(reading, accusation, targets, active)
            carried = None if said else _carried(reading, accusation, targets, active)
            if target := said or carried:
                seen.append((accusation.start, accusation.end))
                yield self._accusation(reading, target, accusation, hedges, carried=carried is not None)
        yield from self._epithets(reading, clear_of(found.get("claim-epithet", ()), friends), targets, hedges)
        yield from self._insinuations(reading, found, targets)

    def _epithets(
        self, reading: Reading, epithets: list[Feature], targets: list[Target], hedges: list[Feature]
    ) -> Iterator[Detection]:
        """An epithet right before a name ("conman Gareth Pollow") or within a role ("the crooked builder")."""
        for epithet in epithets:
            for target in targets:
                beside = reading.text[epithet.end : target.start]
                overlaps = epithet.start < target.end and target.start < epithet.end
                if (epithet.end <= target.start and beside.strip(", ") == "") or overlaps:
                    yield self._accusation(reading, target, epithet, hedges)
                    break

    def _accusation(
        self, reading: Reading, target: Target, accusation: Feature, hedges: list[Feature], *, carried: bool = False
    ) -> Detection:
        start, end = min(target.start, accusation.start), max(target.end, accusation.end)
        if reading.sentence_at(target.start) != reading.sentence_at(accusation.start):
            start = reading.sentence_at(accusation.start)[0]
        begin, stop = reading.reach(start, end, "sentence")
        hedged = between(hedges, begin, stop)
        attributes = facts(reading, accusation.start, accusation.end)
        attributes |= {"hedged" if hedged else "unhedged", "about-person" if target.kind != FIRM else "about-firm"}
        if carried:
            attributes |= {"carried"}
        score = {PERSON: 0.85, FIRM: 0.8, ROLE: 0.75}[target.kind] + (0.1 if hedged else 0)
        evidence = [f"names {_kind(target)} and says “{_words(reading, accusation.start, accusation.end)}”"]
        if start > target.end:
            evidence.append("the person is named in a sentence before")
        if hedged:
            evidence.append(f"a hedge does not help: “{_words(reading, hedged[0].start, hedged[0].end)}”")
        if NEGATED in attributes and not hedged:
            score = 0.3
        return Detection(
            "claim-about-person.accusation", start, end, min(score, 0.95), self.name, Strength.LEXICAL,
            tuple(evidence), attributes=frozenset(attributes),
        )  # fmt: skip

    def _insinuations(
        self, reading: Reading, found: dict[str, list[Feature]], targets: list[Target]
    ) -> Iterator[Detection]:
        """A hint ("ask him why he left so suddenly") beside a target and a word of wrongdoing."""
        for hint in found.get("claim-insinuation", ()):
            begin, end = reading.sentence_at(hint.start)
            near = [target for target in targets if begin <= target.start and target.end <= end]
            weak = between(found.get("claim-weak", ()), begin, end)
            if near and weak:
                start = min(hint.start, near[0].start, weak[0].start)
                stop = max(hint.end, near[0].end, weak[0].end)
                evidence = f"hints at something with “{_words(reading, hint.start, hint.end)}” about {_kind(near[0])}"
                yield Detection(
                    "claim-about-person.insinuation", start, stop, 0.8, self.name, Strength.LEXICAL, (evidence,),
                    attributes=facts(reading, start, stop) | {"hedged"},
                )  # fmt: skip


def _subject(reading: Reading, accusation: Feature, targets: list[Target], active: bool) -> Target | None:
    """The target that stands right before the accusation as its subject."""
    begin = reading.sentence_at(accusation.start)[0]
    for target in reversed(targets):
        if begin <= target.start and target.end <= accusation.start and accusation.start - target.end <= _GAP:
            gap = reading.text[target.end : accusation.start]
            if _LINK.fullmatch(gap) and not (active and _VICTIM.search(gap)):
                return target
    return None


def _carried(reading: Reading, accusation: Feature, targets: list[Target], active: bool) -> Target | None:
    """The target of a sentence before, where a pronoun is the accusation's subject."""
    spans = reading.sentences
    number = next((n for n, (start, end) in enumerate(spans) if start <= accusation.start < end), 0)
    pronouns = [*_PRONOUN.finditer(reading.text, spans[number][0], accusation.start)] if spans else []
    if not pronouns:
        return None
    gap = reading.text[pronouns[-1].end() : accusation.start]
    if len(gap) > _GAP or not _LINK.fullmatch(gap) or (active and _VICTIM.search(gap)):
        return None
    begin = spans[max(0, number - _CARRY)][0]
    before = [target for target in targets if begin <= target.start and target.end <= pronouns[-1].start()]
    return before[-1] if before else None


_PLACE = re.compile(r"\s+(?:of|at|on|in|from|for|behind|by|opposite)\s+(?:the\s+|our\s+)?(?:[A-Z0-9]|number)")
_PLACE_BEFORE = re.compile(r"(?:[A-Z][\w'&-]+\s+){1,3}(?:[a-z]+\s+)?$")


def _placed(reading: Reading, role: Feature) -> bool:
    """Whether a place or organisation beside a role says who is meant."""
    return bool(
        _PLACE.match(reading.text, role.end)
        or _PLACE_BEFORE.search(reading.text, max(0, role.start - 40), role.start)
        or re.match(r"(?i)our\b|a certain\b", reading.text[role.start : role.start + 10])
    )


def _kind(target: Target) -> str:
    return {PERSON: "a person", FIRM: "a firm", ROLE: "a person known by their role"}[target.kind]


def _words(reading: Reading, start: int, end: int) -> str:
    return " ".join(reading.text[start:end].split())


def build(resources: Resources) -> ClaimDetector:
    """The detector over the accusation lists of the packs in use."""
    return ClaimDetector(resources)
