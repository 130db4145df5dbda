"""Rows of a schedule to posts, whatever file they stand in: header, columns, dates, replies, bad rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from postcheck.model.post import Edit, Origin, Post, Segment, SourceMap, Unchecked
from postcheck.sources import ReadOptions, columns, dates
from postcheck.sources.build import GAP, Stretch, moved
from postcheck.sources.columns import CONTEXT_FIELDS, TEXT_FIELDS, Columns
from postcheck.sources.fields import Record, is_yes, post

SAMPLE = 1000
"""Rows looked at before the first post: for the header, and for which comes first in 04/05/2026."""
HEADER_ROWS = 25
"""Rows among which a header is looked for."""

PRESETS: dict[str, tuple[str, ...]] = {
    "buffer": (),
    "publer": (),
    "metricool": (),
    "sprout": (),
    "agorapulse": (),
    "hootsuite": ("publish_at", "text", "link"),
    "zoho": ("publish_at", "text", "link", "media", "", "link"),
}
"""Scheduling tools, with the fields by position where the tool's files have no header."""

_REPLIES = re.compile(r"\s*\|\|\s*")
_LITERAL_BREAK = re.compile(r"(?<![A-Za-z]:)(?<!\\)(?:\\r)?\\n")
_NETWORKS = frozenset(
    {"facebook", "twitter", "twitterx", "x", "linkedin", "instagram", "tiktok", "threads", "bluesky", "youtube"}
    | {"pinterest", "nextdoor", "gbp"}
)
"""Titles of columns that say by a yes that the post goes to this network."""


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


@dataclass(slots=True)
class Table:
    """A sheet or file of rows on its way to posts; `yields` counts the posts that it gave."""

    path: str
    rows: Iterable[Row]
    options: ReadOptions
    sheet: str = ""
    hidden_rows: frozenset[int] = frozenset()
    yields: int = 0
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


def _cut(segments: Sequence[Segment], text: str, start: int, end: int) -> Iterator[Segment]:
    """The segments of characters `start` to `end`, counted from `start`."""
    place = SourceMap(tuple(segments)).place(text, start)
    holder = next((item for item in reversed(segments) if item.start <= start), segments[0])
    yield replace(holder, start=0, line=place.line, column=place.column)
    yield from (moved(item, -start) for item in segments if start < item.start < end)


def posts(table: Table) -> Iterator[Post | Unchecked]:
    """A post for each row with words; every row that gave none is told, in one line for those without words."""
    options = table.options
    if options.preset and options.preset not in PRESETS:
        yield Unchecked(table.origin(), f"preset '{options.preset}' is not known. Choose one of {', '.join(PRESETS)}")
        return
    rows = (row for row in table.rows if not row.blank)
    sample = list(islice(rows, SAMPLE))
    if not sample:
        return
    found, head = _columns(sample, options)
    if found is None:
        yield Unchecked(table.origin(), _no_text(sample, options))
        return
    if missing := _missing(found, options):
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


def layout(rows: Iterable[Row], options: ReadOptions) -> tuple[Columns | None, Row | None]:
    """The columns of a table that `posts` reads (None where it reads none), and the row of their titles."""
    sample = list(islice((row for row in rows if not row.blank), SAMPLE))
    if not sample:
        return None, None
    found, head = _columns(sample, options)
    if found is None or _missing(found, options):
        return None, None
    return found, sample[head - 1] if head else None


def _no_text(sample: Sequence[Row], options: ReadOptions) -> str:
    width = sum(bool(cell.text.strip()) for cell in sample[0].cells)
    if wanted := options.columns.get("text"):
        titles = next((_titles(row) for row in sample if len([cell for cell in row.cells if cell.text]) > 1), [])
        return f"no column '{wanted}'{_meant(wanted, titles)}"
    return f"no column for the text was found among {width}. Name it by title or number: --column text=TITLE"


def _missing(found: Columns, options: ReadOptions) -> str:
    """Why a sheet with a header does not hold the columns that the user chose; empty where it does."""
    for title in options.columns.values() if found.titles else ():
        if columns.position(found.titles, title) < 0:
            return f"no column '{title}'{_meant(title, found.titles)}"
    return ""


