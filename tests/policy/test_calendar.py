from datetime import date, datetime

import pytest

from postcheck.config import Election
from postcheck.policy.calendar import ElectionCalendar, latest_start


@pytest.mark.parametrize(
    ("poll", "kind", "start"),
    [
        (date(2019, 5, 2), "local", date(2019, 3, 26)),
        (date(2023, 5, 4), "local", date(2023, 3, 27)),
        (date(2024, 5, 2), "local", date(2024, 3, 26)),
        (date(2024, 5, 2), "london-mayor", date(2024, 3, 19)),
        (date(2025, 5, 1), "local", date(2025, 3, 25)),
    ],
)
def test_latest_start_is_the_published_one(poll, kind, start):
    assert latest_start(poll, kind) == start


@pytest.mark.parametrize(
    ("moment", "area", "inside"),
    [
        ("2026-03-29T23:59", "", False),
        ("2026-03-30T00:00", "", True),
        ("2026-05-07T21:59", "", True),
        ("2026-05-08T00:00", "", False),
        ("2026-04-20T12:00", "Porthmellow", True),
        ("2026-04-20T12:00", "porthmellow", True),
        ("2026-04-20T12:00", "Saltfen", False),
    ],
)
def test_a_post_is_judged_by_its_publish_date_and_area(moment, area, inside):
    election = Election(poll=date(2026, 5, 7), area="Porthmellow" if area else "")
    calendar = ElectionCalendar([election])
    assert (calendar.period([datetime.fromisoformat(moment)], area) is not None) is inside


def test_an_ambiguous_date_counts_under_either_reading():
    calendar = ElectionCalendar([Election(poll=date(2026, 5, 7))])
    readings = [datetime(2026, 4, 5), datetime(2026, 5, 4)]  # 04/05 either way round
    assert calendar.period([readings[1]], "") is not None
    assert calendar.period([datetime(2026, 2, 1), readings[0]], "") is not None


def test_the_councils_own_notice_date_overrides_the_computed_one():
    calendar = ElectionCalendar([Election(poll=date(2024, 5, 2), start=date(2024, 3, 22))])
    assert calendar.period([datetime(2024, 3, 22, 9)], "") is not None


def test_the_period_names_itself():
    period = ElectionCalendar([Election(poll=date(2026, 5, 7))]).periods[0]
    assert str(period) == "pre-election period (heightened sensitivity) 30 March to 7 May 2026, local poll"
