"""A report in JSON Lines written while the posts are checked, so that memory does not grow with their number."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import KW_ONLY, dataclass, field
from typing import IO

from postcheck.api import Gathered
from postcheck.cli.outcome import kept, noticed
from postcheck.cli.output import Destination, say
from postcheck.config import Settings
from postcheck.errors import ExitCode
from postcheck.files import written_in_pieces
from postcheck.model.finding import Confidence, Severity
from postcheck.model.post import Unchecked
from postcheck.model.report import PostReport, Report, Totals
from postcheck.reporters import jsonl
from postcheck.reporters.json import unchecked_as_dict


@dataclass(slots=True)
class Stream(Gathered):
    """A run whose results go out as they come; all that is kept of them is what the last line counts.

    `least` leaves less certain findings out, `fail_on` decides the exit code.
    """

    _: KW_ONLY
    outputs: Sequence[IO[str] | None]
    """None stands for standard output."""
    aside: IO[str]
    """Holds what was not checked, a JSON object a line, until the last line tells it."""
    least: Confidence
    fail_on: Severity
    totals: Totals = field(default_factory=Totals)
    hidden: int = 0
    set_apart: int = 0
    code: ExitCode = ExitCode.OK

    def take(self, result: PostReport | Unchecked) -> None:
        """Write what came of a post."""
        Gathered.take(self, result)
        self._pass_on()

    def set_aside(self, item: Unchecked) -> None:
        """As in a run that is gathered, on disk."""
        Gathered.set_aside(self, item)
        self._pass_on()

    def finish(self, report: Report) -> None:
        """Write the last line; `report` is the run's, which tells with what and how it was checked."""
        self.posts, self.unchecked = list(report.posts), list(report.unchecked)
        self._pass_on()
        self.aside.seek(0)
        lines = (line.rstrip("\n") for line in self.aside)
        told = noticed(report, self.hidden, self.least) if self.hidden else report
        for piece in jsonl.last_line(told, self.totals, lines, self.set_apart):
            self._write(piece)

    def _pass_on(self) -> None:
        for post in self.posts:
            self._post(post)
        for item in self.unchecked:
            self.aside.write(json.dumps(unchecked_as_dict(item)) + "\n")
            self.set_apart += 1
            if item.fatal and self.code is ExitCode.OK:
                self.code = ExitCode.UNCHECKED
        self.posts, self.unchecked = [], []

    def _post(self, post: PostReport) -> None:
        shown = kept(post, self.least)
        self.hidden += len(post.findings) - len(shown.findings)
        self.totals.add(shown)
        if any(finding.severity >= self.fail_on for finding in shown.findings):
            self.code = ExitCode.FINDINGS
        self._write(jsonl.line(shown))

    def _write(self, text: str) -> None:
        for output in self.outputs:
            if output is None:
                say(text, sys.stdout)
            else:
                output.write(text)


@contextmanager
def stream(where: Sequence[Destination], settings: Settings) -> Iterator[Stream]:
    """A run that writes to `where`; a file stands there once the context has ended well."""
    with ExitStack() as stack:
        aside = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        outputs = [stack.enter_context(written_in_pieces(item.path)) if item.path else None for item in where]
        yield Stream(outputs=outputs, aside=aside, least=settings.min_confidence, fail_on=settings.fail_on)
