"""A schedule through the front door: tools' layouts, chosen columns, date order, repeats, the copy with notes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

VOTE = "Vote Labour on 7 May to keep our libraries open!"
DULL = "The library opens at nine on Monday. Bring a friend."
PHONE = "Thanks Mrs Elowen Trask, ring her on 07700 900123 after six."


def _report(result) -> dict:
    return json.loads(result.stdout)


def test_a_tools_file_without_titles_is_read_by_its_preset_and_date_order(run, in_folder):
    Path(".postcheck.toml").write_text("[[elections]]\npoll = 2026-05-07\n")
    Path("h.csv").write_text(f"06/05/2026 09:00,{DULL},https://example.org\n")
    periods = {}
    for order in ("day", "month"):
        result = run("check", "h.csv", "--preset", "hootsuite", "--date-order", order, "-f", "json")
        (post,) = _report(result)["posts"]
        periods[order] = "period" in post
    assert periods == {"day": True, "month": False}


def test_a_column_is_chosen_by_title_or_number(run, in_folder):
    Path("s.csv").write_text(f"Wann,Nachricht,Intern\n1 May 2026,{DULL},{VOTE}\n")
    assert run("check", "s.csv").exit_code == 3
    assert run("check", "s.csv", "--column", "text=Nachricht").exit_code == 0
    assert run("check", "s.csv", "--column", "text=intern").exit_code == 1
    assert run("check", "s.csv", "--column", "text=3").exit_code == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--preset", "hootsuit"), "did you mean 'hootsuite'?"),
        (("--column", "txt=Copy"), "did you mean 'text'?"),
        (("--column", "copy=Copy"), "did you mean 'text'?"),
        (("--column", "Copy"), "FIELD=TITLE"),
        (("--column", "text=A", "--column", "text=B"), "twice"),
        (("--annotate", "s.csv"), "itself"),
        (("--annotate", "o.ods"), "given back as"),
        (("t.csv", "--annotate", "o.csv"), "one schedule"),
        (("--text", "x", "--annotate", "o.csv"), "one schedule"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_checked(run, in_folder, options, said):
    for name in ("s.csv", "t.csv"):
        Path(name).write_text(f"Date,Copy\n1 May 2026,{DULL}\n")
    result = run("check", "s.csv", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_a_title_that_is_not_there_is_told_with_the_likely_one(run, in_folder):
    Path("s.csv").write_text(f"Date,Copy\n1 May 2026,{DULL}\n")
    result = run("check", "s.csv", "--column", "text=Copie", "-f", "json")
    assert result.exit_code == 3
    assert "did you mean 'Copy'?" in result.stdout


def test_a_schedule_comes_back_with_notes_and_masked_values(run, in_folder):
    rows = [["Date", "Channel", "Copy"], ["01/05/2026", "X", VOTE], ["02/05/2026", "X", DULL]]
    rows += [["03/05/2026", "X", PHONE], ["04/05/2026", "X", ""], ["05/05/2026", "X", DULL]]
    with Path("s.csv").open("w", newline="", encoding="cp1252") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    result = run("check", "s.csv", "--annotate", "out.csv", "-f", "concise")
    assert result.exit_code == 1
    back = list(csv.reader(Path("out.csv").read_text(encoding="cp1252").splitlines(), delimiter=";"))
    assert [row[:3] for row in back] == rows
    verdicts = [row[3] for row in back[1:]]
    assert verdicts[:2] == ["do-not-publish", "ok"]
    assert verdicts[3:] == ["not checked", "ok"]
    assert "record/duplicate-post" in back[5][4]
    assert "s.csv:3" in back[5][4]
    assert not any("900123" in cell or "Trask" in cell for row in back for cell in row[3:])
