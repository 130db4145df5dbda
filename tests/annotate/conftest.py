"""A report made by hand for the rows of a schedule, so that no test here waits for a checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.post import Origin, Unchecked
from postcheck.model.report import PostReport, Report, Verdict

CLAUSE = CitedClause("uk-council", "UKC.ELE.4", "No influence on voters")


def _finding(cell: str, severity: Severity = Severity.ERROR, advice: str = "Leave it out.") -> Finding:
    return Finding(
        "political/vote-appeal", Category.POLITICAL, severity, Confidence.HIGH, "Asks for votes.", advice,
        (CLAUSE,), Location("body", 0, 4, 2, 1, 2, cell), "Vote",
    )  # fmt: skip


@pytest.fixture
def found() -> Callable[..., Finding]:
    """A finding on a cell."""
    return _finding


@pytest.fixture
def report_on() -> Callable[..., Report]:
    """A report with findings by (sheet, row), and reasons by row for what was not checked."""

    def build(posts: dict[int | tuple[str, int], Iterable[Finding]], unchecked: dict[int, str] | None = None) -> Report:
        reports = []
        for place, given in posts.items():
            sheet, row = place if isinstance(place, tuple) else ("", place)
            findings = tuple(given)
            origin = Origin("s.csv", row, row, sheet)
            reports.append(PostReport(str(row), origin, Verdict.of(findings), findings))
        left = tuple(Unchecked(Origin("s.csv", row, row), reason) for row, reason in (unchecked or {}).items())
        return Report(tuple(reports), left, (), "0.1.0")

    return build
