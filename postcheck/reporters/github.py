"""Annotations for GitHub Actions: one workflow command a finding or unchecked thing."""

from __future__ import annotations

from postcheck.model.finding import Finding, Severity
from postcheck.model.post import Unchecked
from postcheck.model.report import PostReport, Report
from postcheck.reporters import Style, _wording
from postcheck.reporters._literal import glyphs, literal

NAME = "github"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, style: Style) -> str:
    """Workflow commands, escaped as the runner unescapes them."""
    del style
    rows = [_row(post, finding) for post in report.posts for finding in post.findings]
    rows += [_unchecked(item) for item in report.unchecked]
    rows += [
        f"::notice file={_value(post.origin.path)}::{_data(literal(notice))}"
        for post in report.posts
        for notice in post.notices
    ]
    rows += [f"::notice::{_data(literal(notice))}" for notice in report.notices]
    return "".join(f"{row}\n" for row in rows)


def _unchecked(item: Unchecked) -> str:
    command = "warning" if item.fatal else "notice"
    return f"::{command} file={_value(item.origin.path)}::Not checked: {_data(literal(item.reason))}"


def _row(post: PostReport, finding: Finding) -> str:
    location = finding.location
    place = f"file={_value(post.origin.path)},line={location.line},col={location.column}"
    words = _data(literal(_wording.told(finding)))
    return f"::{_COMMANDS[finding.severity]} {place},title={_value(finding.rule)}::{words}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(words: str) -> str:
    return _data("".join(glyphs(words))).replace(":", "%3A").replace(",", "%2C")
