"""`postcheck check`: drafts in, report out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck import __version__
from postcheck.cli import options
from postcheck.cli.manual import single
from postcheck.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from postcheck.cli.output import Destination
    from postcheck.config import Settings
    from postcheck.engine import Checker
    from postcheck.model.post import Context, Post, Unchecked
    from postcheck.model.report import Report

_INTERRUPTED = 130
_PROGRESS_FROM = 40
"""Posts from which a progress bar is worth its place."""


def check(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...", help="Files, folders, patterns, or - for standard input.", show_default=False
        ),
    ] = None,
    text: Annotated[
        list[str] | None, typer.Option("--text", "-t", metavar="DRAFT", help="Check these words. Repeatable.")
    ] = None,
    account: options.Account = None,
    author_role: options.AuthorRole = None,
    platform: options.Platform = None,
    publish_at: options.PublishAt = None,
    area: options.Area = None,
    nation: options.Nation = None,
    permission: options.Permission = None,
    evidence: options.Evidence = None,
    paid: options.Paid = False,
    approved_by: options.ApprovedBy = None,
    pack: options.Packs = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
    fail_on: options.FailOn = None,
    min_confidence: options.MinConfidence = None,
    formats: options.Formats = None,
    output: options.Outputs = None,
    show_values: options.ShowValues = False,
    baseline: options.Baseline = None,
    changed_since: options.ChangedSince = None,
    no_cache: options.NoCache = False,
    debug: options.Debug = False,
) -> None:
    """Check drafts and print a risk report.

    Without a path: paste into the terminal, or pipe a draft in. Personal data and credentials are
    masked in every format unless --show-values. Nothing leaves this computer.

    Examples: `postcheck check post.txt` · `postcheck check posts/ schedule.jsonl --format json -o report.json` ·
    `postcheck check --text "Vote Labour on Thursday" --account corporate`
    """
    from postcheck.cli.output import destinations
    from postcheck.cli.settings import context, resolve

    del debug
    if formats and "help" in formats:
        _list_formats()
        return
    where = destinations(formats or [], output or [])
    settings = resolve(
        targets=targets or (),
        config=config,
        isolated=isolated,
        packs=pack,
        fail_on=fail_on,
        min_confidence=min_confidence,
    )
    circumstances = context(
        settings,
        account=account,
        author_role=author_role,
        platform=platform,
        publish_at=publish_at,
        area=area,
        nation=nation,
        permission=permission,
        evidence=evidence,
        paid=paid,
        approved_by=approved_by,
    )
    if not targets and not text:
        if sys.stdin is not None and sys.stdin.isatty():
            from postcheck.cli.paste import paste

            raise typer.Exit(paste(settings, circumstances, where, show_values=show_values))
        targets = ["-"]
    items = [*_texts(text or (), circumstances), *drafts(targets or (), circumstances, settings)]
    report, interrupted = run(items, settings, show_values=show_values, cached=bool(targets) and not no_cache)
    code = deliver(_narrowed(report, baseline or settings.baseline, changed_since), settings, where)
    raise typer.Exit(_INTERRUPTED if interrupted else code)


def standard_input() -> None:
    """Bare `postcheck`: paste on a terminal, or read what is piped in."""
    check()


def _narrowed(report: Report, baseline: Path | str | None, changed_since: str | None) -> Report:
    """`report` without what the baseline knows and what stands in untouched paragraphs."""
    if changed_since:
        from postcheck.cli.changes import only_changed

        report = only_changed(report, changed_since)
    if baseline:
        from postcheck.policy.baseline import apply, load

        report, _ = apply(report, load(Path(baseline)))
    return report


def run(
    items: Sequence[Post | Unchecked], settings: Settings, *, show_values: bool = False, cached: bool = True
) -> tuple[Report, bool]:
    """The report on `items`, and whether Ctrl-C cut it short; what was left then stands as unchecked."""
    from postcheck.model.post import Origin, Post, Unchecked
    from postcheck.model.report import Report

    if not any(isinstance(item, Post) for item in items):
        return Report((), tuple(item for item in items if isinstance(item, Unchecked)), (), __version__), False
    from postcheck.api import Gathered, checker, gather
    from postcheck.cache import default_folder

    so_far = Gathered()
    built: Checker | None = None
    try:
        built = checker(settings, show_values=show_values, cache_folder=default_folder() if cached else None)
        _consume(gather(built, items, so_far), len(items))
    except KeyboardInterrupt:
        if built is None:
            raise
        left = sum(isinstance(item, Post) for item in items) - len(so_far.posts)
        noun = "post was" if left == 1 else "posts were"
        so_far.unchecked.append(Unchecked(Origin(), f"stopped with Ctrl-C: {left} {noun} not checked"))
        return so_far.report(built), True
    return so_far.report(built), False


def _consume(results: Iterator[object], total: int) -> None:
    """Pull every result; on a terminal and for many posts, with a progress bar on standard error."""
    if total < _PROGRESS_FROM or not sys.stderr.isatty():
        for _ in results:
            pass
        return
    from postcheck.cli.progress import bar

    with bar(total) as advance:
        for _ in results:
            advance()


def deliver(report: Report, settings: Settings, where: Sequence[Destination]) -> ExitCode:
    """Write the report as asked for; its exit code."""
    from postcheck.cli.outcome import at_least, exit_code
    from postcheck.cli.output import write

    shown = at_least(report, settings.min_confidence)
    write(shown, where)
    return exit_code(shown, settings.fail_on)


def _texts(texts: Iterable[str], context: Context) -> Iterator[Post | Unchecked]:
    from postcheck.model.post import Origin, Post, Unchecked

    for number, text in enumerate(texts, 1):
        if text.strip():
            yield Post(str(number), text, context=context)
        else:
            yield Unchecked(Origin(), f"--text number {number} is empty; give the words to check")


def drafts(targets: Sequence[str], context: Context, settings: Settings) -> Iterator[Post | Unchecked]:
    """Everything that `targets` name, read in order."""
    if not targets:
        return
    from postcheck.sources import ReadOptions
    from postcheck.sources.walk import walk

    if "-" in targets and sys.stdin is None:
        raise UsageError("there is no standard input to read", hint="Give a path, or pipe a draft in.")
    yield from walk(targets, ReadOptions(context=context, exclude=settings.exclude))


def _list_formats() -> None:
    from postcheck.reporters import get, names

    for name in names():
        summary = (get(name).__doc__ or "").partition("\n")[0]
        typer.echo(f"{name:10} {summary}")


app = single(check)
