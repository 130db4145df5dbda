"""Markdown posts: front matter as fields and words, markup read past, code left out.

Only what surely is markup falls away. What is never closed (a fence, a comment) stays in sight, so that
nothing can hide behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from postcheck.model.post import Edit, Origin, Post, Unchecked
from postcheck.model.suppression import Suppression, SuppressionError, make, parse
from postcheck.sources import ReadOptions, frontmatter
from postcheck.sources.build import Lines
from postcheck.sources.decode import opened
from postcheck.sources.fields import Record, post, refusal, unseen_media

SUFFIXES = (".md", ".markdown")

_PREFIX = r"[ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+)*+"
_FENCE = re.compile(rf"^{_PREFIX}(?P<mark>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"<!--\s*+postcheck:(?P<words>.*)-->", re.DOTALL)
_LINE_MARKUP = re.compile(
    r"^(?P<quote>[ \t]*(?:>[ \t]?)+)?(?:[ \t]*(?:(?P<rule>(?:[-*_=][ \t]*){3,}\r?$|=+[ \t]*\r?$)"
    r"|(?P<heading>\#{1,6}[ \t]+)|(?P<list>(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)))?",
    re.MULTILINE,
)
_HEADING = re.compile(r"^[ \t]*\#{1,6}[ \t][^\r\n]*", re.MULTILINE)
_TABLE_LINE = re.compile(r"^[ \t]*\|.*\|[ \t]*\r?$", re.MULTILINE)
_TABLE_RULE = re.compile(r"[\s|:-]+")
_CODE = re.compile(r"(?<!`)(?P<mark>`{1,8})(?!`)(?P<code>[^`\n]+?)(?<!`)(?P=mark)(?!`)")
_CODE_SIGNS = re.compile(r"[(){}\[\]=<>$;|\\_]|^\S+$")
_LEADS_TO = r"\((?P<to><[^<>\n]*>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?P<title>[ \t][^()\n]*+)?\)"
_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]\n]*+)\]" + _LEADS_TO)
_LINK = re.compile(r"(?<!!)\[(?P<words>[^\[\]\n]*+)\]" + _LEADS_TO)
_REFERENCE = re.compile(r"(?P<open>!?\[)[^\[\]\n]+(?P<close>\]\[[^\[\]\n]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'=<>`]+))?)*\s*/?>")
_BUILDER = re.compile(r"\{\{[^{}\n]{0,500}\}\}|\{%[^%{}\n]{0,500}%\}")
_ATTRIBUTE = re.compile(r"\b(?:href|src|alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article|hr)\b", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"(?P<run>\*{1,3}|_{1,3}|~~)(?![*_~])|(?P<end>\n[ \t]*\r?\n)")
_JEKYLL = re.compile(r"^(\d{4}-\d{2}-\d{2})-")


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """The file as one post: body first, then what its front matter says in words."""
    origin = Origin(str(path))
    text = yield from opened(path, options)
    if text is None:
        return
    lines = Lines(text)
    front = frontmatter.split(text, lines)
    if front.problem:
        yield Unchecked(origin, front.problem)
    body = text[front.body :]
    if not body.strip() and not front.stretches:
        yield Unchecked(origin, "holds no text to check. Write the post below the front matter")
        return
    if (dated := _JEKYLL.match(path.name)) and "publish_at" not in front.fields:
        front.fields["publish_at"] = dated[1]
    suppressions, refused = _suppressions(body, front.fields.pop("postcheck", []))
    yield from (Unchecked(origin, line, fatal=False) for line in refused)
    record = Record(str(path), origin, fields=front.fields, suppressions=tuple(suppressions))
    record.stretches = [lines.stretch("body", body, [(0, front.body)]), *front.stretches]
    if body.strip():
        record.markup, record.not_checked = markup(body)
    record.not_checked += tuple(map(unseen_media, front.media))
    yield from post(record, options.context, order=options.date_order)


def markup(body: str) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """What of `body` is not prose, as edits, and what was therefore not checked."""
    edits, blocks, unclosed = _hidden(body)
    told = [f"{len(blocks)} code block{'s' * (len(blocks) > 1)}: code is not read"] if blocks else []
    if unclosed:
        told.append("a code fence is never closed; what follows it was read as text")
    covered = _Covered(edits)
    told += (unseen_media(match["to"].strip("<>")) for match in _IMAGE.finditer(body) if covered.free(match))
    for found in (_inline_code, _links, _tags, _lines, _tables, _characters, _emphasis):
        fresh = [edit for edit in found(body) if covered.free_span(edit.start, edit.end)]
        edits += fresh
        if found in (_inline_code, _tags):
            covered = _Covered(edits)
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end))), tuple(dict.fromkeys(told))


class _Covered:
    """Spans that are spoken for already."""

    def __init__(self, edits: list[Edit]) -> None:
        self._spans = sorted((edit.start, edit.end) for edit in edits)
        self._starts = [start for start, _ in self._spans]

    def free(self, match: re.Match[str]) -> bool:
        return self.free_span(match.start(), match.end())

    def free_span(self, start: int, end: int) -> bool:
        index = bisect_right(self._starts, start)
        if index and self._spans[index - 1][1] > start:
            return False
        return index == len(self._starts) or self._starts[index] >= end


def _hidden(body: str) -> tuple[list[Edit], list[tuple[int, int]], bool]:
    """Comments and fenced code as edits, the code blocks' spans, and whether a fence is never closed."""
    comments: list[tuple[int, int]] = []
    blocks: list[tuple[int, int]] = []
    at, unclosed = 0, False
    fence = _FENCE.search(body)
    while fence:
        comments += _comments(body, at, fence.start())
        if comments and comments[-1][1] > fence.start():
            at = comments[-1][1]
        elif end := _fence_end(body, fence):
            blocks.append((fence.start(), end))
            at = end
        else:
            unclosed = True
            break
        fence = _FENCE.search(body, at)
    comments += _comments(body, at, len(body))
    return [Edit(start, end, "") for start, end in (*comments, *blocks)], blocks, unclosed


