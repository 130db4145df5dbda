"""Counts over labelled posts, and precision, recall and F1 with Wilson intervals.

A category counts as found where a warning or error of it stands in the report; notes do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from postcheck.evaluation.gold import GoldPost
from postcheck.model.finding import Category, Finding, Severity
from postcheck.model.report import PostReport

LABELLED = tuple(category for category in Category if category not in ("media", "record", "accessibility"))
"""The eleven categories that gold posts are labelled with."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`, with a 95% Wilson interval."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """The share; 0 where there is nothing to count."""
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound of the 95% interval (Wilson 1927)."""
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.value
        centre = p + z * z / (2 * n)
        spread = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))


@dataclass(slots=True)
class CategoryFigures:
    """One category over all posts."""

    category: Category
    found: int = 0
    missed: int = 0
    wrong: int = 0
    """Posts flagged with the category without having its label."""
    wrong_on_clean: int = 0
    overlapping: int = 0
    """Found posts in which a finding overlaps a gold span."""
    with_spans: int = 0

    @property
    def recall(self) -> Share:
        """Share of the posts with the label that are flagged with it."""
        return Share(self.found, self.found + self.missed)

    @property
    def precision(self) -> Share:
        """Share of the posts flagged with the category that have its label."""
        return Share(self.found, self.found + self.wrong)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision.value, self.recall.value
        return 2 * p * r / (p + r) if p + r else 0.0

    @property
    def overlap(self) -> Share:
        """Share of hits whose span overlaps a gold span."""
        return Share(self.overlapping, self.with_spans)


@dataclass(slots=True)
class Figures:
    """All counts of an evaluation."""

    posts: int = 0
    categories: dict[Category, CategoryFigures] = field(default_factory=dict)
    clean: int = 0
    clean_flagged: int = 0
    breaches: int = 0
    breaches_flagged: int = 0
    """Posts with any label that got any warning or error."""

    @property
    def macro_recall(self) -> float:
        """Mean recall over the categories that have posts."""
        used = [item.recall.value for item in self.categories.values() if item.recall.total]
        return sum(used) / len(used) if used else 0.0

    @property
    def recall(self) -> Share:
        """Share of all labels that are found."""
        items = self.categories.values()
        return Share(sum(item.found for item in items), sum(item.recall.total for item in items))

    @property
    def overlap(self) -> Share:
        """Span overlap over all categories."""
        items = self.categories.values()
        return Share(sum(item.overlapping for item in items), sum(item.with_spans for item in items))


def serious(report: PostReport) -> list[Finding]:
    """Findings that stop a post: warnings and errors of the labelled categories."""
    return [item for item in report.findings if item.severity >= Severity.WARNING and item.category in LABELLED]


def measure(pairs: Iterable[tuple[GoldPost, PostReport]]) -> Figures:
    """Figures over gold posts and their reports."""
    figures = Figures(categories={category: CategoryFigures(category) for category in LABELLED})
    for gold, report in pairs:
        findings = serious(report)
        figures.posts += 1
        if gold.labels:
            figures.breaches += 1
            figures.breaches_flagged += bool(findings)
        else:
            figures.clean += 1
            figures.clean_flagged += bool(findings)
        for category, counts in figures.categories.items():
            _count(counts, gold, [item for item in findings if item.category is category])
    return figures


def _count(counts: CategoryFigures, gold: GoldPost, findings: Sequence[Finding]) -> None:
    if counts.category not in gold.labels:
        counts.wrong += bool(findings)
        counts.wrong_on_clean += bool(findings) and not gold.labels
        return
    counts.found += bool(findings)
    counts.missed += not findings
    spans = [span for span in gold.spans if span[2] is counts.category]
    if findings and spans:
        counts.with_spans += 1
        counts.overlapping += any(
            item.location.offset < end and item.location.offset + len(item.excerpt) > start
            for item in findings
            for start, end, _ in spans
        )


def by(pairs: Sequence[tuple[GoldPost, PostReport]], key: Callable[[GoldPost], str]) -> dict[str, Figures]:
    """Figures for each value of `key`, in name order; posts with an empty value are left out."""
    values = sorted({key(gold) for gold, _ in pairs} - {""})
    return {value: measure(pair for pair in pairs if key(pair[0]) == value) for value in values}
