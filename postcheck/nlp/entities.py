"""Everything in a text that may be personal, whoever it belongs to: the widest net of the detection layer.

Detectors report far less (roles, venues and services are not findings). This is what is measured against
other recognisers, and what a reader may ask for to see everything that could be masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.nlp.digits import digits
from postcheck.nlp.presidio import Recognised, recognise
from postcheck.nlp.reading import Reading

_WORDS = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|way|terrace|crescent|close|"
    "square|sq|highway|hwy|parkway|trail|circle|row|walk|gardens|grove|hill|alley|plaza|loop|pike|route|quay|mews"
)
_ABROAD = (
    "avda|avenida|calle|rue|via|rua|ul|ulica|plaza|piazza|corso|viale|vicolo|carrer|camino|paseo|boulevard|chemin|place"
)
_CAP = r"[^\W\d_a-z][\w'’.-]*"
_STREETS = (
    rf"\b\d{{1,5}}[a-z]?,?\s+(?:{_CAP}\s+){{1,4}}(?:{_WORDS})\b\.?(?:,?\s+(?:apt|apartment|suite|unit|flat|no)\.?\s*\#?\w{{1,5}})?",
    r"\b\d{1,5}[a-z]?,?\s+(?:[\w'’]+\s+){1,3}(?:street|road|avenue|lane|drive|boulevard|terrace|crescent)\b",
    rf"\b(?:{_ABROAD})\.?\s+(?:{_CAP}\s*){{1,5}},?\s*\d{{1,5}}\b",
    r"\b[^\W\d_a-z]\w+(?:strasse|straße|gasse|weg|vej|gade|gata|gatan|vägen|veien|laan|straat|utca|platz|allee|damm|tie|katu|väg|vegur)\s+\d{1,5}\b",
    rf"\b{_CAP}(?:\s{_CAP})?\s(?:utca|út|u\.|vej|tér|krt\.?)\s\d{{1,5}}\b",
    r"\b\d{2,5} +(?:[^\W\d]['’.\w-]* +){1,5}\d{1,4}\b(?: +[A-Z]\b)?",
    rf"\b\d{{2,5}} +(?:\d{{1,3}} +)?(?:{_ABROAD})\.? +(?:[^\W\d]['’.\w-]* ?){{1,5}}",
    r"\b\d{3,5} +\d{1,4} +(?:[^\W\d]['’.\w-]* ?){1,3}",
    rf"\b{_CAP}(?: {_CAP}){{0,2}}(?: \({_CAP}\))? \d{{5}}\b|\b[A-Z]{{2}} \d{{5}}\b",
    r"\b(?:apt|apartment|suite|unit|flat|p\.?\s?o\.?\sbox|bp)\.?\s*#?\s?\d{1,5}\b",
)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        (
            "STREET_ADDRESS",
            re.compile(street, re.IGNORECASE if "[\\w'’]+\\s+){1,3}" in street or "p\\.?" in street else 0),
        )
        for street in _STREETS
    ),
    (
        "ZIP_CODE",
        re.compile(
            r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b|\b\d{5}-\d{4}\b"
        ),
    ),
    (
        "ZIP_CODE",
        re.compile(
            r"(?:zip(?:\s?code)?|postcode|post\scode|postal\scode)(?:\s\w+){0,2}?\W{1,3}(?P<value>[A-Z]?\d[\w -]{1,8}\d\w?)",
            re.IGNORECASE,
        ),
    ),
    ("PHONE_NUMBER", re.compile(r"(?<![\w.-])\(?\+?\d[\d()]*(?:[ .\-/()]{1,3}\d{1,4}){2,6}(?:\s?x\d{1,5})?(?!\w)")),
    (
        "PHONE_NUMBER",
        re.compile(r"(?<![\w.-])(?:\+\d{8,14}|0\d{3,5}\s?\d{5,8}|\(\d{2,4}\)\s?\d{5,8})(?:x\d{1,5})?(?!\w)"),
    ),
    (
        "AGE",
        re.compile(
            r"\b(?P<value>\d{1,3})[\s-]?(?:years?[\s-]old|yo\b|y/o|year[\s-]old)|\baged?\s(?P<value2>\d{1,3})\b|\b(?:i'm|i am|turn|turned|turning|turns|is now|age:?|age of|is|he was|she was)\s(?P<value3>\d{2})\b(?!\s?(?:%|am|pm|st|nd|rd|th|minutes|hours|days|miles))",
            re.IGNORECASE,
        ),
    ),
    (
        "DOMAIN_NAME",
        re.compile(
            r"\bhttps?://[^\s<>\"]+|\bwww\.[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|co\.uk|org\.uk|gov\.uk|io|ch|de|fr|it|es|nl|pl|cz|at|be|dk|se|no|fi|pt|hu|ru|au|ca|nz|us|edu|gov|biz|info|eu)\b",
            re.IGNORECASE,
        ),
    ),
    ("TITLE", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Rev)\b\.?(?=\s[A-Z])")),
    (
        "LOCATION",
        re.compile(
            r"\b(?:suite|apt\.?|unit|flat) ?\d{1,5}[\s>?,]+(?P<value>[^\W\d][^\n\d,]{2,40})(?=[\n,])", re.IGNORECASE
        ),
    ),
    (
        "LOCATION",
        re.compile(
            rf"\b(?:live in|lives in|moved (?:here )?from|moved to|i am in|based in|born in|home city|citizen of)\s(?P<value>{_CAP}(?:\s{_CAP}){{0,3}})"
        ),
    ),
    ("NRP", re.compile(r"\bI am (?P<value>[a-z]+(?:ian|ish|ese|ean|ani|i)) but\b")),
    ("US_SSN", re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")),
    (
        "CREDIT_CARD",
        re.compile(r"(?:card|cc|visa|mastercard|amex)\b[^\d\n]{0,40}?(?P<value>\d(?:[ -]?\d){11,18})", re.IGNORECASE),
    ),
    (
        "DATE_TIME",
        re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b"),
    ),
    (
        "PERSON",
        re.compile(
            rf"(?:\bname(?:\sis|'s)?|\bi'm|\bi am|\bmy name is|\bdear|\bhi|\bhello|\bhey|\bregards|\bthanks)[,:]?\s+(?P<value>{_CAP}(?:\s{_CAP}){{0,2}})",
            re.UNICODE,
        ),
    ),
)
_GIVEN = re.compile(rf"\b(?P<given>{_CAP})(?:\s[A-Z]\.?)?(?:\s{_CAP})?")
_FULL_DATE = re.compile(r"\d\D+\d|\d{4}")
"""A date with day and month or year in figures; “last May” identifies nobody."""
_SCORE = 0.6


def entities(reading: Reading, first_names: frozenset[str] = frozenset()) -> list[Recognised]:
    """Presidio's entities, our own shapes, and `first_names` (lower case) with what follows; spans may overlap."""
    view = digits(reading)
    found = [
        item
        for item in recognise(reading)
        if item.kind != "DATE_TIME" or _FULL_DATE.search(view.text, item.start, item.end)
    ]
    found += (Recognised(kind, *view.to_original(*span), _SCORE) for kind, span in _shaped(view.text))
    for match in _GIVEN.finditer(reading.text) if first_names else ():
        if match["given"].lower() in first_names:
            found.append(Recognised("PERSON", *match.span(), _SCORE))
    return sorted(found, key=lambda item: (item.start, -item.end, item.kind))


def _shaped(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for kind, shape in _SHAPES:
        for match in shape.finditer(text):
            name = next((group for group, value in match.groupdict().items() if value), 0)
            yield kind, match.span(name)
