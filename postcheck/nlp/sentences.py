"""Where sentences begin and end: punctuation, line ends and list items; no parser needed."""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"')\]]*+\s+(?=[\"'(\[]*[^\sa-z])|(?<!\s)\s*\n\s*|[\U0001f300-\U0001faff]\s+(?=[A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:Mr|Mrs|Ms|Dr|St|No|Rd|Ave|Cllr|Rev|Ltd|Inc|Esq|Tel|Mob|Ext|Ref|vs|eg|ie|e\.g|i\.e|[A-Z])$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text`, in order, without surrounding white space."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(text, max(0, match.start() - 6), match.start()):
            continue
        end = match.start() if "\n" in match[0] else match.end()
        _add(spans, text, start, end)
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, left + len(stripped)))
