"""From logits to probabilities (Platt, per label) and from probabilities to one joint operating point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Truth = NDArray[np.bool_]
GRID = tuple(np.arange(0.5, 0.97, 0.01).tolist())
"""Thresholds that are tried."""


@dataclass(frozen=True, slots=True)
class Platt:
    """Per label: probability = sigmoid(scale * logit + shift)."""

    scale: Array
    shift: Array

    def __call__(self, logits: Array) -> Array:
        """Calibrated probabilities [N, L]."""
        return 1 / (1 + np.exp(-np.clip(self.scale * logits + self.shift, -40, 40)))


def platt(logits: Array, truth: Truth) -> Platt:
    """Platt's fit per label by Newton steps, with his smoothed targets and a scale kept between 0.2 and 3."""
    scales, shifts = [], []
    for column in range(logits.shape[1]):
        scale, shift = _fit(logits[:, column], truth[:, column])
        scales.append(scale)
        shifts.append(shift)
    return Platt(np.array(scales), np.array(shifts))


def joint_thresholds(scores: Array, truth: Truth, budget: float = 0.02) -> Array:
    """Thresholds per label that flag at most `budget` of the clean rows over all labels, with the best recall found.

    Greedy: from nothing flagged, the label and step are taken that give most recall for each further clean row.
    """
    clean = scores[~truth.any(1)]
    allowed = int(budget * len(clean))
    order = np.argsort(-clean, axis=0, kind="stable")
    ranked = np.take_along_axis(clean, order, axis=0)
    positives = [np.sort(scores[truth[:, label], label]) for label in range(scores.shape[1])]
    taken = np.zeros(scores.shape[1], int)
    flagged = np.zeros(len(clean), bool)

    def recall(label: int, count: int) -> float:
        found = len(positives[label]) - np.searchsorted(positives[label], ranked[count, label], side="right")
        return float(found) / max(1, len(positives[label]))

    while True:
        best: tuple[float, int, int] | None = None
        for label in range(scores.shape[1]):
            have = recall(label, taken[label])
            for count in range(taken[label] + 1, min(taken[label] + 25, len(clean) - 1)):
                new = int((~flagged[order[taken[label] : count, label]]).sum())
                if flagged.sum() + new > allowed:
                    break
                gain = (recall(label, count) - have) / (new + 0.05)
                if gain > 0 and (best is None or gain > best[0]):
                    best = (gain, label, count)
        if best is None:
            break
        _, label, count = best
        flagged[order[taken[label] : count, label]] = True
        taken[label] = count
    return np.array([_between(ranked[taken[label], label], positives[label]) for label in range(scores.shape[1])])


def priced_thresholds(scores: Array, truth: Truth, real: Array, price: float) -> Array:
    """Per label the threshold with the highest recall less `price` times the shares of clean rows flagged.

    The clean rows of `scores` and those of `real` (clean text from the world, [M, L], M may be 0) are priced alike.
    """
    clean = scores[~truth.any(1)]

    def worth(label: int, threshold: float) -> float:
        alarms = sum(float((rows[:, label] > threshold).mean()) for rows in (clean, real) if len(rows))
        return float((scores[truth[:, label], label] > threshold).mean()) - price * alarms

    return np.array([max(GRID, key=lambda threshold: worth(label, threshold)) for label in range(scores.shape[1])])


def threshold_for_precision(scores: Array, truth: NDArray[np.bool_], wanted: float, least: int = 8) -> float:
    """The lowest score from which, and from every higher one on, the precision is at least `wanted`."""
    order = np.argsort(-scores)
    precision = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((precision >= wanted) & (np.arange(1, len(order) + 1) >= least))
    return float(scores[order[good[-1]]]) if len(good) else 0.99


def _between(floor: float, positives: Array) -> float:
    """A threshold above a clean score and close under the positive ones, of which one in 100 may be lost.

    Where clean and positive scores lie far apart, authored clean posts say little about the gap: real text fills it.
    """
    above = positives[positives > floor]
    if not len(above):
        return float(floor) + 1e-6
    lowest = above[min(len(positives) // 100, len(above) - 1)]
    return float(floor + 0.9 * (lowest - floor))


def _fit(logits: Array, truth: NDArray[np.bool_]) -> tuple[float, float]:
    count = truth.sum()
    target = np.where(truth, (count + 1) / (count + 2), 1 / (len(truth) - count + 2))
    design = np.stack([logits, np.ones_like(logits)], 1)
    ridge = 1e-3 * np.eye(2)

    def loss(weights: Array) -> float:
        values = design @ weights
        away = weights - [1.0, 0.0]
        return float((np.logaddexp(0, values) - target * values).sum() + 0.5 * away @ ridge @ away)

    weights = np.array([1.0, 0.0])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (guess - target) + ridge @ (weights - [1.0, 0.0])
        curve = (design * (guess * (1 - guess))[:, None]).T @ design + ridge
        step, size = np.linalg.solve(curve, slope), 1.0
        while size > 1e-4 and loss(weights - size * step) > loss(weights):
            size /= 2
        weights = weights - size * step
    return float(np.clip(weights[0], 0.2, 3.0)), float(weights[1])
