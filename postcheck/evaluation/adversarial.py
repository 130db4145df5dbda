"""Copies of labelled posts written as somebody would who hides words from a filter; spans move along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from postcheck.evaluation.gold import GoldPost
from postcheck.model.post import Edit
from postcheck.nlp.confusables import LATIN_LOOKALIKES

_WORD = re.compile(r"[A-Za-z]{4,}")
_NUMBER = re.compile(r"\d(?:[ -]?\d){3,}")
_PHRASE = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}+(?: [A-Za-z]{2,}){1,3}")
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_LEET = str.maketrans("oieastOIEAST", "013457013457")
_CYRILLIC = {letter: alike for alike, letter in reversed(LATIN_LOOKALIKES.items()) if "\u0400" <= alike < "\u0530"}
_LONGEST = 3
"""Words of a span that are disguised where disguising all of it would leave nothing to read."""


def _spaced(digits: str) -> str:
    return " ".join(character for character in digits if character.isdigit())


def _spelt(digits: str) -> str:
    return " ".join(_DIGITS[int(character)] for character in digits if character.isdigit())


def _confusable(word: str) -> str:
    return "".join(_CYRILLIC.get(character, character) for character in word)


def _zero_width(word: str) -> str:
    return f"{word[: len(word) // 2]}\u200b{word[len(word) // 2 :]}"


def _mathematical(word: str) -> str:
    return "".join(
        chr((0x1D5D4 if character.isupper() else 0x1D5EE) + ord(character.lower()) - ord("a")) for character in word
    )


def _hashtag(phrase: str) -> str:
    return "#" + "".join(word[0].upper() + word[1:] for word in phrase.split())


_FORMS: dict[str, tuple[re.Pattern[str], int, Callable[[str], str]]] = {
    "spaced digits": (_NUMBER, 0, _spaced),
    "spelt digits": (_NUMBER, 0, _spelt),
    "confusables": (_WORD, 0, _confusable),
    "zero-width": (_WORD, 0, _zero_width),
    "leetspeak": (_WORD, _LONGEST, lambda word: word.translate(_LEET)),
    "letter spacing": (_WORD, _LONGEST, " ".join),
    "hashtags": (_PHRASE, 1, _hashtag),
    "maths alphabet": (_WORD, 0, _mathematical),
}
"""Name to what is disguised, how many of them in a span (0 for all, the longest first), and how."""

KINDS = tuple(_FORMS)


def disguised(gold: GoldPost, kind: str) -> GoldPost | None:
    """`gold` with the words of its spans written as `kind` has it; None where nothing changes."""
    pattern, most, form = _FORMS[kind]
    text = gold.post.text
    spans = gold.spans or ((0, len(text), next(iter(gold.labels), None)),)
    chosen: dict[int, Edit] = {}
    for start, end, _ in spans:
        found = list(pattern.finditer(text, start, end))
        if most:
            found = sorted(found, key=lambda match: (-len(match[0]), match.start()))[:most]
        chosen |= {match.start(): Edit(*match.span(), form(match[0])) for match in found}
    edits = list(_apart(sorted(chosen.values(), key=lambda edit: edit.start)))
    if not any(text[edit.start : edit.end] != edit.replacement for edit in edits):
        return None
    moved = tuple((_moved(edits, start), _moved(edits, end), label) for start, end, label in gold.spans)
    return replace(gold, post=replace(gold.post, text=_written(text, edits)), spans=moved)


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    reached = 0
    for edit in edits:
        if edit.start >= reached:
            reached = edit.end
            yield edit


def _written(text: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join([*pieces, text[at:]])


def _moved(edits: Iterable[Edit], offset: int) -> int:
    """Where `offset` of the plain text stands in the written one; ends within an edit go to its end."""
    pushed = 0
    for edit in edits:
        if edit.end <= offset:
            pushed += len(edit.replacement) - (edit.end - edit.start)
        elif edit.start < offset:
            return edit.start + pushed + len(edit.replacement)
    return offset + pushed
