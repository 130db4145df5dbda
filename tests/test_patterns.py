# ruff: noqa: E501
"""Every regular expression of ours takes time in proportion to its input, whatever the input repeats.

Work is counted in processor time on a text and on one four times as long: a naive pattern would need sixteen times as
much, or never end.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postcheck

UNITS = (
    "a", "A", "0", "1 ", " ", "\n", "\t", ".", "-", "_", "/", "@", "#", "*", "`", "[", "]", "(", "<", ">", "&", "'", '"', "\\", ":", ";", ",", "|",
    "=", "+", "£", "“", "é", "\u200b", "👩", "a.", "a-", "a@", "a b", "A b ", "Ab ", "Aa", "0a", "a0", "07", "07 ", "1.1", "1-", "1,", "0 0", "O0",
    "a'", "<a", "<!--", "[a](", "](", "**a", "a_a", "http://", "www.", "a@a.", "://a", "one ", "double seven ", "1/1/", "12:", "AB1", "A1 ", "AB12",
    "is ", "password is ", "Mr A ", "St. ", "{", "}", '{"a":', '\\"', "&#", "=\\", "dot ", " at ", "\r\n ", "---\n", "a: b\n", "- a\n", "| a ", "--|",
)  # fmt: skip
"""What is repeated."""
LENGTH = 5_000
BOUNDED = {
    "[A-Z][\\w'&-]+\\s+": "looks at 40 characters before a role",
    "(?P<value>[\\w@-]{2,40}\\s*[/|]": "looks at 60 characters after a login word",
    "(?P<comment>#[^\\n]*)": "reads front matter that has been found valid TOML",
}
"""Patterns by how they go, and why they may take more: what they are given is short, or well formed."""
LONGER = 4
ALLOWED = 9
"""How many times as long the longer text may take: a linear pattern takes four times, a quadratic one sixteen."""
NOTHING = 0.02
"""Seconds of processor time below which a ratio says nothing."""
FOR_EVER = 20


def _modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(postcheck.__path__, "postcheck."):
        if not found.name.endswith("__main__"):
            try:
                yield importlib.import_module(found.name)
            except ImportError:  # an extra that is not installed
                continue


def _within(value: object, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, re.Pattern) or type(value).__module__.startswith(("_regex", "regex")):
        yield value
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _within(item, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for item in value.values():
            yield from _within(item, depth + 1)


def _patterns() -> dict[tuple[str, int], Any]:
    """Every compiled pattern that modules and detectors hold, those made from the packs' lists too."""
    from postcheck.config import Own, Person, Settings
    from postcheck.detectors import Resources, build_all
    from postcheck.packs.load import load

    modules = list(_modules())
    own = Own(domains=("exampleshire.gov.uk",), phones=("01632 960001",), venues=("County Hall",), handles=("@x",))
    resources = Resources((load("uk-council"),), Settings(own=own, people=(Person(name="Kerensa Trevail"),)))
    detectors = build_all(resources)
    found = [pattern for module in modules for value in vars(module).values() for pattern in _within(value)]
    seen: set[int] = set()
    queue: list[object] = list(detectors)
    while queue:
        item = queue.pop()
        if id(item) in seen or len(seen) > 200_000:
            continue
        seen.add(id(item))
        found += _within(item)
        if type(item).__module__.startswith("postcheck") or isinstance(item, dict | list | tuple | set | frozenset):
            queue += gc.get_referents(item)
    tried_once = _tried_at_one_place(modules)
    return {
        (pattern.pattern, pattern.flags): pattern
        for pattern in found
        if isinstance(pattern.pattern, str)
        and (pattern.pattern, pattern.flags) not in tried_once
        and not any(words in pattern.pattern for words in BOUNDED)
    }


def _tried_at_one_place(modules: list[Any]) -> set[tuple[str, int]]:
    """Patterns that their module only asks whether they fit at one place: `match` and `fullmatch`."""
    found = set()
    for module in modules:
        source = Path(module.__file__).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and name.startswith("_"):
                uses = set(re.findall(rf"\b{name}\.(\w+)", source))
                if (
                    uses
                    and uses <= {"match", "fullmatch", "pattern"}
                    and len(re.findall(rf"\b{name}\b", source))
                    == len(re.findall(rf"\b{name}\.(?:match|fullmatch)\(", source)) + 1
                ):
                    found.add((value.pattern, value.flags))
    return found


def _work(pattern: Any, text: str) -> float:
    """Processor seconds that all matches take."""
    before = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - before


def _slow(pattern: Any, units: tuple[str, ...] = UNITS) -> list[tuple[str, float]]:
    """The units whose repetition, and the same with a bad end, makes `pattern` worse than linear."""
    found = []
    for unit in units:
        text = unit * (LENGTH // len(unit))
        for end in ("", "\x00"):
            if (first := _work(pattern, text + end)) < NOTHING:
                continue
            first = min(first, _work(pattern, text + end))
            ratio = _work(pattern, text * LONGER + end) / first
            if ratio > ALLOWED and (ratio := _work(pattern, text * LONGER + end) / first) > ALLOWED:
                found.append((unit + end, round(ratio, 1)))
                if len(found) > 1:
                    return found
    return found


def _all_slow(answer: Any) -> None:
    answer.send("begun")
    for (words, flags), pattern in sorted(_patterns().items()):
        answer.send((words, flags))
        answer.send(_slow(pattern))
    answer.send(None)


def test_a_naive_pattern_would_be_found():
    assert _slow(re.compile(r"\s+$"), (" ",))
    assert _slow(re.compile(r"[a-z]+@"), ("a",))
    assert not _slow(re.compile(r"(?<![a-z])[a-z]++@"), ("a",))


def test_every_pattern_is_linear():
    patterns = _patterns()
    assert len(patterns) > 100
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    worker = multiprocessing.get_context("spawn").Process(target=_all_slow, args=(theirs,), daemon=True)
    worker.start()
    slow: dict[str, object] = {}
    assert ours.poll(120)
    ours.recv()
    while ours.poll(60) and (which := ours.recv()) is not None:
        if not ours.poll(FOR_EVER * 10):
            slow[which[0]] = "never ends"
            break
        if found := ours.recv():
            slow[which[0]] = found
    worker.kill()
    assert not slow
