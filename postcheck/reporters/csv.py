"""A row a finding for a spreadsheet, no cell of which can be taken as a formula."""

from __future__ import annotations

import csv
import io

from postcheck.model.finding import Finding
from postcheck.model.report import PostReport, Report
from postcheck.reporters import Style, _wording
from postcheck.reporters._literal import literal

NAME = "csv"

_COLUMNS = (
    "post", "place", "verdict", "severity", "confidence", "category", "rule", "part", "line", "column",
    "words", "message", "evidence", "clauses", "advice", "sign-off", "fingerprint",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "::")
"""What a spreadsheet takes for a formula, or a build server for a command."""


def render(report: Report, style: Style) -> str:
    """Comma-separated; a post without findings keeps a row, an unchecked thing too."""
    del style
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for post in report.posts:
        writer.writerows(_row(post, finding) for finding in post.findings or (None,))
    for item in report.unchecked:
        cells = ["", _wording.origin(item.origin), "not checked", *[""] * 8, item.reason, *[""] * 5]
        writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _row(post: PostReport, finding: Finding | None) -> list[str]:
    cells = [post.id, _wording.origin(post.origin), str(post.verdict)]
    if finding:
        location = finding.location
        cells += [str(finding.severity), str(finding.confidence), str(finding.category), finding.rule, location.part]
        cells += [str(location.line), str(location.column), finding.excerpt, finding.message]
        cells += ["; ".join(finding.evidence), "; ".join(_wording.cited(clause) for clause in finding.clauses)]
        cells += [finding.advice, "; ".join(_once(finding)), finding.fingerprint]
    return [_safe(cell) for cell in (*cells, *[""] * (len(_COLUMNS) - len(cells)))]


def _once(finding: Finding) -> list[str]:
    return list(dict.fromkeys(clause.sign_off for clause in finding.clauses if clause.sign_off))


def _safe(cell: str) -> str:
    shown = literal(cell)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
