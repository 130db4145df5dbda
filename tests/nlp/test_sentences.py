import pytest

from postcheck.nlp.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Jones met Cllr. Hale.", ["Mr. Jones met Cllr. Hale."]),
        ("- one\n- two", ["- one", "- two"]),
        ("No full stop", ["No full stop"]),
        ("", []),
        (" \n ", []),
        ("Costs £3.50 e.g. tea.", ["Costs £3.50 e.g. tea."]),
    ],
)
def test_sentences(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected
