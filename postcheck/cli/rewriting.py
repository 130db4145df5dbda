"""Edits to drafts that change no meaning, and where in a file they belong.

Only text and Markdown drafts in UTF-8 are written: there a finding's line and column are those of the file.
Whatever stands in quotation marks or a quoted paragraph is somebody else's words and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.files import write_atomically
from postcheck.model.detection import Mask
from postcheck.policy.masking import HIDDEN, Values, hidden_in

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.model.finding import Finding
    from postcheck.model.report import PostReport

WRITABLE = (".txt", ".md", ".markdown")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_QUOTED = re.compile(r"“(?:[^“”]++|“[^“”]*+”)*+”|\"[^\"\n]*\"|^[ \t]*>.*$", re.MULTILINE)
_ZERO_WIDTH = re.compile("(?<=\\w)[\u200b\u2060\ufeff\u00ad]+(?=\\w)")
_CONTACTS = frozenset({"personal-data.phone", "personal-data.email"})
_IDENTIFIERS = frozenset(
    {
        "personal-data.nhs-number",
        "personal-data.national-insurance-number",
        "personal-data.driving-licence",
        "personal-data.passport",
        "personal-data.tax-reference",
        "personal-data.bank-account",
        "personal-data.iban",
        "personal-data.payment-card",
        "personal-data.vehicle-registration",
        "personal-data.case-reference",
        "personal-data.pupil-number",
    }
)
_HASHTAG = "accessibility.hashtag-run-together"


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `start` to `end` of a file's text become `replacement`; `why` in words."""

    start: int
    end: int
    replacement: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft file as text, with its line ends and byte-order mark as they are."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Draft | None:
        """The draft, or None where postcheck does not write such files."""
        if path.suffix.lower() not in WRITABLE or not path.is_file():
            return None
        try:
            return cls(path, path.read_bytes().decode("utf-8"))
        except (OSError, UnicodeDecodeError):
            return None

    def at(self, finding: Finding) -> tuple[int, int] | None:
        """The finding's characters in the file; None where they are not there as they are shown."""
        starts = [match.start() for match in _LINES.finditer(self.text)]
        line, column = finding.location.line, finding.location.column
        if not 1 <= line <= len(starts):
            return None
        mark = line == 1 and self.text.startswith("\ufeff")
        start = starts[line - 1] + column - 1 + mark
        end = start + len(finding.excerpt)
        shown = zip(self.text[start:end], finding.excerpt, strict=False)
        fits = end <= len(self.text) and all(b in (HIDDEN, a) for a, b in shown)
        return (start, end) if fits else None

    def changed(self, changes: Sequence[Change]) -> str:
        """The text with `changes` made; of overlapping ones the first."""
        pieces, reached = [""], 0
        for change in sorted(changes, key=lambda item: item.start):
            if change.start >= reached:
                pieces += (self.text[reached : change.start], change.replacement)
                reached = change.end
        return "".join([*pieces, self.text[reached:]])

    def write(self, text: str) -> None:
        """Put `text` in the place of the draft, whole or not at all; raises UsageError."""
        write_atomically(self.path, text, private=False)


def starred(value: str) -> str:
    """`value` with every letter and digit starred."""
    return re.sub(r"\w", HIDDEN, value)


def redaction(draft: Draft, finding: Finding) -> Change | None:
    """The values of a finding starred; None where it shows none or is not in the file as it is shown."""
    place = draft.at(finding)
    if place is None or HIDDEN not in finding.excerpt:
        return None
    value = draft.text[slice(*place)]
    first, last = finding.excerpt.index(HIDDEN), finding.excerpt.rindex(HIDDEN)
    while first and (value[first - 1].isalnum() or _between_digits(value, first - 1)):
        first -= 1
    while last + 1 < len(value) and value[last + 1].isalnum():
        last += 1
    start, end = place[0] + first, place[0] + last + 1
    return Change(start, end, starred(draft.text[start:end]), "masked")


