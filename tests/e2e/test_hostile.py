"""Files made to trip a reader: each is one clear line, the posts beside them are checked, no report is broken."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook

from postcheck.reporters import names

VOTE = "Vote Labour on 7 May to keep our libraries open!"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODS = 'xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"'
DEEP = 3000


def _zip(**members: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def _formulas() -> bytes:
    book = Workbook()
    for row in (["Date", "Copy"], ["1 May 2026", '=HYPERLINK("http://x","Vote")'], ["2 May 2026", VOTE]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _deep_document() -> bytes:
    body = f"{'<w:ins>' * DEEP}<w:p><w:r><w:t>{VOTE}</w:t></w:r></w:p>{'</w:ins>' * DEEP}"
    return _zip(word__document_xml=f"<w:document {WORD}><w:body>{body}</w:body></w:document>")


def _deep_sheet() -> bytes:
    words = f"{'<text:span>' * DEEP}{VOTE}{'</text:span>' * DEEP}"
    rows = "".join(
        f"<table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell></table:table-row>"
        for cell in ("Copy", words)
    )
    sheet = f'<table:table table:name="May">{rows}</table:table>'
    return _zip(
        content_xml=f"<office:document {ODS}><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document>"
    )


def _bomb(member: str) -> bytes:
    return _zip(**{member: b"0" * 40_000_000})


HOSTILE = {
    "bomb.xlsx": (lambda: _bomb("xl__workbook_xml"), "zip bomb"),
    "bomb.docx": (lambda: _bomb("word__document_xml"), "zip bomb"),
    "bomb.ods": (lambda: _bomb("content_xml"), "zip bomb"),
    "deep.docx": (_deep_document, "nested too deeply"),
    "deep.ods": (_deep_sheet, "nested too deeply"),
    "deep.json": (lambda: b"[" * 100_000, "nested too deeply"),
    "formulas.xlsx": (_formulas, "formulas without a stored result were not read (B2)"),
    "no-text.csv": (lambda: b"Owner,Budget\nJo,12\n", "no column for the text"),
    "unclosed.csv": (lambda: f'Date,Copy\n1 May 2026,"Never closed\n2 May 2026,{VOTE}\n'.encode(), "is never closed"),
    "nul.csv": (lambda: b"Date,Copy\n1 May 2026,a\0b\n", "NUL characters"),
}


def test_each_is_one_clear_line_and_the_rest_goes_on(run, in_folder):
    for name, (content, _) in HOSTILE.items():
        Path(name).write_bytes(content())
    Path("z-last.txt").write_text(VOTE)
    result = run("check", ".", "--isolated", "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert result.stderr == ""
    for name, (_, said) in HOSTILE.items():
        told = [
            item["reason"] for item in report["unchecked"] if item["origin"]["path"].endswith(name) and item["fatal"]
        ]
        assert len(told) == 1, name
        assert said in told[0]
    voting = {post["origin"]["path"] for post in report["posts"] if post["findings"]}
    assert {Path(path).name for path in voting} == {"formulas.xlsx", "unclosed.csv", "z-last.txt"}


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be given on Windows")
@pytest.mark.parametrize("format_", names())
def test_a_file_name_can_break_no_report(run, in_folder, format_):
    for name in (b"two\nlines.txt", b"red\x1b[31m.txt", b"latin\xe9.txt", b"-dash.txt", b"a,%0A::error::b.txt"):
        Path(os.fsdecode(name)).write_text(VOTE)
    result = run("check", ".", "--isolated", "--format", format_, "--output", "report")
    assert result.exit_code == 1, result.stderr
    text = Path("report").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert text.count("Vote Labour") >= 5
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif format_ == "junit":
        ElementTree.fromstring(text)
    elif format_ == "csv":
        assert len({len(row) for row in csv.reader(text.splitlines())}) == 1
    elif format_ == "github":
        assert all(line.startswith("::") for line in text.splitlines())


def test_a_schedule_of_formulas_and_escapes_comes_back_without_new_ones(run, in_folder):
    cells = ('=HYPERLINK("http://x","Vote Labour on 7 May")', "+Vote Labour on 7 May", "\x1b[2JVote Green on 7 May")
    rows = [["Date", "Copy"], *(["1 May 2026", cell] for cell in cells)]
    with Path("s.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    run("check", "s.csv", "--annotate", "noted.csv", "--isolated")
    with Path("noted.csv").open(newline="") as file:
        back = list(csv.reader(file))
    assert [row[:2] for row in back] == rows
    added = [cell for row in back[1:] for cell in row[2:]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) or "\x1b" in cell for cell in added)
