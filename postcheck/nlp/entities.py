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
_ENDINGS = (
    "strasse|straße|gasse|weg|vej|gade|gata|gatan|vägen|veien|laan|straat|utca|platz|allee|damm|tie|katu|väg|vegur"
)
_DOMAINS = (
    r"co\.uk|org\.uk|gov\.uk|com|org|net|io|ch|de|fr|it|es|nl|pl|cz|at|be|dk|se|no|fi|pt|hu|ru|au|ca|nz|us|edu|gov|biz|"
    "info|eu"
)
_CAP = r"[^\W\d_a-z][\w'’.-]*"
_WORD = r"[^\W\d]['’.\w-]*"
_UNIT = r"(?:apt|apartment|suite|unit|flat|no)\.?\s*#?\w{1,5}"

_EXACT: tuple[tuple[str, str], ...] = (
    ("STREET_ADDRESS", rf"\b\d{{1,5}}[a-z]?,?\s+(?:{_CAP}\s+){{1,4}}(?:{_WORDS})\b\.?(?:,?\s+{_UNIT})?"),
    ("STREET_ADDRESS", rf"\b(?:{_ABROAD})\.?\s+(?:{_CAP}\s*){{1,5}},?\s*\d{{1,5}}\b"),
    ("STREET_ADDRESS", rf"\b[^\W\d_a-z]\w+(?:{_ENDINGS})\s+\d{{1,5}}\b"),
    ("STREET_ADDRESS", rf"\b{_CAP}(?:\s{_CAP})?\s(?:utca|út|u\.|vej|tér|krt\.?)\s\d{{1,5}}\b"),
    ("STREET_ADDRESS", rf"\b\d{{2,5}} +(?:{_WORD} +){{1,5}}\d{{1,4}}\b(?: +[A-Z]\b)?"),
    ("STREET_ADDRESS", rf"\b\d{{2,5}} +(?:\d{{1,3}} +)?(?:{_ABROAD})\.? +(?:{_WORD} ?){{1,5}}"),
    ("STREET_ADDRESS", rf"\b\d{{3,5}} +\d{{1,4}} +(?:{_WORD} ?){{1,3}}"),
    ("STREET_ADDRESS", rf"\b{_CAP}(?: {_CAP}){{0,2}}(?: \({_CAP}\))? \d{{5}}\b|\b[A-Z]{{2}} \d{{5}}\b"),
    ("ZIP_CODE", r"\b[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"),
    ("ZIP_CODE", r"\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b|\b\d{5}-\d{4}\b"),
    ("PHONE_NUMBER", r"(?<![\w.-])\(?\+?\d[\d()]*(?:[ .\-/()]{1,3}\d{1,4}){2,6}(?:\s?x\d{1,5})?(?!\w)"),
    ("PHONE_NUMBER", r"(?<![\w.-])(?:\+\d{8,14}|0\d{3,5}\s?\d{5,8}|\(\d{2,4}\)\s?\d{5,8})(?:x\d{1,5})?(?!\w)"),
    ("TITLE", r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Rev)\b\.?(?=\s[A-Z])"),
    (
        "LOCATION",
        r"\b(?:live in|lives in|moved (?:here )?from|moved to|i am in|based in|born in|home city|citizen of)\s"
        rf"(?P<value>{_CAP}(?:\s{_CAP}){{0,3}})",
    ),
    ("NRP", r"\bI am (?P<value>[a-z]+(?:ian|ish|ese|ean|ani|i)) but\b"),
    ("US_SSN", r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
    ("DATE_TIME", r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\b|\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b"),
    (
        "PERSON",
        r"(?:\bname(?:\sis|'s)?|\bi'm|\bi am|\bmy name is|\bdear|\bhi|\bhello|\bhey|\bregards|\bthanks)[,:]?\s+"
        rf"(?P<value>{_CAP}(?:\s{_CAP}){{0,2}})",
    ),
)
_ANY_CASE: tuple[tuple[str, str], ...] = (
    (
        "STREET_ADDRESS",
        r"\b\d{1,5}[a-z]?,?\s+(?:[\w'’]+\s+){1,3}(?:street|road|avenue|lane|drive|boulevard|terrace|crescent)\b",
    ),
    ("STREET_ADDRESS", r"\b(?:apt|apartment|suite|unit|flat|p\.?\s?o\.?\sbox|bp)\.?\s*#?\s?\d{1,5}\b"),
    (
        "ZIP_CODE",
        r"(?:zip(?:\s?code)?|postcode|post\scode|postal\scode)(?:\s\w+){0,2}?\W{1,3}"
        r"(?P<value>[A-Z]?\d[\w -]{1,8}\d\w?)",
    ),
    ("AGE", r"\b(?P<value>\d{1,3})[\s-]?(?:years?[\s-]old|yo\b|y/o|year[\s-]old)|\baged?\s(?P<other>\d{1,3})\b"),
    (
        "AGE",
        r"\b(?:i'm|i am|turn|turned|turning|turns|is now|age:?|age of|is|he was|she was)\s(?P<value>\d{2})\b"
        r"(?!\s?(?:%|am|pm|st|nd|rd|th|minutes|hours|days|miles))",
    ),
    ("DOMAIN_NAME", rf"\bhttps?://[^\s<>\"]+|\bwww\.[^\s<>\"]+|\b(?:[a-z0-9-]{{1,63}}\.){{1,9}}(?:{_DOMAINS})\b"),
    ("LOCATION", r"\b(?:suite|apt\.?|unit|flat) ?\d{1,5}[\s>?,]+(?P<value>[^\W\d][^\n\d,]{2,40})(?=[\n,])"),
    ("CREDIT_CARD", r"(?:card|cc|visa|mastercard|amex)\b[^\d\n]{0,40}?(?P<value>\d(?:[ -]?\d){11,18})"),
)
_SHAPES = (
    *((kind, re.compile(shape)) for kind, shape in _EXACT),
    *((kind, re.compile(shape, re.IGNORECASE)) for kind, shape in _ANY_CASE),
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
