"""The text normaliser: every view's offsets lie in the original, in order, and lead there and back."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from fuzzing import Target
from postcheck.model.post import Post
from postcheck.nlp.digits import digits_of
from postcheck.nlp.pipeline import pieces
from postcheck.nlp.reading import Reading
from postcheck.nlp.sentences import sentences
from postcheck.nlp.views import TextView, plain, unfolded
from postcheck.policy.duplicates import Repeats
from postcheck.reporters._literal import glyphs, literal
from postcheck.reporters._markup import line
from postcheck.sources.markdown import markup

SEEDS = (
    "V o t e for L4bour! Ring oh double seven double oh, nine hundred one two three.",
    "Vоte Lаbour #VoteLabour2024 jo [at] example (dot) org, jo dot smith at example dot org",
    "０７７００ ９００１２３ ①②③ 0 7 7 0 0 - 9 0 O l 2 3 sooooo good",
    "\u202eLab\u200bour\u202c \U000e0041 👩‍👩‍👧 ﷺ İẞ ﬃ 𝕍𝕠𝕥𝕖 ½ A\u0301",
    "Mr. Smith of St. Austell said “no”. It’s 4.30 p.m. – go to www.example.org/a_(b)?x=1 or bit.ly/x!",
    "*a* **b** [c](http://d.example/e) <b>f</b> `g` ```\nh\n``` <!-- i --> # j\n| k | l |\n|---|---|\n~~m~~ &amp;",
)

POSTS = (
    "Call Mrs Elowen Trask of 14 Chapel Street, PL25 4AB on 07700 900123; NHS 943 476 5919, NI QQ 12 34 56 C, born 3/4/1985.",
    "Vote Labour on Thursday! Cllr Jones is a liar and a thief, sources say. Use code SAVE20 at my wife's shop.",
    "The wifi password is Tamar#99 and the door code C1590X. Card 4111 1111 1111 1111, IBAN GB82WEST12345698765432.",
    "See http://cornwa11.gov.uk.evil.example/login?token=abcdef123456 or bit.ly/x. AKIAABCDEFGHIJKLMNOP #bincollectionday",
    "We promise a refund to all by Friday. EXEMPT: not for publication. The 83-year-old in the last cottage in Zennor is broke.",
)
NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def _view(view: TextView, original: str) -> None:
    assert view.original == original
    length = len(view.text)
    before = 0
    for at in range(length):
        start, end = view.to_original(at, at + 1)
        assert before <= start <= end <= len(original), (at, start, end)
        before = start
    assert view.to_original(0, length)[1] <= len(original)
    for at in range(0, len(original), 3):
        start, end = view.from_original(at, at + 1)
        assert 0 <= start <= end <= length, (at, start, end)
    edited = {at for edit in view.edits for at in range(edit.start, max(edit.end, edit.start + 1))}
    for at in range(length):
        start, end = view.to_original(at, at + 1)
        assert end - start != 1 or start in edited or original[start] == view.text[at], at


def feed_views(data: bytes) -> None:
    """Plain, unfolded and digit views of a text, with Markdown markup and without."""
    text = data.decode(errors="surrogateescape" if data[:1] < b"\x80" else "replace")
    for edits in ((), markup(text)[0]):
        for edit in edits:
            assert 0 <= edit.start <= edit.end <= len(text)
        first = plain(text, tuple(edits))
        _view(first, text)
        second = unfolded(first.text)
        _view(second, first.text)
        _view(digits_of(second.text), second.text)


def feed_readers(data: bytes) -> None:
    """Sentences, pieces, links, repeats and what is printed: spans inside the text, one glyph a character."""
    text = data.decode(errors="surrogateescape" if data[:1] < b"\x80" else "replace")
    before = 0
    for start, end in sentences(text):
        assert before <= start <= end <= len(text)
        before = end
    spans = list(pieces(text, 50))
    assert "".join(text[start:end] for start, end in spans) == text
    assert len(glyphs(text)) == len(text)
    assert "".join(glyphs(text, unicode=False)).isascii()
    assert not NOT_SHOWN.search(literal(text))
    assert "\n" not in line(literal(text))
    repeats = Repeats()
    repeats.look(Post("1", text))
    found = repeats.look(Post("2", text))
    assert found is None or 0 <= found.start < found.end <= len(text)


@cache
def _detectors() -> tuple[Any, list[Any]]:
    """A pipeline of nothing but words, and every detector but the trained model's."""
    from spacy import blank

    from postcheck.config import Own, Person, Settings
    from postcheck.detectors import Resources, build_all
    from postcheck.packs.load import load

    own = Own(domains=("exampleshire.gov.uk",), phones=("01632 960001",), handles=("@exampleshire",))
    settings = Settings(own=own, people=(Person(name="Kerensa Trevail", role="councillor", party="Labour"),))
    built = build_all(Resources((load("uk-council"),), settings))
    return blank("en"), [detector for detector in built if detector.name != "passage"]


def feed_detectors(data: bytes) -> None:
    """Every detector but the trained model's on any text: spans and masks inside it, each label one of its own."""
    text = data.decode(errors="surrogateescape" if data[:1] < b"\x80" else "replace")
    nlp, detectors = _detectors()
    first = plain(text)
    view = unfolded(first.text)
    reading = Reading(first, view, nlp.make_doc(view.text.encode(errors="replace").decode()))
    for detector in detectors:
        for found in detector.detect(reading):
            assert found.label in detector.labels, found.label
            assert 0 <= found.start < found.end <= len(view.text), found
            assert all(0 <= mask.start < mask.end <= len(view.text) for mask in found.masks), found
            start, end = reading.to_original(found.start, found.end)
            assert 0 <= start <= end <= len(text)


def targets() -> tuple[Target, ...]:
    """Normaliser, readers and detectors."""
    seeds = tuple(seed.encode(errors="surrogatepass") for seed in SEEDS)
    posts = tuple(seed.encode() for seed in POSTS)
    return (
        Target("normaliser", feed_views, seeds, longest=300),
        Target("readers", feed_readers, seeds, longest=300),
        Target("detectors", feed_detectors, (*seeds, *posts), longest=300),
    )
