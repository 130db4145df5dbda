"""What the tests of personal data share: the shipped lists, a council's own people and contacts, and readings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy

from postcheck.config import Own, Person, Settings
from postcheck.detectors import Resources
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import plain, unfolded
from postcheck.packs.load import load


@pytest.fixture(scope="session")
def resources() -> Resources:
    """The default pack, and a council that has said who and what is its own."""
    own = Own(
        domains=("tamarside.gov.uk",),
        phones=("07700 900 555",),
        mailboxes=("elowen.trask@tamarside.gov.uk",),
        venues=("Lamb House",),
    )
    people = (Person(name="Morwenna Hale", role="Cabinet Member"), Person(name="Siân ap Gwilym", role="Director"))
    return Resources((load("uk-council"),), Settings(own=own, people=people))


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    """A text as detectors read it, without named entities."""
    blank = spacy.blank("en")

    def reading(text: str) -> Reading:
        first = plain(text)
        view = unfolded(first.text)
        return Reading(first, view, blank.make_doc(view.text))

    return reading
