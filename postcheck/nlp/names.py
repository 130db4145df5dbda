"""Who is named in a post, and whether in a public role: titles, initials, register of the council's people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from postcheck.config import Person
from postcheck.nlp.cues import Cues, alternation
from postcheck.nlp.reading import Reading

_CAPITAL = r"[^\W\d_a-z][\w'’-]*"
_INITIALS = r"(?:[A-Z]{1,2}\.?\s?){0,2}"
_TITLE = r"\b(?:Mr|Mrs|Ms|Miss|Mx|Master)\.?"
_FAMILY = re.compile(rf"\b[Tt]he\s(?P<names>{_CAPITAL})\s(?=family\b)")
_TITLED = re.compile(
    rf"{_TITLE}(?:\s+(?:and|&)\s+(?:Mr|Mrs|Ms|Miss)\.?)?\s+{_INITIALS}"
    rf"(?=[^\W\d_a-z]\w)(?P<names>{_CAPITAL}(?:\s{_CAPITAL}){{0,2}})",
)
_BEFORE = 60
_AFTER = 70
_SAME_NAME = 88


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name at half-open `start`, `end`; `full` means more than one word of name."""

    start: int
    end: int
    titled: bool
    full: bool
    in_role: bool


class NameFinder:
    """People named in readings, judged with the packs' lists and the council's register."""

    def __init__(self, lists: Mapping[str, tuple[str, ...]], register: Iterable[Person]) -> None:
        roles = alternation(lists.get("person-role", ()))
        self._role_before = re.compile(rf"(?<!\w){roles}(?:[\s,:-]+(?:\w+[\s,]+){{0,4}})?$", re.IGNORECASE)
        self._role_after = re.compile(rf"^(?:['’]s\b)?[\s,(:;-]*(?:\w+[\s,/&'’-]+){{0,4}}{roles}(?!\w)", re.IGNORECASE)
        self._roles = Cues(lists.get("person-role", ()))
        self._not_names = frozenset(word.lower() for word in lists.get("not-a-name", ()))
        self._first_names = frozenset(name.lower() for name in lists.get("first-name", ()))
        self._register = tuple(_folded(person.name) for person in register)

    def people(self, reading: Reading) -> list[Named]:
        """Everybody named in `reading`, in order; computed once a reading."""
        known = reading.notes.get("names")
        if not isinstance(known, list):
            known = reading.notes["names"] = self._find(reading)
        return known

    def _find(self, reading: Reading) -> list[Named]:
        spans: dict[tuple[int, int], bool] = {}
        for match in _TITLED.finditer(reading.text) if _TITLES & reading.words else ():
            names = match["names"].split()
            while len(names) > 1 and names[-1].lower() in self._not_names:
                names.pop()
            if names[0].lower() not in self._not_names:
                end = match.start("names") + len(" ".join(names))
                spans[match.start(), end] = True
        if "family" in reading.words:
            for match in _FAMILY.finditer(reading.text):
                if match["names"].lower() not in self._not_names:
                    spans[match.span("names")] = True
        for entity in reading.entities:
            if (
                entity.label_ == "PERSON"
                and (span := self._plausible(reading.text, entity.start_char, entity.end_char))
                and not any(start < span[1] and end > span[0] for start, end in spans)
            ):
                spans[span] = False
        return [self._named(reading, start, end, titled) for (start, end), titled in sorted(spans.items())]

    def _plausible(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The span without a trailing possessive or stray mark; None for what is no name of a person."""
        name = re.sub(r"(?:['’]s)?[\W_]*$", "", text[start:end])
        end = start + len(name)
        while (word := name.partition(" ")[0]) and word.lower() in self._not_names:
            name = name[len(word) :].lstrip()
        words = name.split()
        if not words or len(words) > 4 or any(character.isdigit() for character in name) or "\n" in name:
            return None
        if any(word.lower().strip(".,") in self._not_names for word in words) or not words[0][:1].isupper():
            return None
        if len(words) == 1 and words[0].lower() not in self._first_names:
            return None
        return end - len(name), end

    def _named(self, reading: Reading, start: int, end: int, titled: bool) -> Named:
        name = reading.text[start:end]
        words = [word for word in name.split() if word.rstrip(".") not in _TITLE_WORDS]
        in_role = self._known(name) or self._has_role(reading, start, end)
        return Named(start, end, titled, len(words) > 1, in_role)

    def _has_role(self, reading: Reading, start: int, end: int) -> bool:
        """Whether a public role stands just before or after the name."""
        if not self._roles.possible(reading):
            return False
        text = reading.text
        first, last = reading.reach(start, end, "sentence")
        before = text[max(first, start - _BEFORE) : start]
        after = text[end : min(last, end + _AFTER)]
        return bool(self._role_before.search(before) or self._role_after.match(after))

    def _known(self, name: str) -> bool:
        """Whether the register holds `name`: accents, titles and initials aside, small slips forgiven."""
        wanted = _folded(name)
        return bool(wanted) and any(_same(wanted, known) for known in self._register)


_TITLE_WORDS = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Master", "and", "&"})
_TITLES = frozenset(word.lower() for word in _TITLE_WORDS) - {"and", "&"}
_HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "rev",
        "cllr",
        "councillor",
        "councilor",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "baron",
        "prof",
        "professor",
    ]
)


def _folded(name: str) -> tuple[str, ...]:
    """Lower-case words of a name without accents, honorifics and letters after it."""
    plain = unicodedata.normalize("NFKD", name)
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", "".join(c for c in plain if not unicodedata.combining(c)).lower())
    return tuple(word for word in words if word not in _HONORIFICS)


def _same(wanted: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether two folded names may be one person's: same surname, and first names or initials that agree."""
    if not known or fuzz.ratio(wanted[-1], known[-1]) < _SAME_NAME:
        return False
    if len(wanted) == 1 or len(known) == 1:
        return True
    one, other = wanted[0], known[0]
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one.startswith(other) or other.startswith(one) or fuzz.ratio(one, other) >= _SAME_NAME
