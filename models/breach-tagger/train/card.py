"""The parts of CARD.md that are measured: everything between its markers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from .measure import Row, Share
from .posts import LABELS, Post

RECIPE = "recipe-figures"  # `postcheck evaluate --card` rewrites another section, `figures`


def rewrite(path: Path, section: str, figures: str) -> None:
    """Puts `figures` between the markers of a section of the card. Raises ValueError when it has none."""
    start, end = f"<!-- {section}:start -->", f"<!-- {section}:end -->"
    text = path.read_text(encoding="utf-8")
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{path} has no {start} ... {end}")
    path.write_text(f"{before}{start}\n{figures.strip()}\n{end}{after}", encoding="utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def labels_table(figures: Row) -> str:
    """Per label: counts, recall, precision, F1 and span overlap."""
    rows = [
        [
            label,
            row["recall"].whole,
            row["recall"],
            row["precision"],
            f"{row['f1']:.3f}",
            row["span_overlap"],
            row["clean_flagged"].part,
        ]
        for label, row in figures["labels"].items()
    ]
    head = ["label", "gold", "recall (95%)", "precision (95%)", "F1", "span overlap of hits", "clean posts flagged"]
    summary = (
        f"\nMacro recall {figures['macro_recall']:.3f}; clean posts flagged by any label "
        f"{figures['clean_flagged']} of {figures['clean_flagged'].whole}; breaches flagged by any label "
        f"{figures['breaches_flagged']}; spans that touch the gold span {figures['span_overlap']} of hits.\n"
    )
    return table(head, rows) + summary


def groups_table(name: str, groups: dict[str, Row]) -> str:
    """Recall and clean posts flagged for each group."""
    rows = ([key, row["posts"], row["recall"], row["clean_flagged"]] for key, row in groups.items())
    return table([name, "posts", "recall over gold labels", "clean posts flagged"], rows)


def shares_table(shares: dict[str, Share]) -> str:
    """One line for each real-text set."""
    return table(
        ["real text", "texts", "flagged (95%)"], ([name, share.whole, share] for name, share in shares.items())
    )


def data_table(posts: Sequence[Post]) -> str:
    """Posts by writer, and gold labels over all."""
    rows = []
    for writer in sorted({post.writer for post in posts}):
        own = [post for post in posts if post.writer == writer]
        clean, long = sum(not post.labels for post in own), sum(post.words >= 80 for post in own)
        paired = sum(post.pair is not None for post in own)
        rows.append([writer, len(own), clean, sum(not post.labels and post.pair is None for post in own), paired, long])
    totals = ["all", *(sum(row[column] for row in rows) for column in range(1, 6))]  # type: ignore[misc]
    counts = Counter(label for post in posts for label in post.labels)
    labels = table(["label", "posts"], ([label, counts[label]] for label in LABELS))
    return (
        table(
            ["writer", "posts", "clean", "clean without a twin", "in a twin pair", "80 words or more"], [*rows, totals]
        )
        + "\n"
        + labels
    )
