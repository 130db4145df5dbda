"""From what the user wrote to the view and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.nlp.views import plain, unfolded


@pytest.mark.parametrize(
    ("text", "words", "seen"),
    [
        ("Go to #SpringFair now", "#SpringFair", "Spring Fair"),
        ("Go to #SpringFair now", "now", "now"),
        ("#SpringFair", "#", "Spring Fair"),
        ("so goooood yes", "yes", "yes"),
        ("f r e e beer", "f r e e", "free"),
        ("plain words", "plain", "plain"),
    ],
)
def test_words_are_found_again_in_the_view(text: str, words: str, seen: str) -> None:
    view = unfolded(text)
    start = text.index(words)
    first, last = view.from_original(start, start + len(words))
    assert view.text[first:last] == seen


@given(st.text(alphabet="ab #Ab@1​ﬁé.", max_size=30), st.data())
def test_there_and_back_covers_what_was_asked(text: str, data: st.DataObject) -> None:
    view = unfolded(plain(text).text)
    start = data.draw(st.integers(0, len(view.original)))
    end = data.draw(st.integers(start, len(view.original)))
    first, last = view.from_original(start, end)
    assert 0 <= first <= len(view.text)
    assert last <= len(view.text)
    if first < last:
        back = view.to_original(first, last)
        assert back[0] <= max(start, 0) or view.text[first:last]
