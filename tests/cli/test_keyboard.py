"""The pad takes typed and pasted characters as a person means them."""

from __future__ import annotations

import pytest

from postcheck.cli.keyboard import Pad

PASTE = "\x1b[200~{}\x1b[201~"


def fed(*bursts: str) -> tuple[str, bool, str]:
    shown: list[str] = []
    pad = Pad(shown.append)
    done = False
    for burst in bursts:
        done = done or pad.feed(burst)
    return pad.text, done, "".join(shown)


@pytest.mark.parametrize(
    ("bursts", "text", "done"),
    [
        (("one\n", "two", "\x04"), "one\ntwo", True),
        (("one\n.\n",), "one\n", True),
        (("one\r.\r",), "one\n", True),
        ((PASTE.format("a\n.\nb"), "\x04"), "a\n.\nb", True),
        ((PASTE.format("a\n.\n"),), "a\n.\n", False),
        (("abd\x7fc\x04",), "abc", True),
        (("a\n\x7fb\x04",), "a\nb", True),
        (("a\x1b[Db\x1b[1;5Cc\x1bOAd\x04",), "abcd", True),
        (("\x1b[20", "0~a\n.\n", "\x1b[201", "~\x04"), "a\n.\n", True),
        (("x" * 10_000 + "\x04",), "x" * 10_000, True),
        (("caf\u00e9 \u200b\U0001f600\x04",), "caf\u00e9 \u200b\U0001f600", True),
        (("tab\there\x07\x04",), "tab\there", True),
        (("3.\n", "\x04"), "3.\n", True),
        (("\x04",), "", True),
    ],
)
def test_bursts_make_a_draft(bursts, text, done):
    assert fed(*bursts)[:2] == (text, done)


def test_control_and_bidi_characters_are_not_echoed():
    shown = fed("a\x1b]0;title\x07\u202eb\x04")[2]
    assert "\x1b" not in shown
    assert "\u202e" not in shown
