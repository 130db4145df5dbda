"""Who is meant: titles, firms and, loosely, any two capitalised words that are no place or body."""

from __future__ import annotations

import pytest
import spacy

from postcheck.nlp.reading import Reading
from postcheck.nlp.targets import named
from postcheck.nlp.views import plain, unfolded

_BLANK = spacy.blank("en")


def _names(text: str, *, loosely: bool = False, known: tuple[str, ...] = ()) -> list[str]:
    first = plain(text)
    view = unfolded(first.text)
    reading = Reading(first, view, _BLANK.make_doc(view.text))
    return [view.text[target.start : target.end] for target in named(reading, known, loosely=loosely)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cllr Hale and Mrs Trask met Dr O'Neill.", ["Cllr Hale", "Mrs Trask", "Dr O'Neill"]),
        ("Brightway Windows and Corvane Maintenance quoted.", ["Brightway Windows", "Corvane Maintenance"]),
        ("Kerra Vaughn came.", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert _names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kerra Vaughn came.", ["Kerra Vaughn"]),
        ("Ask Tom in HR about it.", ["Tom"]),
        ("The Porthmellow Town Council met on Mill Street in June.", []),
        ("Thieves took it. Scammers rang.", []),
        ("Lib Dem councillors met.", []),
    ],
)
def test_names_taken_loosely(text: str, expected: list[str]) -> None:
    assert _names(text, loosely=True) == expected


def test_known_names_need_no_shape() -> None:
    assert _names("We thank oyelaran and Oyelaran.", known=("Oyelaran",)) == ["Oyelaran"]
