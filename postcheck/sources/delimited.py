"""Schedules as CSV, TSV or semicolon files, from whichever program wrote them.

The standard csv module gives no places, so cells are cut here: each keeps the offsets of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from postcheck.model.post import Origin, Post, Segment, Unchecked
from postcheck.sources import ReadOptions, tables
from postcheck.sources.build import Lines, Run
from postcheck.sources.decode import opened
from postcheck.sources.rows import Cell, Row, letters
from postcheck.sources.tables import Table

SUFFIXES = (".csv", ".tsv", ".tab")

_QUOTED = re.compile(r'[ ]*+"([^"]*+(?:""[^"]*+)*+)"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_DECLARED = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_DELIMITERS = ",;\t|"


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every row of the file as a post."""
    origin = Origin(str(path))
    text = yield from opened(path, options)
    if text is None:
        return
    start, delimiter = dialect(text, path.suffix.lower())
    table = Table(str(path), rows(text, delimiter, start=start), options)
    told = False
    for item in tables.posts(table):
        told = told or (isinstance(item, Unchecked) and item.fatal)
        yield item
    if not table.yields and not told:
        yield Unchecked(origin, "holds a header and no posts. Add rows below it", fatal=options.named)


def dialect(text: str, suffix: str) -> tuple[int, str]:
    """Where the first row starts (after a `sep=;` line), and the sign between cells."""
    declared = _DECLARED.match(text)
    return (declared.end(), declared[1]) if declared else (0, _delimiter(text, suffix))


def _delimiter(text: str, suffix: str) -> str:
    """The sign that divides the first rows into the same number of cells most often."""
    if suffix == ".tsv" and "\t" in text[:10_000]:
        return "\t"
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first rows have the commonest number of cells, where it is over one; and that number."""
    head = [len(row.cells) for row in islice(rows(text, delimiter, locate=False), 30) if not row.blank]
    usual = max(set(head), key=lambda count: (head.count(count), count), default=0)
    return (head.count(usual) if usual > 1 else 0), usual


def rows(text: str, delimiter: str, *, start: int = 0, locate: bool = True) -> Iterator[Row]:
    """Every record of `text`; one whose quotes do not close is given with its reason, and the next line is tried.

    Without `locate`, cells carry no places.
    """
    lines = Lines(text) if locate else Lines("")
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    offset, number = start, 0
    while offset < len(text):
        number += 1
        line = lines.place(offset)[0]
        cells: list[Cell] = []
        while True:
            found = _cell(text, offset, plain)
            if isinstance(found, str):
                opened = lines.place(offset)[0]
                yield Row(number, line, (), f"row {number}: the quote opened on line {opened} {found}")
                after = _LINE_END.search(text, offset)
                offset = after.end() if after else len(text)
                break
            words, runs, offset = found
            cells.append(_located(words, runs, lines, number, len(cells)) if locate else Cell(words))
            if offset < len(text) and text[offset] == delimiter:
                offset += 1
                continue
            yield Row(number, line, cells, end=offset)
            end = _LINE_END.match(text, offset)
            offset = end.end() if end else len(text)
            break


def _located(words: str, runs: list[Run], lines: Lines, row: int, column: int) -> Cell:
    if not words:
        return Cell("")
    name = f"{letters(column)}{row}"
    return Cell(words, tuple(Segment(at, *lines.place(offset), row, name) for at, offset in runs))


def _cell(text: str, offset: int, plain: re.Pattern[str]) -> tuple[str, list[Run], int] | str:
    """The words of the cell at `offset`, their runs, and where it ends; or why its quotes do not fit."""
    quoted = _QUOTED.match(text, offset)
    if not quoted:
        found = plain.match(text, offset)
        words = found[0] if found else ""
        if words.lstrip(" ").startswith('"'):
            return "is never closed. Close it, or double the quotes inside the cell"
        return words, [(0, offset)], offset + len(words)
    inside, start = quoted[1], quoted.start(1)
    after = plain.match(text, quoted.end())
    rest = after[0] if after else ""
    if rest.strip() and ("\n" in inside or "\r" in inside):
        return "closes in the middle of a cell. Double the quotes inside the cell"
    runs: list[Run] = [(0, start)]
    words = inside
    if '""' in inside:
        words = inside.replace('""', '"')
        at = last = 0
        for pair in re.finditer('""', inside):
            at += pair.start() - last + 1
            last = pair.end()
            runs.append((at, start + last))
    if rest.strip():
        runs.append((len(words), quoted.end()))
        words += rest
    return words, runs, quoted.end() + len(rest)
