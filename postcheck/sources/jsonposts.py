"""Posts as JSON: a list or one object (.json), or one object a line (.jsonl, .ndjson).

Values are decoded by the standard library; a scan for strings beside it gives each its place in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions
from postcheck.sources.build import Lines, Run, Stretch
from postcheck.sources.columns import CONTEXT_FIELDS, TEXT_FIELDS, field_of, plain
from postcheck.sources.decode import opened
from postcheck.sources.fields import Record, post

SUFFIXES = (".json", ".jsonl", ".ndjson")

LINE_LIMIT = 24 * 1024 * 1024
"""Characters that one line of JSON Lines may hold."""
DEPTH = 64
"""Levels of nesting in which strings are looked for."""

_TOKEN = re.compile(r'"((?:[^"\\]++|\\.?)*+)(?:"|\Z)|([{}\[\],:])', re.DOTALL)
_ANY_TOKEN = re.compile(_TOKEN.pattern + r"|[^\s{}\[\],:\"]+", re.DOTALL)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_LISTS = ("posts", "items", "data", "updates", "results", "entries", "drafts", "schedule")

Path_ = tuple[str | int, ...]


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every object of the file as a post, in order."""
    text = yield from opened(path, options)
    if text is None:
        return
    by_line = path.suffix.lower() != ".json"
    yield from _by_line(text, str(path), options) if by_line else _whole(text, str(path), options)


def _by_line(text: str, name: str, options: ReadOptions) -> Iterator[Post | Unchecked]:
    lines = Lines(text)
    start = 0
    for number in range(1, text.count("\n") + 2):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        origin = Origin(name, number)
        if end - start > LINE_LIMIT:
            yield Unchecked(origin, f"this line is {(end - start) / 1e6:,.0f} MB long and was not read. Split it up")
        elif raw := text[start:end].strip():
            yield from _line(raw, start + text[start:end].index(raw[0]), origin, lines, options)
        start = end + 1


def _line(raw: str, start: int, origin: Origin, lines: Lines, options: ReadOptions) -> Iterator[Post | Unchecked]:
    try:
        value = _decoded(raw)
    except DraftError as error:
        yield Unchecked(origin, error.message)
        return
    if isinstance(value, dict):
        yield from _post(value, (), strings(raw, start), origin, lines, options)
    else:
        yield Unchecked(origin, f'is {_kind(value)}, not an object with a text field. Write {{"text": "..."}}')


def _whole(text: str, name: str, options: ReadOptions) -> Iterator[Post | Unchecked]:
    origin = Origin(name)
    try:
        value = _decoded(text)
    except DraftError as error:
        if len(found := [line for line in text.splitlines() if line.strip()]) > 1 and _is_object(found[0]):
            yield from _by_line(text, name, options)
        else:
            yield Unchecked(origin, error.message)
        return
    lines, spans = Lines(text), strings(text, 0)
    items, above = _items(value)
    if items is None:
        yield _no_posts(origin, options, _kind(value))
        return
    if not options.named and not any(isinstance(item, dict) and _text_key(item) for item in items):
        yield _no_posts(origin, options, "data without a text field")
        return
    listed = isinstance(value, list) or bool(above)
    starts = _item_lines(text, above, lines) if listed else [1]
    crowded = len(set(starts)) < len(starts)
    for index, item in enumerate(items):
        path: Path_ = (*above, index) if listed else ()
        here = Origin(name, starts[index] if index < len(starts) else 0)
        if isinstance(item, dict):
            unnamed = f"{name}:{here.line}#{index + 1}" if crowded else f"{name}:{here.line}"
            yield from _post({"id": unnamed, **item}, path, spans, here, lines, options)
        else:
            yield Unchecked(here, f"item {index + 1} is {_kind(item)}, not an object with a text field")
    if not items:
        yield Unchecked(origin, "holds an empty list, no posts", fatal=options.named)


def _no_posts(origin: Origin, options: ReadOptions, what: str) -> Unchecked:
    reason = f"holds {what}, no posts. Give a list of objects, each with a text field"
    return Unchecked(origin, reason, fatal=options.named)


def _is_object(line: str) -> bool:
    try:
        return isinstance(_decoded(line), dict)
    except DraftError:
        return False


def _items(value: Any) -> tuple[list[Any] | None, Path_]:
    """The posts of a whole file and the keys above them: a list, a list under a known key, or one object."""
    if isinstance(value, list):
        return value, ()
    if not isinstance(value, dict):
        return None, ()
    if not _text_key(value):
        for key, inner in value.items():
            if plain(str(key)) in _LISTS and isinstance(inner, list):
                return inner, (key,)
    return [value], ()


def _item_lines(text: str, above: Path_, lines: Lines) -> list[int]:
    """The line on which each item of the list begins."""
    depth, wanted, fresh = 0, len(above) + 1, False
    inside = not above
    found: list[int] = []
    for match in _ANY_TOKEN.finditer(text):
        sign = match[2]
        if depth == 1 and above and match[1] is not None and match[1] == above[0]:
            inside = True
        if inside and fresh and depth == wanted and sign not in ("]", ","):
            found.append(lines.place(match.start())[0])
            fresh = False
        if sign in ("{", "["):
            depth += 1
            fresh = fresh or (depth == wanted and sign == "[")
        elif sign in ("}", "]"):
            depth -= 1
            if inside and sign == "]" and depth < wanted:
                break
        elif sign == "," and depth == wanted:
            fresh = True
    return found


