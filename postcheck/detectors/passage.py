"""Breaches said in passing: what the trained model reads in a post (label: `<category>.passage`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import extractOne
from rapidfuzz.utils import default_process

from postcheck.detectors import Resources
from postcheck.model.detection import Detection, Strength
from postcheck.model.finding import Category
from postcheck.model.pack import RulePack
from postcheck.nlp import tagger
from postcheck.nlp.reading import Reading
from postcheck.nlp.tagger import Passage, Tagger
from postcheck.nlp.values import value_masks

_CATEGORIES = (
    Category.PERSONAL_DATA,
    Category.INDIRECT_IDENTIFICATION,
    Category.POLITICAL,
    Category.CLAIM_ABOUT_PERSON,
    Category.ROLE_MISUSE,
    Category.LOGO_MISUSE,
    Category.PROMOTION,
    Category.OFFENSIVE,
    Category.CONFIDENTIAL,
    Category.COMMITMENT,
    Category.LINK_RISK,
)


_MASKED = frozenset({Category.PERSONAL_DATA, Category.CONFIDENTIAL})
"""Categories whose passages may hold values to mask; the rest quote public words."""


_MARKED_WORDS = re.compile(r"\[\[((?:(?!\[\[|\]\]).)+)\]\]", re.DOTALL)
_ALIKE = 45
"""Share of common words, in per cent, from which an example explains rather than puzzles."""

_TARGET = re.compile(r"(?<=\()[^\s()<>]+(?=\)|[ \t]+[\"'])")
_MACHINE_WORDS = re.compile(
    r"\{%[^%{}\n]{0,300}%\}|(?<!\S)[\w./:%-]{1,300}\.(?:png|jpe?g|gif|svg|webp|mp[34]|m4a|wav|csv|pdf|docx?|pptx?|xlsx?)(?!\w)"
)
"""Tags of a template language, and names of files with pictures, sound or papers."""


class PassageDetector:
    """The trained model over batches of readings."""

    name = "passage"
    labels = frozenset(f"{category}.passage" for category in _CATEGORIES)

    def __init__(self, examples: Mapping[str, Sequence[str]], model: Callable[[], Tagger] = tagger.load) -> None:
        self._examples = examples
        self._model = model

    def prepare(self, readings: Sequence[Reading]) -> None:
        """Read a batch at once; the passages wait in each reading's notes."""
        texts = [_prose(reading) for reading in readings]
        found = self._model().passages(texts, [reading.voice for reading in readings])
        for reading, passages in zip(readings, found, strict=True):
            reading.notes[self.name] = passages

    def detect(self, reading: Reading) -> Iterator[Detection]:
        """One detection for each passage that `prepare` found."""
        if self.name not in reading.notes:
            self.prepare([reading])
        for passage in reading.notes[self.name]:  # type: ignore[attr-defined]
            yield Detection(
                label=f"{passage.label}.passage",
                start=passage.start,
                end=passage.end,
                score=passage.score,
                detector=self.name,
                strength=Strength.LEARNED,
                masks=value_masks(reading, passage.start, passage.end) if passage.label in _MASKED else (),
                evidence=tuple(self._why(reading, passage)),
            )

    def _why(self, reading: Reading, passage: Passage) -> Iterator[str]:
        words = ", ".join(f"“{word}”" for word in passage.words)
        yield f"reads like posts that breach this clause; the words that weigh most: {words}"
        said = reading.text[reading.sentence_at(passage.start)[0] : passage.end]
        known = self._examples.get(passage.label, ())
        if found := extractOne(said, known, scorer=token_set_ratio, processor=default_process, score_cutoff=_ALIKE):
            yield f"like the example “{found[0]}”"


def _prose(reading: Reading) -> str:
    """The text with blanks for what nobody reads: where Markdown links lead, tags of templates, names of files, slugs.

    The link detector judges where links lead. A slug is a field of one word: an author's handle, a topic, a file.
    """

    def hidden(match: re.Match[str]) -> str:
        start, _ = reading.plain.to_original(*reading.view.to_original(*match.span()))
        return " " * len(match[0]) if reading.plain.original[start - 2 : start] == "](" else match[0]

    text = _MACHINE_WORDS.sub(lambda match: " " * len(match[0]), _TARGET.sub(hidden, reading.text))
    for part in reading.parts:
        start, end = reading.from_original(part.start, part.end) if part.name == "front_matter" else (0, 0)
        if not re.search(r"\s", text[start:end].strip()):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def build(resources: Resources) -> PassageDetector:
    """The detector; the model itself is loaded at the first batch."""
    return PassageDetector(_marked(resources.packs))


def _marked(packs: Iterable[RulePack]) -> dict[str, list[str]]:
    """By category, the marked words of every example of a breach in its rules; one or two of them explain nothing."""
    found: dict[str, list[str]] = {}
    for pack in packs:
        for rule in pack.rules:
            known = found.setdefault(rule.category, [])
            marked = (words for example in rule.examples.violates for words in _MARKED_WORDS.findall(example.post))
            known += (words for words in marked if len(words.split()) > 2)
    return found
