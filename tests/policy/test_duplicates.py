"""Posts that say what an earlier post of the run said."""

from __future__ import annotations

import pytest

from postcheck.api import Gathered, gather, report
from postcheck.model.finding import Severity
from postcheck.model.post import Account, Context, Origin, Post
from postcheck.model.report import Verdict
from postcheck.model.suppression import parse
from postcheck.policy.duplicates import Repeats

LIBRARY = "The library opens at nine on Monday. Come and meet the new team, and bring a friend."


def repeated(first: str, second: str, one: Context | None = None, two: Context | None = None) -> bool:
    repeats = Repeats()
    assert repeats.look(Post("a", first, context=one or Context())) is None
    return repeats.look(Post("b", second, context=two or Context())) is not None


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (LIBRARY, True),
        (LIBRARY.upper(), True),
        ("Reminder: " + LIBRARY[0].lower() + LIBRARY[1:], True),
        (LIBRARY + " 📚 https://tamarside.gov.uk/library?utm=x", True),
        (LIBRARY.replace("bring a friend", "bring your friend"), True),
        (LIBRARY.replace("nine", "10am"), False),
        (LIBRARY.replace("Monday", "Tuesday"), False),
        (LIBRARY.replace("The library", "The Porthmellow library"), False),
        (LIBRARY.replace("the new team", "@tamarlibraries"), False),
        (LIBRARY.replace("the new team", "the new team of Mrs. Lennox"), False),
        ("The pool opens at nine on Monday. Bring a towel, and swim with a coach for nothing.", False),
        ("Your bin day moves next week because of the bank holiday. Look it up online.", False),
    ],
)
def test_the_same_words_are_a_repeat_and_other_facts_are_not(second: str, expected: bool) -> None:
    assert repeated(LIBRARY, second) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northmere library is closed", "Porthmellow library is closed"),
        ("Meet Mrs. Lennox at the library", "Meet Mrs. Baker at the library"),
        ("Monday: the library is closed", "Tuesday: the library is closed"),
        ("Say hello to @tamarbins by the depot", "Say hello to @tamarparks by the depot"),
    ],
)
def test_the_same_pattern_for_another_place_person_or_day_is_no_repeat(one: str, other: str) -> None:
    rest = " for the whole morning because of a training day for staff, and we are sorry about that."
    assert not repeated(one + rest, other + rest)


@pytest.mark.parametrize("text", ["Good morning.", "🎉🎉🎉", "Happy Friday everyone", "Thank you to all"])
def test_a_greeting_is_no_repeat(text: str) -> None:
    assert not repeated(text, text)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (Context(platform="facebook"), Context(platform="x"), False),
        (Context(platform="facebook, x"), Context(platform="x"), True),
        (Context(platform="facebook"), Context(), True),
        (Context(handle="@TamarsideLibraries"), Context(handle="@TamarsideCouncil"), False),
        (Context(), Context(account=Account.COUNCILLOR), False),
    ],
)
def test_another_network_or_account_is_no_repeat(one: Context, two: Context, expected: bool) -> None:
    assert repeated(LIBRARY, LIBRARY, one, two) is expected


def test_every_repeat_points_at_the_first_post(checker) -> None:
    posts = [Post(f"row {row}", LIBRARY, origin=Origin("may.csv", row, row)) for row in (2, 3, 9)]
    first, second, third = report(checker, posts).posts
    assert not first.findings
    for post in (second, third):
        (note,) = post.findings
        assert (note.rule, note.severity, post.verdict) == ("record/duplicate-post", Severity.NOTE, Verdict.OK)
        assert [clause.id for clause in note.clauses] == ["UKC.FMT.2"]
        assert note.evidence == ("the same words as post row 2 (may.csv:2)",)


def test_a_repeat_keeps_its_own_findings_and_names_stay_masked(checker) -> None:
    text = "Elowen Trask, 14 Kiln Close, owes council tax. Ring her on 07700 900123 and tell her to pay."
    one, two = report(checker, [Post("a", text), Post("b", text)]).posts
    assert {item.rule for item in two.findings} == {item.rule for item in one.findings} | {"record/duplicate-post"}
    assert two.verdict is one.verdict is Verdict.DO_NOT_PUBLISH
    note = next(item for item in two.findings if item.rule == "record/duplicate-post")
    assert "Elowen" not in note.excerpt


def test_a_repeat_that_is_meant_is_set_aside_and_the_suppression_counts_as_used(checker) -> None:
    meant = parse('allow record/duplicate-post reason="weekly reminder"')
    _, two = report(checker, [Post("a", LIBRARY), Post("b", LIBRARY, suppressions=(meant,))]).posts
    assert not two.findings
    assert [item.suppression for item in two.suppressed] == ["weekly reminder"]
    assert not two.notices


def test_posts_made_to_one_pattern_are_no_repeats() -> None:
    repeats = Repeats()
    for number in range(3_000):
        text = f"Road closed at Northmere Lane {number} for resurfacing, follow the signs, sorry for the delay there."
        assert repeats.look(Post(str(number), text)) is None


def test_nothing_is_noted_without_a_rule_for_it(checker) -> None:
    gathered = Gathered()
    list(gather(checker, [Post("a", LIBRARY)], gathered))
    assert not gathered.report(checker).findings


def test_only_the_newest_posts_are_remembered() -> None:
    repeats = Repeats(most=2)
    hall = "The hall is closed for repairs until the end of the spring term."
    pool = "Swimming lessons for adults start again in the small pool."
    assert [repeats.look(Post(str(at), text)) for at, text in enumerate((LIBRARY, hall, pool))] == [None] * 3
    assert repeats.look(Post("4", hall))
    assert repeats.look(Post("5", pool))
    assert repeats.look(Post("6", LIBRARY)) is None
    assert repeats.look(Post("7", LIBRARY))
    assert repeats.look(Post("8", hall)) is None
