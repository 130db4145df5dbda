"""Several processes give the report that one gives, and survive the loss of one of theirs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from postcheck.api import Gathered, gather
from postcheck.config import Settings
from postcheck.crew import Crew
from postcheck.model.post import Origin, Post, Unchecked

TEXTS = ("Vote Labour on 7 May!", "The library opens at nine.", "Ring Elowen Trask on 07700 900123.")


def items(count: int) -> Iterator[Post | Unchecked]:
    for number in range(count):
        yield Post(str(number), f"{TEXTS[number % 3]} Number {number}.", origin=Origin("posts.jsonl", line=number + 1))
        if number % 50 == 7:
            yield Unchecked(Origin("posts.jsonl", line=number + 1), "no text")


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew(2, Settings(), show_values=False, cache_folder=None) as crew:
        yield crew


def test_two_processes_report_as_one_and_the_loss_of_one_costs_its_parcel_only(crew, checker):
    alone, together = Gathered(), Gathered()
    list(gather(checker, items(150), alone))
    list(gather(checker, items(150), together, crew))
    assert together.report(checker) == alone.report(checker)

    def deadly() -> Iterator[Post | Unchecked]:
        for item in items(300):
            if isinstance(item, Post) and item.id == "270":
                os.kill(crew.pids[0], signal.SIGKILL)
            yield item

    after = Gathered()
    assert sum(1 for _ in gather(checker, deadly(), after, crew)) == 300
    ended = [item for item in after.unchecked if "ended" in item.reason]
    assert len(ended) in (64, 300 % 64)
    assert len(after.posts) == 300 - len(ended)
    assert all(item.fatal for item in ended)
