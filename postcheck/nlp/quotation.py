"""Whether words are somebody else's, denied, or told as said: facts about a span, never a reason to skip it."""

from __future__ import annotations

import re

from postcheck.nlp.reading import Reading

QUOTED = "quoted"
NEGATED = "negated"
ATTRIBUTED = "attributed"
ASKED = "asked"

_QUOTATION = re.compile(r"\"[^\"]{2,700}\"|(?<![\w'])'(?=[\w@#])[^\n]{1,700}?(?<=[\w.,!?)\u2026])'(?!\w)")
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot|untrue|false|wrong to (?:say|claim)|den(?:y|ies|ied)|"
    r"unfounded|baseless|cleared of)\b|n't\b",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\b(?:said|says|saying|told|tells|claim(?:s|ed)|alleg(?:es|ed|edly)|according to|wrote|writes|added|quoted|RT)\b"
)
_NEGATION_REACH = 45


def quotations(reading: Reading) -> list[tuple[int, int]]:
    """Half-open spans of quoted speech, quotation marks included; found once a reading."""
    known = reading.notes.get("quotations")
    if isinstance(known, list):
        return known
    spans = [match.span() for match in _QUOTATION.finditer(reading.text)]
    reading.notes["quotations"] = spans
    return spans


def quoted(reading: Reading, start: int, end: int) -> bool:
    """Whether the span stands inside quotation marks."""
    return any(first <= start and end <= last for first, last in quotations(reading))


def negated(reading: Reading, start: int) -> bool:
    """Whether a negation stands shortly before `start` in the same sentence."""
    begin = max(reading.sentence_at(start)[0], start - _NEGATION_REACH)
    return _NEGATION.search(reading.text, begin, start) is not None


def facts(reading: Reading, start: int, end: int) -> frozenset[str]:
    """The attributes of a detection on the span: quoted, negated, attributed, asked."""
    first, last = reading.sentence_at(start)
    found = set()
    if quoted(reading, start, end):
        found.add(QUOTED)
    if negated(reading, start):
        found.add(NEGATED)
    if _ATTRIBUTION.search(reading.text, first, last):
        found.add(ATTRIBUTED)
    if reading.text[end:last].rstrip("\"') ").endswith("?"):
        found.add(ASKED)
    return frozenset(found)
