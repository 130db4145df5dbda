"""Writing: whole or not at all, and readable only by the owner where it holds decisions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from postcheck.errors import UsageError


def write_atomically(path: Path, content: str | bytes, *, private: bool = True) -> None:
    """Write `content` beside `path` and rename it into place; raises UsageError with the reason.

    Links are followed; a device or a pipe is written to as it is.
    """
    if path.is_symlink():
        path = path.resolve()
    data = content.encode("utf-8", errors="surrogatepass") if isinstance(content, str) else content
    temporary = ""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if not private:
            Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


@contextmanager
def written_in_pieces(path: Path) -> Iterator[IO[str]]:
    """A stream whose content stands at `path` once the context ends well, and nowhere if it does not.

    A device or a pipe takes it as it comes. Raises UsageError with the reason where it cannot be written.
    """
    if path.is_symlink():
        path = path.resolve()
    temporary = ""
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as stream:
                yield stream
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
        temporary = ""
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
