"""The trained model: post in, probabilities and scored spans out.

An ONNX encoder with a head for each token and one for the whole post, run by onnxruntime; the recipe,
the data and the figures stand in `models/breach-tagger/`. Long posts are read in overlapping windows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from postcheck.errors import ModelError
from postcheck.resources import bundled

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "breach-tagger"
_BATCH = 32
_OVERLAP = 48
_FRACTION = 0.5
"""A token belongs to a span where its probability is at least this fraction of the post's peak."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of the text that the model reads as `label`; `score` is the calibrated probability of the post."""

    label: str
    start: int
    end: int
    score: float
