"""Publication dates as people and tools write them, in every reading that they allow.

Results are naive local times (Europe/London). A date that can be read two ways gives both readings and
says so: a post may fall in a pre-election period under one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*[ \-/]\s*'?(?P<year>\d{4}|\d{2})(?![\d:.]\d|\d|\s*[ap]m))?"
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)"
)
_WORDED = (
    re.compile(rf"{_DAY}[\s-]*(?:of\s+)?{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?!\s*[:h]){_YEAR}", re.IGNORECASE),
)
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<utc>Z\b|UTC\b)?",
    re.IGNORECASE,
)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_EPOCH = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Dating:
    """Every reading of a date (none where it cannot be read), and what to tell about it, if anything."""

    readings: tuple[datetime, ...] = ()
    notice: str = ""


def infer_order(values: Iterable[object]) -> str:
    """`day` or `month` where some date of a file can only be read that way (a number over 12); else empty."""
    seen: set[str] = set()
    for value in values:
        if isinstance(value, str) and (match := _NUMERIC.search(value)):
            first, second = int(match["first"]), int(match["second"])
            if (first > 12) is not (second > 12):
                seen.add("day" if first > 12 else "month")
    return seen.pop() if len(seen) == 1 else ""


def read(value: object, clock: object = None, *, order: str = "") -> Dating:
    """The readings of `value` (with `clock` where the time stands apart); `order` settles 04/05."""
    if value is None or value == "":
        return Dating()
    if isinstance(value, datetime):
        return Dating((_at(value, clock),))
    if isinstance(value, date):
        return Dating((_at(datetime.combine(value, time()), clock),))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value), clock)
    return _words(" ".join(str(value).split()), clock, order)


def _at(moment: datetime, clock: object) -> datetime:
    """`moment` in local time, at the time of day that `clock` gives where it stands apart."""
    local = _local(moment)
    if isinstance(clock, datetime):
        clock = clock.time()
    if isinstance(clock, float) and 0 <= clock < 1:
        clock = (_EPOCH + timedelta(days=clock)).time()
    if isinstance(clock, str):
        clock = _time_of_day(clock)[0]
    return datetime.combine(local.date(), clock.replace(tzinfo=None)) if isinstance(clock, time) else local


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)
    except (ZoneInfoNotFoundError, OverflowError):
        return moment.replace(tzinfo=None)


def _number(value: float, clock: object) -> Dating:
    """A spreadsheet's day number, or seconds or milliseconds since 1970."""
    if 20_000 <= value < 80_000:
        moment = _at(_EPOCH + timedelta(days=value), clock)
        moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
        return Dating((moment,), f"date {value:.10g} is a spreadsheet's day number; taken as {moment:%-d %B %Y}")
    seconds = value / 1000 if value > 1e11 else value
    if 1e8 < seconds < 1e10:
        return Dating((_local(datetime.fromtimestamp(seconds, UTC)),))
    return Dating(notice=_unreadable(f"{value:.12g}"))


def _unreadable(text: str) -> str:
    return f"date '{text[:40]}' cannot be read, so the post is judged as published now. Write it as 2026-05-07 14:00"


def _words(text: str, clock: object, order: str) -> Dating:
    if moment := _iso(text):
        return Dating((_at(moment, clock),))
    if re.fullmatch(r"\d{5}(\.\d+)?|\d{10}|\d{13}", text):
        return _number(float(text), clock)
    if match := _YEAR_FIRST.search(text):
        return _dated([_day(match["year"], match["month"], match["day"])], text, match, clock)
    if match := _NUMERIC.search(text):
        return _numeric(match, text, clock, order)
    for pattern in _WORDED:
        if match := pattern.search(text):
            return _worded(match, text, clock)
    return Dating(notice=_unreadable(text))


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _YEAR_FIRST.match(text) else None
    except ValueError:
        return None


def _numeric(match: re.Match[str], text: str, clock: object, order: str) -> Dating:
    day_first = _day(match["year"], match["second"], match["first"])
    month_first = _day(match["year"], match["first"], match["second"])
    both = [day for day in (day_first, month_first) if day]
    if order == "day" and day_first:
        both = [day_first]
    elif order == "month" and month_first:
        both = [month_first]
    dating = _dated(both, text, match, clock)
    if len(set(both)) < 2:
        return dating
    readings = " or ".join(f"{day:%-d %B %Y}" for day in both)
    return Dating(dating.readings, f"date {match[0]} may be {readings}; judged under both. Write 2026-05-07 to be sure")


def _worded(match: re.Match[str], text: str, clock: object) -> Dating:
    month = str(_MONTHS.index(match["month"].lower()) + 1)
    if match["year"]:
        return _dated([_day(match["year"], month, match["day"])], text, match, clock)
    today = date.today()
    near = [day for year in (-1, 0, 1) if (day := _day(str(today.year + year), month, match["day"]))]
    if not near:
        return Dating(notice=_unreadable(text))
    nearest = min(near, key=lambda day: abs((day - today).days - 90))
    return Dating(
        _dated([nearest], text, match, clock).readings,
        f"date '{match[0].strip()}' has no year; taken as {nearest:%-d %B %Y}",
    )


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year) + (2000 if len(year) <= 2 else 0)
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _dated(days: list[date | None] | list[date], text: str, match: re.Match[str], clock: object) -> Dating:
    known = list(dict.fromkeys(day for day in days if day))
    if not known:
        return Dating(notice=_unreadable(text))
    moment, utc = _time_of_day(f"{text[match.end() :]} {text[: match.start()]}")
    readings = [datetime.combine(day, moment or time()) for day in known]
    if utc:
        readings = [_local(reading.replace(tzinfo=UTC)) for reading in readings]
    return Dating(tuple(_at(reading, clock) for reading in readings))


def _time_of_day(text: str) -> tuple[time | None, bool]:
    """The first time of day in `text`, and whether it says UTC."""
    for name, moment in _NAMED_TIMES.items():
        if name in text.lower():
            return moment, False
    for match in _CLOCK.finditer(text):
        if match["minute"] is None and not match["half"]:
            continue
        hour, half = int(match["hour"]), (match["half"] or "").lower()[:1]
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24 and int(match["minute"] or 0) < 60 and int(match["second"] or 0) < 60:
            return time(hour, int(match["minute"] or 0), int(match["second"] or 0)), bool(match["utc"])
    return None, False
