from __future__ import annotations

import pytest

from postcheck.errors import DraftError
from postcheck.sources.decode import decode

WORDS = "Café’s open — £5 entry, see you there.\r\nSecond line.\n"


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        (WORDS.encode(), ""),
        (WORDS.encode("utf-8-sig"), ""),
        (WORDS.encode("utf-16"), "UTF-16"),
        ("\ufeff".encode("utf-16-be") + WORDS.encode("utf-16-be"), "UTF-16"),
        (WORDS.encode("utf-32"), "UTF-32"),
        (WORDS.encode("utf-16-le"), "UTF-16"),
        (WORDS.encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_are_read_character_for_character_and_told(data: bytes, notice: str) -> None:
    text, notices = decode(data)
    assert text == WORDS
    assert notice in " ".join(notices)
    assert bool(notice) is bool(notices)


def test_mac_roman_quotes_are_not_taken_for_windows_letters() -> None:
    text, notices = decode("We don’t and won’t do it".encode("mac_roman"))
    assert text == "We don’t and won’t do it"
    assert "Mac Roman" in notices[0]


def test_a_cut_byte_in_utf8_is_told_and_the_rest_stays_utf8() -> None:
    text, notices = decode("Café, naïve, £10, déjà ".encode() + b"\xc3" + b" end")
    assert text.startswith("Café, naïve, £10")
    assert "not valid UTF-8" in notices[0]


def test_garbled_letters_are_noticed() -> None:
    assert "garbled" in decode("We donâ€™t know".encode())[1][0]
    assert not decode("Âme, Ãnimo, fâcheux".encode())[1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word or Excel"),
        (b"Hello\x00world", "NUL"),
        (bytes(range(1, 32)) * 20, "binary"),
        (bytes(range(256)) * 20, "NUL"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(DraftError, match=says):
        decode(data)


def test_escape_sequences_are_text() -> None:
    assert decode(b"\x1b[31mred\x1b[0m")[0] == "\x1b[31mred\x1b[0m"
