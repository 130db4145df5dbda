"""What git knows of drafts: which are staged, what the index holds, which lines changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

from postcheck.errors import UsageError

_BINARY = re.compile(rb"^Binary files ", re.MULTILINE)
_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def top(folder: Path) -> Path:
    """The work tree's top folder; raises UsageError outside a repository."""
    return Path(_git(["rev-parse", "--show-toplevel"], folder).decode(errors="surrogateescape").rstrip("\n"))


def hooks_folder(folder: Path) -> Path:
    """Where git looks for hooks of the repository at `folder`."""
    named = _git(["rev-parse", "--git-path", "hooks"], folder).decode(errors="surrogateescape").rstrip("\n")
    return (folder / named).absolute()


def staged(folder: Path) -> list[str]:
    """Paths, from the top, of files that the next commit adds or changes."""
    names = _git(["diff", "--cached", "--name-only", "-z", "--diff-filter=ACMR"], folder)
    return [name.decode(errors="surrogateescape") for name in names.split(b"\0") if name]


def blobs(paths: Sequence[str], top: Path) -> bytes:
    """Mode, blob and path of the staged content of `paths`, as git tells them."""
    return _git(["ls-files", "-s", "-z", "--", *(f":(literal){path}" for path in paths)], top)


def export_index(paths: Sequence[str], top: Path, into: Path) -> None:
    """Write the staged content of `paths` below `into`, each at its own place."""
    material = b"\0".join(path.encode(errors="surrogateescape") for path in paths)
    _git(["checkout-index", "-z", "--stdin", f"--prefix={into}/"], top, material)


def verify(since: str, folder: Path) -> None:
    """Nothing; raises UsageError where `since` names no revision of the repository at `folder`."""
    if since.startswith("-"):
        raise UsageError(f"'{since}' is not a revision")
    try:
        _git(["rev-parse", "--verify", "--quiet", f"{since}^{{commit}}"], folder)
    except UsageError as error:
        top(folder)
        raise UsageError(f"git knows no revision '{since}'", hint="Name a branch, tag or commit.") from error


def changed_lines(path: Path, since: str) -> list[range]:
    """1-based ranges of the lines of `path` (work tree) that differ from `since`; all where git sees no lines."""
    known = subprocess.run(
        ["git", "ls-files", "--error-unmatch", "--", path.name], cwd=path.parent, capture_output=True, check=False
    )
    if known.returncode:
        return [range(1, 1 << 40)]
    difference = _git(["diff", "-U0", "--no-color", "--no-ext-diff", since, "--", path.name], path.parent)
    if _BINARY.search(difference):
        return [range(1, 1 << 40)]
    return [
        range(int(hunk[1]), int(hunk[1]) + int(hunk[2] if hunk[2] is not None else 1))
        for hunk in _HUNK.finditer(difference)
    ]


def _git(arguments: list[str], folder: Path, material: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, input=material, capture_output=True, check=False)
    except OSError as error:
        raise UsageError(
            "git is not installed or cannot be run", hint="Install git, or check files by path."
        ) from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(f"git {arguments[0]}: {words[-1] if words else 'failed'}")
    return done.stdout
