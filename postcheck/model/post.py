"""A post, the circumstances of its publication, and the way back to its place in the draft."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from postcheck.model.suppression import Suppression


class Account(StrEnum):
    """Who speaks: the council, one of its services, an officer in private, or a councillor."""

    CORPORATE = "corporate"
    SERVICE = "service"
    PERSONAL = "personal"
    PERSONAL_ROLE_LISTED = "personal-role-listed"
    COUNCILLOR = "councillor"

    @property
    def is_personal(self) -> bool:
        """Whether an individual's own account speaks."""
        return self in (Account.PERSONAL, Account.PERSONAL_ROLE_LISTED, Account.COUNCILLOR)


class Permission(StrEnum):
    """Recorded consent of the people whom a post shows or names."""

    GRANTED = "granted"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Context:
    """Circumstances of publication; rules ask it, detectors never do.

    `publish_at` holds every reading of an ambiguous date (04/05), all in local time; empty means now.
    """

    account: Account = Account.CORPORATE
    author_role: str = ""
    handle: str = ""
    platform: str = ""
    publish_at: tuple[datetime, ...] = ()
    area: str = ""
    nation: str = ""
    permission: Permission = Permission.NONE
    permission_ref: str = ""
    evidence: tuple[str, ...] = ()
    paid: bool = False
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a post stands: a file, and within it a 1-based line or row (and sheet or cell)."""

    path: str = ""
    line: int = 0
    row: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        number = self.line or self.row
        return f"{self.path or '<text>'}{sheet}{f':{number}' if number else ''}"


@dataclass(frozen=True, slots=True)
class Place:
    """One character's place in the draft: 1-based line and column, row and cell where there are any."""

    line: int
    column: int
    row: int = 0
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """From post offset `start` on, characters follow the draft from `line`, `column` (1-based).

    `offsets` lists the extra draft columns that each character is pushed right by escapes; empty means
    character for character. A newline in the post moves to the next line unless `single_line` holds
    (a JSON string keeps its line).
    """

    start: int
    line: int
    column: int
    row: int = 0
    cell: str = ""
    offsets: tuple[int, ...] = ()
    single_line: bool = False


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Post offset to draft place; made by the source and asked once, when a finding is built."""

    segments: tuple[Segment, ...] = (Segment(0, 1, 1),)

    def place(self, text: str, offset: int) -> Place:
        """The place of the character at `offset` of the post's `text`."""
        index = bisect_right([segment.start for segment in self.segments], offset) - 1
        segment = self.segments[max(index, 0)]
        local = offset - segment.start
        pushed = segment.offsets[min(local, len(segment.offsets) - 1)] if segment.offsets else 0
        if segment.single_line:
            return Place(segment.line, segment.column + local + pushed, segment.row, segment.cell)
        before = text[segment.start : offset]
        ends = before.count("\n") + before.count("\r") - before.count("\r\n")
        if not ends:
            return Place(segment.line, segment.column + local + pushed, segment.row, segment.cell)
        last = max(before.rfind("\n"), before.rfind("\r"))
        return Place(segment.line + ends, len(before) - last, segment.row, segment.cell)


@dataclass(frozen=True, slots=True)
class Part:
    """A named stretch of a post's text: body, title, alt_text, first_comment, reply, front_matter, link, media."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a text read as `replacement` (markup, code fences, obfuscation)."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Post:
    """One text to be published; `text` holds exactly the characters that the user wrote.

    The body comes first; other parts follow it, separated by blank lines. `markup` says which
    characters are not prose. `not_checked` lists what this post holds that no text check can reach.
    """

    id: str
    text: str
    parts: tuple[Part, ...] = ()
    context: Context = Context()
    origin: Origin = Origin()
    source_map: SourceMap = SourceMap()
    markup: tuple[Edit, ...] = ()
    not_checked: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def part_at(self, offset: int) -> Part:
        """The part that holds `offset`; the whole text as body where no parts are told apart."""
        for part in self.parts:
            if part.start <= offset < part.end:
                return part
        return self.parts[-1] if self.parts else Part("body", 0, len(self.text))


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Something that was asked for and not checked, and why, in one line that says what to do."""

    origin: Origin
    reason: str
    fatal: bool = True
    """False for a limit that every run has (images, linked pages); True counts towards exit code 3."""
    notice: bool = False
    """True where nothing was left out and only the manner of reading is told (encoding, columns, dates)."""
