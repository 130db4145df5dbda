"""Peak memory of whole runs: one draft, 1,000 and 10,000 posts. Prints megabytes and their ratio."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "drafts"


def peak(posts: int, folder: Path) -> float:
    """Peak resident megabytes of a check of `posts` posts in a process of its own."""
    drafts = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]
    file = folder / f"{posts}.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number, text in enumerate(islice(cycle(drafts), posts)):
            stream.write(json.dumps({"id": str(number), "text": f"{text}\nNumber {number}."}) + "\n")
    command = [sys.executable, "-m", "postcheck", "check", "--isolated", str(file), "-o", str(folder / "r.json")]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"the run over {posts} posts exited with {os.waitstatus_to_exitcode(status)}")
    return _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure each size and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1, 1000, 10_000])
    sizes = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        peaks = [peak(size, Path(folder)) for size in sizes]
    for size, megabytes in zip(sizes, peaks, strict=True):
        print(f"{size:6} posts: {megabytes:5.0f} MB")
    if len(peaks) > 1:
        print(f"{sizes[-1]} against {sizes[-2]} posts: {peaks[-1] / peaks[-2]:.2f} x (at most 1.5 x)")


if __name__ == "__main__":
    main()
