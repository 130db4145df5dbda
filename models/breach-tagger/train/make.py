"""The whole making of an artefact: the network's rounds, calibration and thresholds, the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from .calibrate import platt, priced_thresholds, threshold_for_precision
from .export import write_artefact, write_config
from .fit import fit
from .measure import clean_texts, read, truth
from .network import Tagger
from .posts import ACCOUNTS, LABELS, Post, split
from .recipe import ROUNDS
from .runtime import Artefact
from .vocabulary import pruned, start_folder

SHAPE = {
    "name": "breach-tagger",
    "version": "3.0.0",
    "labels": list(LABELS),
    "voices": list(ACCOUNTS),
    "max_tokens": 256,
    "overlap_tokens": 64,
}
PRICE, NOTE_PRICE = 30.0, 10.0  # of the share of clean posts that one label flags, in recall of that label
PRECISIONS = {"high": 0.95, "medium": 0.85}  # that the confidence bands state


def make(posts: Sequence[Post], *, out: Path, work: Path, public: Path | None = None, threads: int = 2) -> None:
    """Writes the artefact to `out`; about an hour on two idle cores.

    The network learns from the train part, round after round; the artefact itself then reads the calibration part,
    which no round has seen, and so sets its calibration and thresholds.
    """
    parts = split(posts)
    tokenizer, _ = pruned(start_folder())
    network = None
    for recipe in ROUNDS:
        network = fit(parts["train"], tokenizer, replace(recipe, threads=threads), start=network)
    assert network is not None
    work.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), work / "network.pt")
    finish(network, tokenizer, parts["calibration"], out, public)


def finish(
    network: Tagger, tokenizer: Tokenizer, calibration: Sequence[Post], out: Path, public: Path | None = None
) -> None:
    """The files of a trained network, calibrated on what the artefact itself says of `calibration`."""
    plain = {label: {"scale": 1.0, "shift": 0.0} for label in LABELS}
    draft = {**SHAPE, "calibration": plain, "thresholds": dict.fromkeys(LABELS, 0.5)}
    write_artefact(network, tokenizer, draft, out)
    artefact = Artefact(out)
    logits = np.array([reading.logits for reading in read(artefact, calibration)])
    texts = clean_texts(public) if public else []
    real = np.array([reading.logits for reading in artefact.read(texts, [0] * len(texts))]).reshape(-1, len(LABELS))
    write_config(config(calibration, logits, real), out)


def config(posts: Sequence[Post], logits: NDArray[np.float64], real: NDArray[np.float64]) -> dict[str, Any]:
    """config.json without its digests: calibration, thresholds and confidence bands, set on unread posts.

    `real` are logits of clean text from the world, for the thresholds alone.
    """
    gold = truth(posts)
    curve = platt(logits, gold)
    scores = curve(logits)
    firm, notes = (priced_thresholds(scores, gold, curve(real), price) for price in (PRICE, NOTE_PRICE))
    private = np.array([post.account == "personal" for post in posts])
    own = priced_thresholds(scores[private], gold[private], np.zeros((0, len(LABELS))), PRICE)
    bands = {
        name: np.array(
            [threshold_for_precision(scores[:, column], gold[:, column], wanted) for column in range(len(LABELS))]
        )
        for name, wanted in PRECISIONS.items()
    }
    return {
        **SHAPE,
        "calibration": {
            label: {"scale": round(float(scale), 5), "shift": round(float(shift), 5)}
            for label, scale, shift in zip(LABELS, curve.scale, curve.shift, strict=True)
        },
        "thresholds": _per_label(firm),
        "personal_thresholds": _per_label(np.maximum(firm, own)),
        "note_thresholds": _per_label(np.minimum(firm, notes)),
        "confidence": {name: _per_label(values) for name, values in bands.items()},
        "rounds": [asdict(recipe) for recipe in ROUNDS],
    }


def _per_label(values: NDArray[np.float64]) -> dict[str, float]:
    return {label: round(float(value), 4) for label, value in zip(LABELS, values, strict=True)}
