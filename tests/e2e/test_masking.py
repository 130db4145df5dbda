"""No value that is masked, nor a form from which it can be had back, occurs in anything that postcheck writes."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postcheck.annotate.notes import Notes
from postcheck.cache import Cache, environment
from postcheck.cli.app import places
from postcheck.cli.decisions import append, decided
from postcheck.config import Settings
from postcheck.detectors import Detector
from postcheck.engine import Checker
from postcheck.model.detection import Mask
from postcheck.model.post import Origin, Part, Post, Unchecked
from postcheck.model.report import PostReport, Report
from postcheck.model.suppression import Suppression
from postcheck.packs.load import load
from postcheck.policy import baseline
from postcheck.reporters import Style, get, names

DIGITS = "0123456789"
ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _nhs(nine: str) -> str:
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return nine + str(check % 11) if check != 10 else _nhs(f"{int(nine) + 1:09}")


def _luhn(digits: str) -> str:
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(digits))
    return digits + str(-total % 10)


digit_runs = st.text(DIGITS, min_size=9, max_size=15)
phones = digit_runs.map(lambda run: "077" + run[:8].ljust(8, "4"))
nis = st.tuples(st.sampled_from(["AB", "CE", "JK", "PX"]), digit_runs, st.sampled_from("ABCD")).map(
    lambda made: made[0] + made[1][:6] + made[2]
)
nhs_numbers = digit_runs.map(lambda run: _nhs("4" + run[:8]))
cards = digit_runs.map(lambda run: _luhn("4" + run.ljust(15, "7")[:14]))
people = st.tuples(
    st.sampled_from(["Elowen", "Gareth", "Priya", "Sarah", "Thomas"]),
    st.sampled_from(["Trask", "Pollow", "Whitfield", "Nankervis", "Ahmed"]),
)
emails = st.tuples(people, st.integers(10, 99)).map(
    lambda made: f"{made[0][0]}.{made[0][1]}{made[1]}@gmail.com".lower()
)
passwords = st.tuples(
    st.sampled_from(["Tamar", "Puffin", "Harbour"]), st.integers(100, 99999), st.sampled_from("#!%$")
).map(lambda made: f"{made[0]}{made[2]}{made[1]}")


def _grouped(value: str, sizes: tuple[int, ...], gap: str) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(value[at : at + size])
        at += size
    return gap.join((*groups, value[at:])) if at < len(value) else gap.join(groups)


def _written(value: str, how: int, sizes: tuple[int, ...]) -> str:
    """The value in one of many notations."""
    return (
        value,
        _grouped(value, sizes, " "),
        _grouped(value, sizes, "-"),
        _grouped(value, sizes, "."),
        " ".join(value),
        value.translate({ord(digit): 0xFF10 + int(digit) for digit in DIGITS}),
        " ".join(ONES[int(sign)] if sign in DIGITS else sign for sign in value),
        _grouped(value, sizes, "\u00a0"),
        _grouped(value, sizes, " ").replace("0", "O", 1),
        "\u200b".join(_grouped(value, sizes, " ")),
    )[how]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 6))
    how = draw(st.integers(0, 9))
    if kind == 0:
        phone = draw(phones)
        told = _written(phone, how, (5, 3))
        told = draw(
            st.sampled_from([told, "+44 " + _written(phone[1:], min(how, 5), (4, 3)), f"({phone[:5]}) {phone[5:]}"])
        )
        return draw(
            st.sampled_from(["Ring Mrs Trask on {}.", "His mobile is {} so call him!", "#callme {} or {}"])
        ).format(told, told)
    if kind == 1:
        return f"Her National Insurance number is {_written(draw(nis), min(how, 2), (2, 2, 2, 2))}, she said."
    if kind == 2:
        return f"NHS number {_written(draw(nhs_numbers), how, (3, 3))} is on the letter."
    if kind == 3:
        return f"She paid by card {_written(draw(cards), how, (4, 4, 4))} on Monday."
    if kind == 4:
        told = draw(emails)
        told = draw(
            st.sampled_from(
                [told, told.upper(), told.replace("@", " [at] "), told.replace("@", " at ").replace(".", " dot ")]
            )
        )
        return f"Write to {told} about the flat. Again: {told}."
    if kind == 5:
        secret = draw(passwords)
        return draw(
            st.sampled_from(
                ["The wifi password is {}.", 'Login: admin, password: "{}" please.', "Password = {}; do not share {}"]
            )
        ).format(secret, secret)
    first, last = draw(people)
    return draw(
        st.sampled_from(
            [
                "{0} {1} has dementia and lives at 14 Chapel Street, PL25 4AB. {0} {1} owes rent.",
                "Mrs {1} was born on 3 April 1951 and has cancer. Please visit Mrs {1}.",
                "{0} {1}, 9, from Penwith Primary School won a prize for {0} {1}'s drawing.",
            ]
        )
    ).format(first, last)


drafts = st.lists(sentences(), min_size=1, max_size=5).map("\n".join)


class Watching(Checker):
    """A checker that keeps what it masked, as it stood in the post."""

    def _report(self, post: Post, draft: object) -> tuple[PostReport, tuple[Mask, ...]]:
        report, masks = super()._report(post, draft)  # type: ignore[arg-type]
        self.__dict__.setdefault("values", set()).update(
            (post.text[mask.start : mask.end], mask.kind) for mask in masks
        )
        return report, masks


class Broken:
    """A detector that fails with the draft's own words."""

    name = "broken"
    labels = frozenset({"record.post"})

    def detect(self, reading):
        raise ValueError(f"cannot understand {reading.text}")


