"""The `postcheck` command: its parts, and the boundary at which every failure becomes one clear line.

Nothing heavy is imported here or at the top of any command module, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated, Any, NoReturn

import typer

from postcheck import __version__
from postcheck.cli.manual import SETTINGS, Book, Entry
from postcheck.errors import ExitCode, PackError, PostcheckError

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""

_DEBUG = "postcheck.debug"
_SHOWN = 100
"""Characters of a pack's line that are worth showing."""


class Boundary(Book):
    """The top command: turns failures into a line and an exit code, and a bare path into `check`."""

    entries = {  # noqa: RUF012 - a table that nobody changes
        "check": Entry("Check", "Check drafts and print a risk report."),
        "review": Entry("Check", "Step through findings and decide on each, one key at a time."),
        "decisions": Entry("Understand", "Who decided what on findings, when and why."),
        "hook": Entry("Check", "Check staged drafts before each commit."),
        "baseline": Entry("Check", "Accept today's findings, so that only new ones speak."),
        "explain": Entry("Understand", "What a rule or clause asks, why, examples, and how to set a finding aside."),
        "rules": Entry("Understand", "The rules in use: list, read, test a pack, see what covers each clause."),
        "init": Entry("Set up", "Write a commented .postcheck.toml and a rule pack of your own to start from."),
        "doctor": Entry("Set up", "Look at Python, packages, models, packs and configuration; say what to mend."),
        "evaluate": Entry("Set up", "Measure the checker on labelled posts."),
    }

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command; only Typer's own exceptions pass."""
        try:
            return super().invoke(ctx)
        except PostcheckError as error:
            _tell(error, debug=_DEBUG in ctx.meta)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            _close_quietly()
        except KeyboardInterrupt:
            typer.echo("\npostcheck: stopped; nothing more was checked.", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            if _is_typers_own(error):
                raise
            _tell_internal(error, debug=_DEBUG in ctx.meta)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """As usual, but a draft's path in the place of a command is checked."""
        if args[0] not in self.commands and (args[0] == "-" or os.path.exists(args[0])):  # noqa: PTH110
            args = ["check", *args]
        return super().resolve_command(ctx, args)


def _is_typers_own(error: Exception) -> bool:
    return isinstance(error, typer.Exit | typer.Abort) or type(error).__module__.startswith(("typer.", "click."))


def _tell(error: PostcheckError, *, debug: bool) -> None:
    from postcheck.reporters._literal import literal

    typer.echo(f"postcheck: {literal(error.message)}", err=True)
    if isinstance(error, PackError) and error.source:
        shown = error.source if len(error.source) <= _SHOWN else error.source[: _SHOWN - 1] + "…"
        typer.echo(f"    {error.line} | {literal(shown)}", err=True)
    if error.hint:
        typer.echo(f"  {literal(error.hint)}", err=True)
    if debug:
        typer.echo(places(error), err=True)


def _tell_internal(error: Exception, *, debug: bool) -> NoReturn:
    """One line without the exception's own words, which may hold a draft's."""
    typer.echo(
        f"postcheck: something failed inside postcheck ({type(error).__name__}); the check is incomplete.", err=True
    )
    if debug:
        typer.echo(places(error), err=True)
    else:
        typer.echo("  Run it again as `postcheck --debug ...` to see where.", err=True)
    raise typer.Exit(ExitCode.UNCHECKED) from error


def places(error: BaseException) -> str:
    """Where `error` and what led to it were raised: files, lines and kinds, without words that may be a draft's."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{places(cause)}\nwhich led to\n\n" if cause else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{before}{frames}{type(error).__module__}.{type(error).__qualname__}\n"


def _close_quietly() -> None:
    """The reader of our output has gone: keep the interpreter from complaining at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(value: bool) -> None:
    if value:
        typer.echo(f"postcheck {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Boundary,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=SETTINGS,
    epilog="Exit codes: 0 nothing found, 1 findings, 2 wrong usage or configuration, 3 something could not be checked.",
)


@app.callback()
def postcheck(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a failure happened.")] = False,
) -> None:
    """Read a draft before it is published: what is wrong, where, and under which policy clause.

    With nothing behind it in a terminal: paste a draft, press Ctrl-D, read the report, paste the next.
    With a path, the same as `postcheck check PATH`. With a draft piped in, the same as `postcheck check -`.
    """
    del version
    if debug:
        ctx.meta[_DEBUG] = True
    if ctx.invoked_subcommand is None:
        from postcheck.cli.check import check

        check()


def main() -> None:
    """Run the command line and end the process with its exit code."""
    app(prog_name="postcheck")
