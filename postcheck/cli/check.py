"""`postcheck check`: drafts in, report out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck import __version__
from postcheck.cli import options
from postcheck.cli.manual import single
from postcheck.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from postcheck.api import Gathered
    from postcheck.cli.engines import Engine
    from postcheck.cli.output import Destination
    from postcheck.config import Settings
    from postcheck.engine import Checker
    from postcheck.model.post import Context, Post, Unchecked
    from postcheck.model.report import Report
    from postcheck.sources import ReadOptions

_INTERRUPTED = 130


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
    preset: options.Preset = None,
    column: options.Columns = None,
    date_order: options.DateOrder = None,
    annotate: options.Annotate = None,
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
    statistics: options.Statistics = False,
    no_cache: options.NoCache = False,
    resume: options.Resume = False,
    jobs: options.Jobs = 1,
    engine: options.Engine = None,
    scheduler: options.Scheduler = None,
    fix: options.Fix = False,
    diff: options.Diff = False,
    watch: options.Watch = False,
    debug: options.Debug = False,
) -> None:
    """Check drafts and print a risk report.

    Without a path: paste into the terminal, or pipe a draft in. Personal data and credentials are
    masked in every format unless --show-values. Nothing leaves this computer, unless you name a --scheduler.

    Examples: `postcheck check post.txt` · `postcheck check posts/ schedule.jsonl --format json -o report.json` ·
    `postcheck check --text "Vote Labour on Thursday" --account corporate`
    """
    from postcheck.cli import engines
    from postcheck.cli.comparison import known, narrowed
    from postcheck.cli.output import destinations, stopped, streams, wrote
    from postcheck.cli.schedules import annotated, annotation, read_options
    from postcheck.cli.settings import context, resolve

    del debug
    if resume and no_cache:
        raise UsageError("--resume needs the results that --no-cache does not keep", hint="Give one of them.")
    if formats and "help" in formats:
        _list_formats()
        return
    where = destinations(formats or [], output or [])
    who = engines.engine(engine, jobs, scheduler)
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

    how = read_options(circumstances, settings, preset=preset, columns=column or (), date_order=date_order)
    schedule = annotation(targets or (), text or (), annotate) if annotate else None

    accepted = known(settings, baseline, since=changed_since, targets=targets or ())

    cached = bool(targets) and not no_cache

    whole = bool(accepted or changed_since or fix or diff or schedule)

    def once() -> int:
        items = chain(_texts(text or (), circumstances), drafts(targets or (), circumstances, settings, how))
        if not whole and streams(where):
            return _streamed(items, settings, where, show_values=show_values, cached=cached, engine=who)
        report, interrupted = run(items, settings, show_values=show_values, cached=cached, engine=who)
        report = narrowed(report, accepted, since=changed_since)
        if fix or diff:
            from postcheck.cli.fix import fix as mend

            mend(report, settings, write=fix and not diff)
            return _INTERRUPTED if interrupted else code_of(report, settings)
        code = deliver(report, settings, where, statistics=statistics)
        if schedule and annotate:
            annotated(schedule, annotate, report, how, least=settings.min_confidence, stopped=interrupted)
        wrote([item.path for item in where if item.path] + ([annotate] if annotate else []))
        if interrupted:
            stopped(len(report.posts), again=cached)
        return _INTERRUPTED if interrupted else code

    if watch:
        from postcheck.cli.watch import watch_over

        raise typer.Exit(watch_over(targets or (), once))
    raise typer.Exit(once())


def run(
    items: Iterable[Post | Unchecked],
    settings: Settings,
    *,
    show_values: bool = False,
    cached: bool = True,
    engine: Engine | None = None,
    into: Gathered | None = None,
) -> tuple[Report, bool]:
    """The report on `items`, and whether Ctrl-C cut it short; that something was left then stands as unchecked.

    Posts are read as they are wanted and not kept. Where there is not one, nothing is loaded. What comes of them
    goes `into` what is given, as it comes.
    """
    from postcheck.cli.engines import Engine
    from postcheck.cli.progress import watched
    from postcheck.model.post import Origin, Post, Unchecked

    stream = watched(items) if sys.stderr is not None and sys.stderr.isatty() else iter(items)
    head = _to_first_post(stream)
    if not head or not isinstance(head[-1], Post):
        return _unread(head), False
    from postcheck.api import Gathered, checker, gather
    from postcheck.cache import default_folder

    folder = default_folder() if cached else None
    so_far = into if into is not None else Gathered()
    built: Checker | None = None
    try:
        built = checker(settings, show_values=show_values, cache_folder=folder)
        with (engine or Engine()).hands(settings, show_values=show_values, cache_folder=folder) as hands:
            _consume(gather(built, chain(head, stream), so_far, hands), stream)
        if folder:
            _tell_trouble(folder)
    except KeyboardInterrupt:
        if built is None:
            raise
        done = so_far.checked
        said = f"stopped with Ctrl-C after {done} {'post' if done == 1 else 'posts'}; what follows was not checked"
        so_far.unchecked.append(Unchecked(Origin(), said))
        return so_far.report(built), True
    return so_far.report(built), False


def _tell_trouble(folder: Path) -> None:
    """Say on the side that results are not kept, and why, where that is so."""
    from postcheck.cache import trouble
    from postcheck.cli.output import say
    from postcheck.reporters._literal import literal

    if reason := trouble(folder):
        said = f"postcheck: results are not kept in {folder} ({reason}); the report is whole, the next run starts anew."
        say(literal(said) + "\n", sys.stderr)


def _to_first_post(stream: Iterator[Post | Unchecked]) -> list[Post | Unchecked]:
    """What comes before the first post, and that post."""
    from postcheck.model.post import Post

    head: list[Post | Unchecked] = []
    for item in stream:
        head.append(item)
        if isinstance(item, Post):
            break
    return head


def _unread(items: Iterable[Post | Unchecked]) -> Report:
    """A report of nothing but what could not be read."""
    from postcheck.model.post import Unchecked
    from postcheck.model.report import Report

    told = [item for item in items if isinstance(item, Unchecked)]
    notices = tuple(f"{item.origin}: {item.reason}" for item in told if item.notice)
    return Report((), tuple(item for item in told if not item.notice), (), __version__, notices=notices)


def _consume(results: Iterator[object], stream: Iterator[object]) -> None:
    """Pull every result; where somebody watches a long run, with a progress bar on standard error."""
    from postcheck.cli.progress import Watched, bar

    if not isinstance(stream, Watched) or stream.few:
        for _ in results:
            pass
        return
    with bar(stream) as advance:
        for _ in results:
            advance()


def _streamed(
    items: Iterable[Post | Unchecked],
    settings: Settings,
    where: Sequence[Destination],
    *,
    show_values: bool,
    cached: bool,
    engine: Engine,
) -> int:
    """Check and write at once, a post a line; the exit code."""
    from postcheck.cli.output import stopped, wrote
    from postcheck.cli.streaming import stream

    with stream(where, settings) as into:
        report, interrupted = run(items, settings, show_values=show_values, cached=cached, engine=engine, into=into)
        into.finish(report)
    wrote([item.path for item in where if item.path])
    if interrupted:
        stopped(into.checked, again=cached)
    return _INTERRUPTED if interrupted else into.code


def deliver(report: Report, settings: Settings, where: Sequence[Destination], *, statistics: bool = False) -> ExitCode:
    """Write the report as asked for; its exit code."""
    from postcheck.cli.outcome import at_least, exit_code
    from postcheck.cli.output import write

    shown = at_least(report, settings.min_confidence)
    write(shown, where, statistics=statistics, least=settings.min_confidence)
    return exit_code(shown, settings.fail_on)


def code_of(report: Report, settings: Settings) -> ExitCode:
    """The exit code of a report that is not written."""
    from postcheck.cli.outcome import at_least, exit_code

    return exit_code(at_least(report, settings.min_confidence), settings.fail_on)


def _texts(texts: Iterable[str], context: Context) -> Iterator[Post | Unchecked]:
    from postcheck.model.post import Origin, Post, Unchecked

    for number, text in enumerate(texts, 1):
        if text.strip():
            yield Post(str(number), text, context=context)
        else:
            yield Unchecked(Origin(), f"--text number {number} is empty; give the words to check")


def drafts(
    targets: Sequence[str], context: Context, settings: Settings, how: ReadOptions | None = None
) -> Iterator[Post | Unchecked]:
    """Everything that `targets` name, read in order."""
    if not targets:
        return
    from postcheck.sources import ReadOptions
    from postcheck.sources.walk import walk

    if "-" in targets and sys.stdin is None:
        raise UsageError("there is no standard input to read", hint="Give a path, or pipe a draft in.")
    yield from walk(targets, how or ReadOptions(context=context, exclude=settings.exclude))


def _list_formats() -> None:
    from postcheck.reporters import get, names

    for name in names():
        summary = (get(name).__doc__ or "").partition("\n")[0]
        typer.echo(f"{name:10} {summary}")


app = single(check)
