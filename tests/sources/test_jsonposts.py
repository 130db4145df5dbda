# ruff: noqa: E501
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.post import Account, Context, Permission, Post
from postcheck.sources import ReadOptions
from postcheck.sources.walk import walk

PATH = "posts.jsonl"


def test_a_line_is_a_post_with_its_context_parts_and_unknown_fields(draft: Callable, parts: Callable) -> None:
    line = {
        "text": "The fair opens at ten.",
        "id": "A1",
        "account": "personal-role-listed",
        "author_role": "Ranger",
        "platform": "Twitter",
        "publish_at": "2026-05-07T09:30:00Z",
        "area": "Porthmellow",
        "permission": "granted (ref IMG-204)",
        "evidence": ["https://tamarside.gov.uk/d/1"],
        "paid": "Partnership with Vantrell",
        "approved_by": "M. Hale",
        "title": "Fair",
        "alt_text": ["A tent", "A cow"],
        "first_comment": "See you!",
        "link": "https://tamarside.gov.uk/fair",
        "media": ["poster.jpg", "clip.mp4"],
        "campaign": {"x": 1},
    }
    post = draft(PATH, json.dumps(line) + "\n").post
    assert post.id == "A1"
    assert post.context == Context(
        account=Account.PERSONAL_ROLE_LISTED,
        author_role="Ranger",
        platform="x",
        publish_at=(datetime(2026, 5, 7, 10, 30),),
        area="Porthmellow",
        permission=Permission.GRANTED,
        permission_ref="IMG-204",
        evidence=("https://tamarside.gov.uk/d/1",),
        paid=True,
        approved_by="M. Hale",
    )
    assert [part.name for part in post.parts] == [
        "body", "title", "alt_text", "alt_text", "first_comment", "link", "media", "media",
    ]  # fmt: skip
    assert parts(post, "alt_text") == ["A tent", "A cow"]
    assert post.extra == {"campaign": {"x": 1}}
    assert post.not_checked == (
        "linked page on tamarside.gov.uk: linked pages are not opened",
        "image poster.jpg: pictures are not read",
        "video clip.mp4: videos are not watched",
    )


def test_the_draft_comes_before_the_run(draft: Callable) -> None:
    context = Context(account=Account.SERVICE, platform="blog", area="West")
    post = draft(PATH, '{"text": "x", "platform": "x"}', context=context).post
    assert (post.context.account, post.context.platform, post.context.area) == (Account.SERVICE, "x", "West")


def test_the_id_is_path_and_line_where_none_is_given(draft: Callable) -> None:
    posts = draft(PATH, '{"text": "one"}\n\n{"message": "two"}\n').posts
    assert [post.id.rpartition("/")[2] for post in posts] == ["posts.jsonl:1", "posts.jsonl:3"]
    assert [post.origin.line for post in posts] == [1, 3]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"note": "x"}', "no text field (fields: note)"),
        ('{"text": "  "}', "text is empty"),
        ("[1]", "is a list"),
        ("7", "is a number"),
        ('"just words"', "is a bare text"),
        ("{bad", "not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "not valid JSON"),
        ('{"text": "cut', "not valid JSON"),
    ],
)
def test_a_bad_line_is_set_aside_with_its_reason_and_the_rest_goes_on(draft: Callable, line: str, says: str) -> None:
    read = draft(PATH, f'{{"text": "before"}}\n{line}\n{{"text": "after"}}\n')
    assert read.bodies() == ["before", "after"]
    (left,) = read.left
    assert says in left.reason
    assert left.origin.line == 2
    assert left.fatal


def test_a_huge_line_is_set_aside(draft: Callable) -> None:
    read = draft(PATH, b'{"text": "' + b"x" * 25_500_000 + b'"}\n{"text": "after"}\n')
    assert read.bodies() == ["after"]
    assert "MB long" in read.fatal[0]


def test_a_list_gives_each_item_its_own_line(draft: Callable) -> None:
    text = json.dumps([{"text": "one"}, 3, {"text": "two\nlines", "title": "T"}], indent=1)
    read = draft("posts.json", text)
    assert [post.origin.line for post in read.posts] == [2, 6]
    assert "item 2 is a number" in read.fatal[0]


def test_posts_under_a_key_and_on_one_line_have_ids_of_their_own(draft: Callable) -> None:
    posts = draft("posts.json", '{"page": 1, "posts": [{"text": "a"}, {"text": "b"}]}').posts
    assert len({post.id for post in posts}) == 2


def test_a_tool_export_is_read_with_its_own_names(draft: Callable, parts: Callable) -> None:
    line = {
        "text": "Hi",
        "dueAt": "2026-05-01T10:00:00Z",
        "channelId": "1",
        "assets": [{"image": {"url": "https://x.example/jane-doe.jpg", "metadata": {"altText": "Jane"}}}],
    }
    post = draft("buffer.json", json.dumps([line])).post
    assert post.context.publish_at == (datetime(2026, 5, 1, 11),)
    assert parts(post, "alt_text") == ["Jane"]
    assert parts(post, "media") == ["https://x.example/jane-doe.jpg"]


@pytest.mark.parametrize("key", ["text", "Message", "post_content", "caption", "tweet", "description"])
def test_the_text_has_many_names(draft: Callable, key: str) -> None:
    read = draft(PATH, json.dumps({"owner": "Jo", key: "Words"}))
    assert (read.bodies(), read.left) == (["Words"], [])


def test_a_misspelt_account_is_told(draft: Callable) -> None:
    read = draft(PATH, '{"text": "x", "account": "corprate"}')
    assert "did you mean 'corporate'" in read.notices[0]
    assert not draft(PATH, '{"text": "x", "account": "@TamarsideParks"}').notices


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("granted", Permission.GRANTED), (True, Permission.GRANTED), ({"status": "granted", "ref": "7"}, Permission.GRANTED),
        ("refused by parent", Permission.REFUSED), ("none", Permission.NONE), (False, Permission.NONE), ("No", Permission.NONE),
        ("consent form somewhere", Permission.NONE),
    ],
)  # fmt: skip
def test_permission(draft: Callable, given_: object, wanted: Permission) -> None:
    assert draft(PATH, json.dumps({"text": "x", "permission": given_})).post.context.permission is wanted


@given(
    text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip),
    title=st.text(st.characters(codec="utf-8"), max_size=20),
    ascii_only=st.booleans(),
    indent=st.sampled_from([None, 2]),
)
def test_the_source_map_gives_the_same_characters_back(
    text: str, title: str, ascii_only: bool, indent: int | None
) -> None:
    raw = json.dumps([{"text": text, "title": title}], ensure_ascii=ascii_only, indent=indent)
    if "\0" in raw:
        return
    options = ReadOptions(content={"p.json": raw.encode("utf-8")})
    posts = [item for item in walk([Path("p.json")], options) if isinstance(item, Post)]
    (post,) = posts
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert post.text[: len(text)] == text
    for part in post.parts:
        for at in range(part.start, part.end):
            place = post.source_map.place(post.text, at)
            rest = lines[place.line - 1][place.column - 1 :]
            assert rest.startswith(post.text[at]) or rest.startswith("\\")
