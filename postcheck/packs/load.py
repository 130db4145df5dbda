"""Folders of YAML to RulePack: inheritance, overrides, and checks across files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from postcheck.errors import PackError
from postcheck.model.pack import Clause, Manifest, Override, Rule, RulePack, Signal, Topic
from postcheck.packs.reading import Written, fault, read
from postcheck.resources import bundled


def shipped() -> tuple[str, ...]:
    """Names of the packs that come with postcheck."""
    return tuple(sorted(path.parent.name for path in bundled("rules").glob("*/pack.yaml")))


def locate(name: str, *, beside: Path | None = None) -> Path:
    """The folder of pack `name`: a path, a neighbour of `beside`, or one that ships with postcheck."""
    candidates = [Path(name), *([beside / name] if beside else []), bundled("rules") / name]
    for folder in candidates:
        if (folder / "pack.yaml").is_file():
            return folder
    raise PackError(
        f"no rule pack '{name}'", hint=f"Give a folder with a pack.yaml, or one of: {', '.join(shipped())}."
    )


def load(name: str, *, beside: Path | None = None) -> RulePack:
    """The pack `name` with everything that it extends; raises PackError at the first fault."""
    return _Loading().pack(name, beside)


def fault_in(packs: Iterable[RulePack], label: str, message: str, *, near: str) -> PackError:
    """A PackError at the entry of rule `label` (or `signal.<id>`), at the line of it that holds `near`."""
    for pack in packs:
        if label in pack.places:
            path, line = pack.places[label]
            return fault(Path(path), line, f"{label}: {message}", near=near)
    return PackError(f"{label}: {message}")


@dataclass(slots=True)
class _Loading:
    """One load: every file is read once, however many packs use it."""

    manifests: dict[Path, Written[Manifest]] = field(default_factory=dict)
    topics: dict[Path, Written[Topic]] = field(default_factory=dict)

    def pack(self, name: str, beside: Path | None, above: tuple[Path, ...] = ()) -> RulePack:
        """The pack `name`; `above` are the packs that extend it on the way here."""
        folder = locate(name, beside=beside).resolve()
        path = folder / "pack.yaml"
        if folder in above:
            raise fault(path, 1, "extends itself", near="extends")
        manifest = self.manifests.setdefault(path, self.manifests.get(path) or read(path, Manifest))
        parents = [self.pack(parent, folder.parent, (*above, folder)) for parent in manifest.model.extends]
        own = [self._topic(file) for file in sorted(folder.glob("*.yaml")) if file.name != "pack.yaml"]
        library = [
            self._topic(file) for shelf in manifest.model.library for file in self._shelf(manifest, folder, shelf)
        ]
        return _compose(manifest, parents, own, library)

    def _shelf(self, manifest: Written[Manifest], folder: Path, shelf: str) -> list[Path]:
        for place in (folder.parent / shelf, bundled("rules") / shelf):
            if files := sorted(place.glob("*.yaml")):
                return files
        raise fault(manifest.path, 1, f"library '{shelf}' holds no rules", near="library")

    def _topic(self, path: Path) -> Written[Topic]:
        if path not in self.topics:
            self.topics[path] = read(path, Topic)
        return self.topics[path]


def _compose(
    manifest: Written[Manifest],
    parents: list[RulePack],
    own: list[Written[Topic]],
    library: list[Written[Topic]],
) -> RulePack:
    clauses: dict[str, tuple[str, Clause]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    signals: dict[str, Signal] = {}
    rules: dict[str, Rule] = {}
    places: dict[str, tuple[str, int]] = {}
    for parent in parents:
        clauses |= parent.clauses
        lists |= parent.lists
        signals |= {signal.id: signal for signal in parent.signals}
        rules |= {rule.id: rule for rule in parent.rules}
        places |= parent.places
    clauses |= _clauses(manifest)
    for topic in (*library, *own):
        lists |= topic.model.lists
        signals |= {signal.id: signal for signal in topic.model.signals}
        places |= {name: (str(topic.path), line) for name, line in topic.lines.items()}
    for name, words in manifest.model.lists.items():
        lists[name] = (*lists.get(name, ()), *words)
    for rule in (rule for topic in library for rule in topic.model.rules):
        if not clauses.keys().isdisjoint(rule.clauses):
            rules.setdefault(rule.id, rule)  # a parent may have overridden it
    for topic in own:
        rules |= _own_rules(topic, clauses)
    _override(manifest, rules, clauses)
    return RulePack(
        id=manifest.model.id,
        title=manifest.model.title,
        version=manifest.model.version,
        source=manifest.model.source,
        clauses=clauses,
        rules=tuple(rules.values()),
        signals=tuple(signals.values()),
        lists=lists,
        places=places,
    )


def _clauses(manifest: Written[Manifest]) -> dict[str, tuple[str, Clause]]:
    """The clauses that the pack itself states; an id that stands twice is an error."""
    found: dict[str, tuple[str, Clause]] = {}
    for clause in manifest.model.clauses:
        if clause.id in found:
            raise fault(manifest.path, 1, f"clause {clause.id} stands twice", near=f"id: {clause.id}")
        found[clause.id] = (manifest.model.id, clause)
    return found


def _own_rules(topic: Written[Topic], clauses: dict[str, tuple[str, Clause]]) -> dict[str, Rule]:
    """The rules of a pack's own file, each of which must cite clauses that the pack knows."""
    found: dict[str, Rule] = {}
    for rule in topic.model.rules:
        line = topic.lines.get(rule.id, 1)
        if rule.id in found:
            raise fault(topic.path, line, f"rule {rule.id} stands twice in this file")
        for clause in rule.clauses:
            if clause not in clauses:
                raise fault(
                    topic.path, line, f"rule {rule.id} cites clause {clause}, which no pack states", near=clause
                )
        found[rule.id] = rule
    return found


def _override(manifest: Written[Manifest], rules: dict[str, Rule], clauses: dict[str, tuple[str, Clause]]) -> None:
    """Apply `override` and `disable` in place; an id that names no rule is an error."""
    for rule_id in (*manifest.model.override, *manifest.model.disable):
        if rule_id not in rules:
            raise fault(manifest.path, 1, f"no rule '{rule_id}' to change", near=rule_id)
    for rule_id, change in manifest.model.override.items():
        given = {key: getattr(change, key) for key in Override.model_fields if getattr(change, key) is not None}
        rules[rule_id] = rules[rule_id].model_copy(update=given)
        if clauses.keys().isdisjoint(rules[rule_id].clauses):
            raise fault(manifest.path, 1, f"rule {rule_id} cites no clause of this pack", near=rule_id)
    for rule_id in manifest.model.disable:
        del rules[rule_id]
