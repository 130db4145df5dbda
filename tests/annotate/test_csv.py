"""A delimited schedule given back: its own bytes, and cells added at the ends of its rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from postcheck.annotate import annotate, refusal
from postcheck.model.finding import Severity
from postcheck.sources import ReadOptions

ROWS = [
    ["Date", "Copy"],
    ["1 May", 'Vote "café" – now,\r\nplease; thanks'],
    ["2 May", "The library opens at nine."],
    ["3 May", ""],
]
ADDED = ["postcheck verdict", "postcheck findings", "postcheck clauses", "postcheck advice", "postcheck notes"]


def _text(delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=quoting).writerows(ROWS)
    return out.getvalue()


def _given_back(tmp_path: Path, data: bytes, report, name: str = "s.csv") -> tuple[bytes, list[str]]:
    source = tmp_path / name
    source.write_bytes(data)
    target = tmp_path / f"out{source.suffix}"
    told = annotate(source, target, report, ReadOptions())
    assert source.read_bytes() == data
    return target.read_bytes(), told


def _cells(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("mark", "encoding", "delimiter", "quoting"),
    [
        (b"", "utf-8", ",", csv.QUOTE_MINIMAL),
        (b"\xef\xbb\xbf", "utf-8", ",", csv.QUOTE_ALL),
        (b"", "cp1252", ";", csv.QUOTE_MINIMAL),
        (b"\xff\xfe", "utf-16-le", "\t", csv.QUOTE_MINIMAL),
    ],
)
def test_encoding_delimiter_and_quoting_stay(
    tmp_path: Path, report_on, found, mark: bytes, encoding: str, delimiter: str, quoting: int
) -> None:
    report = report_on({2: [found("B2")], 3: []}, {4: "row 4 has no text"})
    data, told = _given_back(tmp_path, mark + _text(delimiter, quoting).encode(encoding), report)
    assert told == []
    assert data.startswith(mark)
    text = data[len(mark) :].decode(encoding)
    rows = _cells(text, delimiter)
    assert [row[:2] for row in rows] == ROWS
    assert rows[0][2:] == ADDED
    assert rows[1][2:] == [
        "do-not-publish", "error political/vote-appeal: Asks for votes.", "UKC.ELE.4 No influence on voters",
        "Leave it out.", "",
    ]  # fmt: skip
    assert rows[2][2:] == ["ok", "", "", "", ""]
    assert rows[3][2:] == ["not checked", "", "", "", "row 4 has no text"]
    assert ('"ok"' in text) is (quoting == csv.QUOTE_ALL)


def test_every_character_of_the_original_stays_in_its_order(tmp_path: Path, report_on, found) -> None:
    text = 'sep=;\n"Title";\n\nCopy;Date\nVote;"1\nMay"\n;;\nTwo;2 May'
    data, _ = _given_back(tmp_path, text.encode(), report_on({4: [found("A4")], 6: []}))
    rest = iter(data.decode())
    assert all(character in rest for character in text)
    assert data.decode().startswith('sep=;\n"Title";\n\nCopy;Date;')
    assert "\n;;\n" in data.decode()


@pytest.mark.parametrize("advice", ["=1+1", "+44 too", "-1", "@SUM(A1)", "=cmd|' /c calc'!A1"])
def test_no_added_cell_is_a_formula(tmp_path: Path, report_on, found, advice: str) -> None:
    data, _ = _given_back(tmp_path, _text(",").encode(), report_on({2: [found("B2", advice=advice)]}))
    assert _cells(data.decode(), ",")[1][5] == f"'{advice}"


def test_a_letter_that_the_encoding_lacks_is_escaped_in_added_cells_only(tmp_path, report_on, found) -> None:
    report = report_on({2: [found("B2", advice="Leave “🎉” out.")]})
    data, _ = _given_back(tmp_path, _text(",").encode("cp1252"), report)
    assert "Leave “\\U0001f389” out." in data.decode("cp1252")
    assert "café" in data.decode("cp1252")


def test_a_plain_file_stays_plain(tmp_path: Path, report_on, found) -> None:
    report = report_on({2: [found("A2", advice="Leave “it” out – please.")]})
    data, _ = _given_back(tmp_path, b"Copy\nVote\n", report)
    assert b'Leave ""it"" out - please.' in data


def test_added_columns_line_up_under_ragged_rows(tmp_path: Path, report_on) -> None:
    text = "Copy,Date,Notes\nOne\nTwo,2 May,n,,\nThree,3 May\n"
    data, _ = _given_back(tmp_path, text.encode(), report_on({2: [], 3: [], 4: []}))
    rows = _cells(data.decode(), ",")
    at = rows[0].index("postcheck verdict")
    assert [row[at] for row in rows[1:]] == ["ok", "ok", "ok"]


def test_a_row_whose_quotes_do_not_fit_is_told(tmp_path: Path, report_on) -> None:
    text = 'Copy,Date\nOne,1 May\n"Two,2 May\n'
    data, told = _given_back(tmp_path, text.encode(), report_on({2: []}))
    assert [line for line in told if "row 3" in line]
    assert data.decode().endswith('\n"Two,2 May\n')


def test_rows_that_a_stopped_run_did_not_reach_are_told(tmp_path: Path, report_on) -> None:
    source, target = tmp_path / "s.csv", tmp_path / "o.csv"
    source.write_text("Copy\nOne\nTwo\n")
    annotate(source, target, report_on({2: []}), ReadOptions(), stopped=True)
    assert target.read_text().splitlines()[2] == "Two,not checked,,,,the run was stopped before this row"


def test_a_file_without_titles_gets_no_titles(tmp_path: Path, report_on, found) -> None:
    text = "01/05/2026 09:00,Vote now please everyone,https://x.example\n"
    data, _ = _given_back(tmp_path, text.encode(), report_on({1: [found("B1", Severity.WARNING)]}))
    assert data.decode().startswith(text.rstrip("\n") + ",review,warning political/vote-appeal")


def test_repeated_titles_take_no_note(tmp_path: Path, report_on) -> None:
    text = "Copy,Date\nOne,1 May\nCopy,Date\nTwo,2 May\n"
    data, _ = _given_back(tmp_path, text.encode(), report_on({2: [], 4: []}))
    assert data.decode().splitlines()[2] == "Copy,Date"


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("s.csv", "s.csv", "itself"),
        ("s.csv", "o.ods", "given back as"),
        ("s.xlsx", "o.csv", "given back as .xlsx"),
        ("s.md", "o.csv", "no .csv"),
        ("none.csv", "o.csv", "not a file"),
        ("s.csv", "nowhere/o.csv", "does not exist"),
        ("s.csv", "o.xlsx", ""),
        ("s.csv", "o.csv", ""),
    ],
)
def test_what_cannot_be_given_back_is_refused(tmp_path: Path, source: str, target: str, reason: str) -> None:
    for name in ("s.csv", "s.xlsx", "s.md"):
        (tmp_path / name).touch()
    said = refusal(tmp_path / source, tmp_path / target)
    assert (reason in said) if reason else not said
