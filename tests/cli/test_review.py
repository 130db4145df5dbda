"""`postcheck review` decides finding by finding; `postcheck decisions` says later who cleared what."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import Workbook

DRAFT = "# Thanks\n\nRing Elowen on 07700 900123.\n\nVote Labour on Thursday.\n"
LOG = Path(".postcheck-decisions.jsonl")


def test_accept_and_suppress_with_a_reason(run, in_folder):
    Path("draft.md").write_text(DRAFT)
    keys = 'a\nno\na\nShe agreed, form 12\ns\nQuoted from "a leaflet"\nn\nn\nn\n'
    result = run("review", "draft.md", stdin=keys)
    assert result.exit_code == 0
    assert "needs a reason" in result.stdout
    assert "900123" not in result.output
    expected = "<!-- postcheck: allow political/vote-appeal reason=\"Quoted from 'a leaflet'\" -->\nVote Labour"
    assert expected in Path("draft.md").read_text()
    decisions = [json.loads(line) for line in LOG.read_text().splitlines()]
    assert [item["action"] for item in decisions] == ["accepted", "suppressed"]
    assert decisions[0]["versions"]["postcheck"]
    assert "900123" not in LOG.read_text()
    assert "Labour" not in LOG.read_text()

    assert "private-phone" not in run("review", "draft.md", stdin="q\n").stdout
    told = run("decisions", "personal-data/private-phone")
    assert told.exit_code == 0
    assert "She agreed, form 12" in told.stdout
    assert "leaflet" in run("decisions", "draft.md").stdout
    assert run("decisions", "offensive/slur").exit_code == 1


def test_redacting_stars_the_value(run, in_folder):
    Path("draft.txt").write_text("Ring Elowen on 07700 900123.\n")
    run("review", "draft.txt", stdin="r\nq\n")
    assert Path("draft.txt").read_text() == "Ring Elowen on ***** ******.\n"


def test_a_draft_without_comments_is_told_what_to_add(run, in_folder):
    Path("posts.jsonl").write_text('{"text": "Vote Labour on 7 May!"}\n')
    before = Path("posts.jsonl").read_text()
    result = run("review", "posts.jsonl", stdin="s\nA quiz for the school\nq\n")
    assert 'allow political/vote-appeal reason="A quiz for the school"' in result.stdout
    assert Path("posts.jsonl").read_text() == before


def test_the_editor_opens_at_the_line(run, in_folder):
    Path("draft.md").write_text(DRAFT)
    result = run("review", "draft.md", stdin="e\nq\n", EDITOR='sh -c \'echo "$0" >opened; echo fine >"$1"\'', VISUAL="")
    assert Path("opened").read_text() == "+3\n"
    assert "1 edited" in result.stderr


def test_a_workbook_is_mended_in_its_own_program_and_its_cell_is_named(run, in_folder):
    book = Workbook()
    book.active.title = "May"
    for row in (["Date", "Copy"], ["1 May 2026", "Thanks! Ring Elowen on 07700 900123 after six."]):
        book.active.append(row)
    book.save("c.xlsx")
    before = Path("c.xlsx").read_bytes()
    result = run("review", "c.xlsx", stdin="?\nr\ne\nq\n", EDITOR="false", COLUMNS="200")
    assert result.stdout.count("in its own program: c.xlsx, sheet May, cell B2") == 2
    assert "star the value in the draft" in result.stdout
    assert "on [0770* *****3] after six." in result.stdout
    assert Path("c.xlsx").read_bytes() == before


def test_a_damaged_log_is_named(run, in_folder):
    LOG.write_text("nonsense\n")
    result = run("decisions")
    assert result.exit_code == 2
    assert ":1" in result.stderr
