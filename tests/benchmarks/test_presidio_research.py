"""The scorer counts tokens as presidio-research's token evaluator does."""

from __future__ import annotations

from collections import Counter

import pytest
from presidio_research import score, tagged


def test_a_token_has_the_type_of_the_first_span_that_touches_it():
    assert tagged([(0, 3), (4, 8), (9, 12)], [(5, 10, "PERSON"), (9, 12, "GPE")]) == ["O", "PERSON", "PERSON"]


def test_any_type_counts_as_found_and_recall_weighs_more():
    pairs = Counter({("PERSON", "GPE"): 8, ("PERSON", "O"): 2, ("O", "PERSON"): 8, ("O", "O"): 100})
    assert score(pairs) == pytest.approx((0.5, 0.8, 0.714), abs=0.001)
