"""One YAML file to one model, with the line of every fault.

PyYAML's C parser reads a pack ten times faster than ruamel.yaml without its C extension, and its node
tree carries the same positions, so one reader serves both the normal way and the fault. Scalars follow
YAML 1.2: only `true` and `false` are booleans, `12:30`, `no` and dates stay text. Packs are untrusted:
nesting, aliases and repeated keys are bounded before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from postcheck.errors import PackError
from postcheck.packs import compiled

Model = TypeVar("Model", bound=BaseModel)

_ANCHOR = re.compile(r"(?<!\w)&\w")
_MAX_BYTES = 8_000_000
_MAX_DEPTH = 60
_MAX_NODES = 400_000
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """PyYAML's safe loader with the scalars of YAML 1.2 and without repeated keys."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping; a key that stands twice is an error instead of the last one winning."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                told = f"key '{key.value}' stands twice" if isinstance(key, yaml.ScalarNode) else "a key must be a word"
                raise yaml.constructor.ConstructorError(None, None, told, key.start_mark)
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), [*"tTfF"]
)
for _tag, _expression, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", "-+0123456789"),
):
    _starts = [*_first, ""] if _tag == "null" else [*_first]
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_expression})$"), _starts)


@dataclass(frozen=True, slots=True)
class Written(Generic[Model]):
    """A model and the file that it was written in."""

    path: Path
    model: Model
    lines: dict[str, int]
    """Rule id, or `signal.` and signal id, to the 1-based line on which its entry begins."""


def read(path: Path, model: type[Model]) -> Written[Model]:
    """The file at `path` as `model`; raises PackError with file, line and the line itself."""
    text = _text(path)
    if kept := compiled.recall(path, text):
        try:
            return Written(path, model.model_validate(kept[0]), kept[1])
        except ValidationError:
            pass  # made by another version, or tampered with: read the YAML itself
    root, data = _parsed(path, text)
    try:
        written = Written(path, model.model_validate(data or {}), _lines(root))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        problem = next((item for item in problems if item["type"] == "extra_forbidden"), problems[0])
        raise fault(path, _line(root, problem["loc"]), _words(problem, model), text) from error
    compiled.keep(path, text, data, written.lines)
    return written


def _parsed(path: Path, text: str) -> tuple[yaml.Node | None, Any]:
    """The node tree of `text` with its positions, and the plain data that it stands for."""
    loader = None
    try:
        loader = _Loader(_bounded(path, text))
        root = loader.get_single_node()
        _refuse_bomb(path, text, root)
        return root, loader.construct_document(root) if root else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise fault(path, mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}", text) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise fault(path, 1, f"not valid YAML: {str(error).splitlines()[0]}", text) from error
    finally:
        if loader:
            loader.dispose()


def fault(path: Path, line: int, message: str, text: str | None = None, *, near: str = "") -> PackError:
    """A PackError at `line` of `path`, or at the first line from there on that holds `near`."""
    lines = (_text(path) if text is None else text).splitlines()
    if near:
        line = next((n for n in range(max(line, 1), len(lines) + 1) if near in lines[n - 1]), line)
    source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return PackError(message, path=path, line=line, source=source[:200])


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise PackError("is not a file", path=path)
        if path.stat().st_size > _MAX_BYTES:
            raise PackError(f"larger than {_MAX_BYTES // 1_000_000} MB", path=path)
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot be read: {error}", path=path) from error


def _bounded(path: Path, text: str) -> str:
    """`text`, unless it nests deeper than any pack does (the parser would recurse as deep)."""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        indent = re.match(r"[ -]*", line)
        if depth > _MAX_DEPTH or (indent and indent.end() > 4 * _MAX_DEPTH):
            raise fault(path, number, f"nested deeper than {_MAX_DEPTH} levels", text)
    return text


def _refuse_bomb(path: Path, text: str, root: yaml.Node | None) -> None:
    """Raise where aliases repeat so much that the document would unfold to more than _MAX_NODES nodes."""
    sizes: dict[int, int] = {}

    def size(node: yaml.Node) -> int:
        if id(node) in sizes:
            return sizes[id(node)]
        sizes[id(node)] = _MAX_NODES  # an alias to a node that holds it would never end
        children = node.value if isinstance(node, yaml.SequenceNode) else ()
        if isinstance(node, yaml.MappingNode):
            children = [part for pair in node.value for part in pair]
        total = 1 + sum(size(child) for child in children)
        if total > _MAX_NODES:
            raise fault(path, node.start_mark.line + 1, "aliases unfold to too much", text)
        sizes[id(node)] = total
        return total

    if root is not None and _ANCHOR.search(text):
        size(root)


def _words(problem: Any, model: type[BaseModel]) -> str:
    """A validation error in words, with a did-you-mean for an unknown key."""
    where = ".".join(str(part) for part in problem["loc"])
    if problem["type"] != "extra_forbidden":
        return f"{where}: {problem['msg'].removeprefix('Value error, ')}"
    from difflib import get_close_matches

    close = get_close_matches(str(problem["loc"][-1]), _keys(model), n=1)
    return f"unknown key '{where}'" + (f", did you mean '{close[0]}'?" if close else "")


def _keys(model: type[BaseModel]) -> list[str]:
    """Every key that `model` and what it holds may have."""
    schema = model.model_json_schema()
    parts = (schema, *schema.get("$defs", {}).values())
    return sorted({key for part in parts for key in part.get("properties", {})})


def _lines(root: yaml.Node | None) -> dict[str, int]:
    found = {}
    for key, prefix in (("rules", ""), ("signals", "signal.")):
        for entry in _items(_child(root, key)):
            name = _child(entry, "id")
            if isinstance(name, yaml.ScalarNode):
                found[f"{prefix}{name.value}"] = entry.start_mark.line + 1
    return found


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _child(node: yaml.Node | None, key: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        child: yaml.Node = node.value[key]
        return child
    return None


def _line(root: yaml.Node | None, location: Iterable[int | str]) -> int:
    """The 1-based line of the deepest part of `location` that the document has."""
    node, line = root, 1
    for key in location:
        if isinstance(node, yaml.MappingNode):
            line = next((name.start_mark.line + 1 for name, _ in node.value if name.value == str(key)), line)
        child = _child(node, key)
        if child is None:
            break
        node = child
        if isinstance(key, int):
            line = node.start_mark.line + 1
    return line
