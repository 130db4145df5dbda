"""The measured section of a model card, between `<!-- NAME:start -->` and `<!-- NAME:end -->`."""

from __future__ import annotations

from pathlib import Path

from postcheck.errors import UsageError
from postcheck.files import write_atomically


def _parts(path: Path, name: str) -> tuple[str, str, str]:
    start, end = f"<!-- {name}:start -->\n", f"<!-- {name}:end -->"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the card cannot be read") from error
    before, opened, rest = text.partition(start)
    inside, closed, after = rest.partition(end)
    if not opened or not closed:
        raise UsageError(f"{path} has no {start.strip()} ... {end}", hint="Write both marks where the figures belong.")
    return before + opened, inside, closed + after


def is_current(path: Path, figures: str, *, name: str) -> bool:
    """Whether section `name` of the card holds just `figures`; raises UsageError where there is none."""
    return _parts(path, name)[1].strip() == figures.strip()


def rewrite(path: Path, figures: str, *, name: str) -> None:
    """Put `figures` into section `name` of the card; raises UsageError where there is none."""
    before, _, after = _parts(path, name)
    write_atomically(path, f"{before}{figures.strip()}\n{after}", private=False)
