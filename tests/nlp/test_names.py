"""Who is named, and who is named in a public role."""

from __future__ import annotations

import pytest

from postcheck.config import Person
from postcheck.nlp.names import NameFinder
from postcheck.packs.load import load


@pytest.fixture(scope="module")
def named(read_names):
    register = [Person(name="Morwenna Hale"), Person(name="Siân ap Gwilym")]
    finder = NameFinder(load("uk-council").lists, register)

    def people(text):
        reading = read_names(text)
        return {reading.text[person.start : person.end]: person.in_role for person in finder.people(reading)}

    return people


@pytest.mark.parametrize(
    ("text", "name", "in_role"),
    [
        ("Thanks to Mrs Elowen Trask for the call.", "Mrs Elowen Trask", False),
        ("Mr J. Sandhu has written to us.", "Mr J. Sandhu", False),
        ("The Hussain family have moved.", "Hussain", False),
        ("We welcome our new Director of Place, Ms Anjali Rao.", "Ms Anjali Rao", True),
        ("Mrs Anita Penrose, chair of the trust, spoke.", "Mrs Anita Penrose", True),
        ("Ms M. Hale was there.", "Ms M. Hale", True),
        ("Mrs Sian ap Gwilym was there.", "Mrs Sian", False),
    ],
)
def test_names_and_roles(named, text, name, in_role):
    assert named(text)[name] is in_role


@pytest.mark.parametrize("text", ["The A30 and the Bin lorry", "Cabinet met. Homes England agreed.", "Reg plates"])
def test_things_are_no_people(named, text):
    assert named(text) == {}
