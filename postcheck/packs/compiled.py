"""Parsed YAML kept as JSON between runs, since parsing every shipped pack would cost a third of a second.

An entry belongs to one file and holds the digest of the text that it was made from, so an edited file is
read afresh and its entry replaced. A folder that cannot be written loses the entry, not the run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from postcheck import cache

_FORMAT = "postcheck pack 1"
_SMALLEST = 4_000


def recall(path: Path, text: str) -> tuple[Any, dict[str, int]] | None:
    """The parsed content of `path` and the lines of its entries, if they were kept for just this text."""
    if len(text) < _SMALLEST:
        return None
    try:
        entry = json.loads(_entry(path).read_bytes())
        return (entry["data"], entry["lines"]) if entry["digest"] == _digest(text) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def keep(path: Path, text: str, data: Any, lines: dict[str, int]) -> None:
    """Store what `path` holds; only for content that has been found valid."""
    if len(text) < _SMALLEST:
        return
    try:
        content = json.dumps({"digest": _digest(text), "lines": lines, "data": data})
        cache.keep(cache.default_folder(), _entry(path), content.encode())
    except (OSError, TypeError, ValueError):
        return


def _entry(path: Path) -> Path:
    name = hashlib.blake2b(str(path.absolute()).encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return cache.default_folder() / "packs" / f"{name}.json"


def _digest(text: str) -> str:
    return hashlib.blake2b(f"{_FORMAT}\0{text}".encode(errors="surrogatepass"), digest_size=20).hexdigest()