def _fence_end(body: str, fence: re.Match[str]) -> int:
    """Where the fence that `fence` opens is closed; 0 where it never is."""
    mark = fence["mark"]
    for closing in _FENCE.finditer(body, fence.end()):
        if closing["mark"].startswith(mark) and not closing[0].strip(" \t\r>").strip(mark[0]):
            return closing.end()
    return 0


def _comments(body: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Spans of closed HTML comments that begin between `start` and `stop`."""
    begin = body.find("<!--", start, stop)
    while begin >= 0 and (end := body.find("-->", begin + 4)) >= 0:
        yield begin, end + 3
        begin = body.find("<!--", end + 3, stop)


def _inline_code(body: str) -> Iterator[Edit]:
    """Code falls away; words between backticks that are no code stay."""
    for match in _CODE.finditer(body):
        code = match["code"].strip()
        if _CODE_SIGNS.search(code) and "@" not in code and sum(map(str.isdigit, code)) < 6:
            yield Edit(match.start(), match.end(), "")
        else:
            yield Edit(match.start(), match.start("code"), "")
            yield Edit(match.end("code"), match.end(), "")


def _links(body: str) -> Iterator[Edit]:
    """Brackets fall away; the words of a link, and where it leads, stay."""
    for match in (*_IMAGE.finditer(body), *_LINK.finditer(body)):
        name = "alt" if match[0][0] == "!" else "words"
        yield Edit(match.start(), match.start(name), "")
        same = match["to"].strip("<>") == match[name]
        yield Edit(match.end(name), match.end("to") if same else match.start("to"), "" if same else " (")
        yield Edit(match.end() - 1, match.end(), "" if same else ")")
    for match in _REFERENCE.finditer(body):
        yield Edit(match.start("open"), match.end("open"), "")
        yield Edit(match.start("close"), match.end("close"), "")
    for match in _AUTOLINK.finditer(body):
        yield Edit(match.start(), match.start() + 1, "")
        yield Edit(match.end() - 1, match.end(), "")


def _tags(body: str) -> Iterator[Edit]:
    """HTML tags become the words that they bear: addresses and alternative text; a site builder's tags go."""
    if "{" in body:
        yield from (Edit(match.start(), match.end(), "") for match in _BUILDER.finditer(body))
    if "<" in body:
        for match in _TAG.finditer(body):
            words = " ".join(one or other for one, other in _ATTRIBUTE.findall(match[0]))
            gap = "\n" if _BLOCK_TAG.match(match[0]) else ""
            yield Edit(match.start(), match.end(), f" {unescape(words)} " if words else gap)


def _lines(body: str) -> Iterator[Edit]:
    """Quote, heading, list and rule marks at the beginning (and a heading's end) of lines."""
    for match in _LINE_MARKUP.finditer(body):
        if match.end() > match.start() and match[0].strip():
            yield Edit(match.start(), match.end(), "")
    for match in _HEADING.finditer(body):
        words = match[0].rstrip().rstrip("#")
        if words.endswith((" ", "\t")) and words.strip(" \t#"):
            yield Edit(match.start() + len(words.rstrip()), match.end(), "")


def _tables(body: str) -> Iterator[Edit]:
    """Cells of a row read on with a semicolon between them."""
    for line in _TABLE_LINE.finditer(body):
        if "-" in line[0] and _TABLE_RULE.fullmatch(line[0]):
            yield Edit(line.start(), line.end(), "")
            continue
        bars = [line.start() + bar.start() for bar in re.finditer(r"(?<!\\)\|", line[0])]
        for bar in bars:
            yield Edit(bar, bar + 1, "" if bar in (bars[0], bars[-1]) else ";")


def _characters(body: str) -> Iterator[Edit]:
    """Entities and backslash escapes."""
    for match in _ENTITY.finditer(body):
        if (character := unescape(match[0])) != match[0]:
            yield Edit(match.start(), match.end(), character)
    for match in _ESCAPE.finditer(body):
        yield Edit(match.start(), match.end(), "")


def _emphasis(body: str) -> Iterator[Edit]:
    """Pairs of emphasis marks within a paragraph; asterisks within words (f**k) stay."""
    opened: dict[str, int] = {}
    for match in _EMPHASIS.finditer(body):
        if match["run"] is None:
            opened.clear()
            continue
        before = body[match.start() - 1] if match.start() else " "
        after = body[match.end()] if match.end() < len(body) else " "
        run = match["run"]
        if before == "\\" or (before.isspace() and after.isspace()):
            continue
        if run in opened and not before.isspace() and not after.isalnum():
            start = opened.pop(run)
            yield Edit(start, start + len(run), "")
            yield Edit(match.start(), match.end(), "")
        elif not after.isspace() and not before.isalnum():
            opened[run] = match.start()


def _suppressions(body: str, fields: list[tuple[tuple[str, ...], str]]) -> tuple[list[Suppression], list[str]]:
    """Suppressions of comments and front matter, and a line for each that cannot be read."""
    found: list[Suppression] = []
    refused: list[str] = []
    for match in (_DIRECTIVE.fullmatch(body, *span) for span in _comments(body, 0, len(body))):
        if match is None:
            continue
        start, end = _scope(body, match)
        try:
            found.append(parse(match["words"], start=start, end=end, place="comment"))
        except SuppressionError as error:
            refused.append(refusal(error))
    options: dict[str, object] = {}
    rules: list[str] = []
    for path, value in (*fields, (("end",), "")):
        key = path[-1] if path else ""
        if (key in ("rule", "rules", "end") and rules and options) or key == "end":
            _made(rules, options, found, refused)
            rules, options = [], {}
        if key in ("reason", "until", "match"):
            options[key] = value
        elif key in ("rule", "rules"):
            rules.append(value)
        elif key != "end":
            try:
                found.append(parse(value, place="front matter"))
            except SuppressionError as error:
                refused.append(refusal(error))
    return found, refused


def _made(rules: list[str], options: dict[str, object], found: list[Suppression], refused: list[str]) -> None:
    if rules or options:
        try:
            found.append(make(rules, options, place="front matter"))
        except SuppressionError as error:
            refused.append(refusal(error))


def _scope(body: str, match: re.Match[str]) -> tuple[int, int]:
    """The line that a comment shares with words, or else the next line that has any."""
    start = max(body.rfind("\n", 0, match.start()), body.rfind("\r", 0, match.start())) + 1
    end = _line_end(body, match.end())
    if body[start : match.start()].strip() or body[match.end() : end].strip():
        return start, end
    following = re.compile(r"\S").search(body, end)
    return (following.start(), _line_end(body, following.start())) if following else (start, end)


def _line_end(body: str, offset: int) -> int:
    found = re.compile(r"[\r\n]").search(body, offset)
    return found.start() if found else len(body)
