# ruff: noqa: E501
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock

import pytest
from openpyxl import Workbook

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(**members: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def _workbook() -> bytes:
    book = Workbook()
    may = book.active
    may.title = "May"
    may.append(["Content calendar"])
    may.append([])
    may.append(["Date", "Time", "Channel", "Copy", "Alt text", "Notes"])
    may.append([datetime(2026, 5, 4), clock(9, 30), "Facebook", "Hello\nworld || reply", "alt", "n"])
    may.append([None, None, "X", "Merged date"])
    may.append([date(2026, 5, 6), None, "X", None, None, "blank"])
    may.append([46149.5, None, "X", "Serial"])
    may.append(["04/06/2026", None, "X", '=CONCATENATE("a","b")'])
    may.merge_cells("A4:A5")
    may.row_dimensions[7].hidden = True
    may.column_dimensions["E"].hidden = True
    book.create_sheet("Lists").append(["foo", "bar"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Text", "Date"])
    hidden.append(["Hidden words", None])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_workbook_is_read_sheet_by_sheet_with_what_it_hides(draft: Callable) -> None:
    read = draft("c.xlsx", _workbook())
    assert read.bodies() == ["Hello\nworld", "Merged date", "Serial", "Hidden words"]
    assert [post.context.publish_at[:1] for post in read.posts] == [
        (datetime(2026, 5, 4, 9, 30),), (datetime(2026, 5, 4),), (datetime(2026, 5, 7, 12),), (),
    ]  # fmt: skip
    told = " / ".join(read.notices)
    for words in (
        "1 hidden row read as well (7)",
        "hidden columns read as well (E)",
        "this sheet is hidden",
        "text: Copy",
    ):
        assert words in told
    left = " / ".join(item.reason for item in read.left)
    assert "without a stored result were not read (D8)" in left
    assert "no column for the text" in left
    place = read.posts[0].source_map.place(read.posts[0].text, read.posts[0].text.index("reply"))
    assert (place.row, place.cell) == (4, "D4")
    assert read.posts[0].origin.sheet == "May"


def test_a_sheet_with_entities_or_damage_is_told(draft: Callable) -> None:
    for content, says in (
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "XML entities"),
        (b"<worksheet><sheetData><row", "cannot be read"),
    ):
        source = zipfile.ZipFile(io.BytesIO(_workbook()))
        members = {name: source.read(name) for name in source.namelist()}
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, content if name.endswith("sheet1.xml") else data)
        assert says in " ".join(draft("c.xlsx", held.getvalue()).fatal)


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x">
<office:body><office:spreadsheet><table:table table:name="May">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell><text:p>Date</text:p></table:table-cell><table:table-cell><text:p>Post</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16382"/></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-05-04" table:number-rows-spanned="2">
<text:p>04/05/26</text:p></table:table-cell><table:table-cell><text:p>Hello<text:s text:c="2"/>you <text:span>there</text:span></text:p>
<text:p>line 2</text:p><office:annotation><text:p>a note</text:p></office:annotation></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:covered-table-cell/><table:table-cell><text:p>Second</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_opendocument_sheet(draft: Callable) -> None:
    read = draft("c.ods", _zip(content_xml=ODS))
    assert read.bodies() == ["Hello  you there\nline 2", "Second"]
    assert [post.context.publish_at for post in read.posts] == [(datetime(2026, 5, 4),)] * 2
    assert "1 hidden row read as well (3)" in read.notices
    assert not read.fatal


def _paragraph(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def _document(*blocks: str) -> bytes:
    styles = f'<w:styles {WORD}><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>'
    body = f"<w:document {WORD}><w:body>{''.join(blocks)}</w:body></w:document>"
    return _zip(word__document_xml=body, word__styles_xml=styles)


def test_a_document_gives_a_post_a_heading_and_a_row(draft: Callable, parts: Callable) -> None:
    read = draft(
        "d.docx",
        _document(
            _paragraph("Opening words"),
            _paragraph("Bins", "Titre1"),
            _paragraph("Date: 13 May 2026"),
            _paragraph("Platform: Facebook"),
            _paragraph("Bins move to Friday."),
            "<w:p><w:ins><w:r><w:t>Added words.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone</w:delText></w:r></w:del></w:p>",
            f"<w:sdt><w:sdtContent>{_paragraph('Controlled words.')}</w:sdtContent></w:sdt>",
            f"<w:tbl>{_row('Date', 'Post')}{_row('13/05/2026', 'Row words')}</w:tbl>",
            f"<w:tbl>{_row('Jo', 'Arrears')}</w:tbl>",
            _paragraph("Empty", "Titre1"),
        ),
    )
    opening, bins, row = read.posts
    assert opening.text == "Opening words"
    assert parts(bins, "body") == ["Bins move to Friday.\n\nAdded words.\n\nControlled words.\n\nJo; Arrears"]
    assert (parts(bins, "title"), bins.context.platform) == (["Bins"], "facebook")
    assert (row.text, row.context.publish_at) == ("Row words", (datetime(2026, 5, 13),))
    assert "nothing stands below the heading 'Empty'" in read.left[0].reason


def _cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(words)}</w:tc>"


def test_merged_cells_of_a_document_keep_the_columns_in_step(draft: Callable) -> None:
    spanned, merged = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = (
        _cell("May", spanned) + _cell("What"),
        _cell("Date") + _cell("Channel") + _cell("Copy"),
        _cell("14/05/2026", merged) + _cell("X") + _cell("One"),
        _cell("", "<w:vMerge/>") + _cell("Facebook") + _cell("Two"),
        _cell("Bank holiday", spanned) + _cell("Three"),
    )
    read = draft("d.docx", _document(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"))
    assert read.bodies() == ["One", "Two", "Three"]
    assert [post.context.publish_at for post in read.posts] == [(datetime(2026, 5, 14),)] * 2 + [()]
    assert [post.context.platform for post in read.posts] == ["x", "facebook", ""]


def test_tables_inside_cells_are_read_with_their_cell(draft: Callable) -> None:
    inner = f"<w:tbl>{_row('Vote', 'Labour')}</w:tbl>"
    cell = f"<w:tc>{_paragraph('Words')}{inner}</w:tc>"
    read = draft("d.docx", _document(f"<w:tbl>{_row('Copy', 'Date')}<w:tr>{cell}{_cell('4 May 2026')}</w:tr></w:tbl>"))
    assert read.bodies() == ["Words\nVote\nLabour"]
    assert read.post.context.publish_at == (datetime(2026, 5, 4),)


@pytest.mark.parametrize(
    ("name", "member"), [("b.xlsx", "xl__workbook_xml"), ("b.docx", "word__document_xml"), ("b.ods", "content_xml")]
)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda member: b"PK\x03\x04junk", "or is damaged"),
        (lambda member: b"just words", "or is damaged"),
        (lambda member: b"", "is empty"),
        (lambda member: b"\xd0\xcf\x11\xe0" + b"x" * 600, "password"),
        (lambda member: _zip(other="x"), "it holds no"),
        (lambda member: _zip(**{member: b"0" * 40_000_000}), "zip bomb"),
        (lambda member: _zip(**{member: '<!DOCTYPE x [<!ENTITY a "b">]><a>&a;</a>'}), "XML entities"),
        (lambda member: _zip(**{member: "<a><b></a>"}), "Open it in its program"),
        (lambda member: _zip(**{member: "<a/>"}), ""),
    ],
)
def test_hostile_office_files_are_one_clear_line(
    draft: Callable, name: str, member: str, content: Callable[[str], bytes], says: str
) -> None:
    read = draft(name, content(member))
    assert not read.posts
    (reason,) = read.fatal
    assert says in reason
    assert "\n" not in reason


ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/London:20260504T093000\r\n"
    "SUMMARY:Title\\, one\r\nDESCRIPTION:Hello wor\r\n ld\\nnext \\; end\r\nX-POSTCHECK-ACCOUNT:councillor\r\nRRULE:FREQ=DAILY\r\n"
    "BEGIN:VALARM\r\nDESCRIPTION:remind me\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART:20260705T233000Z\r\nSUMMARY:Only summary\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:3\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Cut short"
)


def test_events_are_posts(draft: Callable, astray: Callable) -> None:
    read = draft("e.ics", ICS)
    assert read.bodies() == ["Hello world\nnext ; end", "Only summary", "Cut short"]
    first, second, _ = read.posts
    assert first.context.publish_at == (datetime(2026, 5, 4, 9, 30),)
    assert first.context.account == "councillor"
    assert second.context.publish_at == (datetime(2026, 7, 6, 0, 30),)
    assert not astray(first, ICS)
    assert len(read.fatal) == 2
    assert "repeats" in read.notices[0]
    assert "no iCalendar" in draft("f.ics", "words").fatal[0]


def test_parquet_rows_are_posts(draft: Callable) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")
    parquet = pytest.importorskip("pyarrow.parquet")
    held = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": ["One", None, "Two"], "publish_at": [datetime(2026, 5, 4)] * 3}), held)
    read = draft("p.parquet", held.getvalue())
    assert read.bodies() == ["One", "Two"]
    assert "damaged or no Parquet" in draft("q.parquet", b"PAR1junk").fatal[0]
