"""A batch in figures, for the terminal: a bar a group, the posts to begin with, pre-election periods."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from postcheck.model.finding import Severity
from postcheck.model.report import Report
from postcheck.reporters import _statistics, _wording
from postcheck.reporters._sheet import QUIET, STRONG, Sheet, tone
from postcheck.reporters._statistics import Group, Table

_TONES = (tone(Severity.ERROR), tone(Severity.WARNING), "bold color(32)")
_GOOD = "bold color(28)"
_MARKS = ("█", "▒", "░")
_PLAIN = ("#", "=", ".")


def write(sheet: Sheet, report: Report) -> None:
    """Every table that tells something, then where to begin."""
    for table in _statistics.tables(report):
        sheet.gap()
        sheet.heading(table.title)
        _table(sheet, table)
    if first := _statistics.worst(report):
        sheet.gap()
        sheet.heading("Begin with these")
        for place, (_, post) in enumerate(first, 1):
            name = sheet.say(_wording.name(post))
            sheet.hang(Text(f"{place:>3}. "), Text.assemble(name, (f"  {_wording.severities(post.findings)}", QUIET)))
    if periods := _statistics.by_period(report):
        sheet.gap()
        sheet.heading("In a pre-election period")
        for period, posts in periods.items():
            names = sheet.say(_wording.places(_wording.name(post) for post in posts))
            words = f"{_wording.counted(len(posts), 'post')} in the {sheet.say(period)}"
            sheet.bullet((words, STRONG), (f": {names}", QUIET))


def _table(sheet: Sheet, table: Table) -> None:
    """One line a group: its name, a bar, and its counts in words."""
    shown = table.groups[: table.limit]
    room = min(max(max(cell_len(sheet.say(group.label)) for group in shown), 8), sheet.width * 2 // 5)
    longest = max(group.total for group in shown)
    words = [_counts(group, table) for group in shown]
    bar = min(sheet.width - room - max(map(len, words)) - 6, 30)
    for group, told in zip(shown, words, strict=True):
        row = Text(f"  {_cut(sheet.say(group.label), room, sheet)}  ")
        if bar >= 5:
            row.append_text(_bar(sheet, group, table, bar, longest)).append("  ")
        sheet.hang(row, Text(told), under=Text(" " * row.cell_len))
    if more := len(table.groups) - len(shown):
        sheet.line((f"and {more:,} more", QUIET), indent=2)


def _counts(group: Group, table: Table) -> str:
    """`2 errors, 1 note`."""
    return ", ".join(
        f"{count:,} {grade.removesuffix('s') if count == 1 else grade}"
        for count, grade in zip(group.counts, table.grades, strict=True)
        if count
    )


def _cut(words: str, room: int, sheet: Sheet) -> str:
    if cell_len(words) <= room:
        return set_cell_size(words, room)
    dots = sheet.symbol("…", "...")
    return set_cell_size(words, room - len(dots)) + dots


def _bar(sheet: Sheet, group: Group, table: Table, width: int, longest: int) -> Text:
    """The group's counts side by side; each that is not nothing gets a cell at least."""
    tones = _TONES if table.grades[0] == "errors" else (*_TONES[:2], _GOOD)
    cells = max(round(width * group.total / longest), sum(bool(count) for count in group.counts))
    row, drawn, seen = Text(), 0, 0
    for count, style, fine, plain in zip(group.counts, tones, _MARKS, _PLAIN, strict=True):
        if not count:
            continue
        seen += count
        end = max(round(cells * seen / group.total), drawn + 1)
        mark = "█" if sheet.style.colour and sheet.style.unicode else sheet.symbol(fine, plain)
        row.append(mark * (end - drawn), style)
        drawn = end
    return row.append(" " * max(width - drawn, 0))
