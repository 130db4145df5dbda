"""Homes are found; venues, firms and roads are not."""

from __future__ import annotations

import pytest

from postcheck.detectors.address import build


@pytest.fixture(scope="module")
def found(resources, read_names):
    detector = build(resources)

    def addresses(text):
        reading = read_names(text)
        return [
            (item.label.removeprefix("personal-data."), reading.text[item.start : item.end])
            for item in detector.detect(reading)
        ]

    return addresses


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thanks Mrs Elowen Trask of 14 Kiln Close for the report.", "14 Kiln Close"),
        ("Mrs Nansi Huws, 7 Stryd y Capel, is 90 today.", "7 Stryd y Capel"),
        ("She lives at 7 Lupin Court and would love a card.", "7 Lupin Court"),
        ("Call on Ms Ola at Flat 9 Iris Court, key safe by the door.", "Flat 9 Iris Court"),
        ("she lives at 12 mill lane ok", "12 mill lane"),
        ("The Hussain family, 12 Links View, have moved.", "12 Links View"),
        ("Well done Mr Clutterbuck of Frog Lane.", "Mr Clutterbuck of Frog Lane"),
        ("It is Mr Farouk at number 5 again.", "Mr Farouk at number 5"),
    ],
)
def test_homes_are_found(found, text, words):
    assert found(text) == [("home-address", words)]


@pytest.mark.parametrize(
    "text",
    [
        "The Advice Centre, 12 Castle Street, is open on Mondays.",
        "Registrars have moved to Lamb House, 3-5 Quay Street.",
        "Singleton Civic Centre, 12 Queen Street. Doors open at 10.",
        "Application for a premises licence at 118-120 Wick Lane.",
        "Roadworks on Station Road from 14 March.",
        "Tyre Hub on Mill Road has an open day.",
        "The library is at TR26 1AB.",
        "We found the boat at ///filled.count.soap.",
        "Cllr Morwenna Hale opened 14 new homes in Kiln Close.",
        "The flood reached 12 green lanes and 3 mill streams.",
    ],
)
def test_venues_pass(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Her house is at TR26 1AB, please check.", "postcode"),
        ("His home is ///filled.count.soap, take a torch.", "what3words"),
    ],
)
def test_a_place_beside_a_home_is_found(found, text, label):
    assert [kind for kind, _ in found(text)] == [label]
