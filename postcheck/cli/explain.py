"""`postcheck explain`: a rule or a clause in full."""

from __future__ import annotations

from typing import Annotated

import typer

from postcheck.cli import options
from postcheck.cli.manual import single


def explain(
    name: Annotated[
        str, typer.Argument(metavar="RULE_OR_CLAUSE", help="political/vote-appeal, or a clause such as COR.BEH.12.")
    ],
    pack: options.Packs = None,
    config: options.Config = None,
    isolated: options.Isolated = False,
) -> None:
    """What a rule or clause asks, why, examples, and how to set a finding of it aside."""
    from postcheck.cli.library import Library
    from postcheck.cli.output import colour, say, unicode, width
    from postcheck.cli.page import clause_page, rule_page, to_text
    from postcheck.cli.settings import resolve

    library = Library.load(resolve(config=config, isolated=isolated, packs=pack))
    rule, clause = library.find(name)
    page = rule_page(rule, library) if rule else clause_page(clause, library)  # type: ignore[arg-type]
    say(to_text(page, width=width(), colour=colour(), unicode=unicode()))


app = single(explain)
