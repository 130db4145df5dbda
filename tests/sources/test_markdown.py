# ruff: noqa: E501
from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.post import Account, Permission
from postcheck.nlp.views import apply
from postcheck.sources.markdown import markup


def _prose(body: str) -> str:
    return " ".join(apply(body, markup(body)[0]).text.split())


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        ("# Big news ##\ntext", "Big news text"),
        ("News\n====\ntext", "News text"),
        ("**Bold** and _thin_ and ~~gone~~", "Bold and thin and gone"),
        ("f**k that, 5*3*2, snake_case_name", "f**k that, 5*3*2, snake_case_name"),
        ("> A quote\n> goes on", "A quote goes on"),
        ("- one\n- [ ] two\n3. three", "one two three"),
        ("| Name | Phone |\n|---|:-:|\n| Jo | 07700 900123 |", "Name ; Phone Jo ; 07700 900123"),
        ("Read [the page](https://x.gov.uk/a_(b)) now", "Read the page (https://x.gov.uk/a_(b)) now"),
        ("[https://x.uk](https://x.uk) <https://y.uk>", "https://x.uk https://y.uk"),
        ("See [the page][ref]\n\n[ref]: https://x.uk", "See the page [ref]: https://x.uk"),
        ('![A crowd](jo-evicted.jpg "t")', 'A crowd (jo-evicted.jpg "t")'),
        ("a <!-- hidden --> b", "a b"),
        ("Never closed <!-- vote for me", "Never closed <!-- vote for me"),
        ("Fish &amp; chips \\*only\\*", "Fish & chips *only*"),
        ('Click <a href="https://bad.example">here</a><br>now', "Click https://bad.example here now"),
        ("Run `pip install x(1)` and ring `07700 900123`", "Run and ring 07700 900123"),
        ("before\n```py\nsecret\n```\nafter", "before after"),
        ("before\n~~~\n```\n~~~\nafter", "before after"),
        ("> ```\n> code\n> ```\n> words", "words"),
        ("before\n```\nnever closed", "before ```\nnever closed".replace("\n", " ")),
        ("```\n<!--\n```\nVote for me\n<!-- x -->", "Vote for me"),
        ("<!--\n```\n-->\nVote for me\n```\ncode\n```", "Vote for me"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("#hashtag stays", "#hashtag stays"),
    ],
)
def test_markup_is_read_past_and_words_stay(body: str, prose: str) -> None:
    assert _prose(body) == prose


def test_what_is_not_read_is_told() -> None:
    told = markup("![a](p.jpg)\n```\nx\n```\n~~~\ny")[1]
    assert told == (
        "1 code block: code is not read",
        "a code fence is never closed; what follows it was read as text",
        "image p.jpg: pictures are not read",
    )


YAML = """---
title: "Café \\u00e9 and \\"more\\" 😀"
tags: [bins, "roads"]
summary: >
  folded
  lines
notes: |
  call 07700 900123
    indented
quoted: 'it''s here'
phone: 07700900123
draft: true
weight: 3
date: 2026-05-07 10:00
permission: {status: granted, ref: IMG-1}
evidence: [https://x.uk/1, https://x.uk/2]
image: /img/jane-doe.jpg
postcheck:
  account: personal-role-listed
  allow:
    - rule: political/vote-appeal
      reason: neutral notice
      until: 2026-12-31
---
Body *text*.
"""


def test_front_matter_gives_words_and_context(draft: Callable, parts: Callable, astray: Callable) -> None:
    post = draft("p.md", YAML).post
    assert parts(post, "front_matter") == [
        'Café é and "more" 😀', "bins", "roads", "folded lines\n", "call 07700 900123\n  indented\n", "it's here",
        "07700900123", "/img/jane-doe.jpg",
    ]  # fmt: skip
    assert post.text.startswith("Body *text*.\n\n")
    assert post.context.account is Account.PERSONAL_ROLE_LISTED
    assert post.context.publish_at == (datetime(2026, 5, 7, 10),)
    assert (post.context.permission, post.context.permission_ref) == (Permission.GRANTED, "IMG-1")
    assert post.context.evidence == ("https://x.uk/1", "https://x.uk/2")
    assert post.not_checked == ("image /img/jane-doe.jpg: pictures are not read",)
    (allowed,) = post.suppressions
    assert (allowed.rules, allowed.reason, allowed.until) == (
        ("political/vote-appeal",), "neutral notice", date(2026, 12, 31),
    )  # fmt: skip
    assert [character for character, _ in astray(post, YAML)] in ([], [" "])


