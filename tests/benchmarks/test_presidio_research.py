"""The scorer counts tokens as presidio-research's token evaluator does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from runpy import run_path

import pytest

_SCORER = run_path(str(Path(__file__).with_name("presidio_research.py")))
score, tagged = _SCORER["score"], _SCORER["tagged"]


def test_a_token_has_the_type_of_the_first_span_that_touches_it():
    assert tagged([(0, 3), (4, 8), (9, 12)], [(5, 10, "PERSON"), (9, 12, "GPE")]) == ["O", "PERSON", "PERSON"]


def test_any_type_counts_as_found_and_recall_weighs_more():
    pairs = Counter({("PERSON", "GPE"): 8, ("PERSON", "O"): 2, ("O", "PERSON"): 8, ("O", "O"): 100})
    assert score(pairs) == pytest.approx((0.5, 0.8, 0.714), abs=0.001)
