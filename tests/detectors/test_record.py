"""A post as a record, and its length as each platform counts it."""

from __future__ import annotations

from functools import cache

import pytest
import spacy

from postcheck.config import Settings
from postcheck.detectors import Resources
from postcheck.detectors.record import RecordDetector, build
from postcheck.model.post import Part
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load


@cache
def _detector() -> RecordDetector:
    return build(Resources((load("uk-council"),), Settings()))


def _read(text: str, parts: tuple[Part, ...] = ()) -> Reading:
    view = plain(text)
    full = unfolded(view.text)
    return Reading(view, full, spacy.blank("en").make_doc(full.text), parts=parts)


def _too_long(text: str, parts: tuple[Part, ...] = ()) -> set[str]:
    found = _detector().detect(_read(text, parts))
    return {name.removeprefix("too-long-for-") for item in found for name in item.attributes}


@pytest.mark.parametrize(
    ("text", "platform", "too_long"),
    [
        ("a" * 280, "x", False),
        ("a" * 281, "x", True),
        ("é" * 280, "x", False),
        ("字" * 140, "x", False),
        ("字" * 141, "x", True),
        ("👨‍👩‍👧" * 140, "x", False),
        ("👨‍👩‍👧" * 141, "x", True),
        ("a" * 256 + " https://northmere.gov.uk/" + "b" * 200, "x", False),
        ("a" * 257 + " https://northmere.gov.uk/b", "x", True),
        ("👨‍👩‍👧" * 300, "bluesky", False),
        ("a" * 301, "bluesky", True),
        ("a" * 500, "threads", False),
        ("a" * 501, "mastodon", True),
        ("a " * 750, "google", False),
        ("a " * 751, "google", True),
        ("a" * 2201, "instagram", True),
        ("a" * 3000, "linkedin", False),
        ("a" * 3001, "linkedin", True),
        ("a" * 6000, "facebook", False),
    ],
)
def test_length_counts_as_the_platform_counts(text: str, platform: str, too_long: bool) -> None:
    assert (platform in _too_long(text)) is too_long


def test_only_the_body_counts() -> None:
    text = "a" * 270 + "\n\n" + "b" * 400
    assert _too_long(text, (Part("body", 0, 270), Part("alt_text", 272, 672))) == set()


def test_the_span_is_what_would_be_cut() -> None:
    text = "a" * 270 + " these words are lost"
    reading = _read(text)
    [found] = [item for item in _detector().detect(reading) if "too-long-for-x" in item.attributes]
    assert text[slice(*reading.to_original(found.start, found.end))] == text[280:]


def test_every_post_is_one_record() -> None:
    assert [item.label for item in _detector().detect(_read("Bins today."))] == ["record.post"]
    assert not [*_detector().detect(_read("  "))]
