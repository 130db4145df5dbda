"""Measures the artefact alone and writes the figures into CARD.md; the whole tool's come from `postcheck evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .calibrate import joint_thresholds, platt
from .card import RECIPE, data_table, groups_table, labels_table, rewrite, shares_table
from .crossfit import LEFT_OUT, left_out, left_out_logits
from .measure import cost, figures, groups, length, read, real_text, truth
from .posts import Post, split
from .recipe import LEFT_OUT_RUN
from .runtime import Artefact, Reading
from .vocabulary import pruned, start_folder


def report(posts: Sequence[Post], *, out: Path, work: Path, public: Path | None) -> None:
    """Left-out writers first (if that run is in `work`), then the test fifth, then real text, cost and data."""
    parts = split(posts)
    artefact = Artefact(out)
    sections = [_part(artefact, "exam", parts["exam"]), _part(artefact, "test", parts["test"])]
    if (work / "left-out.npz").exists():
        sections.append(_left_out(parts["train"] + parts["calibration"], work))
    if public:
        sections += ["### Real text, the model alone\n", shares_table(real_text(artefact, public))]
    sections += [
        "### Cost\n",
        f"{cost(artefact, posts):.1f} ms of CPU a post of 45 words, one post at a time on one thread.\n",
        "### Data\n",
        data_table(posts),
    ]
    rewrite(out / "CARD.md", RECIPE, "\n".join(sections))


def _part(artefact: Artefact, name: str, posts: Sequence[Post]) -> str:
    readings = read(artefact, posts)
    flags = artefact.platt(np.array([reading.logits for reading in readings])) > artefact.thresholds
    tables = [
        f"### The model alone, {name} part ({len(posts)} posts)\n",
        labels_table(figures(posts, readings, flags)),
        groups_table("length", groups(posts, flags, length)),
        groups_table("account", groups(posts, flags, lambda post: post.account)),
    ]
    return "\n".join(tables)


def _left_out(known: Sequence[Post], work: Path) -> str:
    logits = left_out_logits(known, pruned(start_folder())[0], LEFT_OUT_RUN, work)
    posts = [post for post in left_out(known) if post.id in logits]
    values = np.array([logits[post.id] for post in posts])
    scores = platt(values, truth(posts))(values)
    flags = scores > joint_thresholds(scores, truth(posts))
    unread = [Reading(post.text, row, []) for post, row in zip(posts, values, strict=True)]
    title = f"### Writers never read: {', '.join(LEFT_OUT)} left out together ({len(posts)} posts)\n\n"
    note = "Thresholds are set on these same posts, so the share of clean posts flagged is what they were set to.\n\n"
    table = labels_table(figures(posts, unread, flags, spans=False))
    return title + note + table + "\n" + groups_table("writer", groups(posts, flags, lambda post: post.writer))
