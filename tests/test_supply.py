# ruff: noqa: E501
"""What is shipped brings no code that runs on loading, and is the same bytes whenever it is built."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BETWEEN_PROCESSES = {"duty"}
"""What the workers of one run send each other (on a cluster of the user's own); nothing of it is read from a file."""
FORBIDDEN = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "jsonpickle"}
RUNS = {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize("path", sorted((ROOT / "postcheck").rglob("*.py")), ids=lambda path: path.stem)
def test_no_module_of_ours_unpickles_or_runs_text(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.stem in BETWEEN_PROCESSES:
        assert "open(" not in path.read_text(encoding="utf-8")
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not FORBIDDEN & {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in FORBIDDEN
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in RUNS
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert (node.func.attr, getattr(node.func.value, "id", "")) not in {
                ("load", "yaml"),
                ("load", "numpy"),
                ("load", "np"),
            }
            assert not [
                key
                for key in node.keywords
                if key.arg in ("allow_pickle", "shell") and getattr(key.value, "value", None)
            ]


def test_models_are_onnx_and_json_with_their_digests():
    for folder in (path for path in (ROOT / "models").iterdir() if (path / "config.json").is_file()):
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        assert {Path(name).suffix for name in config["sha256"]} <= {".onnx", ".json"}
        for name, digest in config["sha256"].items():
            assert sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.skipif(not find_spec("hatchling"), reason="hatchling is not installed here")
def test_two_builds_give_the_same_wheel(tmp_path):
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    digests = set()
    for number, mask in enumerate((0o022, 0o077)):
        copy = tmp_path / str(number)
        for name in filter(None, tracked.stdout.split("\0")):
            if name.startswith(("postcheck/", "rules/", "models/breach-tagger/")) or "/" not in name:
                if "/data/" in name or "/train/" in name or not (ROOT / name).is_file():
                    continue
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, copy / name)
                (copy / name).chmod(0o666 & ~mask)
                os.utime(copy / name, (1_700_000_000 + number, 1_700_000_000 + number))
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(copy / "out")], cwd=copy, check=True, capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"},
        )  # fmt: skip
        [wheel] = (copy / "out").glob("*.whl")
        digests.add(sha256(wheel.read_bytes()).hexdigest())
        with zipfile.ZipFile(wheel) as archive:
            assert not [
                name for name in archive.namelist() if name.endswith((".pkl", ".pickle", ".joblib", ".bin", ".pt"))
            ]
    assert len(digests) == 1
