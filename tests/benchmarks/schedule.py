"""A schedule of many rows: one process and two, memory against a tenth of the rows, and a second run from the cache.

Rows are the example drafts with a number each, so that none repeats another. Prints wall times and their ratios.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "drafts"


def write(path: Path, rows: int) -> Path:
    """A CSV schedule of `rows` rows."""
    drafts = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["Date", "Profile", "Message"])
        for number, draft in enumerate(islice(cycle(drafts), rows)):
            sheet.writerow([f"2026-05-{number % 28 + 1:02}", "Tamarside", f"{draft}\nNotice {number * 7919}."])
    return path


def run(file: Path, *options: str) -> tuple[float, float]:
    """Wall seconds and peak megabytes (of the largest process) of a check of `file`."""
    command = [sys.executable, "-m", "postcheck", "check", "--isolated", str(file), *options]
    command += ["-o", str(file.with_suffix(".jsonl"))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "POSTCHECK_CACHE_DIR": str(file.parent / "cache")}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=file.parent, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many, few = write(folder / "many.csv", rows), write(folder / "few.csv", rows // 10)
        _, little = run(few, "--no-cache")
        one, much = run(many)
        again, _ = run(many)
        two, _ = run(many, "--no-cache", "--jobs", "2")
    print(f"{rows} rows, one process:  {one:7.1f} s, {much:.0f} MB")
    print(
        f"{rows // 10} rows, one process: {little:.0f} MB; {much / little:.2f} x for ten times the rows (at most 1.5 x)"
    )
    print(f"again, from the cache:  {again:7.1f} s: {one / again:.1f} x faster (at least 20 x)")
    print(f"two processes:          {two:7.1f} s: {one / two:.2f} x faster (at least 1.6 x)")


if __name__ == "__main__":
    main()
