"""A workbook with notes: added columns, a comment and a colour on each cell that a finding points at."""

from __future__ import annotations

import io
import warnings
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from postcheck.annotate import csv
from postcheck.annotate.notes import FORMULA, NOT_CHECKED, TITLES, Note, Notes, line
from postcheck.errors import DraftError
from postcheck.model.finding import Finding, Severity
from postcheck.model.report import Verdict
from postcheck.reporters._literal import literal
from postcheck.sources import ReadOptions, archive, tables
from postcheck.sources.rows import Row
from postcheck.sources.sheets import cell_of

_FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTE: "FFDDEBF7"}
_VERDICTS = {Verdict.DO_NOT_PUBLISH: _FILLS[Severity.ERROR], Verdict.REVIEW: _FILLS[Severity.WARNING]}
_WIDTHS = (16, 50, 36, 50, 36)
_LAST = 16_384
"""Columns that a sheet can have."""
_LONGEST = 32_000
_COMMENT = 1_500
_SHAPES = (b"<xdr:sp>", b"<xdr:sp ", b"<xdr:cxnSp")


def annotated(source: Path, notes: Notes, options: ReadOptions) -> tuple[bytes, list[str]]:
    """The workbook with added columns on each sheet of posts, and a line for each thing that it loses."""
    package = archive.opened(source, options, what="an Excel workbook (.xlsx)", member="xl/workbook.xml")
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            archive.part(package, name)
    with warnings.catch_warnings(record=True) as losses:
        warnings.simplefilter("always")
        book = _book(package, macros=source.suffix.lower() == ".xlsm")
        told = _lost(package, book)
        read = 0
        for sheet in book.worksheets:
            read += _annotate(sheet, notes, options, told, name=sheet.title)
        data = _saved(book)
    told += dict.fromkeys(" ".join(str(loss.message).split()) for loss in losses)
    return data, told if read else [*told, "no sheet with posts was found, so nothing was added"]


def from_delimited(source: Path, notes: Notes, options: ReadOptions) -> tuple[bytes, list[str]]:
    """A delimited schedule as a workbook, every cell as words, with notes."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    file = csv.opened(source, options)
    book = Workbook()
    sheet: Any = book.active
    for row in file.rows():
        for at, cell in enumerate(row.cells[: _LAST - len(TITLES)], 1):
            if cell.text:
                _write(sheet.cell(row.number, at), ILLEGAL_CHARACTERS_RE.sub("\ufffd", cell.text))
    told: list[str] = []
    read = _annotate(sheet, notes, options, told)
    return _saved(book), told if read else [*told, "no row was read, so nothing was added"]


def _book(package: zipfile.ZipFile, *, macros: bool) -> Any:
    from openpyxl import load_workbook

    try:
        return load_workbook(package.fp, rich_text=True, keep_vba=macros)
    except Exception as error:
        raise DraftError("cannot be read as an Excel workbook. Open it in its program and save it again") from error


def _saved(book: Any) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _lost(package: zipfile.ZipFile, book: Any) -> list[str]:
    """What the copy does not carry over from the workbook."""
    names = package.namelist()
    lost = []
    if any(name.startswith("xl/media/") for name in names) and not find_spec("PIL"):
        lost.append("pictures")
    drawings = [package.read(name) for name in names if name.startswith("xl/drawings/drawing")]
    if any(sign in drawing for drawing in drawings for sign in _SHAPES):
        lost.append("drawn shapes")
    told = [f"{' and '.join(lost)} of the workbook are not in the copy"] if lost else []
    formulas = any(cell.data_type == "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    if formulas:
        told.append("formulas in the copy show their results once a spreadsheet program has opened it")
    return told


def _annotate(sheet: Any, notes: Notes, options: ReadOptions, told: list[str], *, name: str = "") -> bool:
    """Add the columns to a sheet that holds posts; whether it does."""
    found, titles = tables.layout(map(_row, sheet.iter_rows()), options)
    if found is None:
        return False
    column = _after(sheet)
    if column + len(TITLES) > _LAST:
        told.append(f"sheet {literal(sheet.title)} has no room for more columns")
        return True
    top = titles.number if titles else 0
    if titles:
        _titles(sheet, top, column)
    same = [cell.text for cell in titles.cells] if titles else []
    for cells in sheet.iter_rows(min_row=top + 1, max_col=column):
        row = _row(cells)
        if not row.blank and [cell.text for cell in row.cells][: len(same)] != same[:column]:
            _note(sheet, row.number, column, notes.of(row.number, sheet=name))
    return True


def _row(cells: tuple[Any, ...]) -> Row:
    number = cells[0].row
    return Row(number, number, [cell_of(_plain(cell.value), number, at) for at, cell in enumerate(cells)])


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, list) else value


def _after(sheet: Any) -> int:
    """The number of the last column that is in use."""
    used = max((cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None), default=0)
    merged = max((area.max_col for area in sheet.merged_cells.ranges if area.max_col < _LAST), default=0)
    return int(max(used, merged))


def _titles(sheet: Any, row: int, column: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number, (title, width) in enumerate(zip(TITLES, _WIDTHS, strict=True), column + 1):
        cell = sheet.cell(row, number)
        _write(cell, title)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _note(sheet: Any, row: int, column: int, note: Note) -> None:
    from openpyxl.styles import Alignment

    for number, words in enumerate(note.cells, column + 1):
        if words:
            cell = sheet.cell(row, number)
            _write(cell, words[:_LONGEST])
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    if note.verdict in _VERDICTS:
        _paint(sheet.cell(row, column + 1), _VERDICTS[note.verdict])
    elif note.cells[0] == NOT_CHECKED:
        _paint(sheet.cell(row, column + 1), "FFD9D9D9")
    by_cell: dict[str, list[Finding]] = {}
    for finding in note.findings:
        by_cell.setdefault(finding.location.cell, []).append(finding)
    for name, findings in by_cell.items():
        if name:
            _mark(_anchor(sheet, name), findings)


def _write(cell: Any, words: str) -> None:
    """`words` as words, whatever they begin with."""
    cell.value = words
    cell.data_type = "s"
    if words.startswith(FORMULA):
        cell.quotePrefix = True


def _paint(cell: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)


def _anchor(sheet: Any, name: str) -> Any:
    """The cell of that name, or the first one of the cells that it was merged with."""
    for area in sheet.merged_cells.ranges:
        if name in area:
            return sheet.cell(area.min_row, area.min_col)
    return sheet[name]


def _mark(cell: Any, findings: list[Finding]) -> None:
    """The colour of the worst finding, and a comment under what others wrote there."""
    from openpyxl.comments import Comment

    _paint(cell, _FILLS[max(item.severity for item in findings)])
    said = "\n".join(literal(f"{line(item)} {item.advice}") for item in findings)[:_COMMENT]
    if cell.comment:
        before = cell.comment
        cell.comment = Comment(f"{before.text}\n\npostcheck:\n{said}", before.author, before.height, before.width)
    else:
        cell.comment = Comment(said, "postcheck", height=160, width=320)
