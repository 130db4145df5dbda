"""Regular expressions that a rule pack gives where templates cannot say it; each runs under a time budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from postcheck.detectors import Resources
from postcheck.errors import ModelError
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.reading import Reading
from postcheck.packs.load import fault_in

BUDGET = 0.25
"""Seconds that one pattern may take over one reading."""

_SCORE = 0.9


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The expression of rule `label`."""

    label: str
    expression: Any


class PatternDetector:
    """The patterns of all packs in use, one after another."""

    name = "pattern"

    def __init__(self, patterns: tuple[_Pattern, ...], *, budget: float = BUDGET) -> None:
        self.labels = frozenset(pattern.label for pattern in patterns)
        self._patterns = patterns
        self._budget = budget

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Every match; raises ModelError that names the rule whose pattern runs out of time."""
        for pattern in self._patterns:
            try:
                for match in pattern.expression.finditer(reading.text, timeout=self._budget):
                    if match.end() > match.start():
                        evidence = f"says “{' '.join(match.group().split())}”"
                        span = match.span()
                        yield Detection(
                            pattern.label, span[0], span[1], _SCORE, self.name, Strength.LEXICAL, (evidence,)
                        )  # fmt: skip
            except TimeoutError as error:
                raise ModelError(
                    f"the pattern of rule {pattern.label} took longer than {self._budget:g} s, so it was stopped",
                    hint="Simplify it, or disable the rule.",
                ) from error


def build(resources: Resources) -> PatternDetector:
    """A detector over the rules that give a pattern; raises PackError for one that is no regular expression."""
    patterns: dict[str, _Pattern] = {}
    for pack in resources.packs:
        for rule in pack.rules:
            if rule.pattern:
                try:
                    expression = regex.compile(rule.pattern, regex.IGNORECASE | regex.VERSION0)
                except regex.error as error:
                    raise fault_in(resources.packs, rule.id, f"not a pattern: {error}", near="pattern") from error
                patterns[rule.id] = _Pattern(rule.id, expression)
    return PatternDetector(tuple(patterns.values()))
