"""What the model is shown of a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.nlp import tagger


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("7h3r3 4lw4y5 l1ed the c0unc1l", "there always lied the council"),
        ("c0unc1l 57r337", "council street"),
        ("a 100k grant, form5, the 10th, A303 and 24hr", "a 100k grant, form5, the 10th, A303 and 24hr"),
    ],
)
def test_words_written_with_digits_read_alike(written: str, plain: str):
    model = tagger.load()

    found, expected = model.passages([written, plain], [0, 0])

    assert [(item.label, item.start, item.end, item.score) for item in found] == [
        (item.label, item.start, item.end, item.score) for item in expected
    ]


def test_disguised_abuse_is_found_at_its_place():
    plain = "Only a complete moron like our clerk would lose the minutes."
    disguised = "Only a c0mpl373 m0r0n like our cl3rk would lose the minu735."

    (told, *_), (hidden, *_) = tagger.load().passages([plain, disguised], [0, 0])

    assert (hidden.label, hidden.start, hidden.end) == (told.label, told.start, told.end)
    assert hidden.label == "offensive"


def test_the_words_that_weigh_most_stand_in_their_passage():
    text = (
        "Mrs Doreen Trask of Sorrel Way is out of hospital after her fall. The choir meets at six on Monday in the "
        "hall as ever, and tea is served. If you can give her a lift, her own number is 07700 900456."
    )

    [found] = tagger.load().passages([text], [0])

    assert found
    assert all(word in text[item.start : item.end] for item in found for word in item.words)


def test_no_passage_ends_with_a_word_left_hanging():
    drafts = Path(__file__).resolve().parents[2] / "examples" / "drafts"
    texts = [draft.read_text(encoding="utf-8") for draft in sorted(drafts.glob("*.txt"))]

    found = [
        text[item.start : item.end]
        for text, passages in zip(texts, tagger.load().passages(texts, [0] * len(texts)), strict=True)
        for item in passages
    ]

    assert found
    assert [
        words for words in found if words.split()[-1].lower() in ("the", "a", "of", "and", "or", "with", "his")
    ] == []
