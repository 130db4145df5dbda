"""A disguised post keeps its labels, and its spans still hold the words that carry them."""

from __future__ import annotations

import unicodedata

import pytest

from postcheck.evaluation.adversarial import KINDS, disguised
from postcheck.evaluation.gold import GoldPost
from postcheck.model.finding import Category
from postcheck.model.post import Post

TEXT = "Hello! Please vote for the Labour candidate, or ring 07700 900123 tonight. Thanks."
SPAN = (TEXT.index("vote"), TEXT.index(" tonight"))
GOLD = GoldPost(Post("1", TEXT), frozenset({Category.POLITICAL}), ((*SPAN, Category.POLITICAL),))


@pytest.mark.parametrize("kind", KINDS)
def test_words_change_inside_the_span_only_and_the_span_moves_along(kind):
    changed = disguised(GOLD, kind)
    assert changed is not None
    (start, end, label), text = changed.spans[0], changed.post.text
    assert text[:start] == TEXT[: SPAN[0]]
    assert text[end:] == TEXT[SPAN[1] :]
    assert text[start:end] != TEXT[slice(*SPAN)]
    assert label is Category.POLITICAL


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("spaced digits", "0 7 7 0 0 9 0 0 1 2 3"),
        ("spelt digits", "zero seven seven zero zero nine"),
        ("letter spacing", "c a n d i d a t e"),
        ("leetspeak", "c4nd1d473"),
        ("hashtags", "#VoteForTheLabour"),
    ],
)
def test_what_a_form_writes(kind, expected):
    assert expected in disguised(GOLD, kind).post.text


def test_the_maths_alphabet_reads_the_same():
    assert unicodedata.normalize("NFKC", disguised(GOLD, "maths alphabet").post.text) == TEXT


def test_a_post_without_digits_is_not_written_with_other_digits():
    plain = GoldPost(Post("1", "Vote Labour"), frozenset({Category.POLITICAL}), ())
    assert disguised(plain, "spelt digits") is None
