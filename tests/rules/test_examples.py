"""Every example of the shipped packs, each a test; known faults are expected failures with their reason."""

from functools import cache

import pytest

from postcheck.engine import Checker
from postcheck.model.pack import Clause
from postcheck.packs.examples import Case, Kind, Outcome, Result, cases, council, run
from postcheck.packs.load import load, locate

PACK = load("uk-council")
CASES = list(cases(PACK))


@cache
def _results() -> dict[str, Result]:
    """All examples in one pass: a batch costs less than a post at a time."""
    checker = Checker([PACK], council(locate(PACK.id)))
    return {result.case.name: result for result in run(CASES, checker.check, PACK)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.replace(" ", "-"))
def test_example(case: Case) -> None:
    result = _results()[case.name]
    if result.outcome is Outcome.KNOWN:
        pytest.xfail(result.reason)
    assert result.outcome is Outcome.PASSED, f"{case.example.post}\n{result.reason}"


def test_names_are_unique() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


def test_at_most_one_clause_example_in_ten_is_a_known_fault() -> None:
    kinds = [case.kind for case in CASES if isinstance(case.owner, Clause)]
    known = sum(kind in (Kind.KNOWN_MISS, Kind.KNOWN_FALSE_ALARM) for kind in kinds)
    assert known <= len(kinds) / 10