def _between_digits(value: str, at: int) -> bool:
    return value[at] in " -" and value[at + 1].isdigit() and value[at - 1 : at].isdigit()


def safe_changes(
    draft: Draft, findings: Iterable[Finding], labels: Mapping[str, Sequence[str]], settings: Settings
) -> list[Change]:
    """The edits that need no judgement; `labels` gives for each rule the labels that it answers to."""
    quoted = [match.span() for match in _QUOTED.finditer(draft.text)]
    found = [Change(*match.span(), "", "zero-width characters taken out") for match in _ZERO_WIDTH.finditer(draft.text)]
    known = _known_words(draft.text, settings)
    for finding in findings:
        place = draft.at(finding)
        if place and (
            change := _change(draft, finding, place, frozenset(labels.get(finding.rule, ())), known, settings)
        ):
            found.append(change)
    return [change for change in found if not any(start < change.end and change.start < end for start, end in quoted)]


def _change(
    draft: Draft,
    finding: Finding,
    place: tuple[int, int],
    labels: frozenset[str],
    known: frozenset[str],
    settings: Settings,
) -> Change | None:
    value = draft.text[slice(*place)]
    if labels & _CONTACTS and settings.own.mailbox_for_contact:
        return Change(*place, settings.own.mailbox_for_contact, "private contact replaced by the service's mailbox")
    if labels & _IDENTIFIERS:
        return redaction(draft, finding)
    if _HASHTAG in labels and (words := split(value.removeprefix("#").lower(), known)):
        return Change(*place, "#" + "".join(word.capitalize() for word in words), "words of the hashtag capitalised")
    return None


def _known_words(text: str, settings: Settings) -> frozenset[str]:
    """Words that the draft itself, outside hashtags, or the configuration uses."""
    own = settings.own
    told = " ".join((re.sub(r"#\w+", " ", text), own.name, *own.venues, *own.partners, settings.defaults.area))
    return frozenset(word.lower() for word in re.findall(r"[^\W\d_]{2,}", told))


def split(run: str, known: frozenset[str]) -> list[str]:
    """`run` as at least two `known` words, the fewest; nothing where it cannot be told."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(run) + 1):
        options = (
            [*before, run[start:end]]
            for start in range(end)
            if (before := best[start]) is not None and run[start:end] in known
        )
        best.append(min(options, key=len, default=None))
    words = best[-1] or []
    return words if len(words) > 1 else []


def shown(draft: Draft, text: str, posts: Iterable[PostReport]) -> Iterator[str]:
    """The difference to `text`, line by line, with everything masked that the report on `posts` masks."""
    values = Values(draft.text, _hidden(draft, [*posts]))
    old, new = (values.hide(words).splitlines() for words in (draft.text, text))
    name = str(draft.path)
    yield from unified_diff(old, new, name, name, n=1, lineterm="")


def _hidden(draft: Draft, posts: Sequence[PostReport]) -> Iterator[Mask]:
    """Words of the file that stand starred in a finding, or in a line of a post as it may be shown."""
    for post in posts:
        for finding in (*post.findings, *post.suppressed):
            if place := draft.at(finding):
                yield from _moved(hidden_in(draft.text[slice(*place)], finding.excerpt), place[0])
    lines = {line for post in posts for line in post.text.splitlines() if HIDDEN in line}
    by_length: dict[int, list[str]] = {}
    for line in lines:
        by_length.setdefault(len(line), []).append(line)
    for match in _LINES.finditer(draft.text):
        line = match[0].rstrip("\r\n")
        for starred_line in by_length.get(len(line), ()):
            if all(b in (HIDDEN, a) for a, b in zip(line, starred_line, strict=True)):
                yield from _moved(hidden_in(line, starred_line), match.start())


def _moved(masks: Iterable[Mask], by: int) -> Iterator[Mask]:
    return (Mask(mask.start + by, mask.end + by, mask.kind) for mask in masks)
