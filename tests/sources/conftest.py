from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from postcheck.model.post import Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.walk import walk


class Read:
    """What a draft gave: posts, what was left out, and notices."""

    def __init__(self, items: list[Post | Unchecked]) -> None:
        self.posts = [item for item in items if isinstance(item, Post)]
        unchecked = [item for item in items if isinstance(item, Unchecked)]
        self.notices = [item.reason for item in unchecked if item.notice]
        self.left = [item for item in unchecked if not item.notice]
        self.fatal = [item.reason for item in self.left if item.fatal]

    @property
    def post(self) -> Post:
        assert len(self.posts) == 1, self.posts
        return self.posts[0]

    def bodies(self) -> list[str]:
        return [part_texts(post, "body")[0] for post in self.posts]


def part_texts(post: Post, name: str) -> list[str]:
    return [post.text[part.start : part.end] for part in post.parts if part.name == name]


@pytest.fixture
def draft(tmp_path: Path) -> Callable[..., Read]:
    """Write a draft called `name` and read it through the front door."""

    def read(name: str, content: str | bytes, **options: object) -> Read:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Read(list(walk([path], ReadOptions(**options))))  # type: ignore[arg-type]

    return read


@pytest.fixture
def parts() -> Callable[[Post, str], list[str]]:
    return part_texts


@pytest.fixture
def astray() -> Callable[[Post, str], list[tuple[str, str]]]:
    """Characters of a post whose place in the file holds neither them nor an escape for them."""

    def find(post: Post, text: str) -> list[tuple[str, str]]:
        lines = re.split(r"\r\n|\r|\n", text)
        wrong = []
        for part in post.parts:
            for at in range(part.start, part.end):
                character = post.text[at]
                place = post.source_map.place(post.text, at)
                rest = lines[place.line - 1][place.column - 1 :]
                if character not in "\r\n" and not rest.startswith(character) and not rest.startswith("\\"):
                    wrong.append((character, rest[:10]))
        return wrong

    return find
