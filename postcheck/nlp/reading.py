"""One post as every detector reads it: the view, the spaCy Doc, sentences and words, made once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from postcheck.model.post import Part
from postcheck.nlp.sentences import sentences
from postcheck.nlp.views import TextView

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Reading:
    """`text` is the normalised text; offsets of everything here are offsets in it.

    `base` is where this piece begins in the post. `voice` is 1 for an individual's own account, 0 otherwise: an
    input that the trained model learnt with.
    """

    plain: TextView
    view: TextView
    doc: Doc
    base: int = 0
    voice: int = 0
    parts: tuple[Part, ...] = ()
    """The post's parts in its own offsets; empty where it is all body, or read in pieces."""
    notes: dict[str, object] = field(default_factory=dict, compare=False)
    """What one detector computed and another may reuse; the key is the maker's name."""

    @property
    def text(self) -> str:
        """The text that detectors read."""
        return self.view.text

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The post's own half-open span for a span of `text`."""
        first, last = self.plain.to_original(*self.view.to_original(start, end))
        return first + self.base, last + self.base

    def from_original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of `text` for a span of this piece as the user wrote it."""
        return self.view.from_original(*self.plain.from_original(start, end))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open sentence spans in order."""
        return sentences(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words that occur."""
        return frozenset(_WORD.findall(self.text.lower()))

    @cached_property
    def entities(self) -> list[Span]:
        """Named entities in order."""
        return list(self.doc.ents)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence span that holds `offset` (the nearest before it, in white space)."""
        spans = self.sentences
        if not spans:
            return 0, len(self.text)
        return spans[max(bisect_right([start for start, _ in spans], offset) - 1, 0)]

    def reach(self, start: int, end: int, within: str) -> tuple[int, int]:
        """The span in which a neighbour counts: the words around (60 characters), the sentences, or all."""
        if within == "post":
            return 0, len(self.text)
        if within == "words":
            return max(0, start - 60), min(len(self.text), end + 60)
        return self.sentence_at(start)[0], self.sentence_at(max(end - 1, start))[1]
