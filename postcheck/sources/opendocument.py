"""Schedules as OpenDocument spreadsheets (.ods), read straight from their XML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions, archive, sheets
from postcheck.sources.archive import attribute, local
from postcheck.sources.rows import Row
from postcheck.sources.sheets import Layout, cell_of

SUFFIXES = (".ods",)

REPEATS = 2_000
"""How often one written row or cell may stand for many."""
_NOT_WORDS = ("annotation", "annotation-end", "shape", "frame")


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every row of every sheet as a post."""
    origin = Origin(str(path))
    try:
        package = archive.opened(path, options, what="an OpenDocument spreadsheet (.ods)", member="content.xml")
        root = archive.tree(package, "content.xml")
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return
    hidden = _hidden_styles(root)
    found = [element for element in root.iter() if local(element) == "table"]
    if any(name.startswith("Pictures/") for name in package.namelist()):
        yield Unchecked(origin, "pictures in the file are not read", fatal=False)
    yield from sheets.posts(origin, (_sheet(element, hidden) for element in found), options)


def _hidden_styles(root: Element) -> set[str]:
    return {
        attribute(style, "name")
        for style in root.iter()
        if local(style) == "style" and any(attribute(inner, "display") == "false" for inner in style)
    }


def _sheet(table: Element, hidden: set[str]) -> tuple[str, Iterator[Row], Layout]:
    layout = Layout(state="hidden" if attribute(table, "style-name") in hidden else "visible")
    rows = list(_rows(table, layout))
    column = 0
    for element in table.iter():
        if local(element) == "table-column":
            count = _count(element, "number-columns-repeated", 16_384)
            if attribute(element, "visibility") in ("collapse", "filter"):
                layout.hidden_columns.append((column + 1, column + count))
            column += count
    return attribute(table, "name"), iter(rows), layout


def _rows(table: Element, layout: Layout) -> Iterator[Row]:
    number = 0
    for element in table.iter():
        if local(element) != "table-row":
            continue
        count = _count(element, "number-rows-repeated", 2_000_000)
        values = _values(element, layout, number + 1)
        hidden = attribute(element, "visibility") in ("collapse", "filter")
        for _ in range(min(count, REPEATS) if any(value is not None for value in values) else 0):
            number += 1
            count -= 1
            layout.hidden_rows |= {number} if hidden else set()
            yield Row(number, number, [cell_of(value, number, at) for at, value in enumerate(values)])
        number += count


def _values(row: Element, layout: Layout, number: int) -> list[Any]:
    values: list[Any] = []
    for element in row:
        if local(element) not in ("table-cell", "covered-table-cell"):
            continue
        value = _value(element)
        spanned = _count(element, "number-rows-spanned", 10_000)
        if spanned > 1:
            layout.merged.append((len(values), number, number + spanned - 1))
        repeated = _count(element, "number-columns-repeated", REPEATS)
        values += [value] * (min(repeated, REPEATS) if value is not None or len(values) < REPEATS else 0)
    while values and values[-1] is None:
        values.pop()
    return values


def _count(element: Element, name: str, limit: int) -> int:
    written = attribute(element, name)
    return max(1, min(int(written), limit)) if written.isdigit() and len(written) < 10 else 1


def _value(cell: Element) -> Any:
    """A cell's value: a date where it is one, otherwise its words."""
    kind = attribute(cell, "value-type")
    if kind == "date":
        try:
            return datetime.fromisoformat(attribute(cell, "date-value"))
        except ValueError:
            return attribute(cell, "date-value") or None
    words = "\n".join(_words(element) for element in cell if local(element) == "p")
    return words or None


def _words(element: Element) -> str:
    """A paragraph's text with its own spaces, tabs and breaks."""
    pieces = [element.text or ""]
    for inner in element:
        name = local(inner)
        if name == "s":
            pieces.append(" " * _count(inner, "c", 1000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in _NOT_WORDS:
            pieces.append(_words(inner))
        pieces.append(inner.tail or "")
    return "".join(pieces)
