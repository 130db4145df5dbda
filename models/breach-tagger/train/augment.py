"""Variations made on the fly that keep a post's meaning, so that the model reads it and not emoji, layout or length."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .posts import Post

DECORATION = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]+ ?")
HASH = re.compile(r"#(?=\w)")
HASHTAG_END = re.compile(r"(?:\s+#\w+)+\s*$")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n+|$)")
LEADS = (
    *("- ", "* ", "> ", "## ", "1. ", "Title: ", "Update: ", "News: "),
    *("RT @{handle}: ", "RT @{handle} ", "@{handle} ", "@{handle} @{other} ", "{handle}: ", ".@{handle} "),
    "title: {other} date: 20{day} tags: - {handle} ",
    "layout: {other} title: ",
)
TAILS = (
    *(" #{handle}", " via @{handle}", " ...", "…", " @{handle}", " #{handle} #{other}", " Plz RT", " &amp; more"),
    *(" http://t.co/{code}", " https://t.co/{code}", " http://t.co/{code} #{handle}", ": http://t.co/{code}", " http…"),
)
SYLLABLES = (
    "ka",
    "lor",
    "ben",
    "wick",
    "mar",
    "ton",
    "del",
    "sy",
    "jo",
    "ran",
    "hal",
    "dun",
    "per",
    "vi",
    "shaw",
    "42",
    "_uk",
    "news",
)
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
    elif dice.random() < 0.15:
        variant = _cropped(variant, dice)
    if dice.random() < 0.16:
        variant = _dressed(variant, dice)
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
        words = list(LETTERS.finditer(variant.text))
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
        return replace(variant, text=variant.text + glue + other.text)
    shift = len(other.text) + len(glue)
    spans = tuple((start + shift, end + shift, label) for start, end, label in variant.spans)
    return Variant(other.text + glue + variant.text, spans, variant.account)


def _cropped(variant: Variant, dice: random.Random) -> Variant:
    """Some neighbouring sentences alone: of a clean post any, of a breach those from its first to its last span."""
    sentences = [hit.span() for hit in SENTENCE.finditer(variant.text) if hit.group().strip()]
    if len(sentences) < 2:
        return variant
    if variant.spans:
        first_start, last_end = min(s for s, _, _ in variant.spans), max(e for _, e, _ in variant.spans)
        needed = [index for index, (start, end) in enumerate(sentences) if start < last_end and end > first_start]
        first, last = dice.randint(0, needed[0]), dice.randint(needed[-1], len(sentences) - 1)
    else:
        first = dice.randrange(len(sentences))
        last = min(len(sentences) - 1, first + dice.choice((0, 0, 1, 2)))
    start, end = sentences[first][0], sentences[last][1]
    if variant.spans:
        start, end = min(start, first_start), max(end, last_end)
    spans = tuple((s - start, e - start, label) for s, e, label in variant.spans)
    return Variant(variant.text[start:end], spans, variant.account)


def _dressed(variant: Variant, dice: random.Random) -> Variant:
    """A lead or a tail as documents and networks put them: list marks, headings, handles, hashtags, a cut-off end."""
    names = {key: "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) for key in ("handle", "other")}
    names["code"] = "".join(dice.choices(string.ascii_letters + string.digits, k=10))
    names["day"] = f"{dice.randint(10, 29)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    if dice.random() < 0.5:
        return replace(variant, text=variant.text + dice.choice(TAILS).format(**names))
    return _replaced(variant, 0, 0, dice.choice(LEADS).format(**names))


def _replaced(variant: Variant, start: int, end: int, new: str) -> Variant:
    """The text with [start, end) replaced, spans moved along; callers see to it that no span border lies inside."""
    change = len(new) - (end - start)
    spans = tuple(
        (s + change if s >= end else s, e + change if e >= end else e, label) for s, e, label in variant.spans
    )
    return replace(variant, text=variant.text[:start] + new + variant.text[end:], spans=spans)
