"""Private facts beside private names; office, consent and history pass."""

from __future__ import annotations

import pytest

from postcheck.detectors.person import build


@pytest.fixture(scope="module")
def found(resources, read_names):
    detector = build(resources)

    def labels(text):
        return [item.label.removeprefix("personal-data.") for item in detector.detect(read_names(text))]

    return labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Looking for Ross Manson, dob 14/3/91.", "date-of-birth"),
        ("D.O.B. 0 3 / 1 1 / 6 8", "date-of-birth"),
        ("new tenant, dob one-nine-oh-two-eighty-eight", "date-of-birth"),
        ("Mrs Olwen Bebb (born 4.12.1931) is in room 9.", "date-of-birth"),
        ("Thanks to Mrs Sandra Petrides, who has MS.", "special-category"),
        ("Mr Dunmore was diagnosed with dementia in June.", "special-category"),
        ("Mr Sanjay Dunmore still owes £212.", "named-case"),
        ("Well done Olivia Pascoe, 9, from Porthmellow Primary.", "child"),
        ("Photo of Albert, 91, and his carer.", "photo"),
    ],
)
def test_private_facts_are_found(found, text, label):
    assert label in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "If you were born before 1 April 1951 you can have the vaccine.",
        "Bring something that shows your date of birth.",
        "Annie Mair was born on 3 May 1871 in Cobden Terrace.",
        "Cllr Morwenna Hale opened the dialysis unit.",
        "Dr Farzana Akhtar, consultant, talks on living with dementia.",
        "Mrs Sandra Petrides, who has MS, tells her story with her written consent (ref C-12).",
        "Worried about rent arrears? Talk to us.",
        "Well done Year 4 at Porthmellow Primary.",
        "Photo of the new care home, opened by the Mayor.",
        "Mrs Penrose, chair of the parish council, spoke on debt and arrears.",
    ],
)
def test_roles_consent_and_history_pass(found, text):
    assert found(text) == []
