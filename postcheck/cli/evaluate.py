"""`postcheck evaluate`: how well the checker does on labelled posts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from postcheck.cli import options
from postcheck.cli.manual import single

if TYPE_CHECKING:
    from postcheck.evaluation.gold import GoldPost
    from postcheck.evaluation.measure import Figures, Share
    from postcheck.model.report import PostReport

    Pairs = list[tuple[GoldPost, PostReport]]


class Layout(StrEnum):
    """How the figures are printed."""

    TABLE = "table"
    JSON = "json"


def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD.jsonl...", help="Labelled posts, one JSON object a line.")
    ],
    pack: options.Packs = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    layout: Annotated[Layout, typer.Option("--format", "-f", help="table or json.")] = Layout.TABLE,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Break down by account, length, party, kind, source or writer. Repeatable."),
    ] = None,
) -> None:
    """Precision, recall and span overlap for each category, and how many clean posts are flagged."""
    import json

    from postcheck.cli.output import say
    from postcheck.cli.settings import resolve
    from postcheck.evaluation.measure import measure

    settings = resolve(config=config, isolated=isolated, packs=pack)
    pairs = _judged(gold, settings)
    figures = measure(pairs)
    parts = {key: _broken_down(pairs, key) for key in (by if by is not None else ["account", "length"])}
    if layout is Layout.JSON:
        data = as_dict(figures) | {"by": {key: {k: as_dict(v) for k, v in part.items()} for key, part in parts.items()}}
        say(json.dumps(data, indent=2) + "\n")
        return
    say(table(figures))
    for key, part in parts.items():
        if part:
            say(breakdown(key, part))


def _judged(files: list[Path], settings: Any) -> Pairs:
    from postcheck.api import checker
    from postcheck.evaluation.gold import read

    labelled = [item for file in files for item in read(file)]
    reports = checker(settings).check(item.post for item in labelled)
    return list(zip(labelled, reports, strict=True))


def _broken_down(pairs: Pairs, key: str) -> dict[str, Figures]:
    from postcheck.evaluation.measure import by

    if key == "account":
        return by(pairs, lambda gold: str(gold.post.context.account))
    if key == "length":
        return by(pairs, lambda gold: _length(gold.post.text))
    return by(pairs, lambda gold: gold.groups.get(key, ""))


def _length(text: str) -> str:
    words = len(text.split())
    return "1-40 words" if words <= 40 else "41-100 words" if words <= 100 else "over 100 words"


def table(figures: Figures) -> str:
    """The figures in columns, with 95% intervals."""
    rows = [f"{'category':26}{'posts':>6}  {'recall':20}{'precision':20}{'F1':>6}  {'span':>5}{'wrong on clean':>16}"]
    for name, item in figures.categories.items():
        rows.append(
            f"{name:26}{item.recall.total:>6}  {_share(item.recall):20}{_share(item.precision):20}"
            f"{item.f1:>6.3f}  {item.overlap.value:>5.2f}{item.wrong_on_clean:>16}"
        )
    breaches, clean = figures.breaches_flagged, figures.clean_flagged
    rows += [
        "",
        f"posts {figures.posts}, macro recall {figures.macro_recall:.3f}, span overlap {figures.overlap.value:.3f}",
        f"breaches flagged {breaches} of {figures.breaches}, clean posts flagged {clean} of {figures.clean}"
        + (f" ({clean / figures.clean:.2%})" if figures.clean else ""),
    ]
    return "\n".join(rows) + "\n"


def breakdown(key: str, part: dict[str, Figures]) -> str:
    """One line for each value of `key`."""
    rows = ["", f"by {key}", f"{'':26}{'posts':>6}{'macro recall':>14}{'breaches flagged':>20}{'clean flagged':>18}"]
    for value, item in part.items():
        rows.append(
            f"{value:26}{item.posts:>6}{item.macro_recall:>14.3f}"
            f"{f'{item.breaches_flagged} of {item.breaches}':>20}{f'{item.clean_flagged} of {item.clean}':>18}"
        )
    return "\n".join(rows) + "\n"


def _share(share: Share) -> str:
    if not share.total:
        return "-"
    low, high = share.interval
    return f"{share.value:.3f} ({low:.2f}-{high:.2f})"


def as_dict(figures: Figures) -> dict[str, Any]:
    """The figures as plain values."""
    return {
        "posts": figures.posts,
        "breaches": figures.breaches,
        "breaches_flagged": figures.breaches_flagged,
        "clean": figures.clean,
        "clean_flagged": figures.clean_flagged,
        "macro_recall": round(figures.macro_recall, 4),
        "span_overlap": round(figures.overlap.value, 4),
        "categories": {
            str(name): {
                "found": item.found,
                "missed": item.missed,
                "wrong": item.wrong,
                "wrong_on_clean": item.wrong_on_clean,
                "recall": round(item.recall.value, 4),
                "recall_interval": [round(bound, 4) for bound in item.recall.interval],
                "precision": round(item.precision.value, 4),
                "precision_interval": [round(bound, 4) for bound in item.precision.interval],
                "f1": round(item.f1, 4),
                "span_overlap": round(item.overlap.value, 4),
            }
            for name, item in figures.categories.items()
        },
    }


app = single(evaluate)
