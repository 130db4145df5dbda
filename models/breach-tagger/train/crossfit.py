"""Leaving writers out: their posts are read by a network that saw nothing of theirs.

The figures say how the data and the recipe fare on voices that the network never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from .fit import Recipe, fit, predict
from .posts import Post

LEFT_OUT = "bfhl"


def left_out(posts: Sequence[Post]) -> list[Post]:
    """The posts of the writers who are left out."""
    return [post for post in posts if post.writer in LEFT_OUT]


def left_out_logits(
    posts: Sequence[Post], tokenizer: Tokenizer, recipe: Recipe, cache: Path
) -> dict[str, NDArray[np.float64]]:
    """Post logits by id of the left-out writers' posts; a finished run is kept in `cache` and taken from there."""
    kept = cache / "left-out.npz"
    if not kept.exists():
        network = fit([post for post in posts if post.writer not in LEFT_OUT], tokenizer, recipe)
        cache.mkdir(parents=True, exist_ok=True)
        unread = left_out(posts)
        np.savez(kept, ids=[post.id for post in unread], logits=predict(network, unread, tokenizer))
    with np.load(kept) as file:
        return dict(zip(file["ids"].tolist(), file["logits"], strict=True))
