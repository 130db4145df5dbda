"""The measured section of a card is rewritten and nothing around it."""

from __future__ import annotations

import pytest

from postcheck.errors import UsageError
from postcheck.evaluation.card import is_current, rewrite


def test_only_the_section_changes(tmp_path):
    card = tmp_path / "CARD.md"
    card.write_text("# Card\n<!-- figures:start -->\nold\n<!-- figures:end -->\nthe end\n")
    assert not is_current(card, "new", name="figures")
    rewrite(card, "new\n", name="figures")
    assert card.read_text() == "# Card\n<!-- figures:start -->\nnew\n<!-- figures:end -->\nthe end\n"
    assert is_current(card, "new", name="figures")


def test_a_card_without_the_marks_is_told(tmp_path):
    card = tmp_path / "CARD.md"
    card.write_text("# Card\n")
    with pytest.raises(UsageError, match="figures:start"):
        rewrite(card, "new", name="figures")
