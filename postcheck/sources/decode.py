"""Bytes to text: which encoding a draft is in, and a clear line for what is no text at all.

Nothing is translated: line ends stay as they were written, and only a byte-order mark is dropped.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Generator
from pathlib import Path

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Unchecked
from postcheck.sources import ReadOptions

LIMIT = 64 * 1024 * 1024
"""Bytes that one draft file may hold."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip, Word or spreadsheet file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file (.doc, .xls)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "a rich-text (RTF) file"),
)
_KINDS = (
    (stat.S_ISFIFO, "is a pipe, and reading it could wait for ever. Send it to standard input and give '-' instead"),
    (stat.S_ISSOCK, "is a socket, not a file. Save the draft as a file"),
    (stat.S_ISCHR, "is a device, not a file. Save the draft as a file, or give '-' for standard input"),
    (stat.S_ISBLK, "is a device, not a file. Save the draft as a file"),
)
_SEEN = re.compile("[^\\s\ufeff\u200b]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOJIBAKE = re.compile("â€[™œ˜“”¦\x9d]|Ã[©¨ª«¡\xad³º]|Â[£\xa0]")
_MAC_QUOTES = re.compile("[a-z]Õ[a-z]|Ò\\w[^ÒÓ]{0,200}Ó")


def load(path: Path, options: ReadOptions) -> bytes:
    """The bytes of a draft; raises DraftError for what is missing, unreadable, too big or no regular file."""
    if (given := options.content.get(str(path))) is not None:
        return _bounded(given)
    try:
        found = path.stat()
        for is_kind, reason in _KINDS:
            if is_kind(found.st_mode):
                raise DraftError(reason)
        if found.st_size > LIMIT:
            raise DraftError(_too_big(found.st_size))
        with path.open("rb") as file:
            return _bounded(file.read(LIMIT + 1))
    except OSError as error:
        raise DraftError(_why_not(path, error)) from error
    except ValueError as error:
        raise DraftError("is no path that can exist. Check the name") from error


def _bounded(data: bytes) -> bytes:
    if len(data) > LIMIT:
        raise DraftError(_too_big(len(data)))
    return data


def _too_big(size: int) -> str:
    return f"is {size / 1e6:,.0f} MB, over the limit of {LIMIT // 1024**2} MB. Split it into smaller files"


def _why_not(path: Path, error: OSError) -> str:
    """Why a file cannot be opened, and what to do."""
    if path.is_symlink() and not path.exists():
        return f"is a broken link to {path.readlink()}. Mend the link or name the file itself"
    if isinstance(error, FileNotFoundError):
        return "does not exist. Check the spelling and the folder"
    if isinstance(error, PermissionError):
        return "may not be read. Ask its owner for read permission"
    if isinstance(error, IsADirectoryError):
        return "is a folder where a file was expected"
    return f"cannot be read ({error.strerror or type(error).__name__}). Check the path"


def opened(path: Path, options: ReadOptions) -> Generator[Unchecked, None, str | None]:
    """The text of a draft file, what is to be said of it yielded first; None where it cannot be read."""
    origin = Origin(str(path))
    try:
        text, notices = text_of(path, options)
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return None
    yield from (Unchecked(origin, notice, fatal=False, notice=True) for notice in notices)
    return text


def text_of(path: Path, options: ReadOptions) -> tuple[str, list[str]]:
    """The text of a draft file, and a notice for each thing to know about its encoding; raises DraftError."""
    text, notices = decode(load(path, options))
    if not _SEEN.search(text):
        raise DraftError("is empty. Write the draft, or name another file")
    return text, notices


def decode(data: bytes) -> tuple[str, list[str]]:
    """`data` as text with notices in words; raises DraftError for binary content."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DraftError(f"is {kind}, not text. Save the draft as text, or under its own file ending")
    text, notices = _by_mark(data) or _unmarked(data)
    _refuse_binary(text)
    if _MOJIBAKE.search(text):
        notices.append("holds letters such as â€™ that were garbled before the file was saved; check the wording")
    return text, notices


def encoding_of(data: bytes, text: str) -> tuple[bytes, str]:
    """Byte-order mark and encoding in which `text` gives `data` again; an empty name where none does."""
    for mark, encoding, _ in _MARKS:
        if data.startswith(mark) and _gives(text, encoding, data[len(mark) :]):
            return mark, encoding
    guesses = ("ascii", "utf-8", "cp1252", "mac_roman", "utf-16-le", "utf-16-be", "latin-1")
    return b"", next((encoding for encoding in guesses if _gives(text, encoding, data)), "")


def _gives(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False


def _by_mark(data: bytes) -> tuple[str, list[str]] | None:
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            text, bad = _tolerant(data[len(mark) :], encoding)
            notices = [] if name == "UTF-8" else [f"read as {name}"]
            return text, notices + _bad_bytes(bad, name)
    return None


def _unmarked(data: bytes) -> tuple[str, list[str]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    if "\0" in text and (wide := _wide(data)):
        return data.decode(wide, errors="replace"), [f"read as {wide[:6].upper()} (it has no byte-order mark)"]
    return text, []


def _wide(data: bytes) -> str:
    """The UTF-16 byte order of text without a mark: every second byte is zero in the main."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _legacy(data: bytes) -> tuple[str, list[str]]:
    """Text that is not UTF-8: damaged UTF-8, a UTF-16 without mark, Windows-1252, Mac Roman, or a guess."""
    if b"\0" in data:
        wide = _wide(data)
        return data.decode(wide or "latin-1", errors="replace"), [f"read as {wide[:6].upper()}"] if wide else []
    text, bad = _tolerant(data, "utf-8")
    good = sum(character > "\x7f" and character != "\ufffd" for character in text[:1_000_000])
    if good > 3 * bad:
        return text, _bad_bytes(bad, "UTF-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _guess(data)
    if _MAC_QUOTES.search(text):
        return data.decode("mac_roman"), ["read as Mac Roman (it is not UTF-8); save it as UTF-8 to be sure"]
    return text, ["read as Windows-1252 (it is not UTF-8); save it as UTF-8 to be sure"]


def _guess(data: bytes) -> tuple[str, list[str]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best else "latin-1"
    text = data.decode(encoding, errors="replace")
    return text, [f"read as {encoding}, which is a guess; save it as UTF-8 to be sure"]


def _tolerant(data: bytes, encoding: str) -> tuple[str, int]:
    """`data` decoded with \N{REPLACEMENT CHARACTER} for what does not fit, and how many of those."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return text, text.count("\ufffd")


def _bad_bytes(count: int, name: str) -> list[str]:
    places = "place is" if count == 1 else f"{count} places are"
    return (
        [f"{'1 ' if count == 1 else ''}{places} not valid {name} and read as �; check the wording there"]
        if count
        else []
    )


def _refuse_binary(text: str) -> None:
    if "\0" in text:
        raise DraftError("holds NUL characters, so it is not text. Save the draft as plain text (UTF-8)")
    sample = text[:100_000]
    controls = len(_CONTROL.findall(sample))
    if controls > 8 and controls * 50 > len(sample):
        raise DraftError("looks like a binary file, not text. Save the draft as plain text (UTF-8)")
