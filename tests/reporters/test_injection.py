# ruff: noqa: E501
"""Whatever stands in a post, a file name, a pack or the configuration prints as the words that it is, in every format."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as Xml

import pytest
from markdown_it import MarkdownIt

from postcheck.annotate.notes import Notes
from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.post import Account, Context, Origin, Unchecked
from postcheck.model.report import PackInfo, PostReport, Report, Verdict
from postcheck.reporters import Style, get, names

PAYLOADS = {
    "colour": ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
    "title": ("\x1b]0;gone\x07", r"\x1b]0;gone\x07"),
    "eight-bit": ("\x9b2Jwiped", r"\x9b2Jwiped"),
    "backspaces": ("safe\x08\x08\x08\x08evil", r"safe\x08\x08\x08\x08evil"),
    "bidi": ("\u202egnp.exe\u202c \u2066x\u2069", r"\u202egnp.exe\u202c \u2066x\u2069"),
    "invisible": ("pass\u200bword\u2060", r"pass\u200bword\u2060"),
    "rich": ("[bold red]loud[/] [link=file:///etc]x[/link] :smile:", "[bold red]loud[/] [link=file:///etc]x[/link] :smile:"),
    "formula": ('=HYPERLINK("http://evil.example","x")', '=HYPERLINK("http://evil.example","x")'),
    "formula-at": ("@SUM(1+1)*cmd|'/c calc'!A0", "@SUM(1+1)*cmd|'/c calc'!A0"),
    "html": ("<img src=x onerror=alert(1)><script>alert(2)</script>", "<img src=x onerror=alert(1)><script>alert(2)</script>"),
    "attribute": ('" onmouseover="alert(1)" x="', '" onmouseover="alert(1)" x="'),
    "comment": ("--> ]]> <!--", "--> ]]> <!--"),
    "github": ("::error file=a.md,line=1::Spoofed", "::error file=a.md,line=1::Spoofed"),
    "github-data": ("x%0A::stop-commands::t", "x%0A::stop-commands::t"),
    "build-log": ("##[stop-commands]t ##vso[task.setvariable]x", r"\x23#[stop-commands]t \x23#vso[task.setvariable]x"),
    "markdown": ("[click](javascript:alert(1)) ![x](http://evil.example) `a` **b**", "[click](javascript:alert(1)) ![x](http://evil.example) `a` **b**"),
    "sarif-link": ("[click](0) [2](https://evil.example)", "[click](0) [2](https://evil.example)"),
    "braces": ("{text} {0} %s ${{ secrets.X }} {{7*7}}", "{text} {0} %s ${{ secrets.X }} {{7*7}}"),
}  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\u202a-\u202e\u2066-\u2069]")
OBEYED = re.compile(CONTROL.pattern.replace("\u200b\u2060", ""))
COMMAND = re.compile(r"##(?:vso|teamcity)?\[")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
TAGS = {
    "h1",
    "h2",
    "h3",
    "p",
    "strong",
    "blockquote",
    "br",
    "ul",
    "ol",
    "li",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def report(words: str) -> Report:
    """A report with `words` in every field that a draft, a file name, a pack or a configuration fills."""
    text = f"{words}\n{words} and {words}"
    clause = CitedClause(words, words, words, words, words, (words,), words)
    findings = tuple(
        Finding(
            rule=rule, category=Category.POLITICAL, severity=severity, confidence=Confidence.HIGH, message=words, advice=words,
            clauses=(clause,), location=Location(part, 0, len(words), 1, 1, 2, "A2", 0), excerpt=words, evidence=(words,),
            fingerprint=f"{int(severity):032x}", suppression=aside,
        )
        for rule, severity, part, aside in (
            ("political/a", Severity.ERROR, "body", ""), (words, Severity.NOTE, words, ""), ("political/c", Severity.WARNING, "body", words)
        )
    )  # fmt: skip
    context = Context(Account.PERSONAL, words, words, words, (datetime(2026, 4, 20),), words, approved_by=words)
    posts = tuple(
        PostReport(
            words, Origin(path, 1, 2, words), Verdict.DO_NOT_PUBLISH, findings[:2], findings[2:], text, context, words, (words,),
            notices=(words,),
        )
        for path in (words, "")
    )  # fmt: skip
    unchecked = (Unchecked(Origin(words), words), Unchecked(Origin(), words, fatal=False))
    return Report(posts, unchecked, (PackInfo(words, words, words),), "0.1.0", words, (words,))


@pytest.fixture(params=PAYLOADS, ids=list(PAYLOADS))
def payload(request) -> tuple[str, str]:
    """What is put in, and how it reads where it is shown."""
    return PAYLOADS[request.param]


@pytest.mark.parametrize(
    "style", [Style(statistics=True), Style(colour=True), Style(width=40), Style(unicode=False)], ids=str
)
@pytest.mark.parametrize("name", names())
def test_nothing_is_obeyed(name, style, payload):
    words, _ = payload
    text = get(name).render(report(words), style)
    bare = COLOUR.sub("", text) if name == "terminal" and style.colour else text
    assert not (OBEYED if name == "json" else CONTROL).search(bare)
    assert not COMMAND.search(bare)
    lines = [line.strip() for line in text.splitlines()]
    obeyed = [line for line in lines if line.startswith("::")]
    assert not obeyed if name != "github" else len(obeyed) == len(lines)


@pytest.mark.parametrize("name", ["terminal", "concise"])
def test_a_screen_shows_it_as_words(name, payload):
    words, shown = payload
    text = get(name).render(report(words), Style(width=100))
    joined = " ".join(text.replace("│", " ").split())
    assert shown in joined or shown.replace("::", r"\x3a:", 1) in joined


def test_annotations_number_as_many_as_there_is_to_tell(payload):
    words, _ = payload
    made = report(words)
    rows = get("github").render(made, Style()).splitlines()
    assert len(rows) == len(made.findings) + len(made.unchecked) + len(made.posts) + 1
    for row in rows:
        head, _, data = row[2:].partition("::")
        assert re.fullmatch(r"(error|warning|notice)( [^:]*)?", head), head
        assert "\r" not in data


def test_a_spreadsheet_takes_every_cell_as_words(payload):
    words, shown = payload
    rows = list(csv.reader(io.StringIO(get("csv").render(report(words), Style()))))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert shown in cells or f"'{shown}" in cells
    for note in (Notes(report(words)).of(2, sheet=words), Notes(report(words)).of(3)):
        assert not [cell for cell in note.cells if CONTROL.search(cell)]


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.scripts = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        assert tag not in ("img", "iframe", "object", "link", "base", "embed")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name != "src"
            assert name != "href" or value.startswith("#")

    def handle_data(self, data):
        self.words += data


def test_a_browser_shows_it_as_words(payload):
    words, shown = payload
    page = _Page(get("html").render(report(words), Style()))
    assert page.scripts == 1
    assert " ".join(shown.split()) in " ".join(page.words.split())


def test_markdown_shows_it_as_words(payload):
    words, shown = payload
    page = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(get("markdown").render(report(words), Style(statistics=True)))
    )
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= TAGS
    assert shown in html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\xa0", " ")


@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "jsonl"])
def test_scripts_read_it_whole(name, payload):
    words, shown = payload
    text = get(name).render(report(words), Style())
    rows = [json.loads(row) for row in (text.splitlines() if name == "jsonl" else [text])]
    told = json.dumps(rows, ensure_ascii=False)
    assert any(
        json.dumps(form, ensure_ascii=False)[1:-1] in told for form in (words, shown, shown.replace("](", "] ("))
    )
    if name == "sarif":
        for result in rows[0]["runs"][0]["results"]:
            assert not re.search(r"\[[^\]]*\]\(", result["message"]["text"])


def test_a_test_report_reads_it_whole(payload):
    words, shown = payload
    root = Xml.fromstring(get("junit").render(report(words), Style()))
    assert shown in root.find(".//testcase").get("name")


@pytest.mark.parametrize("which", list(PAYLOADS))
def test_the_command_line_shows_it_as_words(which, run, in_folder):
    """A pack, a configuration, a decision log and a file name, all at once."""
    words, _ = PAYLOADS[which]
    said = json.dumps(words)
    pack = in_folder / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text(
        f"id: {said}\ntitle: {said}\nversion: {said}\nclauses:\n  - {{id: A.1, title: {said}, paraphrase: {said}, locator: {said}, checkable: fully}}\n"
    )
    (pack / "topic.yaml").write_text(
        f"rules:\n  - id: political/x\n    clauses: [A.1]\n    terms: [{{any: [hello]}}]\n    severity: error\n    message: {said}\n    advice: {said}\n"
        f"    examples: {{violates: [{{post: {json.dumps('hello ' + words)}}}], passes: [{{post: {said}}}]}}\n"
    )
    name = words.replace("/", "_") + ".txt"
    (in_folder / name).write_text(f"hello\n{words}\n")
    log = {
        "when": words,
        "who": words,
        "action": words,
        "draft": words,
        "post": "p",
        "rule": words,
        "fingerprint": "f",
        "reason": words,
    }
    (in_folder / "log.jsonl").write_text(json.dumps({**log, "versions": {}}) + "\n")
    (in_folder / "bad.toml").write_text(f"{said} = 1\n")
    calls = (
        ("explain", "political/x", "--pack", "pack"), ("explain", "A.1", "--pack", "pack"), ("rules", "list", "--pack", "pack"),
        ("rules", "coverage", "--pack", "pack"), ("rules", "test", "pack"), ("decisions", "--log", "log.jsonl"),
        ("check", f"./{name}", "--isolated", "--pack", "pack"), ("check", f"./{name}", "--config", "bad.toml"),
        ("check", f"./{name}", "--isolated", "--pack", words.replace("/", "_")),
    )  # fmt: skip
    for call in calls:
        done = run(*call)
        assert done.exit_code in (0, 1, 2, 3), (call, done.output)
        assert "Traceback" not in done.output
        assert not CONTROL.search(done.output), (call, done.output)
        assert not COMMAND.search(done.output), (call, done.output)
        assert not [line for line in done.output.splitlines() if line.strip().startswith("::")], (call, done.output)
