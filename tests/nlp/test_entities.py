"""Entities by the names that the presidio-research set gives them."""

from __future__ import annotations

from postcheck.config import Settings
from postcheck.model.post import Post
from postcheck.nlp import pipeline
from postcheck.nlp.entities import entities


def test_a_bare_domain_is_one_entity():
    text = "More at news.tamarside.org.uk on Monday."

    ((_, reading),), *_ = pipeline.read([Post("1", text)], Settings().pipeline)
    found = entities(reading, frozenset())

    assert ("DOMAIN_NAME", "news.tamarside.org.uk") in {(item.kind, text[item.start : item.end]) for item in found}
