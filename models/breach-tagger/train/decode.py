"""Reference decoding, numpy only: windows, the span of a label in a text, and the words it is widened to."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FRACTION = 0.35  # of the peak's probability from which a token belongs to the span
BRIDGE = 3  # tokens below it that may lie between two runs of one span
CLAUSE = re.compile(r"[^.!?;\n]+[.!?;]*")


def windows(tokens: int, limit: int, overlap: int) -> list[tuple[int, int]]:
    """Half-open ranges of at most `limit` tokens that cover `tokens`, each sharing `overlap` with the one before."""
    if tokens <= limit:
        return [(0, tokens)]
    starts = [*range(0, tokens - limit, limit - overlap), tokens - limit]
    return [(start, start + limit) for start in starts]


def spans(
    token_logits: NDArray[np.float32], offsets: Sequence[tuple[int, int]], text: str, *, fraction: float = FRACTION
) -> list[tuple[int, int]]:
    """Character ranges of one label in `text`, strongest first: runs of tokens near the peak, widened to whole words.

    `token_logits` is the label's column, without the special tokens, and `offsets` are its tokens' character ranges.
    """
    if not len(offsets):
        return []
    probability = 1 / (1 + np.exp(-token_logits.astype(np.float64)))
    chosen = np.flatnonzero(probability >= fraction * probability.max())
    runs: list[list[int]] = [[int(chosen[0]), int(chosen[0])]]
    for place in chosen[1:]:
        if place - runs[-1][1] <= BRIDGE + 1:
            runs[-1][1] = int(place)
        else:
            runs.append([int(place), int(place)])
    runs.sort(key=lambda run: -float(probability[run[0] : run[1] + 1].sum()))
    strongest = float(probability[runs[0][0] : runs[0][1] + 1].max())
    kept = [
        run
        for run in runs
        if float(probability[run[0] : run[1] + 1].max()) >= max(0.5, 0.7 * strongest) or run is runs[0]
    ]
    return [_words(text, offsets[first][0], offsets[last][1]) for first, last in kept]


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range widened to whole words, and to the clause where it is a single short word of it."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    if len(text[start:end].split()) < 2:
        for clause in CLAUSE.finditer(text):
            if clause.start() <= start < clause.end() and clause.end() - clause.start() <= 90:
                lead = len(clause.group()) - len(clause.group().lstrip())
                return clause.start() + lead, max(end, clause.end())
    return start, end


def overlaps(found: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> bool:
    """Whether any found range shares a character with any gold one."""
    return any(a < d and c < b for a, b in found for c, d in gold)
