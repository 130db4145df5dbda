"""`postcheck rules`: list, show, test and coverage."""

from __future__ import annotations

from typing import Annotated

import typer

from postcheck.cli import options
from postcheck.cli.explain import explain
from postcheck.cli.manual import Page, group

app = group(help="The rules in use: list or read them, test a pack, see what covers each clause.", no_args_is_help=True)
app.command(cls=Page, name="show")(explain)


@app.command(cls=Page, name="list")
def list_rules(pack: options.Packs = None, config: options.Config = None, isolated: options.Isolated = False) -> None:
    """Every rule with its severity and clauses."""
    from postcheck.cli.library import Library
    from postcheck.cli.output import say
    from postcheck.cli.settings import resolve
    from postcheck.reporters._literal import literal

    library = Library.load(resolve(config=config, isolated=isolated, packs=pack))
    rules = library.rules
    longest = max((len(name) for name in rules), default=0)
    for rule in rules.values():
        say(f"{rule.id:{longest}}  {rule.severity!s:7}  {literal(', '.join(rule.clauses))}\n")
    names = literal(", ".join(f"{item.id} {item.version}" for item in library.packs))
    say(f"\n{len(rules)} rules, {len(library.clauses)} clauses ({names})\n")


@app.command(cls=Page, name="coverage")
def coverage(
    pack: options.Packs = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
) -> None:
    """For each clause: checked, partly (by what, and what a person must still judge), or not checkable."""
    from postcheck.cli.library import Library
    from postcheck.cli.output import colour, say, unicode, width
    from postcheck.cli.page import to_text
    from postcheck.cli.settings import resolve
    from postcheck.cli.standing import coverage_page

    library = Library.load(resolve(config=config, isolated=isolated, packs=pack))
    say(to_text(coverage_page(library), width=width(), colour=colour(), unicode=unicode()))


@app.command(cls=Page, name="test")
def test_pack(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="Name or folder of a pack.")] = "uk-council",
    show_known: Annotated[bool, typer.Option("--known", help="List the known misses and false alarms too.")] = False,
) -> None:
    """Run a pack's own examples; exit 1 if any does not do what it says."""
    from postcheck.cli.standing import run_examples

    raise typer.Exit(run_examples(pack, show_known=show_known))
