"""Drafts to posts: one module a format, found by scanning the package.

A source module has `SUFFIXES` (with the dot, lower case) and `read(path, options)`, which yields a Post
for each post and an Unchecked, with one clear line, for whatever it had to leave out. It never raises
for bad input and never skips in silence. `postcheck.sources.walk` decides which files are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

from postcheck.model.post import Context, Post, Unchecked


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How drafts are read: the context that holds where they say nothing, and column choices."""

    context: Context = Context()
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field name (text, id, date, account, platform, ...) to the column title that holds it."""
    preset: str = ""
    exclude: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of paths that are left out of folders."""


class Source(Protocol):
    """The shape of a source module."""

    SUFFIXES: tuple[str, ...]

    def read(self, path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
        """Every post of the file at `path`."""
        ...


@cache
def by_suffix() -> dict[str, str]:
    """File suffix to the name of the module that reads it."""
    found: dict[str, str] = {}
    for module in iter_modules(__path__):
        source = import_module(f"{__name__}.{module.name}")
        found |= {suffix: source.__name__ for suffix in getattr(source, "SUFFIXES", ())}
    return found
