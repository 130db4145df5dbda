"""`postcheck review`: step through findings, one key each, and keep who decided what and why."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck.cli import options
from postcheck.cli.decisions import DEFAULT, Log, append, decided, read
from postcheck.cli.manual import single
from postcheck.cli.output import say
from postcheck.cli.rewriting import Draft, redaction
from postcheck.reporters._literal import literal_line

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.finding import Finding
    from postcheck.model.report import PostReport, Report

_KEYS = "[a]ccept with reason  [s]uppress  [r]edact  [e]dit  [n]ext  [q]uit: "

_HELP = """  a  it may stand: your reason goes into the decision log
  s  it may stand: your reason goes into the draft, for everybody
  r  star the value in the draft
  e  open the draft in your editor
  n  leave it for another time
  q  stop here
"""
_BY_HAND = "postcheck does not write into such a file. Put it right in its own program: {where}.\n"
_OFFICE = (".xlsx", ".xlsm", ".ods", ".docx", ".docm", ".parquet")
_BESIDE = 100
"""Characters shown before and after a finding's words."""


@dataclass(slots=True)
class _Session:
    """What one sitting has settled."""

    settings: Settings
    log: Path
    settled: set[tuple[str, str]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def settle(self, action: str, finding: Finding, post: PostReport, report: Report, reason: str = "") -> None:
        """Count and, but for a skip, log a decision; the finding is not asked again."""
        self.settled.add((finding.rule, finding.fingerprint))
        self.counts[action] = self.counts.get(action, 0) + 1
        if action != "skipped":
            append(self.log, decided(action, finding, post, report, reason))


class _Enough(Exception):  # noqa: N818 - not an error
    """The person wants to stop."""


def review(
    targets: Annotated[list[str], typer.Argument(metavar="PATH...", help="The drafts, as for `check`.")],
    log: Log = DEFAULT,
    again: Annotated[bool, typer.Option("--again", help="Ask about findings that were accepted before too.")] = False,
    pack: options.Packs = None,
    config: options.Config = None,
) -> None:
    """Step through the findings of drafts and decide on each.

    Accepting keeps the reason in the decision log; suppressing writes it into the draft; redacting stars
    the value; editing opens $EDITOR at the line. The log holds no text of a post.
    """
    from postcheck.cli.settings import resolve

    settings = resolve(targets=targets, config=config, packs=pack)
    session = _Session(settings, log)
    if not again:
        session.settled = {(item.rule, item.fingerprint) for item in read(log) if item.action == "accepted"}
    try:
        while _one(targets, session):
            pass
    except _Enough:
        pass
    told = ", ".join(f"{count} {action}" for action, count in session.counts.items()) or "nothing to decide"
    say(f"\npostcheck: {told}.\n", sys.stderr)


def _one(targets: list[str], session: _Session) -> bool:
    """Ask about findings until a draft changes; True where the drafts have to be read again."""
    from postcheck.cli.check import drafts, run
    from postcheck.cli.settings import context

    report, interrupted = run(drafts(targets, context(session.settings), session.settings), session.settings)
    if interrupted:
        raise _Enough
    open_findings = [
        (post, finding)
        for post in report.posts
        for finding in post.findings
        if (finding.rule, finding.fingerprint) not in session.settled
    ]
    for number, (post, finding) in enumerate(open_findings, 1):
        _show(post, finding, f"{number} of {len(open_findings)}")
        if _decide(post, finding, report, session):
            return True
    return False


def _show(post: PostReport, finding: Finding, place: str) -> None:
    from postcheck.cli.output import colour, unicode, width
    from postcheck.cli.page import Line, to_text

    clauses = "; ".join(f"{clause.id} {clause.title}" for clause in finding.clauses)
    lines = [
        Line(""),
        Line(f"{place}  {finding.severity}, {finding.confidence} confidence: {finding.rule}", "title"),
        Line(_where(post, finding), indent=2),
        Line(f"» {_in_its_line(post, finding)}", "bad", 2, 2),
        Line(finding.message, indent=2),
        Line(f"Clause: {clauses}", indent=2),
        Line(f"Do: {finding.advice}", indent=2),
    ]
    say(to_text(lines, width=width(), colour=colour(), unicode=unicode()))


def _where(post: PostReport, finding: Finding) -> str:
    """The file, and the cell or the line in it."""
    file = literal_line(post.origin.path or post.id)
    if not finding.location.cell:
        return f"{file}, line {finding.location.line}"
    sheet = f", sheet {literal_line(post.origin.sheet)}" if post.origin.sheet else ""
    return f"{file}{sheet}, cell {finding.location.cell}"


def _in_its_line(post: PostReport, finding: Finding) -> str:
    """The finding's words [in brackets] with what stands before and after them on their line."""
    start = finding.location.offset
    end = start + finding.location.end - finding.location.start
    words = post.text[start:end]
    before = re.split(r"[\r\n]", post.text[:start])[-1]
    after = re.split(r"[\r\n]", post.text[end:])[0]
    if not words.strip() or not (before.strip() or after.strip()):
        return " ".join(finding.excerpt.split())
    before = before if len(before) <= _BESIDE else f"…{before[-_BESIDE:]}"
    after = after if len(after) <= _BESIDE else f"{after[:_BESIDE]}…"
    return " ".join(f"{before}[{words}]{after}".split())


def _decide(post: PostReport, finding: Finding, report: Report, session: _Session) -> bool:
    """One key's decision; True where a draft was changed."""
    while True:
        key = _key()
        if key in ("q", ""):
            raise _Enough
        if key == "n":
            session.settle("skipped", finding, post, report)
            return False
        if key == "a" and (reason := _reason()):
            session.settle("accepted", finding, post, report, reason)
            return False
        if key == "s" and (reason := _reason()):
            changed = _suppress(post, finding, reason)
            session.settle("suppressed", finding, post, report, reason)
            return changed
        if key == "r" and _redact(post, finding):
            session.settle("redacted", finding, post, report)
            return True
        if key == "e" and _edit(post, finding):
            session.settle("edited", finding, post, report)
            return True
        if key not in "asren":
            say(_HELP)


def _key() -> str:
    """One key on a terminal, the first letter of a line elsewhere; empty at the end of input."""
    from postcheck.cli.keyboard import read_key

    say(_KEYS)
    key = read_key().lower()
    say(f"{key}\n")
    return key


def _reason() -> str:
    """A reason of at least three letters; empty where none is given."""
    say("Why: ")
    reason = sys.stdin.readline().strip()
    if len(reason) >= 3:
        return reason
    say("A decision needs a reason.\n")
    return ""


def _suppress(post: PostReport, finding: Finding, reason: str) -> bool:
    """Write the directive above the finding's line, or say what to add; True where the draft was changed."""
    quoted = reason.replace('"', "'").replace("-->", "")
    directive = f'allow {finding.rule} reason="{quoted}"'
    draft = Draft.read(Path(post.origin.path)) if post.origin.path else None
    place = draft.at(finding) if draft else None
    if draft is None or place is None or draft.path.suffix.lower() == ".txt" or finding.location.part != "body":
        say(f"Add this to the draft's `postcheck` column or front matter: {directive}\n")
        return False
    start = max(draft.text.rfind("\n", 0, place[0]), draft.text.rfind("\r", 0, place[0])) + 1
    end = "\r\n" if "\r\n" in draft.text else "\n"
    before = draft.text[start : place[0]]
    indent = before[: len(before) - len(before.lstrip())]
    draft.write(f"{draft.text[:start]}{indent}<!-- postcheck: {directive} -->{end}{draft.text[start:]}")
    return True


def _redact(post: PostReport, finding: Finding) -> bool:
    draft = Draft.read(Path(post.origin.path)) if post.origin.path else None
    change = redaction(draft, finding) if draft else None
    if draft is None:
        say(_BY_HAND.format(where=_where(post, finding)))
        return False
    if change is None:
        say("There is no value here that postcheck can star; edit the draft.\n")
        return False
    draft.write(draft.changed([change]))
    return True


def _edit(post: PostReport, finding: Finding) -> bool:
    """Open the draft in $EDITOR (or $VISUAL) at the finding's line."""
    if Path(post.origin.path).suffix.lower() in _OFFICE:
        say(_BY_HAND.format(where=_where(post, finding)))
        return False
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not Path(post.origin.path).is_file():
        say("Set EDITOR to the program that edits drafts.\n" if not editor else "This draft is no file.\n")
        return False
    command = [*shlex.split(editor), f"+{finding.location.line}", str(Path(post.origin.path).absolute())]
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        say(f"{editor} cannot be run ({error.strerror}).\n")
        return False
    return True


app = single(review)
