"""The pipelines in examples/ci do what they say: the commands in them are run in a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A branch whose one new post is bad, on a main branch whose old post is bad too."""
    folder = tmp_path / "repo"
    (folder / "posts").mkdir(parents=True)
    git = ("git", "-c", "user.email=web@example.org", "-c", "user.name=Web")
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=folder, check=True)
    for name, text in (("old", "Vote Labour on 7 May!\n"), ("new", "Vote Green on 7 May!\n")):
        (folder / "posts" / f"{name}.md").write_text(text)
        subprocess.run([*git, "add", "."], cwd=folder, check=True)
        subprocess.run([*git, "commit", "-q", "-m", name], cwd=folder, check=True)
        if name == "old":
            subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=folder, check=True)
    return folder


def ran(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = command.replace("postcheck check", f'"{sys.executable}" -m postcheck check', 1)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "POSTCHECK_CACHE_DIR": str(folder.parent / "cache")}
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env={**environment, **variables}, capture_output=True, text=True, check=False
    )


def test_the_github_workflow_annotates_the_changed_post_and_writes_sarif(repository: Path):
    steps = yaml.safe_load((CI / "github-actions.yml").read_text())["jobs"]["postcheck"]["steps"]
    command = next(step["run"] for step in steps if "postcheck check" in step.get("run", ""))
    upload = next(step for step in steps if "upload-sarif" in step.get("uses", ""))

    done = ran(command, repository, GITHUB_BASE_REF="main")

    assert done.returncode == 1, done.stderr
    assert "file=posts/new.md,line=1" in done.stdout
    assert "old.md" not in done.stdout
    sarif = json.loads((repository / upload["with"]["sarif_file"]).read_text())
    assert {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in sarif["runs"][0]["results"]
    } == {"posts/new.md"}


def test_the_gitlab_job_writes_the_reports_that_it_keeps(repository: Path):
    job = yaml.safe_load((CI / "gitlab-ci.yml").read_text())["postcheck"]
    command = next(line for line in job["script"] if line.startswith("postcheck check"))
    kept = job["artifacts"]

    done = ran(command, repository, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")

    assert done.returncode == 1, done.stderr
    quality = json.loads((repository / kept["reports"]["codequality"]).read_text())
    assert {entry["location"]["path"] for entry in quality} == {"posts/new.md"}
    assert ElementTree.parse(repository / kept["reports"]["junit"]).getroot().tag == "testsuites"
    assert all((repository / path).read_text().lstrip().lower().startswith("<!doctype html>") for path in kept["paths"])
