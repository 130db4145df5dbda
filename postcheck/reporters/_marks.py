"""Where the findings of a post stand in its text: numbered spans, cut into stretches that nest nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from postcheck.model.finding import Finding, Severity
from postcheck.model.report import PostReport


@dataclass(frozen=True, slots=True)
class Mark:
    """Finding `number` (1-based, in text order) covers half-open `start`, `end` of the post's text."""

    number: int
    start: int
    end: int
    severity: Severity


@dataclass(frozen=True, slots=True)
class Stretch:
    """Half-open `start`, `end` of the text, covered by the same marks throughout.

    `opens` are the marks that begin here, the longest first; `closes` counts those that end here.
    """

    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def severity(self) -> Severity | None:
        """The worst severity among its marks; None outside all of them."""
        return max((mark.severity for mark in self.marks), default=None)

    @property
    def opening(self) -> str:
        """The brackets of the marks that begin here, where there is no colour: `[2: `."""
        return "".join(f"[{mark.number}: " for mark in self.opens)

    @property
    def closing(self) -> str:
        """The brackets of the marks that end here; numbered where another mark goes on past its end."""
        return "".join(f" {mark.number}]" if self._crossed(mark) else "]" for mark in reversed(self.closes))

    def _crossed(self, mark: Mark) -> bool:
        return any(mark.start < other.start < mark.end < other.end for other in self.marks)


def numbered(post: PostReport) -> Iterator[tuple[int, Finding]]:
    """The post's findings with the numbers that the marks carry."""
    return enumerate(post.findings, 1)


def marks(post: PostReport) -> tuple[Mark, ...]:
    """A mark for each finding whose span lies in the text that may be shown."""
    return tuple(
        Mark(number, span[0], span[1], finding.severity)
        for number, finding in numbered(post)
        if (span := _span(finding, post.text))
    )


def stretches(length: int, spans: tuple[Mark, ...]) -> Iterator[Stretch]:
    """A text of `length` characters cut at every mark's edge, in order and without gaps."""
    edges = sorted({0, length, *(edge for mark in spans for edge in (mark.start, mark.end))})
    for start, end in pairwise(edges):
        here = tuple(mark for mark in spans if mark.start <= start and end <= mark.end)
        opens = sorted((mark for mark in here if mark.start == start), key=lambda mark: (-mark.end, mark.number))
        closes = tuple(mark for mark in here if mark.end == end)
        yield Stretch(start, end, here, tuple(opens), closes)


def _span(finding: Finding, text: str) -> tuple[int, int] | None:
    """The finding's span in `text`, without blanks at its edges; None where it lies outside."""
    start = finding.location.offset
    words = text[start : start + max(finding.location.end - finding.location.start, 0)]
    start += len(words) - len(words.lstrip())
    return (start, start + len(words.strip())) if words.strip() else None
