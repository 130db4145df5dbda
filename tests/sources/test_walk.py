from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from postcheck.model.post import Context, Post, Unchecked
from postcheck.sources import ReadOptions, decode
from postcheck.sources.walk import walk


def _write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Words of {name}.", encoding="utf-8")


def _read(*targets: object, **options: object) -> tuple[list[str], list[Unchecked]]:
    items = list(walk(map(str, targets), ReadOptions(**options)))  # type: ignore[arg-type]
    return [Path(item.id).name for item in items if isinstance(item, Post)], [
        item for item in items if isinstance(item, Unchecked)
    ]


def test_folders_give_their_drafts_in_order_and_count_the_rest(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "a.md", "sub/c.txt", "pic.png", "two.png", "run.py")
    posts, told = _read(tmp_path)
    assert posts == ["a.md", "b.txt", "c.txt"]
    (line,) = told
    assert not line.fatal
    assert "3 files of other kinds" in line.reason
    assert ".png 2" in line.reason


def test_hidden_vendor_ignored_and_excluded_paths_stay_out(tmp_path: Path) -> None:
    _write(tmp_path, ".hidden/a.txt", "node_modules/b.txt", "old/c.txt", "new/skip.txt", "new/keep.txt", "drop/d.txt")
    _write(tmp_path, "new/deep/only.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("old/\nskip.txt\nonly.txt\n", encoding="utf-8")
    (tmp_path / "new" / "deep" / ".gitignore").write_text("!only.txt\n", encoding="utf-8")
    assert _read(tmp_path, exclude=("drop/",))[0] == ["keep.txt", "only.txt"]
    assert _read(tmp_path / "new")[0] == ["keep.txt", "only.txt"]
    assert _read(tmp_path / "old" / "c.txt")[0] == ["c.txt"]


def test_patterns_and_repeated_targets_read_each_file_once(tmp_path: Path) -> None:
    _write(tmp_path, "x/a.txt", "x/y/b.txt", "weird[1].txt")
    assert _read(tmp_path / "**" / "?.txt", tmp_path / "x", tmp_path / "x/a.txt")[0] == ["a.txt", "b.txt"]
    assert _read(tmp_path / "weird[1].txt")[0] == ["weird[1].txt"]


def test_an_unknown_ending_named_by_itself_is_read_as_text(tmp_path: Path) -> None:
    _write(tmp_path, "draft.post")
    (tmp_path / "x.bin").write_bytes(b"\x00\x01")
    assert _read(tmp_path / "draft.post")[0] == ["draft.post"]
    assert "not text" in _read(tmp_path / "x.bin")[1][0].reason


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "holds no drafts"),
        (lambda path: path.symlink_to("nowhere"), "broken link"),
        (lambda path: os.mkfifo(path), "is a pipe"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b" \r\n\t\xef\xbb\xbf"), "is empty"),
        (lambda path: path.symlink_to(path), "broken link"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line_and_the_rest_goes_on(tmp_path: Path, make: object, says: str) -> None:
    odd = tmp_path / "odd"
    make(odd)  # type: ignore[operator]
    _write(tmp_path, "fine.txt")
    posts, told = _read(odd, tmp_path / "fine.txt")
    assert posts == ["fine.txt"]
    (line,) = told
    assert says in line.reason
    assert line.fatal
    assert "\n" not in line.reason
    assert line.origin.path == str(odd)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "shut.txt")
    (tmp_path / "shut.txt").chmod(0)
    assert "permission" in _read(tmp_path / "shut.txt")[1][0].reason


def test_odd_things_inside_a_folder_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "elsewhere/b.txt")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "f" / "pipe.txt")
    (tmp_path / "f" / "linked").symlink_to(tmp_path / "elsewhere")
    _, told = _read(tmp_path / "f")
    reasons = " / ".join(item.reason for item in told)
    for words in ("broken link", "is a pipe", "1 linked folder not followed"):
        assert words in reasons


def test_devices_and_impossible_names_are_told() -> None:
    assert "device" in _read("/dev/null")[1][0].reason
    assert "can exist" in _read("a\0b")[1][0].reason


def test_standard_input_is_one_post_in_the_given_context() -> None:
    options = ReadOptions(context=Context(platform="x"))
    (post,) = walk(["-"], options, stdin=io.BytesIO("Héllo\r\n".encode()))
    assert isinstance(post, Post)
    assert (post.text, post.context.platform, str(post.origin)) == ("Héllo\r\n", "x", "<text>")


def test_content_given_stands_in_for_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("on disk", encoding="utf-8")
    (post,) = walk([path], ReadOptions(content={str(path): b"staged"}))
    assert isinstance(post, Post)
    assert post.text == "staged"


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(decode.LIMIT + 1)
    assert "over the limit of 64 MB" in _read(path)[1][0].reason


def test_data_files_of_a_folder_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "site", "version": "1"}', encoding="utf-8")
    (tmp_path / "list.json").write_text("[1, 2]", encoding="utf-8")
    _write(tmp_path, "a.txt")
    assert not [item for item in _read(tmp_path)[1] if item.fatal and "package" in str(item.origin)]
