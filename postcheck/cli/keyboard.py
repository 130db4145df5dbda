"""A pasted draft from the terminal, whole.

The terminal's own line mode cuts lines at 4,096 characters, wants Ctrl-D twice after an unfinished line
and takes a lone `.` inside a paste for the end; so characters are read one burst at a time and echoed here.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

_END = "\x04"
_PASTE_ON, _PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_KEY = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[@-~])?")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?]{0,8}[ -/]?|O)?")


class Pad:
    """The draft so far, fed with bursts of characters; `echo` shows them."""

    def __init__(self, echo: Callable[[str], object]) -> None:
        self.text = ""
        self._echo = echo
        self._pasting = False
        self._waiting = ""

    def feed(self, burst: str) -> bool:
        """Take what was typed or pasted; True when the draft is complete."""
        burst, self._waiting = self._waiting + burst, ""
        while burst:
            if burst[0] == "\x1b":
                burst = self._key(burst)
                continue
            character, burst = burst[0], burst[1:]
            if self._take(character):
                return True
        return False

    def _key(self, burst: str) -> str:
        """Swallow one key's escape sequence, or keep an unfinished one for the next burst."""
        if _UNFINISHED.fullmatch(burst):
            self._waiting = burst
            return ""
        key = _KEY.match(burst)
        sequence = key.group() if key else burst[0]
        self._pasting = {_PASTE_BEGINS: True, _PASTE_ENDS: False}.get(sequence, self._pasting)
        return burst[len(sequence) :]

    def _take(self, character: str) -> bool:
        if character in "\r\n":
            return self._new_line()
        if character == _END:
            return not self._pasting
        if character in "\x7f\b" and not self._pasting:
            self._rub_out()
        elif character == "\t" or character >= " ":
            self.text += character
            self._echo(character if character.isprintable() or character == "\t" else "?")
        return False

    def _new_line(self) -> bool:
        self._echo("\r\n")
        last = self.text.rpartition("\n")[2]
        if last == "." and not self._pasting:
            self.text = self.text[:-1]
            return True
        self.text += "\n"
        return False

    def _rub_out(self) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text = self.text[:-1]
            self._echo("\b \b")


def read_draft() -> str | None:
    """One draft from the terminal; None when the user is done (nothing typed before the end)."""
    if find_spec("termios") is None:  # Windows
        return _read_lines(sys.stdin)
    keyboard = sys.stdin.fileno()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    pad = Pad(_show)
    with _unbuffered(keyboard):
        while burst := os.read(keyboard, 65536):
            if pad.feed(decoder.decode(burst)):
                break
    if pad.text and not pad.text.endswith("\n"):
        _show("\r\n")
    return pad.text if pad.text.strip() else None


def read_key() -> str:
    """One key on a terminal, else the first character of a line; empty at the end of input."""
    if find_spec("termios") is None or not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line.strip()[:1] or ("\n" if line else "")
    with _unbuffered(sys.stdin.fileno()):
        key = os.read(sys.stdin.fileno(), 32).decode(errors="replace")
    return "" if key.startswith(_END) else key[:1]


def _show(text: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()


@contextmanager
def _unbuffered(keyboard: int) -> Iterator[None]:
    """The terminal without line mode and echo; Ctrl-C still interrupts."""
    import termios as terminal

    before = terminal.tcgetattr(keyboard)
    during = terminal.tcgetattr(keyboard)
    during[3] &= ~(terminal.ICANON | terminal.ECHO)
    during[6][terminal.VMIN], during[6][terminal.VTIME] = 1, 0
    try:
        terminal.tcsetattr(keyboard, terminal.TCSADRAIN, during)
        _show(_PASTE_ON)
        yield
    finally:
        _show(_PASTE_OFF)
        terminal.tcsetattr(keyboard, terminal.TCSADRAIN, before)


def _read_lines(lines: Iterator[str]) -> str | None:
    """Line by line, until the end of input or a lone `.`."""
    draft = ""
    for line in lines:
        if line.rstrip("\r\n") == ".":
            break
        draft += line
    return draft if draft.strip() else None
