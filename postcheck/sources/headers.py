"""Where a schedule's titles stand: in a header row, down its first column as in a form, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from postcheck.sources import ReadOptions, columns, dates
from postcheck.sources.columns import CONTEXT_FIELDS, Columns
from postcheck.sources.rows import Cell, Row, letters

HEADER_ROWS = 25
"""Rows among which a header is looked for."""
_TITLE = 40
"""Characters that a title may have."""

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


def find(sample: Sequence[Row], options: ReadOptions) -> tuple[Columns | None, int]:
    """The columns, and how many rows of the sample stand before the first post; None where no text is found."""
    if fixed := PRESETS.get(options.preset):
        fields = {index: name for index, name in enumerate(fixed) if name}
        header = columns.looks_like_header(cell.text for cell in sample[0].cells)
        return Columns(fields, ()), int(header)
    for index, row in enumerate(sample[:HEADER_ROWS]):
        titles = _titles(row)
        if not row.problem and (_reads_as_titles(titles) or _is_chosen(titles, options)):
            found = columns.find(titles, options.columns)
            if found.holds_text:
                return found, index + 1
    return _headerless(sample, options), 0


def _reads_as_titles(titles: Sequence[str]) -> bool:
    """Whether a row holds titles; one that names the text alone, beside a long cell, is a line of a form."""
    return columns.looks_like_header(titles) and (_named(titles) > 1 or all(len(title) <= _TITLE for title in titles))


def _named(titles: Sequence[str]) -> int:
    return len({field for title in titles if len(title) <= _TITLE and (field := columns.field_of(title))})


def is_form(sample: Sequence[Row], options: ReadOptions) -> bool:
    """Whether titles stand down the first column, and each post in a column beside them."""
    if options.preset or options.columns or any(row.problem for row in sample):
        return False
    rows = [_titles(row) for row in sample]
    if any(_names_text(titles) and _named(titles) > 1 for titles in rows[:HEADER_ROWS]):
        return False
    labels = [columns.field_of(titles[0]) for titles in rows if any(titles[1:])]
    named = [label for label in labels if label]
    if "text" not in named or len(set(named)) < 2 or 2 * len(named) < len(labels):
        return False
    return bool({*CONTEXT_FIELDS} & {*named}) or not any(map(_reads_as_titles, rows[:HEADER_ROWS]))


def holds_posts(rows: Sequence[Row], options: ReadOptions) -> bool:
    """Whether a document's table is a schedule or a form, and not a table that is read on as words."""
    if is_form(rows, options):
        return True
    titles = [_titles(row) for row in rows[:HEADER_ROWS]]
    return any(map(_reads_as_titles, titles[:3])) or any(_names_text(row) and _named(row) > 1 for row in titles)


def _names_text(titles: Sequence[str]) -> bool:
    return any(columns.field_of(title) == "text" for title in titles if len(title) <= _TITLE)


def forms(rows: Iterable[Row]) -> Iterator[tuple[Columns, list[Row]]]:
    """The forms of a table turned into rows, with their columns; one ends where a title comes again."""
    held: list[Row] = []
    seen: set[str] = set()
    for row in rows:
        label = columns.field_of(row.cells[0].text) if row.cells else ""
        if label in seen:
            yield _turned(held)
            held, seen = [], set()
        held.append(row)
        seen |= {label} & {"text", *CONTEXT_FIELDS}
    if held:
        yield _turned(held)


def _turned(held: Sequence[Row]) -> tuple[Columns, list[Row]]:
    """A form's columns, and one row for each post that it holds."""
    titles = [row.cells[0].text if row.cells else "" for row in held]
    found = columns.find(titles)
    first = held[0]
    turned: list[Row] = []
    for at in range(1, max(len(row.cells) for row in held)):
        cells = [row.cells[at] if at < len(row.cells) else Cell("") for row in held]
        if any(cell.text.strip() for cell in cells):
            turned.append(Row(first.number, first.line, [*cells, Cell(f"{letters(at)}{first.number}")]))
    if len(turned) > 1:
        found = Columns({len(titles): "id", **found.fields}, (*titles, "id"))
    return found, [replace(row, cells=row.cells[: len(found.titles)]) for row in turned]


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


def no_text(sample: Sequence[Row], options: ReadOptions) -> str:
    """Why a table without a text column is not read."""
    width = sum(bool(cell.text.strip()) for cell in sample[0].cells)
    if wanted := options.columns.get("text"):
        titles = next((_titles(row) for row in sample if len([cell for cell in row.cells if cell.text]) > 1), [])
        return f"no column '{wanted}'{_meant(wanted, titles)}"
    among = f"{width} column{'s' * (width != 1)}"
    return f"no column for the text was found among its {among}. Name it by title or number: --column text=TITLE"


def missing(found: Columns, options: ReadOptions) -> str:
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
