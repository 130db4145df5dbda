"""`--changed-since REV`: only what stands in paragraphs that were touched."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from postcheck import git
from postcheck.model.finding import Finding
from postcheck.model.report import PostReport, Report, Verdict

_LONE_RETURN = re.compile(r"\r(?!\n)")
"""A line end to us and none to git."""


def only_changed(report: Report, since: str) -> Report:
    """`report` with the findings of paragraphs that differ from revision `since`; a notice counts the rest."""
    paragraphs = cache(_paragraphs)

    def touched(post: PostReport, finding: Finding) -> bool:
        lines = paragraphs(post.origin.path, since)
        return lines is None or finding.location.line in lines

    posts = tuple(_kept(post, tuple(item for item in post.findings if touched(post, item))) for post in report.posts)
    left_out = len(report.findings) - sum(len(post.findings) for post in posts)
    notice = f"{left_out} finding{'s' * (left_out > 1)} in paragraphs unchanged since {since} left out"
    return replace(report, posts=posts, notices=(*report.notices, *([notice] if left_out else [])))


def _kept(post: PostReport, findings: tuple[Finding, ...]) -> PostReport:
    return replace(post, findings=findings, verdict=Verdict.of(findings))


def _paragraphs(name: str, since: str) -> set[int] | None:
    """The 1-based lines of every paragraph of the file that holds a changed line; None where all count."""
    path = Path(name).absolute()
    if not path.is_file():
        return None
    changed = git.changed_lines(path, since)
    found: set[int] = set()
    start = 1
    text = path.read_bytes().decode("utf-8", errors="replace")
    if changed and _LONE_RETURN.search(text):
        return None
    lines = re.split(r"\r?\n", text)
    for number, line in enumerate((*lines, ""), 1):
        if not line.strip():
            if any(start <= last.stop - 1 and last.start <= number for last in changed if len(last)):
                found.update(range(start, number + 1))
            start = number + 1
    return found
