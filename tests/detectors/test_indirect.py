"""One person singled out without a name; groups, statistics and appeals pass."""

from __future__ import annotations

import pytest

from postcheck.detectors.indirect import build

REPORTED = 0.6


@pytest.fixture(scope="module")
def found(resources, read_names):
    detector = build(resources)

    def strong(text):
        return [item for item in detector.detect(read_names(text)) if item.score >= REPORTED]

    return strong


@pytest.mark.parametrize(
    "text",
    [
        "Visited the only Ukrainian family on the Trevean estate today, the dad's chemo is going badly.",
        "The widow at the end cottage with the oxygen tank has not paid her rent arrears since May.",
        "That tall lad from the flats over the bookies in Wrendale got nicked again.",
    ],
)
def test_combinations_are_found(found, text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Last year 214 young people in Tamarside were in foster care.",
        "Our youth team beat Porthmellow 2-1. Great save from the keeper.",
        "A man in his 40s was taken to hospital after a crash on the A30.",
        "One in ten of our tenants asked for help with bills.",
        "The woman in our story is not a real person: names have been changed.",
        "Our librarian at Wrendale retires on Friday.",
    ],
)
def test_groups_and_appeals_pass(found, text):
    assert found(text) == []


def test_evidence_names_the_parts(found):
    (combination,) = found("Visited the only Ukrainian family on the Trevean estate, the dad's chemo is going badly.")
    assert "origin (“Ukrainian”)" in combination.evidence[0]
    assert "chemo" in combination.evidence[1]
