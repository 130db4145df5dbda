"""Paste a draft, read the report, paste the next; the checker loads while the person pastes."""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from postcheck.errors import ExitCode

if TYPE_CHECKING:
    from postcheck.cli.output import Destination
    from postcheck.config import Settings
    from postcheck.engine import Checker
    from postcheck.model.post import Context

_PROMPT = "Paste a draft, then press Ctrl-D (or type a lone . on a line). Ctrl-C leaves."
_LET_FINISH = 20.0
"""Seconds that leaving waits for what is still being loaded: a library stopped half way may hang the exit."""
_AGAIN = "Paste the next draft, or press Ctrl-D to leave."


class Loading:
    """A checker that is built in the background; `wait` gives it, or raises what went wrong."""

    def __init__(self, settings: Settings, *, show_values: bool) -> None:
        self._settings = settings
        self._show_values = show_values
        self._checker: Checker | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._load, daemon=True)
        atexit.register(self._thread.join, _LET_FINISH)
        self._thread.start()

    @property
    def done(self) -> bool:
        """Whether `wait` returns at once."""
        return not self._thread.is_alive()

    def wait(self) -> Checker:
        """The checker, warm."""
        while self._thread.is_alive():
            self._thread.join(0.2)
        if self._error:
            raise self._error
        assert self._checker is not None
        return self._checker

    def _load(self) -> None:
        try:
            from postcheck.api import checker

            self._checker = checker(self._settings, show_values=self._show_values)
            self._checker.warm(rare=True)
        except BaseException as error:  # noqa: BLE001 - told to the user by `wait`
            self._error = error


def paste(settings: Settings, context: Context, where: Sequence[Destination], *, show_values: bool) -> ExitCode:
    """Reports on drafts until the user leaves; the exit code of the worst of them."""
    from postcheck.cli.keyboard import read_draft

    loading = Loading(settings, show_values=show_values)
    _say(_PROMPT)
    seen: set[ExitCode] = set()
    number = 0
    while (draft := read_draft()) is not None:
        number += 1
        if not loading.done:
            _say("One moment: the language model is still loading.")
        seen.add(_judge(draft, number, loading.wait(), settings, context, where))
        _say("\n" + _AGAIN)
    return next((code for code in (ExitCode.FINDINGS, ExitCode.UNCHECKED) if code in seen), ExitCode.OK)


def _judge(
    draft: str, number: int, checker: Checker, settings: Settings, context: Context, where: Sequence[Destination]
) -> ExitCode:
    from postcheck.api import report
    from postcheck.cli.check import deliver
    from postcheck.model.post import Origin, Post

    post = Post(str(number), draft, context=context, origin=Origin("pasted draft"))
    _say("")
    return deliver(report(checker, [post]), settings, where)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
