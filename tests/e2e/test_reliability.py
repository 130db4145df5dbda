# ruff: noqa: E501
"""Kills, full disks, read-only homes, two runs at once: the report is right or one line says why there is none."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POSTCHECK = [sys.executable, "-m", "postcheck"]
TEXTS = (
    "Vote Labour on 7 May, number {}!",
    "The library on street {} opens at nine.",
    "Ring Elowen Trask on 07700 900{:03}.",
    "We promise a refund to house {} by Friday.",
)


def _permitted(*command: str) -> bool:
    return bool(shutil.which(command[0])) and subprocess.run([*command, "true"], capture_output=True).returncode == 0


MOUNTS = ("unshare", "-m") if os.geteuid() == 0 else ("unshare", "-rm")
NETWORK = ("unshare", "-n") if os.geteuid() == 0 else ("unshare", "-rn")
mounts = pytest.mark.skipif(not _permitted(*MOUNTS), reason="this system lets nobody mount a file system of their own")
network = pytest.mark.skipif(not _permitted(*NETWORK), reason="this system gives nobody an empty network namespace")
traced = pytest.mark.skipif(not _permitted("strace", "-o", "/dev/null"), reason="strace is not here or not permitted")


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "POSTCHECK_"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working folder with some posts, and an empty home beside it."""
    (tmp_path / "home").mkdir()
    work = tmp_path / "work"
    work.mkdir()
    rows = (json.dumps({"id": number, "text": TEXTS[number % 4].format(number)}) for number in range(200))
    (work / "posts.jsonl").write_text("".join(f"{row}\n" for row in rows))
    return work


