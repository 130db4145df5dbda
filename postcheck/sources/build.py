"""Stretches of a draft put together into one post, each character with its way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postcheck.model.post import Part, Segment, SourceMap

GAP = "\n\n"
"""What stands between two parts of a post."""

_LINE_END = re.compile(r"\r\n|\r|\n")

Run = tuple[int, int]
"""A text offset, and the draft offset from which both go on in step."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of a post to be; `segments` count from the stretch's own start."""

    name: str
    text: str
    segments: tuple[Segment, ...]


class Lines:
    """Offsets of a draft's text to 1-based line and column."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def stretch(self, name: str, text: str, runs: Sequence[Run], *, row: int = 0, cell: str = "") -> Stretch:
        """A stretch whose characters follow the draft along `runs`."""
        segments = tuple(Segment(at, *self.place(offset), row, cell) for at, offset in runs)
        return Stretch(name, text, segments)


def cell_stretch(name: str, text: str, *, line: int, row: int, cell: str, column: int = 1) -> Stretch:
    """A stretch that is a cell's text, or part of it from character `column` on; its line is the row's."""
    return Stretch(name, text, (Segment(0, line, column, row, cell, single_line=True),))


def moved(segment: Segment, by: int) -> Segment:
    """`segment` with its start `by` characters further on."""
    return Segment(
        segment.start + by,
        segment.line,
        segment.column,
        segment.row,
        segment.cell,
        segment.offsets,
        segment.single_line,
    )


def assemble(stretches: Iterable[Stretch]) -> tuple[str, tuple[Part, ...], SourceMap]:
    """The post's text, its parts and its source map; stretches without words are left out."""
    pieces: list[str] = []
    parts: list[Part] = []
    segments: list[Segment] = []
    length = 0
    for stretch in stretches:
        if not stretch.text.strip():
            continue
        if pieces:
            pieces.append(GAP)
            length += len(GAP)
        segments += stretch.segments if not length else (moved(item, length) for item in stretch.segments)
        parts.append(Part(stretch.name, length, length + len(stretch.text)))
        pieces.append(stretch.text)
        length += len(stretch.text)
    return "".join(pieces), tuple(parts), SourceMap(tuple(segments) or (Segment(0, 1, 1),))
