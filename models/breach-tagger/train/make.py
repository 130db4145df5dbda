"""The whole making of an artefact: the network's rounds, calibration and thresholds, the files."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .calibrate import platt, steady_thresholds, threshold_for_precision
from .export import write_artefact
from .fit import fit, predict
from .measure import truth
from .network import Tagger
from .posts import ACCOUNTS, LABELS, Post, split
from .recipe import AVERAGED, FIRST, ROUNDS
from .vocabulary import pruned, start_folder

VERSION = "1.0.0"
WINDOW, OVERLAP = 256, 64  # tokens
BUDGET, NOTE_BUDGET = 0.01, 0.03  # of clean posts flagged over all labels; on held-out posts about twice as many
PRECISIONS = {"high": 0.95, "medium": 0.85}  # that the confidence bands state


def make(posts: Sequence[Post], *, out: Path, work: Path, threads: int = 2) -> None:
    """Writes the artefact to `out`; about an hour and a half on two idle cores.

    A first network, of the train part, reads the calibration part and so sets calibration and thresholds; the rounds
    after it train on everything that is not test.
    """
    parts = split(posts)
    tokenizer, _ = pruned(start_folder())
    network = fit(parts["train"], tokenizer, replace(FIRST, threads=threads))
    settings = config(parts["calibration"], predict(network, parts["calibration"], tokenizer))
    rounds = []
    for recipe in ROUNDS:
        known = parts["train"] + parts["calibration"]
        network = fit(known, tokenizer, replace(recipe, threads=threads), start=network)
        rounds.append(copy.deepcopy(network))
    network = averaged(rounds[-AVERAGED:])
    work.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), work / "network.pt")
    write_artefact(network, tokenizer, settings, out)


def averaged(networks: Sequence[Tagger]) -> Tagger:
    """The first network with the mean of all their weights."""
    states = [dict(network.named_parameters()) for network in networks]
    with torch.no_grad():
        for name, value in states[0].items():
            value.copy_(torch.stack([state[name] for state in states]).mean(0))
    return networks[0]


def config(posts: Sequence[Post], logits: NDArray[np.float64]) -> dict[str, Any]:
    """config.json without its digests: calibration, thresholds and confidence bands, set on unread posts."""
    gold = truth(posts)
    curve = platt(logits, gold)
    scores = curve(logits)
    firm, notes = (steady_thresholds(curve, logits, gold, budget) for budget in (BUDGET, NOTE_BUDGET))
    bands = {
        name: np.array(
            [threshold_for_precision(scores[:, column], gold[:, column], wanted) for column in range(len(LABELS))]
        )
        for name, wanted in PRECISIONS.items()
    }
    return {
        "name": "breach-tagger",
        "version": VERSION,
        "labels": list(LABELS),
        "voices": list(ACCOUNTS),
        "max_tokens": WINDOW,
        "overlap_tokens": OVERLAP,
        "calibration": {
            label: {"scale": round(float(scale), 5), "shift": round(float(shift), 5)}
            for label, scale, shift in zip(LABELS, curve.scale, curve.shift, strict=True)
        },
        "thresholds": _per_label(firm),
        "note_thresholds": _per_label(np.minimum(firm, notes)),
        "confidence": {name: _per_label(values) for name, values in bands.items()},
        "rounds": [asdict(recipe) for recipe in (FIRST, *ROUNDS)],
    }


def _per_label(values: NDArray[np.float64]) -> dict[str, float]:
    return {label: round(float(value), 4) for label, value in zip(LABELS, values, strict=True)}
