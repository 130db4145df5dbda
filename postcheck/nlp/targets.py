"""Who is meant: named persons, persons known by their role or place, and firms (for claims and abuse)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from postcheck.nlp.reading import Reading

PERSON = "person"
ROLE = "role"
FIRM = "firm"

_CAP = r"(?:[OD]'|Mc|Mac)?[A-Z][a-z\u00c0-\u024f]+(?:['-][A-Z]?[a-z]+)?"
_NAMED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Cllr|Councillor|Sir|Lady|Sgt|PC|Insp)\b\.?\s+(?:{_CAP}|[A-Z]\.)(?:\s+{_CAP}){{0,2}}"
)
_FIRM = re.compile(
    rf"\b(?:{_CAP}|[A-Z]{{2,4}})(?:\s+(?:&|of|{_CAP}|[A-Z]{{2,4}})){{0,3}}\s+"
    r"(?:Ltd|Limited|LLP|PLC|plc|Windows|Builders|Building|Roofing|Homes|Motors|Autos|Garage|Lettings|Estates|Cars|"
    r"Taxis|Cabs|Scaffolding|Plumbing|Drives|Driveways|Paving|Developments|Construction|Catering|Kennels|Nursery|"
    r"Services|Solicitors|Surveyors|Contractors?|Security|Parking|Recruitment|Energy|Interiors|Electrical|Skips|"
    r"Maintenance|Finance|Academy|Care Home|Court|House|Lodge|Surgery|Dental|Vets?|Takeaway|Kebabs?)\b"
)
_CAPITALS = re.compile(rf"\b{_CAP}(?:\s+(?:(?:&|and|of)\s+)?{_CAP}){{0,3}}")
_TEAM = re.compile(
    r" in (?:HR|IT|Payroll|Planning|Finance|Legal|Housing|Parks|Highways|Accounts|Estates|Comms|Licensing)\b"
)
_STARTERS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "our", "my", "your", "his", "her", "their", "we",
        "they", "he", "she", "it", "if", "when", "where", "while", "and", "but", "or", "so", "do", "don",
        "please", "report", "watch", "avoid", "how", "why", "what", "who", "let", "all", "some", "every", "no",
        "not", "yes", "now", "then", "just", "also", "as", "at", "in", "on", "of", "for", "from", "with", "by",
        "to", "after", "before", "because", "did", "does", "is", "are", "was", "were", "has", "have", "had",
        "can", "could", "will", "would", "should", "may", "might", "must", "rt", "ask", "thanks", "thank",
        "well", "done", "meet", "hello", "hi", "dear", "sorry", "scammers", "fraudsters", "thieves",
        "criminals", "residents", "people", "someone", "anyone", "everybody", "everyone", "nobody", "tenants",
        "landlords", "traders", "parents", "pupils", "staff", "officers", "police",
    }
)  # fmt: skip
_NOT_NAMES = frozenset(
    {
        "council", "county", "city", "town", "borough", "district", "street", "road", "lane", "park", "library",
        "hall", "school", "college", "hospital", "centre", "university", "week", "day", "month", "year",
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "north", "south", "east", "west", "england", "wales", "scotland", "ireland", "britain", "green", "bin",
        "bins", "covid", "christmas", "easter", "service", "services", "team", "office", "police", "nhs",
        "government", "labour", "tory", "tories", "conservatives", "conservative", "lib", "dem", "dems",
        "liberal", "democrats", "reform", "greens", "plaid", "parliament",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Somebody or some firm that readers could recognise, at half-open `start`, `end`."""

    start: int
    end: int
    kind: str


def named(reading: Reading, known: Iterable[str] = (), *, loosely: bool = False) -> list[Target]:
    """Named persons and firms in text order: titles, recognised names of two words and more, `known` names.

    `loosely` takes any two capitalised words for a name, for callers that see something said of them.
    """
    text = reading.text
    found = [Target(match.start(), match.end(), PERSON) for match in _NAMED.finditer(text)]
    found += [Target(match.start(), match.end(), FIRM) for match in _FIRM.finditer(text)]
    for entity in reading.entities:
        if entity.label_ == "PERSON" and _is_name(entity.text):
            found.append(Target(entity.start_char, entity.end_char, PERSON))
    if loosely:
        found += _capitals(text)
    for name in known:
        at = text.find(name)
        if at >= 0:
            found.append(Target(at, at + len(name), PERSON))
    return _apart(found)


def _capitals(text: str) -> list[Target]:
    found = []
    for match in _CAPITALS.finditer(text):
        start, words = match.start(), match[0].split()
        while len(words) > 1 and words[0].lower() in _STARTERS:
            start += len(words[0]) + text[start + len(words[0]) :].index(words[1])
            words = words[1:]
        alone = len(words) == 1 and not _TEAM.match(text, match.end())
        if not alone and not any(word.lower() in _NOT_NAMES or word.lower() in _STARTERS for word in words):
            found.append(Target(start, match.end(), PERSON))
    return found


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
