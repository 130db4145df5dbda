from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

VOTE = "Vote Labour on 7 May to keep our libraries open!"


@pytest.mark.parametrize(
    "lines",
    [
        f"Platform,Facebook\nDate,6 May 2026\nCopy,{VOTE}\nAlt text,A ballot box\n",
        f"Copy,{VOTE}\nImage,box.jpg\n",
        f"Post 1,\nCopy,{VOTE}\nPlatform,X\n",
        f"Copy,Vote Green!\nPlatform,X\nCopy,{VOTE}\nPlatform,X\n",
        f"Field,Post A,Post B\nDate,6 May 2026,7 May 2026\nCopy,Hello,{VOTE}\nNotes,,\n",
    ],
)
def test_a_form_with_its_titles_down_the_side_is_read(draft: Callable, lines: str) -> None:
    read = draft("form.csv", lines)
    assert VOTE in read.bodies()
    assert "read as a form" in read.notices[0]
    assert not read.fatal
    assert len({post.id for post in read.posts}) == len(read.posts)


def test_a_forms_fields_are_the_posts_own(draft: Callable) -> None:
    read = draft("form.csv", "Copy,One\nDate,6 May 2026\nPlatform,X\n,\nCopy,Two\nDate,7 May 2026\nPlatform,Facebook\n")
    assert [(post.context.publish_at, post.context.platform) for post in read.posts] == [
        ((datetime(2026, 5, 6),), "x"),
        ((datetime(2026, 5, 7),), "facebook"),
    ]
    assert read.posts[1].source_map.place(read.posts[1].text, 0).cell == "B5"


@pytest.mark.parametrize(
    "lines",
    [
        f"Type,Date,Copy\nPost,6 May 2026,{VOTE}\nImage,6 May 2026,{VOTE}\nLink,6 May 2026,{VOTE}\n",
        f"Type,Copy\nPost,{VOTE}\nImage,{VOTE}\nLink,{VOTE}\n",
        f"Copy,Notes (say here who asked for the post and who has seen it),Date\n{VOTE},,6 May 2026\n",
    ],
)
def test_a_schedule_is_no_form(draft: Callable, lines: str) -> None:
    read = draft("schedule.csv", lines)
    assert set(read.bodies()) == {VOTE}
    assert not any("form" in notice for notice in read.notices)


def test_rows_without_a_date_among_dated_ones_are_told(draft: Callable) -> None:
    read = draft("s.csv", "Date,Copy\n6 May 2026,One\n,Two\n,Three\n")
    assert "2 rows have no date and are judged as of today (row 3, 4). Fill the cells to be sure" in read.notices
    assert not any("no date" in notice for notice in draft("t.csv", "Copy,Link\nOne,\nTwo,\n").notices)
