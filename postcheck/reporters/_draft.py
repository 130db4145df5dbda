"""The draft as the terminal shows it: every line that a finding marks, the others left out where there are many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from rich.text import Text

from postcheck.model.report import PostReport
from postcheck.reporters._marks import Mark, Stretch, marks, stretches
from postcheck.reporters._sheet import QUIET, Sheet, badge, marked
from postcheck.reporters._wording import counted

_WHOLE = 16
"""Lines up to which a draft is shown in full."""
_AROUND = 300
"""Characters shown on each side of a mark in a very long line."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Characters `start` to `end` of one line; `left_out` lines before it are not shown."""

    start: int
    end: int
    left_out: int = 0


def write(sheet: Sheet, post: PostReport) -> None:
    """The post's text behind a bar, its findings' words marked and numbered."""
    spans = marks(post)
    bar = Text(f"  {sheet.symbol('│', '|')} ", QUIET)
    cut = list(stretches(len(post.text), spans))
    for window in _windows(post.text, spans):
        if window.left_out:
            words = f"{sheet.symbol('⋮', '...')} {counted(window.left_out, 'line')} without findings"
            sheet.hang(bar.copy(), Text(words, QUIET))
        if window.end >= window.start:
            sheet.hang(bar.copy(), _line(sheet, post.text, window, cut), under=bar.copy())


def _windows(text: str, spans: tuple[Mark, ...]) -> Iterator[_Window]:
    """What is shown of each line, in order."""
    lines = list(_lines(text))
    near = _near([start for start, _ in lines], spans)
    left_out = 0
    for number, (start, end) in enumerate(lines):
        if len(lines) > _WHOLE and number not in near:
            left_out += 1
            continue
        for window in _crop(start, end, spans):
            yield _Window(*window, left_out=left_out)
            left_out = 0
    if left_out:
        yield _Window(0, -1, left_out=left_out)


def _near(starts: list[int], spans: tuple[Mark, ...]) -> set[int]:
    """Numbers of the lines that a mark touches, of those beside them, and of the first."""
    found = {0}
    for mark in spans:
        first, last = bisect_right(starts, mark.start) - 1, bisect_right(starts, mark.end - 1) - 1
        found.update(range(first - 1, last + 2))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines, without the blank ones at the end."""
    start = 0
    for line in text.rstrip().split("\n"):
        yield start, start + len(line.removesuffix("\r"))
        start += len(line) + 1


def _crop(start: int, end: int, spans: tuple[Mark, ...]) -> list[tuple[int, int]]:
    """The line itself, or where it is very long the stretches around its marks."""
    if end - start <= 4 * _AROUND:
        return [(start, end)]
    inside = [mark for mark in spans if mark.start < end and mark.end > start]
    if not inside:
        return [(start, start + _AROUND)]
    found: list[tuple[int, int]] = []
    for mark in inside:
        left, right = max(start, mark.start - _AROUND), min(end, mark.end + _AROUND)
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _line(sheet: Sheet, text: str, window: _Window, cut: list[Stretch]) -> Text:
    """One line (or a stretch of it) with its marks; ellipses where more of the line is left out."""
    row = Text()
    dots = sheet.symbol("…", "...")
    if window.start and text[window.start - 1] not in "\r\n":
        row.append(dots, QUIET)
    shown = sheet.glyphs(text[window.start : window.end])
    first = max(bisect_right(cut, window.start, key=lambda stretch: stretch.start) - 1, 0)
    for stretch in takewhile(lambda stretch: stretch.start < window.end, cut[first:]):
        start, end = max(stretch.start, window.start), min(stretch.end, window.end)
        if start < end:
            words = "".join(shown[start - window.start : end - window.start])
            _append(sheet, row, words, stretch, opens=start == stretch.start, closes=end == stretch.end)
    if window.end < len(text) and text[window.end] not in "\r\n":
        row.append(dots, QUIET)
    return row


def _append(sheet: Sheet, row: Text, words: str, stretch: Stretch, *, opens: bool, closes: bool) -> None:
    severity = stretch.severity
    if severity is None:
        row.append(words)
        return
    if sheet.style.colour:
        for mark in stretch.opens if opens else ():
            row.append(f" {mark.number} ", badge(mark.severity)).append(" ")
        row.append(words, marked(severity))
        return
    row.append(stretch.opening if opens else "").append(words).append(stretch.closing if closes else "")
