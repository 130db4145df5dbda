"""How schedules are read and given back: which columns, which tool's layout, which date order, which file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.errors import DraftError, UsageError

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.finding import Confidence
    from postcheck.model.post import Context
    from postcheck.model.report import Report
    from postcheck.sources import ReadOptions


def read_options(
    context: Context,
    settings: Settings,
    *,
    preset: str | None = None,
    columns: Sequence[str] = (),
    date_order: str | None = None,
) -> ReadOptions:
    """How drafts are read; raises UsageError for a tool or field that is not known."""
    from postcheck.sources import ReadOptions

    return ReadOptions(
        context=context,
        exclude=settings.exclude,
        preset=_preset(preset) if preset else "",
        columns=_columns(columns),
        date_order=date_order or "",
    )


def _preset(name: str) -> str:
    from postcheck.sources.headers import PRESETS

    if name.lower() in PRESETS:
        return name.lower()
    raise UsageError(f"no preset '{name}'{_meant(name, PRESETS)}", hint=f"One of: {', '.join(PRESETS)}.")


def _columns(given: Sequence[str]) -> dict[str, str]:
    """FIELD=TITLE pairs by field."""
    from postcheck.sources.columns import FIELDS, field_of

    found: dict[str, str] = {}
    for pair in given:
        field, sign, title = (piece.strip() for piece in pair.partition("="))
        name = field.lower().replace("-", "_").replace(" ", "_")
        if not sign or not title:
            raise UsageError(f"--column {pair}: not FIELD=TITLE", hint="Write it as: --column 'text=Post copy'")
        if name not in FIELDS:
            raise UsageError(
                f"--column {pair}: no field '{field}'{_meant(field_of(name) or name, FIELDS)}", hint=_one_of(FIELDS)
            )
        if name in found:
            raise UsageError(f"--column gives {name} twice: '{found[name]}' and '{title}'", hint="Give one of them.")
        found[name] = title
    return found


def _one_of(names: Sequence[str]) -> str:
    return f"One of: {', '.join(names)}."


def _meant(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name.lower(), list(names), 1)
    return f", did you mean '{close[0]}'?" if close else ""


def annotation(targets: Sequence[str], texts: Sequence[str], target: Path) -> Path:
    """The one schedule that `--annotate` gives back as `target`; raises UsageError where it cannot."""
    from postcheck.annotate import refusal

    named = [name for name in targets if name != "-"]
    if len(targets) != 1 or len(named) != 1 or texts or Path(named[0]).is_dir():
        raise UsageError("--annotate gives one schedule back", hint="Name one .csv, .tsv or .xlsx file.")
    source = Path(named[0])
    if reason := refusal(source, target):
        raise UsageError(f"--annotate {target}: {reason}")
    return source


def annotated(
    source: Path, target: Path, report: Report, how: ReadOptions, *, least: Confidence, stopped: bool = False
) -> None:
    """Write the schedule with what `report` says beside each row; what is to be known about it goes to stderr."""
    from postcheck.annotate import annotate
    from postcheck.cli.outcome import at_least
    from postcheck.cli.output import say
    from postcheck.reporters._literal import literal_line

    try:
        told = annotate(source, target, at_least(report, least), how, stopped=stopped)
    except DraftError as error:
        raise DraftError(f"--annotate: {source} {error.message}", hint=error.hint) from error
    for line in told:
        say(f"postcheck: {literal_line(line)}.\n", sys.stderr)
