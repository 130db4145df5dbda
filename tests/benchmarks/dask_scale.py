"""One Dask worker against two on the same posts, in turns (A B A B), and what the client itself costs a post.

Prints posts a second, CPU and memory of a worker, the client's ceiling, and what 100 million posts would take. The
posts are those of the trained model's data; each round begins warm, models loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from itertools import chain, islice
from pathlib import Path

from postcheck.api import Gathered, checker, gather
from postcheck.cli.output import Destination
from postcheck.cli.streaming import stream
from postcheck.cluster import Cluster
from postcheck.config import Settings
from postcheck.engine import Checker
from postcheck.model.post import Post
from postcheck.sources import ReadOptions
from postcheck.sources.walk import walk

ROOT = Path(__file__).resolve().parents[2]
DATA = sorted((ROOT / "models" / "breach-tagger" / "data").glob("*.jsonl"))
ARCHIVE = 100_000_000
_TICK = os.sysconf("SC_CLK_TCK")


def drafts(count: int) -> list[dict[str, str]]:
    """`count` posts of the data, every writer in turn."""
    lines = zip(*(file.read_text(encoding="utf-8").splitlines() for file in DATA), strict=False)
    return [{"id": str(at), "text": json.loads(line)["text"]} for at, line in enumerate(islice(chain(*lines), count))]


def spent(pid: int) -> tuple[float, float]:
    """CPU seconds that a process has used, and its peak resident megabytes."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return (int(fields[11]) + int(fields[12])) / _TICK, int(peak.split()[1]) / 1024


def timed(cluster: Cluster, built: Checker, posts: list[Post]) -> tuple[float, float, float]:
    """Wall seconds of a round, CPU seconds of its workers and the peak megabytes of one."""
    before = [spent(pid) for pid in cluster.pids]
    begun = time.perf_counter()
    gathered = Gathered()
    for _ in gather(built, posts, gathered, cluster):
        pass
    wall = time.perf_counter() - begun
    after = [spent(pid) for pid in cluster.pids]
    if gathered.unchecked:
        raise SystemExit(f"{len(gathered.unchecked)} posts were not checked: {gathered.unchecked[0].reason}")
    return wall, sum(now[0] - then[0] for now, then in zip(after, before, strict=True)), max(item[1] for item in after)


def client(cluster: Cluster, built: Checker, rows: list[dict[str, str]], folder: Path) -> float:
    """CPU seconds of this process, which is client and scheduler at once, for a file read, handed out and reported."""
    file = folder / "posts.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    begun = time.process_time()
    with stream([Destination("jsonl", folder / "report.jsonl")], Settings()) as into:
        for _ in gather(built, walk([file], ReadOptions()), into, cluster):
            pass
        into.finish(into.report(built))
    return time.process_time() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    rows = drafts(asked.posts)
    posts = [Post(row["id"], row["text"]) for row in rows]
    built = checker()
    with (
        Cluster(Settings(), size=1) as one,
        Cluster(Settings(), size=2) as two,
        tempfile.TemporaryDirectory() as folder,
    ):
        for cluster in (one, two):
            timed(cluster, built, posts[: 64 * 8])
        rounds = []
        for number in range(asked.rounds):
            single, double = timed(one, built, posts), timed(two, built, posts)
            rounds.append((single, double))
            print(f"round {number + 1}: 1 worker {single[0]:.1f} s ({single[1]:.1f} s CPU), ", end="")
            print(f"2 workers {double[0]:.1f} s ({double[1]:.1f} s CPU): {single[0] / double[0]:.2f} x", flush=True)
        mine = client(two, built, rows, Path(folder))
    tell(asked.posts, rounds, mine)


def tell(
    count: int, rounds: list[tuple[tuple[float, float, float], tuple[float, float, float]]], client: float
) -> None:
    """Print the plan that follows from the rounds."""
    cpu = statistics.median(single[1] for single, _ in rounds) / count
    mine = client / count
    print(f"a worker: {cpu * 1e3:.1f} ms CPU a post, {1 / cpu:.0f} posts/s of a core to itself, ", end="")
    print(f"peak {max(double[2] for _, double in rounds):.0f} MB")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"client and scheduler: {mine * 1e3:.2f} ms CPU a post, {1 / mine:.0f} posts/s, enough for ", end="")
    print(f"{cpu / mine:.0f} workers, peak {own:.0f} MB")
    for workers in (16, 64, 128):
        print(f"{ARCHIVE:,} posts, {workers} workers: {ARCHIVE * cpu / workers / 3600:.0f} h")


if __name__ == "__main__":
    main()
