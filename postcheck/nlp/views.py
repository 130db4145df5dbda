"""Text as a reader sees it, with every character's way back to what the user wrote.

A view applies non-overlapping edits to a text: markup and code fall away, compatibility letters,
look-alikes and zero-width characters become plain ones, hashtags come apart into words, letter-spaced
words close up. Detectors read the view; findings point into the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from postcheck.model.post import Edit
from postcheck.nlp.confusables import LATIN_LOOKALIKES


@dataclass(frozen=True, slots=True)
class TextView:
    """`text` read out of `original`; `starts` and `sources` pair view offsets with original ones.

    Between two entries the texts run in step; at an edit all characters of the replacement map to the
    whole edited span.
    """

    text: str
    original: str
    edits: tuple[Edit, ...] = ()
    _starts: tuple[int, ...] = ()

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open span for the view's `start`, `end`; whole edits where it cuts one."""
        if not self.edits:
            return start, end
        first = self._map(start, at_end=False)
        return first, max(first, self._map(end, at_end=True))

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """The view's half-open span for the original's `start`, `end`; the whole replacement where it cuts an edit."""
        return self._back(start, at_end=False), self._back(end, at_end=True)

    def _back(self, offset: int, *, at_end: bool) -> int:
        shift = 0
        for edit, begin in zip(self.edits, self._starts, strict=True):
            if offset < edit.start or (at_end and offset == edit.start):
                break
            if offset < edit.end:
                return begin + len(edit.replacement) if at_end else begin
            shift = begin + len(edit.replacement) - edit.end
        return offset + shift

    def _map(self, offset: int, *, at_end: bool) -> int:
        index = bisect_right(self._starts, offset) - 1
        if at_end and index >= 0 and self._starts[index] == offset:
            index -= 1  # an edit that begins where the span ends is outside it
        if index < 0:
            return offset
        edit, begin = self.edits[index], self._starts[index]
        inside = offset - begin
        if inside < len(edit.replacement) or (at_end and inside <= len(edit.replacement)):
            if len(edit.replacement) == edit.end - edit.start:
                return edit.start + inside
            return edit.end if at_end else edit.start
        return edit.end + inside - len(edit.replacement)


def apply(original: str, edits: Iterable[Edit]) -> TextView:
    """The view of `original` under `edits`; of overlapping edits the first by position wins."""
    kept: list[Edit] = []
    pieces: list[str] = []
    starts: list[int] = []
    position = length = 0
    for edit in sorted(edits, key=lambda item: (item.start, -item.end)):
        if edit.start < position:
            continue
        between = original[position : edit.start]
        pieces += (between, edit.replacement)
        length += len(between)
        starts.append(length)
        kept.append(edit)
        length += len(edit.replacement)
        position = edit.end
    if not kept:
        return TextView(original, original)
    pieces.append(original[position:])
    return TextView("".join(pieces), original, tuple(kept), tuple(starts))


def chain(first: TextView, second: TextView) -> Callable[[int, int], tuple[int, int]]:
    """Maps spans of `second` (a view of `first.text`) to the original of `first`."""

    def to_original(start: int, end: int) -> tuple[int, int]:
        return first.to_original(*second.to_original(start, end))

    return to_original


_ODD = re.compile(r"[^\x00-\x7f£€–—‘’“”…é•·°½¼¾ŵŷŴŶâêîôûáíóúàèìòùäëïöüñçÂÊÎÔÛÁÉÍÓÚÀÈÌÒÙÄËÏÖÜÑÇ]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
_CURLY = re.compile("[‘’‛′“”„–—]")


_ESCAPE = re.compile(r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]|[@-Z\\^_])")
"""A terminal's control sequence: it would stick to the word behind it."""


def plain(text: str, markup: tuple[Edit, ...] = ()) -> TextView:
    """`text` without markup and with each character in its plainest form (NFKC, look-alikes, no zero-width)."""
    edits = list(markup)
    edits += (Edit(match.start(), match.end(), match[0].translate(_QUOTES)) for match in _CURLY.finditer(text))
    if "\x1b" in text:
        edits += (Edit(match.start(), match.end(), "") for match in _ESCAPE.finditer(text))
    if not text.isascii():
        mixed = _latin_words(text)
        edits += (edit for match in _ODD.finditer(text) if (edit := _plain_character(text, match.start(), mixed)))
    return apply(text, edits)


def _plain_character(text: str, at: int, mixed: Callable[[int], bool]) -> Edit | None:
    character = text[at]
    if _INVISIBLE.match(character):
        return Edit(at, at + 1, "")
    if character in LATIN_LOOKALIKES:
        return Edit(at, at + 1, LATIN_LOOKALIKES[character]) if mixed(at) else None
    folded = _nfkc(character)
    return Edit(at, at + 1, folded) if folded != character else None


