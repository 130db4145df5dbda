"""Facts about a span: quoted, denied, told as said, asked."""

from __future__ import annotations

import pytest
import spacy

from postcheck.nlp.quotation import facts, quotations
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded

_BLANK = spacy.blank("en")


def _read(text: str) -> Reading:
    first = plain(text)
    view = unfolded(first.text)
    return Reading(first, view, _BLANK.make_doc(view.text))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He called it “a thief's den” last night.", "thief", {"quoted"}),
        ("Jo said: 'The pool is great.'", "great", {"quoted", "attributed"}),
        ("The residents' parking scheme isn't closed to visitors' cars.", "parking", set()),
        ("He is not a thief.", "thief", {"negated"}),
        ("It is not raining. He is a thief.", "thief", set()),
        ("She denied that he is a thief.", "thief", {"negated"}),
        ("According to a post he is a thief.", "thief", set()),
        ("A post, according to her, says he is a thief.", "thief", {"attributed"}),
        ("Is he a thief?", "thief", {"asked"}),
    ],
)
def test_facts(text: str, words: str, expected: set[str]) -> None:
    reading = _read(text)
    at = reading.text.index(words)
    assert facts(reading, at, at + len(words)) == expected


def test_apostrophes_open_no_quotation() -> None:
    assert quotations(_read("The dogs' home and the cats' home don't open on Mondays.")) == []
