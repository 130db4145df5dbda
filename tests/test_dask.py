"""A Dask cluster gives the report that one process gives, and survives the loss of workers and scheduler."""

from __future__ import annotations

import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postcheck.api import Gathered, gather
from postcheck.config import Settings
from postcheck.crew import Hands, Parcel
from postcheck.engine import Checker
from postcheck.errors import ClusterError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.reporters import Style, jsonl
from postcheck.sources import ReadOptions
from postcheck.sources.walk import walk

pytest.importorskip("distributed", reason="needs the extra dask")
pytest.importorskip("cryptography", reason="needs the extra dask")

from postcheck.cluster import Cluster
from postcheck.duty import Duty, judge, sealed

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ("Vote Labour on 7 May!", "The library opens at nine.", "Ring Elowen Trask on 07700 900123.")
LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1"])


class Deadly(Post):
    """A post that ends the process that takes it in."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (13,)


def rows(count: int) -> list[dict[str, str]]:
    return [{"id": f"p{number}", "text": f"{TEXTS[number % 3]} Number {number}."} for number in range(count)]


def posts(count: int) -> Iterator[Post | Unchecked]:
    for number, row in enumerate(rows(count), 1):
        yield Post(row["id"], row["text"], origin=Origin("posts.jsonl", line=number))
        if number % 50 == 7:
            yield Unchecked(Origin("posts.jsonl", line=number), "no text")


def rendered(checker: Checker, items: Iterator[Post | Unchecked], hands: Hands | None = None) -> str:
    gathered = Gathered()
    list(gather(checker, items, gathered, hands))
    return jsonl.render(gathered.report(checker), Style())


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster(Settings(), size=2) as cluster:
        yield cluster


@LOOPBACK
def test_json_lines_and_parquet_give_the_same_bytes_as_one_process(cluster, checker, tmp_path):
    pyarrow = pytest.importorskip("pyarrow", reason="needs the extra dask")
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(70)) + "{broken\n")
    parquet.write_table(pyarrow.Table.from_pylist(rows(40)), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and no more")
    targets = [tmp_path / "a.jsonl", str(tmp_path / "*.parquet")]
    alone = rendered(checker, walk(targets, ReadOptions()))
    assert alone.count('"kind": "post"') == 110
    assert rendered(checker, walk(targets, ReadOptions()), cluster) == alone


def small_parcels(count: int, size: int) -> list[Parcel]:
    items = list(posts(count))
    return [items[at : at + size] for at in range(0, len(items), size)]


@LOOPBACK
def test_a_killed_worker_loses_nothing(cluster, checker):
    parcels = small_parcels(80, 8)
    seen = []
    for number, (parcel, judged) in enumerate(cluster.check(parcels)):
        if number == 3:
            os.kill(random.choice(cluster.pids), signal.SIGKILL)
        assert parcel is parcels[number]
        seen += judged
    assert seen == list(checker.check([item for item in posts(80) if isinstance(item, Post)]))


@LOOPBACK
def test_a_post_that_kills_every_worker_costs_its_parcel_only(cluster):
    parcels = small_parcels(3, 1)
    deadly = Deadly("deadly", "x", origin=Origin("posts.jsonl", line=9))
    parcels[1] = [deadly, *parcels[1]]
    results = [judged for _, judged in cluster.check(parcels)]
    assert [len(judged) for judged in results] == [sum(isinstance(item, Post) for item in found) for found in parcels]
    assert [at for at, judged in enumerate(results) if any(isinstance(item, Unchecked) for item in judged)] == [1]
    assert all(item.fatal and "every worker that had it ended" in item.reason for item in results[1])


@LOOPBACK
def test_a_lost_scheduler_is_told_in_one_line_and_its_parcels_are_unchecked(checker, tmp_path):
    place = tmp_path / "scheduler.json"
    folder = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    local = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(place)]
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen([*dask, "scheduler", "--port", "0", *local], env=environment, **folder)
    worker = subprocess.Popen([*dask, "worker", "--nthreads", "1", "--no-nanny", *local], env=environment, **folder)
    try:
        for _ in range(600):
            if place.exists() and place.stat().st_size:
                break
            time.sleep(0.1)

        def lost() -> Iterator[Post | Unchecked]:
            for item in posts(400):
                if isinstance(item, Post) and item.id == "p150":
                    scheduler.kill()
                    scheduler.wait()
                yield item

        after = Gathered()
        with Cluster(Settings(), scheduler=json.loads(place.read_text())["address"]) as cluster:
            list(gather(checker, lost(), after, cluster))
    finally:
        scheduler.kill()
        worker.kill()
        scheduler.wait()
        worker.wait()
    gone = [item for item in after.unchecked if "was lost" in item.reason]
    assert "what follows was not checked" in gone[-1].reason
    assert len(after.posts) + len(gone) - 1 <= 400
    assert len({post.id for post in after.posts}) == len(after.posts)


@LOOPBACK
@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"), 3, "dask scheduler"),
        (("--engine", "dask", "--scheduler", "nowhere"), 2, "--scheduler tcp://"),
        (("--engine", "dask", "--scheduler", "tls://127.0.0.1:1"), 2, "certificates"),
        (("--scheduler", "tcp://127.0.0.1:1"), 2, "--engine dask"),
    ],
)
def test_a_scheduler_that_is_not_there_is_told_with_what_to_do(run, in_folder, monkeypatch, arguments, code, words):
    monkeypatch.setattr("postcheck.schedulers._CONNECT", 0.5)
    (in_folder / "post.txt").write_text("The library opens at nine.")
    result = run("check", "--isolated", "post.txt", *arguments)
    assert result.exit_code == code
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 2


def duty(checker: Checker, environment: bytes | None = None) -> Duty:
    from postcheck.packs.load import load
    from postcheck.results import environment as digest

    settings = checker.settings
    packs = tuple(load(name) for name in settings.packs)
    told = digest(packs, settings, show_values=False) if environment is None else environment
    return Duty(packs, settings, False, told, False, None)


def test_a_worker_with_another_version_refuses(checker):
    answer = judge(sealed(duty(checker, b"another")), "run-1", sealed([Post("1", TEXTS[0])]))
    assert isinstance(answer, ClusterError)
    assert "same version" in answer.hint
    assert pickle.loads(pickle.dumps(answer)).hint == answer.hint


def test_a_worker_raises_nothing_and_shows_nothing(checker):
    good = sealed(duty(checker))
    assert judge(good, "run-2", sealed([None])) == "the worker that had it failed (AttributeError)"
    assert "Labour" not in repr(sealed([Post("1", TEXTS[0])]))
    assert [report.id for report in judge(good, "run-2", sealed([Post("1", TEXTS[0])]))] == ["1"]


@LOOPBACK
def test_the_command_line_streams_the_same_lines(run, in_folder):
    (in_folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows(9)))
    for name, more in (("one.jsonl", []), ("dask.jsonl", ["--engine", "dask"])):
        result = run("check", "--isolated", "--no-cache", "a.jsonl", "-o", name, *more)
        assert (result.exit_code, result.output) == (1, "")
    assert (in_folder / "dask.jsonl").read_bytes() == (in_folder / "one.jsonl").read_bytes()
