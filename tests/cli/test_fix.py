"""`--diff` shows and `--fix` writes what changes no meaning, and leaves quotations alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.cli.rewriting import split

DRAFT = (
    "# Spring\r\n\r\nThe spring\u200bfair at Northmere is on: spring sun, one fair, Northmere's best.\r\n"
    "Write to elowen.trask@gmail.com. Her NHS number is 943 476 5919.\r\n"
    "She said: “my NHS number is 943 476 5919”.\r\n\r\n#northmerespringfair #qwxzzjk\r\n"
)


@pytest.fixture
def draft(in_folder):
    path = in_folder / "draft.md"
    path.write_bytes(DRAFT.encode())
    (in_folder / ".postcheck.toml").write_text('[own]\nmailbox_for_contact = "parks@tamarside.gov.uk"\n')
    return path


def test_diff_shows_masked_and_writes_nothing(run, draft):
    result = run("check", draft, "--diff")
    assert draft.read_bytes().decode() == DRAFT
    assert "elowen.trask" not in result.output
    assert "5919" not in result.stdout.split("said")[0]
    assert "+Write to parks@tamarside.gov.uk" in result.stdout


def test_fix_writes_safe_edits_and_nothing_else(run, draft):
    assert run("check", draft, "--fix").exit_code == 1
    assert draft.read_bytes().decode() == (
        "# Spring\r\n\r\nThe springfair at Northmere is on: spring sun, one fair, Northmere's best.\r\n"
        "Write to parks@tamarside.gov.uk. Her NHS number is *** *** ****.\r\n"
        "She said: “my NHS number is 943 476 5919”.\r\n\r\n#NorthmereSpringFair #qwxzzjk\r\n"
    )
    assert "nothing here" in run("check", draft, "--fix").stderr


def test_a_draft_in_another_encoding_is_left_as_it_is(run, in_folder):
    path = in_folder / "draft.txt"
    path.write_bytes("Café: her NHS number is 943 476 5919.".encode("cp1252"))
    before = path.read_bytes()
    run("check", path, "--fix")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("run_together", "known", "words"),
    [
        ("springfair", {"spring", "fair"}, ["spring", "fair"]),
        ("springfair", {"spring"}, []),
        ("fair", {"fair"}, []),
        ("thereport", {"the", "report", "there", "port"}, ["the", "report"]),
    ],
)
def test_a_hashtag_comes_apart_into_known_words_only(run_together, known, words):
    assert split(run_together, frozenset(known)) == words


def test_watch_wants_something_to_look_at(run, in_folder):
    result = run("check", "--text", "Hello", "--watch")
    assert result.exit_code == 2
    assert "--watch" in result.stderr


def test_a_change_is_seen(tmp_path: Path):
    from postcheck.cli.watch import signature

    (tmp_path / "a.md").write_text("one")
    before = signature([str(tmp_path)])
    (tmp_path / "b.md").write_text("two")
    assert signature([str(tmp_path)]) != before
    assert signature([str(tmp_path / "*.txt")]) == {}
