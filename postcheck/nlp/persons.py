"""Who is meant: named persons, persons known by their role or place, and firms (for claims and abuse)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from postcheck.nlp.reading import Reading

PERSON = "person"
ROLE = "role"
FIRM = "firm"

_CAP = r"[A-Z][a-z\u00c0-\u024f]+(?:['-][A-Z]?[a-z]+)?"
_NAMED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Cllr|Councillor|Sir|Lady|Sgt|PC|Insp)\b\.?\s+(?:{_CAP}|[A-Z]\.)(?:\s+{_CAP}){{0,2}}"
)
_FIRM = re.compile(
    rf"\b(?:{_CAP}|[A-Z]{{2,4}})(?:\s+(?:&|and|of|{_CAP}|[A-Z]{{2,4}})){{0,3}}\s+"
    r"(?:Ltd|Limited|LLP|PLC|plc|Windows|Builders|Building|Roofing|Homes|Motors|Autos|Garage|Lettings|Estates|Cars|"
    r"Taxis|Cabs|Scaffolding|Plumbing|Drives|Driveways|Paving|Developments|Construction|Catering|Kennels|Nursery|"
    r"Services|Solicitors|Surveyors|Contractors?|Security|Parking|Recruitment|Energy|Interiors|Electrical|Skips|"
    r"Maintenance|Finance|Academy|Care Home|Court|House|Lodge|Surgery|Dental|Vets?|Takeaway|Kebabs?)\b"
)
_HONORARY = re.compile(r"\b(?:Cllr|Councillor|MP|MSP|MS|MLA|Mayor|Baroness|Lord|Minister)\b")
_NOT_NAMES = frozenset(
    "council county city town borough district street road lane park library hall school college hospital centre "
    "university week day month year january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday north south east west england wales scotland "
    "ireland britain green bin bins covid christmas easter service services team office police nhs".split()
)


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Somebody or some firm that readers could recognise, at half-open `start`, `end`."""

    start: int
    end: int
    kind: str


def named(reading: Reading, known: Iterable[str] = ()) -> list[Target]:
    """Named persons and firms in text order: titles, recognised names of two words and more, `known` names."""
    text = reading.text
    found = [Target(match.start(), match.end(), PERSON) for match in _NAMED.finditer(text)]
    found += [Target(match.start(), match.end(), FIRM) for match in _FIRM.finditer(text)]
    for entity in reading.entities:
        if entity.label_ == "PERSON" and _is_name(entity.text):
            found.append(Target(entity.start_char, entity.end_char, PERSON))
    for name in known:
        at = text.find(name)
        if at >= 0:
            found.append(Target(at, at + len(name), PERSON))
    return _apart(found)


def is_politician(reading: Reading, target: Target) -> bool:
    """Whether an elected title stands in or just before the name."""
    return _HONORARY.search(reading.text, max(0, target.start - 14), target.end) is not None


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(
        word[:1].isupper() and word.lower().strip("'.") not in _NOT_NAMES for word in words
    )


def _apart(targets: list[Target]) -> list[Target]:
    kept: list[Target] = []
    for target in sorted(targets, key=lambda item: (item.start, -item.end)):
        if not kept or target.start >= kept[-1].end:
            kept.append(target)
    return kept
