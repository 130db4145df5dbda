"""Telephones and mailboxes: private ones are found, published ones pass."""

from __future__ import annotations

import pytest

from postcheck.detectors.contact import build


@pytest.fixture(scope="module")
def found(resources, read):
    detector = build(resources)

    def contacts(text):
        return [(item.label.removeprefix("personal-data."), item.attributes) for item in detector.detect(read(text))]

    return contacts


@pytest.mark.parametrize(
    "text",
    [
        "Text Jenna direct on 07700 900456, she's brilliant.",
        "Text Jenna direct on +44 7700 900456.",
        "Text Jenna direct on (07700) 900-456.",
        "Jenna: 0 7 7 0 0 9 0 0 4 5 6",
        "Jenna: O77OO 9OO456",
        "oh-double-seven, double-oh, nine-double-oh, one-six-two",
        "(zero)(seven)(seven)(double zero) 900 three-oh-three",
        "⓪⑦⑦⓪⓪ ⑨⓪⓪①②③",
        "Ring Carol at home on 01632 960 244.",
        "Carol would like visitors, she is on 01632 960 244.",
        "Speak to Mr Lakhani, tel. 01632 960477",
    ],
)
def test_private_numbers_are_found(found, text):
    assert found(text) == [("phone", frozenset({"landline"} if "01632" in text else ()))]


@pytest.mark.parametrize(
    "text",
    [
        "Call 0300 1234 100, 0800 555 111, 0345 988 1188, 101, 111 or 999.",
        "Journalists can ring 01632 960 345.",
        "Ring reception on 020 7946 0471.",
        "Text 60066 or 7726.",
        "Our own van: 07700 900555",
        "The grant is £07,700,900,456 by 2030.",
        "Ref 10770090045612",
        "We counted 07 700 swans.",
    ],
)
def test_published_numbers_pass(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("The warden phone is 07700 900 061.", "service"),
        ("Text your card number and PIN to 07700 900233.", "trade"),
        ("Ring Ana in Lisbon on +351 912 345 678.", "abroad"),
    ],
)
def test_other_numbers_say_what_they_are(found, text, attribute):
    assert [attributes for _, attributes in found(text)] == [frozenset({attribute})]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("g.larkworthy1957@gmail.com", "email"),
        ("saskia dot brindle at hotmail dot co dot uk", "email"),
        ("saskia.brindle[at]gmail[dot]com", "email"),
        ("priya.nair@tamarside.gov.uk", "staff-mailbox"),
    ],
)
def test_personal_mailboxes_are_found(found, text, label):
    assert [kind for kind, _ in found(f"Write to {text} by Friday.")] == [label]


@pytest.mark.parametrize(
    "address",
    [
        "planning@tamarside.gov.uk",
        "press.office@wharfdon.gov.uk",
        "accounts.payable@norbeck.gov.uk",
        "userresearch@haverwell.gov.uk",
        "friendsofthepark@gmail.com",
        "elowen.trask@tamarside.gov.uk",
    ],
)
def test_role_mailboxes_and_own_ones_pass(found, address):
    assert found(f"Write to {address} by Friday.") == []
