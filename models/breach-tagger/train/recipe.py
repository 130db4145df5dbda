"""The rounds of the shipped artefact, and the run that leaves writers out; CARD.md says how they came about."""

from __future__ import annotations

from .fit import Recipe

FIRST = Recipe(epochs=4, rate=8e-5)
ROUNDS = (
    Recipe(epochs=1, rate=5e-5, head_rate=4e-4, mean_decay=0.99, frozen=2, seed=5),
    Recipe(epochs=1, rate=6e-5, head_rate=3e-4, mean_decay=0.99, seed=8),
    Recipe(epochs=1, rate=5e-5, head_rate=3e-4, mean_decay=0.99, frozen=1, seed=9),
)
AVERAGED = 2  # last rounds whose weights are averaged
LEFT_OUT_RUN = Recipe(epochs=2, rate=1.2e-4, frozen=2, mean_decay=0.99, seed=3)
