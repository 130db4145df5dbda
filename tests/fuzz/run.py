"""Fuzz one target or all: `python tests/fuzz/run.py [TARGET ...] [--seconds 60] [--jobs 2] [--runs N] [--engine atheris]`.

With atheris installed (it is no dependency) inputs grow by coverage; without it they are random changes of the
seeds. What raises is kept once a place under crashers/TARGET/, where the tests find it; figures go to standard output
as JSON lines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
os.environ.setdefault("POSTCHECK_CACHE_DIR", tempfile.mkdtemp(prefix="fuzz-cache-"))
SLOW = 2.0
"""Seconds of processor time from which an input counts as a crasher."""


class Watch:
    """Counts executions of a target and keeps what breaks it."""

    def __init__(self, name: str, engine: str) -> None:
        from fuzzing import targets

        self.target = targets()[name]
        self.engine = engine
        self.executions = 0
        self.places: set[str] = set()
        with suppress(Exception):  # what is loaded once is no slow input
            self.target.feed(self.target.seeds[0])
        self.begun = self.last = time.monotonic()

    def feed(self, data: bytes) -> None:
        """Run the target once; an exception or a slow run is kept, not raised."""
        self.executions += 1
        before = time.process_time()
        try:
            self.target.feed(data)
        except Exception as error:  # noqa: BLE001 - every kind is a finding
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(data, f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}", error)
        else:
            if time.process_time() - before > SLOW:
                self._keep(data, f"slow {len(data)}", None)
        if time.monotonic() - self.last > 1:  # libFuzzer ends the process without a last word
            self.last = time.monotonic()
            print(self.told(), flush=True)

    def _keep(self, data: bytes, place: str, error: Exception | None) -> None:
        if place in self.places:
            return
        self.places.add(place)
        folder = HERE / "crashers" / self.target.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / hashlib.blake2b(data, digest_size=8).hexdigest()).write_bytes(data)
        print(f"{self.target.name}: {place}", file=sys.stderr)
        if error:
            traceback.print_exception(error, file=sys.stderr)

    def told(self) -> str:
        """The figures as one JSON line."""
        return json.dumps(
            {
                "target": self.target.name,
                "engine": self.engine,
                "executions": self.executions,
                "seconds": round(time.monotonic() - self.begun),
                "crashes": sorted(self.places),
            }
        )


def by_mutation(name: str, seconds: float, runs: int, number: int) -> None:
    """Random changes until the time or the runs are over."""
    from fuzzing.mutation import Mutator

    watch = Watch(name, "mutation")
    stream = Mutator(watch.target.seeds, watch.target.words, number, watch.target.longest)
    for seed in watch.target.seeds:
        watch.feed(seed)
    while watch.executions < runs and time.monotonic() - watch.begun < seconds:
        watch.feed(stream.next())
    print(watch.told(), flush=True)


def by_coverage(name: str, seconds: float, runs: int, number: int) -> None:
    """libFuzzer through atheris; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["postcheck"]):
        watch = Watch(name, "atheris")
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for at, seed in enumerate(watch.target.seeds):
        (corpus / str(at)).write_bytes(seed)
    words = Path(f"{corpus}.dict")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in watch.target.words)
    words.write_text("".join(f'"{word}"\n' for word in escaped))
    limits = [
        f"-max_total_time={seconds:.0f}",
        f"-runs={runs if runs < 10**12 else -1}",
        f"-max_len={watch.target.longest}",
        f"-seed={number}",
    ]
    atheris.Setup(
        [
            sys.argv[0],
            *limits,
            *([f"-dict={words}"] if watch.target.words else []),
            "-rss_limit_mb=0",
            "-verbosity=0",
            str(corpus),
        ],
        watch.feed,
    )
    atheris.Fuzz()


def main() -> int:
    """Each target in a process of its own; 1 where one broke."""
    from_line = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    from_line.add_argument("targets", nargs="*")
    from_line.add_argument("--seconds", type=float, default=60)
    from_line.add_argument("--runs", type=int, default=10**12)
    from_line.add_argument("--jobs", type=int, default=1)
    from_line.add_argument("--seed", type=int, default=1)
    from_line.add_argument("--engine", choices=("auto", "atheris", "mutation"), default="auto")
    from_line.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = from_line.parse_args()
    engine = asked.engine if asked.engine != "auto" else "atheris" if find_spec("atheris") else "mutation"
    if asked.alone:
        run = by_coverage if engine == "atheris" else by_mutation
        run(asked.targets[0], asked.seconds, asked.runs, asked.seed)
        return 0
    from fuzzing import targets

    def one(name: str) -> str:
        options = [
            "--seconds",
            str(asked.seconds),
            "--runs",
            str(asked.runs),
            "--seed",
            str(asked.seed),
            "--engine",
            engine,
        ]
        done = subprocess.run(
            [sys.executable, __file__, name, "--alone", *options], stdout=subprocess.PIPE, text=True, check=False
        )
        told = [row for row in done.stdout.splitlines() if row.startswith('{"target"')]
        print(told[-1] if told else json.dumps({"target": name, "died": done.returncode}), flush=True)
        return told[-1] if told else '{"crashes": ["died"]}'

    with ThreadPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(one, asked.targets or sorted(targets())))
    return int(any(json.loads(row)["crashes"] for row in results))


if __name__ == "__main__":
    sys.exit(main())
