"""A soak: generated schedules are read, checked and reported in one process until the time is over; is memory flat?

Each round writes a new CSV, none like another, with sentences of the example drafts shuffled, odd cells and broken
rows among them. Prints resident memory a minute and at the end the growth from the second tenth of the time to the
last. Run: python tests/benchmarks/soak.py [--minutes 60] [--rows 400]
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

from postcheck.api import Gathered, checker, gather
from postcheck.config import Settings
from postcheck.reporters import Style, get
from postcheck.sources import ReadOptions, source_for

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "drafts"
ODD = ("", "=cmd|'/c calc'!A0", "\x1b[31mred\x1b[0m", "a\u200bb" * 50, "€" * 3000, '{"a": [', "07700 900123 " * 40)
FORMATS = ("json", "sarif", "csv", "html", "markdown")


def write(path: Path, rows: int, dice: random.Random, sentences: list[str]) -> None:
    """A schedule of `rows` rows that no earlier one had."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(["Date", "Profile", "Message"])
        for _ in range(rows):
            text = " ".join(dice.sample(sentences, dice.randint(1, 6)))
            day = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 31):02}"
            sheet.writerow([day, "Tamarside", dice.choice(ODD) if dice.random() < 0.02 else f"{text} {dice.random()}"])


def resident() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Runs until the time is over; 1 where memory grew by more than a tenth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    drafts = (file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt")))
    sentences = [part for draft in drafts for part in re.split(r"(?<=[.!?])\s+", draft) if part.strip()]
    begun, told, posts, rounds = time.monotonic(), 0.0, 0, 0
    curve: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        judge = checker(Settings(), cache_folder=Path(folder) / "cache")
        schedule = Path(folder) / "schedule.csv"
        source = source_for(".csv")
        assert source
        while (now := time.monotonic() - begun) < asked.minutes * 60:
            write(schedule, asked.rows, dice, sentences)
            gathered = Gathered()
            posts += sum(1 for _ in gather(judge, source.read(schedule, ReadOptions()), gathered))
            get(FORMATS[rounds % len(FORMATS)]).render(gathered.report(judge), Style())
            rounds += 1
            curve.append((now, resident()))
            if now - told >= 60 or not told:
                told = now
                print(f"{now / 60:5.1f} min: {posts:7} posts in {rounds} schedules, {curve[-1][1]:.0f} MB", flush=True)
    length = asked.minutes * 60
    early = [size for when, size in curve if length * 0.1 <= when < length * 0.2] or [curve[0][1]]
    late = [size for when, size in curve if when >= length * 0.9] or [curve[-1][1]]
    growth = max(late) / max(early)
    print(
        f"{posts} posts; highest {max(early):.0f} MB in the second tenth, {max(late):.0f} in the last: {growth:.2f} x"
    )
    return int(growth > 1.1)


if __name__ == "__main__":
    sys.exit(main())
