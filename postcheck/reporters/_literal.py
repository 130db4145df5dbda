r"""Draft text made safe to show: what a screen or a build log would obey or hide is written out as an escape.

Controls, direction marks and invisible characters become `\x1b` or `\u202e`. Joiners and
variation selectors stay where emoji and flags need them. Build servers obey `##[command]` anywhere in a line
and `::command::` at its start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_PLAIN = {
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "--",
    "\u2022": "*", "\u2026": "...", "\u00b7": "-",
}  # fmt: skip
_JOINER = "\u200d"
_FLAG = "\U0001f3f4"
_COMMAND = re.compile(r"#(?=#(?:vso|teamcity)?\[)")


def glyphs(text: str, *, unicode: bool = True) -> list[str]:
    """What to print for each character of `text`, as long as `text` itself; newlines stay newlines."""
    if text.isascii() and text.isprintable():
        shown = list(text)
    else:
        shown = [_glyph(before, here, after, unicode) for before, here, after in _neighbours(text)]
    for sign in _COMMAND.finditer(text) if "##" in text else ():
        shown[sign.start()] = escape("#")
    return shown


def literal(text: str, *, unicode: bool = True) -> str:
    """`text` on one line, safe to print."""
    return "".join(glyphs(" ".join(text.split()), unicode=unicode))


def in_json(text: str) -> str:
    """JSON as it was, with what a build log would obey inside its strings as an escape."""
    return _COMMAND.sub(r"\\u0023", text) if "##" in text else text


def no_command(line: str) -> str:
    """`line` of a report, which no build server takes for a command."""
    rest = line.lstrip()
    return f"{line[: len(line) - len(rest)]}{escape(':')}{rest[1:]}" if rest.startswith("::") else line


def literal_line(text: str, *, unicode: bool = True) -> str:
    """As `literal`, blanks kept; a line end becomes an escape."""
    return "".join(glyph if glyph != "\n" else "\\n" for glyph in glyphs(text, unicode=unicode))


def escape(character: str) -> str:
    """A character's number, as Python writes it."""
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _neighbours(text: str) -> Iterator[tuple[str, str, str]]:
    before = ""
    for here, after in pairwise((*text, "")):
        yield before, here, after
        before = here


def _glyph(before: str, here: str, after: str, unicode: bool) -> str:
    if here == "\n":
        return here
    if here == "\r":
        return "" if after == "\n" else "\n"
    if here == "\t":
        return "    "
    if here.isascii():
        return here if here.isprintable() else escape(here)
    if not unicode:
        return _PLAIN.get(here) or escape(here)
    if unicodedata.category(here) not in _HIDDEN and here < "\U000e0000":
        return here
    return here if _joins(before, here, after) else escape(here)


def _joins(before: str, here: str, after: str) -> bool:
    """Whether an invisible character belongs to an emoji: a joiner between symbols, a tag of a flag."""
    if here == _JOINER:
        return _is_symbol(before) and _is_symbol(after)
    return "\U000e0020" <= here <= "\U000e007f" and (before == _FLAG or "\U000e0020" <= before <= "\U000e007e")


def _is_symbol(character: str) -> bool:
    """Whether it may be part of an emoji; new ones are unassigned to an older Python."""
    if character == "\ufe0f" or "\U0001f000" <= character <= "\U0001faff":
        return True
    return character != "" and unicodedata.category(character) == "So"
