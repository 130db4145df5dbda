"""Results kept between runs, readable only by who already has the post.

An entry's name is a keyed hash of everything that the result depends on; its content is sealed with a
stream keyed by the post's own text (BLAKE2b and SHAKE-256, convergent), so the cache holds no text and
gives none away. Entries are written whole and renamed into place; a damaged one is a miss. What a killed run
left unfinished is swept away by a later one.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "POSTCHECK_CACHE_DIR"
_FORMAT = b"postcheck cache 1"
_SEAL = 16
_UNFINISHED = "unfinished"
_STALE = 3600
"""Seconds after which nobody is writing an unfinished entry any more."""


def default_folder() -> Path:
    """The user's cache folder, or the one that POSTCHECK_CACHE_DIR names."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("postcheck", appauthor=False)


def keep(folder: Path, path: Path, data: bytes) -> None:
    """Put `data` at `path` under `folder`, whole and for its owner alone; raises OSError and leaves nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=_swept(folder / _UNFINISHED))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def trouble(folder: Path) -> str:
    """Why results cannot be kept in `folder`, in words; empty where they can."""
    probe = folder / _UNFINISHED / f"probe-{os.getpid()}"
    try:
        keep(folder, probe, bytes(65_536))
        probe.unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


@cache
def _swept(folder: Path) -> Path:
    """The folder for entries under way, made where it is missing, without what killed runs left in it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(OSError):
        folder.parent.chmod(0o700)
        for path in folder.iterdir():
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink(missing_ok=True)
    return folder


def environment(parts: Iterable[bytes]) -> bytes:
    """One digest of all that results depend on besides the post: packs, settings, model, versions."""
    digest = hashlib.blake2b(_FORMAT, digest_size=32)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


class Cache:
    """A folder of sealed entries; safe under parallel runs and kills, silent where it cannot write."""

    def __init__(self, folder: Path, environment: bytes) -> None:
        self.folder = folder
        self._environment = environment
        self.hits = self.misses = 0

    def get(self, text: str, circumstances: str) -> Any | None:
        """What was stored for this text in these circumstances, or None."""
        name, key = self._keys(text, circumstances)
        try:
            sealed = self._path(name).read_bytes()
        except OSError:
            self.misses += 1
            return None
        content = _open(sealed, key)
        self.hits += content is not None
        self.misses += content is None
        return content

    def put(self, text: str, circumstances: str, content: Any) -> None:
        """Store `content` (JSON values); a full disk or read-only folder loses the entry, not the run."""
        name, key = self._keys(text, circumstances)
        with suppress(OSError):
            keep(self.folder, self._path(name), _seal(content, key))

    def _keys(self, text: str, circumstances: str) -> tuple[str, bytes]:
        material = text.encode(errors="surrogatepass")
        key = hashlib.blake2b(material, key=self._environment, person=b"content", digest_size=32).digest()
        address = hashlib.blake2b(circumstances.encode(errors="surrogatepass"), key=key, digest_size=20).hexdigest()
        return address, hashlib.blake2b(key, person=b"seal", salt=address[:16].encode(), digest_size=32).digest()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name[2:]


def _seal(content: Any, key: bytes) -> bytes:
    body = _stream(json.dumps(content, ensure_ascii=False).encode(errors="surrogatepass"), key)
    return hashlib.blake2b(body, key=key, digest_size=_SEAL).digest() + body


def _open(sealed: bytes, key: bytes) -> Any | None:
    """The content, or None where the entry is damaged or was not sealed with `key`."""
    mark, body = sealed[:_SEAL], sealed[_SEAL:]
    if hashlib.blake2b(body, key=key, digest_size=_SEAL).digest() != mark:
        return None
    return json.loads(_stream(body, key).decode(errors="surrogatepass"))


def _stream(data: bytes, key: bytes) -> bytes:
    """`data` under the SHAKE-256 key stream of `key`; the same call opens it again."""
    pad = hashlib.shake_256(key).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(pad, "big")).to_bytes(len(data), "big")
