"""What a run is compared with: told before anything is checked where it is not there, and never a hole."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook

VOTE = "Vote Labour on 7 May to keep our libraries open!"
DULL = "The library opens at nine on Monday."


@pytest.fixture
def repository(in_folder: Path) -> Path:
    for command in (["init", "-q"], ["config", "user.email", "web@example.org"], ["config", "user.name", "Web"]):
        subprocess.run(["git", *command], check=True)
    return in_folder


def commit() -> None:
    subprocess.run(["git", "add", "."], check=True)
    subprocess.run(["git", "commit", "-qm", "posts"], check=True)


def workbook(name: str, text: str) -> None:
    book = Workbook()
    for row in (["Date", "Copy"], ["1 May 2026", DULL], ["2 May 2026", text]):
        book.active.append(row)
    book.save(name)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--baseline", "none"), "baseline none does not exist"),
        (("--changed-since", "nosuch"), "git knows no revision 'nosuch'"),
        (("--changed-since=--all",), "not a revision"),
        (("--output", "nosuch/report.html"), "there is no folder nosuch"),
        (("--output", "."), "is a folder"),
    ],
)
def test_what_is_not_there_is_told_before_the_check(run, repository, options, said):
    workbook("c.xlsx", VOTE)
    commit()
    result = run("check", "c.xlsx", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("encoding", ["xlsx", "utf-16", "mac"])
def test_a_changed_file_without_lines_that_git_sees_is_checked_whole(run, repository, encoding):
    def write(text: str) -> str:
        if encoding == "xlsx":
            workbook("c.xlsx", text)
            return "c.xlsx"
        end = "\r" if encoding == "mac" else "\r\n"
        lines = end.join(["Date,Copy", f"1 May 2026,{DULL}", "", f'2 May 2026,"{text}"', ""])
        Path("c.csv").write_bytes(lines.encode("utf-8" if encoding == "mac" else encoding))
        return "c.csv"

    name = write(DULL)
    commit()
    write(VOTE)
    result = run("check", name, "--changed-since", "HEAD", "--format", "json")
    assert result.exit_code == 1
    assert "vote-appeal" in result.stdout
    commit()
    assert run("check", name, "--changed-since", "HEAD").exit_code == 0


def test_letters_that_python_takes_for_line_ends_shift_nothing(run, repository):
    Path("p.md").write_text(f"One\u2028two\x0bthree\n\n{DULL}\n\n{DULL}\n")
    commit()
    Path("p.md").write_text(f"One\u2028two\x0bthree\n\n{DULL}\n\n{VOTE}\n")
    result = run("check", "p.md", "--changed-since", "HEAD", "--format", "json")
    assert any(finding["rule"] == "political/vote-appeal" for finding in _findings(json.loads(result.stdout)))


def _findings(report: dict) -> list[dict]:
    return [finding for post in report["posts"] for finding in post["findings"]]
