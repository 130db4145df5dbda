"""A calendar that LibreOffice itself saved in every format, and what it makes of the annotated copy."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time
from html import escape
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from postcheck.engine import Checker
from postcheck.model.post import Post
from postcheck.sources import ReadOptions
from postcheck.sources.walk import walk

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")

CSV = "csv:Text - txt - csv (StarCalc):{delimiter},34,{encoding},1,,0,false,true,false,false,false,-1"
"""LibreOffice's own filter, with the numbers that its documentation gives to signs and encodings."""
TITLES = ("Date", "Time", "Channel", "Account", "Post copy", "Alt text", "Link", "Approved by", "Notes")
COPY = (
    "Mae’r llyfrgell ar agor tan 7yh heno – dewch i’n gweld! 📚",
    "Bin day moves to Saturday 9 May because of the bank holiday.",
    "Vote Labour on 7 May to keep our libraries open!",
    "“Best council in Wales!” said Siân Puw from Tŷ Glas. Ring her on 07700 900123 to hear more.",
    "Road works on the A48:\n• Monday – resurfacing\n• Tuesday – lines\nSorry for the delay 🚧",
    'Café Ŵyl at the Guildhall, £4.50 a cake; crème brûlée, "proper" tea & naïve art.',
)
PARKED = (
    "Nadolig Llawen 🎄",
    "Contact Mrs Nerys Puw, 14 Heol y Bont, on 07700 900456 about her housing arrears.",
    "Sale ends — don’t miss it",
)


def _may(book: Workbook) -> None:
    sheet = book.active
    sheet.title = "May 2026"
    for row in (["Cyngor Bro Hafren – content calendar"], ["Draft 3 – please don’t forward"], []):
        sheet.append(row)
    sheet.append(["When", None, "Where", None, "What"])
    for area in ("A1:H1", "A4:B4", "C4:D4", "E4:G4"):
        sheet.merge_cells(area)
    sheet.append(TITLES)
    for number in range(24):
        day = datetime(2026, 5, 1 + number)
        copy = COPY[number] if number < len(COPY) else f"Diwrnod {number}: it’s £{number}.20 to swim in Llanfŷl."
        at = time(8 + number % 9, 30 * (number % 2))
        alt = "Tŵr y cloc" if number % 4 == 0 else None
        link = f"https://www.brohafren.example/{number}" if number % 5 == 0 else None
        where = "Facebook; X" if number % 3 else "Instagram"
        sheet.append([day, at, where, "@BroHafren", copy, alt, link, "Gwenllian Siôn-Rhŷs", "o’r swyddfa"])
        row = 6 + number
        sheet.cell(row, 1).number_format = "[$-809]dd/mm/yyyy"
        sheet.cell(row, 2).number_format = "[$-809]hh:mm"
    sheet.row_dimensions[12].hidden = True
    sheet.column_dimensions["F"].hidden = True


def _workbook(path: Path) -> None:
    book = Workbook()
    _may(book)
    june = book.create_sheet("June 2026")
    june.append(["Platform", "Caption", "Scheduled for"])
    for number in range(12):
        june.append(
            ["LinkedIn", f"Wythnos {number} o lyfrau yn Aberŵyst 🌞 #GwylLyfrau", datetime(2026, 6, 2 + number, 9)]
        )
        june.cell(2 + number, 3).number_format = "yyyy-mm-dd hh:mm"
    parked = book.create_sheet("Parked")
    parked.sheet_state = "hidden"
    parked.append(["Text", "Date"])
    for number, words in enumerate(PARKED):
        parked.append([words, date(2026, 12, 20 + number)])
        parked.cell(2 + number, 2).number_format = "d mmm yyyy"
    book.save(path)


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def converted(self, source: Path, kind: str, name: str, *more: str) -> Path:
        """`source` as LibreOffice saves it under that filter, in a folder called `name`."""
        out = self.folder / name
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", *more, "--convert-to", kind, "--outdir", str(out), str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if not out.is_dir() or not any(out.iterdir()):
            pytest.skip(f"LibreOffice has no filter for {kind}: {done.stderr.strip()[-80:]}")
        return out


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def calendar(office: Office) -> Path:
    """The calendar as LibreOffice saves it for itself."""
    _workbook(office.folder / "calendar.xlsx")
    return office.converted(office.folder / "calendar.xlsx", "ods", "ods") / "calendar.ods"


@pytest.fixture(scope="module")
def findings(calendar: Path, checker: Checker) -> list[tuple[str, str]]:
    """What is found in LibreOffice's own file."""
    return _found(checker, posts(calendar))


def posts(path: Path) -> list[Post]:
    return [item for item in walk([path], ReadOptions()) if isinstance(item, Post)]


def said(found: list[Post], encoding: str = "utf-8") -> list[tuple[str, object, str, str, str]]:
    """What a post says and when, where and by whom; in letters that the encoding has."""

    def kept(words: str) -> str:
        return words.replace("\r\n", "\n").encode(encoding, "replace").decode(encoding)

    return sorted(
        (
            kept(post.text),
            post.context.publish_at,
            post.context.platform,
            post.context.handle,
            kept(post.context.approved_by),
        )
        for post in found
    )


