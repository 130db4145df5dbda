# ruff: noqa: E501
from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.post import Permission, Post
from postcheck.sources import ReadOptions
from postcheck.sources.delimited import rows
from postcheck.sources.walk import walk

SCHEDULE = (
    "Date,Message,Profile,Alt text,Image URL,Consent,Notes\r\n"
    '13/05/2026 10:00,"He said ""hi"", ok\r\nline two || reply ""2""",@TamarsideCouncil,alt,poster.jpg,Refused,secret\r\n'
    ",,,,,,\r\n"
    "14/05/2026,Plain words,,,,,\r\n"
)


def test_columns_are_found_and_said_aloud(draft: Callable) -> None:
    assert draft("s.csv", SCHEDULE).notices == [
        "columns read: text: Message, alt_text: Alt text, media: Image URL, account: Profile, publish_at: Date, "
        "permission: Consent; not read: Notes"
    ]


def test_a_row_is_a_post_with_row_line_and_cell(draft: Callable, parts: Callable, astray: Callable) -> None:
    first, second = draft("s.csv", SCHEDULE).posts
    assert parts(first, "body") == ['He said "hi", ok\r\nline two']
    assert parts(first, "reply") == ['reply "2"']
    assert parts(first, "alt_text") == ["alt"]
    assert first.context.handle == "@TamarsideCouncil"
    assert first.context.permission is Permission.REFUSED
    assert first.context.publish_at == (datetime(2026, 5, 13, 10),)
    assert first.extra == {"Notes": "secret"}
    assert not astray(first, SCHEDULE)
    place = first.source_map.place(first.text, first.text.index("reply"))
    assert (place.line, place.row, place.cell) == (3, 2, "B2")
    assert (second.origin.line, second.origin.row) == (5, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_spreadsheet_program_writes_it_differently(
    draft: Callable, encoding: str, delimiter: str, end: str
) -> None:
    lines = [["Date", "Post"], ["2026-05-07", "It’s “£5”; cake, tea"], ["2026-05-08", "Second"]]
    text = end.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + end
    assert draft("s.csv", text.encode(encoding)).bodies() == ["It’s “£5”; cake, tea", "Second"]


def test_literal_line_breaks_are_read_as_breaks(draft: Callable) -> None:
    post = draft("s.csv", "05/13/2026 10:00,Hello\\nworld,https://x.uk\n", preset="zoho").post
    assert post.text == "Hello\\nworld\n\nhttps://x.uk"
    (edit,) = post.markup
    assert (post.text[edit.start : edit.end], edit.replacement) == ("\\n", "\n")


@pytest.mark.parametrize(
    ("name", "text", "body"),
    [
        ("buffer", "Text,Image URL,Tags,Posting Time\nHello,a.png,t,2026-05-07 10:00\n", "Hello"),
        ("hootsuite", "13/05/2026 10:00,Hello,https://x.uk\n", "Hello"),
        ("zoho", "05/13/2026 10:00,Hello,https://x.uk,a.png\n", "Hello"),
        (
            "publer",
            "Date,Text,Link(s),Media URL(s),Title,Label(s),Alt text(s),Comment(s)\n2026-05-07 10:00,Hello,l,m,t,x,a,c\n",
            "Hello",
        ),
        ("sprout", "date,time_24hr,message_text\n13/05/2026,10:00,Hello\n", "Hello"),
        ("agorapulse", "post_content,post_link,video_url,image_url\nHello,https://x.uk,,\n", "Hello"),
        (
            "metricool",
            "Text,Date,Time,Draft,Facebook,Twitter/X,Picture Url 1,Alt text picture 1,First Comment Text\nHello,2026-05-07,10:00:00,FALSE,TRUE,yes,p.jpg,a,c\n",
            "Hello",
        ),
    ],
)
@pytest.mark.parametrize("chosen", [True, False])
def test_tools_files(draft: Callable, name: str, text: str, body: str, chosen: bool) -> None:
    post = draft("s.csv", text, preset=name if chosen else "").post
    assert post.text.startswith(body)
    assert name == "agorapulse" or post.context.publish_at[0].hour == 10


def test_networks_with_a_column_each_and_all_texts_are_read(draft: Callable, parts: Callable) -> None:
    text = "Text,Date,Facebook,Twitter/X,Alt text picture 1,First Comment Text,Twitter/X Poll Option 1\nHi,,TRUE,yes,a,c,Labour\n"
    post = draft("s.csv", text).post
    assert post.context.platform == "facebook, x"
    assert (parts(post, "alt_text"), parts(post, "first_comment"), parts(post, "poll_option")) == (
        ["a"],
        ["c"],
        ["Labour"],
    )


def test_ambiguous_dates_are_judged_both_ways_and_told_once(draft: Callable) -> None:
    read = draft("s.csv", "Date,Text\n" + "04/05/2026,Words\n" * 5)
    assert len(read.posts[0].context.publish_at) == 2
    assert [notice for notice in read.notices if "both" in notice] == [
        "date 04/05/2026 may be 4 May 2026 or 5 April 2026; judged under both. Write 2026-05-07 to be sure",
        "4 more dates can be read day first or month first; judged under both",
    ]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('2026-05-07,"never closed', "never closed"),
        ("2026-05-07,one, two", "more cells than the header"),
        ('2026-05-07,"opens\nagain,"closes" here', "closes in the middle"),
    ],
)
def test_a_bad_row_is_set_aside_and_the_rest_goes_on(draft: Callable, bad: str, says: str) -> None:
    read = draft("s.csv", f"Date,Text\n2026-05-06,Before\n{bad}\n2026-05-08,After\n")
    assert read.bodies()[0] == "Before"
    assert read.bodies()[-1] == "After"
    assert says in read.fatal[0]
    assert read.left[0].origin.line == 3