@cache
def _nfkc(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return "".join(LATIN_LOOKALIKES.get(letter, letter) for letter in folded) if len(folded) == 1 else folded


def _latin_words(text: str) -> Callable[[int], bool]:
    """Whether the word around an offset holds a Latin letter or digit, or the text is Latin in the main."""
    mainly = sum(character.isascii() and character.isalpha() for character in text) * 2 > sum(
        character.isalpha() for character in text
    )

    def holds(at: int) -> bool:
        if mainly:
            return True
        start, end = at, at + 1
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        return any(character.isascii() and character.isalnum() for character in text[start:end])

    return holds


_HASHTAG = re.compile(r"(?<!\w)#(\w{2,})")
_CAMEL = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z]|\d|_|$)|[A-Z]?[a-z]+|[A-Z]+|\d+")
_SPACED = re.compile(r"(?<![\w'’@#])(?:[A-Za-z][ .\-_*·]){3,}[A-Za-z](?![\w'’])")
_LEET_WORD = re.compile(r"(?<![\w£$€@#./:-])(?=\w*[A-Za-z])(?=\w*[0-9@$!])[A-Za-z0-9@$!]{4,}+(?![\w@/.-]\w|--)")
_INWARD = re.compile(r"\s?\d[A-Za-z]{2}\b")
"""The second half of a postcode, whose first half (EC1A) is no word."""
LEET = str.maketrans("013457@$!", "oieastasi")
"""The letters that digits and signs stand for; a 1 may be an l too."""
_DOUBLE_ONE = re.compile("1{2,}")
_DISGUISED_AT = re.compile(r"(?<=\w)\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*(?=\w)", re.IGNORECASE)
_DISGUISED_DOT = re.compile(r"(?<=\w)\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*(?=\w)", re.IGNORECASE)
_SPELT_ADDRESS = re.compile(r"\b[\w.-]{1,64}(?: dot \w+){0,2} at [\w-]+(?: dot [a-z]{2,}){1,3}\b", re.IGNORECASE)
_SPELT_SIGN = re.compile(r" (?:dot|at) ", re.IGNORECASE)
_REPEATED = re.compile(r"(?<!\d)([A-Za-z])\1{3,}(?!\s?\d)")


def unfolded(text: str) -> TextView:
    """`text` with hashtags apart, letter-spaced words closed, leetspeak and `[at]`/`dot` undone."""
    return apply(text, _unfoldings(text))


def _unfoldings(text: str) -> Iterable[Edit]:
    if "#" in text:
        for match in _HASHTAG.finditer(text):
            words = " ".join(_CAMEL.findall(match[1])) or match[1]
            yield Edit(match.start(), match.end(), words)
    for match in _SPACED.finditer(text):
        joined = re.sub(r"[^A-Za-z]", "", match[0])
        yield Edit(match.start(), match.end(), joined)
    for match in _LEET_WORD.finditer(text):
        word = _DOUBLE_ONE.sub(lambda ones: "l" * len(ones[0]), match[0]).translate(LEET)
        word = word.upper() if match[0].isupper() else word
        if _looks_leet(match[0]) and word.isalpha() and not _INWARD.match(text, match.end()):
            yield Edit(match.start(), match.end(), word)
    for pattern, sign in ((_DISGUISED_AT, "@"), (_DISGUISED_DOT, ".")):
        for match in pattern.finditer(text):
            yield Edit(match.start(), match.end(), sign)
    if " dot " in text.lower():
        for match in _SPELT_ADDRESS.finditer(text):
            for found in _SPELT_SIGN.finditer(text, match.start(), match.end()):
                yield Edit(found.start(), found.end(), "@" if "a" in found[0].lower() else ".")
    for match in _REPEATED.finditer(text):
        yield Edit(match.start(), match.end(), match[1] * 2)


def _looks_leet(word: str) -> bool:
    """A digit or sign between letters, not a postcode, plate, size, ordinal or unit (4pm, 20mph, A30, 2nd)."""
    return bool(
        re.search(r"[A-Za-z][0-9@$!]+[A-Za-z]", word)
        and not re.fullmatch(r"[A-Za-z]+[0-9]+s", word)
        and (not word[0].isdigit() or re.fullmatch(r"\d[a-z]{2,}(?:[0-9@$!]+[a-z]+)+\d?", word))
        and not re.fullmatch(
            r"GIR0AA|[A-Za-z]{1,2}\d{1,2}[A-Za-z]{3}|[A-Za-z]\d{1,3}[A-Za-z]{3}|[A-Z]{1,2}\d[\dA-Z]?\d[A-Z]{2}", word
        )
        and (word.islower() or word.isupper() or word[1:].islower())
        and sum(character.isdigit() for character in word) <= len(word) / 2
    )
