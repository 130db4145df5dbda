"""Where a stretch of text shows values that no output may repeat: numbers, addresses, names, secrets."""

from __future__ import annotations

import re

from postcheck.model.detection import Mask
from postcheck.nlp.reading import Reading

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_DIGITS = re.compile(r"\b[A-Za-z]{0,3}[-/]?\d[\d /.()-]{1,24}\d[A-Za-z]{0,2}\b|\b\d{1,4}[A-Za-z]?(?=\s+[A-Z][a-z]+)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def value_masks(reading: Reading, start: int, end: int, *, names: bool = True) -> tuple[Mask, ...]:
    """Masks for every number, e-mail address and postcode (and person's name) between `start` and `end`."""
    text = reading.text
    masks = [Mask(match.start(), match.end(), "email") for match in _EMAIL.finditer(text, start, end)]
    for pattern in (_POSTCODE, _DIGITS):
        masks += (
            Mask(match.start(), match.end())
            for match in pattern.finditer(text, start, end)
            if not any(mask.start < match.end() and mask.end > match.start() for mask in masks)
        )
    if names:
        masks += (
            Mask(max(entity.start_char, start), min(entity.end_char, end), "name")
            for entity in reading.entities
            if entity.label_ == "PERSON" and entity.start_char < end and entity.end_char > start
        )
    return tuple(masks)
