"""A batch in figures: posts and findings counted by what a communications team steers by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from postcheck.model.finding import Severity
from postcheck.model.report import PostReport, Report
from postcheck.reporters import _wording

_GRADES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_MISSING = "Not given"
WORST = 10
"""Posts named as the worst."""


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a table: how many of `label` are bad, doubtful and harmless."""

    label: str
    counts: tuple[int, int, int]

    @property
    def total(self) -> int:
        """All three together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups under a title; `grades` names what the three counts of each group are.

    A report that draws bars draws `limit` of them.
    """

    title: str
    grades: tuple[str, str, str]
    groups: tuple[Group, ...]
    limit: int = 14


def tables(report: Report) -> tuple[Table, ...]:
    """Every table that says something about this report."""
    found = (by_category(report), by_week(report), by_clause(report), by_account(report), by_platform(report))
    return tuple(table for table in (*found, by_author(report)) if tells(table))


def tells(table: Table) -> bool:
    """Whether there is more in it than what nobody gave."""
    return any(group.label != _MISSING for group in table.groups)


def by_category(report: Report) -> Table:
    """Findings by category, the most first."""
    return _findings(
        "Findings by category",
        ((_wording.category(finding.category).capitalize(), finding.severity) for finding in report.findings),
    )


def by_clause(report: Report) -> Table:
    """Findings by each clause that they cite, the most first."""
    return _findings(
        "Findings by policy clause",
        ((_wording.cited(clause), finding.severity) for finding in report.findings for clause in finding.clauses),
    )


def by_account(report: Report) -> Table:
    """Posts by handle, or by kind of account where no handle is given."""
    return _posts(
        "Posts by account",
        report.posts,
        lambda post: post.context.handle or str(post.context.account).replace("-", " ").capitalize(),
    )


def by_platform(report: Report) -> Table:
    """Posts by platform."""
    return _posts("Posts by platform", report.posts, lambda post: post.context.platform.strip().lower() or _MISSING)


def by_author(report: Report) -> Table:
    """Posts by the role of their author."""
    return _posts("Posts by author's role", report.posts, lambda post: post.context.author_role.strip() or _MISSING)


def by_week(report: Report) -> Table:
    """Posts by the week in which they are to go out, in order of time."""
    table = _posts("Posts by week", report.posts, _week, sort=False)
    first = {_week(post): min(post.context.publish_at) for post in report.posts if post.context.publish_at}
    dated = sorted((group for group in table.groups if group.label in first), key=lambda group: first[group.label])
    undated = (group for group in table.groups if group.label not in first)
    return Table(table.title, table.grades, (*dated, *undated), limit=60)


def worst(report: Report) -> list[tuple[int, PostReport]]:
    """The posts with the most errors, then warnings, with their 1-based number in the report; none that is ok."""

    def weight(entry: tuple[int, PostReport]) -> tuple[int, int, int]:
        found = [finding.severity for finding in entry[1].findings]
        return (-found.count(Severity.ERROR), -found.count(Severity.WARNING), entry[0])

    bad = [entry for entry in enumerate(report.posts, 1) if any(f.severity > Severity.NOTE for f in entry[1].findings)]
    return sorted(bad, key=weight)[:WORST]


def by_period(report: Report) -> dict[str, list[PostReport]]:
    """Posts that go out in a pre-election period, by the period in words."""
    found: dict[str, list[PostReport]] = {}
    for post in report.posts:
        if post.period:
            found.setdefault(post.period, []).append(post)
    return found


def _findings(title: str, entries: Iterable[tuple[str, Severity]]) -> Table:
    counts: dict[str, list[int]] = {}
    for label, severity in entries:
        counts.setdefault(label, [0, 0, 0])[_GRADES.index(severity)] += 1
    return Table(title, ("errors", "warnings", "notes"), _sorted(counts))


def _posts(title: str, posts: Iterable[PostReport], label: Callable[[PostReport], str], *, sort: bool = True) -> Table:
    counts: dict[str, list[int]] = {}
    for post in posts:
        counts.setdefault(label(post), [0, 0, 0])[_wording.WORST_FIRST.index(post.verdict)] += 1
    groups = _sorted(counts) if sort else tuple(_groups(counts))
    return Table(title, ("not to publish", "to review", "ok"), groups)


def _sorted(counts: dict[str, list[int]]) -> tuple[Group, ...]:
    """The largest first, in name order among equals; what nobody gave comes last."""
    return tuple(sorted(_groups(counts), key=lambda group: (group.label == _MISSING, -group.total, group.label)))


def _groups(counts: dict[str, list[int]]) -> Iterator[Group]:
    for label, (bad, doubtful, harmless) in counts.items():
        yield Group(label, (bad, doubtful, harmless))


def _week(post: PostReport) -> str:
    """The Monday of its week in words; both readings of an unclear date have to agree."""
    mondays = {(when - timedelta(days=when.weekday())).date() for when in post.context.publish_at}
    if not mondays:
        return _MISSING
    if len(mondays) > 1:
        return "Date unclear"
    monday = mondays.pop()
    return f"From {monday.day} {monday:%B %Y}"
