"""Pre-election periods: when they begin and end, and whether a post falls in one.

The latest lawful start is 25 working days before the poll (30 for the Mayor of London and the London
Assembly), bank holidays counted; a council's own notice date overrides it. Checked against published
dates of 2019 to 2025.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from postcheck.config import Election

_WORKING_DAYS = {"london": 30, "gla": 30, "london-mayor": 30, "london-assembly": 30}
_SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (the poll) of a pre-election period, and the poll's kind and area."""

    start: date
    poll: date
    kind: str
    area: str

    def __str__(self) -> str:
        where = f", {self.area}" if self.area else ""
        return (
            f"pre-election period (heightened sensitivity) {self.start:%-d %B} to {self.poll:%-d %B %Y}, "
            f"{self.kind} poll{where}"
        )


@cache
def latest_start(poll: date, kind: str = "local", nation: str = "england") -> date:
    """The last day on which the period for `poll` must begin."""
    from holidays import country_holidays

    bank_holidays = country_holidays("GB", subdiv=_SUBDIVISIONS.get(nation, "ENG"), years=[poll.year - 1, poll.year])
    day, left = poll, _WORKING_DAYS.get(kind.lower(), 25)
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5 and day not in bank_holidays
    return day


class ElectionCalendar:
    """The polls of a configuration."""

    def __init__(self, elections: Iterable[Election], nation: str = "england") -> None:
        self.periods = tuple(
            Period(item.start or latest_start(item.poll, item.kind, nation), item.poll, item.kind, item.area)
            for item in elections
        )

    def period(self, moments: Iterable[datetime], area: str) -> Period | None:
        """The period that any of `moments` falls in, in `area` (a poll without area holds everywhere)."""
        days = {moment.date() for moment in moments} or {date.today()}
        for period in self.periods:
            here = not period.area or not area or period.area.casefold() == area.casefold()
            if here and any(period.start <= day <= period.poll for day in days):
                return period
        return None
