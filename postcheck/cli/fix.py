"""`--fix` and `--diff` of `postcheck check`: what can be put right without judging, shown before it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.cli.output import say, unicode
from postcheck.cli.rewriting import Change, Draft, safe_changes, shown
from postcheck.reporters._literal import literal_line, no_command

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.report import PostReport, Report


def fix(report: Report, settings: Settings, *, write: bool) -> None:
    """Show the safe edits of every draft, and write them where `write`; on a terminal only after a yes."""
    planned = list(_planned(report, settings))
    for draft, changes, posts in planned:
        for line in shown(draft, draft.changed(changes), posts):
            say(no_command(literal_line(line, unicode=unicode())) + "\n")
    if left := _left(report):
        say(f"postcheck: only .txt and .md drafts in UTF-8 are edited; left as they are: {left}.\n", sys.stderr)
    total = sum(len(changes) for _, changes, _ in planned)
    if not total:
        say("postcheck: nothing here can be put right without a person's judgement.\n", sys.stderr)
        return
    drafts = f"{len(planned)} {'draft' if len(planned) == 1 else 'drafts'}"
    said = f"{total} safe {'edit' if total == 1 else 'edits'} in {drafts}"
    if not write:
        say(f"postcheck: {said}; --fix writes them.\n", sys.stderr)
    elif _agreed(said):
        for draft, changes, _ in planned:
            draft.write(draft.changed(changes))
        say(f"postcheck: {said} written. What remains stands in the report of the next check.\n", sys.stderr)
    else:
        say("postcheck: nothing written.\n", sys.stderr)


def _left(report: Report) -> str:
    """Files with findings that are not edited, by name."""
    from postcheck.reporters._wording import places

    paths = dict.fromkeys(post.origin.path for post in report.posts if post.findings and post.origin.path)
    return places(literal_line(path, unicode=unicode()) for path in paths if Draft.read(Path(path)) is None)


def _planned(report: Report, settings: Settings) -> Iterator[tuple[Draft, list[Change], Sequence[PostReport]]]:
    labels = _labels(settings)
    for path, group in groupby(report.posts, key=lambda post: post.origin.path):
        posts = [*group]
        findings = [finding for post in posts for finding in post.findings]
        draft = Draft.read(Path(path)) if path else None
        if draft and (changes := safe_changes(draft, findings, labels, settings)):
            yield draft, changes, posts


def _labels(settings: Settings) -> dict[str, Sequence[str]]:
    """Rule id to the labels that it answers to."""
    from postcheck.cli.library import Library

    return {name: rule.detects for name, rule in Library.load(settings).rules.items()}


def _agreed(said: str) -> bool:
    """Whether to write: asked on a terminal, taken as given in a script."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    say(f"{said}. Write them? [y/N] ", sys.stderr)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
