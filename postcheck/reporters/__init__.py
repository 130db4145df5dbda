"""Reports to text: one module a format, found by scanning the package.

A reporter module has `NAME` and `render(report, style)`, a pure function from a Report to the text that
is written. Whatever comes from a draft is printed literally: markup escaped, control characters shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from postcheck.model.finding import Confidence
from postcheck.model.report import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is laid out: columns, colour, whether the terminal takes Unicode."""

    width: int = 80
    colour: bool = False
    unicode: bool = True
    statistics: bool = False
    min_confidence: Confidence = Confidence.LOW


class Reporter(Protocol):
    """The shape of a reporter module."""

    NAME: str

    def render(self, report: Report, style: Style) -> str:
        """The whole text of `report`."""
        ...


@cache
def names() -> tuple[str, ...]:
    """Every format name, in order (the module's name is the format's name)."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def get(name: str) -> Reporter:
    """The reporter for format `name`, imported on first use."""
    module: Reporter = import_module(f"{__name__}.{name}")
    return module
