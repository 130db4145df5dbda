"""Fuzzing harnesses: a target takes any bytes and raises only where postcheck breaks a promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Target:
    """What is fed, the inputs that mutations start from, and words that are worth inserting."""

    name: str
    feed: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...] = ()
    longest: int = 1_500
    """Bytes of an input; short ones for what is looked at character by character."""


@cache
def targets() -> dict[str, Target]:
    """Every target by name."""
    from fuzzing import packs, reports, sources, texts

    made = (*texts.targets(), *packs.targets(), *sources.targets(), *reports.targets())
    return {target.name: target for target in made}
