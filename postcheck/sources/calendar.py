"""Schedules as iCalendar files (.ics): an event is a post.

Content lines are unfolded here rather than by a library, so that every character keeps its place and
one broken event costs no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.build import Lines, Run, Stretch
from postcheck.sources.columns import CONTEXT_FIELDS, field_of
from postcheck.sources.decode import opened
from postcheck.sources.fields import Record, post

SUFFIXES = (".ics", ".ical")

_LINE = re.compile(r"[^\r\n]+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*")
_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
_NAME = re.compile(r'(?P<name>[A-Za-z0-9-]+)(?P<options>(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^;:"]*))*):')
_ESCAPE = re.compile(r"\\([nN,;\\:\"])|(?:\r\n|\r|\n)[ \t]")
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?")
_PARTS = {"DESCRIPTION": "body", "SUMMARY": "title", "COMMENT": "first_comment", "URL": "link", "ATTACH": "media"}


@dataclass(slots=True)
class _Event:
    line: int
    words: list[Stretch] = field(default_factory=list)
    fields: dict[str, object] = field(default_factory=dict)
    uid: str = ""
    repeats: bool = False


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every event of the file as a post: its description, or its summary where it has none."""
    origin = Origin(str(path))
    text = yield from opened(path, options)
    if text is None:
        return
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        yield Unchecked(origin, "is no iCalendar file: it does not begin with BEGIN:VCALENDAR")
        return
    given = 0
    for event, problem in _events(text):
        here = Origin(str(path), event.line)
        if problem:
            yield Unchecked(here, problem)
        if any(stretch.text.strip() for stretch in event.words):
            given += 1
            yield from _post(event, here, options)
        elif not problem:
            yield Unchecked(here, "this event has no description and no summary, so there is nothing to check")
    if not given:
        yield Unchecked(origin, "holds no events with words", fatal=options.named)


def _events(text: str) -> Iterator[tuple[_Event, str]]:
    """Events with why one of them is incomplete, if it is."""
    lines = Lines(text)
    event: _Event | None = None
    depth = 0
    for match in _LINE.finditer(text):
        head = _NAME.match(match[0])
        if head is None:
            continue
        name, value = head["name"].upper(), match[0][head.end() :].strip().upper()
        if name == "BEGIN" and value == "VEVENT":
            if event:
                yield event, "this event is never ended; what it says before the next one was read"
            event, depth = _Event(lines.place(match.start())[0]), 0
        elif name in ("BEGIN", "END") and event and value != "VEVENT":
            depth += 1 if name == "BEGIN" else -1
        elif name == "END" and event:
            yield event, ""
            event = None
        elif event and depth == 0:
            _property(event, name, head["options"], text, match.start() + head.end(), match.end(), lines)
    if event:
        yield event, "this event is never ended (the file may be cut short); what it says was read"


def _property(event: _Event, name: str, options: str, text: str, start: int, end: int, lines: Lines) -> None:
    words, runs = _unescaped(text[start:end], start)
    if name in _PARTS and not (name == "ATTACH" and "VALUE=BINARY" in options.upper()):
        event.words.append(lines.stretch(_PARTS[name], words, runs))
    elif name == "DTSTART":
        event.fields["publish_at"] = _moment(words.strip(), options) or words
    elif name == "UID":
        event.uid = words.strip()
    elif name in ("RRULE", "RDATE"):
        event.repeats = True
    elif name.startswith("X-"):
        kind = field_of(name[2:].replace("POSTCHECK-", ""))
        if kind in (*CONTEXT_FIELDS, "postcheck"):
            event.fields[kind] = words
        elif kind:
            event.words.append(lines.stretch("body" if kind == "text" else kind, words, runs))


def _unescaped(raw: str, start: int) -> tuple[str, list[Run]]:
    """A value without folds and escapes, and the runs in which it follows the file."""
    runs: list[Run] = [(0, start)]
    pieces: list[str] = []
    at = last = 0
    for match in _ESCAPE.finditer(raw):
        pieces.append(raw[last : match.start()])
        at += match.start() - last
        if match[1]:
            runs.append((at, start + match.start()))
            pieces.append("\n" if match[1] in "nN" else match[1])
            at += 1
        last = match.end()
        runs.append((at, start + last))
    pieces.append(raw[last:])
    return "".join(pieces), runs


def _moment(value: str, options: str) -> datetime | None:
    found = _STAMP.match(value)
    if not found:
        return None
    try:
        moment = datetime(*(int(number or 0) for number in found.groups()[:6]))  # type: ignore[arg-type]
    except ValueError:
        return None
    zone = re.search(r"TZID=\"?([^;:\"]+)", options, re.IGNORECASE)
    if found[7]:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.replace(tzinfo=ZoneInfo(zone[1])) if zone else moment
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment


def _post(event: _Event, origin: Origin, options: ReadOptions) -> Iterator[Post | Unchecked]:
    event.words.sort(key=lambda stretch: stretch.name != "body")
    if event.words[0].name != "body":
        first = next((item for item in event.words if item.name == "title"), event.words[0])
        rest = [item for item in event.words if item is not first]
        event.words = [Stretch("body", first.text, first.segments), *rest]
    if event.repeats:
        told = "this event repeats; it was judged at its first date"
        yield Unchecked(origin, told, fatal=False, notice=True)
    record = Record(event.uid or str(origin), origin, event.words, event.fields)
    yield from post(record, options.context, order=options.date_order)
