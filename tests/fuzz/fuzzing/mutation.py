"""Random changes to bytes, for where no coverage-guided fuzzer is installed."""

from __future__ import annotations

import random
from collections.abc import Sequence

_WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\n\n", b"\t", b'"', b"'", b"\\", b"\\u", b"\\ud83d", b"{", b"}",
    b"[", b"]", b",", b";", b":", b"|", b"<", b">", b"<!--", b"-->", b"```", b"`", b"*", b"_", b"#", b"@", b"---\n", b"+++\n",
    b"%", b"=", b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"null", b"true", b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
    b"\xe2\x80\xae", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xd0\xb0", b"\xef\xbc\x90", b"07700 900123", b"double seven", b"L4bour",
    b"\xed\xa0\x80", b"\xe2\x91\xa0", b"\xcc\x81", b"\xef\xb7\xba", b"\xc4\xb0", b"\xc3\x9f",
)  # fmt: skip


class Mutator:
    """Inputs made from `seeds` by one to eight changes each; the same `number` gives the same stream."""

    def __init__(self, seeds: Sequence[bytes], words: Sequence[bytes], number: int, longest: int = 4_096) -> None:
        self._longest = longest
        self._random = random.Random(number)
        self._seeds = list(seeds) or [b""]
        self._words = [*_WORDS, *words]

    def next(self) -> bytes:
        """Another input."""
        pick = self._random
        data = bytearray(pick.choice(self._seeds))
        for _ in range(pick.choice((1, 1, 2, 3, 5, 8))):
            self._change(data)
        return bytes(data[: self._longest])

    def _change(self, data: bytearray) -> None:
        pick = self._random
        at = pick.randrange(len(data) + 1)
        length = min(len(data) - at, int(pick.expovariate(0.15)) + 1)
        kind = pick.randrange(8)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << pick.randrange(8)
        elif kind == 1:
            del data[at : at + length]
        elif kind == 2:
            data[at:at] = data[at : at + length] * pick.choice((1, 2, 20))
        elif kind == 3:
            data[at:at] = bytes(pick.randrange(256) for _ in range(pick.choice((1, 2, 6))))
        elif kind == 4:
            other = pick.choice(self._seeds)
            start = pick.randrange(len(other) + 1)
            data[at : at + length] = other[start : start + int(pick.expovariate(0.03)) + 1]
        elif kind == 5:
            data[at:at] = chr(
                pick.choice((pick.randrange(0x80), pick.randrange(0x3000), pick.randrange(0x20000)))
            ).encode(errors="surrogatepass")
        else:
            data[at : at + (length if kind == 7 else 0)] = pick.choice(self._words)
