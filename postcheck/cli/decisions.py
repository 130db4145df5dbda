"""`postcheck decisions`: who cleared what, and why. The log holds one JSON object a line and no text of a post."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postcheck import __version__
from postcheck.cli.manual import single
from postcheck.errors import ConfigError, ExitCode, UsageError

if TYPE_CHECKING:
    from postcheck.model.finding import Finding
    from postcheck.model.report import PostReport, Report

DEFAULT = Path(".postcheck-decisions.jsonl")
_KEY = b"postcheck decision 1"

Log = Annotated[Path, typer.Option("--log", metavar="FILE", help="The decision log.")]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of one person on one finding."""

    when: str
    who: str
    action: str
    draft: str
    post: str
    rule: str
    fingerprint: str
    reason: str
    versions: dict[str, str]


def decided(action: str, finding: Finding, post: PostReport, report: Report, reason: str = "") -> Decision:
    """The decision as it is taken now by whoever runs this."""
    return Decision(
        when=datetime.now().astimezone().isoformat(timespec="seconds"),
        who=_who(),
        action=action,
        draft=str(post.origin),
        post=post_hash(post.text),
        rule=finding.rule,
        fingerprint=finding.fingerprint,
        reason=reason,
        versions={
            "postcheck": __version__,
            "model": report.model,
            **{pack.id: pack.version for pack in report.packs},
        },
    )


def post_hash(text: str) -> str:
    """A keyed hash of a post's text as it may be shown."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), key=_KEY, digest_size=16).hexdigest()


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user name
        return "unknown"


def append(log: Path, decision: Decision) -> None:
    """Add a line at one stroke to the log, which only its owner may read; raises UsageError where it cannot be."""
    line = json.dumps(asdict(decision), ensure_ascii=False) + "\n"
    try:
        file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line.encode("utf-8", "surrogatepass"))
        finally:
            os.close(file)
    except OSError as error:
        raise UsageError(f"{log} cannot be written: {error.strerror}") from error


def read(log: Path) -> Iterator[Decision]:
    """Every decision, oldest first; nothing where there is no log. Raises ConfigError with the line."""
    if not log.exists():
        return
    try:
        lines = log.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{log} cannot be read") from error
    for number, line in enumerate(lines, 1):
        try:
            yield Decision(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise ConfigError(f"{log}:{number}: not a line of a decision log", hint="Move that line away.") from error


def decisions(
    name: Annotated[
        str, typer.Argument(metavar="RULE_OR_POST", help="A rule, a category, a draft's path or a post's hash.")
    ] = "",
    log: Log = DEFAULT,
) -> None:
    """Who decided what on findings, when and why.

    Written by `postcheck review`. Without a name, every decision.
    """
    from postcheck.cli.output import say
    from postcheck.reporters._literal import literal_line, no_command

    fitting = [item for item in read(log) if _concerns(item, name)]
    for item in fitting:
        say(no_command(literal_line(f"{item.when}  {item.who}  {item.action}  {item.rule}  {item.draft}")) + "\n")
        if item.reason:
            say(no_command(f"    {literal_line(str(item.reason))}") + "\n")
    if not fitting:
        about = f" on {name}" if name else ""
        typer.echo(f"postcheck: no decision{about} in {log}.", err=True)
        raise typer.Exit(ExitCode.FINDINGS)


def _concerns(item: Decision, name: str) -> bool:
    path = item.draft.rpartition(":")[0] or item.draft
    return not name or name in (item.rule, item.rule.partition("/")[0], item.post, item.fingerprint, item.draft, path)


app = single(decisions)
