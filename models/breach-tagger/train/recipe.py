"""The rounds of the shipped artefact, and the run that leaves writers out; CARD.md says how they came about."""

from .fit import Recipe

EARLIER = (*"abcdefghijklmnopqrstuvwxyz", "aa")
"""Writers whose posts the first round learns from; the later ones wrote what its errors asked for."""

FIRST = Recipe(epochs=5, stop=4, rate=8e-5, writers=EARLIER)
ROUNDS = (FIRST, Recipe(epochs=3, rate=6e-5, head_rate=5e-4, seed=5))
LEFT_OUT_RUN = Recipe(epochs=2, rate=1.2e-4, frozen=2, mean_decay=0.99, seed=3)
