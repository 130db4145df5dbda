from datetime import date

import pytest

from postcheck.config import Allowance
from postcheck.model.suppression import SuppressionError, parse
from postcheck.policy.suppressions import apply, for_path

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("directive", "set_aside"),
    [
        ('allow political/vote-appeal reason="parody, agreed with Legal"', 2),
        ('allow political reason="agreed"', 2),
        ('allow * reason="agreed"', 2),
        ("allow political reason=agreed match='Vote Labour'", 1),
        ('allow offensive reason="agreed"', 0),
        ('allow political reason="agreed" until=2026-05-31', 0),
        ('allow political reason="agreed" until=2026-06-01', 2),
    ],
)
def test_a_suppression_sets_aside_what_it_names(post, findings, directive, set_aside):
    kept, aside, notices = apply(post, findings, [parse(directive)], TODAY)
    assert (len(kept), len(aside)) == (2 - set_aside, set_aside)
    assert bool(notices) == (set_aside == 0)


def test_a_suppression_holds_only_for_its_own_stretch(post, findings):
    kept, aside, _ = apply(post, findings, [parse('allow * reason="agreed"', start=13, end=29)], TODAY)
    assert [item.excerpt for item in aside] == ["Back the Greens"]
    assert [item.excerpt for item in kept] == ["Vote Labour"]


@pytest.mark.parametrize(
    "directive",
    [
        "allow political",
        'allow political reason=""',
        "ignore this",
        'allow x reason="ok then" until=someday',
        "allow a b",
    ],
)
def test_a_suppression_must_say_why(directive):
    with pytest.raises(SuppressionError):
        parse(directive)


def test_an_expired_suppression_says_so(post, findings):
    _, _, notices = apply(post, findings, [parse('allow * reason="agreed" until=2026-01-01')], TODAY)
    assert "expired on 1 January 2026" in notices[0]


def test_configuration_allows_by_path(tmp_path):
    allowance = Allowance(paths=("archive/",), rules=("*",), reason="published before 2020")
    inside, outside = tmp_path / "archive" / "a.md", tmp_path / "posts" / "a.md"
    assert for_path([allowance], str(inside), str(tmp_path))
    assert not for_path([allowance], str(outside), str(tmp_path))
