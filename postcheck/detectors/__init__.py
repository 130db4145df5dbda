"""Detectors read text and know no policy.

A detector is a module of this package with a `build(resources)` function that returns an object with a
`name`, the `labels` that it may emit, and `detect(reading)`. It is found by scanning the package, and
outsiders' ones through the entry-point group `postcheck.detectors`; no list is edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Protocol

from postcheck.config import Settings
from postcheck.model.detection import Detection
from postcheck.model.pack import RulePack
from postcheck.nlp.reading import Reading


@dataclass(frozen=True, slots=True)
class Resources:
    """What a detector may be built from: lexical data of the packs, and what the council says of itself."""

    packs: tuple[RulePack, ...]
    settings: Settings

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """Word lists of all packs, joined by name."""
        joined: dict[str, tuple[str, ...]] = {}
        for pack in self.packs:
            for name, words in pack.lists.items():
                joined[name] = tuple(dict.fromkeys((*joined.get(name, ()), *words)))
        return joined


class Detector(Protocol):
    """Finds spans and has no opinion; offsets of its detections are offsets in `reading.text`."""

    name: str
    labels: frozenset[str]

    def detect(self, reading: Reading) -> Iterable[Detection]:
        """Every detection in one reading, in any order."""
        ...


class BatchDetector(Detector, Protocol):
    """A detector that is faster on many readings at once; `prepare` runs before `detect`."""

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Compute for all readings what `detect` will want of each."""
        ...


def build_all(resources: Resources) -> list[Detector]:
    """One of every detector, own ones first, in name order."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    detectors: list[Detector] = [module.build(resources) for module in modules if hasattr(module, "build")]
    detectors += [entry.load()(resources) for entry in entry_points(group="postcheck.detectors")]
    return detectors
