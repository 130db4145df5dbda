r"""Phrase templates: what a rule pack may say instead of a regular expression.

| template        | matches                                             |
|-----------------|-----------------------------------------------------|
| `vote for`      | the words, any case, any white space between        |
| `campaign*`     | a word that begins so                               |
| `(back\|elect)` | one of the alternatives, each a phrase              |
| `[really]`      | optional                                            |
| `...`           | up to five words in between                         |
| `{party}`       | any entry of the pack's list `party`                |
| `=Reform`       | this word with exactly this case                    |
| `£#`, `#%`      | an amount: `#` stands for a number                  |

Templates compile to linear expressions. A template is tried only on texts that hold one of its anchor
words, so thousands of them cost one set intersection a post.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"(\.\.\.|[()|\[\]]|\{[\w-]+\}|=?[^\s()|\[\]{}]+)")
_GAP = r"(?:\W+\w[\w'-]*){0,5}?"
_WORD = re.compile(r"\w+")
_LONE_MARK = re.compile(r"[,.;:!?-]+")
_NUMBER = r"\d(?:[\d.,]*\d)?[km]?"
_SIGNS = "£%©"
_MAX_LENGTH = 400


class TemplateError(ValueError):
    """A template is not well formed; the message names the template and the fault."""


@dataclass(frozen=True)
class Template:
    """A template read: its pattern and the words of which at least one must occur in the text."""

    source: str
    pattern: str
    anchors: frozenset[str]

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern, compiled at the first text that holds an anchor (most templates never meet one)."""
        return re.compile(rf"(?<![\w@]){self.pattern}(?!\w)", re.IGNORECASE)


Expansions = dict[str, tuple[str, set[str]] | None]
"""List name to its expression and anchors, made once for templates that share lists; None while in the making."""


def compile_template(
    source: str, lists: Mapping[str, Iterable[str]], *, expansions: Expansions | None = None
) -> Template:
    """`source` with its lists filled in; raises TemplateError."""
    if len(source) > _MAX_LENGTH:
        raise TemplateError(f"template longer than {_MAX_LENGTH} characters: {source[:40]!r}...")
    parser = _Parser(source, lists, expansions if expansions is not None else {})
    pattern, anchors = parser.sequence(end=None)
    if not anchors:
        raise TemplateError(f"template {source!r} has no whole word that must occur")
    return Template(source, pattern, frozenset(anchors))


class _Parser:
    """Recursive descent over a template; each level returns (expression, anchor words)."""

    def __init__(self, source: str, lists: Mapping[str, Iterable[str]], expansions: Expansions) -> None:
        self.source = source
        self.lists = lists
        self.expansions = expansions
        self.tokens = _TOKEN.findall(source)
        self.at = 0

    def sequence(self, end: str | None) -> tuple[str, set[str]]:
        """A run of items up to `end`; its anchors are those of its rarest-looking required item."""
        pattern, anchors, glue = "", set[str](), ""
        while self.at < len(self.tokens) and self.tokens[self.at] not in ("|", ")", "]"):
            token = self.tokens[self.at]
            self.at += 1
            if token == "...":
                pattern += _GAP
                continue
            optional = token == "["
            item, words = self._item(token)
            pattern += f"(?:{glue}{item})?" if optional and glue else f"(?:{item}\\W+)?" if optional else glue + item
            if not optional or glue:
                glue = r"[\W_]+"
            if not optional and words and (not anchors or _rarity(words) > _rarity(anchors)):
                anchors = words
        if end is None and self.at < len(self.tokens):
            raise TemplateError(f"template {self.source!r}: unexpected {self.tokens[self.at]!r}")
        return pattern, anchors

    def _item(self, token: str) -> tuple[str, set[str]]:
        if token in ("(", "["):
            return self._alternatives(")" if token == "(" else "]")
        if token.startswith("{"):
            return self._list(token[1:-1])
        if _LONE_MARK.fullmatch(token):
            raise TemplateError(f"template {self.source!r}: {token!r} alone never matches; leave marks out")
        exact = token.startswith("=")
        word = token.removeprefix("=")
        stem = word.removesuffix("*")
        pattern = r"[\s-]+".join(re.escape(piece) for piece in stem.split()) + (r"\w*" if word.endswith("*") else "")
        pattern = pattern.replace(re.escape("#"), _NUMBER)
        first = _WORD.findall(stem.lower()) or [sign for sign in _SIGNS if sign in stem]
        anchors = {f"{first[-1]}*" if word.endswith("*") else max(first, key=len)} if first else set()
        return (f"(?-i:{pattern})" if exact else pattern), anchors

    def _alternatives(self, end: str) -> tuple[str, set[str]]:
        patterns, anchors, complete = [], set[str](), True
        while True:
            pattern, words = self.sequence(end)
            patterns.append(pattern)
            anchors |= words
            complete = complete and bool(words)
            if self.at >= len(self.tokens):
                raise TemplateError(f"template {self.source!r}: missing {end!r}")
            token = self.tokens[self.at]
            self.at += 1
            if token == end:
                return f"(?:{'|'.join(patterns)})", anchors if complete else set()
            if token != "|":
                raise TemplateError(f"template {self.source!r}: unexpected {token!r}")

    def _list(self, name: str) -> tuple[str, set[str]]:
        if name not in self.lists:
            raise TemplateError(f"template {self.source!r}: no list {name!r}")
        if name not in self.expansions:
            self.expansions[name] = None
            patterns, anchors = [], set[str]()
            for entry in sorted(self.lists[name], key=len, reverse=True):
                pattern, words = _Parser(entry, self.lists, self.expansions).sequence(None)
                patterns.append(pattern)
                anchors |= words
            self.expansions[name] = f"(?:{'|'.join(patterns)})", anchors
        found = self.expansions[name]
        if found is None:
            raise TemplateError(f"template {self.source!r}: list {name!r} holds itself")
        return found


def _rarity(words: set[str]) -> float:
    """How well a set of anchor words tells texts apart: few words, long ones, not function words."""
    return min(len(word) for word in words) / math.sqrt(len(words)) - 10 * any(word in _COMMON for word in words)


_COMMON = frozenset(
    "a an the of for to in on at by we our you your i my me he she it is are was be been have has had do does "
    "and or but not no this that with from as so if all any can will would they them their his her us who what".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """Template number `index` found at half-open `start`, `end`."""

    index: int
    start: int
    end: int


class Lexicon:
    """Many templates, tried together; `scan` yields matches in template order."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = tuple(templates)
        self._by_word: dict[str, list[int]] = {}
        self._by_prefix: dict[str, list[int]] = {}
        for index, template in enumerate(self.templates):
            for anchor in template.anchors:
                table = self._by_prefix if anchor.endswith("*") else self._by_word
                table.setdefault(anchor.removesuffix("*"), []).append(index)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix})

    def scan(self, text: str, words: frozenset[str]) -> Iterator[Match]:
        """Matches in `text`, whose lower-case `words` are given so that callers make them once."""
        due: set[int] = set()
        for sign in _SIGNS:
            if sign in self._by_word and sign in text:
                due.update(self._by_word[sign])
        for word in words & self._by_word.keys():
            due.update(self._by_word[word])
        for length in self._lengths:
            for word in words:
                due.update(self._by_prefix.get(word[:length], ()))
        for index in sorted(due):
            for match in self.templates[index].expression.finditer(text):
                yield Match(index, match.start(), match.end())
