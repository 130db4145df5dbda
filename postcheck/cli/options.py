"""Options that several commands share, each with its one line of help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from postcheck.model.post import Account as AccountKind
from postcheck.model.post import Permission as PermissionKind

_CONTEXT = "Context, where a draft says nothing itself"
_RULES = "Rules and configuration"
_REPORT = "Report"


class SeverityName(StrEnum):
    """Severities as they are written."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ConfidenceName(StrEnum):
    """Confidences as they are written."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class EngineName(StrEnum):
    """Where posts are checked."""

    LOCAL = "local"
    DASK = "dask"


class DateOrderName(StrEnum):
    """What may come first in a date of numbers."""

    DAY = "day"
    MONTH = "month"


def complete_format(incomplete: str) -> list[str]:
    """Format names for the shell."""
    from postcheck.reporters import names

    return [name for name in names() if name.startswith(incomplete)]


def complete_pack(incomplete: str) -> list[str]:
    """Names of the shipped packs for the shell."""
    from postcheck.packs.load import shipped

    return [name for name in shipped() if name.startswith(incomplete)]


def _debug(ctx: typer.Context, value: bool) -> bool:
    if value:
        ctx.meta["postcheck.debug"] = True
    return value


def _option(words: str, panel: str, *names: str, **more: Any) -> Any:
    """An option whose help is `words`, listed under `panel`."""
    return typer.Option(*names, help=words, rich_help_panel=panel, show_default=False, **more)


Account = Annotated[
    AccountKind | None,
    _option("Who speaks: corporate, service, personal, personal-role-listed or councillor.", _CONTEXT, metavar="KIND"),
]
AuthorRole = Annotated[
    str | None, _option("What the author does: planning officer, councillor.", _CONTEXT, metavar="ROLE")
]
Platform = Annotated[
    str | None, _option("Where it will stand: x, facebook, instagram, blog.", _CONTEXT, metavar="NAME")
]
PublishAt = Annotated[str | None, _option("2026-05-01 or 2026-05-01T09:00; now if absent.", _CONTEXT, metavar="WHEN")]
Area = Annotated[str | None, _option("Place that the account speaks for.", _CONTEXT, metavar="PLACE")]
Nation = Annotated[str | None, _option("england, wales, scotland or northern-ireland.", _CONTEXT, metavar="NATION")]
Permission = Annotated[
    PermissionKind | None,
    _option("Consent of the people shown or named: granted, refused or none.", _CONTEXT, metavar="STATE"),
]
Evidence = Annotated[
    list[str] | None, _option("Source that backs what the draft says. Repeatable.", _CONTEXT, metavar="LINK")
]
Paid = Annotated[bool, _option("Somebody pays for this post.", _CONTEXT, "--paid")]
ApprovedBy = Annotated[str | None, _option("Who has signed it off.", _CONTEXT, metavar="NAME")]
Packs = Annotated[
    list[str] | None,
    _option(
        "Rule pack, by name or folder, in the place of the configured ones. Repeatable.",
        _RULES,
        "--pack",
        metavar="PACK",
        autocompletion=complete_pack,
    ),
]
Config = Annotated[Path | None, _option("This configuration instead of the nearest one.", _RULES, metavar="FILE")]
Isolated = Annotated[bool, _option("Take no configuration file at all.", _RULES, "--isolated")]
FailOn = Annotated[
    SeverityName | None,
    _option("Exit with 1 from here on: error, warning (default) or note.", _REPORT, metavar="SEVERITY"),
]
MinConfidence = Annotated[
    ConfidenceName | None,
    _option("Leave out (and count) less certain findings: low, medium or high.", _REPORT, metavar="LEAST"),
]
Formats = Annotated[
    list[str] | None,
    _option(
        "terminal (default), json and others: `--format help` lists them. Repeatable.",
        _REPORT,
        "--format",
        "-f",
        metavar="NAME",
        autocompletion=complete_format,
    ),
]
Outputs = Annotated[
    list[Path] | None,
    _option(
        "Write there; the ending tells the format where --format does not. Repeatable.",
        _REPORT,
        "--output",
        "-o",
        metavar="FILE",
    ),
]
ShowValues = Annotated[bool, _option("Print personal data and credentials unmasked.", _REPORT, "--show-values")]
Debug = Annotated[
    bool,
    typer.Option("--debug", callback=_debug, is_eager=True, help="Show where a failure happened."),
]
Baseline = Annotated[
    Path | None, _option("Only findings that this file does not accept (see `baseline`).", _REPORT, metavar="FILE")
]
ChangedSince = Annotated[
    str | None, _option("Only paragraphs that differ from this git revision.", _REPORT, metavar="REV")
]
NoCache = Annotated[bool, _option("Judge everything anew; keep no results.", _RULES, "--no-cache")]
Statistics = Annotated[bool, _option("Add totals by category, clause, account, platform and week.", _REPORT)]
Resume = Annotated[
    bool,
    _option("Go on with a run that was stopped: what it had judged is taken from the cache (as always).", _RULES),
]
Jobs = Annotated[int, _option("Processes that check (0: one a core).", _RULES, "--jobs", "-j", metavar="N", min=0)]
_CLUSTER = "Archives"
Engine = Annotated[
    EngineName | None,
    _option(
        "dask: let a Dask cluster check; without --scheduler, --jobs workers on this computer.",
        _CLUSTER,
        "--engine",
        metavar="NAME",
    ),
]
Scheduler = Annotated[
    str | None,
    _option("Address of the Dask scheduler that you run: tcp://10.0.0.5:8786.", _CLUSTER, metavar="ADDRESS"),
]
_AFTER = "Instead of a report"
Diff = Annotated[
    bool, _option("Show edits that change no meaning (mask, mailbox, hashtag, hidden characters).", _AFTER)
]
Fix = Annotated[bool, _option("Show these edits and write them into .txt and .md drafts.", _AFTER)]
Watch = Annotated[bool, _option("Check again whenever a draft changes.", _REPORT)]
_SCHEDULES = "Schedules"
Preset = Annotated[
    str | None,
    _option("The tool whose layout the file has: buffer, hootsuite, zoho, publer, ...", _SCHEDULES, metavar="TOOL"),
]
Columns = Annotated[
    list[str] | None,
    _option(
        "Where a field stands, by column title or number: 'text=Post copy'. Repeatable.",
        _SCHEDULES,
        "--column",
        metavar="FIELD=TITLE",
    ),
]
DateOrder = Annotated[
    DateOrderName | None, _option("What comes first in 04/05/2026: day or month.", _SCHEDULES, metavar="FIRST")
]
Annotate = Annotated[
    Path | None,
    _option(
        "Give the one schedule back as this .csv or .xlsx, with verdict, findings, clauses and advice beside each row.",
        _SCHEDULES,
        metavar="FILE",
    ),
]
