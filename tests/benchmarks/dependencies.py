"""What each run-time dependency brings: bytes installed, modules, and how many of them one check imports.

Run: python tests/benchmarks/dependencies.py
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

CHECK = (
    "import sys; from postcheck import check; check('Call Mrs Trask on 07700 900123. Card 4111 1111 1111 1111.'); "
    "print(*(module.__file__ for module in list(sys.modules.values()) if getattr(module, '__file__', None)), sep='\\n')"
)


def closure(name: str, seen: dict[str, str], above: str = "") -> None:
    """Put `name` and everything that it needs into `seen`, with the direct dependency that brings it."""
    try:
        needed = requires(name) or []
    except PackageNotFoundError:
        return
    for line in needed:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        key = wanted.name.lower().replace("_", "-")
        if key not in seen:
            seen[key] = above or key
            closure(wanted.name, seen, above or key)


def weigh(name: str, imported: frozenset[Path]) -> tuple[int, int, int]:
    """Bytes, modules and imported modules of an installed distribution."""
    size = modules = used = 0
    for file in distribution(name).files or ():
        path = Path(str(file.locate())).resolve()
        if path.is_file() and "__pycache__" not in path.parts:
            size += path.stat().st_size
            if path.suffix in (".py", ".so", ".pyd"):
                modules += 1
                used += path in imported
    return size, modules, used


def main() -> None:
    """A row for each direct dependency, with what it brings along."""
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    imported = frozenset(Path(line).resolve() for line in done.stdout.splitlines())
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = [Requirement(line) for line in project["dependencies"]]
    names = [item.name.lower().replace("_", "-") for item in direct if not item.marker or item.marker.evaluate()]
    seen = {name: name for name in names}
    for name in names:
        closure(name, seen, name)
    rows: dict[str, list[int]] = {}
    alone: dict[str, tuple[int, int, int]] = {}
    for name, above in seen.items():
        try:
            alone[name] = weigh(name, imported)
        except PackageNotFoundError:
            continue
        row = rows.setdefault(above, [0, 0, 0, 0])
        for at, value in enumerate((*alone[name], 1)):
            row[at] += value
    print("| dependency | MB | modules | imported by a check | packages brought along |\n|---|---:|---:|---:|---:|")
    for name, (size, modules, used, packages) in sorted(rows.items(), key=lambda row: -row[1][0]):
        print(f"| {name} | {size / 1e6:.1f} | {modules:,} | {used:,} | {packages - 1} |")
    total = [sum(column) for column in zip(*alone.values(), strict=True)]
    print(f"| all {len(alone)} packages | {total[0] / 1e6:.1f} | {total[1]:,} | {total[2]:,} | |")


if __name__ == "__main__":
    main()
