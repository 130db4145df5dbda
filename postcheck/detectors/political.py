"""Party politics, by the features that section 2(2) of the Local Government Act 1986 names.

Each sentence is asked apart for a party or a person identified with one, a stance or an ask, a contested
topic, timing and campaign material. Stance beats name: a bare party name weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.features import Feature, Features, between, clear_of
from postcheck.nlp.quotation import facts, quotations
from postcheck.nlp.reading import Reading

_LISTS = (
    "party",
    "party-adjacent",
    "party-any-case",
    "party-false-friends",
    "politician",
    "political-ask",
    "political-ask-alone",
    "political-ask-false-friends",
    "political-support",
    "political-attack-before",
    "political-attack-after",
    "political-attack-word",
    "political-attack-alone",
    "political-credit-before",
    "political-credit-after",
    "political-campaign",
    "political-campaign-after",
    "political-campaign-alone",
    "political-imprint",
    "political-slogan",
    "political-timing",
    "political-topic",
    "councillor-voice",
    "councillor-delivery",
    "role-voice",
    "vote-news",
)
_ROSETTES = re.compile(r"(?:[🌹💙🔵🟦💛🔶🟧🧡💚🟩🌻🔴🟥🩵🟣🟪🗳✅❎✖❌🎗]\ufe0f?\s?){3,}")
_COLOURS = re.compile(r"[🌹💙🔵🟦💛🔶🟧💚🟩🌻🔴🟥🩵🟣🟪]")
_NEAR = 60
_STOP = re.compile(r"[.!?;:\"\n]")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][a-z'-]+ $")
_VOTE_NAME = re.compile(
    r"\b(?:[Vv]ote|VOTE|[Rr]e-?elect|[Ee]lect)(?: for)? (?!For\b)[A-Z][a-z]+(?: [A-Z][a-z'-]+){0,2}"
)
_WEIGHTS = {"party": 0.4, "politician": 0.3, "topic": 0.1, "timing": 0.1, "quoted": -0.1}


@dataclass(frozen=True, slots=True)
class _Stance:
    """How a stance list joins a party: on which side, how many words may stand between, what it weighs."""

    name: str
    label: str
    before: bool
    gap: int
    weight: float
    says: str
    loose: bool = True
    """Whether a name that is a common word too (Green, Alliance) counts as a party here."""


_STANCES = (
    _Stance("political-ask", "political.appeal", True, 3, 0.55, "asks for a vote"),
    _Stance("political-support", "political.appeal", True, 1, 0.45, "asks for support"),
    _Stance("political-attack-before", "political.attack", True, 2, 0.5, "takes a side against it"),
    _Stance("political-attack-after", "political.attack", False, 1, 0.5, "takes a side against it"),
    _Stance("political-credit-before", "political.credit", True, 2, 0.45, "takes its side"),
    _Stance("political-credit-after", "political.credit", False, 1, 0.45, "takes its side"),
    _Stance("political-campaign", "political.campaign", True, 3, 0.45, "campaigns"),
    _Stance("political-campaign-after", "political.campaign", False, 0, 0.45, "campaigns"),
)


class PoliticalDetector:
    """Appeals, attacks, credit, campaign material, imprints and slogans, each with the features that carry it."""

    name = "political"
    labels = frozenset(
        f"political.{kind}"
        for kind in (
            "appeal", "attack", "credit", "campaign", "imprint", "slogan", "rosettes", "councillor-quote",
            "contested-topic", "candidate-named", "party-named",
        )
    )  # fmt: skip

    def __init__(self, resources: Resources) -> None:
        self._features = Features(resources.lists, _LISTS)
        people = resources.settings.people
        self._candidates = tuple(person.name for person in people if person.standing)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Every stance with its party, and what is partisan by itself."""
        found = self._features.find(reading)
        friends = found.get("party-false-friends", [])
        parties = clear_of(found.get("party", ()), friends)
        loose = clear_of(found.get("party-adjacent", ()), friends)
        any_case = clear_of(found.get("party-any-case", ()), friends)
        asks = clear_of(found.get("political-ask", ()), found.get("political-ask-false-friends", ()))
        found = found | {"party": parties, "political-ask": asks}
        for stance in _STANCES:
            names = [*parties, *loose] if stance.loose else parties
            if stance.name == "political-ask":
                names = [*names, *any_case, *found.get("politician", ())]
            yield from self._stances(reading, stance, found, names, loose)
        yield from self._attacks(reading, found)
        yield from self._candidate(reading, found)
        yield from self._alone(reading, found)
        yield from self._rosettes(reading, found, [*parties, *loose])
        yield from self._councillors(reading, found)
        yield from self._named(reading, found)

    def _stances(
        self,
        reading: Reading,
        stance: _Stance,
        found: dict[str, list[Feature]],
        names: Iterable[Feature],
        loose: Container[Feature],
    ) -> Iterator[Detection]:
        """Stance words right beside a party."""
        for words in found.get(stance.name, ()):
            for party in names:
                first, last = (words, party) if stance.before else (party, words)
                if party in loose and _in_a_longer_name(reading, party, words):
                    continue
                if first.start <= last.start and _adjacent(reading, first, last, stance.gap):
                    evidence = (
                        f"names a party or candidate: {_quote(reading, party)}",
                        f"{stance.says}: {_quote(reading, words)}",
                    )
                    start, end = first.start, max(first.end, last.end)
                    yield self._detection(reading, stance.label, start, end, stance.weight + 0.4, evidence, found)
                    break

    def _attacks(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """Scathing words in the same sentence as a party, near it."""
        for words in found.get("political-attack-word", ()):
            begin, end = reading.sentence_at(words.start)
            for party in between(found["party"], max(begin, words.start - _NEAR), min(end, words.end + _NEAR)):
                evidence = (
                    f"names a party: {_quote(reading, party)}",
                    f"speaks against it: {_quote(reading, words)}",
                )
                start, stop = min(party.start, words.start), max(party.end, words.end)
                yield self._detection(reading, "political.attack", start, stop, 0.75, evidence, found)
                break

    def _candidate(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """A vote asked for by name, in a sentence that speaks of the poll or a party."""
        if found.get("political-ask"):
            for match in _VOTE_NAME.finditer(reading.text):
                begin, end = reading.sentence_at(match.start())
                beside = [*between(found["party"], begin, end), *between(found.get("political-timing", ()), begin, end)]
                friends = found.get("political-ask-false-friends", ())
                if beside and not any(friend.start < match.end() and friend.end > match.start() for friend in friends):
                    evidence = (f"asks for a vote by name, beside {_quote(reading, beside[0])}",)
                    yield self._detection(reading, "political.appeal", match.start(), match.end(), 0.8, evidence, found)

    def _alone(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """What needs no party name to be partisan."""
        kinds = (
            ("political-ask-alone", "political.appeal", 0.9, "asks for a vote"),
            ("political-imprint", "political.imprint", 0.95, "carries a campaign imprint"),
            ("political-attack-alone", "political.attack", 0.85, "takes a side against the government"),
            ("political-slogan", "political.slogan", 0.85, "is a campaign slogan"),
            ("political-campaign-alone", "political.campaign", 0.85, "campaigns"),
        )
        for name, label, score, says in kinds:
            for words in found.get(name, ()):
                evidence = (f"{says}: {_quote(reading, words)}",)
                yield self._detection(reading, label, words.start, words.end, score, evidence, found)

    def _rosettes(
        self, reading: Reading, found: dict[str, list[Feature]], parties: list[Feature]
    ) -> Iterator[Detection]:
        """A run of party-coloured emoji beside a party, an ask or polling day."""
        for match in _ROSETTES.finditer(reading.text):
            begin, end = reading.reach(match.start(), match.end(), "words")
            near = [*between(parties, begin, end), *between(found.get("political-ask", ()), begin, end)]
            if near and len(_COLOURS.findall(match[0])) >= 2:
                evidence = (f"a run of party colours beside {_quote(reading, near[0])}",)
                yield self._detection(reading, "political.rosettes", match.start(), match.end(), 0.8, evidence, found)

    def _councillors(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """A councillor quoted on what is being delivered."""
        speeches = quotations(reading)
        for voice in found.get("councillor-voice", ()):
            for start, end in speeches:
                if not -120 <= start - voice.end <= 80 or not between(found.get("councillor-delivery", ()), start, end):
                    continue
                evidence = (f"quotes a councillor ({_quote(reading, voice)}) on what is being achieved",)
                first, last = min(voice.start, start), max(voice.end, end)
                yield self._detection(reading, "political.councillor-quote", first, last, 0.8, evidence, found)
                break

    def _named(self, reading: Reading, found: dict[str, list[Feature]]) -> Iterator[Detection]:
        """Bare names and topics, which only a pre-election period makes worth a word."""
        for party in found["party"][:1]:
            evidence = (f"names a party: {_quote(reading, party)}",)
            yield self._detection(reading, "political.party-named", party.start, party.end, 0.6, evidence, {})
        for name in self._candidates:
            at = reading.text.find(name)
            if at >= 0:
                evidence = ("names somebody who stands in the election, by the council's own list",)
                yield self._detection(reading, "political.candidate-named", at, at + len(name), 0.9, evidence, {})
        for topic in found.get("political-topic", [])[:1]:
            evidence = (f"a subject that parties dispute: {_quote(reading, topic)}",)
            yield self._detection(reading, "political.contested-topic", topic.start, topic.end, 0.6, evidence, {})

    def _detection(
        self,
        reading: Reading,
        label: str,
        start: int,
        end: int,
        score: float,
        evidence: tuple[str, ...],
        found: dict[str, list[Feature]],
    ) -> Detection:
        begin, stop = reading.reach(start, end, "sentence")
        attributes = facts(reading, start, end) | {"in-role" if found.get("role-voice") else "private-voice"}
        if between(found.get("vote-news", ()), begin, stop):
            attributes |= {"told-as-news"}
        for name, says in (("timing", "names the time"), ("topic", "speaks of a disputed subject")):
            if beside := between(found.get(f"political-{name}", ()), begin, stop):
                score += _WEIGHTS[name]
                evidence = (*evidence, f"{says}: {_quote(reading, beside[0])}")
        if "quoted" in attributes:
            score += _WEIGHTS["quoted"]
            evidence = (*evidence, "stands in quotation marks")
        return Detection(
            label, start, end, min(score, 0.99), self.name, Strength.LEXICAL, evidence, attributes=attributes
        )


def _adjacent(reading: Reading, first: Feature, last: Feature, gap: int) -> bool:
    """Whether at most `gap` words, and no sentence's end, stand between two features (or they overlap)."""
    if _STOP.search(reading.text, first.start, last.start):
        return False
    if last.start < first.end:
        return last.end > first.start
    between_them = reading.text[first.end : last.start]
    return len(between_them) < _NEAR and len(between_them.split()) <= gap


def _in_a_longer_name(reading: Reading, name: Feature, stance: Feature) -> bool:
    """Whether a capitalised word that is no part of the stance stands right before (Dunhill Green)."""
    match = _CAPITAL_BEFORE.search(reading.text, max(0, name.start - 30), name.start)
    return match is not None and not stance.start <= match.start() < stance.end


def _quote(reading: Reading, feature: Feature) -> str:
    return f"“{' '.join(reading.text[feature.start : feature.end].split())}”"


def build(resources: Resources) -> PoliticalDetector:
    """The detector over the party and campaign lists of the packs in use."""
    return PoliticalDetector(resources)
