"""`postcheck evaluate` counts, breaks down, and keeps a card current."""

from __future__ import annotations

import json
from pathlib import Path

GOLD = [
    {"text": "Vote Labour on 7 May!", "labels": ["political"], "spans": [["Vote Labour", "political"]]},
    {"text": "The library opens at nine on Monday.", "labels": [], "account": "service"},
]


def _gold(folder: Path) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in GOLD))
    return path


def test_figures_as_json(run, in_folder):
    result = run("evaluate", _gold(in_folder), "--isolated", "-f", "json", "--adversarial")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["posts"], told["breaches_flagged"], told["clean_flagged"]) == (2, 1, 0)
    assert told["categories"]["political"]["recall"] == 1.0
    assert set(told["by"]["account"]) == {"corporate", "service"}
    assert told["adversarial"]["zero-width"]["disguised"]["recall"] == 1.0


def test_a_card_that_is_not_current_fails(run, in_folder):
    gold, card = _gold(in_folder), in_folder / "CARD.md"
    card.write_text("<!-- figures:start -->\n<!-- figures:end -->\n")
    asked = ("evaluate", gold, "--isolated", "--card", card)
    assert run(*asked, "--check-card").exit_code == 1
    assert run(*asked).exit_code == 0
    assert "macro recall" in card.read_text()
    assert run(*asked, "--check-card").exit_code == 0


def test_a_line_that_is_no_labelled_post_is_named(run, in_folder):
    (in_folder / "gold.jsonl").write_text('{"text": "Hello"}\n')
    result = run("evaluate", in_folder / "gold.jsonl", "--isolated")
    assert result.exit_code == 2
    assert "gold.jsonl:1" in result.stderr
