"""A rule pack as it is written: clauses, signals, lexical terms, rules and their examples.

The vocabulary is closed (unknown keys are refused) and holds no expressions and no code.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from postcheck.model.finding import Category, Severity
from postcheck.model.post import Account, Permission


def _as_list(value: object) -> object:
    return value if value is None or isinstance(value, list | tuple) else [value]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _severity(value: object) -> object:
    return Severity[value.upper()] if isinstance(value, str) and value.upper() in Severity.__members__ else value


OneOrMore = Annotated[tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...])]
SeverityName = Annotated[
    Severity, BeforeValidator(_severity, json_schema_input_type=Literal["note", "warning", "error"])
]
Within = Literal["words", "sentence", "post"]


class Strict(BaseModel):
    """Base of everything read from YAML: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Checkable(StrEnum):
    """How far text alone can judge a clause."""

    FULLY = "fully"
    PARTLY = "partly"
    PROCESS = "process"


class Example(Strict):
    """A post with its context, `[[ ]]` around the words that a finding must overlap."""

    post: str
    account: Account = Account.CORPORATE
    author_role: str = ""
    handle: str = ""
    platform: str = ""
    publish_at: str = ""
    area: str = ""
    nation: str = ""
    permission: Permission = Permission.NONE
    permission_ref: str = ""
    evidence: OneOrMore = ()
    paid: bool = False
    approved_by: str = ""
    election: bool = False
    """Judge as if the publish date fell in a pre-election period."""
    reason: str = ""
    """Why a known miss or known false alarm is not mended yet."""

    @property
    def circumstances(self) -> str:
        """The context in words, as far as it is not the usual one; empty for an ordinary corporate post."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"post", "reason"}}
        return ", ".join(
            f"{name.replace('_', ' ')}: {_words(value)}"
            for name, value in sorted(given.items())
            if value != type(self).model_fields[name].default
        )


class Examples(Strict):
    """Texts that are example, test and documentation at once."""

    violates: tuple[Example, ...] = ()
    passes: tuple[Example, ...] = ()
    known_misses: tuple[Example, ...] = ()
    known_false_alarms: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _argued(self) -> Self:
        for example in (*self.known_misses, *self.known_false_alarms):
            if not example.reason:
                raise ValueError(f"a known miss or false alarm needs a reason: {example.post!r}")
        return self


class Clause(Strict):
    """A numbered statement of a policy in our own words, and how far it can be checked."""

    id: str
    title: str
    paraphrase: str
    locator: str
    law: OneOrMore = ()
    checkable: Checkable
    human: str = ""
    """What a person must still judge; for a process clause, why no post text can breach it."""
    sign_off: str = ""
    """Who has to agree before such a post goes out, where the policy says so."""
    through: OneOrMore = ()
    """Clauses through which this one is checked, where it is an umbrella over them."""
    examples: Examples = Examples()


class Terms(Strict):
    """Phrase templates that make a lexical rule or a signal; `README.md` of `rules/` gives the syntax."""

    any: OneOrMore
    near: OneOrMore = ()
    """At least one of these must stand within reach too."""
    far: OneOrMore = ()
    """None of these may stand within reach (false friends)."""
    entity: OneOrMore = ()
    """An entity of one of these kinds (PERSON, ORG) must stand within reach."""
    within: Within = "sentence"
    score: float = Field(default=0.9, gt=0, le=1)


class Signal(Strict):
    """A circumstance told by the words themselves (scam warning, court source): never a finding."""

    id: str
    terms: tuple[Terms, ...]


class Conditions(Strict):
    """Questions to the post's context and to the detection; each field given is one condition."""

    account: tuple[Account, ...] | None = None
    author_role: OneOrMore | None = None
    handle: OneOrMore | None = None
    """The account's handle holds one of these words."""
    listed: bool | None = None
    """The handle is (not) among the council's own; holds neither way where either is unknown."""
    platform: OneOrMore | None = None
    nation: OneOrMore | None = None
    permission: tuple[Permission, ...] | None = None
    election: bool | None = None
    paid: bool | None = None
    evidence: bool | None = None
    approved: bool | None = None
    attributes: OneOrMore | None = None
    """At least one of these attributes on the detection."""
    score_below: float | None = None
    """The detection's score is less than this: where a context asks for more certainty than the rule's floor."""
    signals: OneOrMore | None = None
    """At least one of these signals within `within` of the detection."""
    labels: OneOrMore | None = None
    """At least one detection with one of these labels within `within`."""
    within: Literal["sentence", "post"] = "sentence"


