"""What is written beside a row: verdict, findings, clauses, advice and whatever else there is to know."""

from __future__ import annotations

from dataclasses import dataclass

from postcheck.model.finding import Finding
from postcheck.model.report import PostReport, Report, Verdict
from postcheck.reporters import _wording
from postcheck.reporters._literal import literal

TITLES = tuple(f"postcheck {name}" for name in ("verdict", "findings", "clauses", "advice", "notes"))
"""Titles of the added columns."""

NOT_CHECKED = "not checked"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula."""


@dataclass(frozen=True, slots=True)
class Note:
    """The words beside one row, a string for each title, on one line each."""

    cells: tuple[str, ...]
    verdict: Verdict | None = None
    findings: tuple[Finding, ...] = ()


class Notes:
    """What a report says of the rows of one schedule."""

    def __init__(self, report: Report, *, stopped: bool = False) -> None:
        self._posts = {(post.origin.sheet, post.origin.row): post for post in report.posts}
        self._reasons: dict[tuple[str, int], list[str]] = {}
        for item in report.unchecked:
            self._reasons.setdefault((item.origin.sheet, item.origin.row), []).append(item.reason)
        self._stopped = stopped

    def of(self, row: int, *, sheet: str = "") -> Note:
        """The note for a row that holds something and stands below the titles."""
        if post := self._posts.get((sheet, row)):
            return _note(post)
        reasons = self._reasons.get((sheet, row)) or [
            "the run was stopped before this row" if self._stopped else "no words were read in this row"
        ]
        return Note((NOT_CHECKED, "", "", "", literal("; ".join(reasons))))


def _note(post: PostReport) -> Note:
    findings = sorted(post.findings, key=lambda item: -item.severity)
    clauses = dict.fromkeys(_wording.cited(clause) for item in findings for clause in item.clauses)
    advice = dict.fromkeys(item.advice for item in findings)
    cells = (
        str(post.verdict),
        "; ".join(line(item) for item in findings),
        "; ".join(clauses),
        " ".join(advice),
        "; ".join(_more(post)),
    )
    return Note(tuple(map(literal, cells)), post.verdict, tuple(findings))


def line(finding: Finding) -> str:
    """A finding in one line: severity, rule and message, with the reason where the message gives none."""
    because = f" ({'; '.join(finding.evidence)})" if finding.evidence and finding.rule.startswith("record/") else ""
    return f"{finding.severity} {finding.rule}: {finding.message}{because}"


def _more(post: PostReport) -> list[str]:
    aside = [f"set aside: {item.rule} ({item.suppression})" for item in post.suppressed]
    period = [f"falls in the {post.period}"] if post.period else []
    return [*period, *post.failures, *aside, *post.notices, *post.not_checked]