def _meant(wanted: str, titles: Sequence[str]) -> str:
    from difflib import get_close_matches

    known = {title.lower(): title for title in titles if title.strip()}
    close = get_close_matches(wanted.lower(), known, 1)
    if close:
        return f", did you mean '{known[close[0]][:40]}'?"
    return f". Its columns: {', '.join(title[:30] for title in list(known.values())[:12])}" if known else ""


def _left_out(table: Table, found: Columns) -> Iterator[Unchecked]:
    if table.doubtful > 1:
        more = table.doubtful - 1
        reason = f"{more} more date{'s' * (more > 1)} can be read day first or month first; judged under both"
        yield Unchecked(table.origin(), reason, fatal=False, notice=True)
    if table.beside:
        some = ", ".join(table.beside[:8]) + (", ..." if len(table.beside) > 8 else "")
        reason = f"cells without a title above them were not read ({some}). Give their columns a title"
        yield Unchecked(table.origin(), reason, fatal=False)
    if table.wordless:
        count = len(table.wordless)
        some = ", ".join(map(str, table.wordless[:8])) + (", ..." if count > 8 else "")
        column = next(
            (found.titles[at] for at, name in found.fields.items() if name == "text" and found.titles), "text"
        )
        reason = f"{count} row{'s' * (count > 1)} without words in '{column[:30]}' left out (row {some})"
        yield Unchecked(table.origin(), reason, fatal=False)


def _columns(sample: Sequence[Row], options: ReadOptions) -> tuple[Columns | None, int]:
    """The columns, and how many rows of the sample stand before the first post; None where no text is found."""
    if fixed := PRESETS.get(options.preset):
        fields = {index: name for index, name in enumerate(fixed) if name}
        header = columns.looks_like_header(cell.text for cell in sample[0].cells)
        return Columns(fields, ()), int(header)
    for index, row in enumerate(sample[:HEADER_ROWS]):
        titles = _titles(row)
        if not row.problem and (columns.looks_like_header(titles) or _is_chosen(titles, options)):
            found = columns.find(titles, options.columns)
            if found.holds_text:
                return found, index + 1
    return _headerless(sample, options), 0


def _titles(row: Row) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row.cells]


def _is_chosen(titles: Sequence[str], options: ReadOptions) -> bool:
    wanted = options.columns.get("text", "")
    return bool(wanted) and not wanted.isdigit() and columns.plain(wanted) in {columns.plain(title) for title in titles}


def _headerless(sample: Sequence[Row], options: ReadOptions) -> Columns | None:
    """Columns told by what they hold, where the first filled cell is a date, or by number where so chosen."""
    numbered = {int(title) - 1: name for name, title in options.columns.items() if title.isdigit() and int(title) > 0}
    if "text" in numbered.values():
        return Columns(numbered, ())
    first = next((index for index, cell in enumerate(sample[0].cells) if cell.text.strip()), 0)
    if not sample[0].cells or not _is_date(sample[0].cells[first]):
        return None
    width = max(len(row.cells) for row in sample)
    lengths = {
        index: sum(
            len(row.cells[index].text) for row in sample if index < len(row.cells) and not _is_link(row.cells[index])
        )
        for index in range(width)
        if index != first
    }
    words = max(lengths, key=lambda index: (lengths[index], -index), default=-1)
    if words < 0 or not lengths[words]:
        return None
    links = [
        index
        for index in lengths
        if index != words and any(_is_link(row.cells[index]) for row in sample if index < len(row.cells))
    ]
    return Columns({first: "publish_at", words: "text", **dict.fromkeys(links, "link")}, ())


def _is_date(cell: Cell) -> bool:
    if hasattr(cell.value, "year"):
        return True
    return len(cell.text) <= 40 and bool(re.search(r"\d", cell.text)) and bool(dates.read(cell.text).readings)


def _is_link(cell: Cell) -> bool:
    return bool(re.fullmatch(r"\s*(?:https?://|www\.)\S+\s*", cell.text))


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


def letters(index: int) -> str:
    """The spreadsheet letters of a 0-based column."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