@pytest.fixture(scope="module")
def watching(tmp_path_factory) -> Watching:
    folder = tmp_path_factory.mktemp("cache")
    made = Watching([load("uk-council")], Settings(), cache=Cache(folder, environment([b"masking"])))
    broken: Detector = Broken()
    made.detectors.append(broken)
    return made


def forms(value: str, kind: str) -> set[str]:
    """The value itself and what it can be had back from, lower case; nothing for what is too short to tell."""
    digits = "".join(sign for sign in value if sign in DIGITS)
    letters = "".join(filter(str.isalnum, value))
    if len(letters) < 5 or (kind == "value" and len(letters) < 7):
        return set()
    plain = {value, letters, *({digits} if len(digits) > 6 else ())}
    found = set(plain)
    for words in plain:
        data = words.encode()
        found |= {words[::-1], data.hex(), base64.b64encode(data).decode().rstrip("="), base64.b85encode(data).decode()}
        found |= {base64.urlsafe_b64encode(data).decode().rstrip("="), base64.b32encode(data).decode().rstrip("=")}
        found |= {hashlib.new(name, data).hexdigest() for name in ("sha256", "sha1", "md5")} | {
            quote(words),
            quote(words, safe=""),
        }
        found |= {hashlib.blake2b(data, digest_size=size).hexdigest() for size in (16, 20, 32)}
    return {form.lower() for form in found}


def everything_written(checker: Watching, posts: list[Post], folder: Path) -> dict[str, str]:
    """All that a run writes, by name."""
    results = list(checker.check(posts))
    again = list(checker.check(posts))
    assert [replace(post, failures=()) for post in again] == [replace(post, failures=()) for post in results]
    unchecked = tuple(
        Unchecked(post.origin, reason) for post in results for reason in (*post.failures, *post.not_checked)
    )
    report = Report(tuple(results), unchecked, checker.packs, "0", checker.model)
    written = {name: get(name).render(report, Style(statistics=True)) for name in names()}
    for style in (Style(width=40), Style(width=100, colour=True, unicode=False)):
        written[f"terminal {style}"] = re.sub(r"\x1b\[[0-9;]*m", "", get("terminal").render(report, style))
    baseline.save(folder / "baseline", [(finding.rule, finding.fingerprint) for finding in report.findings])
    for post in results:
        for finding in post.findings:
            append(folder / "log", decided("accepted", finding, post, report, "because"))
    notes = Notes(report)
    written["notes"] = "\n".join(cell for post in posts for cell in notes.of(post.origin.row).cells)
    written["files"] = ""
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        written["files"] += f"{path}\n{path.read_bytes().decode('latin-1')}\n"
    assert checker.cache
    for path in checker.cache.folder.rglob("*"):
        written["files"] += f"{path}\n" + (path.read_bytes().decode("latin-1") if path.is_file() else "")
    return written


OUR_WORDS = frozenset({"gmail", "gmail.com"})
"""Providers that a rule's own reason names; in capitals they are taken for somebody's name and masked in the draft."""


def leaks(written: dict[str, str], values: set[tuple[str, str]]) -> list[tuple[str, str, str]]:
    found = []
    for name, text in written.items():
        low = text.lower()
        one_line = " ".join(low.split())
        for value, kind in values:
            if value.lower() in OUR_WORDS:
                continue
            found += [
                (name, value, form) for form in forms(value, kind) if form in low or " ".join(form.split()) in one_line
            ]
    return found


@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=drafts)
def test_nothing_masked_gets_out(text, watching, tmp_path_factory):
    watching.__dict__["values"] = set()
    unseen = (f"1 picture is not looked at ({text[:60]})",)
    aside = Suppression(("personal-data",), f"agreed: {text[-60:]}", end=len(text) // 2, place="line 1")
    parts = (Part("body", 0, len(text)),)
    post = Post("1", text, parts, origin=Origin("a.csv", 1, 1), not_checked=unseen, suppressions=(aside,))
    written = everything_written(watching, [post], tmp_path_factory.mktemp("run"))
    assert not leaks(written, watching.__dict__["values"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ring Mrs Trask on 07712 345678.", "07712 345678"),
        ("Ring Mrs Trask on 07712-345-678.", "07712-345-678"),
        (
            "His number is double oh seven seven, no: oh double seven one two, three four five, six seven eight.",
            "seven eight",
        ),
        ("Her NI number is AB 12 34 56 C.", "AB 12 34 56 C"),
        ("NHS number 943 476 5919 is on the letter.", "943 476 5919"),
        ("She paid with card 4111 1111 1111 1111.", "4111 1111 1111 1111"),
        ("Write to elowen.trask77@gmail.com.", "elowen.trask77@gmail.com"),
        ("The wifi password is Tamar#9911.", "Tamar#9911"),
        ("Elowen Trask has dementia.", "Elowen Trask"),
    ],
)
def test_these_are_masked_so_that_the_rest_means_something(checker, text, value):
    [report] = checker.check([Post("1", text)])
    assert value not in report.text
    assert "*" in report.text


def test_a_value_is_hidden_wherever_it_stands_again(checker):
    text = (
        "The password is Tamar#9911. Tamar#9911! Elowen Trask has dementia; ask Trask. Call 07712 345678 (07712345678)."
    )
    [report] = checker.check([Post("1", text)])
    for value in ("9911", "Tamar", "lowen", "rask", "345678"):
        assert value not in report.text


def test_debug_output_shows_places_and_no_words():
    text = "Ring Mrs Trask on 07712 345678."
    try:
        try:
            int(text)
        except ValueError as error:
            raise KeyError(text) from error
    except KeyError as error:
        shown = places(error)
    assert "ValueError" in shown
    assert "KeyError" in shown
    assert f"{Path(__file__).name}" in shown
    assert "07712" not in shown
    assert "Trask" not in shown
