"""Findings that were there before: accepted once, so that only new ones speak.

The file has a line for each finding, rule and keyed fingerprint, sorted: no text, no line numbers, no
dates, so that it survives edits and merges in git.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from postcheck.errors import ConfigError
from postcheck.files import write_atomically
from postcheck.model.finding import Finding
from postcheck.model.report import PostReport, Report, Verdict

HEADER = "# postcheck baseline 1: accepted findings, one a line (rule, fingerprint); written by `postcheck baseline`\n"
REASON = "in the baseline"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted (rule, fingerprint) pairs."""

    accepted: frozenset[tuple[str, str]] = frozenset()

    def holds(self, finding: Finding) -> bool:
        """Whether `finding` was accepted before."""
        return (finding.rule, finding.fingerprint) in self.accepted


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many findings are new, how many known, and how many accepted ones are gone."""

    new: int
    known: int
    fixed: int

    def __str__(self) -> str:
        return f"{self.new} new, {self.known} known, {self.fixed} fixed since the baseline"


def load(path: Path) -> Baseline:
    """The baseline at `path`; raises ConfigError with the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise ConfigError(f"baseline {path} {why}", hint="Run: postcheck baseline create") from error
    pairs = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        rule, _, fingerprint = line.strip().partition(" ")
        if len(fingerprint) != 32 or "/" not in rule:
            raise ConfigError(f"{path}:{number}: not a line of a baseline", hint="Run: postcheck baseline update")
        pairs.add((rule, fingerprint))
    return Baseline(frozenset(pairs))


def save(path: Path, accepted: Iterable[tuple[str, str]]) -> None:
    """Write the pairs, sorted, whole or not at all."""
    lines = (f"{rule} {fingerprint}\n" for rule, fingerprint in sorted(set(accepted)))
    write_atomically(path, HEADER + "".join(lines))


def apply(report: Report, baseline: Baseline) -> tuple[Report, Comparison]:
    """`report` with accepted findings set aside, and the counts."""
    posts = tuple(_without(post, baseline) for post in report.posts)
    seen = {(item.rule, item.fingerprint) for post in report.posts for item in (*post.findings, *post.suppressed)}
    known = sum(baseline.holds(finding) for finding in report.findings)
    comparison = Comparison(len(report.findings) - known, known, len(baseline.accepted - seen))
    return replace(report, posts=posts, notices=(*report.notices, f"Baseline: {comparison}.")), comparison


def _without(post: PostReport, baseline: Baseline) -> PostReport:
    kept = tuple(item for item in post.findings if not baseline.holds(item))
    aside = tuple(replace(item, suppression=REASON) for item in post.findings if baseline.holds(item))
    return replace(post, findings=kept, suppressed=(*post.suppressed, *aside), verdict=Verdict.of(kept))
