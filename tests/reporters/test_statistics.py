"""The batch in figures: what is counted where."""

from dataclasses import replace
from datetime import datetime

import pytest

from postcheck.model.post import Context
from postcheck.reporters import Style, _statistics, get


def dated(report, *dates):
    post = report.posts[0]
    return replace(report, posts=(replace(post, context=Context(publish_at=dates)),))


@pytest.mark.parametrize(
    ("dates", "label"),
    [
        ((datetime(2026, 4, 20),), "From 20 April 2026"),
        ((datetime(2026, 4, 26, 23, 59),), "From 20 April 2026"),
        ((datetime(2026, 4, 27),), "From 27 April 2026"),
        ((datetime(2026, 1, 1),), "From 29 December 2025"),
        ((datetime(2026, 4, 5), datetime(2026, 5, 4)), "Date unclear"),
        ((), "Not given"),
    ],
)
def test_a_post_falls_in_the_week_of_its_date(golden_report, dates, label):
    [group] = _statistics.by_week(dated(golden_report, *dates)).groups
    assert group.label == label


def test_weeks_stand_in_order_of_time(golden_report):
    days = (datetime(2026, 10, 5), datetime(2026, 2, 2), datetime(2025, 12, 8))
    posts = [dated(golden_report, day).posts[0] for day in days] + [golden_report.posts[-1]]
    labels = [group.label for group in _statistics.by_week(replace(golden_report, posts=tuple(posts))).groups]
    assert labels == ["From 8 December 2025", "From 2 February 2026", "From 5 October 2026", "Not given"]


def test_the_worst_come_first_and_ok_posts_never(golden_report):
    assert [number for number, _ in _statistics.worst(golden_report)] == [1, 3, 2]


def test_a_finding_counts_for_each_of_its_clauses(golden_report):
    counts = {group.label: group.counts for group in _statistics.by_clause(golden_report).groups}
    assert counts["COR.BEH.12 No party politics"] == (2, 2, 0)
    assert counts["UKC.ELE.1 Pre-election period: no controversial publicity"] == (1, 0, 0)


def test_tables_that_nobody_filled_in_are_left_out(clean_report):
    assert [table.title for table in _statistics.tables(clean_report)] == ["Posts by account"]


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_terminal_shows_them_within_its_width(golden_report, width):
    text = get("terminal").render(golden_report, Style(width=width, statistics=True))
    assert max(map(len, text.splitlines())) <= width
    assert "In a pre-election period" in text
    assert "Posts by platform" not in get("terminal").render(golden_report, Style(width=width))
