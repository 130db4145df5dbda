"""Formats meet files, and the terminal gets what it can show."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.cli.output import Destination, destinations
from postcheck.errors import UsageError


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], [("terminal", None)]),
        (["json"], [], [("json", None)]),
        ([], ["r.json"], [("json", "r.json")]),
        ([], ["r.unknown"], [("terminal", "r.unknown")]),
        (["json"], ["r.out"], [("json", "r.out")]),
        (["terminal", "json"], ["r.json"], [("json", "r.json"), ("terminal", None)]),
        (["json", "terminal"], ["r.json"], [("json", "r.json"), ("terminal", None)]),
        (["json", "terminal"], ["a", "b"], [("json", "a"), ("terminal", "b")]),
        (["json"], ["a.txt", "b.json"], [("terminal", "a.txt"), ("json", "b.json")]),
    ],
)
def test_formats_meet_files(formats, outputs, expected):
    wanted = [Destination(name, Path(path) if path else None) for name, path in expected]
    assert destinations(formats, [Path(path) for path in outputs]) == wanted


def test_two_formats_for_standard_output_are_refused():
    with pytest.raises(UsageError, match="standard output"):
        destinations(["json", "terminal", "json"], [Path("r.json")])
