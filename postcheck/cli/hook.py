"""`postcheck hook`: no bad post into the repository."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck.cli import options
from postcheck.cli.cleared import BYPASS, Cleared, question, staged
from postcheck.cli.manual import Page, group
from postcheck.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.report import Report

_MARK = "# postcheck hook"
_SCRIPT = f"""#!/bin/sh
{_MARK}: checks staged drafts. To commit all the same: {BYPASS}="why" git commit ...
exec postcheck hook run
"""

app = group(no_args_is_help=True, help="Check staged drafts before each commit.")


@app.command(cls=Page)
def install(
    force: Annotated[bool, typer.Option("--force", help="Replace another pre-commit hook.")] = False,
) -> None:
    """Write the repository's pre-commit hook."""
    from postcheck import git

    path = git.hooks_folder(Path.cwd()) / "pre-commit"
    if path.exists() and _MARK not in path.read_text(encoding="utf-8", errors="replace") and not force:
        raise UsageError(f"{path} is another hook", hint="Add `postcheck hook run` to it, or replace it with --force.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_SCRIPT, encoding="utf-8")
    path.chmod(0o755)
    typer.echo(f'Written: {path}. It checks what is staged; {BYPASS}="why" lets one commit through.')


@app.command(cls=Page)
def run(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Staged drafts; all of them if absent.")
    ] = None,
    fail_on: options.FailOn = None,
    config: options.Config = None,
) -> None:
    """Check what the next commit holds: the index, not the work tree."""
    from postcheck import git

    if reason := os.environ.get(BYPASS, "").strip():
        typer.echo(f"postcheck: not run ({BYPASS}: {reason}).", err=True)
        return
    top = git.top(Path.cwd())
    found = staged(paths or (), top)
    if not found:
        return
    from postcheck.cli.settings import resolve

    before = Cleared(question(found, top, (fail_on, config)))
    if before.known:
        return
    wanted = _drafts(found)
    if not wanted:
        return
    settings = resolve(targets=[str(top / path) for path in wanted], config=config, fail_on=fail_on)
    report = _check(wanted, top, settings)
    code = _tell(report, settings)
    if code is ExitCode.OK:
        before.remember()
    raise typer.Exit(code)


def _drafts(staged: list[str]) -> list[str]:
    """The files that a source reads."""
    from postcheck.sources import by_suffix

    return [path for path in staged if Path(path).suffix.lower() in by_suffix()]


def _check(wanted: list[str], top: Path, settings: Settings) -> Report:
    """The report on the staged content of `wanted`; places are named as in the work tree."""
    from postcheck import git
    from postcheck.cli.check import drafts, run
    from postcheck.cli.comparison import known, narrowed
    from postcheck.cli.settings import context

    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="postcheck-") as folder:
        git.export_index(wanted, top, Path(folder))
        try:
            os.chdir(folder)
            items = list(drafts([_safe(path) for path in wanted], context(settings), settings))
        finally:
            os.chdir(before)
    return narrowed(run(items, settings)[0], known(settings))


def _safe(path: str) -> str:
    """`path` so that a name like - is not read as something else."""
    return f"./{path}" if path.startswith("-") else path


def _tell(report: Report, settings: Settings) -> ExitCode:
    """Findings one a line, and how to go on; nothing where there is nothing to say."""
    from postcheck.cli.outcome import at_least, exit_code
    from postcheck.cli.output import Destination, write

    shown = at_least(report, settings.min_confidence)
    code = exit_code(shown, settings.fail_on)
    if code is not ExitCode.OK:
        write(shown, [Destination("concise")])
        typer.echo(
            "\npostcheck: the commit was stopped. Mend the draft; or, where the finding is wrong or accepted, put\n"
            '<!-- postcheck: allow RULE reason="why" --> above the line. '
            f'{BYPASS}="why" git commit lets this one through.',
            err=True,
        )
    return code
