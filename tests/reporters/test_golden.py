"""Every format's report of the golden posts, byte for byte as it is stored.

After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/reporters/test_golden.py`, then read the difference.
"""

import os
from pathlib import Path

import pytest

from postcheck.reporters import Style, get, names

FOLDER = Path(__file__).parents[1] / "golden"
ENDINGS = {
    "terminal": "txt", "concise": "txt", "github": "txt",
    "markdown": "md", "junit": "xml", "gitlab": "json", "sarif": "json",
}  # fmt: skip
PLAIN = [(name, name, Style()) for name in names()]
STYLED = [
    ("terminal-60", "terminal", Style(width=60)),
    ("terminal-ascii", "terminal", Style(width=100, unicode=False)),
    ("terminal-colour", "terminal", Style(width=100, colour=True)),
    ("terminal-statistics", "terminal", Style(statistics=True)),
    ("markdown-statistics", "markdown", Style(statistics=True)),
]


@pytest.mark.parametrize(("stem", "name", "style"), PLAIN + STYLED, ids=[entry[0] for entry in PLAIN + STYLED])
def test_the_report_is_as_stored(stem, name, style, golden_report):
    text = get(name).render(golden_report, style).encode()
    path = FOLDER / f"{stem}.{ENDINGS.get(name, name)}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(text)
    assert path.is_file(), f"{path.name} is not stored yet: run with UPDATE_GOLDEN=1"
    assert text.decode().splitlines() == path.read_bytes().decode().splitlines()


def test_nothing_is_stored_that_no_format_writes():
    wanted = {f"{stem}.{ENDINGS.get(name, name)}" for stem, name, _ in PLAIN + STYLED}
    assert {path.name for path in FOLDER.iterdir()} - {"README.md"} == wanted
