"""The terminal report at every width, and what must never reach a terminal."""

import re
from dataclasses import replace

import pytest

from postcheck.reporters import Style, get, names

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
NOT_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_verdict_comes_first_and_no_clearance_last(single_report, style):
    lines = get("terminal").render(single_report, style).splitlines()
    assert lines[0].startswith("DO NOT PUBLISH  2 errors")
    assert lines[-1] == "No finding is no clearance: a person decides what goes out."


def test_findings_are_marked_in_the_draft(single_report, style):
    text = get("terminal").render(single_report, replace(style, width=100))
    assert "ring [1: S**** J**** on 0770* *** **3] and" in text
    joined = " ".join(text.replace("│", "").split())
    assert "[2: Vote [3: Labour on Thursday 2] for weekly]" in joined
    assert "Sign-off needed: Monitoring Officer" in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("colour", [False, True])
def test_no_control_of_the_drafts_reaches_the_screen(golden_report, width, colour):
    text = get("terminal").render(golden_report, Style(width=width, colour=colour))
    shown = ESCAPE.sub("", text)
    assert not NOT_SHOWN.search(shown)
    assert "\\x1b[31mred" in shown.replace("\n", "")
    assert "[bold" in shown
    assert max(map(len, shown.splitlines())) <= width


def test_ascii_alone_where_the_terminal_has_no_more(golden_report):
    assert get("terminal").render(golden_report, Style(unicode=False)).isascii()


@pytest.mark.parametrize("name", names())
def test_every_format_takes_every_report(name, golden_report, clean_report, empty_report, style):
    for report in (golden_report, clean_report, empty_report):
        assert isinstance(get(name).render(report, style), str)


def test_annotations_stay_one_line_each(golden_report, style):
    lines = get("github").render(golden_report, style).splitlines()
    assert len(lines) == len(golden_report.findings) + len(golden_report.unchecked) + 1
    assert any("file=posts/a%2Cb%3Ac%0A%25.md" in line for line in lines)
