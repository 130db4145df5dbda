"""Sheets of a workbook, whichever program wrote it: cells as words, what is merged or hidden, posts of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Segment, Unchecked
from postcheck.sources import ReadOptions, tables
from postcheck.sources.rows import Cell, Row, letters
from postcheck.sources.tables import Table


@dataclass(slots=True)
class Layout:
    """What a sheet hides and merges; rows and columns 1-based, merged ranges as (column, first row, last row)."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    unsolved: list[str] = field(default_factory=list)
    state: str = "visible"

    def told(self) -> Iterator[str]:
        """A notice for each thing that the user might not know is read."""
        if self.state != "visible":
            yield "this sheet is hidden; it was read as well"
        if self.hidden_rows:
            count = len(self.hidden_rows)
            yield f"{count} hidden row{'s' * (count > 1)} read as well ({_some(sorted(self.hidden_rows))})"
        if self.hidden_columns:
            spans = [letters(a - 1) if a == b else f"{letters(a - 1)}-{letters(b - 1)}" for a, b in self.hidden_columns]
            yield f"hidden columns read as well ({', '.join(spans[:8])})"


def _some(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:8])) + (", ..." if len(numbers) > 8 else "")


def posts(
    origin: Origin, found: Iterable[tuple[str, Iterator[Row], Layout]], options: ReadOptions
) -> Iterator[Post | Unchecked]:
    """Posts of all sheets; a sheet without a text column is only fatal where no other sheet has one."""
    left: list[Unchecked] = []
    given = 0
    for title, rows, layout in found:
        table = Table(origin.path, _filled(rows, layout), options, sheet=title)
        notices = [Unchecked(table.origin(), line, fatal=False, notice=True) for line in layout.told()]
        items = tables.posts(table)
        try:
            for item in items:
                if isinstance(item, Unchecked) and item.fatal and item.origin == table.origin():
                    left.append(item)
                else:
                    yield from notices
                    notices = []
                    yield item
        except DraftError as error:
            yield Unchecked(table.origin(), error.message)
        if layout.unsolved:
            cells = ", ".join(layout.unsolved[:6]) + (", ..." if len(layout.unsolved) > 6 else "")
            reason = f"formulas without a stored result were not read ({cells}). Open the file, save it, and try again"
            yield Unchecked(table.origin(), reason)
        given += table.yields
    for item in left:
        yield Unchecked(item.origin, item.reason, fatal=not given)
    if not given and not left:
        yield Unchecked(origin, "holds no posts on any sheet", fatal=options.named)


def cell_of(value: Any, row: int, column: int) -> Cell:
    """A spreadsheet's value as a cell: dates and numbers kept, words as they are shown."""
    if value is None or value == "":
        return Cell("")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    words = value if isinstance(value, str) else _shown(value)
    place = Segment(0, row, 1, row, f"{letters(column)}{row}", single_line=True)
    return Cell(words, (place,), None if isinstance(value, str) else value)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)


def _filled(rows: Iterator[Row], layout: Layout) -> Iterator[Row]:
    """Rows with the value of a cell that was merged downward repeated where it is a date or a short word."""
    wanted = {
        (column, row): (column, top)
        for column, top, bottom in layout.merged
        for row in range(top + 1, min(bottom, top + 500) + 1)
    }
    tops = set(wanted.values())
    held: dict[tuple[int, int], Cell] = {}
    for row in rows:
        cells = list(row.cells)
        held |= {(at, row.number): cells[at] for at, top in tops if top == row.number and at < len(cells)}
        if any(cell.text.strip() for cell in cells):
            for at in range(len(cells)):
                above = held.get(wanted.get((at, row.number), (-1, -1)))
                if above and not cells[at].text and (above.value is not None or len(above.text) <= 40):
                    cells[at] = above
        yield Row(row.number, row.line, cells, row.problem)
