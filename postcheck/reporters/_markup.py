"""Words set into Markdown: nothing in them is taken as markup, a link or a mention."""

from __future__ import annotations

import re

from postcheck.reporters._literal import literal

_MARKUP = re.compile(r"[\\`*_\[\]|~#]")
_ENTITIES = re.compile(r"[&<>@]|(?<=http)[:]|(?<=https)[:]|(?<=www)[.]", re.IGNORECASE)
_OPENING = re.compile(r"(?:[-+=](?=\s|[-=]|$)|\d+(?=[.)]))")
_BLANKS = re.compile(r"^ +")


def plain(words: str) -> str:
    """`words` on one line, shown as they are."""
    return line(literal(words))


def line(shown: str) -> str:
    """As `plain`, for a line that is already safe to print; blanks at its start are kept."""
    indent = _BLANKS.match(shown)
    rest = shown.lstrip(" ")
    opening = _OPENING.match(rest)
    head = rest[: opening.end()] if opening else ""
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", rest[len(head) :])
    body = _ENTITIES.sub(lambda found: f"&#{ord(found[0])};", marked)
    return "&nbsp;" * (indent.end() if indent else 0) + _first(head, body)


def _first(head: str, body: str) -> str:
    """A list's bullet or number at the start of a line, made words."""
    if head.isdigit():
        return f"{head}\\{body}"
    return f"\\{head}{body}" if head else body
