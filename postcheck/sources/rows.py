"""Rows and cells of a schedule, each cell with its way back into the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from postcheck.model.post import Segment, SourceMap
from postcheck.sources.build import Stretch, moved


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and value, and the segments that lead from its words back into the draft."""

    text: str
    segments: tuple[Segment, ...] = ()
    value: Any = None

    def stretch(self, name: str, start: int, end: int) -> Stretch:
        """Characters `start` to `end` of the cell as a stretch."""
        if (start, end) == (0, len(self.text)):
            return Stretch(name, self.text, self.segments)
        return Stretch(name, self.text[start:end], tuple(_cut(self.segments, self.text, start, end)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its 1-based number and first line, its cells, and why it cannot be read (if it cannot)."""

    number: int
    line: int
    cells: Sequence[Cell]
    problem: str = ""
    end: int = -1
    """Offset of the draft's text at which the last cell ends; -1 where a row has no such place."""

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return not self.problem and not any(cell.text.strip() for cell in self.cells)


def _cut(segments: Sequence[Segment], text: str, start: int, end: int) -> Iterator[Segment]:
    """The segments of characters `start` to `end`, counted from `start`."""
    place = SourceMap(tuple(segments)).place(text, start)
    holder = next((item for item in reversed(segments) if item.start <= start), segments[0])
    yield replace(holder, start=0, line=place.line, column=place.column)
    yield from (moved(item, -start) for item in segments if start < item.start < end)


def letters(index: int) -> str:
    """The spreadsheet letters of a 0-based column."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
