"""Entities by the names that the presidio-research set gives them."""

from __future__ import annotations

from postcheck.nlp.entities import entities


def test_a_bare_domain_is_one_entity(read_names):
    text = "More at news.tamarside.org.uk on Monday."

    found = entities(read_names(text), frozenset())

    assert ("DOMAIN_NAME", "news.tamarside.org.uk") in {(item.kind, text[item.start : item.end]) for item in found}