def _decoded(raw: str) -> Any:
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise DraftError("is nested too deeply to be a post, and was not read") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise DraftError(
            f"is not valid JSON ({error.msg[0].lower()}{error.msg[1:]} at {where}). Put it right"
        ) from error
    except ValueError as error:
        raise DraftError(f"is not valid JSON ({str(error).partition(';')[0]}). Put it right") from error


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a bare text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def strings(raw: str, start: int) -> dict[Path_, tuple[int, str]]:
    """Path of every string value in valid JSON to its file offset and its characters as written."""
    found: dict[Path_, tuple[int, str]] = {}
    path: list[str | int] = []
    key_next: list[bool] = []
    for match in _TOKEN.finditer(raw):
        inside, sign = match[1], match[2]
        if inside is not None:
            if key_next and key_next[-1]:
                path[-1] = json.loads(match[0]) if "\\" in inside else inside
                key_next[-1] = False
            elif len(path) <= DEPTH:
                found[tuple(path)] = (start + match.start(1), inside)
        elif sign in ("{", "["):
            path.append("" if sign == "{" else 0)
            key_next.append(sign == "{")
        elif sign in ("}", "]"):
            path.pop()
            key_next.pop()
        elif sign == "," and path:
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                key_next[-1] = True
    return found


def _post(
    item: Mapping[str, Any], path: Path_, spans: Mapping[Path_, tuple[int, str]], origin: Origin, lines: Lines,
    options: ReadOptions,
) -> Iterator[Post | Unchecked]:  # fmt: skip
    fields, extra, stretches = _sorted(item, path, spans, lines, options)
    text_key = _text_key(item, options)
    if not any(stretch.text.strip() for stretch in stretches):
        said = "its text is empty" if text_key else "it has no text field"
        keys = ", ".join(str(key)[:30] for key in list(item)[:6])
        yield Unchecked(origin, f'{said} (fields: {keys or "none"}). Give the post as "text"')
        return
    if not text_key:
        keys = ", ".join(dict.fromkeys(stretch.name for stretch in stretches))
        yield Unchecked(origin, f"it has no text field; only its other words were checked ({keys})")
    identity = item.get("id")
    name = str(identity) if identity not in (None, "") else f"{origin.path}:{origin.line}"
    yield from post(Record(name, origin, stretches, fields, extra), options.context, order=options.date_order)


def _text_key(item: Mapping[str, Any], options: ReadOptions | None = None) -> str:
    """The key that holds the post: the contract's own name first, then its aliases."""
    chosen = options.columns.get("text") if options else None
    keys = [str(key) for key, value in item.items() if isinstance(value, str)]
    wanted = [chosen, "text"] if chosen else ["text"]
    aliases = (key for kind in ("text", "caption") for key in keys if field_of(key) == kind)
    return next((key for key in (*wanted, *aliases) if key in keys), "")


def _sorted(
    item: Mapping[str, Any], path: Path_, spans: Mapping[Path_, tuple[int, str]], lines: Lines, options: ReadOptions
) -> tuple[dict[str, Any], dict[str, Any], list[Stretch]]:
    """An object's context fields, its unknown fields, and its published words in the order of a post."""
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    words: list[tuple[str, Path_]] = []
    text_key = _text_key(item, options)
    chosen = {title: name for name, title in options.columns.items()}
    for key, value in item.items():
        name = "text" if key == text_key else chosen.get(key) or field_of(key)
        name = "caption" if name == "text" and key != text_key else name
        if name in TEXT_FIELDS:
            words += ((found, (*path, key, *rest)) for found, rest in _leaves(name, value))
        elif name in (*CONTEXT_FIELDS, "postcheck"):
            if fields.get(name) in (None, "", []):
                fields[name] = value
        elif name != "id":
            extra[key] = value
    stretches = [
        _stretch("body" if name == "text" else name, *spans[at], lines)
        for name, at in sorted(words, key=lambda word: TEXT_FIELDS.index(word[0]))
        if at in spans
    ]
    return fields, extra, stretches


def _leaves(name: str, value: Any, depth: int = 0) -> Iterator[tuple[str, Path_]]:
    """Paths of the strings under a field; alternative text inside a media object keeps its own name."""
    if isinstance(value, str):
        yield name, ()
    elif isinstance(value, list) and depth < 8:
        for index, inner in enumerate(value):
            yield from ((found, (index, *rest)) for found, rest in _leaves(name, inner, depth + 1))
    elif isinstance(value, dict) and depth < 8:
        for key, inner in value.items():
            known = field_of(key)
            kind = known if known in TEXT_FIELDS and known != "text" else name
            if name == "media" and kind == "link":
                kind = name
            yield from ((found, (key, *rest)) for found, rest in _leaves(kind, inner, depth + 1))


def _stretch(name: str, offset: int, raw: str, lines: Lines) -> Stretch:
    return lines.stretch(name, json.loads(f'"{raw}"', strict=False) if "\\" in raw else raw, _runs(raw, offset))


def _runs(raw: str, offset: int) -> list[Run]:
    """Runs in which a JSON string's value follows the file, one more after each escape."""
    runs: list[Run] = [(0, offset)]
    at = last = 0
    for escape in _ESCAPE.finditer(raw) if "\\" in raw else ():
        at += escape.start() - last
        runs.append((at, offset + escape.start()))
        at, last = at + 1, escape.end()
        runs.append((at, offset + last))
    return runs
