"""YAML (`---`) and TOML (`+++`) front matter: its fields, its words with their places, where the body begins.

YAML is read as a stream of events, so that aliases are never followed and depth costs nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from postcheck.sources.build import Lines, Run, Stretch
from postcheck.sources.columns import CONTEXT_FIELDS, field_of

LIMIT = 64_000
"""Characters of front matter that are read as such."""
DEPTH = 32
"""Levels of nesting that are read."""

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)")
_CLOSE = {
    "---": re.compile(r"(?<![^\r\n])(?:---|\.\.\.)[ \t]*(?![^\r\n])"),
    "+++": re.compile(r"(?<![^\r\n])\+\+\+[ \t]*(?![^\r\n])"),
}
_KEY_LINE = re.compile(r"[\w-]+\s*[:=]")
_NO_WORDS = re.compile(
    r"true|false|yes|no|on|off|null|~|[-+]?\d{1,6}(?:\.\d+)?|\d{4}-\d\d?-\d\d?(?:[T ][\d:.+Z -]+)?", re.I
)
_LINE_END = re.compile(r"\r\n|\r|\n|")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*(?:\r\n|\r|\n)\s*|.)", re.DOTALL)
_TOML_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<table>^[ \t]*\[\[?(?P<name>[^\]\n]+)\]\]?[ \t]*$)"
    r'|(?P<key>^[ \t]*(?:[\w.-]+|"[^"\n]*")(?=[ \t]*=))'
    r'|"""(?:\r?\n)?(?P<mbasic>(?:[^\\]|\\.)*?)"""|\'\'\'(?:\r?\n)?(?P<mliteral>.*?)\'\'\''
    r'|"(?P<basic>(?:[^"\\\n]|\\.)*)"|\'(?P<literal>[^\'\n]*)\'',
    re.MULTILINE | re.DOTALL,
)


@dataclass(slots=True)
class FrontMatter:
    """What stands above a body that begins at offset `body`; `problem` says why it could not be read."""

    body: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    """Names of pictures and files that it points to."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Scalar:
    path: tuple[str, ...]
    value: str
    runs: tuple[Run, ...]
    bare: bool


class _BrokenError(ValueError):
    """Front matter that cannot be read, in words."""


def split(text: str, lines: Lines) -> FrontMatter:
    """The front matter of `text`; where it cannot be read, its raw words stand for its values."""
    opening = _FENCE.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSE[opening[1]].search(text, opening.end())
    if not closing:
        if not _KEY_LINE.match(text, opening.end()):
            return FrontMatter()
        return FrontMatter(
            problem=f"front matter is never closed: end it with a line {opening[1]}. All was read as text"
        )
    start, end = opening.end(), closing.start()
    body = _after_line(text, closing.end())
    raw = text[start:end]
    try:
        if len(raw) > LIMIT:
            raise _BrokenError(f"is longer than {LIMIT:,} characters")
        scalars = list(_yaml(raw) if opening[1] == "---" else _toml(raw))
    except _BrokenError as error:
        whole = lines.stretch("front_matter", raw, [(0, start)])
        return FrontMatter(
            body,
            stretches=[whole],
            problem=f"front matter {error}. Its words and the body were checked, its fields not read",
        )
    return _collected(scalars, body, start, lines)


def _after_line(text: str, offset: int) -> int:
    found = _LINE_END.match(text, offset)
    return found.end() if found else offset


def _collected(scalars: list[_Scalar], body: int, start: int, lines: Lines) -> FrontMatter:
    found = FrontMatter(body)
    for scalar in scalars:
        own = scalar.path[:1] == ("postcheck",)
        name = field_of(scalar.path[1] if own and len(scalar.path) > 1 else scalar.path[0]) if scalar.path else ""
        if own and (len(scalar.path) == 1 or scalar.path[1] in ("allow", "suppress")):
            found.fields.setdefault("postcheck", []).append((scalar.path[1:], scalar.value))
        elif name in CONTEXT_FIELDS and (own or name != "platform" or len(scalar.path) == 1):
            _add(found.fields, name, scalar)
        elif not own and not (scalar.bare and _NO_WORDS.fullmatch(scalar.value)):
            runs = [(at, offset + start) for at, offset in scalar.runs]
            found.stretches.append(lines.stretch("front_matter", scalar.value, runs))
            if name == "media":
                found.media.append(scalar.value)
    return found


def _add(fields: dict[str, Any], name: str, scalar: _Scalar) -> None:
    """Put a context field's value where others of its kind are: alone, in a list, or by key."""
    key = scalar.path[-1]
    if name == "permission" and key in ("status", "ref", "reference"):
        holder = fields.setdefault(name, {})
        if isinstance(holder, dict):
            holder[key] = scalar.value
    elif name not in fields:
        fields[name] = scalar.value
    elif name == "evidence":
        fields[name] = [*(fields[name] if isinstance(fields[name], list) else [fields[name]]), scalar.value]


