"""A report held against what was there before: an accepted baseline, a revision of the repository."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.report import Report
    from postcheck.policy.baseline import Baseline


def known(
    settings: Settings, baseline: Path | None = None, *, since: str | None = None, targets: Sequence[str] = ()
) -> Baseline | None:
    """The findings that are accepted already, if any; what cannot be compared with is told before the check.

    The configuration's baseline stands beside its file, one that is given where the user is.
    """
    if since:
        from postcheck import git

        for folder in {_folder(target) for target in targets}:
            git.verify(since, folder)
    if baseline is None and settings.baseline:
        baseline = Path(settings.root) / settings.baseline
    if baseline is None:
        return None
    from postcheck.policy.baseline import load

    return load(baseline)


def _folder(target: str) -> Path:
    path = Path(target)
    if path.is_dir():
        return path
    return path.parent if path.is_file() else Path.cwd()


def narrowed(report: Report, accepted: Baseline | None, *, since: str | None = None) -> Report:
    """`report` without what is accepted and what stands in paragraphs untouched `since` a revision."""
    if since:
        from postcheck.cli.changes import only_changed

        report = only_changed(report, since)
    if accepted:
        from postcheck.policy.baseline import apply

        report, _ = apply(report, accepted)
    return report