def test_rows_without_words_are_counted(draft: Callable) -> None:
    read = draft("s.csv", "Date,Text,Owner\n2026-05-07,,Jo\n2026-05-08,Hi,Jo\n")
    assert read.left[0].reason == "1 row without words in 'Text' left out (row 2)"
    assert not read.fatal


def test_a_header_may_stand_lower_and_again(draft: Callable) -> None:
    text = "Content calendar,\n\nMay,\nWhen,Post\n2026-05-07,One\nWhen,Post\n2026-06-07,Two\n"
    read = draft("s.csv", text.replace("When", "Date"))
    assert read.bodies() == ["One", "Two"]


def test_a_file_without_a_text_column_says_how_to_name_one(draft: Callable) -> None:
    assert "--column text=TITLE" in draft("s.csv", "foo,bar\n1,2\n").fatal[0]
    assert draft("s.csv", "foo,bar\n1,words\n", columns={"text": "bar"}).bodies() == ["words"]
    assert draft("s.csv", "1,words\n2,more\n", columns={"text": "2"}).bodies() == ["words", "more"]
    assert "preset 'bufer' is not known" in draft("s.csv", "a,b\n", preset="bufer").fatal[0]


def test_duplicate_titles_formulas_and_controls_are_read_as_words(draft: Callable) -> None:
    post = draft("s.csv", 'Text,Text,Date\n"=HYPERLINK(""http://x"")",\x1b[31m[bold]second,2026-05-07\n').post
    assert '=HYPERLINK("http://x")' in post.text
    assert "\x1b[31m[bold]second" in post.text


def test_a_suppression_column(draft: Callable) -> None:
    text = 'Text,postcheck\nHi,"allow political reason=""quoted"""\nHo,allow x\n'
    read = draft("s.csv", text)
    assert read.posts[0].suppressions[0].reason == "quoted"
    assert "gives no reason" in " ".join(read.notices)


def test_many_rows_and_one_of_five_megabytes_are_quick(draft: Callable) -> None:
    started = time.monotonic()
    text = "Date,Text\n" + "2026-05-07,Words here\n" * 1000 + f'2026-05-07,"{"a b " * 600_000}"\n'
    assert len(draft("s.csv", text).posts) == 1001
    assert time.monotonic() - started < 6


CELL = st.text(alphabet='ab,;"\n\r| é', max_size=12)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_cells_come_back_as_written_with_their_places(table: list[list[str]]) -> None:
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = list(rows(text, ","))
    assert [[cell.text for cell in row.cells] for row in found] == table
    for row in found:
        for cell in row.cells:
            post = Post("x", cell.text)
            for at, character in enumerate(cell.text):
                from postcheck.model.post import SourceMap

                place = SourceMap(cell.segments).place(post.text, at)
                if character not in "\r\n":
                    assert lines[place.line - 1][place.column - 1] == character


@given(st.text(alphabet='ab,"\n\r ', max_size=60))
def test_no_text_is_lost_in_silence(text: str) -> None:
    items = list(walk([Path("s.csv")], ReadOptions(content={"s.csv": f"Text,Date\n{text}".encode()})))
    assert items
