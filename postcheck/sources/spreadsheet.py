"""Schedules as Excel workbooks (.xlsx): every sheet, also what is hidden, merged or a formula."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions, archive, sheets
from postcheck.sources.rows import Row
from postcheck.sources.sheets import Layout, cell_of

SUFFIXES = (".xlsx", ".xlsm")

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+\d+)"[^>]*><(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)(<(?:\w+:)?v>[^<])?'
)
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\b(r|min|max)="(\d+)"')


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every row of every sheet as a post."""
    origin = Origin(str(path))
    try:
        package = archive.opened(path, options, what="an Excel workbook (.xlsx)", member="xl/workbook.xml")
        book = _book(package)
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return
    pictures = sum(name.startswith("xl/media/") for name in package.namelist())
    if pictures:
        yield Unchecked(origin, f"{pictures} picture(s) in the workbook: pictures are not read", fatal=False)
    if any("comments" in name.lower() for name in package.namelist()):
        yield Unchecked(origin, "cell notes are not part of a post and were not read", fatal=False)
    yield from sheets.posts(
        origin,
        ((sheet.title, _rows(sheet), _layout(package, sheet)) for sheet in book.worksheets),
        options,
    )


def _book(package: zipfile.ZipFile) -> Any:
    from openpyxl import load_workbook

    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and not name.startswith("xl/worksheets/"):
            archive.part(package, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(package.fp, read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise DraftError("cannot be read as an Excel workbook. Open it in its program and save it again") from error


def _layout(package: zipfile.ZipFile, sheet: Any) -> Layout:
    """What the sheet's XML says beside its values, which the streaming reader passes over."""
    found = Layout(state=sheet.sheet_state)
    raw = archive.part(package, str(sheet._worksheet_path).lstrip("/"))
    for match in _ROW.finditer(raw):
        if _HIDDEN.search(match[1]):
            found.hidden_rows |= {int(number) for name, number in _NUMBER.findall(match[1]) if name == b"r"}
    for match in _COLUMN.finditer(raw):
        if _HIDDEN.search(match[1]):
            span = {name: int(number) for name, number in _NUMBER.findall(match[1])}
            found.hidden_columns.append((span.get(b"min", 1), min(span.get(b"max", 1), 16_384)))
    for first, top, last, bottom in _MERGED.findall(raw):
        if top != bottom and first == last:
            found.merged.append((_index(first), int(top), int(bottom)))
    found.unsolved = [cell.decode() for cell, value in _FORMULA.findall(raw) if not value]
    return found


def _index(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number - 1


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    rows = iter(sheet.iter_rows())
    number = 0
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                chunk = list(islice(rows, 200))
        except Exception as error:
            raise DraftError(f"this sheet is damaged after row {number}; the rest was not read") from error
        if not chunk:
            return
        for cells in chunk:
            number = next((cell.row for cell in cells if getattr(cell, "row", None)), number + 1)
            yield Row(number, number, [cell_of(cell.value, number, at) for at, cell in enumerate(cells)])
