"""A workbook given back: its own cells, columns added, comments and colours on the cells that findings point at."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from postcheck.annotate import annotate
from postcheck.model.finding import Severity
from postcheck.sources import ReadOptions


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    book = Workbook()
    may = book.active
    may.title = "May"
    may.append(["Content calendar"])
    may.append([])
    may.append(["Date", "Copy", "Notes"])
    may.append([datetime(2026, 5, 1), "Vote now", "keep"])
    may.append([None, "The library opens at nine.", None])
    may.append([datetime(2026, 5, 3), None, "no words"])
    may["B7"] = "=1+1"
    may["B7"].data_type = "s"
    may.merge_cells("A1:C1")
    may.merge_cells("A4:A5")
    may.row_dimensions[5].hidden = True
    may["A4"].number_format = "dd/mm/yyyy"
    may["B4"].comment = Comment("Jo: check this", "Jo")
    may["C4"].fill = PatternFill("solid", start_color="FF00FF00")
    old = book.create_sheet("Old")
    old.sheet_state = "hidden"
    old.append(["Message"])
    old.append(["Vote later"])
    book.create_sheet("Lists").append(["foo", "bar"])
    path = tmp_path / "c.xlsx"
    book.save(path)
    return path


def test_a_workbook_comes_back_with_notes_on_every_sheet_of_posts(calendar: Path, report_on, found) -> None:
    report = report_on(
        {("May", 4): [found("B4"), found("A4", Severity.NOTE)], ("May", 5): [], ("Old", 2): [found("A2")]}
    )
    target = calendar.with_name("out.xlsx")
    assert annotate(calendar, target, report, ReadOptions()) == []
    before, after = load_workbook(calendar), load_workbook(target)
    for sheet in before:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            same = after[sheet.title][cell.coordinate]
            assert (same.value, same.data_type, same.number_format) == (cell.value, cell.data_type, cell.number_format)
    may = after["May"]
    assert [cell.value for cell in may[3]][3:] == [
        "postcheck verdict", "postcheck findings", "postcheck clauses", "postcheck advice", "postcheck notes"
    ]  # fmt: skip
    assert [may.cell(row, 4).value for row in range(4, 8)] == ["do-not-publish", "ok", "not checked", "not checked"]
    assert may["E4"].value.startswith("error political/vote-appeal")
    assert may["H6"].value == "no words were read in this row"
    assert may["B4"].fill.start_color.rgb == may["D4"].fill.start_color.rgb == "FFFFC7CE"
    assert may["A4"].fill.start_color.rgb == "FFDDEBF7"
    assert may["C4"].fill.start_color.rgb == "FF00FF00"
    assert may["B4"].comment.text.startswith("Jo: check this\n\npostcheck:\nerror political/vote-appeal")
    assert may.row_dimensions[5].hidden
    assert after["Old"].sheet_state == "hidden"
    assert after["Old"]["B2"].value == "do-not-publish"
    assert after["Lists"].max_column == 2


def test_added_words_are_never_a_formula(calendar: Path, report_on, found) -> None:
    target = calendar.with_name("out.xlsx")
    annotate(calendar, target, report_on({("May", 4): [found("B4", advice="=1+1")]}), ReadOptions())
    cell = load_workbook(target)["May"]["G4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_finding_in_a_merged_cell_marks_its_first_cell(calendar: Path, report_on, found) -> None:
    target = calendar.with_name("out.xlsx")
    annotate(calendar, target, report_on({("May", 5): [found("A5")]}), ReadOptions())
    assert load_workbook(target)["May"]["A4"].comment.text.startswith("error political")


def test_formulas_stay_and_that_their_results_wait_is_told(tmp_path: Path, report_on) -> None:
    book = Workbook()
    book.active.append(["Text", "Length"])
    book.active.append(["Good morning all", "=LEN(A2)"])
    source, target = tmp_path / "c.xlsx", tmp_path / "o.xlsx"
    book.save(source)
    told = annotate(source, target, report_on({("Sheet", 2): []}), ReadOptions())
    assert len(told) == 1
    assert "formulas" in told[0]
    assert load_workbook(target).active["B2"].value == "=LEN(A2)"


def test_a_delimited_schedule_comes_back_as_a_workbook_of_words(tmp_path: Path, report_on, found) -> None:
    source, target = tmp_path / "s.csv", tmp_path / "o.xlsx"
    source.write_text("Date,Copy\n01/05/2026,=1+1\n02/05/2026,007\x07\n")
    annotate(source, target, report_on({2: [found("B2")], 3: []}), ReadOptions())
    sheet = load_workbook(target).active
    assert [cell.value for cell in sheet[2]][:3] == ["01/05/2026", "=1+1", "do-not-publish"]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].comment
    assert sheet["B3"].value == "007�"
