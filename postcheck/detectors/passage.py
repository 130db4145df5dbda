"""Breaches said in passing: what the trained model reads in a post (label: `<category>.passage`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.model.finding import Category
from postcheck.nlp import tagger
from postcheck.nlp.reading import Reading
from postcheck.nlp.values import value_masks

_CATEGORIES = (
    Category.PERSONAL_DATA,
    Category.INDIRECT_IDENTIFICATION,
    Category.POLITICAL,
    Category.CLAIM_ABOUT_PERSON,
    Category.ROLE_MISUSE,
    Category.LOGO_MISUSE,
    Category.PROMOTION,
    Category.OFFENSIVE,
    Category.CONFIDENTIAL,
    Category.COMMITMENT,
    Category.LINK_RISK,
)


_MASKED = frozenset({Category.PERSONAL_DATA, Category.CONFIDENTIAL})
"""Categories whose passages may hold values to mask; the rest quote public words."""


_DESTINATION = re.compile(r"(?<=\]\()[^\s()<>]+(?=[\s)])")
"""Where a Markdown link leads: words that nobody reads; the link detector judges them."""


class PassageDetector:
    """The trained model over batches of readings."""

    name = "passage"
    labels = frozenset(f"{category}.passage" for category in _CATEGORIES)

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Read a batch at once; the passages wait in each reading's notes."""
        texts = [_DESTINATION.sub(_blank, reading.text) for reading in readings]
        found = tagger.load().passages(texts, [reading.voice for reading in readings])
        for reading, passages in zip(readings, found, strict=True):
            reading.notes[self.name] = passages

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """One detection for each passage that `prepare` found."""
        if self.name not in reading.notes:
            self.prepare([reading])
        for passage in reading.notes[self.name]:  # type: ignore[attr-defined]
            words = ", ".join(f"“{word}”" for word in passage.words)
            yield Detection(
                label=f"{passage.label}.passage",
                start=passage.start,
                end=passage.end,
                score=passage.score,
                detector=self.name,
                strength=Strength.LEARNED,
                masks=value_masks(reading, passage.start, passage.end) if passage.label in _MASKED else (),
                evidence=(f"reads like posts that breach this clause; the words that weigh most: {words}",),
            )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def build(resources: Resources) -> PassageDetector:
    """The detector; the model itself is loaded at the first batch."""
    del resources
    return PassageDetector()
