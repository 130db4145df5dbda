"""Fitting the network: loss, schedule and a running mean of the weights."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from .augment import Variant
from .batches import Batch, collate, encode, epoch
from .network import Tagger
from .posts import LABELS, Post
from .vocabulary import SPECIAL

BLEND_EVERY = 4  # steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that decides a run besides the posts."""

    layers: int = 6
    epochs: int = 6
    stop: int = 0  # the epoch after which to end before the schedule does; 0 is never
    size: int = 20
    longest: int = 320
    rate: float = 6e-5
    head_rate: float = 1e-3
    decay: float = 0.01
    weight: float = 2.0  # of a positive label in the loss
    token_loss: float = 1.0
    smoothing: float = 0.0
    focus: float = 0.0  # exponent of the focal loss; 0 is plain cross-entropy
    contrast: float = 0.0  # weight of the loss that asks a breach's logit to stand a margin above its twin's
    margin: float = 4.0
    word_dropout: float = 0.05
    dropout: float = 0.1
    sharpness: float = 1.0
    mean_decay: float = 0.995  # of the running mean of the weights
    frozen: int = 0  # lowest layers left as they are, with the word embeddings; for later rounds
    augment: bool = True
    twins: bool = True
    writers: tuple[str, ...] = ()  # whose posts are read; everybody's where none is named
    seed: int = 0
    threads: int = 2


def fit(
    posts: Sequence[Post],
    tokenizer: Tokenizer,
    recipe: Recipe,
    *,
    start: Tagger | None = None,
    look: Callable[[Tagger], object] | None = None,
) -> Tagger:
    """The network trained on `posts`, from the starting weights or from `start`; `look` sees it after each epoch.

    Its weights are the running mean of the later steps.
    """
    posts = [post for post in posts if not recipe.writers or post.writer in recipe.writers]
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    dice = random.Random(recipe.seed)
    network = (start or Tagger(recipe.layers, recipe.dropout, recipe.sharpness)).train()
    mean = copy.deepcopy(network).eval()
    if recipe.frozen:
        for part in (network.encoder.embeddings, *network.encoder.encoder.layer[: recipe.frozen]):
            part.requires_grad_(False)
    heads = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": network.encoder.parameters(), "lr": recipe.rate}, {"params": heads, "lr": recipe.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
    total = recipe.epochs * (len(posts) // recipe.size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)
    )
    print(f"{len(posts)} posts, {asdict(recipe)}", flush=True)
    began, step = time.time(), 0
    for number in range(recipe.stop or recipe.epochs):
        losses = []
        for batch in epoch(
            posts,
            tokenizer,
            dice,
            size=recipe.size,
            longest=recipe.longest,
            augment=recipe.augment,
            twins=recipe.twins,
        ):
            value = _loss(network, _with_gaps(batch, tokenizer, recipe), recipe)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % BLEND_EVERY == 0:
                _blend(mean, network, min(recipe.mean_decay**BLEND_EVERY, (step + 1) / (step + 40)))
            losses.append(value.item())
        print(f"epoch {number + 1} loss {np.mean(losses):.4f} {time.time() - began:.0f} s", flush=True)
        if look:
            look(mean)
    return mean


def predict(network: Tagger, posts: Sequence[Post], tokenizer: Tokenizer, longest: int = 320) -> NDArray[np.float64]:
    """Post logits in training precision, for comparing runs; the artefact itself is measured by `runtime`."""
    examples = [encode(Variant.of(post), tokenizer, longest) for post in posts]
    order = sorted(range(len(posts)), key=lambda index: len(examples[index].ids))
    logits = np.zeros((len(posts), len(LABELS)))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            batch = collate([examples[index] for index in chosen])
            logits[chosen] = network(batch.ids, batch.mask, batch.voice)[1].float().numpy()
    return logits


def _loss(network: Tagger, batch: Batch, recipe: Recipe) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        token_logits, post_logits = network(batch.ids, batch.mask, batch.voice)
    weight = torch.full((len(LABELS),), recipe.weight)
    gold = batch.gold * (1 - recipe.smoothing) + recipe.smoothing / 2
    post_loss = cross_entropy(post_logits.float(), gold, pos_weight=weight, reduction="none")
    if recipe.focus:
        sure = torch.where(batch.gold > 0, post_logits.sigmoid(), 1 - post_logits.sigmoid())
        post_loss = post_loss * (1 - sure).detach().clamp(min=1e-4) ** recipe.focus
    token_loss = cross_entropy(token_logits.float(), batch.gold_tokens, pos_weight=weight, reduction="none")
    per_post = (token_loss * batch.mask[..., None]).sum(1) / batch.mask.sum(1, keepdim=True)
    value = post_loss.sum(1).mean() / len(LABELS) + recipe.token_loss * per_post.sum(1).mean() / len(LABELS)
    return value + recipe.contrast * _contrast(batch, post_logits.float(), recipe.margin) if recipe.contrast else value


def _contrast(batch: Batch, logits: Tensor, margin: float) -> Tensor:
    """How far the logits of breaches fall short of standing `margin` above those of their twins without the label."""
    twins = batch.group[:, None] == batch.group[None]
    pairs = twins[..., None] & (batch.gold[:, None] > 0) & (batch.gold[None] == 0)
    short = nn.functional.softplus(margin - (logits[:, None] - logits[None]))
    return (short * pairs).sum() / len(batch.gold) / len(LABELS)


def _with_gaps(batch: Batch, tokenizer: Tokenizer, recipe: Recipe) -> Batch:
    if not recipe.word_dropout:
        return batch
    gap = torch.rand(batch.ids.shape) < recipe.word_dropout
    gap &= batch.ids >= len(SPECIAL)
    mask_id = tokenizer.token_to_id("[MASK]")
    return replace(batch, ids=torch.where(gap, mask_id, batch.ids))


def _blend(mean: Tagger, network: Tagger, decay: float) -> None:
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(network.parameters()), 1 - decay)
