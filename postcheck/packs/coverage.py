"""How far a pack checks each of its clauses, by which rules, and what is left to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from postcheck.model.pack import Checkable, Clause, Rule, RulePack


class State(StrEnum):
    """What can be said of a clause; the value is shown to people."""

    CHECKED = "checked"
    PARTLY = "partly checked"
    NO_RULE = "no rule in this pack"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Standing:
    """One clause of a pack: its state, the rules behind it, and what no rule can judge."""

    clause: Clause
    pack: str
    state: State
    rules: tuple[str, ...]
    through: tuple[str, ...]
    """Clauses that it is an umbrella over and that rules check."""
    human: str


def coverage(packs: RulePack | Sequence[RulePack]) -> list[Standing]:
    """The standing of every clause, in the packs' order; a clause counts once, for the first pack that knows it."""
    several = [packs] if isinstance(packs, RulePack) else packs
    clauses: dict[str, tuple[str, Clause]] = {}
    rules: dict[str, Rule] = {}
    for pack in several:
        clauses = {**pack.clauses, **clauses}
        rules = {**{rule.id: rule for rule in pack.rules}, **rules}
    citing: dict[str, list[str]] = {}
    for rule in rules.values():
        for cited in rule.clauses:
            citing.setdefault(cited, []).append(rule.id)
    return [_standing(clause, stated_by, citing) for stated_by, clause in clauses.values()]


def totals(standings: Iterable[Standing]) -> dict[State, int]:
    """How many clauses are in each state, every state named."""
    counted = Counter(standing.state for standing in standings)
    return {state: counted[state] for state in State}


def _standing(clause: Clause, pack: str, citing: Mapping[str, Sequence[str]]) -> Standing:
    rules = tuple(sorted(citing.get(clause.id, ())))
    through = tuple(name for name in clause.through if name in citing)
    if clause.checkable is Checkable.PROCESS:
        state = State.NOT_CHECKABLE
    elif not (rules or through):
        state = State.NO_RULE
    else:
        state = State.CHECKED if clause.checkable is Checkable.FULLY else State.PARTLY
    return Standing(clause, pack, state, rules, through, clause.human)
