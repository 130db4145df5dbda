"""How a value is shown: enough of it to find it in the draft, never enough to use it.

A value is hidden wherever it stands in the post, not only where it was found, and in every sentence that
quotes it or a part of it, in the notation of the draft or the plain one that detectors read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from postcheck.model.detection import Mask
from postcheck.nlp.digits import digits_of
from postcheck.nlp.views import plain, unfolded

HIDDEN = "*"

_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[\s@._/+-]+")
_LEAST = 5
"""Letters and digits from which a value is looked for elsewhere in the post."""
_LEAST_PART = 4
"""Characters of a part of a value that is hidden in reasons, and of a name that is hidden in the post."""


def masked(value: str, kind: str) -> str:
    """`value` with most letters and digits starred; same length, so spans keep their places.

    Names keep initials; other values keep at most a third, four characters at the front and one at the end.
    """
    if kind == "name":
        return "".join(
            character if not character.isalnum() or not index or not value[index - 1].isalnum() else HIDDEN
            for index, character in enumerate(value)
        )
    if kind == "credential":
        return "".join(character if character.isspace() else HIDDEN for character in value)
    places = [index for index, character in enumerate(value) if character.isalnum()]
    front = min(4, (len(places) + 1) // 3)
    kept = set(places[:front]) | (set(places[-1:]) if len(places) >= 8 else set())
    return "".join(
        HIDDEN if character.isalnum() and index not in kept else character for index, character in enumerate(value)
    )


def mask_text(text: str, masks: Iterable[Mask]) -> str:
    """`text` with every mask's characters starred; same length. What one mask hides, no other shows."""
    shown = list(text)
    for mask in masks:
        for at, character in enumerate(masked(text[mask.start : mask.end], mask.kind), mask.start):
            if character == HIDDEN:
                shown[at] = HIDDEN
    return "".join(shown)


def everywhere(text: str, masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """`masks`, and one for each other place of `text` where one of their values stands again."""
    given = tuple(masks)
    if not given:
        return ()
    known = {(mask.start, mask.end) for mask in given}
    again = (mask for mask in Values(text, given, parts=False).within(text) if (mask.start, mask.end) not in known)
    return (*given, *again)


def hidden_in(text: str, shown: str) -> tuple[Mask, ...]:
    """A mask for each word of `text` that `shown`, the same text masked, hides in part."""
    return tuple(
        Mask(word.start(), word.end(), "credential")
        for word in re.finditer(r"\S+", text)
        if text[word.start() : word.end()] != shown[word.start() : word.end()]
    )


class Values:
    """What `masks` hide in `text`, looked up by first words: one pass over a sentence finds them all.

    With `parts` a long number's groups and a mailbox's words count too.
    """

    def __init__(self, text: str, masks: Iterable[Mask], *, parts: bool = True) -> None:
        self._by_word: dict[str, dict[str, str]] = {}
        for value, kind in dict.fromkeys((text[mask.start : mask.end], mask.kind) for mask in masks):
            for form in _forms(value, kind, parts=parts):
                if first := _WORD.search(form):
                    self._by_word.setdefault(first[0], {}).setdefault(form[first.start() :], kind)

    def hide(self, sentence: str) -> str:
        """`sentence` with all values starred."""
        return mask_text(sentence, self.within(sentence)) if self._by_word else sentence

    def within(self, text: str) -> Iterator[Mask]:
        """Every place of `text` where a value stands, as words of their own."""
        low = _lower(text)
        for word in _WORD.finditer(low):
            for form, kind in self._by_word.get(word[0], {}).items():
                end = word.start() + len(form)
                if kind == "name" and not text[word.start()].isupper():
                    continue
                if low.startswith(form, word.start()) and not low[end : end + 1].isalnum():
                    yield Mask(word.start(), end, kind)


def _forms(value: str, kind: str, *, parts: bool) -> Iterator[str]:
    """The value and other notations of it, lower case; with `parts`, what it is made of."""
    read = unfolded(plain(value).text).text
    forms = {_lower(form) for form in (value, read, digits_of(read).text)}
    if any(map(str.isdigit, value)):
        forms |= {"".join(_WORD.findall(form)) for form in forms}
    least = _LEAST_PART if kind == "name" else _LEAST
    yield from (form for form in forms if parts or sum(map(str.isalnum, form)) >= least)
    for form in forms:
        if kind == "name":
            words = _WORD.findall(form)
            yield from (word for word in (words if parts else words[-1:]) if len(word) >= _LEAST_PART)
        elif parts:
            told = form.partition("@")[0] if kind == "email" else form
            yield from (
                word
                for word in _APART.split(told)
                if len(word) >= _LEAST_PART and (kind in ("email", "credential") or any(map(str.isdigit, word)))
            )


def _lower(text: str) -> str:
    """Lower case of the same length (a dotted capital İ would become two characters)."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    )
