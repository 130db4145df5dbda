"""Pieces of the HTML report: text made safe, tags, bars drawn as SVG."""

from __future__ import annotations

import html

from postcheck.model.finding import Severity
from postcheck.model.report import PostReport, Verdict
from postcheck.reporters import _wording
from postcheck.reporters._literal import glyphs, literal
from postcheck.reporters._marks import Stretch, marks, stretches
from postcheck.reporters._statistics import Group, Table

TONES = ("error", "warning", "note")
VERDICT_TONES = {Verdict.DO_NOT_PUBLISH: "error", Verdict.REVIEW: "warning", Verdict.OK: "ok"}
_LONG = 28
"""Characters from which a label asks for a chart of the page's whole width."""


def say(words: str) -> str:
    """Words of ours or of a draft's as HTML text, on one line."""
    return html.escape(literal(words))


def verdict_badge(verdict: Verdict) -> str:
    """The verdict in words on its colour."""
    return f'<span class="badge {VERDICT_TONES[verdict]}">{_wording.VERDICTS[verdict].capitalize()}</span>'


def severity_badge(severity: Severity) -> str:
    """The severity in words on its colour."""
    return f'<span class="badge {severity}">{str(severity).capitalize()}</span>'


def draft(post: PostReport, number: int) -> str:
    """The post's text, its findings' words marked and each mark linked to its finding."""
    spans = marks(post)
    shown = glyphs(post.text)
    pieces = (_stretch(shown, stretch, number) for stretch in stretches(len(post.text), spans))
    return (
        f'<div class="draft" dir="auto" tabindex="0" role="group" aria-label="Draft of post {number}">'
        f"{''.join(pieces)}</div>"
    )


def _stretch(shown: list[str], stretch: Stretch, post: int) -> str:
    words = html.escape("".join(shown[stretch.start : stretch.end]))
    if stretch.severity is None:
        return words
    links = "".join(
        f'<a class="badge {mark.severity}" href="#p{post}f{mark.number}" aria-label="Finding {mark.number}">'
        f"{mark.number}</a>"
        for mark in stretch.opens
    )
    return f'{links}<mark class="{stretch.severity}">{words}</mark>'


def chart(table: Table, tones: tuple[str, str, str] = TONES) -> str:
    """A table whose last column draws each group as a bar; readable without the drawing."""
    groups = table.groups[: table.limit]
    wide = " wide" if any(len(group.label) > _LONG for group in groups) else ""
    rest = len(table.groups) - len(groups)
    more = f'<p class="where">and {rest:,} more</p>' if rest else ""
    longest = max((group.total for group in groups), default=1)
    rows = "".join(_bar(group, longest, table.grades, tones) for group in groups)
    legend = "".join(
        f'<li><span class="key {tone}"></span>{grade}</li>' for grade, tone in zip(table.grades, tones, strict=True)
    )
    return (
        f'<figure class="chart{wide}"><figcaption><h3>{say(table.title)}</h3>'
        f'<ul class="legend">{legend}</ul></figcaption>'
        f"<table><caption>{say(table.title)}</caption><tbody>{rows}</tbody></table>{more}</figure>"
    )


def _bar(group: Group, longest: int, grades: tuple[str, str, str], tones: tuple[str, str, str]) -> str:
    words = ", ".join(f"{count:,} {grade}" for count, grade in zip(group.counts, grades, strict=True) if count)
    rects, left = "", 0.0
    for count, tone in zip(group.counts, tones, strict=True):
        wide = 1000 * count / longest
        if count:
            rects += f'<rect class="{tone}" x="{left:.1f}" y="0" width="{wide:.1f}" height="10"/>'
        left += wide
    return (
        f'<tr><th scope="row">{say(group.label)}</th><td class="figure">{group.total:,}</td>'
        f'<td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{words}">'
        f"<title>{words}</title>{rects}</svg></td></tr>"
    )
