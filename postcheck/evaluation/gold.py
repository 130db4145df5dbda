"""Labelled posts: JSON Lines with `text`, `labels`, `spans` and what else is known of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from postcheck.errors import UsageError
from postcheck.model.finding import Category
from postcheck.model.post import Account, Context, Origin, Post


@dataclass(frozen=True, slots=True)
class GoldPost:
    """A post with the categories that a careful reader gave it and the spans that carry them."""

    post: Post
    labels: frozenset[Category]
    spans: tuple[tuple[int, int, Category], ...]
    """Half-open character spans with their category."""
    groups: dict[str, str] = field(default_factory=dict)
    """Values to report by: party, kind, writer, ..."""


def read(path: Path) -> Iterator[GoldPost]:
    """Every labelled post of a JSON Lines file; raises UsageError with the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield _gold(row, path, number)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}:{number}: not a labelled post ({error})",
                hint="Each line needs text and labels; spans are [[words, label]] or [[start, end, label]].",
            ) from error


def _gold(row: dict[str, Any], path: Path, number: int) -> GoldPost:
    text = row["text"]
    account = Account(row.get("account") or Account.CORPORATE)
    post = Post(
        id=str(row.get("id") or number),
        text=text,
        context=Context(account=account, author_role=str(row.get("author_role") or "")),
        origin=Origin(str(path), line=number),
    )
    labels = frozenset(category(label) for label in row["labels"])
    spans = tuple(span for item in row.get("spans") or () if (span := _span(text, item)))
    groups = {key: str(row[key]) for key in ("party", "kind", "source", "writer") if row.get(key)}
    return GoldPost(post, labels, spans, {**groups, "file": path.name})


def category(label: str) -> Category:
    """The report's category for a label written with underscores or hyphens."""
    return Category(label.replace("_", "-"))


def _span(text: str, item: list[Any]) -> tuple[int, int, Category] | None:
    if isinstance(item[0], str):
        start = text.find(item[0])
        return (start, start + len(item[0]), category(item[1])) if start >= 0 else None
    return int(item[0]), int(item[1]), category(item[2])
