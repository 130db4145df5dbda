"""`postcheck evaluate`: how well the checker does on labelled posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck.cli import options
from postcheck.cli.manual import single
from postcheck.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.engine import Checker
    from postcheck.evaluation.gold import GoldPost
    from postcheck.evaluation.tables import Disguise, Evaluation
    from postcheck.model.report import PostReport

    Pairs = list[tuple[GoldPost, PostReport]]

_BREAKDOWNS = ("account", "length", "party", "kind", "source", "writer")


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
    layout: Annotated[Layout, typer.Option("--format", "-f", help="table or json.", metavar="NAME")] = Layout.TABLE,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY",
            help="Break down by account, length, party, kind, source, writer or file; the first six if absent.",
            show_default=False,
        ),
    ] = None,
    adversarial: Annotated[
        bool, typer.Option("--adversarial", help="Also write the breaches in disguise and count what is still found.")
    ] = False,
    card: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the figures into this model card.", show_default=False),
    ] = None,
    check_card: Annotated[
        bool, typer.Option("--check-card", help="Leave the card alone; exit 1 if its figures are others.")
    ] = False,
    section: Annotated[str, typer.Option(metavar="NAME", help="The card's marks: <!-- NAME:start -->.")] = "figures",
) -> None:
    """Precision, recall and span overlap for each category, and how many clean posts are flagged.

    A category counts as found where a warning or error of it stands in the report. Intervals are 95%.
    """
    import json

    from postcheck.cli.output import say
    from postcheck.cli.settings import resolve
    from postcheck.evaluation import tables

    if check_card and not card:
        raise UsageError("--check-card needs the card", hint="Add --card models/breach-tagger/CARD.md.")
    settings = resolve(config=config, isolated=isolated, packs=pack)
    found = _found(gold, settings, by if by is not None else _BREAKDOWNS, adversarial=adversarial)
    say(json.dumps(tables.as_dict(found), indent=2) + "\n" if layout is Layout.JSON else tables.as_text(found))
    if card:
        raise typer.Exit(_card(card, tables.as_markdown(found), section, only_check=check_card))


def _card(path: Path, figures: str, section: str, *, only_check: bool) -> ExitCode:
    from postcheck.evaluation.card import is_current, rewrite

    if not only_check:
        rewrite(path, figures, name=section)
        return ExitCode.OK
    if is_current(path, figures, name=section):
        return ExitCode.OK
    typer.echo(f"postcheck: the figures of {path} are not current; run the same without --check-card.", err=True)
    return ExitCode.FINDINGS


def _found(files: list[Path], settings: Settings, keys: Iterable[str], *, adversarial: bool) -> Evaluation:
    from postcheck.api import checker
    from postcheck.evaluation.gold import read
    from postcheck.evaluation.measure import by, measure
    from postcheck.evaluation.tables import Evaluation

    labelled = [item for file in files for item in read(file)]
    if not labelled:
        raise UsageError("there are no labelled posts to measure on")
    built = checker(settings)
    pairs = _judged(built, labelled)
    parts = {key: by(pairs, _grouping(key, settings)) for key in keys}
    return Evaluation(
        measure(pairs),
        {key: part for key, part in parts.items() if len(part) > 1},
        _disguises(built, pairs) if adversarial else {},
        f"{', '.join(sorted(file.name for file in files))} ({built.model or 'no trained model'})",
    )


def _judged(built: Checker, labelled: list[GoldPost]) -> Pairs:
    return list(zip(labelled, built.check(item.post for item in labelled), strict=True))


def _disguises(built: Checker, pairs: Pairs) -> dict[str, Disguise]:
    """Each adversarial form over the breaches that it changes, beside the same posts as they were."""
    from postcheck.evaluation.adversarial import KINDS, disguised
    from postcheck.evaluation.measure import measure
    from postcheck.evaluation.tables import Disguise

    found = {}
    for kind in KINDS:
        changed = [(pair, copy) for pair in pairs if pair[0].labels and (copy := disguised(pair[0], kind))]
        if changed:
            plain = measure(pair for pair, _ in changed)
            found[kind] = Disguise(plain, measure(_judged(built, [copy for _, copy in changed])))
    return found


def _grouping(key: str, settings: Settings) -> Callable[[GoldPost], str]:
    if key == "account":
        return lambda gold: str(gold.post.context.account)
    if key == "length":
        return lambda gold: _length(gold.post.text)
    if key == "party":
        return _party(settings)
    return lambda gold: gold.groups.get(key, "")


def _length(text: str) -> str:
    words = len(text.split())
    return "1-40 words" if words <= 40 else "41-80 words" if words <= 80 else "81 words and more"


def _party(settings: Settings) -> Callable[[GoldPost], str]:
    """The post's own `party`, or the first entry of the packs' list of parties that its words name."""
    from postcheck.nlp.lexicon import Lexicon, compile_template
    from postcheck.packs.load import load

    packs = [load(name, beside=Path(settings.root) if settings.root else None) for name in settings.packs]
    lists = {name: words for pack in packs for name, words in pack.lists.items()}
    names = Lexicon(compile_template(name, lists) for name in lists.get("party", ()))

    def party(gold: GoldPost) -> str:
        text = gold.post.text
        first = min(names.scan(text, frozenset(_words(text))), key=lambda match: match.start, default=None)
        return gold.groups.get("party") or (" ".join(text[first.start : first.end].lower().split()) if first else "")

    return party


def _words(text: str) -> list[str]:
    import re

    return re.findall(r"\w+", text.lower())


app = single(evaluate)
