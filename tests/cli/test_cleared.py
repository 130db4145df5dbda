"""What the hook let through passes at once, until anything changes that the answer depends on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from postcheck.cli.cleared import BYPASS, Cleared, passes, question


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(in_folder, monkeypatch):
    monkeypatch.setenv("POSTCHECK_CACHE_DIR", str(in_folder / "cache"))
    monkeypatch.delenv(BYPASS, raising=False)
    git("init", "-q")
    Path("post.md").write_text("The library opens at nine.\n")
    return in_folder


def let_through(top: Path) -> None:
    Cleared(question(["post.md"], top)).remember()


def test_nothing_staged_passes(repository):
    assert passes([])


def test_the_same_content_passes_and_other_content_does_not(repository):
    git("add", "post.md")
    assert not passes([])
    let_through(repository)
    assert passes([])
    assert passes(["post.md"])
    assert not passes(["--fail-on", "note"])
    Path("post.md").write_text("Vote Labour!\n")
    assert passes([]), "the work tree does not count"
    git("add", "post.md")
    assert not passes([])


def test_a_changed_configuration_or_pack_asks_again(repository):
    git("add", "post.md")
    let_through(repository)
    Path(".postcheck.toml").write_text('packs = ["ours"]\n')
    assert not passes([])
    Path("ours").mkdir()
    Path("ours/pack.yaml").write_text("id: ours\n")
    let_through(repository)
    assert passes([])
    Path("ours/pack.yaml").write_text("id: ours\ntitle: Ours\n")
    assert not passes([])


def test_outside_a_repository_the_command_itself_tells(in_folder):
    assert not passes([])