def _yaml(raw: str) -> Iterator[_Scalar]:
    import yaml

    path: list[str] = []
    kinds: list[tuple[str, bool]] = []
    key_next = False
    try:
        for event in yaml.parse(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            name = type(event).__name__
            if name in ("MappingStartEvent", "SequenceStartEvent"):
                if len(kinds) >= DEPTH:
                    raise _BrokenError(f"is nested more than {DEPTH} levels deep")
                kinds.append((name[:3], key_next))
                path.append("")
                key_next = name[:3] == "Map"
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                path.pop()
                kinds.pop()
                key_next = bool(kinds) and kinds[-1][0] == "Map"
            elif name == "AliasEvent":
                raise _BrokenError("repeats parts of itself by reference (a YAML alias), which is not followed")
            elif name == "ScalarEvent":
                if key_next:
                    path[-1] = str(event.value)
                    key_next = False
                    continue
                yield _scalar(raw, event, tuple(part for part in path if part))
                key_next = bool(kinds) and kinds[-1][0] == "Map"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        reason = getattr(error, "problem", "") or getattr(error, "reason", "") or "it is no YAML"
        raise _BrokenError(f"cannot be read{where}: {reason}") from error
    except (ValueError, RecursionError, AssertionError, IndexError) as error:
        if isinstance(error, _BrokenError):
            raise
        raise _BrokenError("cannot be read as YAML") from error


def _scalar(raw: str, event: Any, path: tuple[str, ...]) -> _Scalar:
    start, end = event.start_mark.index, event.end_mark.index
    style = event.style or ""
    if style in ("|", ">"):
        header = _LINE_BREAK.search(raw, start)
        start = header.end() if header else end
    elif style:
        start += 1
    runs = aligned(raw[start:end], event.value, escapes=style == '"')
    return _Scalar(path, event.value, tuple((at, offset + start) for at, offset in runs), not style)


def _toml(raw: str) -> Iterator[_Scalar]:
    try:
        data = tomllib.loads(raw.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _BrokenError(f"cannot be read: {error}") from error
    except RecursionError as error:
        raise _BrokenError(f"is nested more than {DEPTH} levels deep") from error
    table: tuple[str, ...] = ()
    key = ""
    for match in _TOML_TOKEN.finditer(raw):
        if match["table"]:
            table, key = tuple(match["name"].strip().split(".")), ""
        elif match["key"]:
            key = match["key"].strip().strip('"')
        elif match["comment"] is None:
            kind = match.lastgroup or ""
            found = match[kind]
            value = _unescaped(found) if kind.endswith("basic") else found
            runs = aligned(found, value, escapes=kind.endswith("basic"))
            spans = tuple((at, offset + match.start(kind)) for at, offset in runs)
            yield _Scalar((*table, *key.split(".")), value, spans, bare=False)
    yield from _bare_values(data)


def _bare_values(data: Mapping[str, Any]) -> Iterator[_Scalar]:
    """Dates, truths and numbers among the fields of TOML front matter and its `postcheck` table."""
    own = data.get("postcheck")
    for above, values in (((), data), (("postcheck",), own if isinstance(own, dict) else {})):
        for key, value in values.items():
            if not isinstance(value, str | list | dict):
                yield _Scalar(
                    (*above, key), str(value).lower() if isinstance(value, bool) else str(value), ((0, 0),), True
                )


def _unescaped(found: str) -> str:
    try:
        loaded = tomllib.loads(f'x = """{found}"""')["x"]
    except tomllib.TOMLDecodeError:
        return found
    return str(loaded)


def aligned(raw: str, value: str, *, escapes: bool) -> list[Run]:
    """Runs in which `value` follows `raw`, through escapes, folded lines and indentation."""
    runs: list[Run] = []
    at = offset = 0
    while at < len(value) and offset < len(raw):
        character = raw[offset]
        if escapes and character == "\\" and (escape := _ESCAPE.match(raw, offset)):
            if not escape[0].endswith(("\n", "\r")) and escape[0][1:].strip(" \t\r\n"):
                _step(runs, at, offset)
                at += 1
            offset = escape.end()
        elif character == value[at] or (character.isspace() and value[at].isspace() and value[at] != "\n"):
            _step(runs, at, offset)
            at += 1
            offset += 1
        else:
            offset += 1
    return runs or [(0, 0)]


def _step(runs: list[Run], at: int, offset: int) -> None:
    if not runs or offset - at != runs[-1][1] - runs[-1][0]:
        runs.append((at, offset))
