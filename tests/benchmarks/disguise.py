"""Recall of the whole tool on breaches as written and on the same ones disguised, side by side.

Give JSON Lines files of labelled posts (as `postcheck evaluate` reads them). Prints, for each disguise, the share of
gold categories found, and the change in points.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from postcheck.api import checker
from postcheck.config import Settings
from postcheck.evaluation.gold import GoldPost, read
from postcheck.evaluation.measure import serious
from postcheck.model.post import Post

CYRILLIC = str.maketrans("aeopcxyiAEOPCXBHKMT", "аеорсхуіАЕОРСХВНКМТ")
LEET = str.maketrans("aeiost", "431057")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def zero_width(text: str, dice: random.Random) -> str:
    """Zero-width spaces after one letter in seven."""
    return "".join(letter + "\u200b" * (letter.isalpha() and dice.random() < 0.15) for letter in text)


def look_alikes(text: str, dice: random.Random) -> str:
    """Cyrillic letters for four in ten of those that have a twin."""
    return "".join(letter.translate(CYRILLIC) if dice.random() < 0.4 else letter for letter in text)


def leetspeak(text: str, dice: random.Random) -> str:
    """Digits for letters in three in ten of the longer words."""
    return re.sub(r"[^\W\d_]{5,}", lambda word: word[0].translate(LEET) if dice.random() < 0.3 else word[0], text)


def mathematical(text: str, dice: random.Random) -> str:
    """Every Latin letter in mathematical bold."""
    del dice
    bold = {ord(letter): 0x1D400 + place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    bold |= {ord(letter): 0x1D41A + place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    return text.translate(bold)


def letter_spaced(text: str, dice: random.Random) -> str:
    """Three of the longer words with a blank after every letter."""
    words = re.split(r"(\s+)", text)
    long = [place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    for place in dice.sample(long, min(3, len(long))):
        words[place] = " ".join(words[place])
    return "".join(words)


def spelt_digits(text: str, dice: random.Random) -> str:
    """Digits of longer numbers as words."""
    del dice
    return re.sub(r"\d{5,}", lambda run: " ".join(DIGITS[int(digit)] for digit in run[0]), text)


DISGUISES: tuple[Callable[[str, random.Random], str], ...] = (
    zero_width,
    look_alikes,
    leetspeak,
    mathematical,
    letter_spaced,
    spelt_digits,
)


def recall(gold: Sequence[GoldPost], texts: Sequence[str]) -> float:
    """Share of the gold categories that some warning or error names."""
    posts = [Post(item.post.id, text, context=item.post.context) for item, text in zip(gold, texts, strict=True)]
    hits = total = 0
    for item, report in zip(gold, checker(Settings()).check(posts), strict=True):
        found = {finding.category for finding in serious(report)}
        hits += len(found & item.labels)
        total += len(item.labels)
    return hits / total


def main() -> None:
    """Print a line for each disguise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every n-th breach")
    options = parser.parse_args()
    gold = [item for path in options.gold for item in read(path) if item.labels][:: options.every]
    plain = recall(gold, [item.post.text for item in gold])
    print(f"{len(gold)} breaches as written: {plain:.3f}")
    for disguise in DISGUISES:
        dice = random.Random(0)
        found = recall(gold, [disguise(item.post.text, dice) for item in gold])
        print(f"{disguise.__name__:14} {found:.3f} ({100 * (found - plain):+.1f} points)")


if __name__ == "__main__":
    main()
