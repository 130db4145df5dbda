"""Named lists of phrase templates searched for together: what a detector asks of a reading before it weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from postcheck.errors import PackError
from postcheck.nlp.lexicon import Expansions, Lexicon, TemplateError, compile_template
from postcheck.nlp.reading import Reading


@dataclass(frozen=True, slots=True, order=True)
class Feature:
    """One phrase of list `name`, found at half-open `start`, `end`."""

    start: int
    end: int
    name: str


class Features:
    """The lists `names` of a rule pack as one lexicon; a list that a pack lacks finds nothing."""

    def __init__(self, lists: Mapping[str, Iterable[str]], names: Iterable[str]) -> None:
        self._names: list[str] = []
        templates = []
        expansions: Expansions = {}
        for name in names:
            for source in lists.get(name, ()):
                try:
                    templates.append(compile_template(source, lists, expansions=expansions))
                except TemplateError as error:
                    raise PackError(f"list {name}: {error}") from error
                self._names.append(name)
        self._lexicon = Lexicon(templates)

    def find(self, reading: Reading) -> dict[str, list[Feature]]:
        """Every feature by list name, in text order; of overlapping ones of a list the longest."""
        found: dict[str, list[Feature]] = {}
        for match in self._lexicon.scan(reading.text, reading.words):
            name = self._names[match.index]
            found.setdefault(name, []).append(Feature(match.start, match.end, name))
        return {name: _longest(features) for name, features in found.items()}


def _longest(features: list[Feature]) -> list[Feature]:
    kept: list[Feature] = []
    for feature in sorted(features, key=lambda item: (item.start, -item.end)):
        if not kept or feature.start >= kept[-1].end:
            kept.append(feature)
    return kept


def clear_of(features: Iterable[Feature], others: Iterable[Feature]) -> list[Feature]:
    """`features` that no one of `others` (false friends) overlaps."""
    others = list(others)
    return [item for item in features if not any(o.start < item.end and o.end > item.start for o in others)]


def between(features: Iterable[Feature], start: int, end: int) -> list[Feature]:
    """`features` that lie wholly between `start` and `end`."""
    return [feature for feature in features if feature.start >= start and feature.end <= end]