def run(place: Path, *arguments: str, before: tuple[str, ...] = (), **more: str) -> subprocess.CompletedProcess[str]:
    """The command in `place`, `before` standing before it."""
    home = place.parent / "home"
    return subprocess.run(
        [*before, *POSTCHECK, *arguments],
        cwd=place,
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture
def undisturbed(place: Path) -> bytes:
    """The report of a run that keeps nothing."""
    done = run(place, "check", "posts.jsonl", "--no-cache", "--format", "json", "-o", "undisturbed.json")
    assert done.returncode == 1, done.stderr
    return (place / "undisturbed.json").read_bytes()


def test_a_killed_run_loses_nothing_and_spoils_nothing(place, undisturbed):
    pick = random.Random(7)
    command = [*POSTCHECK, "check", "posts.jsonl", "--resume", "--format", "json", "-o", "report.json"]
    cache = place.parent / "home/.cache/postcheck"
    for moment in (0.02, 0.4, 0.8):
        entries = len(list(cache.rglob("*")))
        with subprocess.Popen(
            command, cwd=place, env=environment(cache.parents[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as program:
            end = time.monotonic() + 60  # killed once it has begun to keep results
            while program.poll() is None and len(list(cache.rglob("*"))) < entries + 30 and time.monotonic() < end:
                time.sleep(0.01)
            time.sleep(pick.random() * moment)
            program.send_signal(signal.SIGKILL)
        assert not (place / "report.json").exists() or (place / "report.json").read_bytes() == undisturbed
    done = run(place, "check", "posts.jsonl", "--resume", "--format", "json", "-o", "report.json")
    assert done.returncode == 1
    assert (place / "report.json").read_bytes() == undisturbed
    assert "Traceback" not in done.stderr


def test_two_runs_at_once_are_both_right(place, undisturbed):
    programs = [
        subprocess.Popen(
            [*POSTCHECK, "check", "posts.jsonl", "--format", "json", "-o", f"{number}.json"],
            cwd=place,
            env=environment(place.parent / "home"),
            stderr=subprocess.PIPE,
        )
        for number in range(2)
    ]
    for number, program in enumerate(programs):
        _, told = program.communicate(timeout=300)
        assert program.returncode == 1, told
        assert (place / f"{number}.json").read_bytes() == undisturbed


def _one_line(told: str) -> bool:
    return "Traceback" not in told and len([line for line in told.splitlines() if line.startswith("postcheck: ")]) == 1


@mounts
@pytest.mark.parametrize("how", ["size=64k", "ro"])
def test_a_full_disk_or_a_read_only_home_costs_the_cache_and_nothing_else(place, undisturbed, how):
    script = f'mount -t tmpfs -o {how} tmpfs "$HOME" && exec "$@"'
    done = run(
        place,
        "check",
        "posts.jsonl",
        "--format",
        "json",
        "-o",
        "report.json",
        before=(*MOUNTS, "sh", "-c", script, "sh"),
    )
    assert done.returncode == 1, done.stderr
    assert (place / "report.json").read_bytes() == undisturbed
    shown = [line for line in done.stderr.splitlines() if "results are not kept" in line]
    assert len(shown) == 1
    assert "Traceback" not in done.stderr
    assert "onnxruntime" not in done.stderr


def test_an_output_that_does_not_fit_is_told_in_one_line(place):
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*POSTCHECK, "check", "posts.jsonl", "--no-cache", "--format", "json", "-o", "report.json"],
        cwd=place, env=environment(place.parent / "home"), capture_output=True, text=True, preexec_fn=small,
    )  # fmt: skip
    assert done.returncode == 2
    assert _one_line(done.stderr), done.stderr
    assert sorted(path.name for path in place.iterdir()) == ["posts.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("format", ["terminal", "jsonl"])
def test_a_full_standard_output_is_told_in_one_line(place, format):
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" >/dev/full', "sh", *POSTCHECK, "check", "--text", "Vote Labour!", "--format", format],
        cwd=place, env=environment(place.parent / "home"), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert _one_line(done.stderr), done.stderr


def test_what_holds_decisions_or_fingerprints_is_its_owners_alone(place):
    (place / "a.txt").write_text("Vote Labour on Thursday!")
    assert run(place, "check", "a.txt").returncode == 1
    assert run(place, "baseline", "create", "a.txt").returncode == 0
    done = subprocess.run(
        [*POSTCHECK, "review", "a.txt"], cwd=place, env=environment(place.parent / "home"), input="a\nbecause it is so\nq\n", text=True,
        capture_output=True,
    )  # fmt: skip
    assert (place / ".postcheck-decisions.jsonl").is_file(), done.stderr
    kept = list((place.parent / "home/.cache/postcheck").rglob("*"))
    assert kept
    for path in (*kept, place / ".postcheck-baseline", place / ".postcheck-decisions.jsonl"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


_CALL = re.compile(r"(?P<name>\w+)\((?P<rest>.*)")
TALK = ("socket", "connect", "bind", "sendto")
_PATH = re.compile(r'"(?P<path>[^"]*)"')


def _written(log: Path, here: Path) -> set[str]:
    """Every path that the traced run wrote, made, moved or took away."""
    found = set()
    for line in log.read_text(errors="replace").splitlines():
        call = _CALL.search(line)
        if not call or line.rstrip().endswith(")") or " = -1 " in line or call["name"] in TALK:
            continue
        opened = call["name"] in ("open", "openat", "creat")
        if opened and not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call["rest"]):
            continue
        found |= {str(here / path["path"]) for path in _PATH.finditer(call["rest"]) if "O_TMPFILE" not in call["rest"]}
    return found


@traced
def test_nothing_is_written_but_the_cache_and_what_was_asked_for(place):
    calls = "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,truncate,chmod"
    log = place.parent / "trace"
    before = ("strace", "-f", "-e", f"trace={calls},socket,connect,sendto,bind", "-o", str(log))
    done = run(
        place,
        "check",
        "posts.jsonl",
        "--format",
        "json",
        "-o",
        "report.json",
        "--format",
        "html",
        "-o",
        "report.html",
        before=before,
    )
    assert done.returncode == 1, done.stderr
    talk = re.findall(r"(?:\bsocket|connect|bind|sendto)\(.*", log.read_text(errors="replace"))
    harmless = re.compile(r'socket\(AF_INET6, .*|bind\(\d+, .*"::1".*')  # whether there is IPv6, asked by a library
    assert not [call for call in talk if not harmless.match(call)]
    cache = str(place.parent / "home/.cache")
    allowed = re.compile(
        rf"{re.escape(cache)}(/postcheck.*)?|{re.escape(str(place))}/\.?report\.(json|html)[^/]*|/dev/(null|tty|shm/sem\..*)"
    )
    assert not {path for path in _written(log, place) if not allowed.fullmatch(path)}
    assert sorted(path.name for path in place.iterdir()) == ["posts.jsonl", "report.html", "report.json"]
    assert [path.name for path in (place.parent / "home/.cache").iterdir()] == ["postcheck"]


@network
def test_it_runs_the_same_where_the_kernel_has_no_network(place, undisturbed):
    done = run(place, "check", "posts.jsonl", "--format", "json", "-o", "report.json", before=NETWORK)
    assert done.returncode == 1, done.stderr
    assert done.stderr.strip() in ("", "postcheck: wrote report.json.")
    assert (place / "report.json").read_bytes() == undisturbed
    links = subprocess.run([*NETWORK, "cat", "/proc/net/dev"], capture_output=True, text=True, check=True).stdout
    assert {line.partition(":")[0].strip() for line in links.splitlines()[2:]} <= {"lo"}