TOML = '''+++
title = "Say \\"hi\\" é"
date = 2026-05-07T10:00:00Z
tags = ["bins", 'roads']
account = "councillor"
paid = true
[params]
note = """
call 07700 900123
now"""
+++
Body.
'''


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_toml_front_matter(draft: Callable, parts: Callable, astray: Callable, end: str) -> None:
    text = TOML.replace("\n", end)
    post = draft("p.md", text).post
    words = [part.replace("\r\n", "\n") for part in parts(post, "front_matter")]
    assert words == ['Say "hi" é', "bins", "roads", "call 07700 900123\nnow"]
    assert (post.context.account, post.context.paid) == (Account.COUNCILLOR, True)
    assert post.context.publish_at == (datetime(2026, 5, 7, 11),)
    assert not astray(post, text)


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: [never", "cannot be read (line"),
        ("a: b: c", "cannot be read (line 2)"),
        ("x: " + "[" * 1000 + "]" * 1000, "nested more than"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "repeats parts of itself"),
        ("a: \x07", "cannot be read"),
        ("words: " + "x" * 70_000, "longer than"),
    ],
)
def test_broken_front_matter_is_told_and_its_words_and_the_body_still_checked(
    draft: Callable, parts: Callable, front: str, says: str
) -> None:
    started = time.monotonic()
    read = draft("p.md", f"---\n{front}\n---\nBody words.\n")
    assert time.monotonic() - started < 2
    assert says in read.fatal[0]
    assert parts(read.post, "body") == ["Body words.\n"]
    assert parts(read.post, "front_matter") == [front + "\n"]


def test_broken_toml_and_unclosed_front_matter_are_told(draft: Callable) -> None:
    assert "cannot be read" in draft("p.md", "+++\na = \n+++\nBody").fatal[0]
    read = draft("p.md", "---\ntitle: x\n\nBody")
    assert "never closed" in read.fatal[0]
    assert "Body" in read.post.text


def test_a_rule_at_the_top_is_no_front_matter(draft: Callable) -> None:
    read = draft("p.md", "---\n\nJust words.\n")
    assert not read.left
    assert read.post.text == "---\n\nJust words.\n"


def test_a_dated_file_name_gives_the_date(draft: Callable) -> None:
    assert draft("2026-05-07-fair.md", "Words.").post.context.publish_at == (datetime(2026, 5, 7),)


def test_comments_set_findings_aside_for_their_line_or_the_next(draft: Callable) -> None:
    body = 'One.\n\n<!-- postcheck: allow political reason="quoted" -->\n\nTwo.\nThree. <!-- postcheck: allow * reason="ok then" -->\n<!-- postcheck: allow x -->\n'
    read = draft("p.md", body)
    first, second = read.post.suppressions
    assert body[first.start : first.end] == "Two."
    assert body[second.start : second.end].startswith("Three.")
    assert "no reason" in read.left[0].reason


def test_line_ends_are_kept_and_lines_counted(draft: Callable) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["---", "title: T", "---", "One", "Two"])
        post = draft("p.md", text).post
        assert post.text.startswith(f"One{end}Two")
        assert post.source_map.place(post.text, post.text.index("Two")).line == 5


@pytest.mark.parametrize(
    "piece", ["> ", "[a](", "<!--", "`", "*a ", "<a ", "| ", "&a", "[", "![", "# # ", "- ", "\\", "```\n"]
)
def test_no_input_takes_long(piece: str) -> None:
    body = "# " + piece * (60_000 // len(piece))
    started = time.monotonic()
    markup(body)
    assert time.monotonic() - started < 2


@given(st.text(alphabet="ab *_`[]()<>!-#|\\\n&;~x1.", max_size=80))
def test_edits_stay_inside_the_text(body: str) -> None:
    edits, _ = markup(body)
    assert all(0 <= edit.start <= edit.end <= len(body) for edit in edits)
    view = apply(body, edits)
    start, end = view.to_original(0, len(view.text))
    assert 0 <= start <= end <= len(body)
