"""Conditions on the account's handle and on how sure a detection is."""

from __future__ import annotations

import pytest

from postcheck.model.detection import Detection
from postcheck.model.pack import Conditions
from postcheck.model.post import Context
from postcheck.policy.conditions import Circumstances, hold

POST = Detection("record.post", 0, 3, 1.0, "record")


@pytest.mark.parametrize(
    ("handle", "approved", "listed", "unlisted"),
    [
        ("@NorthmereCouncil", {"northmerecouncil"}, True, False),
        ("northmerecouncil", {"northmerecouncil"}, True, False),
        ("@NorthmereSwings", {"northmerecouncil"}, False, True),
        ("", {"northmerecouncil"}, False, False),
        ("@NorthmereSwings", set(), False, False),
    ],
)
def test_a_handle_is_listed_unlisted_or_unknown(handle: str, approved: set[str], listed: bool, unlisted: bool) -> None:
    circumstances = Circumstances(Context(handle=handle), False, (), (POST,), frozenset(approved))
    assert hold(Conditions(listed=True), POST, circumstances) is listed
    assert hold(Conditions(listed=False), POST, circumstances) is unlisted


def test_a_handle_that_holds_a_word() -> None:
    circumstances = Circumstances(Context(handle="@NorthmereUnofficial"), False, (), (POST,))
    assert hold(Conditions(handle=("unofficial",)), POST, circumstances)
    assert not hold(Conditions(handle=("parody",)), POST, circumstances)


@pytest.mark.parametrize(("score", "below"), [(0.64, True), (0.65, False), (0.9, False)])
def test_a_score_below_a_bound(score: float, below: bool) -> None:
    detection = Detection("confidential.passage", 0, 3, score, "passage")
    circumstances = Circumstances(Context(), False, (), (detection,))
    assert hold(Conditions(score_below=0.65), detection, circumstances) is below
