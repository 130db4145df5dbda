"""What a screen reader stumbles over, and what is hard to read: never more than a note by itself.

Read in the characters that the user wrote, because the other detectors' text has these marks taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.reading import Reading

_HASHTAG = re.compile(r"(?<![\w&/])#(\w*[^\W\d_]\w*)")
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff\U0001fa70-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa]"
    "(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|\u200d[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?)*)"
)
_STYLED = re.compile(
    "[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a\U0001f130-\U0001f189](?:[\\s']?[\U0001d400-\U0001d7ff\u24b6-\u24e9\uff21-\uff3a\uff41-\uff5a\U0001f130-\U0001f189]){2,}"
)
_CAPITALS = re.compile(r"\b[A-Z][A-Z']+(?:[\s,!-]+[A-Z][A-Z']+){3,}\b")
_WORD = re.compile(r"\w[\w'’.-]*")
_MOST_WORDS = 25
_MOST_HASHTAGS = 2
_MOST_EMOJI = 3
_LONG_TAG = 12
_CAPITAL_LETTERS = 16


class AccessibilityDetector:
    """Hashtags, emoji, styled letters, capitals, sentence length and missing image descriptions."""

    name = "accessibility"
    labels = frozenset(
        f"accessibility.{kind}"
        for kind in (
            "hashtag-run-together", "hashtags", "emoji", "emoji-repeated", "styled-letters", "capitals",
            "long-sentence", "no-alt-text",
        )
    )  # fmt: skip

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Everything that is there, each with its count."""
        written = reading.plain.original
        if "#" in written:
            yield from self._hashtags(reading, written)
        if not written.isascii():
            yield from self._emoji(reading, written)
            for match in _STYLED.finditer(written):
                yield self._at(reading, "styled-letters", *match.span(), "these are mathematical signs, not letters")
        for match in _CAPITALS.finditer(written):
            if sum(character.isalpha() for character in match[0]) >= _CAPITAL_LETTERS:
                yield self._at(reading, "capitals", *match.span(), f"{len(match[0].split())} words in capitals")
        yield from self._sentences(reading)
        yield from self._images(reading)

    def _hashtags(self, reading: Reading, written: str) -> Iterator[Detection]:
        tags = [*_HASHTAG.finditer(written)]
        if len(tags) > _MOST_HASHTAGS:
            span = tags[_MOST_HASHTAGS].start(), tags[-1].end()
            yield self._at(reading, "hashtags", *span, f"{len(tags)} hashtags")
        for tag in tags:
            word = tag[1]
            if (word.islower() or word.isupper()) and (
                len(word) >= _LONG_TAG or _splits(word.lower(), written.lower())
            ):
                yield self._at(reading, "hashtag-run-together", *tag.span(), "a screen reader reads it as one word")

    def _emoji(self, reading: Reading, written: str) -> Iterator[Detection]:
        emoji = [*_EMOJI.finditer(written)]
        if len(emoji) > _MOST_EMOJI:
            span = emoji[_MOST_EMOJI].start(), emoji[-1].end()
            yield self._at(reading, "emoji", *span, f"{len(emoji)} emoji, each read out by name")
        for first, second in pairwise(emoji):
            if first[0] == second[0] and not written[first.end() : second.start()].strip():
                yield self._at(
                    reading, "emoji-repeated", first.start(), second.end(), "the same emoji twice is read out twice"
                )
                break

    def _sentences(self, reading: Reading) -> Iterator[Detection]:
        if len(reading.text) < _MOST_WORDS * 3:
            return
        for start, end in reading.sentences:
            words = len(_WORD.findall(reading.text, start, end))
            if words > _MOST_WORDS:
                yield self._in_view("long-sentence", start, end, f"{words} words")

    def _images(self, reading: Reading) -> Iterator[Detection]:
        names = {part.name for part in reading.parts}
        if "media" in names and "alt_text" not in names and not reading.base:
            media = next(part for part in reading.parts if part.name == "media")
            yield self._at(reading, "no-alt-text", media.start, media.end, "a picture and no description of it")

    def _at(self, reading: Reading, kind: str, start: int, end: int, reason: str) -> Detection:
        first, last = reading.from_original(start, end)
        return self._in_view(kind, first, max(last, first), reason)

    def _in_view(self, kind: str, start: int, end: int, reason: str) -> Detection:
        return Detection(f"accessibility.{kind}", start, end, 0.9, self.name, Strength.LEXICAL, (reason,))


def _splits(tag: str, text: str) -> bool:
    """Whether `tag` is two words run together that both stand apart in the `text`."""
    words = {word for word in re.findall(r"[^\W\d_]{3,}", text) if word != tag}
    return any(tag[:at] in words and tag[at:] in words for at in range(3, len(tag) - 2))


def build(resources: Resources) -> AccessibilityDetector:
    """The detector; it needs nothing of the packs."""
    del resources
    return AccessibilityDetector()
