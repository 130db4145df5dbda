"""What identifiers look like: shapes, check digits, and how sure each is with or without an announcing word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum.gb import nhs, upn, utr

from postcheck.nlp.cues import alternation

VALID, CUED, LIKELY, WEAK = 0.97, 0.88, 0.66, 0.4
"""Scores: check digit or format with its cue; format with its cue; format alone; too little to report."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One identifier: its shape, the words that announce it, and how sure a match is.

    `judge` takes the match and whether a cue stands near; it returns score and reason, or None.
    """

    label: str
    name: str
    shape: re.Pattern[str]
    cue: re.Pattern[str]
    judge: Callable[[re.Match[str], bool], tuple[float, str] | None]


def kinds(lists: Mapping[str, tuple[str, ...]]) -> tuple[Kind, ...]:
    """Every identifier but the plate, with the packs' cue words."""

    def cue(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){alternation(lists.get(f'cue-{name}', ()))}(?!\w)", re.IGNORECASE)

    return (
        Kind("nhs-number", "NHS number", _NHS, cue("nhs"), _judge_nhs),
        Kind("national-insurance-number", "National Insurance number", _NINO, cue("nino"), _judge_nino),
        Kind("driving-licence", "driving licence number", _LICENCE, cue("licence"), _judge_shape),
        Kind("passport", "passport number", _PASSPORT, cue("passport"), _judge_passport),
        Kind("tax-reference", "Unique Taxpayer Reference", _UTR, cue("utr"), _judge_utr),
        Kind(
            "foreign-identity", "another country's identity number", _FOREIGN, cue("foreign-identity"), _judge_foreign
        ),
        Kind("pupil-number", "Unique Pupil Number", _UPN, cue("upn"), _judge_upn),
    )


def plate(lists: Mapping[str, tuple[str, ...]]) -> Kind:
    """Vehicle registrations, kept apart because they hold few digits."""
    cue = re.compile(rf"(?<!\w){alternation(lists.get('cue-plate', ()))}(?!\w)", re.IGNORECASE)
    words = frozenset(word.upper() for word in lists.get("not-a-plate", ()))

    def judge(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
        plate = re.sub(r"[\s-]", "", match[0])
        word = re.search("[A-Za-z]{3}$", plate)
        spaced = len(plate) < len(match[0])
        if spaced and word and word[0].upper() in words:
            return None
        current = _CURRENT_PLATE.fullmatch(plate.upper())
        if cued:
            return (CUED, "the format of a vehicle registration") if plate.isupper() else (LIKELY, "its format")
        if current and plate.isupper():
            return LIKELY, "the current format of a vehicle registration"
        return (WEAK, "a format of vehicle registrations") if current or _OLD_PLATE.fullmatch(plate) else None

    return Kind("vehicle-registration", "vehicle registration", _PLATE, cue, judge)


def _judge_nhs(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    number = numerals(match[0])
    fits = nhs.is_valid(number) and len(set(number)) > 1
    if cued:
        return (
            (VALID, "ten digits whose check digit fits")
            if fits
            else (CUED, "ten digits (the check digit does not fit)")
        )
    if fits and number[0] != "0" and re.fullmatch(r"\d{3} \d{3} \d{4}", match[0]):
        return LIKELY, "ten digits in threes and a four whose check digit fits"
    return (WEAK, "ten digits whose check digit fits") if fits else None


def _judge_nino(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    prefix = re.sub("[^A-Z]", "", match["prefix"].upper())
    specimen = prefix == "QQ"
    if not specimen and (prefix in _NO_NINO or prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV"):
        return None
    if not match["suffix"] and not cued:
        return None
    if cued or match[0].upper() == match[0]:
        return VALID if match["suffix"] else CUED, "two letters, six digits and a letter" + (
            " (the specimen prefix QQ)" if specimen else ""
        )
    return LIKELY, "two letters, six digits and a letter"


def _judge_shape(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    del match
    return VALID if cued else CUED, "sixteen characters with a coded date of birth"


def _judge_passport(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    if cued:
        return CUED, "nine characters"
    return (WEAK, "two letters and seven digits") if match[0][0].isalpha() else None


def _judge_foreign(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    if match["coded"] or cued:
        return CUED, "its format"
    return (LIKELY, "the format of a social security number") if re.fullmatch(r"\d{3}-\d{2}-\d{4}", match[0]) else None


def _judge_utr(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    if not cued:
        return None
    return (VALID, "its check digit fits") if utr.is_valid(match[0]) else (CUED, "ten digits")


def _judge_upn(match: re.Match[str], cued: bool) -> tuple[float, str] | None:
    if upn.is_valid(match[0]):
        return VALID, "its check letter fits"
    return (CUED, "its format") if cued else None


def numerals(value: str) -> str:
    """The digits of `value`."""
    return re.sub(r"\D", "", value)


_NHS = re.compile(r"(?<![\w£$€.,/:-])(?:\d[ .-]{0,2}){9}\d(?![\w/]|[.,-]\d)")
_NINO = re.compile(
    r"(?<![A-Za-z0-9])(?P<prefix>[A-Z][ -]?[A-Z])[ .-]{0,2}\d(?:[ .-]{0,2}\d){5}"
    r"(?:[ .-]{0,2}(?P<suffix>[A-D]))?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NO_NINO = frozenset(["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"])
_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z9]{5})[A-Z]{1,5}9{0,4} ?\d"
    r"(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d ?[A-Z9]{2}"
    r"[A-Z0-9] ?[A-Z0-9]{2}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"(?<![\w£$€.,/-])(?:[A-Z]{2}\d{7}|\d(?:[ _-]{0,2}\d){8})(?!\w|[.,]\d)", re.IGNORECASE)
_FOREIGN = re.compile(
    r"(?<![\w£$€.,/-])(?:(?P<coded>[A-Z]{2}-(?:ID|DL|PP|NI|SS)-?\d{6,14})|\d{3}-\d{2}-\d{4}|"
    r"\d{4} \d{4} \d{4}|[A-Z]\d{6,9})(?!\w|-\d|[.,]\d)"
)
_UTR = re.compile(r"(?<!\w)\d{5}\s?\d{5}(?!\w)")
_UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-Z](?!\w)", re.IGNORECASE)
_PLATE = re.compile(
    r"(?<![A-Za-z0-9/-])(?:[A-Za-z]{2} ?\d{2}[ -]?[A-Za-z]{3}|"
    r"[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])(?![A-Za-z0-9/-])"
)
_CURRENT_PLATE = re.compile(r"[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|6\d|7\d)[A-HJ-PR-Z]{3}")
_OLD_PLATE = re.compile(r"[A-HJ-NPR-TV-Y]\d{1,3}[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}\d{1,3}[A-HJ-NPR-TV-Y]")
