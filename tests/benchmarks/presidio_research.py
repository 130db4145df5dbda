"""presidio-research's token score (F2 over all entity types) of the detection layer.

Run: `python tests/benchmarks/presidio_research.py FILE.jsonl [--every N]`, where each line holds `text` and
`spans` of [start, end, type]. A token counts as found where both the annotation and a prediction touch it,
whatever their types (the token evaluator's rule); recall counts four times as much as precision.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

BETA = 2.0
UNMAPPED = frozenset({"O"})
IMPERSONAL = frozenset({"ORGANIZATION", "TITLE"})
"""Types that say nothing of a person by themselves (a firm, a job title); left out of the personal score."""


def tagged(tokens: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The type of each token (half-open spans) by the first of `spans` that touches it, O where none does."""
    ordered = sorted(spans)
    return [next((kind for start, end, kind in ordered if start < last and end > first), "O") for first, last in tokens]


def f_beta(precision: float, recall: float, beta: float = BETA) -> float:
    """The weighted harmonic mean; 0 where both are 0."""
    weight = beta * beta
    total = weight * precision + recall
    return (1 + weight) * precision * recall / total if total else 0.0


def score(pairs: Counter[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F2 from counts of (annotated, predicted) token types."""
    both = sum(count for (gold, found), count in pairs.items() if gold != "O" and found != "O")
    annotated = sum(count for (gold, _), count in pairs.items() if gold != "O")
    predicted = sum(count for (_, found), count in pairs.items() if found != "O")
    precision, recall = both / max(predicted, 1), both / max(annotated, 1)
    return precision, recall, f_beta(precision, recall)


def measure(path: Path, every: int = 1) -> tuple[Counter[tuple[str, str]], int]:
    """Token counts over every `every`-th line of `path`, and how many texts were read."""
    from postcheck.config import Settings
    from postcheck.model.post import Post
    from postcheck.nlp import pipeline
    from postcheck.nlp.entities import entities
    from postcheck.packs.load import load

    names = frozenset(name for name in load("uk-council").lists["first-name"])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::every]
    pairs: Counter[tuple[str, str]] = Counter()
    posts = [Post(str(n), row["text"]) for n, row in enumerate(rows)]
    readings = (reading for group in pipeline.read(posts, Settings().pipeline) for _, reading in group)
    for row, reading in zip(rows, readings, strict=True):
        tokens = [reading.to_original(token.idx, token.idx + len(token)) for token in reading.doc if not token.is_space]
        found = [(*reading.to_original(item.start, item.end), item.kind) for item in entities(reading, names)]
        gold = [(start, end, kind) for start, end, kind in row["spans"]]
        pairs.update(zip(tagged(tokens, gold), tagged(tokens, found), strict=True))
    return pairs, len(rows)


def main(arguments: list[str]) -> None:
    """Print the overall score and the recall of each annotated type."""
    every = int(arguments[arguments.index("--every") + 1]) if "--every" in arguments else 1
    pairs, texts = measure(Path(arguments[0]), every)
    precision, recall, f2 = score(pairs)
    print(f"{texts} texts: precision {precision:.3f}, recall {recall:.3f}, F2 {f2:.3f}")
    personal = Counter[tuple[str, str]]()
    for (gold, found), count in pairs.items():
        personal["O" if gold in IMPERSONAL else gold, "O" if found in IMPERSONAL or gold in IMPERSONAL else found] += (
            count
        )
    print("personal types only: precision {:.3f}, recall {:.3f}, F2 {:.3f}".format(*score(personal)))
    for kind in sorted({gold for gold, _ in pairs} - UNMAPPED):
        total = sum(count for (gold, _), count in pairs.items() if gold == kind)
        print(f"  {kind:<16} {1 - pairs[kind, 'O'] / total:.3f} of {total} tokens")
    wrong = Counter({found: count for (gold, found), count in pairs.items() if gold == "O" != found})
    print("  predicted where nothing is annotated:", dict(wrong.most_common()))


if __name__ == "__main__":
    main(sys.argv[1:])
