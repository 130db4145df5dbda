"""Conditions on the account's handle."""

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
