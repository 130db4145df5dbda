"""Kill a batch at random moments and run it again: is the report the same, is the cache whole?

Run: python tests/benchmarks/kills.py [--kills 50] [--posts 300]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "Vote Labour on 7 May, number {}!",
    "The library on street {} opens at nine.",
    "Ring Elowen Trask on 07700 900{:03}.",
    "We promise a refund to house {} by Friday.",
    "Bin day moves to Tuesday in week {}. #bincollectionday",
)
WHOLE = """
import sys
from pathlib import Path
from postcheck import cache
unread = cache._open
broken = 0
def looked(sealed, key):
    global broken
    content = unread(sealed, key)
    broken += content is None
    return content
cache._open = looked
from postcheck.cli.app import app
try:
    app(sys.argv[1:], prog_name="postcheck", standalone_mode=True)
except SystemExit:
    pass
print(broken)
"""
"""The command, and how many cache entries it found that are not what was written."""


def command(*more: str) -> list[str]:
    """The batch, its report in `report.json`."""
    return [sys.executable, "-m", "postcheck", "check", "posts.jsonl", "--format", "json", "-o", "report.json", *more]


def main() -> int:
    """Print what came of every kill; 1 where anything went wrong."""
    line = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    line.add_argument("--kills", type=int, default=50)
    line.add_argument("--posts", type=int, default=300)
    line.add_argument("--seconds", type=float, default=0, help="stop after the kill at which this time is over")
    asked = line.parse_args()
    pick = random.Random(20261122)
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        place = Path(folder)
        rows = (json.dumps({"id": at, "text": TEXTS[at % len(TEXTS)].format(at)}) for at in range(asked.posts))
        (place / "posts.jsonl").write_text("".join(f"{row}\n" for row in rows))
        cache = place / "cache"
        env = {**os.environ, "PYTHONPATH": str(ROOT), "POSTCHECK_CACHE_DIR": str(cache)}
        report = place / "report.json"
        begun = time.monotonic()
        subprocess.run(command("--no-cache"), cwd=place, env=env, check=False, capture_output=True)
        lasts = time.monotonic() - begun
        wanted = report.read_bytes()
        wrong, spoilt, ended, kept = 0, 0, 0, []
        made = 0
        for number in range(asked.kills):
            if number % 5:  # now and then everything is known already
                subprocess.run(["rm", "-rf", str(cache)], check=True)
            report.unlink(missing_ok=True)
            with subprocess.Popen(
                command("--resume"), cwd=place, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as program:
                enough = pick.randrange(asked.posts)
                while program.poll() is None and sum(1 for _ in cache.glob("??/*")) < enough:
                    time.sleep(0.005)
                time.sleep(pick.uniform(0, 0.05) * lasts)
                ended += program.poll() is not None
                program.send_signal(signal.SIGKILL)
            spoilt += report.exists() and report.read_bytes() != wanted
            kept.append(sum(1 for path in cache.glob("??/*")))
            again = subprocess.run(
                [sys.executable, "-c", WHOLE, *command("--resume")[3:]],
                cwd=place,
                env=env,
                capture_output=True,
                text=True,
            )
            wrong += report.read_bytes() != wanted or "Traceback" in again.stderr
            spoilt += int(again.stdout.split()[-1])
            made += 1
            if asked.seconds and time.monotonic() - begun > asked.seconds:
                break
        print(
            f"{made} kills of a run over {asked.posts} posts ({lasts:.1f} s undisturbed), "
            f"{ended} after its end; entries kept at the kill {min(kept)} to {max(kept)}; "
            f"reruns with another report: {wrong}; "
            f"damaged reports and cache entries: {spoilt}"
        )
    return int(bool(wrong or spoilt))


if __name__ == "__main__":
    sys.exit(main())
