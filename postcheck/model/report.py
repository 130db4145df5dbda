"""The outcome of a run: all that a reporter is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from postcheck.model.finding import Finding, Severity
from postcheck.model.post import Context, Origin, Unchecked


class Verdict(StrEnum):
    """Any error: do not publish; any warning: review; else ok. Never a clearance."""

    OK = "ok"
    REVIEW = "review"
    DO_NOT_PUBLISH = "do-not-publish"

    @classmethod
    def of(cls, findings: tuple[Finding, ...]) -> Verdict:
        """The verdict that the worst of `findings` asks for."""
        worst = max((finding.severity for finding in findings), default=Severity.NOTE)
        return {Severity.ERROR: cls.DO_NOT_PUBLISH, Severity.WARNING: cls.REVIEW}.get(worst, cls.OK)


@dataclass(frozen=True, slots=True)
class PostReport:
    """One post's verdict and findings; `text` is the post as it may be shown (masked, same length)."""

    id: str
    origin: Origin
    verdict: Verdict
    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    text: str = ""
    context: Context = Context()  # noqa: RUF009 - frozen
    period: str = ""
    """The pre-election period that the publish date falls in, in words; empty outside one."""
    not_checked: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """Detectors that could not run on this post, one sentence each."""
    notices: tuple[str, ...] = ()
    """Suppressions that are expired or fit nothing any more, one sentence each."""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A rule pack that took part."""

    id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Report:
    """All posts of a run, what could not be checked, and with which packs, model and tool."""

    posts: tuple[PostReport, ...]
    unchecked: tuple[Unchecked, ...]
    packs: tuple[PackInfo, ...]
    tool_version: str
    model: str = ""
    notices: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding that was not set aside, in order."""
        return tuple(finding for post in self.posts for finding in post.findings)

    def by_verdict(self) -> dict[str, int]:
        """Number of posts for each verdict, all three present."""
        return Totals.of(self.posts).by_verdict()

    def by_category(self) -> dict[str, int]:
        """Number of findings for each category that has any, in name order."""
        return Totals.of(self.posts).by_category()


@dataclass(slots=True)
class Totals:
    """What a report counts; posts may be added one at a time and need not be kept."""

    posts: int = 0
    findings: int = 0
    suppressed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, posts: Iterable[PostReport]) -> Self:
        """The totals of `posts`."""
        totals = cls()
        for post in posts:
            totals.add(post)
        return totals

    def add(self, post: PostReport) -> None:
        """Count `post`."""
        self.posts += 1
        self.findings += len(post.findings)
        self.suppressed += len(post.suppressed)
        self.verdicts[str(post.verdict)] += 1
        self.categories.update(str(finding.category) for finding in post.findings)

    def by_verdict(self) -> dict[str, int]:
        """Number of posts for each verdict, all three present."""
        return {str(verdict): self.verdicts[str(verdict)] for verdict in Verdict}

    def by_category(self) -> dict[str, int]:
        """Number of findings for each category that has any, in name order."""
        return dict(sorted(self.categories.items()))
