"""Parsed packs kept between runs: never stale, never needed."""

import json
from pathlib import Path

import pytest

from postcheck.cache import FOLDER_VARIABLE
from postcheck.errors import PackError
from postcheck.model.pack import Topic
from postcheck.packs.reading import read

LISTS = "lists:\n  words: [" + ", ".join(f"word{n}" for n in range(900)) + "]\n"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "packs"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "words.yaml"
    path.write_text(LISTS)
    return path


def test_a_second_reading_is_the_same(kept: Path, file: Path) -> None:
    first = read(file, Topic)
    assert len(list(kept.iterdir())) == 1
    assert read(file, Topic) == first


def test_an_edit_is_seen_and_replaces_the_entry(kept: Path, file: Path) -> None:
    read(file, Topic)
    file.write_text(LISTS.replace("word7,", "other,"))
    assert "other" in read(file, Topic).model.lists["words"]
    assert len(list(kept.iterdir())) == 1


def test_a_fault_is_told_each_time_and_never_kept(kept: Path, file: Path) -> None:
    file.write_text(LISTS + "lisst: {}\n")
    for _ in range(2):
        with pytest.raises(PackError, match="did you mean 'lists'") as caught:
            read(file, Topic)
        assert caught.value.line == 3
    assert not kept.exists()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"digest": 1}', "[" * 5_000, "\x00"])
def test_a_damaged_entry_is_read_past(kept: Path, file: Path, content: str) -> None:
    first = read(file, Topic)
    [entry] = kept.iterdir()
    entry.write_text(content)
    assert read(file, Topic) == first


def test_an_entry_of_another_shape_is_read_past(kept: Path, file: Path) -> None:
    first = read(file, Topic)
    [entry] = kept.iterdir()
    entry.write_text(json.dumps(json.loads(entry.read_text()) | {"data": {"lists": 1}}))
    assert read(file, Topic) == first


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plain").write_text("a file where a folder should be")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "plain"))
    assert len(read(file, Topic).model.lists["words"]) == 900