class SeverityChange(Strict):
    """The severity that holds instead where `when` holds; the first that fits wins."""

    when: Conditions
    severity: SeverityName


class ConfidenceSteps(Strict):
    """Scores from which a finding is reported at all, and called medium or high."""

    floor: float = 0.5
    medium: float = 0.65
    high: float = 0.85


class Rule(Strict):
    """Ties labels (or terms) and context to clauses; names the pattern, never the remedy."""

    id: str = Field(pattern=r"^[a-z-]+/[a-z0-9-]+$")
    aliases: OneOrMore = ()
    clauses: OneOrMore
    detects: OneOrMore = ()
    terms: tuple[Terms, ...] = ()
    pattern: str = ""
    """A regular expression, for what templates cannot say; runs under a time budget."""
    when: Conditions | None = None
    unless: tuple[Conditions, ...] = ()
    """The finding falls away where any of these holds in full."""
    severity: SeverityName
    severity_when: tuple[SeverityChange, ...] = ()
    confidence: ConfidenceSteps = ConfidenceSteps()
    title: str = ""
    message: str
    advice: str
    examples: Examples
    since: str = "0.1.0"

    @property
    def category(self) -> Category:
        """The report category that the id begins with."""
        return Category(self.id.partition("/")[0])

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.id.partition("/")[0] not in set(Category):
            raise ValueError(f"rule {self.id}: '{self.id.partition('/')[0]}' is not a category")
        if not (self.detects or self.terms or self.pattern):
            raise ValueError(f"rule {self.id}: give detects, terms or pattern")
        if not (self.examples.violates or self.examples.known_misses) or not self.examples.passes:
            raise ValueError(f"rule {self.id}: needs at least one violates and one passes example")
        return self


class Topic(Strict):
    """One YAML file of a pack beside `pack.yaml`."""

    lists: dict[str, tuple[str, ...]] = {}
    signals: tuple[Signal, ...] = ()
    rules: tuple[Rule, ...] = ()


class Override(Strict):
    """What a pack changes in a rule that it inherits."""

    clauses: OneOrMore | None = None
    severity: SeverityName | None = None
    confidence: ConfidenceSteps | None = None
    message: str | None = None
    advice: str | None = None
    when: Conditions | None = None


class Source(Strict):
    """The document that a pack paraphrases."""

    title: str
    publisher: str = ""
    published: str = ""
    version: str = ""


class Manifest(Strict):
    """`pack.yaml`: who the pack is, what it builds on, and its clauses."""

    id: str
    title: str
    version: str
    source: Source | None = None
    extends: OneOrMore = ()
    library: OneOrMore = ()
    """Folders beside the pack whose rules are taken where one of their clauses is the pack's own."""
    clauses: tuple[Clause, ...] = ()
    disable: OneOrMore = ()
    override: dict[str, Override] = {}
    lists: dict[str, tuple[str, ...]] = {}


class RulePack(Strict):
    """A pack ready for use: inherited, overridden, disabled and checked against itself."""

    id: str
    title: str
    version: str
    source: Source | None = None
    clauses: dict[str, tuple[str, Clause]]
    """Clause id to the id of the pack that states it and the clause."""
    rules: tuple[Rule, ...]
    signals: tuple[Signal, ...]
    lists: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, int]] = Field(default={}, exclude=True)
    """Rule id, or `signal.` and signal id, to file and 1-based line."""
