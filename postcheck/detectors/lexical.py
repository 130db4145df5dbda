"""Phrases that a rule pack lists: lexical rules (label: the rule's id) and signals (`signal.<id>`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.model.pack import RulePack, Terms
from postcheck.nlp.lexicon import Expansions, Lexicon, Match, TemplateError, compile_template
from postcheck.nlp.reading import Reading
from postcheck.packs.load import fault_in


@dataclass(frozen=True, slots=True)
class _Use:
    """What one template is there for: the trigger, a needed neighbour or a false friend of terms `owner`."""

    owner: int
    role: str


class LexicalDetector:
    """All templates of all packs in one lexicon; one scan a post."""

    name = "lexical"

    def __init__(
        self, terms: list[tuple[str, Terms]], lists: Mapping[str, Iterable[str]], packs: Iterable[RulePack] = ()
    ) -> None:
        self.labels = frozenset(label for label, _ in terms)
        self._terms = terms
        self._uses: list[_Use] = []
        templates = []
        expansions: Expansions = {}
        for owner, (label, term) in enumerate(terms):
            for role, sources in (("any", term.any), ("near", term.near), ("far", term.far)):
                for source in sources:
                    try:
                        templates.append(compile_template(source, lists, expansions=expansions))
                    except TemplateError as error:
                        raise fault_in(packs, label, str(error), near=source) from error
                    self._uses.append(_Use(owner, role))
        self._lexicon = Lexicon(templates)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Triggers whose neighbours are in reach and whose false friends are not."""
        found: dict[int, dict[str, list[Match]]] = {}
        for match in self._lexicon.scan(reading.text, reading.words):
            use = self._uses[match.index]
            found.setdefault(use.owner, {}).setdefault(use.role, []).append(match)
        for owner, roles in found.items():
            label, term = self._terms[owner]
            for trigger in roles.get("any", ()):
                reach = reading.reach(trigger.start, trigger.end, term.within)
                near = _inside(roles.get("near", ()), reach)
                if (term.near and not near) or _inside(roles.get("far", ()), reach):
                    continue
                if term.entity and not _has_entity(reading, term.entity, reach):
                    continue
                yield self._detection(reading, label, term, trigger, near)

    def _detection(self, reading: Reading, label: str, term: Terms, trigger: Match, near: list[Match]) -> Detection:
        start = min([trigger.start, *(match.start for match in near if term.within != "post")])
        end = max([trigger.end, *(match.end for match in near if term.within != "post")])
        words = [reading.text[trigger.start : trigger.end], *(reading.text[m.start : m.end] for m in near[:2])]
        evidence = "says " + " and ".join(f"“{' '.join(word.split())}”" for word in dict.fromkeys(words))
        return Detection(label, start, end, term.score, self.name, Strength.LEXICAL, (evidence,))


def _inside(matches: Iterable[Match], reach: tuple[int, int]) -> list[Match]:
    return [match for match in matches if match.start < reach[1] and match.end > reach[0]]


def _has_entity(reading: Reading, kinds: tuple[str, ...], reach: tuple[int, int]) -> bool:
    return any(
        entity.label_ in kinds and entity.start_char < reach[1] and entity.end_char > reach[0]
        for entity in reading.entities
    )


def build(resources: Resources) -> LexicalDetector:
    """A detector over the lexical rules and signals of the packs in use."""
    terms: dict[tuple[str, int], Terms] = {}
    for pack in resources.packs:
        for signal in pack.signals:
            terms |= {(f"signal.{signal.id}", index): term for index, term in enumerate(signal.terms)}
        for rule in pack.rules:
            terms |= {(rule.id, index): term for index, term in enumerate(rule.terms)}
    return LexicalDetector([(label, term) for (label, _), term in terms.items()], resources.lists, resources.packs)
