"""The authored posts: reading, checking, grouping twins and near-duplicates, and the fixed split."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz

HERE = Path(__file__).resolve().parent.parent
DATA = HERE / "data"
LABELS = (
    "personal_data",
    "indirect_identification",
    "political",
    "claim_about_person",
    "role_misuse",
    "logo_misuse",
    "promotion",
    "offensive",
    "confidential",
    "commitment",
    "link_risk",
)
ACCOUNTS = ("corporate", "personal")
SEVERITIES = (None, "low", "medium", "high")
WHOLE = {"ab": "calibration", "ac": "exam", "av": "exam"}
"""Writers whose posts all stand in one part."""

NEAR = 93  # rapidfuzz ratio from which two posts without a pair link count as the same post


@dataclass(frozen=True, slots=True)
class Post:
    """One labelled post. `group` is the id of the first post of its twins and near-duplicates."""

    id: str
    text: str
    account: str
    labels: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    severity: str | None
    pair: str | None
    writer: str
    group: str = ""

    @property
    def words(self) -> int:
        """Words separated by blanks, the length that the figures are reported by."""
        return len(self.text.split())


def load(folder: Path = DATA) -> list[Post]:
    """All posts of `folder`, checked and grouped. Raises ValueError naming every fault at once."""
    posts = [post for path in sorted(folder.glob("*.jsonl")) for post in _read(path)]
    faults = list(_faults(posts))
    if faults:
        raise ValueError(f"{len(faults)} faults in {folder}:\n" + "\n".join(faults[:50]))
    return _grouped(posts)


def split(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """`test` (a fifth), `calibration` (a tenth) and `train` by a stable hash of the group: twins stay together.

    Three writers are never trained on: one stands in `calibration` whole, and two are the `exam`, touched only to
    report.
    """
    parts: dict[str, list[Post]] = {"test": [], "calibration": [], "train": [], "exam": []}
    for post in posts:
        tenth = int(hashlib.sha256(post.group.encode()).hexdigest(), 16) % 10
        usual = "test" if tenth < 2 else "calibration" if tenth == 2 else "train"
        parts[WHOLE.get(post.writer, usual)].append(post)
    return parts


def near_duplicates(posts: Sequence[Post]) -> list[tuple[str, str, float]]:
    """Pairs of ids with almost the same text; only posts that share a run of five words are compared."""
    shingles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, post in enumerate(posts):
        words = post.text.lower().split()
        for start in range(0, max(1, len(words) - 4)):
            shingles[tuple(words[start : start + 5])].append(index)
    shared = {
        (first, second)
        for indices in shingles.values()
        if 1 < len(indices) < 20
        for place, first in enumerate(indices)
        for second in indices[place + 1 :]
        if first != second
    }
    scored = ((a, b, fuzz.ratio(posts[a].text, posts[b].text, score_cutoff=NEAR)) for a, b in sorted(shared))
    return [(posts[a].id, posts[b].id, score) for a, b, score in scored if score]


def _read(path: Path) -> Iterable[Post]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Post(
            id=row["id"],
            text=row["text"],
            account=row["account"],
            labels=tuple(row["labels"]),
            spans=tuple((text, label) for text, label in row["spans"]),
            severity=row["severity"],
            pair=row["pair"],
            writer=path.stem,
        )


def _faults(posts: Sequence[Post]) -> Iterable[str]:
    ids = {post.id for post in posts}
    if len(ids) < len(posts):
        yield "ids are not unique"
    seen: dict[str, str] = {}
    for post in posts:
        if post.pair is not None and post.pair not in ids:
            yield f"{post.id}: its pair {post.pair} does not exist"
        if post.account not in ACCOUNTS or post.severity not in SEVERITIES or not set(post.labels) <= set(LABELS):
            yield f"{post.id}: account, severity or label is unknown"
        if bool(post.labels) != bool(post.severity) or {label for _, label in post.spans} != set(post.labels):
            yield f"{post.id}: labels, spans and severity do not agree"
        if any(text not in post.text or not text.strip() for text, _ in post.spans):
            yield f"{post.id}: a span does not stand in the text"
        if seen.setdefault(post.text, post.id) != post.id:
            yield f"{post.id}: same text as {seen[post.text]}"


def _grouped(posts: Sequence[Post]) -> list[Post]:
    order = {post.id: index for index, post in enumerate(posts)}
    parent = {post.id: post.id for post in posts}

    def root(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    links = [(post.id, post.pair) for post in posts if post.pair]
    for first, second in links + [(a, b) for a, b, _ in near_duplicates(posts)]:
        one, other = sorted((root(first), root(second)), key=order.__getitem__)
        parent[other] = one
    return [replace(post, group=root(post.id)) for post in posts]
