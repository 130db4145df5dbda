"""Numbers that stand for one person: health, tax, licence, passport, plate, bank, pupil and case references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Mask, Strength
from postcheck.nlp.cues import alternation
from postcheck.nlp.digits import digits
from postcheck.nlp.identifiers import CUED, LIKELY, VALID, Kind, kinds, numerals, plate
from postcheck.nlp.names import NameFinder
from postcheck.nlp.presidio import recognise
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import TextView

_REACH = 40
_AFTER = 35
_FOUR_DIGITS = re.compile(r"\d(?:[ /-]?\d){3}")
_SIX_DIGITS = re.compile(r"(?:\d\D{0,6}){6}")


_LONG_CODE = re.compile(r"[A-Z]{4,5}9?\d{5}", re.IGNORECASE)


class IdentifierDetector:
    """Identifiers with check digits, formats and announcing words."""

    name = "identifier"

    def __init__(self, lists: Mapping[str, tuple[str, ...]], names: NameFinder) -> None:
        self._names = names
        self._kinds = kinds(lists)
        self._plate = plate(lists)
        subjects = (*lists.get("private-account", ()), *lists.get("private-reference", ()))
        self._reference = re.compile(
            rf"(?<!\w)(?P<subject>{alternation(subjects)})(?:'?s)?\W{{1,3}}"
            rf"(?:(?P<noun>{_NOUNS})\W{{1,3}}){{0,2}}(?:is\W|was\W)?{_VALUE}",
            re.IGNORECASE,
        )
        self._accounts = frozenset(lists.get("private-account", ()))
        self._weak_reference = re.compile(rf"(?<!\w)(?:(?:your|my|our)\s)?{_WEAK_NOUN}\W{{1,3}}{_VALUE}", re.IGNORECASE)
        self._payee = re.compile(rf"(?<!\w){alternation(lists.get('cue-payee', ()))}(?!\w)", re.IGNORECASE)
        self._public = re.compile(rf"(?<!\w){alternation(lists.get('public-reference', ()))}(?!\w)", re.IGNORECASE)
        self.labels = frozenset(
            f"personal-data.{label}"
            for label in (
                *(kind.label for kind in (*self._kinds, self._plate)),
                "payment-card",
                "iban",
                "bank-account",
                "case-reference",
            )
        )

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """Identifiers, the surest first; a stretch of text is one identifier only."""
        view = digits(reading)
        taken: list[tuple[int, int]] = []
        for found in sorted(self._all(reading, view), key=lambda item: (-item.score, item.start, item.label)):
            if not any(start < found.end and end > found.start for start, end in taken):
                taken.append((found.start, found.end))
                yield found

    def _all(self, reading: Reading, view: TextView) -> Iterator[Detection]:
        yield from self._of_kind(self._plate, view)
        if _FOUR_DIGITS.search(view.text):
            yield from self._references(reading, view)
        if not _SIX_DIGITS.search(view.text) and not _LONG_CODE.search(view.text):
            return
        for kind in self._kinds:
            yield from self._of_kind(kind, view)
        yield from self._banking(reading, view)

    def _of_kind(self, kind: Kind, view: TextView) -> Iterator[Detection]:
        for match in kind.shape.finditer(view.text):
            before = view.text[max(0, match.start() - _REACH) : match.start()]
            after = view.text[match.end() : match.end() + _AFTER]
            cue = kind.cue.search(before) or kind.cue.search(after)
            if judged := kind.judge(match, bool(cue)):
                score, reason = judged
                said = f", announced by “{cue[0].strip()}”" if cue else ""
                yield _detection(view, kind.label, match.start(), match.end(), score, f"{kind.name}: {reason}{said}")

    def _banking(self, reading: Reading, view: TextView) -> Iterator[Detection]:
        for found in recognise(reading, "CREDIT_CARD", "IBAN_CODE"):
            if found.kind == "IBAN_CODE":
                reason = "an international bank account number whose check digits fit"
                yield _spanned("iban", found.start, found.end, VALID, reason)
            elif _grouped(reading.text[found.start : found.end]) or _CARD_CUE.search(
                reading.text, max(0, found.start - _REACH), found.end + _AFTER
            ):
                yield _spanned("payment-card", found.start, found.end, VALID, "a card number whose check digit fits")
            else:
                yield _spanned("payment-card", found.start, found.end, LIKELY, "digits that fit a card number")
        for match in _SORT_CODE.finditer(view.text):
            near = view.text[max(0, match.start() - _REACH) : match.end() + 60]
            account = _ACCOUNT_NUMBER.search(view.text, match.end(), match.end() + 60)
            close = account and account.start() - match.end() < 12
            if close or "sort" in near.lower() or (account and "acc" in near.lower()):
                end = account.end() if account else match.end()
                reason = "a sort code with an account number" if account else "a sort code"
                payee = frozenset({"payee"}) if self._payee.search(near) else frozenset[str]()
                score = VALID if account else CUED
                yield replace(_detection(view, "bank-account", match.start(), end, score, reason), attributes=payee)
        for match in _ENDING.finditer(view.text):
            yield _detection(
                view, "bank-account", match.start(), match.end(), LIKELY, "part of an account or card number"
            )

    def _references(self, reading: Reading, view: TextView) -> Iterator[Detection]:
        """Case and account references: by their subject alone, or by a weaker word beside a private person."""
        for match in self._reference.finditer(view.text):
            if _long_enough(match["value"]) and not _in_link(view.text, match.start("value")):
                if match["subject"].lower() not in self._accounts and self._is_public(view.text, match):
                    continue
                score = CUED if match["noun"] or len(numerals(match["value"])) > 4 else LIKELY
                reason = f"a reference announced by “{match['subject']}”"
                yield _detection(
                    view, "case-reference", match.start(), match.end("value"), score, reason, mask=match.span("value")
                )
        for match in self._weak_reference.finditer(view.text):
            if _long_enough(match["value"]) and not self._is_public(view.text, match):
                if _in_link(view.text, match.start("value")) or _PLANNING.search(match["value"]):
                    continue
                start, end = view.to_original(*match.span("value"))
                if self._private(reading, start, end):
                    reason = "a reference beside a named or addressed person"
                    yield _detection(
                        view,
                        "case-reference",
                        match.start(),
                        match.end("value"),
                        LIKELY,
                        reason,
                        mask=match.span("value"),
                    )

    def _is_public(self, text: str, match: re.Match[str]) -> bool:
        """Whether planning, licensing, court, police or information-request words stand around."""
        start = max(0, match.start() - 70)
        return bool(self._public.search(text, start, match.end() + _REACH))

    def _private(self, reading: Reading, start: int, end: int) -> bool:
        """Whether somebody without a role is named close by, or the reader is spoken to as the holder."""
        return bool(_YOURS.search(reading.text, max(0, start - 60), end + 50)) or any(
            (person.titled or person.full)
            and not person.in_role
            and person.end > start - 70
            and person.start < end + 50
            for person in self._names.people(reading)
        )


def _grouped(value: str) -> bool:
    return bool(re.fullmatch(r"\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,4}|\d{4}[ -]\d{6}[ -]\d{4,5}", value))


def _in_link(text: str, at: int) -> bool:
    """Whether `at` stands inside a web address or a price."""
    return bool(re.search(r"[/?=&£$€][\w.-]*$", text[max(0, at - 20) : at]))


def _long_enough(value: str) -> bool:
    """Four digits at least, and no year, sum of money, date or time."""
    return (
        len(numerals(value)) >= 4
        and not _PHONE.match(value)
        and not re.fullmatch(r"(?:19|20)\d\d(?:\s*[-/]\s*\d{2,4})?", value.strip())
    )


def _detection(
    view: TextView, label: str, start: int, end: int, score: float, reason: str, mask: tuple[int, int] | None = None
) -> Detection:
    masked = view.to_original(*(mask or (start, end)))
    return _spanned(label, *view.to_original(start, end), score, reason, masked)


def _spanned(
    label: str, start: int, end: int, score: float, reason: str, mask: tuple[int, int] | None = None
) -> Detection:
    return Detection(
        label=f"personal-data.{label}",
        start=start,
        end=end,
        score=score,
        detector="identifier",
        strength=Strength.VALIDATED,
        evidence=(reason,),
        masks=(Mask(*(mask or (start, end)), "id"),),
    )


_CARD_CUE = re.compile(r"\b(?:card|visa|mastercard|amex|debit|credit|cc)\b", re.IGNORECASE)
_SORT_CODE = re.compile(r"(?<![\w£.-])\d{2}([- –])\d{2}\1\d{2}(?![\w-])|(?<=sort code )\d{6}(?!\w)", re.IGNORECASE)
_ACCOUNT_NUMBER = re.compile(r"(?<![\w£-])\d(?:[ -]?\d){6,9}(?![\w-])")
_ENDING = re.compile(
    r"\b(?:account|card|acc|a/c)(?:\W+number)?\s+ending(?:\s+in)?\s+\d(?:[ -]?\d){1,4}\b", re.IGNORECASE
)
_NOUNS = r"ref(?:erence)?s?|no|num(?:ber)?|id|account|acc|a/c|case|claim|record|file|code"
_VALUE = (
    r"[:#]?\s?(?P<value>(?-i:(?:[A-Z]{1,5}[-/ ]?){0,2}\d"
    r"(?:[A-Z0-9]|[-/ ](?=[A-Z]{0,3}\d|[A-Z]\b)){2,20}))(?![A-Za-z0-9£])"
)
_WEAK_NOUN = (
    r"(?:ref(?:erence)?|case|claim|account|record|file|customer)(?:\W{1,3}(?:no|num(?:ber)?|id|ref(?:erence)?))?"
)
_PLANNING = re.compile(
    r"^(?:FOI.*|IR\d+|(?:DM|PA|PL|P|W|S)[/ ]?\d\d.*|.*\d/(?:FUL|OUT|HOU|HSE|LBC|TPO|ADV|DISC|REM|COU|OUTM|FULM))$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"0[1-9]\d{2,4} ?\d{3} ?\d{3,4}$")
_YOURS = re.compile(
    r"\b(?:you're|you owe|you've|your (?:hubby|husband|wife|partner|rent|arrears|claim|tenancy|flat|account))\b",
    re.IGNORECASE,
)


def build(resources: Resources) -> IdentifierDetector:
    """The detector with the packs' cue words."""
    lists = resources.lists
    return IdentifierDetector(lists, NameFinder(lists, resources.settings.people))
