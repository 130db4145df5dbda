"""A delimited schedule with notes: every character of the original stays, cells are added at the ends of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from postcheck.annotate.notes import FORMULA, TITLES, Notes
from postcheck.reporters._literal import literal
from postcheck.sources import ReadOptions, tables
from postcheck.sources.decode import decode, encoding_of, load
from postcheck.sources.delimited import dialect, rows
from postcheck.sources.rows import Row

_SPARE = 50
"""Cells by which a row may outgrow the titles and still push the added columns to the right."""


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited file as it is read: text, encoding, sign between cells, and the row of its titles."""

    text: str
    mark: bytes
    encoding: str
    start: int
    delimiter: str
    titles: Row | None
    is_read: bool

    def rows(self) -> Iterator[Row]:
        """Every row, cells without places."""
        return rows(self.text, self.delimiter, start=self.start, locate=False)

    def wants_note(self, row: Row) -> bool:
        """Whether the row stands below the titles and holds something else than they do."""
        if row.blank or not self.is_read or (self.titles and row.number <= self.titles.number):
            return False
        return self.titles is None or [cell.text for cell in row.cells] != [cell.text for cell in self.titles.cells]


def opened(source: Path, options: ReadOptions) -> Delimited:
    """The file at `source`; raises DraftError."""
    data = load(source, options)
    text, _ = decode(data)
    mark, encoding = encoding_of(data, text)
    start, delimiter = dialect(text, source.suffix.lower())
    found, titles = tables.layout(rows(text, delimiter, start=start, locate=False), options)
    return Delimited(text, mark, encoding, start, delimiter, titles, found is not None)


def annotated(source: Path, notes: Notes, options: ReadOptions) -> tuple[bytes, list[str]]:
    """The file's bytes with added columns, and a line for each row that could not take them."""
    file = opened(source, options)
    told = [] if file.is_read else ["no row was read, so nothing was added"]
    told += [] if file.encoding else ["the file's encoding is damaged; the copy is UTF-8"]
    encoding = file.encoding or "utf-8-sig"
    width = _width(file)
    quoted = _all_quoted(file)
    pieces: list[str] = []
    done = 0
    for row in file.rows():
        if file.titles and row.number == file.titles.number:
            added = TITLES
        elif file.wants_note(row):
            added = notes.of(row.number).cells
        else:
            continue
        if row.end < 0:
            told.append(f"row {row.number} was not checked and could not take a note: its quotes do not fit")
            continue
        cells = ["", *[""] * (width - len(row.cells)), *(_cell(words, file, encoding, quoted) for words in added)]
        pieces += [file.text[done : row.end], file.delimiter.join(cells)]
        done = row.end
    text = "".join((*pieces, file.text[done:]))
    return file.mark + text.encode(encoding, errors="replace"), told


def _width(file: Delimited) -> int:
    """Cells before the added ones."""
    widest = max((len(row.cells) for row in file.rows()), default=0)
    return min(widest, (len(file.titles.cells) if file.titles else widest) + _SPARE)


def _all_quoted(file: Delimited) -> bool:
    """Whether the file quotes cells that need no quotes."""
    first = next((row for row in file.rows() if not row.blank and row.end > 0), None)
    return bool(first) and file.text.startswith('"', file.start) and file.text[first.end - 1] == '"' if first else False


def _cell(words: str, file: Delimited, encoding: str, quoted: bool) -> str:
    """`words` as a cell that no program takes for a formula or for two cells, in letters that the file can hold."""
    safe = "".join(letter if _fits(letter, encoding) else literal(letter, unicode=False) for letter in words)
    safe = f"'{safe}" if safe.startswith(FORMULA) else safe
    if quoted or any(sign in safe for sign in (file.delimiter, '"', "\n", "\r")):
        return '"' + safe.replace('"', '""') + '"'
    return safe


def _fits(letter: str, encoding: str) -> bool:
    try:
        return letter.isascii() or bool(letter.encode(encoding))
    except UnicodeEncodeError:
        return False
