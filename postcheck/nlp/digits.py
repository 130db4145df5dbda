"""A view of a reading in which spelt-out, circled and disguised digits are digits ("oh double seven" is 077)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from postcheck.model.post import Edit
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import TextView, apply

_ONES = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "naught": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9",
}  # fmt: skip
_REPEATS = {"double": 2, "treble": 3, "triple": 3}
_NUMBER_WORDS = frozenset((*_ONES, *_TEENS, *_TENS, *_REPEATS))

_ONE = "|".join(_ONES)
_TOKEN = (
    rf"(?>(?:(?:double|treble|triple)[\s-]+(?:{_ONE}|\d)|(?:{'|'.join(_TENS)})[\s-]+(?:{_ONE})"
    rf"|{'|'.join(_TENS)}|{'|'.join(_TEENS)}|{_ONE}|hundred|\d+)(?![^\W_]))"
)
_RUN = re.compile(rf"(?<![^\W_]){_TOKEN}(?:[\s,.\-/_()]{{1,3}}{_TOKEN}){{2,}}", re.IGNORECASE)
_PART = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_LETTER_DIGITS = re.compile(r"(?<![A-Za-z0-9])[0-9OoIl](?:[ .\-]?[0-9OoIl]){7,}(?![A-Za-z0-9])")
_SPREAD = re.compile(r"(?<![\w.])\d(?:\s{1,3}[-/.]?\s{0,3}\d|\s?[-/.]\s?\d(?=\s)){5,}(?!\w)")
_SPACE = re.compile(r"\s+")
_MIXED = re.compile(r"\d[ .\-]?[OoIl]|[OoIl][ .\-]?\d")
_AS_DIGITS = str.maketrans("OoIl", "0011")
_LEAST_DIGITS = 6
_LEAST_PLAIN = 4


def digits(reading: Reading) -> TextView:
    """The view for `reading`, made once; its offsets map to those of `reading.text`."""
    known = reading.notes.get("digits")
    if not isinstance(known, TextView):
        known = reading.notes["digits"] = digits_of(reading.text, reading.words)
    return known


def digits_of(text: str, words: frozenset[str] | None = None) -> TextView:
    """`text` with every disguised digit plain; `words` are its lower-case words where they are known."""
    spelt = words is None or len(_NUMBER_WORDS & words) > 1
    edits = [
        *(_spelt(text) if spelt else ()),
        *_lettered(text),
        *_spread(text),
        *(() if text.isascii() else _foreign(text)),
    ]
    return apply(text, edits)


def _spelt(text: str) -> Iterator[Edit]:
    """Runs of number words, at least two of them, that make at least six digits."""
    for match in _RUN.finditer(text):
        parts = _PART.findall(match[0].lower())
        number = _number(parts)
        if len(number) >= _LEAST_DIGITS and sum(not part.isdigit() for part in parts) > 1:
            yield Edit(match.start(), match.end(), number)


def _number(parts: list[str]) -> str:
    """The digits that spoken `parts` stand for."""
    spoken, repeat, tens = "", 1, False
    for part in parts:
        if part in _REPEATS:
            repeat = _REPEATS[part]
            continue
        if tens and part in _ONES and _ONES[part] != "0":
            spoken = spoken[:-1] + _ONES[part]
        elif part in _TENS:
            spoken += _TENS[part] + "0"
        else:
            spoken += ("00" if part == "hundred" else _ONES.get(part) or _TEENS.get(part) or part) * repeat
        tens, repeat = part in _TENS, 1
    return spoken


def _lettered(text: str) -> Iterator[Edit]:
    """Runs of digits in which a letter O, I or l stands for 0 or 1."""
    if not _MIXED.search(text):
        return
    for match in _LETTER_DIGITS.finditer(text):
        if not match[0].isdigit() and sum(character.isdigit() for character in match[0]) >= _LEAST_PLAIN:
            for at in re.finditer("[OoIl]", match[0]):
                yield Edit(match.start() + at.start(), match.start() + at.end(), at[0].translate(_AS_DIGITS))


def _spread(text: str) -> Iterator[Edit]:
    """Single digits with spaces between them, which close up; other marks stay ("4 0 - 0 0" is 40-00)."""
    for match in _SPREAD.finditer(text):
        for space in _SPACE.finditer(match[0]):
            yield Edit(match.start() + space.start(), match.start() + space.end(), "")


def _foreign(text: str) -> Iterator[Edit]:
    """Circled, keycap and other scripts' digits."""
    for at, character in enumerate(text):
        if character == "\u20e3":
            yield Edit(at, at + 1, "")
        elif character > "\x7f" and (value := unicodedata.digit(character, None)) is not None:
            yield Edit(at, at + 1, str(value))
