"""Help that reads like a manual page, and commands that are imported only when they run.

Typer's own rich help costs half a second of imports before the first word; this one needs none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _options(command: TyperCommand | TyperGroup, ctx: typer.Context, formatter: Any) -> None:
    """Arguments and options under the headings of their panels."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for item in command.get_params(ctx):
        if record := item.get_help_record(ctx):
            kind = "Arguments" if item.param_type_name == "argument" else "Options"
            heading = getattr(item, "rich_help_panel", None) or kind
            sections.setdefault(heading, []).append((record[0], _unquoted(record[1])))
    for heading, records in sections.items():
        with formatter.section(_bold(heading)):
            formatter.write_dl(records)


def _unquoted(words: str) -> str:
    return words.replace("`", "")


def _bold(heading: str) -> str:
    return typer.style(heading, bold=True)


class Page(TyperCommand):
    """A command whose help is a manual page."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """As above."""
        _options(self, ctx, formatter)

    def format_help_text(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The docstring without its backticks."""
        self.help = _unquoted(self.help or "")
        super().format_help_text(ctx, formatter)


class Chapter(TyperGroup):
    """A group of commands, listed under the headings of their panels."""

    def format_options(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """Commands first: they are what a reader looks for."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            heading = getattr(command, "rich_help_panel", None) or "Commands"
            sections.setdefault(heading, []).append((name, _unquoted(command.get_short_help_str(200))))
        for heading, rows in sections.items():
            with formatter.section(_bold(heading)):
                formatter.write_dl(rows)
        _options(self, ctx, formatter)

    def format_help_text(self, ctx: typer.Context, formatter: Any) -> None:  # type: ignore[override]
        """The docstring without its backticks."""
        self.help = _unquoted(self.help or "")
        super().format_help_text(ctx, formatter)


@dataclass(frozen=True, slots=True)
class Entry:
    """A command by its module in `postcheck.cli`, the panel that lists it and its line there."""

    panel: str
    summary: str
    module: str = ""


class Book(Chapter):
    """The top group: lists `entries` without importing them, and imports the one that runs."""

    entries: Mapping[str, Entry] = {}

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        for name, entry in self.entries.items():
            self.commands[name] = TyperCommand(name, help=entry.summary, rich_help_panel=entry.panel)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """The real command, imported now."""
        del ctx
        if entry := self.entries.get(cmd_name):
            module = import_module(f"postcheck.cli.{entry.module or cmd_name}")
            command = typer.main.get_command(module.app)
            command.name = cmd_name
            return command
        return None


def single(function: Any) -> typer.Typer:
    """An app of one command, as a module of this package offers it."""
    app = group()
    app.command(cls=Page)(function)
    return app


def group(**more: Any) -> typer.Typer:
    """An app of several commands."""
    return typer.Typer(
        cls=Chapter,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=SETTINGS,
        pretty_exceptions_enable=False,
        **more,
    )
