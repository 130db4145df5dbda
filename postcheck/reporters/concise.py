"""One line a finding: place, severity, rule, message, clauses; then the tally."""

from __future__ import annotations

from postcheck.model.finding import Finding
from postcheck.model.report import PostReport, Report
from postcheck.reporters import Style, _wording
from postcheck.reporters._literal import literal, no_command

NAME = "concise"


def render(report: Report, style: Style) -> str:
    """Lines that `grep` and editors understand: `path:line:column: severity ...`."""
    rows = [_row(post, finding) for post in report.posts for finding in post.findings]
    rows += [
        f"{_wording.origin(item.origin)}: {'unchecked' if item.fatal else 'limit'}: {item.reason}".removeprefix(": ")
        for item in report.unchecked
    ]
    rows += [f"{_wording.name(post)}: notice: {notice}" for post in report.posts for notice in post.notices]
    rows += [f"notice: {notice}" for notice in report.notices]
    rows.append(f"{_wording.tally(report)} {_wording.NO_CLEARANCE}")
    return "".join(f"{no_command(literal(row, unicode=style.unicode))}\n" for row in rows)


def _row(post: PostReport, finding: Finding) -> str:
    location = finding.location
    path = post.origin.path.replace("\r", "\\r").replace("\n", "\\n") or post.id
    clauses = ", ".join(clause.id for clause in finding.clauses)
    sheet = f"[{post.origin.sheet}]" if post.origin.sheet else ""
    where = f"{path}{sheet}:{location.line}:{location.column}"
    return f"{where}: {finding.severity}: {finding.rule}: {finding.message} [{clauses}]"
