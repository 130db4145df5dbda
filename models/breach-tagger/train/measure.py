"""Figures of an artefact: on labelled posts and on real public text that nothing was trained on."""

from __future__ import annotations

import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .decode import overlaps
from .posts import ACCOUNTS, LABELS, Post
from .runtime import Artefact, Reading

Row: TypeAlias = dict[str, Any]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` with its 95% Wilson interval."""

    part: int
    whole: int

    def __str__(self) -> str:
        if not self.whole:
            return "-"
        low, high = self.interval
        return f"{self.value:.3f} ({low:.2f}-{high:.2f})"

    @property
    def value(self) -> float:
        """The share, 0 of 0 being 0."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95% bounds."""
        z, n = 1.96, max(1, self.whole)
        middle = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * math.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - spread), min(1.0, middle + spread)


def truth(posts: Sequence[Post]) -> Flags:
    """Gold labels [N, L]."""
    return np.array([[label in post.labels for label in LABELS] for post in posts])


def read(artefact: Artefact, posts: Sequence[Post]) -> list[Reading]:
    """Readings of labelled posts."""
    return artefact.read([post.text for post in posts], [ACCOUNTS.index(post.account) for post in posts])


def figures(posts: Sequence[Post], readings: Sequence[Reading], flags: Flags, *, spans: bool = True) -> Row:
    """Per label precision, recall, F1 and span overlap of its hits; over all, macro recall and clean posts flagged."""
    gold = truth(posts)
    clean = ~gold.any(1)
    labels: dict[str, Row] = {}
    touched = hits = 0
    for column, label in enumerate(LABELS):
        found = gold[:, column] & flags[:, column]
        on_gold = sum(
            spans and overlaps(readings[row].spans(column), gold_spans(posts[row], label))
            for row in np.flatnonzero(found)
        )
        touched, hits = touched + on_gold, hits + int(found.sum())
        recall = Share(int(found.sum()), int(gold[:, column].sum()))
        precision = Share(int(found.sum()), int(flags[:, column].sum()))
        total = precision.value + recall.value
        labels[label] = {
            "recall": recall,
            "precision": precision,
            "f1": 2 * precision.value * recall.value / total if total else 0.0,
            "span_overlap": Share(on_gold, int(found.sum()) if spans else 0),
            "clean_flagged": Share(int(flags[clean, column].sum()), int(clean.sum())),
        }
    return {
        "posts": len(posts),
        "macro_recall": float(np.mean([row["recall"].value for row in labels.values() if row["recall"].whole])),
        "clean_flagged": Share(int(flags[clean].any(1).sum()), int(clean.sum())),
        "breaches_flagged": Share(int(flags[~clean].any(1).sum()), int((~clean).sum())),
        "span_overlap": Share(touched, hits if spans else 0),
        "labels": labels,
    }


def gold_spans(post: Post, label: str) -> list[tuple[int, int]]:
    """The character ranges of a label's spans; each is its first occurrence, as the loader checks."""
    return [(post.text.find(part), post.text.find(part) + len(part)) for part, name in post.spans if name == label]


def groups(posts: Sequence[Post], flags: Flags, name: Callable[[Post], str]) -> dict[str, Row]:
    """Recall over all gold labels and clean posts flagged, for each value of `name`."""
    gold = truth(posts)
    rows: dict[str, list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        rows[name(post)].append(index)
    return {
        key: {
            "posts": len(chosen),
            "recall": Share(int((gold[chosen] & flags[chosen]).sum()), int(gold[chosen].sum())),
            "clean_flagged": Share(
                int(flags[chosen][~gold[chosen].any(1)].any(1).sum()), int((~gold[chosen].any(1)).sum())
            ),
        }
        for key, chosen in sorted(rows.items())
    }


def length(post: Post) -> str:
    """The length class of a post."""
    return "a under 35 words" if post.words < 35 else "b 35 to 79 words" if post.words < 80 else "c 80 words or more"


def clean_texts(folder: Path) -> list[str]:
    """Real clean text that thresholds may see: US government sentences and every other government tweet."""
    names = (("clean_gov_sentences_us", 1), ("clean_crisislex_government_tweets", 2))
    return [
        json.loads(line)["text"]
        for name, step in names
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[::step]
    ]


def real_text(artefact: Artefact, folder: Path) -> dict[str, Share]:
    """Shares flagged in the public sets, read in place; every text counts as a corporate post."""

    def flags(name: str, keep: Callable[[Row], object] = bool) -> Flags:
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        texts = [row["text"] for row in rows if row["text"].strip() and keep(row)]
        logits = np.array([reading.logits for reading in artefact.read(texts, [0] * len(texts))])
        return artefact.platt(logits) > artefact.thresholds

    def share(found: Flags, *labels: str) -> Share:
        columns = [LABELS.index(label) for label in labels] or list(range(len(LABELS)))
        return Share(int(found[:, columns].any(1).sum()), len(found))

    result = {
        "clean UK government sentences": share(flags("clean_gov_sentences_uk")),
        "clean US government sentences": share(flags("clean_gov_sentences_us")),
        "clean government tweets": share(flags("clean_crisislex_government_tweets")),
        "clean text messages (not spam)": share(flags("promo_sms_spam", lambda row: row["labels"]["label"] == "ham")),
    }
    for party in ("Con", "Lab", "LD"):
        found = flags("pol_uk_manifesto_sentences", lambda row, party=party: row["labels"]["party"] == party)  # type: ignore[misc]
        result[f"political: manifesto sentences of {party}"] = share(found, "political")
    spam = flags("promo_sms_spam", lambda row: row["labels"]["label"] == "spam")
    result["promotion or link risk: SMS spam"] = share(spam, "promotion", "link_risk")
    spam = flags("promo_youtube_spam", lambda row: row["labels"]["spam"] == 1)
    result["promotion or link risk: YouTube spam"] = share(spam, "promotion", "link_risk")
    sexist = flags("off_edos_sexism", lambda row: row["labels"]["label_sexist"] == "sexist")
    result["offensive: sexist posts (EDOS)"] = share(sexist, "offensive")
    other = flags("off_edos_sexism", lambda row: row["labels"]["label_sexist"] != "sexist")
    result["offensive: other posts of EDOS"] = share(other, "offensive")
    result["personal data or identification: PANORAMA"] = share(
        flags("pii_panorama_subject531"), "personal_data", "indirect_identification"
    )
    return result


def cost(artefact: Artefact, posts: Sequence[Post], words: int = 45) -> float:
    """CPU milliseconds a post of about `words` words, length-sorted batches on one thread, the best of three passes."""
    texts = [post.text for post in posts if abs(post.words - words) <= 5][:320]
    passes = []
    for _ in range(3):
        began = time.process_time()
        artefact.read(texts, [0] * len(texts))
        passes.append(1000 * (time.process_time() - began) / len(texts))
    return min(passes)
