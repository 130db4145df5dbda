"""Identifiers: valid, wrong by a little, and what merely looks like one."""

from __future__ import annotations

import pytest

from postcheck.detectors.identifier import build

REPORTED = 0.5


@pytest.fixture(scope="module")
def found(resources, read):
    detector = build(resources)

    def labels(text):
        reading = read(text)
        return [
            (item.label.removeprefix("personal-data."), reading.text[item.start : item.end])
            for item in detector.detect(reading)
            if item.score >= REPORTED
        ]

    return labels


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("NHS number 943 476 5919 is on the form", "nhs-number", "943 476 5919"),
        ("her CHI is 0101336489", "nhs-number", "0101336489"),
        ("found: 943 476 5919", "nhs-number", "943 476 5919"),
        ("NHS 9 4 3 4 7 6 5 9 1 9", "nhs-number", "9 4 3 4 7 6 5 9 1 9"),
        ("NHS no. 943 476 5918", "nhs-number", "943 476 5918"),
        ("NI number AB 12 34 56 C", "national-insurance-number", "AB 12 34 56 C"),
        ("ab123456c", "national-insurance-number", "ab123456c"),
        ("QQ 12 34 56 C", "national-insurance-number", "QQ 12 34 56 C"),
        ("NI QQ twelve 34 fifty-six C", "national-insurance-number", "QQ twelve 34 fifty-six C"),
        ("licence MORGA657054SM9IJ", "driving-licence", "MORGA657054SM9IJ"),
        ("Licence: morga657054sm9ij ok", "driving-licence", "morga657054sm9ij"),
        ("passport no. 533201745", "passport", "533201745"),
        ("Passport AB1234567", "passport", "AB1234567"),
        ("plate LX19 QVB", "vehicle-registration", "LX19 QVB"),
        ("a Corsa SK19ZVV on Peat Road", "vehicle-registration", "SK19ZVV"),
        ("reg A123 BCD", "vehicle-registration", "A123 BCD"),
        ("UTR 1955839661", "tax-reference", "1955839661"),
        ("her UPN is H801200001001", "pupil-number", "H801200001001"),
        ("sort code 20-00-00 account 55779911", "bank-account", "20-00-00 account 55779911"),
        ("s/c 4 0 - 0 0 - 1 9 acc 1 1 0 2 9 9 4 0", "bank-account", "4 0 - 0 0 - 1 9 acc 1 1 0 2 9 9 4 0"),
        ("GB82 WEST 1234 5698 7654 32", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("card 4111 1111 1111 1111", "payment-card", "4111 1111 1111 1111"),
        ("your council tax arrears, ref 80012345", "case-reference", "council tax arrears, ref 80012345"),
        ("Housing benefit HB7741902 is on hold", "case-reference", "Housing benefit HB7741902"),
        ("Mrs Trask, ref UG-2291, was refused", "case-reference", "ref UG-2291"),
        ("National ID GB-ID-5948215", "foreign-identity", "GB-ID-5948215"),
    ],
)
def test_identifiers_are_found(found, text, label, words):
    assert (label, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The A30 for Truro, the A39 and the M5 for Exeter",
        "PL25 and EX31 now have fibre. PL25 AND EX31 NOW",
        "Year 9 and Y10, room B12 for art, bus X5 bus, G20 was here",
        "the 5 a side pitch, May 24 a day out",
        "Call 0300 1234 100 or 01632 960 345, text 60066, dial 101",
        "Tours on 12-05-26, 14-05-26 and 16-05-26",
        "Planning application PA24/01234 and 26/00123/FUL",
        "Call 101 with reference 50/12345/26",
        "FOI-2026-0441 is answered in the disclosure log",
        "We spent £1,234,567,890 over 10 years",
        "You need your passport, NHS number and National Insurance number",
        "BG 12 34 56 A is no valid prefix",
        "Order 4012-8888-8888-1882 of the catalogue",
        "jobs team for pay and benefits: 0300 555 0175",
        "https://example.org/pay/account?ref=80012345",
        "order 943 476 5918 of the catalogue",
    ],
)
def test_ordinary_numbers_pass(found, text):
    assert found(text) == []


def test_a_fee_paid_to_an_account_is_marked_as_such(resources, read):
    detector = build(resources)
    paid = list(detector.detect(read("Please pay fees to sort code 20-00-00 account 55779911")))
    assert [item.attributes for item in paid] == [frozenset({"payee"})]


def test_every_value_is_masked(resources, read):
    detector = build(resources)
    reading = read("NHS number 943 476 5919, council tax ref 80012345, card 4111 1111 1111 1111")
    masked = " ".join(reading.text[mask.start : mask.end] for item in detector.detect(reading) for mask in item.masks)
    assert all(value in masked for value in ("943 476 5919", "80012345", "4111 1111 1111 1111"))
