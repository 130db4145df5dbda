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
from typing import Protocol, cast

from postcheck.model.post import Context, Post, Unchecked


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How drafts are read: the context that holds where they say nothing, and column choices."""

    context: Context = field(default_factory=Context)
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field name (text, id, publish_at, account, platform, ...) to the column title that holds it."""
    preset: str = ""
    exclude: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of paths that are left out of folders."""
    date_order: str = ""
    """`day` or `month`: which comes first in 04/05/2026; empty means told by the file, or both readings."""
    named: bool = True
    """Whether the user named the file itself rather than a folder that holds it."""
    content: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes to read in the place of what a path holds on disk (standard input, staged content)."""


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
        found |= dict.fromkeys(getattr(source, "SUFFIXES", ()), source.__name__)
    return found


def source_for(suffix: str) -> Source | None:
    """The source module that reads files with `suffix` (any case), or None."""
    name = by_suffix().get(suffix.lower())
    return cast(Source, import_module(name)) if name else None
