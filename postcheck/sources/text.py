"""Plain text: one file, one post."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from postcheck.model.post import Context, Origin, Part, Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.decode import opened

SUFFIXES = (".txt", ".text")


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """The file as one post."""
    text = yield from opened(path, options)
    if text is None:
        return
    yield post(text, str(path), options.context)


def post(text: str, name: str, context: Context) -> Post:
    """`text` as a post called `name`, character for character."""
    return Post(name, text, (Part("body", 0, len(text)),), context, Origin(name if name != "-" else ""))
