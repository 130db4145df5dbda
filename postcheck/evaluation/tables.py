"""Figures as text for a terminal, as Markdown for a model card, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from postcheck.evaluation.measure import Figures, Share


@dataclass(frozen=True, slots=True)
class Disguise:
    """Recall on the posts that an adversarial form changes, before and after."""

    plain: Figures
    changed: Figures


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that one evaluation found; `of` says of what."""

    whole: Figures
    parts: Mapping[str, Mapping[str, Figures]] = field(default_factory=dict)
    disguises: Mapping[str, Disguise] = field(default_factory=dict)
    of: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column heads and rows of cells."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def share(value: Share) -> str:
    """A share with its 95% interval; a dash where there is nothing to count."""
    if not value.total:
        return "-"
    low, high = value.interval
    return f"{value.value:.3f} ({low:.2f}-{high:.2f})"


def tables(found: Evaluation) -> list[Table]:
    """Everything that was found, as tables."""
    made = [_categories(found.whole)]
    made += [_part(key, part) for key, part in found.parts.items() if part]
    if found.disguises:
        made.append(_disguises(found.disguises))
    return made


def summary(figures: Figures) -> list[str]:
    """The totals in words."""
    return [
        f"{figures.posts} posts, macro recall {figures.macro_recall:.3f}, span overlap {share(figures.overlap)}",
        f"breaches flagged {figures.breaches_flagged} of {figures.breaches}, clean posts flagged "
        f"{figures.clean_flagged} of {figures.clean}: {share(Share(figures.clean_flagged, figures.clean))}",
    ]


def _categories(figures: Figures) -> Table:
    head = ("category", "posts", "recall", "precision", "F1", "span overlap", "wrong on clean")
    rows = [
        (
            str(name),
            str(item.recall.total),
            share(item.recall),
            share(item.precision),
            f"{item.f1:.3f}",
            f"{item.overlap.value:.2f}" if item.overlap.total else "-",
            str(item.wrong_on_clean),
        )
        for name, item in figures.categories.items()
    ]
    return Table("", head, tuple(rows))


def _part(key: str, part: Mapping[str, Figures]) -> Table:
    head = (key, "posts", "macro recall", "breaches flagged", "clean flagged")
    rows = [
        (
            value,
            str(item.posts),
            f"{item.macro_recall:.3f}" if item.breaches else "-",
            f"{item.breaches_flagged} of {item.breaches}",
            f"{item.clean_flagged} of {item.clean}",
        )
        for value, item in part.items()
    ]
    return Table(f"by {key}", head, tuple(rows))


def _disguises(disguises: Mapping[str, Disguise]) -> Table:
    head = ("form", "posts", "recall plain", "recall disguised", "change")
    rows = [
        (
            kind,
            str(item.plain.posts),
            share(item.plain.recall),
            share(item.changed.recall),
            f"{(item.changed.recall.value - item.plain.recall.value) * 100:+.1f} points",
        )
        for kind, item in disguises.items()
    ]
    return Table("breaches in disguise", head, tuple(rows))


def as_text(found: Evaluation) -> str:
    """For a terminal."""
    lines: list[str] = []
    for number, table in enumerate(tables(found)):
        lines += ([""] if number else []) + ([table.title] if table.title else []) + _aligned(table)
        lines += ["", *summary(found.whole)] if not number else []
    return "\n".join(lines) + "\n"


def _aligned(table: Table) -> list[str]:
    widths = [max(len(row[column]) for row in (table.head, *table.rows)) for column in range(len(table.head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (table.head, *table.rows)
    ]


def as_markdown(found: Evaluation) -> str:
    """For a model card."""
    lines = [f"Measured by `postcheck evaluate` on {found.of}.", ""] if found.of else []
    lines += [f"- {line}" for line in summary(found.whole)]
    for table in tables(found):
        lines += ["", *([f"**{table.title}**", ""] if table.title else [])]
        rows: Iterable[Sequence[str]] = (table.head, ["---"] * len(table.head), *table.rows)
        lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def as_dict(found: Evaluation) -> dict[str, Any]:
    """For JSON."""
    return _values(found.whole) | {
        "by": {key: {value: _values(item) for value, item in part.items()} for key, part in found.parts.items()},
        "adversarial": {
            kind: {"plain": _values(item.plain), "disguised": _values(item.changed)}
            for kind, item in found.disguises.items()
        },
    }


def _values(figures: Figures) -> dict[str, Any]:
    return {
        "posts": figures.posts,
        "breaches": figures.breaches,
        "breaches_flagged": figures.breaches_flagged,
        "clean": figures.clean,
        "clean_flagged": figures.clean_flagged,
        "clean_flagged_interval": _bounds(Share(figures.clean_flagged, figures.clean)),
        "recall": round(figures.recall.value, 4),
        "macro_recall": round(figures.macro_recall, 4),
        "span_overlap": round(figures.overlap.value, 4),
        "categories": {
            str(name): {
                "found": item.found,
                "missed": item.missed,
                "wrong": item.wrong,
                "wrong_on_clean": item.wrong_on_clean,
                "recall": round(item.recall.value, 4),
                "recall_interval": _bounds(item.recall),
                "precision": round(item.precision.value, 4),
                "precision_interval": _bounds(item.precision),
                "f1": round(item.f1, 4),
                "span_overlap": round(item.overlap.value, 4),
            }
            for name, item in figures.categories.items()
        },
    }


def _bounds(value: Share) -> list[float]:
    return [round(bound, 4) for bound in value.interval]
