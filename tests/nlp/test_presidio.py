"""Presidio on the shared Doc: no network, no second pipeline, British regions only."""

from __future__ import annotations

import pytest

from postcheck.nlp.presidio import artifacts, recognise


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("EMAIL_ADDRESS", "Write to info@presidio.site today", ["info@presidio.site"]),
        ("EMAIL_ADDRESS", "jo@mailbox.example", ["jo@mailbox.example"]),
        ("EMAIL_ADDRESS", "user@xn--80ak6aa92e.com", ["user@xn--80ak6aa92e.com"]),
        ("EMAIL_ADDRESS", "info@presidio.", []),
        ("CREDIT_CARD", "4012-8888-8888-1881", ["4012-8888-8888-1881"]),
        ("CREDIT_CARD", "4012-8888-8888-1882", []),
        ("IBAN_CODE", "RO49 AAAA 1B31 0075 9384 0000", ["RO49 AAAA 1B31 0075 9384 0000"]),
        ("IBAN_CODE", "RO49 AAAA 1B31 0075 9384 0001", []),
        ("IP_ADDRESS", "at 192.168.1.1 now", ["192.168.1.1"]),
        ("IP_ADDRESS", "Ratio 1:2:3:4", []),
        ("PHONE_NUMBER", "ring 020 7946 0123", ["020 7946 0123"]),
    ],
)
def test_one_kind_is_recognised_without_network(read_names, kind, text, words):
    reading = read_names(text)
    assert [reading.text[item.start : item.end] for item in recognise(reading, kind)] == words


def test_names_come_from_the_shared_doc(read_names):
    reading = read_names("Elizabeth Taylor met Priya Nair in London.")
    people = [reading.text[item.start : item.end] for item in recognise(reading) if item.kind == "PERSON"]
    assert "Elizabeth Taylor" in people
    assert artifacts(reading).tokens is reading.doc
