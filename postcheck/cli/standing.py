"""How a pack stands: what covers its clauses, and whether its examples hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from postcheck.cli.library import Library
from postcheck.cli.output import say
from postcheck.cli.page import Line
from postcheck.errors import ExitCode
from postcheck.reporters._literal import literal, no_command


def coverage_page(library: Library) -> Iterator[Line]:
    """A paragraph for each clause, and the totals."""
    from postcheck.packs.coverage import coverage, totals

    standings = coverage(library.packs)
    for standing in standings:
        yield Line(f"{standing.clause.id}  {standing.clause.title} ({standing.pack})", "heading")
        by = f" by {', '.join(standing.rules)}" if standing.rules else ""
        if standing.through:
            by += f"{', and' if by else ''} through {', '.join(standing.through)}"
        yield Line(f"{standing.state}{by}", indent=2)
        if standing.human:
            yield Line(standing.human, indent=2)
    counted = [f"{count} {state}" for state, count in totals(standings).items() if count]
    yield Line("")
    yield Line(f"{len(standings)} clauses: {', '.join(counted)}", "title")


def run_examples(name: str, *, show_known: bool) -> ExitCode:
    """Run the examples of pack `name` and say how they went; raises PackError."""
    from postcheck.cli.settings import resolve
    from postcheck.engine import Checker
    from postcheck.packs.examples import Outcome, Result, cases, council, run
    from postcheck.packs.load import load, locate, shipped

    settings = resolve()
    beside = Path(settings.root) if settings.root else None
    pack = load(name, beside=beside)
    folder = locate(name, beside=beside)
    checker = Checker([pack], council(folder, settings))
    chosen = cases(pack, within=None if pack.id in shipped() else folder)
    counts: Counter[Outcome] = Counter()

    def tell(result: Result) -> None:
        name, text, reason = map(literal, (result.case.name, result.case.text, result.reason))
        say(f"{result.outcome}: {name}\n{no_command(f'    {text}')}\n{no_command(f'    {reason}')}\n")

    for result in run(chosen, checker.check, pack):
        counts[result.outcome] += 1
        if result.outcome in (Outcome.FAILED, Outcome.MENDED) or (show_known and result.outcome is Outcome.KNOWN):
            tell(result)
    say(no_command(literal(pack.id)) + f": {', '.join(f'{counts[outcome]} {outcome}' for outcome in Outcome)}\n")
    wrong = counts[Outcome.FAILED] + counts[Outcome.MENDED]
    return ExitCode.FINDINGS if wrong else ExitCode.OK
