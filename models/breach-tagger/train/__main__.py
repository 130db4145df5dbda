"""One step: `check`, `fit`, `leave-out`, `evaluate` or `parts`. Run `python -m train STEP` from the folder above.

`check` reads the data, `fit` makes the artefact, `leave-out` trains with four writers unread, `evaluate` writes
CARD.md, and `parts` writes each part of the split as a file for `postcheck evaluate`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .posts import DATA, HERE, load, near_duplicates, split


def main() -> None:
    """Parses the command line and runs one step."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__)
    parser.add_argument("step", choices=["check", "fit", "leave-out", "evaluate", "parts"])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with the authored posts")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the artefact and CARD.md")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder that keeps finished runs")
    parser.add_argument("--public", type=Path, help="folder of real text for thresholds and figures, read in place")
    parser.add_argument("--threads", type=int, default=2, help="for training")
    choices = parser.parse_args()
    if choices.step == "check":
        _check(choices.data)
    elif choices.step == "fit":
        from .make import make

        make(load(choices.data), out=choices.out, work=choices.work, public=choices.public, threads=choices.threads)
    elif choices.step == "leave-out":
        from .crossfit import left_out_logits
        from .recipe import LEFT_OUT_RUN
        from .vocabulary import pruned, start_folder

        parts = split(load(choices.data))
        left_out_logits(parts["train"] + parts["calibration"], pruned(start_folder())[0], LEFT_OUT_RUN, choices.work)
    elif choices.step == "parts":
        _write_parts(choices.data, choices.work)
    else:
        from .report import report

        report(load(choices.data), out=choices.out, work=choices.work, public=choices.public)


def _check(folder: Path) -> None:
    from .card import data_table

    posts = load(folder)
    by_id = {post.id: post for post in posts}
    print(data_table(posts))
    print({name: len(part) for name, part in split(posts).items()})
    for first, second, score in near_duplicates(posts):
        if by_id[first].pair != second and by_id[second].pair != first:
            print(f"near-duplicates, kept on one side of the split: {first} {second} ({score:.0f})")


def _write_parts(data: Path, work: Path) -> None:
    lines = {json.loads(line)["id"]: line for path in data.glob("*.jsonl") for line in path.open(encoding="utf-8")}
    work.mkdir(parents=True, exist_ok=True)
    for name, part in split(load(data)).items():
        (work / f"{name}.jsonl").write_text("".join(lines[post.id] for post in part), encoding="utf-8")
        print(f"{work / name}.jsonl: {len(part)} posts")


if __name__ == "__main__":
    main()
