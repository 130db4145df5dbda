"""Posts to padded tensors: tokens, the gold tokens of each label, the gold labels and the voice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from .augment import Variant, vary
from .posts import ACCOUNTS, LABELS, Post

STEP = 16  # lengths are padded to a multiple of it: matrix kernels are built once a shape


@dataclass(frozen=True, slots=True)
class Example:
    """One encoded text."""

    ids: list[int]
    gold_tokens: NDArray[np.float32]
    gold: NDArray[np.float32]
    voice: int
    group: int = -1


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of some examples; those of one `group` are twins, -1 is none."""

    ids: Tensor
    mask: Tensor
    voice: Tensor
    gold_tokens: Tensor
    gold: Tensor
    group: Tensor


def encode(variant: Variant, tokenizer: Tokenizer, longest: int, group: int = -1) -> Example:
    """Tokens of a text; what stands after `longest` tokens is cut, and a label whose spans are all cut goes with it."""
    encoding = tokenizer.encode(variant.text)
    offsets = np.array(encoding.offsets[: longest - 1] + encoding.offsets[-1:])
    ids = encoding.ids[: longest - 1] + encoding.ids[-1:]
    gold_tokens = np.zeros((len(ids), len(LABELS)), np.float32)
    for start, end, label in variant.spans:
        inside = (offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] < end) & (offsets[:, 1] > start)
        gold_tokens[inside, LABELS.index(label)] = 1
    return Example(ids, gold_tokens, gold_tokens.max(0), ACCOUNTS.index(variant.account), group)


def collate(examples: Sequence[Example]) -> Batch:
    """One padded batch."""
    size = len(examples)
    longest = -(-max(len(example.ids) for example in examples) // STEP) * STEP
    ids, mask = np.zeros((size, longest), np.int64), np.zeros((size, longest), np.int64)
    gold_tokens = np.zeros((size, longest, len(LABELS)), np.float32)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        mask[row, : len(example.ids)] = 1
        gold_tokens[row, : len(example.ids)] = example.gold_tokens
    gold = np.stack([example.gold for example in examples])
    voice = np.array([example.voice for example in examples])
    group = np.array([example.group for example in examples])
    return Batch(*(torch.from_numpy(array) for array in (ids, mask, voice, gold_tokens, gold, group)))


def epoch(
    posts: Sequence[Post],
    tokenizer: Tokenizer,
    dice: random.Random,
    *,
    size: int,
    longest: int,
    augment: bool,
    twins: bool,
) -> Iterator[Batch]:
    """Shuffled batches of about `size` posts and alike lengths; twins stay in one batch where `twins` is set."""
    ordered = sorted(posts, key=lambda post: (post.group if twins else post.id, post.id))
    units = [
        [encode(vary(post, posts, dice) if augment else Variant.of(post), tokenizer, longest, number) for post in group]
        for number, (_, group) in enumerate(groupby(ordered, key=lambda post: post.group if twins else post.id))
    ]
    dice.shuffle(units)
    batches: list[list[Example]] = []
    for start in range(0, len(units), size * 16):
        pool = sorted(units[start : start + size * 16], key=lambda unit: max(len(example.ids) for example in unit))
        current: list[Example] = []
        for unit in pool:
            current += unit
            if len(current) >= size:
                batches.append(current)
                current = []
        if current:
            batches.append(current)
    dice.shuffle(batches)
    for batch in batches:
        yield collate(batch)
