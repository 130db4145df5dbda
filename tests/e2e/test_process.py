"""The real process: streams, signals, terminals and start-up."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POSTCHECK = [sys.executable, "-m", "postcheck"]
READY = "leaves.\r\n\x1b[?2004h"
AGAIN = "to leave.\r\n\x1b[?2004h"
"""The prompt, and the keyboard ready to be read."""
VOTE = "Vote Labour on 7 May to keep our libraries open!"
HEAVY = {"spacy", "presidio_analyzer", "pydantic", "numpy", "rapidfuzz", "yaml", "onnxruntime", "regex"}


def _interruptible() -> None:
    """Ctrl-C counts in the program even where the tests themselves run in the background of a script."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _interruptible_here() -> None:
    """The same, on the terminal that is standard input: Ctrl-C reaches whose terminal it is."""
    _interruptible()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def test_help_imports_nothing_heavy():
    code = "import sys, postcheck.cli.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert not HEAVY & {name.partition(".")[0] for name in done.stdout.split()}


def test_a_reader_that_goes_away_is_no_drama(tmp_path):
    command = f"{sys.executable} -m postcheck rules list | head -1"
    done = subprocess.run(command, shell=True, env=environment(), cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_the_c_locale_gets_the_report_too(tmp_path):
    draft = "Vote Labour – café tonight \U0001f389 \x1b[31mred"
    done = subprocess.run(
        [*POSTCHECK, "check", "-"],
        input=draft.encode(),
        env=environment(LC_ALL="C", LANG="C", PYTHONIOENCODING="ascii"),
        cwd=tmp_path,
        capture_output=True,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"DO NOT PUBLISH" in done.stdout
    assert b"\x1b" not in done.stdout
    done.stdout.decode("ascii")


def test_closed_standard_input_is_told(tmp_path):
    command = f"{sys.executable} -m postcheck check - <&-"
    done = subprocess.run(command, shell=True, env=environment(), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr


def _screen(terminal: int, until: str, seconds: float = 60) -> str:
    """What the program prints until `until` is on the screen."""
    seen = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
        if until.encode() in seen:
            return seen.decode()
    raise AssertionError(f"{until!r} did not come; the screen was {seen.decode(errors='replace')!r}")


@pytest.fixture
def session(tmp_path):
    """`postcheck` with nothing behind it on a real terminal."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        POSTCHECK,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env=environment(TERM="xterm"),
        start_new_session=True,
        preexec_fn=_interruptible_here,
    )
    os.close(theirs)
    yield program, ours
    program.kill()
    program.wait()
    os.close(ours)


def test_paste_read_paste_again_and_leave(session):
    program, terminal = session
    _screen(terminal, READY)
    os.write(terminal, b"\x1b[200~" + VOTE.encode() + b"\n.\n" + b"word " * 2000 + b"\x1b[201~")
    os.write(terminal, b"\x04")
    assert "DO NOT PUBLISH" in _screen(terminal, AGAIN)
    os.write(terminal, b"The library opens at nine.\r.\r")
    assert "OK" in _screen(terminal, AGAIN)
    os.write(terminal, b"\x04")
    assert program.wait(60) == 1


def test_ctrl_c_leaves_the_prompt(session):
    program, terminal = session
    _screen(terminal, READY)
    os.write(terminal, b"\x03")
    assert program.wait(60) == 130


def test_an_interrupted_run_reports_what_was_done(tmp_path):
    posts = tmp_path / "posts.jsonl"
    posts.write_text("".join(f'{{"text": "Vote Labour on {day} May, number {day}."}}\n' for day in range(20_000)))
    ours, theirs = pty.openpty()
    command = [*POSTCHECK, "check", str(posts), "--format", "json", "--output", "r.json"]
    with subprocess.Popen(
        command,
        env=environment(TERM="xterm", COLUMNS="100"),
        cwd=tmp_path,
        stderr=theirs,
        preexec_fn=_interruptible,
    ) as program:
        os.close(theirs)
        _screen(ours, "posts/s")
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
    os.close(ours)
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["posts"]
    assert "Ctrl-C" in report["unchecked"][-1]["reason"]
