"""Disguised digits become plain, ordinary numbers stay, and offsets lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.nlp.digits import digits_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("oh double seven, seven double oh, nine double oh, one two three", "077700900123"),
        ("zero one six three two, nine six oh, two four four", "01632960244"),
        ("one-nine-oh-two-eighty-eight", "190288"),
        ("QQ twelve 34 fifty-six C", "QQ 123456 C"),
        ("treble nine seventeen sixty", "9991760"),
        ("0 7 7 0 0  9 0 0  1 2 3", "07700900123"),
        ("4 0 - 0 0 - 1 9", "40-00-19"),
        ("O77OO 9OOl23", "07700 900123"),
        ("❶❷❸", "123"),
        ("٠٧٧", "077"),
        ("0\u20e37\u20e37\u20e3", "077"),
    ],
)
def test_disguised_digits_are_read(written, read):
    assert digits_of(written).text == read


@pytest.mark.parametrize(
    "ordinary",
    [
        "one or two of the three",
        "Oh, one more thing: two for one",
        "Ready? One, two, three!",
        "Open 10 to 4, Monday to Friday",
        "1 2 3 testing",
        "Oil and 10 old Io volumes",
        "Over 1000 lives in 20 years",
    ],
)
def test_ordinary_numbers_stay(ordinary):
    assert digits_of(ordinary).text == ordinary


@given(
    st.lists(st.sampled_from(["oh", "double", "seven", "07", "O7", " ", ", ", "-", "x", "❶", "1 2", "\n"])).map("".join)
)
def test_offsets_lead_back_in_order(text):
    view = digits_of(text)
    spans = [view.to_original(at, at + 1) for at in range(len(view.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert view.to_original(0, len(view.text))[1] <= len(text)
