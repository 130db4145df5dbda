import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.detection import Mask
from postcheck.policy.masking import Values, mask_text, masked


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("07700 900123", "phone", "0770* *****3"),
        ("Gareth Pollow", "name", "G***** P*****"),
        ("Tamar#99", "credential", "********"),
    ],
)
def test_a_masked_value_can_be_found_but_not_used(value, kind, shown):
    hidden = masked(value, kind)
    assert len(hidden) == len(value)
    assert hidden != value
    assert sum(a == b for a, b in zip(value, hidden, strict=True) if a.isalnum()) <= max(2, len(value) // 2)
    assert hidden == shown


@given(st.text(min_size=3, max_size=40), st.sampled_from(["phone", "id", "name", "email", "credential"]))
def test_masking_keeps_length_and_hides_most(value, kind):
    hidden = masked(value, kind)
    assert len(hidden) == len(value)
    if sum(character.isalnum() for character in value) >= 4 and kind != "name":
        assert hidden != value


def test_reasons_are_masked_like_the_text():
    text = "Ring Jo on 07700 900123 now"
    mask = Mask(11, 23, "phone")
    assert "900123" not in Values(text, [mask]).hide("the number 07700 900123 is a mobile")
    assert mask_text(text, [mask]).startswith("Ring Jo on 0770")
