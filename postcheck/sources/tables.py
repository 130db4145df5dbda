"""Rows of a schedule to posts, whatever file they stand in: header, columns, dates, replies, bad rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from postcheck.model.post import Edit, Origin, Post, Unchecked
from postcheck.sources import ReadOptions, columns, dates, headers
from postcheck.sources.build import GAP, Stretch
from postcheck.sources.columns import CONTEXT_FIELDS, TEXT_FIELDS, Columns
from postcheck.sources.fields import Record, is_yes, post
from postcheck.sources.rows import Cell, Row

SAMPLE = 1000
"""Rows looked at before the first post: for the header, and for which comes first in 04/05/2026."""

_REPLIES = re.compile(r"(?:(?<!\s)\s+)?\|\|\s*")
_LITERAL_BREAK = re.compile(r"(?<![A-Za-z]:)(?<!\\)(?:\\r)?\\n")
_NETWORKS = frozenset(
    {"facebook", "twitter", "twitterx", "x", "linkedin", "instagram", "tiktok", "threads", "bluesky", "youtube"}
    | {"pinterest", "nextdoor", "gbp"}
)
"""Titles of columns that say by a yes that the post goes to this network."""


@dataclass(slots=True)
class Table:
    """A sheet or file of rows on its way to posts; `yields` counts the posts that it gave."""

    path: str
    rows: Iterable[Row]
    options: ReadOptions
    sheet: str = ""
    hidden_rows: frozenset[int] = frozenset()
    yields: int = 0
    undated: list[int] = field(default_factory=list)
    """Rows with an empty cell where others have their date."""
    wordless: list[int] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Cells of a sheet to the right of its titles; in a file of text they are a sign of a comma astray."""
    doubtful: int = 0
    """Dates that can be read two ways, after the first, which is told in full."""

    def origin(self, row: Row | None = None) -> Origin:
        """Where the table, or one of its rows, stands."""
        if row is None:
            return Origin(self.path, sheet=self.sheet)
        return Origin(self.path, row.line, row.number, self.sheet)


def posts(table: Table) -> Iterator[Post | Unchecked]:
    """A post for each row with words; every row that gave none is told, in one line for those without words."""
    options = table.options
    if options.preset and options.preset not in headers.PRESETS:
        yield Unchecked(
            table.origin(), f"preset '{options.preset}' is not known. Choose one of {', '.join(headers.PRESETS)}"
        )
        return
    rows = (row for row in table.rows if not row.blank)
    sample = list(islice(rows, SAMPLE))
    if not sample:
        return
    if headers.is_form(sample, options):
        yield from _forms(table, chain(sample, rows))
        return
    found, head = headers.find(sample, options)
    if found is None:
        yield Unchecked(table.origin(), headers.no_text(sample, options))
        return
    if missing := headers.missing(found, options):
        yield Unchecked(table.origin(), missing)
        return
    yield Unchecked(table.origin(), found.described(), fatal=False, notice=True)
    body = sample[head:]
    when = next((index for index, name in found.fields.items() if name == "publish_at"), -1)
    order = options.date_order or dates.infer_order(row.cells[when].text for row in body if 0 <= when < len(row.cells))
    titles_row = [cell.text for cell in sample[head - 1].cells] if head else []
    for row in chain(body, rows):
        if row.problem:
            yield Unchecked(table.origin(row), row.problem)
        elif [cell.text for cell in row.cells] != titles_row:
            yield from _row(table, row, found, order)
    yield from _left_out(table, found)


def _forms(table: Table, rows: Iterable[Row]) -> Iterator[Post | Unchecked]:
    """Posts of a sheet that is filled in like a form, its titles down the first column."""
    found = Columns({}, ())
    for number, (found, turned) in enumerate(headers.forms(rows)):
        if not number:
            yield Unchecked(table.origin(), f"read as a form; {found.described()}", fatal=False, notice=True)
        for row in turned:
            yield from _row(table, row, found, table.options.date_order)
    yield from _left_out(table, found)


def layout(rows: Iterable[Row], options: ReadOptions) -> tuple[Columns | None, Row | None]:
    """The columns of a table that `posts` reads (None where it reads none), and the row of their titles."""
    sample = list(islice((row for row in rows if not row.blank), SAMPLE))
    if not sample:
        return None, None
    if headers.is_form(sample, options):
        return None, None
    found, head = headers.find(sample, options)
    if found is None or headers.missing(found, options):
        return None, None
    return found, sample[head - 1] if head else None


