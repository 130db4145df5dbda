import os

import pytest

from postcheck.cache import Cache, environment, trouble

TEXT = "Ring Elowen Trask on 07700 900123"


def test_an_entry_comes_back_for_the_same_text_and_circumstances(tmp_path):
    cache = Cache(tmp_path, environment([b"1"]))
    cache.put(TEXT, "here", {"findings": [TEXT]})
    assert cache.get(TEXT, "here") == {"findings": [TEXT]}
    assert cache.get(TEXT, "there") is None
    assert cache.get(TEXT + "!", "here") is None
    assert Cache(tmp_path, environment([b"2"])).get(TEXT, "here") is None


def test_no_text_and_no_value_can_be_read_in_the_folder(tmp_path):
    Cache(tmp_path, environment([b"1"])).put(TEXT, "here", {"findings": [TEXT]})
    stored = b"".join(path.read_bytes() + str(path).encode() for path in tmp_path.rglob("*") if path.is_file())
    assert stored
    for word in (b"Elowen", b"Trask", b"07700", b"900123", b"findings"):
        assert word not in stored


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 200])
def test_a_damaged_entry_is_a_miss(tmp_path, damage):
    cache = Cache(tmp_path, environment([b"1"]))
    cache.put(TEXT, "here", [1])
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(damage)
    assert cache.get(TEXT, "here") is None


def test_a_folder_that_cannot_be_written_loses_the_entry_and_nothing_else(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    cache = Cache(blocker / "cache", environment([b"1"]))
    cache.put(TEXT, "here", [1])
    assert cache.get(TEXT, "here") is None


def test_what_a_killed_run_left_is_swept_and_a_full_disk_leaves_nothing(tmp_path):
    left = tmp_path / "unfinished" / "tmpleft"
    left.parent.mkdir()
    left.write_bytes(b"half")
    fresh = left.with_name("tmpfresh")
    fresh.write_bytes(b"half")
    os.utime(left, (0, 0))
    Cache(tmp_path, environment([b"1"])).put(TEXT, "here", [1])
    assert list(left.parent.iterdir()) == [fresh]
    assert {path.stat().st_mode & 0o77 for path in tmp_path.rglob("??/*")} == {0}


def test_trouble_is_told_in_words(tmp_path):
    assert trouble(tmp_path / "cache") == ""
    (tmp_path / "file").write_text("")
    assert trouble(tmp_path / "file" / "cache") == "Not a directory"
