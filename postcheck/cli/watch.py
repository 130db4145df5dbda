"""`postcheck check --watch`: the report again whenever a draft changes. Looks twice a second; needs no package."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from postcheck.cli.output import say
from postcheck.errors import UsageError

_PAUSE = 0.5

Signature = dict[str, tuple[int, int]]


def watch_over(targets: Sequence[str], once: Callable[[], int]) -> int:
    """Run `once` now and after every change of `targets`, until Ctrl-C; gives the last exit code."""
    if not targets or "-" in targets:
        raise UsageError("--watch needs files or folders to look at")
    code = 0
    try:
        while True:
            before = signature(targets)
            code = once()
            say("\npostcheck: waiting for the next change; Ctrl-C leaves.\n", sys.stderr)
            while signature(targets) == before:
                time.sleep(_PAUSE)
    except KeyboardInterrupt:
        say("\n", sys.stderr)
    return code


def signature(targets: Sequence[str]) -> Signature:
    """Time and size of every file below `targets`."""
    found: Signature = {}
    for path in _files(targets):
        try:
            state = path.stat()
        except OSError:
            continue
        found[str(path)] = state.st_mtime_ns, state.st_size
    return found


def _files(targets: Sequence[str]) -> Iterator[Path]:
    from glob import glob, has_magic

    for target in targets:
        for name in glob(target, recursive=True) if has_magic(target) else [target]:  # noqa: PTH207
            if not Path(name).is_dir():
                yield Path(name)
                continue
            for folder, folders, files in os.walk(name):
                folders[:] = [item for item in folders if not item.startswith(".")]
                yield from (Path(folder) / file for file in files)
