"""Presidio's recognisers over the one spaCy Doc that every detector shares.

No AnalyzerEngine: it would load a second pipeline, and its loop costs more than the recognisers. The
registry is our own and British; each recogniser runs only where a cheap look says that it may find
something. Nothing here goes to the network: the public-suffix list is the one that tldextract carries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from postcheck.nlp.digits import digits
from postcheck.nlp.reading import Reading

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer
    from presidio_analyzer.nlp_engine import NlpArtifacts

REGION = "GB"
_RESERVED_SUFFIXES = (".example", ".test", ".invalid", ".localhost")
_NAME_SCORE = 0.85
_KINDS = {
    "PERSON": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "NORP": "NRP",
    "ORG": "ORGANIZATION", "DATE": "DATE_TIME", "TIME": "DATE_TIME",
}  # fmt: skip
"""spaCy's entity labels to Presidio's."""
_TEN_DIGITS = re.compile(r"(?:\d\D{0,3}){10}")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}[ -]?[A-Za-z0-9]{4}")
_ADDRESS = re.compile(r"\d\.\d{1,3}\.\d|[0-9A-Fa-f]?:[0-9A-Fa-f:]*:")


@dataclass(frozen=True, slots=True)
class Recognised:
    """An entity by Presidio's name, its half-open span in `reading.text`, and Presidio's score."""

    kind: str
    start: int
    end: int
    score: float


def recognise(reading: Reading, *kinds: str) -> list[Recognised]:
    """Entities of `kinds` (of all kinds, names too, where none is given), in text order."""
    view = digits(reading)
    nothing = cast("NlpArtifacts", None)
    wanted = kinds or tuple(_registry())
    found = [
        Recognised(result.entity_type, *view.to_original(result.start, result.end), result.score)
        for kind in wanted
        if _GATES.get(kind, bool)(view.text)
        for result in _registry()[kind].analyze(view.text, [kind], nothing) or ()
        if result.score > 0
    ]
    if not kinds:
        found += _named(reading)
    return sorted(found, key=lambda item: (item.start, -item.end, item.kind))


def _named(reading: Reading) -> Iterator[Recognised]:
    """Persons, places, organisations, dates and nationalities that the shared Doc already holds."""
    recogniser = _names()
    for result in recogniser.analyze(reading.text, recogniser.supported_entities, artifacts(reading)):
        yield Recognised(result.entity_type, result.start, result.end, result.score)


def artifacts(reading: Reading) -> NlpArtifacts:
    """The shared Doc in the form that Presidio's recognisers take."""
    from presidio_analyzer.nlp_engine import NlpArtifacts
    from spacy.tokens import Span

    entities = [
        Span(reading.doc, entity.start, entity.end, label=_KINDS[entity.label_])
        for entity in reading.entities
        if entity.label_ in _KINDS
    ]
    return NlpArtifacts(
        entities=entities,
        tokens=reading.doc,
        tokens_indices=[token.idx for token in reading.doc],
        lemmas=[token.text for token in reading.doc],
        nlp_engine=None,
        language="en",
        scores=[_NAME_SCORE] * len(entities),
    )


_GATES: dict[str, Callable[[str], object]] = {
    "EMAIL_ADDRESS": lambda text: "@" in text,
    "CREDIT_CARD": _TEN_DIGITS.search,
    "IBAN_CODE": _IBAN.search,
    "IP_ADDRESS": _ADDRESS.search,
    "PHONE_NUMBER": _TEN_DIGITS.search,
}


@cache
def _registry() -> dict[str, EntityRecognizer]:
    from presidio_analyzer.predefined_recognizers import (
        CreditCardRecognizer,
        EmailRecognizer,
        IbanRecognizer,
        IpRecognizer,
        PhoneRecognizer,
    )
    from tldextract import TLDExtract

    extract = TLDExtract(suffix_list_urls=(), cache_dir=None)

    class OfflineEmailRecognizer(EmailRecognizer):
        """E-mail addresses whose suffix is in the list that is installed, or reserved for examples."""

        def validate_result(self, pattern_text: str) -> bool:
            """Whether the domain ends in a public suffix."""
            return pattern_text.lower().endswith(_RESERVED_SUFFIXES) or bool(
                extract(pattern_text).top_domain_under_public_suffix
            )

    recognisers = (
        OfflineEmailRecognizer(),
        CreditCardRecognizer(),
        IbanRecognizer(),
        IpRecognizer(),
        PhoneRecognizer(supported_regions=(REGION,)),
    )
    return {recogniser.supported_entities[0]: recogniser for recogniser in recognisers}


@cache
def _names() -> EntityRecognizer:
    from presidio_analyzer.predefined_recognizers import SpacyRecognizer

    return SpacyRecognizer(supported_entities=sorted(set(_KINDS.values())))
