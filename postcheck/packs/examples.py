"""A pack's examples as tests of it: each becomes a post, is checked, and is judged by what it promises.

A `violates` example holds if a warning or error overlaps a `[[mark]]`: for a clause, one that cites it (or
a clause that it is checked `through`); for a rule, one of that rule or of its category. Notes count where
the rule's own severity is note. A `passes` example holds if no such finding is there. Known misses and
known false alarms are expected to go wrong, and are told when they no longer do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from postcheck import config
from postcheck.config import Election, Settings
from postcheck.model.finding import Category, Finding, Severity
from postcheck.model.pack import Clause, Example, Rule, RulePack
from postcheck.model.post import Context, Post
from postcheck.model.report import PostReport

Check = Callable[[Iterable[Post]], Iterable[PostReport]]

_MARK = re.compile(r"\[\[((?:(?!\[\[|\]\]).)*)\]\]", re.DOTALL)
_POLL = datetime(2026, 5, 7, 9, 0)
_COUNCIL = "council.toml"


class Kind(StrEnum):
    """What an example says of itself; the value is its key in the YAML."""

    VIOLATES = "violates"
    PASSES = "passes"
    KNOWN_MISS = "known_misses"
    KNOWN_FALSE_ALARM = "known_false_alarms"


class Outcome(StrEnum):
    """How an example went; `mended` is a known fault that is no longer there."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN = "known"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule or a clause; `number` counts from 1 within its kind."""

    owner: Rule | Clause
    kind: Kind
    number: int
    example: Example

    @property
    def name(self) -> str:
        """A readable id, as in `political/vote-appeal violates 1`."""
        return f"{self.owner.id} {self.kind} {self.number}"

    @property
    def text(self) -> str:
        """The post without its marks."""
        return _MARK.sub(r"\1", self.example.post)

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """The marked spans in `text`; the whole text where nothing is marked."""
        spans, removed = [], 0
        for mark in _MARK.finditer(self.example.post):
            start = mark.start() - removed
            spans.append((start, start + len(mark[1])))
            removed += 4
        return tuple(spans) or ((0, len(self.text)),)

    def post(self) -> Post:
        """The example as a post to check."""
        example = self.example
        moment = datetime.fromisoformat(example.publish_at) if example.publish_at else _moment(example.election)
        context = Context(
            account=example.account,
            author_role=example.author_role,
            handle=example.handle,
            platform=example.platform,
            publish_at=(moment,),
            area=example.area,
            nation=example.nation or "england",
            permission=example.permission,
            permission_ref=example.permission_ref,
            evidence=example.evidence,
            paid=example.paid,
            approved_by=example.approved_by,
        )
        return Post(self.name, self.text, context=context)


@dataclass(frozen=True, slots=True)
class Result:
    """How a case went, and in words what was found or missing."""

    case: Case
    outcome: Outcome
    reason: str = ""


def cases(pack: RulePack, *, within: Path | None = None) -> Iterator[Case]:
    """Every example of `pack`, rules first, each by kind.

    With `within`, only those of the rules and clauses that the pack in that folder states itself: what it
    inherits was written for another council's settings.
    """
    owners: list[Rule | Clause] = [rule for rule in pack.rules if within is None or _lies(pack, rule, within)]
    owners += [clause for stated_by, clause in pack.clauses.values() if within is None or stated_by == pack.id]
    for owner in owners:
        for kind in Kind:
            for number, example in enumerate(getattr(owner.examples, kind), 1):
                yield Case(owner, kind, number, example)


def _lies(pack: RulePack, rule: Rule, folder: Path) -> bool:
    path, _ = pack.places.get(rule.id, ("", 0))
    return Path(path).parent == folder.resolve()


def council(pack: Path, settings: Settings | None = None) -> Settings:
    """Settings under which the examples of the pack in folder `pack` are meant.

    Its own `council.toml`, or the one beside the pack, or else `settings`; always with one poll, so that
    `election: true` can be told apart.
    """
    files = (folder / _COUNCIL for folder in (pack, pack.resolve().parent))
    found = next((file for file in files if file.is_file()), None)
    chosen = config.load(found) if found else settings or Settings()
    return chosen.model_copy(update={"elections": (Election(poll=_POLL.date()),)})


def run(chosen: Iterable[Case], check: Check, pack: RulePack) -> Iterator[Result]:
    """A result for each case, in order; `check` is a checker of `pack` under the settings of `council`."""
    tried = list(chosen)
    for case, report in zip(tried, check(case.post() for case in tried), strict=True):
        yield judge(case, report, pack)


def judge(case: Case, report: PostReport, pack: RulePack) -> Result:
    """Whether `report` is what `case` promises."""
    if report.failures:
        return Result(case, Outcome.FAILED, "; ".join(report.failures))
    found = _relevant(case, report.findings, pack)
    told = case.kind in (Kind.VIOLATES, Kind.KNOWN_MISS)
    marked = [finding for finding in found if _overlaps(finding, case.marks)] if told else found
    right = bool(marked) is told
    if case.kind in (Kind.KNOWN_MISS, Kind.KNOWN_FALSE_ALARM):
        why = "no longer wrong: move it to violates or passes" if right else case.example.reason
        return Result(case, Outcome.MENDED if right else Outcome.KNOWN, why)
    if right:
        return Result(case, Outcome.PASSED)
    return Result(case, Outcome.FAILED, _told(report.findings) if told else f"reported by {_told(found)}")


def _relevant(case: Case, findings: Sequence[Finding], pack: RulePack) -> list[Finding]:
    """The findings that count for or against `case`."""
    owner = case.owner
    found = [finding for finding in findings if not finding.suppression]
    if isinstance(owner, Clause):
        wanted = {owner.id, *owner.through}
        return [
            finding
            for finding in found
            if finding.severity >= Severity.WARNING and not wanted.isdisjoint(clause.id for clause in finding.clauses)
        ]
    least = min(owner.severity, Severity.WARNING)
    same: tuple[str, ...] = (owner.id,)
    if case.kind in (Kind.VIOLATES, Kind.KNOWN_MISS):
        same = tuple(rule.id for rule in pack.rules if _category(rule.id) is owner.category)
    return [finding for finding in found if finding.severity >= least and finding.rule in same]


def _category(rule: str) -> Category:
    return Category(rule.partition("/")[0])


def _overlaps(finding: Finding, marks: Iterable[tuple[int, int]]) -> bool:
    start = finding.location.offset
    end = start + finding.location.end - finding.location.start
    return any(start < mark[1] and end > mark[0] for mark in marks)


def _told(findings: Iterable[Finding]) -> str:
    """What was found, for a person who mends a pack."""
    told = [f"{item.rule} ({item.severity}, {', '.join(clause.id for clause in item.clauses)})" for item in findings]
    return "; ".join(told) or "nothing found"


def _moment(election: bool) -> datetime:
    return _POLL - timedelta(days=7 if election else 120)
