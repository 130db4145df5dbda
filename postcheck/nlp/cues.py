"""Plain phrase lists of a rule pack as something to search with: one word set to gate, one expression to find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from postcheck.nlp.reading import Reading

NEVER = r"(?!)"
_WORD = re.compile(r"\w+")


def alternation(phrases: Iterable[str]) -> str:
    """An expression for any of `phrases`, longest first; `*` at the end of one stands for more letters."""
    parts = [
        r"\s+".join(re.escape(word) for word in phrase.removesuffix("*").split())
        + (r"\w*" if phrase.endswith("*") else "")
        for phrase in sorted(phrases, key=len, reverse=True)
    ]
    return f"(?:{'|'.join(parts)})" if parts else NEVER


class Cues:
    """Whole-word phrases, any case; a post without any of their first words costs one set intersection."""

    def __init__(self, phrases: Iterable[str]) -> None:
        phrases = [phrase.lower() for phrase in phrases]
        self._phrases = tuple(phrases)
        firsts = [(_WORD.findall(phrase) or [""])[0] for phrase in phrases]
        self._words = frozenset(first for first, phrase in zip(firsts, phrases, strict=True) if _whole(first, phrase))
        self._stems = tuple({first for first, phrase in zip(firsts, phrases, strict=True) if not _whole(first, phrase)})

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w@]){alternation(self._phrases)}(?!\w)", re.IGNORECASE)

    def possible(self, reading: Reading) -> bool:
        """Whether any phrase may occur in `reading` at all."""
        words = reading.words
        return not self._words.isdisjoint(words) or (
            bool(self._stems) and any(word.startswith(self._stems) for word in words)
        )

    def find(self, reading: Reading, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Half-open spans between `start` and `end`, in order."""
        if self.possible(reading):
            limit = len(reading.text) if end is None else end
            for match in self._expression.finditer(reading.text, max(start, 0), limit):
                yield match.span()

    def within(self, reading: Reading, start: int, end: int) -> bool:
        """Whether any phrase stands between `start` and `end`."""
        return next(self.find(reading, start, end), None) is not None


def _whole(first: str, phrase: str) -> bool:
    """Whether the first word of `phrase` must occur as it is."""
    return phrase != f"{first}*"
