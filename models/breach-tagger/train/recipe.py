"""The rounds of the shipped artefact, and the run that leaves writers out; CARD.md says how they came about."""

from .fit import Recipe

FIRST_WRITERS = (*"abcdefghijklmnopqrstuvwxyz", "aa")
SECOND_WRITERS = (*FIRST_WRITERS, "ad", "ae", "af", "ag", "ah")
THIRD_WRITERS = (*SECOND_WRITERS, "ai", "aj", "ak", "al", "am", "an", "ao", "ap")
"""Writers whose posts a round learns from; each wave wrote what the errors of the round before asked for."""

ROUNDS = (
    Recipe(epochs=5, stop=4, rate=8e-5, writers=FIRST_WRITERS),
    Recipe(epochs=3, rate=6e-5, head_rate=5e-4, seed=5, writers=SECOND_WRITERS),
    Recipe(epochs=3, rate=6e-5, head_rate=5e-4, seed=6, contrast=0.5, writers=THIRD_WRITERS),
    Recipe(epochs=3, rate=6e-5, head_rate=5e-4, seed=7, contrast=0.5),
)
LEFT_OUT_RUN = Recipe(epochs=2, rate=1.2e-4, frozen=2, mean_decay=0.99, seed=3)
