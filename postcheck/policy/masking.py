"""How a value is shown: enough of it to find it in the draft, never enough to use it."""

from __future__ import annotations

from collections.abc import Iterable

from postcheck.model.detection import Mask

HIDDEN = "*"


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
    """`text` with every mask's characters starred; same length."""
    shown = list(text)
    for mask in masks:
        shown[mask.start : mask.end] = masked(text[mask.start : mask.end], mask.kind)
    return "".join(shown)


def mask_words(sentence: str, text: str, masks: Iterable[Mask]) -> str:
    """`sentence` (a message or reason) with each masked value of `text` starred where it quotes one."""
    for mask in sorted(masks, key=lambda item: item.start - item.end):
        value = text[mask.start : mask.end]
        if len(value) > 2 and value in sentence:
            sentence = sentence.replace(value, masked(value, mask.kind))
    return sentence
