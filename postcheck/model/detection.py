"""What a detector finds: a labelled span with a score and the reasons for it, and no opinion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Strength(IntEnum):
    """The written order in which overlapping detections win."""

    LEARNED = 1
    LEXICAL = 2
    VALIDATED = 3


@dataclass(frozen=True, slots=True)
class Mask:
    """Characters `start` to `end` hold a value that no output may show; `kind` names it in words."""

    start: int
    end: int
    kind: str = "value"


@dataclass(frozen=True, slots=True)
class Detection:
    """Label, half-open span and score (0 to 1).

    Offsets are those of the text that the detector read; the engine maps them to the post's own.
    `evidence` says in words why; `attributes` holds linguistic facts (quoted, negated, attributed,
    sourced, about-person, own-contact, in-role) that rules may ask for.
    """

    label: str
    start: int
    end: int
    score: float
    detector: str
    strength: Strength = Strength.LEXICAL
    evidence: tuple[str, ...] = ()
    attributes: frozenset[str] = frozenset()
    masks: tuple[Mask, ...] = ()

    @property
    def category(self) -> str:
        """The label up to its first dot (or slash, for the label of a lexical rule)."""
        return self.label.replace("/", ".").partition(".")[0]
