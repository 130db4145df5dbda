"""What the hook let through before: the same staged content under the same rules is let through at once.

Knows by one digest of all that the answer depends on (staged blobs, configuration, packs, model, installed
packages, the day), so that a commit of unchanged drafts costs no import of the checker. Holds no text.
"""

from __future__ import annotations

import hashlib
import os
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from postcheck import __version__, git
from postcheck.cache import default_folder
from postcheck.errors import PostcheckError
from postcheck.resources import bundled

BYPASS = "POSTCHECK_BYPASS"
"""Environment variable that lets one commit through, with the reason."""
_CONFIGURATIONS = (".postcheck.toml", "pyproject.toml")


class Cleared:
    """The memory of one question, whether this staged content may pass."""

    def __init__(self, question: str) -> None:
        self._file = default_folder() / "hook" / question

    @property
    def known(self) -> bool:
        """Whether it was let through before."""
        return self._file.exists()

    def remember(self) -> None:
        """Keep that it may pass; a folder that cannot be written costs the memory, not the commit."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file.touch(mode=0o600)


def passes(arguments: Sequence[str]) -> bool:
    """Whether `hook run` with `arguments` has nothing to do: nothing staged, or let through before."""
    if os.environ.get(BYPASS) or any(argument.startswith("-") for argument in arguments):
        return False
    try:
        top = git.top(Path.cwd())
        paths = staged(arguments, top)
        return not paths or Cleared(question(paths, top)).known
    except (PostcheckError, OSError):
        return False


def staged(paths: Sequence[str], top: Path) -> list[str]:
    """The staged files, or those of `paths` that are, as paths from the top."""
    found = git.staged(top)
    if not paths:
        return found
    here = Path.cwd()
    named = {os.path.relpath(here / path, top).replace(os.sep, "/") for path in paths}
    return [path for path in found if path in named]


def question(paths: Sequence[str], top: Path, options: Sequence[object] = (None, None)) -> str:
    """A digest of everything that the hook's answer on staged `paths` depends on."""
    digest = hashlib.blake2b(digest_size=20)
    for part in (__version__, date.today().isoformat(), repr(options), *_standing(paths, top, options)):
        digest.update(part.encode(errors="surrogateescape") + b"\0")
    digest.update(git.blobs(paths, top))
    return digest.hexdigest()


def _standing(paths: Iterable[str], top: Path, options: Sequence[object]) -> Iterator[str]:
    """The state of every file besides the drafts that counts."""
    folders = {folder for path in paths for folder in (top / path).parents}
    named = [folder / name for folder in sorted(folders) for name in _CONFIGURATIONS]
    for path in (*named, *(option for option in options if isinstance(option, Path))):
        if path.is_file():
            content = path.read_bytes()
            yield f"{path} {hashlib.blake2b(content).hexdigest()}"
            for other in _named_in(content, path.parent):
                yield from _states(other)
    yield from _states(bundled("rules"))
    yield from _states(bundled("models") / "breach-tagger" / "config.json")
    yield _state(Path(sysconfig.get_path("purelib")))


def _named_in(content: bytes, folder: Path) -> Iterator[Path]:
    """Packs and baseline that a configuration names and that stand beside it."""
    try:
        data = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return
    own = data.get("tool", {}).get("postcheck", {}) or data
    for name in (*own.get("packs", ()), own.get("baseline", "")):
        if isinstance(name, str) and name and (folder / name).exists():
            yield folder / name


def _states(path: Path) -> Iterator[str]:
    yield _state(path)
    if path.is_dir():
        yield from (_state(file) for file in sorted(path.rglob("*")))


def _state(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return str(path)
    return f"{path} {state.st_mtime_ns} {state.st_size}"
