"""Hashtags, emoji, letters, capitals, sentence length and missing descriptions."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from postcheck.config import Settings
from postcheck.detectors import Resources
from postcheck.detectors.accessibility import AccessibilityDetector, build
from postcheck.model.post import Part
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded


@cache
def _detector() -> AccessibilityDetector:
    return build(Resources((), Settings()))


def _read(text: str, parts: tuple[Part, ...] = ()) -> Reading:
    view = plain(text)
    full = unfolded(view.text)
    return Reading(view, full, spacy.blank("en").make_doc(full.text), parts=parts)


def _found(text: str) -> list[tuple[str, str]]:
    reading = _read(text)
    found = sorted(_detector().detect(reading), key=lambda item: item.start)
    return [
        (item.label.removeprefix("accessibility."), text[slice(*reading.to_original(item.start, item.end))])
        for item in found
    ]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Join #northmerespringfair", "hashtag-run-together", "#northmerespringfair"),
        ("Mend bike at our fair #bikefair", "hashtag-run-together", "#bikefair"),
        ("Spring #Tulips #Parks #Sun #Fun", "hashtags", "#Sun #Fun"),
        ("A 🎪 b 🎶 c 🌭 d 🎡 e 🎠.", "emoji", "🎡 e 🎠"),
        ("Thanks 👏👏", "emoji-repeated", "👏👏"),
        ("Thanks 👏🏽 👏🏽", "emoji-repeated", "👏🏽 👏🏽"),
        ("𝗙𝗿𝗲𝗲 trees", "styled-letters", "𝗙𝗿𝗲𝗲"),
        ("ⓕⓡⓔⓔ trees", "styled-letters", "ⓕⓡⓔⓔ"),
        ("Please: KEEP THE FIRE GATE CLEAR today", "capitals", "KEEP THE FIRE GATE CLEAR"),
        (f"{'word ' * 26}end.", "long-sentence", f"{'word ' * 26}end."),
    ],
)
def test_a_stumbling_block_is_found(text: str, kind: str, words: str) -> None:
    assert _found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Join #NorthmereSpringFair and #parks",
        "Spring 🎪 with music 🎶 and food 🌭",
        "Flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧",
        "NHS and DVLA and HMRC",
        "BBC ITV NHS GP",
        f"{'Word ' * 24}end. {'Word ' * 24}end.",
        "Croeso i Gaernarfon, 20% off, 4 × 4, 30 °C",
        "See page#12 and northmere.gov.uk/a#b and &#39;",
        "",
    ],
)
def test_ordinary_posts_pass(text: str) -> None:
    assert _found(text) == []


def test_a_picture_wants_a_description() -> None:
    text = "New swings\n\nswings.jpg"
    media = Part("body", 0, 10), Part("media", 12, 22)
    [found] = _detector().detect(_read(text, media))
    assert found.label == "accessibility.no-alt-text"
    described = (*media, Part("alt_text", 24, 40))
    assert not [*_detector().detect(_read(f"{text}\n\nTwo red swings.", described))]
