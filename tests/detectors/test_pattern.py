"""Patterns of a pack: found, bounded in time, faults named."""

from pathlib import Path
from time import perf_counter

import pytest

from postcheck.config import Settings
from postcheck.detectors import Resources, pattern
from postcheck.engine import Checker
from postcheck.errors import PackError
from postcheck.model.pack import RulePack
from postcheck.model.post import Post
from postcheck.packs.load import load

PACK = """\
id: demo
title: Demo
version: 0.1.0
clauses:
  - {id: D.1, title: First, paraphrase: Say please., locator: Page 1, checkable: partly}
"""

RULES = """\
rules:
  - id: record/working-copy
    clauses: D.1
    pattern: '%s'
    severity: warning
    message: "Names a working copy: {text}."
    advice: Take the name out.
    examples: {violates: [{post: "See [[draft-v12]]."}], passes: [{post: "See the draft."}]}
"""


def _pack(folder: Path, expression: str) -> RulePack:
    (folder / "pack.yaml").write_text(PACK)
    (folder / "rules.yaml").write_text(RULES % expression)
    return load(str(folder))


@pytest.mark.parametrize(
    ("text", "found"),
    [("Read file DRAFT-v12 and draft-v3.", 2), ("See the draft, version 12.", 0), ("", 0)],
)
def test_a_pattern_finds_what_it_says(tmp_path: Path, text: str, found: int) -> None:
    checker = Checker([_pack(tmp_path, r"\bdraft-v\d+")], Settings())
    [report] = checker.check([Post("1", text)])
    assert [item.rule for item in report.findings if item.rule.startswith("record/")] == ["record/working-copy"] * found
    assert report.failures == ()


def test_a_catastrophic_pattern_is_stopped_and_named(tmp_path: Path) -> None:
    checker = Checker([_pack(tmp_path, r"([a-z ]|[a-z ]|[a-z ][a-z ])+$")], Settings())
    checker.warm()
    start = perf_counter()
    [report] = checker.check([Post("1", "the bins are late again on every street of the town " * 20 + "!")])
    assert perf_counter() - start < 10
    assert "record/working-copy" in " ".join(report.failures)


def test_a_pattern_that_is_none_names_its_line(tmp_path: Path) -> None:
    pack = _pack(tmp_path, "(draft")
    with pytest.raises(PackError, match="record/working-copy: not a pattern") as caught:
        pattern.build(Resources((pack,), Settings()))
    assert (caught.value.line, caught.value.source) == (4, "pattern: '(draft'")


def test_a_template_that_is_none_names_its_line(tmp_path: Path) -> None:
    _pack(tmp_path, "x")
    text = (RULES % "x").replace("pattern: 'x'", "terms:\n      - any: [working copy]\n        near: ['{absent}']")
    (tmp_path / "rules.yaml").write_text(text)
    with pytest.raises(PackError, match="no list 'absent'") as caught:
        next(Checker([load(str(tmp_path))], Settings()).check([Post("1", "a")]))
    assert (caught.value.line, caught.value.source) == (6, "near: ['{absent}']")
