"""Variations made on the fly that keep a post's meaning, so that the model reads meaning and not emoji, layout or length."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .posts import Post

DECORATION = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]+ ?")
HASH = re.compile(r"#(?=\w)")
HASHTAG_END = re.compile(r"(?:\s+#\w+)+\s*$")
LETTERS = re.compile(r"[a-z]{5,}")

Span: TypeAlias = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A text with its spans as offsets."""

    text: str
    spans: tuple[Span, ...]
    account: str

    @classmethod
    def of(cls, post: Post) -> Variant:
        """The post as it was written."""
        found = ((post.text.find(part), part, label) for part, label in post.spans)
        return cls(post.text, tuple((start, start + len(part), label) for start, part, label in found), post.account)


def vary(post: Post, others: Sequence[Post], dice: random.Random) -> Variant:
    """A variant of a post, and often the post itself."""
    variant = Variant.of(post)
    if dice.random() < 0.15:
        variant = _without(variant, DECORATION)
    if dice.random() < 0.1:
        variant = _without(variant, HASH if dice.random() < 0.5 else HASHTAG_END)
    if dice.random() < 0.1:
        variant = _typo(variant, dice)
    if dice.random() < 0.12:
        variant = _joined(variant, post, others, dice)
    return variant


def _without(variant: Variant, pattern: re.Pattern[str]) -> Variant:
    """The text without what `pattern` finds; a hit inside a span's border leaves the text as it is."""
    for hit in reversed(list(pattern.finditer(variant.text))):
        start, end = hit.span()
        if any(start < s < end or start < e < end or (s >= start and e <= end) for s, e, _ in variant.spans):
            continue
        variant = _replaced(variant, start, end, "")
    return variant


def _typo(variant: Variant, dice: random.Random) -> Variant:
    """One or two slips of the finger: a doubled, lost or swapped letter inside a word."""
    for _ in range(dice.choice((1, 1, 2))):
        words = [hit for hit in LETTERS.finditer(variant.text)]
        if not words:
            return variant
        place = (word := dice.choice(words)).start() + dice.randrange(1, len(word.group()) - 2)
        first, second = variant.text[place], variant.text[place + 1]
        changed = dice.choice((first + first + second, second, second + first))
        variant = _replaced(variant, place, place + 2, changed)
    return variant


def _joined(variant: Variant, post: Post, others: Sequence[Post], dice: random.Random) -> Variant:
    """The post with a clean one of the same kind of account before or after it, as in a thread or a round-up."""
    other = dice.choice(others)
    if other.labels or other.account != post.account or other.group == post.group:
        return variant
    glue = dice.choice((" ", "\n", "\n\n"))
    if dice.random() < 0.5:
        return Variant(variant.text + glue + other.text, variant.spans, variant.account)
    shift = len(other.text) + len(glue)
    spans = tuple((start + shift, end + shift, label) for start, end, label in variant.spans)
    return Variant(other.text + glue + variant.text, spans, variant.account)


def _replaced(variant: Variant, start: int, end: int, new: str) -> Variant:
    """The text with [start, end) replaced, spans moved along; callers see to it that no span border lies inside."""
    change = len(new) - (end - start)
    spans = tuple(
        (s + change if s >= end else s, e + change if e >= end else e, label) for s, e, label in variant.spans
    )
    return Variant(variant.text[:start] + new + variant.text[end:], spans, variant.account)
