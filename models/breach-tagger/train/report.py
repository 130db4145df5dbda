"""Measures the artefact and writes the figures into CARD.md; the only place where the test fifth is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .calibrate import joint_thresholds, platt
from .card import RECIPE, TEST, data_table, groups_table, labels_table, rewrite, shares_table
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
    test = parts["test"]
    readings = read(artefact, test)
    flags = artefact.platt(np.array([reading.logits for reading in readings])) > artefact.thresholds
    test_figures = [
        f"Test fifth ({len(test)} posts), the model alone (int8 artefact), thresholds of config.json.\n",
        labels_table(figures(test, readings, flags)),
        groups_table("length", groups(test, flags, length)),
        groups_table("account", groups(test, flags, lambda post: post.account)),
        groups_table("writer", groups(test, flags, lambda post: post.writer)),
    ]
    rewrite(out / "CARD.md", TEST, "\n".join(test_figures))
    recipe_figures = []
    if (work / "left-out.npz").exists():
        recipe_figures.append(_left_out(parts["train"] + parts["calibration"], work))
    if public:
        recipe_figures += ["### Real text, thresholds of config.json\n", shares_table(real_text(artefact, public))]
    recipe_figures += [
        "### Cost\n",
        f"{cost(artefact, posts):.1f} ms of CPU a post of 45 words, one thread, batches sorted by length.\n",
        "### Data\n",
        data_table(posts),
    ]
    rewrite(out / "CARD.md", RECIPE, "\n".join(recipe_figures))


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
