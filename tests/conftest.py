"""What every test may use: one warm checker a session, and the command line."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from typer.testing import CliRunner, Result

from postcheck.cache import FOLDER_VARIABLE
from postcheck.config import Settings
from postcheck.engine import Checker
from postcheck.model.post import Post
from postcheck.nlp import pipeline
from postcheck.nlp.reading import Reading


def pytest_configure() -> None:
    """Keep what postcheck caches out of the user's own folder; packs are loaded while tests are collected."""
    folder = TemporaryDirectory(prefix="postcheck-tests-")
    atexit.register(folder.cleanup)
    os.environ.setdefault(FOLDER_VARIABLE, folder.name)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The default packs with the built-in settings, values masked."""
    from postcheck.api import checker

    return checker(Settings())


@pytest.fixture(scope="session")
def read_names() -> Callable[..., Reading]:
    """A text, with what else the post is given, as detectors read it, named entities included."""

    def reading(text: str, **more: object) -> Reading:
        ((_, first),), *_ = pipeline.read([Post("1", text, **more)], Settings().pipeline)
        return first

    return reading


@pytest.fixture
def in_folder(tmp_path: Path) -> Iterator[Path]:
    """An empty working folder."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command line in this process: arguments, then what stands on standard input."""

    def invoke(*arguments: object, stdin: str | bytes | None = None, **env: str) -> Result:
        from postcheck.cli.app import app

        return CliRunner().invoke(
            app,
            [str(argument) for argument in arguments],
            input=stdin,
            env={"COLUMNS": "80", "NO_COLOR": "1", **env},
            prog_name="postcheck",
        )

    return invoke
