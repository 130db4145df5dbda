"""How long a person waits who pastes drafts into `postcheck`: each report, from its closing `.` to the next prompt.

A real pseudo-terminal, drafts of examples/drafts one after another once the models are loaded. Prints wall times.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = sorted((ROOT / "examples" / "drafts").glob("*.txt"))
PROMPT = b"Paste"


def until(terminal: int, words: bytes, seconds: float = 120) -> float:
    """Seconds until `words` stand on the terminal."""
    begun, seen = time.perf_counter(), b""
    while words not in seen:
        left = seconds - (time.perf_counter() - begun)
        if left <= 0 or not select.select([terminal], [], [], left)[0]:
            raise SystemExit(f"nothing after {seconds:.0f} s; the last words were {seen[-200:]!r}")
        seen += os.read(terminal, 65536)
    return time.perf_counter() - begun


def main() -> None:
    """Paste, wait, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=6)
    parser.add_argument("--pause", type=float, default=8, help="seconds before the first draft, in which models load")
    asked = parser.parse_args()
    child, terminal = pty.fork()
    if not child:
        environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
        os.execve(sys.executable, [sys.executable, "-m", "postcheck"], environment)
    print(f"prompt after {until(terminal, PROMPT):.2f} s")
    time.sleep(asked.pause)
    waits = []
    for draft in DRAFTS[: asked.drafts]:
        os.write(terminal, draft.read_bytes().rstrip() + b"\n")
        time.sleep(0.3)
        os.write(terminal, b".\n")
        waits.append(until(terminal, PROMPT))
    os.write(terminal, b"\x04")
    print(f"first report after {waits[0]:.3f} s (at most 0.3), second after {waits[1]:.3f} s (at most 0.1)")
    print(f"all {len(waits)}: median {statistics.median(waits):.3f} s, longest {max(waits):.3f} s")


if __name__ == "__main__":
    main()
