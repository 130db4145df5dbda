from __future__ import annotations

from datetime import date, datetime, time

import pytest

from postcheck.sources import dates


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2026-05-07", datetime(2026, 5, 7)),
        ("2026-05-07 14:00", datetime(2026, 5, 7, 14)),
        ("2026/05/07 2:30 pm", datetime(2026, 5, 7, 14, 30)),
        ("2026-05-07T14:00:00Z", datetime(2026, 5, 7, 15)),
        ("2026-12-07T23:30:00+00:00", datetime(2026, 12, 7, 23, 30)),
        ("2026-07-07T23:30:00+00:00", datetime(2026, 7, 8, 0, 30)),
        ("13/05/26 3pm", datetime(2026, 5, 13, 15)),
        ("05/13/2026 12:00 AM", datetime(2026, 5, 13)),
        ("13.05.2026", datetime(2026, 5, 13)),
        ("Jan 10, 2030 3:00 PM", datetime(2030, 1, 10, 15)),
        ("Sat 10th January 2030 15:00", datetime(2030, 1, 10, 15)),
        ("5-May-26", datetime(2026, 5, 5)),
        ("w/c 12 May 2026", datetime(2026, 5, 12)),
        ("12 May 2026, noon", datetime(2026, 5, 12, 12)),
        ("1767225600", datetime(2026, 1, 1)),
        (datetime(2026, 5, 7, 9), datetime(2026, 5, 7, 9)),
        (date(2026, 5, 7), datetime(2026, 5, 7)),
    ],
)
def test_dates_as_people_and_tools_write_them(written: object, wanted: datetime) -> None:
    assert dates.read(written) == dates.Dating((wanted,))


def test_a_spreadsheets_day_number_is_taken_and_told() -> None:
    dating = dates.read("46149.5")
    assert dating.readings == (datetime(2026, 5, 7, 12),)
    assert "day number" in dating.notice


def test_both_readings_of_an_ambiguous_date() -> None:
    dating = dates.read("04/05/2026 10:30")
    assert dating.readings == (datetime(2026, 5, 4, 10, 30), datetime(2026, 4, 5, 10, 30))
    assert "judged under both" in dating.notice
    assert dates.read("05/05/2026") == dates.Dating((datetime(2026, 5, 5),))
    assert dates.read("04/05/2026", order="month") == dates.Dating((datetime(2026, 4, 5),))


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["04/05/2026", "13/05/2026"], "day"),
        (["04/05/2026", "05/13/2026"], "month"),
        (["13/05/2026", "05/13/2026"], ""),
        (["04/05/2026"], ""),
        (["2026-05-13"], ""),
    ],
)
def test_a_files_other_dates_tell_the_order(values: list[str], order: str) -> None:
    assert dates.infer_order(values) == order


@pytest.mark.parametrize(
    "written", ["next Friday at 2 PM", "TBC", "31/02/2026", "2026-13-01", "99/99/9999", "12345678901234567890"]
)
def test_what_cannot_be_read_is_told(written: str) -> None:
    dating = dates.read(written)
    assert not dating.readings
    assert "cannot be read" in dating.notice


def test_a_time_in_its_own_column_is_joined() -> None:
    assert dates.read("2026-05-07", "10:30:00").readings == (datetime(2026, 5, 7, 10, 30),)
    assert dates.read(datetime(2026, 5, 7), time(9)).readings == (datetime(2026, 5, 7, 9),)


def test_a_missing_year_is_told() -> None:
    assert "has no year" in dates.read("Mon 5 May").notice


def test_nothing_is_now() -> None:
    assert dates.read("") == dates.read(None) == dates.Dating()
