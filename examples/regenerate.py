"""Write the report of every example draft, as it stands in a pipe of 80 columns."""

from __future__ import annotations

import os
from pathlib import Path

from typer.testing import CliRunner

from postcheck.cli.app import app

HERE = Path(__file__).resolve().parent


def drafts() -> list[Path]:
    """Every example draft, in name order."""
    return sorted((HERE / "drafts").iterdir())


def stored(draft: Path) -> Path:
    """Where the report of `draft` stands."""
    return HERE / "reports" / f"{draft.stem}.txt"


def report(draft: Path) -> str:
    """What `postcheck check` prints for `draft` from within this folder."""
    before = Path.cwd()
    os.chdir(HERE)
    try:
        result = CliRunner().invoke(
            app,
            ["check", "--no-cache", f"drafts/{draft.name}"],
            prog_name="postcheck",
            env={"COLUMNS": "80", "NO_COLOR": "1"},
        )
    finally:
        os.chdir(before)
    if result.exit_code > 1:
        raise SystemExit(f"{draft.name}: exit code {result.exit_code}\n{result.output}")
    return f"{result.stdout}\nexit code {result.exit_code}\n"


def main() -> None:
    """Rewrite every report."""
    for draft in drafts():
        stored(draft).write_text(report(draft), encoding="utf-8")


if __name__ == "__main__":
    main()
