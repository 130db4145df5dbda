"""YAML to RulePack: reading with positions, inheritance, overrides, and checks across files."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from postcheck.errors import PackError
from postcheck.model.pack import Clause, Manifest, Override, Rule, RulePack, Signal, Topic
from postcheck.resources import bundled

Model = TypeVar("Model", bound=BaseModel)


def locate(name: str, *, beside: Path | None = None) -> Path:
    """The folder of pack `name`: a path, a neighbour of `beside`, or one that ships with postcheck."""
    candidates = [Path(name), *([beside / name] if beside else []), bundled("rules") / name]
    for folder in candidates:
        if (folder / "pack.yaml").is_file():
            return folder
    shipped = ", ".join(sorted(path.parent.name for path in bundled("rules").glob("*/pack.yaml")))
    raise PackError(f"no rule pack '{name}'", hint=f"Give a folder with a pack.yaml, or one of: {shipped}.")


def load(name: str, *, beside: Path | None = None, _seen: tuple[Path, ...] = ()) -> RulePack:
    """The pack `name` with everything that it extends; raises PackError at the first fault."""
    folder = locate(name, beside=beside).resolve()
    if folder in _seen:
        raise PackError("extends itself", path=folder / "pack.yaml", line=1)
    manifest = read(folder / "pack.yaml", Manifest)
    parents = [load(parent, beside=folder.parent, _seen=(*_seen, folder)) for parent in manifest.extends]
    topics = [read(path, Topic) for path in sorted(folder.glob("*.yaml")) if path.name != "pack.yaml"]
    library = [
        read(path, Topic) for shelf in manifest.library for path in sorted((folder.parent / shelf).glob("*.yaml"))
    ]
    return _compose(folder, manifest, parents, topics, library)


def _compose(
    folder: Path, manifest: Manifest, parents: list[RulePack], topics: list[Topic], library: list[Topic]
) -> RulePack:
    clauses: dict[str, tuple[str, Clause]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    signals: dict[str, Signal] = {}
    rules: dict[str, Rule] = {}
    for parent in parents:
        clauses |= parent.clauses
        lists |= parent.lists
        signals |= {signal.id: signal for signal in parent.signals}
        rules |= {rule.id: rule for rule in parent.rules}
    clauses |= {clause.id: (manifest.id, clause) for clause in manifest.clauses}
    for topic in (*library, *topics):
        lists |= topic.lists
        signals |= {signal.id: signal for signal in topic.signals}
    for name, words in manifest.lists.items():
        lists[name] = (*lists.get(name, ()), *words)
    for rule in (rule for topic in library for rule in topic.rules):
        if any(clause in clauses for clause in rule.clauses):
            rules[rule.id] = rule
    rules |= {rule.id: rule for topic in topics for rule in topic.rules}
    _override(folder, manifest, rules)
    for rule in rules.values():
        if not any(clause in clauses for clause in rule.clauses):
            raise PackError(f"rule {rule.id} cites no clause of this pack", path=folder / "pack.yaml")
    return RulePack(
        id=manifest.id,
        title=manifest.title,
        version=manifest.version,
        source=manifest.source,
        clauses=clauses,
        rules=tuple(rules.values()),
        signals=tuple(signals.values()),
        lists=lists,
    )


def _override(folder: Path, manifest: Manifest, rules: dict[str, Rule]) -> None:
    """Apply `override` and `disable` in place; an id that names no rule is an error."""
    for rule_id in (*manifest.override, *manifest.disable):
        if rule_id not in rules:
            raise PackError(f"no rule '{rule_id}' to change", path=folder / "pack.yaml")
    for rule_id, change in manifest.override.items():
        given = {key: getattr(change, key) for key in Override.model_fields if getattr(change, key) is not None}
        rules[rule_id] = rules[rule_id].model_copy(update=given)
    for rule_id in manifest.disable:
        del rules[rule_id]


def read(path: Path, model: type[Model]) -> Model:
    """One YAML file as `model`; a fault names file, line and the line itself."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot be read: {error}", path=path) from error
    try:
        return model.model_validate(YAML(typ="safe").load(StringIO(text)) or {})
    except (YAMLError, ValidationError, RecursionError, ValueError):
        pass  # read again below, slowly and with positions, to say where the fault is
    try:
        data = YAML(typ="rt").load(StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _fault(path, text, (mark.line + 1) if mark else 1, f"not valid YAML: {error.problem}") from error
    except (YAMLError, RecursionError) as error:
        raise PackError(f"not valid YAML: {type(error).__name__}", path=path, line=1) from error
    try:
        return model.model_validate(_plain(data))
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise _fault(path, text, _line(data, problem["loc"]), f"{where}: {problem['msg']}") from error


def _fault(path: Path, text: str, line: int, message: str) -> PackError:
    lines = text.splitlines()
    source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return PackError(message, path=path, line=line, source=source)


def _line(data: Any, location: Iterable[int | str]) -> int:
    """The 1-based line of the deepest part of `location` that the YAML tree still has."""
    line, node = 1, data
    for key in location:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
        else:
            break
        node = node[key]
    return line


def _plain(node: Any) -> Any:
    """The YAML tree as plain dicts, lists and scalars."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node
