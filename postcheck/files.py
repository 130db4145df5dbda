"""Writing: whole or not at all, and readable only by the owner where it holds decisions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from postcheck.errors import UsageError


def write_atomically(path: Path, content: str | bytes, *, private: bool = True) -> None:
    """Write `content` beside `path` and rename it into place; raises UsageError with the reason.

    Links are followed; a device or a pipe is written to as it is.
    """
    path = _followed(path)
    data = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    try:
        with _put_in_place(path, private=private) as file:
            file.write(data)
    except OSError as error:
        raise _refused(path, error) from error


@contextmanager
def written_in_pieces(path: Path) -> Iterator[IO[str]]:
    """A stream whose content stands at `path` once the context ends well, and nowhere if it does not.

    A device or a pipe takes it as it comes. Raises UsageError with the reason where it cannot be written.
    """
    path = _followed(path)
    try:
        with _put_in_place(path, private=False) as file, TextIOWrapper(file, encoding="utf-8", newline="") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(path, error) from error


@contextmanager
def _put_in_place(path: Path, *, private: bool) -> Iterator[IO[bytes]]:
    """A file beside `path` that is renamed to it where the context ends well; a device or a pipe itself."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if not private:
            Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _followed(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


def _refused(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be written: {error.strerror or error}")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
