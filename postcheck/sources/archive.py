"""Office files are zip archives of XML: opened only where they cannot burst, read without following entities."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from postcheck.errors import DraftError
from postcheck.sources import ReadOptions
from postcheck.sources.decode import load

LIMIT = 256 * 1024 * 1024
"""Bytes that all members may hold unpacked."""
RATIO = 200
"""How often larger a member over 4 MB may be unpacked than packed."""
MEMBERS = 5_000


def opened(path: Path, options: ReadOptions, *, what: str, member: str) -> zipfile.ZipFile:
    """The archive at `path`, which holds `member`; raises DraftError with `what` the file should have been."""
    data = load(path, options)
    if not data.strip():
        raise DraftError("is empty. Write the draft, or name another file")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DraftError(f"is protected by a password or in an old format. Save it as {what} without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DraftError(f"is not {what}, or is damaged. Open it in its program and save it again") from error
    if len(members) > MEMBERS or sum(item.file_size for item in members) > LIMIT:
        raise DraftError(f"would unpack to more than {LIMIT // 1024**2} MB, as a zip bomb does; it was not read")
    for item in members:
        if item.file_size > 4_000_000 and item.file_size > RATIO * max(item.compress_size, 1):
            raise DraftError(f"holds a part packed more than {RATIO} times, as a zip bomb is; it was not read")
        if item.flag_bits & 1:
            raise DraftError(f"is protected by a password. Save it as {what} without one")
    if member not in archive.namelist():
        raise DraftError(f"is not {what}: it holds no {member}. Open it in its program and save it again")
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; raises DraftError where it is damaged or declares a document type."""
    try:
        data = archive.read(name)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DraftError(f"is damaged in {name}. Open it in its program and save it again") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise DraftError(f"is damaged in {name}. Open it in its program and save it again") from error
        raise
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise DraftError(f"declares XML entities in {name}, which no office program writes; it was not read")
    return data


def tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A member's XML; raises DraftError where it is damaged."""
    try:
        return ElementTree.fromstring(part(archive, name))  # noqa: S314 - as above
    except ElementTree.ParseError as error:
        raise DraftError(f"is damaged in {name} ({error}). Open it in its program and save it again") from error


def local(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute's value, whatever its namespace; empty where there is none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""
