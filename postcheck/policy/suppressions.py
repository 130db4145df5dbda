"""Findings set aside by their authors; what no longer fits anything is told, never kept in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from postcheck.config import Allowance
from postcheck.model.finding import Finding
from postcheck.model.post import Post
from postcheck.model.suppression import Suppression


def for_path(allowances: Sequence[Allowance], path: str, root: str) -> tuple[Suppression, ...]:
    """The configuration's suppressions that hold for a draft's path (patterns as in .gitignore)."""
    if not allowances or not path:
        return ()
    from pathlib import Path

    from pathspec import GitIgnoreSpec

    absolute = Path(path).absolute()
    base = Path(root).absolute() if root else absolute.parent
    relative = absolute.relative_to(base) if absolute.is_relative_to(base) else Path(path)
    return tuple(
        Suppression(item.rules, item.reason, item.until, place="configuration")
        for item in allowances
        if GitIgnoreSpec.from_lines(item.paths).match_file(relative.as_posix())
    )


def apply(
    post: Post, findings: Sequence[Finding], suppressions: Sequence[Suppression], today: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[str, ...]]:
    """Findings that stand, findings set aside, and one notice for each suppression that is expired or unused."""
    kept: list[Finding] = []
    aside: list[Finding] = []
    used: set[int] = set()
    live = [item for item in suppressions if not item.expired(today)]
    for finding in findings:
        fitting = next((item for item in live if _fits(post, finding, item)), None)
        if fitting is None:
            kept.append(finding)
        else:
            used.add(id(fitting))
            aside.append(replace(finding, suppression=fitting.reason))
    notices = [_notice(item, "expired") for item in suppressions if item.expired(today)]
    notices += [
        _notice(item, "fits no finding") for item in live if id(item) not in used and item.place != "configuration"
    ]
    return tuple(kept), tuple(aside), tuple(notices)


def _fits(post: Post, finding: Finding, suppression: Suppression) -> bool:
    if not suppression.covers(finding.rule, str(finding.category)):
        return False
    start, end = finding.location.offset, finding.location.offset + len(finding.excerpt)
    last = len(post.text) if suppression.end < 0 else suppression.end
    if not suppression.start <= start < max(last, suppression.start + 1):
        return False
    if not suppression.match:
        return True
    at = post.text.find(suppression.match, suppression.start, last)
    while at >= 0:
        if at < end and at + len(suppression.match) > start:
            return True
        at = post.text.find(suppression.match, at + 1, last)
    return False


def _notice(suppression: Suppression, state: str) -> str:
    when = f" on {suppression.until:%-d %B %Y}" if state == "expired" and suppression.until else ""
    where = f" ({suppression.place})" if suppression.place else ""
    return f"suppression of {', '.join(suppression.rules)} {state}{when}{where}: remove it or renew its reason"
