"""A bad post does not get into a real git repository: plain hook, and the pre-commit program where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BAD = "Vote Labour on 7 May!\n"
GOOD = "The library opens at nine on Monday.\n"


class Repository:
    """A git repository whose hooks find this postcheck."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        tools = folder.parent / "bin"
        tools.mkdir()
        command = tools / "postcheck"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m postcheck "$@"\n')
        command.chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "POSTCHECK_CACHE_DIR": str(folder.parent / "cache"),
            "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        folder.mkdir()
        self.run("git", "init", "-q", "-b", "main")
        self.run("git", "config", "user.email", "web@example.org")
        self.run("git", "config", "user.name", "Web Team")

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env={**self.environment, **more}, capture_output=True, text=True, check=False
        )

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def stage(self, name: str, text: str) -> None:
        self.write(name, text)
        self.run("git", "add", "--", name)

    def commit(self, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", "commit", "-q", "-m", "A post", **more)

    @property
    def commits(self) -> int:
        return len(self.run("git", "rev-list", "--all").stdout.split())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "posts")


def test_the_plain_hook_stops_mends_suppresses_and_lets_through(repository):
    assert repository.run("postcheck", "hook", "install").returncode == 0

    repository.stage("-odd name.md", BAD)
    stopped = repository.commit()
    assert stopped.returncode == 1
    assert "political/vote-appeal" in stopped.stderr
    assert "POSTCHECK_BYPASS" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert repository.commits == 0

    repository.write("-odd name.md", GOOD)
    assert repository.commit().returncode == 1, "what is staged counts, not the work tree"

    repository.stage("-odd name.md", f'<!-- postcheck: allow political/vote-appeal reason="A quiz" -->\n{BAD}')
    assert repository.commit().returncode == 0
    repository.stage("image.bin", "\0\0")
    assert repository.commit().returncode == 0
    repository.stage("bad.txt", BAD)
    assert repository.commit(POSTCHECK_BYPASS="The returning officer asked for it").returncode == 0
    assert repository.commits == 3


def test_another_hook_is_not_overwritten(repository):
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n")
    refused = repository.run("postcheck", "hook", "install")
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert hook.read_text() == "#!/bin/sh\n"


@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
def test_the_pre_commit_program_stops_and_passes(repository):
    repository.stage(
        ".pre-commit-config.yaml",
        "repos:\n- repo: local\n  hooks:\n  - id: postcheck\n    name: postcheck\n    entry: postcheck hook run\n"
        "    language: system\n    files: \\.(md|txt)$\n",
    )
    assert repository.run(sys.executable, "-m", "pre_commit", "install").returncode == 0
    repository.stage("bad.md", BAD)
    stopped = repository.commit()
    assert stopped.returncode == 1
    assert "political/vote-appeal" in stopped.stdout + stopped.stderr
    repository.stage("bad.md", GOOD)
    assert repository.commit().returncode == 0
    assert repository.commits == 1


@pytest.mark.skipif(
    find_spec("pre_commit") is None or not os.environ.get("POSTCHECK_TEST_TRY_REPO"),
    reason="installs postcheck anew for some minutes: set POSTCHECK_TEST_TRY_REPO=1 (and have pre-commit installed)",
)
def test_pre_commit_installs_the_hook_from_this_repository(repository):
    repository.stage("bad.md", BAD)
    tried = repository.run(
        sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "postcheck", "--files", "bad.md", PYTHONPATH=""
    )
    assert tried.returncode == 1
    assert "political/vote-appeal" in tried.stdout
