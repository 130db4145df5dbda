"""Settings and context of a run: options over the nearest configuration over what is built in."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postcheck.errors import ConfigError, UsageError
from postcheck.model.post import Context

if TYPE_CHECKING:
    from postcheck.config import Settings


def resolve(
    *,
    targets: Sequence[str] = (),
    config: Path | None = None,
    isolated: bool = False,
    packs: Sequence[str] | None = None,
    fail_on: str | None = None,
    min_confidence: str | None = None,
) -> Settings:
    """The settings that hold for `targets`; raises ConfigError or UsageError."""
    from postcheck.config import load
    from postcheck.model.finding import Confidence, Severity

    if config and isolated:
        raise UsageError("--config and --isolated exclude each other", hint="Give one of them.")
    if config and not config.is_file():
        raise ConfigError(f"no configuration file {config}", hint="`postcheck init` writes one to start from.")
    settings = load(config or (None if isolated else nearest(targets)))
    changes: dict[str, Any] = {}
    if packs:
        changes["packs"] = tuple(packs)
    if fail_on:
        changes["fail_on"] = Severity[fail_on.upper()]
    if min_confidence:
        changes["min_confidence"] = Confidence[min_confidence.upper()]
    return settings.model_copy(update=changes)


def nearest(targets: Sequence[str]) -> Path | None:
    """The configuration nearest to what all `targets` share, or else to the working folder."""
    from postcheck.config import find

    folders = [_folder(target) for target in targets if target != "-"]
    if folders:
        try:
            shared = Path(os.path.commonpath([folder.absolute() for folder in folders]))
        except ValueError:  # different drives
            shared = folders[0]
        if found := find(shared):
            return found
    return find(Path.cwd())


def _folder(target: str) -> Path:
    """The folder of `target`; for a pattern or a missing path the nearest one that exists."""
    path = Path(target)
    while not path.is_dir() and path != path.parent:
        path = path.parent
    return path


def context(settings: Settings, **options: Any) -> Context:
    """The context that holds where a draft says nothing: `options` that were given over the defaults."""
    defaults = settings.defaults
    base = Context(
        account=defaults.account,
        author_role=defaults.author_role,
        platform=defaults.platform,
        area=defaults.area,
        nation=defaults.nation,
    )
    given = {name: value for name, value in options.items() if value}
    if "nation" in given:
        given["nation"] = _nation(given["nation"])
    if "publish_at" in given:
        given["publish_at"] = moments(given["publish_at"])
    if "evidence" in given:
        given["evidence"] = tuple(given["evidence"])
    return replace(base, **given)


NATIONS = ("england", "wales", "scotland", "northern-ireland")


def _nation(value: str) -> str:
    name = value.strip().lower().replace(" ", "-")
    if name not in NATIONS:
        raise UsageError(f"--nation {value}: not a nation that postcheck knows", hint=f"One of: {', '.join(NATIONS)}.")
    return name


def moments(value: str) -> tuple[datetime, ...]:
    """Every reading of a date as a user writes it; raises UsageError."""
    from postcheck.sources.dates import read

    dating = read(value)
    if not dating.readings:
        raise UsageError(
            f"--publish-at {value}: not a date that postcheck can read", hint="Write 2026-05-01 or 2026-05-01T09:00."
        )
    if dating.notice:
        print(f"postcheck: {dating.notice}.", file=sys.stderr)  # noqa: T201
    return dating.readings
