"""Every source: any bytes give Posts and Unchecked, never an exception; offsets and places hold together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from fuzzing import Target
from postcheck.model.post import Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.walk import read

CSV = (
    b"Date,Time,Network,Text,Alt text,Link,postcheck\r\n"
    b'04/05/2026,09:30,Facebook,"Hello, ""you""\r\nall",alt,https://a.example,"allow */x reason=""why"""\r\n'
    b"2026-05-05,,X,Second || reply,,,\r\n"
)
MARKDOWN = b"""---
title: Bins
publish_at: 2026-05-04T09:30
account: corporate
evidence: [a, b]
postcheck: {allow: [{rule: political/x, reason: why}]}
---
# Bins & *more*

<!-- postcheck: allow political/vote-appeal reason="quoted" until=2027-01-01 match="Vote" -->
Vote **Labour** [here](https://a.example/b_(c)) `code` ![alt](x.png "t") <b>bold</b> &amp;

```
not read
```
| a | b |
|---|:--|
| c | d |
"""
JSON = b'[{"id": 1, "text": "Hello \\ud83d\\ude00 \\n you", "publish_at": "04/05/2026", "media": [{"alt": "a", "url": "b"}]}, {"posts": []}]'
LINES = b'{"text": "one", "account": "personal", "replies": ["two", "three"]}\n\n{"caption": "x", "evidence": ["y"], "paid": true}\n[]\n'
ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@a\r\nDTSTART;TZID=Europe/London:20260504T093000\r\nSUMMARY:Bin \\, day\r\n"
    b"DESCRIPTION;LANGUAGE=en:Hello\\nyou and\r\n  more\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="2" max="2" hidden="1"/></cols>'
    b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Text</t></is></c><c r="B1" t="inlineStr"><is><t>Date</t></is></c></row>'
    b'<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>Hello</t></is></c><c r="B2" s="0"><v>46149.5</v></c></row>'
    b'<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="e"><v>#REF!</v></c><c r="C3" t="b"><v>1</v></c></row></sheetData>'
    b'<mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>'
)
WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Post 1</w:t></w:r></w:p>'
    b"<w:p><w:r><w:t>Hello </w:t><w:br/><w:tab/><w:t>you</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc></w:tr>"
    b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>A post</w:t></w:r></w:p></w:tc></w:tr>'
    b"</w:tbl></w:body></w:document>"
)
ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="May"><table:table-row><table:table-cell><text:p>Text</text:p>'
    b"</table:table-cell><table:table-cell><text:p>Date</text:p></table:table-cell></table:table-row>"
    b'<table:table-row table:number-rows-repeated="3" table:visibility="collapse"><table:table-cell office:value-type="string">'
    b'<text:p>Hello<text:s text:c="3"/><text:line-break/></text:p></table:table-cell><table:table-cell office:value-type="date" '
    b'office:date-value="2026-05-04" table:number-columns-repeated="2"/></table:table-row></table:table></office:spreadsheet>'
    b"</office:body></office:document-content>"
)
_BOOK = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName='
    b'"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    b"</Relationships>",
    "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="May" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    b'Target="worksheets/sheet1.xml"/></Relationships>',
}
WORDS = (
    b'r="XFD1048576"', b'r="A0"', b't="s"', b"<v>-1</v>", b"<v>1e308</v>", b"<v>2958466</v>", b"&#0;", b"&lt;", b"<![CDATA[", b"<!DOCTYPE a>",
    b'table:number-rows-repeated="1000000000"', b'w:val="-5"', b"TZID=Nowhere/Else", b"20261332T256199", b"VALUE=DATE:", b"00/00/0000",
    b"31/02/2026", b"2026-05-04T09:30+99:00", b"platform", b"Text", b"Date", b"caption", b"allow * reason=x", b"until=2026-99-99", b"Network",
)  # fmt: skip


def feed(data: bytes, *, name: str) -> None:
    """Read `data` as a file of that name, and look at every offset of what comes."""
    before: set[str] = set()
    for item in read(Path(name), ReadOptions(content={name: data})):
        assert isinstance(item, Post | Unchecked)
        if isinstance(item, Unchecked):
            assert item.reason.strip()
            assert item.origin.path == name
        else:
            _whole(item)
        before.add(type(item).__name__)
    assert before, "nothing was said of this file"


def _whole(post: Post) -> None:
    length, at = len(post.text), 0
    assert post.text.strip()
    for part in post.parts:
        assert at <= part.start < part.end <= length, part
        at = part.end
        for offset in (part.start, (part.start + part.end) // 2, part.end - 1):
            place = post.source_map.place(post.text, offset)
            assert place.line >= 1, place
            assert place.column >= 1, place
    for edit in post.markup:
        assert 0 <= edit.start <= edit.end <= length, edit
    for item in post.suppressions:
        assert item.reason
        assert 0 <= item.start <= length


def feed_member(data: bytes, *, name: str, member: str, others: dict[str, bytes]) -> None:
    """`data` as one part of an office file that is sound otherwise."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for path, content in {**others, member: data}.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    feed(held.getvalue(), name=name)


def _packed(member: str, content: bytes, others: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for path, data in {**others, member: content}.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return held.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    pq.write_table(
        pa.table({"text": ["Hello", None], "date": ["2026-05-04", ""], "n": [[1], [2]]}), held, compression="none"
    )
    return held.getvalue()


def _plain(name: str, file: str, *seeds: bytes) -> Target:
    return Target(f"source-{name}", partial(feed, name=file), seeds, WORDS, max(1_500, 2 * max(map(len, seeds))))


def targets() -> tuple[Target, ...]:
    """One for each format; office formats twice, as a part of a sound file and as the bytes of the file."""
    made = [
        _plain(
            "text",
            "a.txt",
            b"Hello \xc2\xa35 you",
            "“Héllo”".encode("cp1252"),
            "Hé".encode("utf-16"),
            b"\xff\xfeH\0i\0",
        ),
        _plain("markdown", "a.md", MARKDOWN, MARKDOWN[:0] + b"+++\ntitle = 'x'\n+++\n" + MARKDOWN[150:]),
        _plain("json", "a.json", JSON, b'{"posts": ' + JSON + b"}", LINES),
        _plain("jsonl", "a.jsonl", LINES),
        _plain("csv", "a.csv", CSV, CSV.replace(b",", b";"), CSV.replace(b",", b"\t"), b"just words\nand more\n"),
        _plain("tsv", "a.tsv", CSV.replace(b",", b"\t")),
        _plain("calendar", "a.ics", ICS),
    ]
    office: tuple[tuple[str, str, str, bytes, dict[str, bytes]], ...] = (
        ("xlsx", "a.xlsx", "xl/worksheets/sheet1.xml", SHEET, _BOOK),
        ("docx", "a.docx", "word/document.xml", WORD, {}),
        ("ods", "a.ods", "content.xml", ODS, {}),
    )
    for kind, file, member, content, others in office:
        inner: Callable[[bytes], None] = partial(feed_member, name=file, member=member, others=others)
        made.append(Target(f"source-{kind}", inner, (content,), WORDS))
        made.append(_plain(f"{kind}-bytes", file, _packed(member, content, others)))
    if find_spec("pyarrow"):
        made.append(_plain("parquet", "a.parquet", _parquet()))
    return tuple(made)
