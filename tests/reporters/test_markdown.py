"""A draft's words stay words in Markdown."""

import html
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from postcheck.reporters import get
from postcheck.reporters._markup import line

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = {
    "h1", "h2", "h3", "p", "strong", "blockquote", "br", "ul", "li", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "*star* _under_ `tick` ~~gone~~ # head", "# head", "- item", "+44 1872", "1. first", "2) second", "===", "---",
        "[text](http://evil.example)", "![alt](x)", "<script>alert(1)</script>", "&amp; &#64;", "@here", "a | b",
        "https://evil.example/a_b", "www.evil.example", "    indented", "back\\slash", "> quote", "http:",
    ],
)  # fmt: skip
def test_a_line_reads_as_it_was_written(words):
    shown = READER.render(line(words))
    inside = re.fullmatch("<p>(.*)</p>\n", shown, re.DOTALL)
    assert inside
    assert not re.search("<", inside[1])
    assert html.unescape(inside[1]).replace("\xa0", " ") == words
    assert not re.search(r"https?:|www\.|@\w", line(words), re.IGNORECASE) or words == "http:"


def test_no_markup_of_a_draft_gets_through(golden_report, style):
    shown = READER.render(get("markdown").render(golden_report, style))
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= TAGS
    assert "&lt;script&gt;alert(1)" in shown


def test_statistics_on_demand(golden_report, style):
    text = get("markdown").render(golden_report, replace(style, statistics=True))
    assert "| COR.BEH.12 No party politics | 2 | 2 | 0 |" in text
    assert "## In figures" not in get("markdown").render(golden_report, style)
