"""Every fuzz target takes its seeds, some mutations of them, and everything that ever broke it."""

from pathlib import Path

import pytest
from fuzzing import targets
from fuzzing.mutation import Mutator

CRASHERS = sorted((Path(__file__).parent / "crashers").glob("*/*"))
SOME = {"source-xlsx": 30, "detectors": 30}


@pytest.mark.parametrize("name", sorted(targets()))
def test_seeds_and_mutations_break_nothing(name):
    target = targets()[name]
    stream = Mutator(target.seeds, target.words, 1)
    for data in (*target.seeds, b"", *(stream.next() for _ in range(SOME.get(name, 60)))):
        target.feed(data)


@pytest.mark.parametrize("path", CRASHERS, ids=[f"{path.parent.name}-{path.name}" for path in CRASHERS])
def test_what_broke_once_breaks_no_more(path):
    targets()[path.parent.name].feed(path.read_bytes())
