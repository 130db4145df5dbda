"""What the trained model reads: its reasons, and what it is shown."""

from __future__ import annotations

import re
from types import SimpleNamespace

from postcheck.api import check
from postcheck.detectors.passage import PassageDetector
from postcheck.model.post import Part, Post
from postcheck.nlp.reading import Reading
from postcheck.sources.markdown import markup

PARTISAN = (
    "Ten years of their broken promises have left our libraries on their knees, "
    "and the same party still lectures us about prudence."
)


def test_a_finding_names_the_words_that_weigh_most_and_the_nearest_example_of_its_category():
    (finding,) = (item for item in check(PARTISAN).findings if item.rule == "political/partisan-passage")

    words, example = finding.evidence[:2]
    named = re.findall("“(.+?)”", words)
    assert 2 <= len(named) <= 4
    assert all(word in PARTISAN and len(word) > 3 for word in named)
    assert example.startswith("like the example “A decade of neglect by a party")


def test_a_post_gets_the_same_scores_whoever_its_neighbours_are(checker):
    post = Post("1", PARTISAN)
    neighbours = [Post(str(number), "The library is closed on Monday. " * number) for number in range(2, 40)]

    alone, *_ = checker.check([post])
    beside = list(checker.check([*neighbours, post]))[-1]

    assert alone.findings == beside.findings
    assert any(finding.rule == "political/partisan-passage" for finding in alone.findings)


def _shown(reading: Reading) -> list[str]:
    """What the model is given of `reading`."""
    texts: list[str] = []
    model = SimpleNamespace(passages=lambda given, voices: texts.extend(given) or [[] for _ in given])
    PassageDetector({}, lambda: model).prepare([reading])
    return texts


def test_where_a_markdown_link_leads_is_not_read_as_words(read_names):
    body = "Read [the notes](https://a.example/bank) and more (https://kept.example)."
    assert _shown(read_names(body, markup=markup(body)[0])) == [
        f"Read the notes ({' ' * 22}) and more (https://kept.example)."
    ]


def test_a_field_of_one_word_is_not_read_as_words(read_names):
    text = "The pool opens.\n\nlisa-wilcox\n\nA swim for all"
    parts = (Part("body", 0, 15), Part("front_matter", 17, 28), Part("front_matter", 30, 44))

    assert _shown(read_names(text, parts=parts)) == ["The pool opens.\n\n           \n\nA swim for all"]


def test_tags_of_templates_and_names_of_files_are_not_read_as_words(read_names):
    text = 'Step one {% include "pay.html" %}\n![The form](4-enter-bank.png "The form") and minutes-may.pdf.'

    [shown] = _shown(read_names(text, markup=markup(text)[0]))

    assert "pay.html" not in shown
    assert "bank" not in shown
    assert "minutes" not in shown
    assert "Step one" in shown
    assert "The form" in shown
