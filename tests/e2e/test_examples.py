"""Every example draft yields the report that is stored beside it (`python examples/regenerate.py` renews them)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", EXAMPLES / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MODULE = _module()


@pytest.mark.parametrize("draft", MODULE.drafts(), ids=lambda path: path.name)
def test_the_report_is_the_stored_one(draft):
    assert MODULE.report(draft) == MODULE.stored(draft).read_text(encoding="utf-8")


def test_no_report_is_left_over():
    assert {path.stem for path in MODULE.drafts()} == {path.stem for path in (EXAMPLES / "reports").iterdir()}
