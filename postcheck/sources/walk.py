"""Which drafts are read: files, folders, patterns and standard input, each read by its format's module.

In folders, hidden and vendor folders, what .gitignore leaves out and what the settings exclude stay out;
everything else is either read or named in a line.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from pathspec import GitIgnoreSpec

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions, by_suffix, source_for, text
from postcheck.sources.decode import LIMIT, load

VENDOR = frozenset(
    {
        "node_modules",
        "bower_components",
        "vendor",
        "venv",
        "env",
        "__pycache__",
        "site-packages",
        "_site",
        "dist",
        "build",
    }
)
"""Folder names whose contents nobody here wrote."""


def walk(
    targets: Iterable[str | Path], options: ReadOptions, *, stdin: BinaryIO | None = None
) -> Iterator[Post | Unchecked]:
    """Posts of all targets, in order; a file that two targets reach is read once.

    A target is a file, a folder, a pattern (`posts/**/*.md`) or `-` for standard input.
    """
    seen: set[str] = set()
    for target in map(str, targets):
        if target == "-":
            yield from _standard_input(options, stdin or sys.stdin.buffer)
            continue
        for path in _expanded(target):
            yield from _target(path, options, seen)


def _expanded(target: str) -> list[Path]:
    """The paths that a target stands for; itself where it is no pattern or fits nothing."""
    try:
        if not glob.has_magic(target) or os.path.lexists(target):
            return [Path(target)]
        return [Path(name) for name in sorted(glob.iglob(target, recursive=True))]  # noqa: PTH207 or [Path(target)]
    except ValueError:
        return [Path(target)]


def _target(path: Path, options: ReadOptions, seen: set[str]) -> Iterator[Post | Unchecked]:
    if str(path) not in options.content and _is_folder(path):
        yield from _folder(path, options, seen)
    elif _fresh(path, seen):
        yield from read(path, options)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _fresh(path: Path, seen: set[str]) -> bool:
    """Whether this file was not reached before, by whatever name."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return True
    if real in seen:
        return False
    seen.add(real)
    return True


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every post of one file, read by what its name ends in; a file of another kind as text if it is text."""
    try:
        source = source_for(path.suffix)
        yield from source.read(path, options) if source else text.read(path, options)
    except DraftError as error:
        yield Unchecked(Origin(str(path)), error.message)
    except RecursionError:
        yield Unchecked(Origin(str(path)), "is nested too deeply to be a post, and was not read to its end")
    except (OSError, MemoryError) as error:
        yield Unchecked(Origin(str(path)), f"could not be read to its end ({type(error).__name__}). Check the file")


def _standard_input(options: ReadOptions, stream: BinaryIO) -> Iterator[Post | Unchecked]:
    """Standard input as one post."""
    try:
        given = stream.read(LIMIT + 1)
    except OSError as error:
        yield Unchecked(Origin("-"), f"standard input cannot be read ({error.strerror}). Give a path instead")
        return
    yield from text.read(Path("-"), replace(options, content={"-": given}))


@dataclass(slots=True)
class _Left:
    """What a folder holds that is not read, by kind."""

    other: Counter[str] = field(default_factory=Counter)
    linked: int = 0
    read: int = 0


def _folder(root: Path, options: ReadOptions, seen: set[str]) -> Iterator[Post | Unchecked]:
    inside = replace(options, named=False)
    left = _Left()
    for path, problem in _files(root, options, left):
        if problem:
            yield Unchecked(Origin(str(path)), problem)
        else:
            left.read += 1
            if _fresh(path, seen):
                yield from read(path, inside)
    yield from _told(root, left)


def _told(root: Path, left: _Left) -> Iterator[Unchecked]:
    """One line for what a folder's files of other kinds are, and one if it holds no draft at all."""
    origin = Origin(str(root))
    if left.linked:
        folders = f"{left.linked} linked folder{'s' * (left.linked > 1)}"
        yield Unchecked(origin, f"{folders} not followed; name a linked folder to have it read", fatal=False)
    total = left.other.total()
    if total:
        kinds = ", ".join(f"{suffix} {count}" for suffix, count in left.other.most_common(6))
        more = ", ..." if len(left.other) > 6 else ""
        said = f"{total} file{'s' * (total > 1)} of other kinds left out ({kinds}{more}); name a file to have it read"
        yield Unchecked(origin, said, fatal=False)
    if not left.read:
        yield Unchecked(origin, f"holds no drafts ({', '.join(sorted(by_suffix()))}). Name a file or another folder")


def _files(root: Path, options: ReadOptions, left: _Left) -> Iterator[tuple[Path, str]]:
    """Draft files under `root` in name order, and paths that cannot be read with the reason."""
    ignored = _Ignored(root, options.exclude)
    problems: list[tuple[Path, str]] = []

    def unreadable(error: OSError) -> None:
        problems.append((Path(error.filename), "this folder may not be read. Ask its owner for permission"))

    for folder, names, files in os.walk(root, onerror=unreadable):
        yield from problems
        problems.clear()
        here = Path(folder)
        ignored.enter(here)
        linked = [name for name in names if (here / name).is_symlink() and not _left_out(name)]
        left.linked += len(linked)
        names[:] = sorted(
            name
            for name in names
            if not _left_out(name) and name not in linked and not ignored.covers(here / name, folder=True)
        )
        for name in sorted(files):
            path = here / name
            if name.startswith(".") or ignored.covers(path):
                continue
            if path.suffix.lower() not in by_suffix():
                left.other[path.suffix.lower() or "no ending"] += 1
            else:
                yield path, _trouble(path)
    yield from problems


def _left_out(name: str) -> bool:
    return name.startswith(".") or name in VENDOR


def _trouble(path: Path) -> str:
    """Why a file of a folder cannot be read, before it is opened; empty where it can."""
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return ""
        load(path, ReadOptions())
    except DraftError as error:
        return error.message
    except OSError:
        return "is a broken link. Mend the link or take it away" if path.is_symlink() else "cannot be read"
    return "is no regular file"


class _Ignored:
    """What .gitignore files (from the repository's root down) and the settings leave out."""

    def __init__(self, root: Path, exclude: tuple[str, ...]) -> None:
        self._base = root.absolute()
        self._exclude = GitIgnoreSpec.from_lines(exclude)
        self._specs: dict[Path, GitIgnoreSpec] = {}
        for parent in _repository(self._base):
            self.enter(parent)

    def enter(self, folder: Path) -> None:
        """Take in a folder's own .gitignore."""
        try:
            lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
            self._specs[folder.absolute()] = GitIgnoreSpec.from_lines(lines)
        except (OSError, ValueError):
            return

    def covers(self, path: Path, *, folder: bool = False) -> bool:
        """Whether `path` is left out; the nearest .gitignore that speaks of it decides."""
        absolute = path.absolute()
        end = "/" if folder else ""
        for base in (self._base, Path.cwd()):
            if absolute.is_relative_to(base) and self._exclude.match_file(absolute.relative_to(base).as_posix() + end):
                return True
        for parent in absolute.parents:
            if spec := self._specs.get(parent):
                said = spec.check_file(absolute.relative_to(parent).as_posix() + end).include
                if said is not None:
                    return said
        return False


def _repository(folder: Path) -> list[Path]:
    """The folders from a git repository's root down to above `folder`; none outside a repository."""
    chain: list[Path] = []
    for parent in (folder, *folder.parents):
        chain.append(parent)
        if (parent / ".git").exists():
            return chain[:0:-1]
    return []
