"""Facts of the post as a record: that it is one (for rules on its circumstances), and how long its body is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import regex

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.nlp.reading import Reading

_WEB_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+", re.IGNORECASE)
_GRAPHEME = regex.compile(r"\X")
_FIRST_WORD = re.compile(r"\S+")
_X = ("x", "twitter")
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_ADDRESS_WEIGHT = 23


class RecordDetector:
    """One `record.post` for each post, and one `record.length` for each platform that would cut it."""

    name = "record"
    labels = frozenset({"record.post", "record.length"})

    def __init__(self, resources: Resources) -> None:
        limits = (entry.rpartition(" ") for entry in resources.lists.get("length_limits", ()))
        self._limits = [(name.strip().lower(), int(number)) for name, _, number in limits if number.isdigit()]
        self._least = min((limit for _, limit in self._limits), default=0)

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Nothing for the later pieces of a very long text: the first one tells it all."""
        first = _FIRST_WORD.search(reading.text)
        if reading.base or not first:
            return
        yield Detection("record.post", *first.span(), 1.0, self.name, Strength.LEXICAL, ("the post as a whole",))
        body = _body(reading)
        if len(body) * 2 <= self._least:
            return
        for platform, limit in self._limits:
            cut = _cut(body, limit, platform)
            if cut < len(body):
                start, end = reading.from_original(cut, len(body))
                yield Detection(
                    label="record.length",
                    start=min(start, max(len(reading.text) - 1, 0)),
                    end=max(end, start + 1),
                    score=1.0,
                    detector=self.name,
                    evidence=(f"{platform} takes {limit:,} characters",),
                    attributes=frozenset({f"too-long-for-{platform}"}),
                )


def _body(reading: Reading) -> str:
    """The characters of the post's first part as the user wrote them."""
    original = reading.plain.original
    body = next((part for part in reading.parts if part.name == "body"), None)
    return original[body.start : body.end].rstrip() if body else original.rstrip()


def _cut(body: str, limit: int, platform: str) -> int:
    """The offset from which `platform` would cut `body`; its length where it fits."""
    if platform in _X:
        return _cut_by_weight(body, limit)
    if platform == "bluesky" and not body.isascii():
        ends = [match.end() for match in _GRAPHEME.finditer(body)]
        return len(body) if len(ends) <= limit else ends[limit - 1]
    return min(limit, len(body))


def _cut_by_weight(body: str, limit: int) -> int:
    """X counts a web address as 23, Latin letters as 1 and most others, emoji included, as 2."""
    weights = [int(body.isascii())] * len(body)
    for match in () if body.isascii() else _GRAPHEME.finditer(body):
        weights[match.start()] = 1 if match[0].isascii() or all(_light(character) for character in match[0]) else 2
    for match in _WEB_ADDRESS.finditer(body):
        weights[match.start() : match.end()] = [_ADDRESS_WEIGHT, *[0] * (len(match[0]) - 1)]
    return next((index for index, total in enumerate(accumulate(weights)) if total > limit), len(body))


def _light(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _LIGHT)


def build(resources: Resources) -> RecordDetector:
    """The detector over the packs' length limits."""
    return RecordDetector(resources)
