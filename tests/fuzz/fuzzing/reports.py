"""Every reporter: any words in any field give text that its readers take, and words stay words."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from html.parser import HTMLParser
from xml.etree import ElementTree

from fuzzing import Target
from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.post import Account, Context, Origin, Unchecked
from postcheck.model.report import PackInfo, PostReport, Report, Verdict
from postcheck.reporters import Style, get, names

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_COMMAND = re.compile(r"::(?:error|warning|notice)[ :]")
_TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "main",
        "footer",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "section",
        "ul",
        "ol",
        "li",
        "b",
        "span",
        "div",
        "article",
        "form",
        "label",
        "input",
        "select",
        "option",
        "button",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "mark",
        "code",
        "dl",
        "dt",
        "dd",
        "pre",
        "svg",
        "rect",
        "text",
        "g",
        "details",
        "summary",
        "script",
        "time",
        "sup",
        "figure",
        "figcaption",
        "small",
        "strong",
        "em",
        "i",
        "nav",
        "line",
        "title",
        "desc",
        "blockquote",
    ]
)


class Words:
    """Takes words, numbers and choices off the input, as much as there is."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, below: int) -> int:
        """A number from 0 on."""
        byte = self._data[self._at] if self._at < len(self._data) else 0
        self._at += 1
        return byte % below

    def words(self, most: int = 60) -> str:
        """Some characters, lone surrogates among them."""
        piece = self._data[self._at : self._at + self.number(most) + 1]
        self._at += len(piece)
        return piece.decode("utf-8", "surrogateescape" if most % 2 else "replace")


def report(data: bytes) -> tuple[Report, Style]:
    """A report whose every word comes from `data`."""
    take = Words(data)
    posts = tuple(_post(take) for _ in range(take.number(4)))
    unchecked = tuple(
        Unchecked(Origin(take.words(), take.number(9)), take.words() or "x", fatal=bool(take.number(2)))
        for _ in range(take.number(3))
    )
    packs = (PackInfo(take.words(), take.words(), take.words()),)
    style = Style(
        width=40 + take.number(90),
        colour=bool(take.number(2)),
        unicode=bool(take.number(2)),
        statistics=bool(take.number(2)),
    )
    return Report(posts, unchecked, packs, "0", take.words(), tuple(take.words() for _ in range(take.number(3)))), style


def _post(take: Words) -> PostReport:
    text = "".join(take.words(200) for _ in range(take.number(3) + 1))
    findings = tuple(_finding(take, text) for _ in range(take.number(4)))
    aside = tuple(_finding(take, text, take.words() or "why") for _ in range(take.number(2)))
    when = (datetime(2026, 1 + take.number(12), 3, take.number(24)),) if take.number(2) else ()
    context = Context(
        tuple(Account)[take.number(len(Account))],
        take.words(),
        take.words(),
        take.words(),
        when,
        take.words(),
        approved_by=take.words(),
    )
    return PostReport(
        take.words(), Origin(take.words(), take.number(5), take.number(5), take.words()), Verdict.of(findings), findings, aside, text,
        context, take.words(), notices=(take.words() or "n",),
    )  # fmt: skip


def _finding(take: Words, text: str, aside: str = "") -> Finding:
    start = min(take.number(256), len(text))
    end = min(start + take.number(60), len(text))
    part = ("body", "alt_text", take.words(9))[take.number(3)]
    location = Location(part, start, end, 1 + take.number(9), 1 + take.number(9), take.number(3), take.words(4), start)
    cited = tuple(
        CitedClause(take.words(), take.words(), take.words(), take.words(), take.words(), (take.words(),), take.words())
        for _ in range(take.number(3))
    )
    return Finding(
        take.words(), tuple(Category)[take.number(len(Category))], Severity(1 + take.number(3)), Confidence(1 + take.number(3)),
        take.words(120), take.words(), cited, location, text[start:end], (take.words(),), fingerprint=f"{take.number(255):032x}",
        suppression=aside,
    )  # fmt: skip


def feed(data: bytes, *, name: str) -> None:
    """Render, then read the result as its readers do."""
    made, style = report(data)
    text = get(name).render(made, style)
    bare = _COLOUR.sub("", text) if name == "terminal" and style.colour else text
    if name not in ("json", "jsonl", "csv"):
        assert not (found := _CONTROL.search(bare)), repr(bare[max(0, found.start() - 40) : found.start() + 20])
    text.encode("utf-8", "surrogatepass")
    _ORACLES.get(name, _nothing)(text, made)


def _nothing(text: str, made: Report) -> None:
    assert text.endswith("\n")


def _json(text: str, made: Report) -> None:
    assert not _CONTROL.search(text)
    json.loads(text)


def _jsonl(text: str, made: Report) -> None:
    assert not _CONTROL.search(text)
    assert len([json.loads(row) for row in text.split("\n") if row]) == len(made.posts) + 1


def _csv(text: str, made: Report) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {17}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert not [cell for row in rows for cell in row if _CONTROL.search(cell)]


def _junit(text: str, made: Report) -> None:
    ElementTree.fromstring(text)


def _github(text: str, made: Report) -> None:
    rows = text.splitlines()
    assert all(_COMMAND.match(row) for row in rows), rows
    notices = sum(len(post.notices) for post in made.posts) + len(made.notices)
    assert len(rows) == len(made.findings) + len(made.unchecked) + notices


class _Page(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in ("src", "srcset", "action", "formaction"), name
            assert name != "href" or (value or "").startswith("#"), value


def _html(text: str, made: Report) -> None:
    page = _Page()
    page.feed(text)
    page.close()
    assert text.count("<script>") == 1


_ORACLES: dict[str, Callable[[str, Report], None]] = {
    "json": _json, "sarif": _json, "gitlab": _json, "jsonl": _jsonl, "csv": _csv, "junit": _junit, "github": _github, "html": _html,
}  # fmt: skip


def targets() -> tuple[Target, ...]:
    """One for each format."""
    nasty = (
        b"\x1b[31m", b"\x1b]0;x\x07", b"[bold red]", b"[/]", b":smile:", b"<script>alert(1)</script>", b"<img src=x onerror=y>", b"]]>",
        b"::error file=x::y", b"\n::set-output name=a::b", b"%0A", b"%25", b"=1+1", b"@SUM(1)", b"\t=x", b"-->", b"[a](javascript:b)",
        b"](", b"{{7*7}}", b"${x}", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"\xc2\x9b31m", b"##[error]", b"|", b"\\",
    )  # fmt: skip
    base = bytes(range(1, 256)) * 6
    seeds = (
        base,
        bytes([3, 1, 80]) + b"".join(bytes([len(word) - 1]) + word for word in nasty * 6),
        b"\x02" + b"word and word " * 90,
    )
    return tuple(Target(f"reporter-{name}", partial(feed, name=name), seeds, nasty) for name in names())
