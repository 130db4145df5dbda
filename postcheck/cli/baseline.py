"""`postcheck baseline`: accept what is there today, so that only new findings speak."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck.cli import options
from postcheck.cli.manual import Page, group
from postcheck.errors import UsageError

if TYPE_CHECKING:
    from postcheck.model.report import Report

DEFAULT = Path(".postcheck-baseline")

app = group(no_args_is_help=True, help="Accept today's findings, so that only new ones speak.")

Targets = Annotated[list[str], typer.Argument(metavar="PATH...", help="The drafts, as for `check`.")]
File = Annotated[Path, typer.Option("--baseline", metavar="FILE", help="The baseline file.")]


@app.command(cls=Page)
def create(targets: Targets, file: File = DEFAULT, pack: options.Packs = None, config: options.Config = None) -> None:
    """Write a baseline of every finding that the drafts have now."""
    from postcheck.policy import baseline
    from postcheck.reporters._wording import counted

    if file.exists():
        raise UsageError(f"{file} is there already", hint="Run: postcheck baseline update")
    found = _pairs(_report(targets, pack, config))
    baseline.save(file, found)
    typer.echo(f"{counted(len(found), 'finding')} accepted in {file}.")


@app.command(cls=Page)
def update(targets: Targets, file: File = DEFAULT, pack: options.Packs = None, config: options.Config = None) -> None:
    """Accept new findings too; those that are gone stay until `prune`."""
    from postcheck.policy import baseline
    from postcheck.reporters._wording import counted

    known = baseline.load(file).accepted
    found = _pairs(_report(targets, pack, config))
    baseline.save(file, known | found)
    typer.echo(f"{counted(len(found - known), 'finding')} added, {len(known):,} kept in {file}.")


@app.command(cls=Page)
def prune(targets: Targets, file: File = DEFAULT, pack: options.Packs = None, config: options.Config = None) -> None:
    """Take out the findings that the drafts no longer have; accept nothing new.

    Name every draft that the baseline is for: findings of drafts that are not named count as gone.
    """
    from postcheck.policy import baseline
    from postcheck.reporters._wording import counted

    known = baseline.load(file).accepted
    left = known & _pairs(_report(targets, pack, config))
    baseline.save(file, left)
    typer.echo(f"{counted(len(known - left), 'finding')} taken out, {len(left):,} kept in {file}.")


def _report(targets: list[str], packs: list[str] | None, config: Path | None) -> Report:
    from postcheck.cli.check import drafts, run
    from postcheck.cli.settings import context, resolve

    settings = resolve(targets=targets, config=config, packs=packs)
    report, interrupted = run(list(drafts(targets, context(settings), settings)), settings)
    if interrupted or any(item.fatal for item in report.unchecked):
        reason = next((item.reason for item in report.unchecked if item.fatal), "stopped")
        raise UsageError(f"the baseline is left as it was: {reason}", hint="Mend or leave out what cannot be checked.")
    return report


def _pairs(report: Report) -> frozenset[tuple[str, str]]:
    return frozenset((finding.rule, finding.fingerprint) for finding in report.findings)
