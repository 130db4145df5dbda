"""Whether an installed spaCy pipeline holds the published weights: SHA-256 of every file that decides a result."""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

from postcheck.errors import ModelError

_RECORD = Path(__file__).with_name("digests.json")


def known() -> dict[str, dict[str, str]]:
    """Pipeline name to file (relative to its package) to digest."""
    data: dict[str, dict[str, str]] = json.loads(_RECORD.read_text(encoding="utf-8"))
    return data


def differing(name: str) -> list[str] | None:
    """Files of pipeline `name` that are not the published ones; None where none are on record.

    Raises ModelError if the pipeline is not installed.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"language pipeline '{name}' is not installed")
    expected = known().get(name)
    if expected is None:
        return None
    folder = Path(spec.origin).parent
    return [file for file, digest in expected.items() if _digest(folder / file) != digest]


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