@pytest.mark.parametrize(
    ("name", "kind", "encoding"),
    [
        ("xlsx", "xlsx", "utf-8"),
        ("utf-8", CSV.format(delimiter=44, encoding=76), "utf-8"),
        ("utf-16 with tabs", CSV.format(delimiter=9, encoding=65535), "utf-8"),
        ("windows-1252", CSV.format(delimiter=44, encoding=1), "cp1252"),
        ("semicolons", CSV.format(delimiter=59, encoding=76), "utf-8"),
    ],
)
def test_every_format_gives_the_same_posts(
    office: Office, calendar: Path, checker: Checker, findings: list, name: str, kind: str, encoding: str
) -> None:
    original = posts(calendar)
    read = posts(office.converted(calendar, kind, name))
    assert len(original) == 39
    if encoding == "utf-8":
        assert said(read) == said(original)
        assert _found(checker, read) == findings
    else:
        assert _with_one_mark(said(read)) == _with_one_mark(said(original, encoding))


def _with_one_mark(rows: list[tuple[str, object, str, str, str]]) -> list[str]:
    """Without regard to how many question marks stand for a letter that the encoding lacks."""
    return sorted(str(row).replace("??", "?") for row in rows)


def _found(checker: Checker, read: list[Post]) -> list[tuple[str, str]]:
    return sorted((report.text, finding.rule) for report in checker.check(read) for finding in report.findings)


def test_the_hidden_and_the_merged_are_read(calendar: Path, findings: list) -> None:
    told = [item.reason for item in walk([calendar], ReadOptions()) if not isinstance(item, Post)]
    assert {"1 hidden row read as well (12)", "hidden columns read as well (F)"} <= {*told}
    assert "this sheet is hidden; it was read as well" in told
    by_place = {(post.origin.sheet, post.origin.row): post for post in posts(calendar)}
    assert by_place["May 2026", 8].context.publish_at == (datetime(2026, 5, 3, 10),)
    assert by_place["May 2026", 6].context.publish_at == (datetime(2026, 5, 1, 8),)
    assert by_place["Parked", 2].context.publish_at == (datetime(2026, 12, 20),)
    rules = {rule for _, rule in findings}
    assert "political/vote-appeal" in rules
    assert any(rule.startswith("personal-data/") for rule in rules)


def test_a_table_in_a_word_document(office: Office) -> None:
    rows = [TITLES, *(("04/05/2026", "09:30", "X", "@BroHafren", words, "", "", "", "") for words in COPY)]
    table = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    page = office.folder / "table.html"
    page.write_text(f"<meta charset='utf-8'><h1>May</h1><table border=1>{table}</table>", encoding="utf-8")
    read = posts(office.converted(page, "docx:MS Word 2007 XML", "docx", "--infilter=HTML (StarWriter)"))
    assert [post.text for post in read] == list(COPY)
    assert {post.context.platform for post in read} == {"x"}


def _html(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def test_libreoffice_opens_the_annotated_workbook(
    office: Office, calendar: Path, run: Callable, in_folder: Path
) -> None:
    source = office.converted(calendar, "xlsx", "plain xlsx") / "calendar.xlsx"
    assert run("check", source, "--annotate", "noted.xlsx", "--isolated").exit_code == 1
    opened = office.converted(in_folder / "noted.xlsx", CSV.format(delimiter=44, encoding=76), "noted")
    before = office.converted(source, CSV.format(delimiter=44, encoding=76), "before")
    for sheet in ("May 2026", "June 2026", "Parked"):
        old = _cells(before / f"calendar-{sheet}.csv")
        new = _cells(opened / f"noted-{sheet}.csv")
        width = max(map(len, old))
        assert [row[:width] for row in new] == old
        assert {"postcheck verdict", "do-not-publish" if sheet != "June 2026" else "ok"} <= {row[width] for row in new}
    again = office.converted(in_folder / "noted.xlsx", "xlsx", "saved again") / "noted.xlsx"
    sheet = load_workbook(again)["May 2026"]
    assert "vote-appeal" in sheet["E8"].comment.text
    assert sheet.row_dimensions[12].hidden
    assert "A1:H1" in {str(area) for area in sheet.merged_cells.ranges}


def test_libreoffice_opens_the_annotated_text_file(
    office: Office, calendar: Path, run: Callable, in_folder: Path
) -> None:
    folder = office.converted(calendar, CSV.format(delimiter=9, encoding=65535), "tabs")
    assert run("check", folder / "calendar-May 2026.csv", "--annotate", "noted.csv", "--isolated").exit_code == 1
    kind = "--infilter=Text - txt - csv (StarCalc):9,34,65535,1"
    opened = office.converted(in_folder / "noted.csv", "xlsx", "from text", kind) / "noted.xlsx"
    sheet = load_workbook(opened).active
    assert sheet["E6"].value == COPY[0]
    assert sheet["J5"].value == "postcheck verdict"
    assert sheet["J8"].value == "do-not-publish"


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
