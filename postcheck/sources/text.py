"""Plain text: one file, one post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postcheck.errors import DraftError
from postcheck.model.post import Context, Origin, Part, Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.decode import text_of

SUFFIXES = (".txt", ".text")


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """The file as one post."""
    origin = Origin(str(path))
    try:
        text, notices = text_of(path, options)
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return
    yield from (Unchecked(origin, notice, fatal=False, notice=True) for notice in notices)
    yield post(text, str(path), options.context)


def post(text: str, name: str, context: Context) -> Post:
    """`text` as a post called `name`, character for character."""
    return Post(name, text, (Part("body", 0, len(text)),), context, Origin(name if name != "-" else ""))