def _left_out(table: Table, found: Columns) -> Iterator[Unchecked]:
    if table.doubtful > 1:
        more = table.doubtful - 1
        reason = f"{more} more date{'s' * (more > 1)} can be read day first or month first; judged under both"
        yield Unchecked(table.origin(), reason, fatal=False, notice=True)
    if table.undated and "publish_at" in found.fields.values():
        count = len(table.undated)
        judged = "the date given for the run" if table.options.context.publish_at else "today"
        rows = f"{count} row{'s have' if count > 1 else ' has'} no date and {'are' if count > 1 else 'is'}"
        reason = f"{rows} judged as of {judged} (row {_some(table.undated)}). Fill the cells to be sure"
        yield Unchecked(table.origin(), reason, fatal=False, notice=True)
    if table.beside:
        some = _some(table.beside)
        reason = f"cells without a title above them were not read ({some}). Give their columns a title"
        yield Unchecked(table.origin(), reason, fatal=False)
    if table.wordless:
        count = len(table.wordless)
        column = next(
            (found.titles[at] for at, name in found.fields.items() if name == "text" and found.titles), "text"
        )
        reason = (
            f"{count} row{'s' * (count > 1)} without words in '{column[:30]}' left out (row {_some(table.wordless)})"
        )
        yield Unchecked(table.origin(), reason, fatal=False)


def _some(places: Sequence[object]) -> str:
    return ", ".join(map(str, places[:8])) + (", ..." if len(places) > 8 else "")


def _row(table: Table, row: Row, found: Columns, order: str) -> Iterator[Post | Unchecked]:
    spare = [cell for cell in row.cells[len(found.titles) :] if cell.text.strip()] if found.titles else []
    if spare and table.sheet:
        table.beside += [segment.cell for cell in spare for segment in cell.segments[:1]]
    elif spare:
        reason = f"row {row.number} has more cells than the header has titles; quote the cell that holds a comma"
        yield Unchecked(table.origin(row), reason)
        return
    fields, stretches, has_text = _read(row, found)
    if not any(stretch.text.strip() for stretch in stretches):
        table.wordless.append(row.number)
        return
    origin = table.origin(row)
    if not has_text:
        yield Unchecked(origin, f"row {row.number} has no text; only its other words were checked", fatal=False)
    if "publish_at" not in fields:
        table.undated.append(row.number)
    given = fields.pop("id", None)
    record = Record(str(given).strip() if given else str(origin), origin, stretches, fields, _extra(row, found))
    record.markup = _breaks(stretches)
    table.yields += 1
    for item in post(record, table.options.context, order=order):
        if isinstance(item, Unchecked) and "judged under both" in item.reason:
            table.doubtful += 1
            if table.doubtful > 1:
                continue
        yield item


def _read(row: Row, found: Columns) -> tuple[dict[str, Any], list[Stretch], bool]:
    """A row's fields, its published words in the order of a post, and whether its text is among them."""
    fields: dict[str, Any] = {}
    words: list[tuple[str, Cell]] = []
    for index, name in found.fields.items():
        cell = row.cells[index] if index < len(row.cells) else None
        if cell is None or not cell.text.strip():
            continue
        if name in TEXT_FIELDS:
            words.append((name, cell))
        elif name in (*CONTEXT_FIELDS, "id", "postcheck") and name not in fields:
            fields[name] = cell.text if cell.value is None else cell.value
    if "platform" not in fields and (networks := _networks(row, found)):
        fields["platform"] = networks
    words.sort(key=lambda word: TEXT_FIELDS.index(word[0]))
    stretches = [stretch for name, cell in words for stretch in _stretches(name, cell)]
    return fields, stretches, any(name == "text" for name, _ in words)


def _networks(row: Row, found: Columns) -> str:
    """Networks whose own column says yes (a column each, as Metricool has them)."""
    chosen = [
        title
        for title, cell in zip(found.titles, row.cells, strict=False)
        if columns.plain(title) in _NETWORKS and cell.text.strip() and is_yes(cell.text)
    ]
    return ", ".join(chosen)


def _stretches(name: str, cell: Cell) -> Iterator[Stretch]:
    """A cell's words, apart where `||` divides them: the post and its replies, one picture's text and the next's."""
    start, kind = 0, "body" if name == "text" else name
    for divider in _REPLIES.finditer(cell.text):
        yield cell.stretch(kind, start, divider.start())
        start, kind = divider.end(), "reply" if name == "text" else name
    yield cell.stretch(kind, start, len(cell.text))


def _breaks(stretches: Sequence[Stretch]) -> tuple[Edit, ...]:
    """Line breaks that a tool wrote as a backslash and an n, as edits in the post."""
    edits: list[Edit] = []
    base = 0
    for stretch in stretches:
        if not stretch.text.strip():
            continue
        for match in _LITERAL_BREAK.finditer(stretch.text):
            edits.append(Edit(base + match.start(), base + match.end(), "\n"))
        base += len(stretch.text) + len(GAP)
    return tuple(edits)


def _extra(row: Row, found: Columns) -> dict[str, str]:
    """Cells that are not read, by their column's title."""
    return {
        title: cell.text
        for index, (title, cell) in enumerate(zip(found.titles, row.cells, strict=False))
        if index not in found.fields and title and cell.text.strip()
    }
