"""How far each clause is checked."""

import pytest

from postcheck.model.pack import Checkable, Clause, Example, Examples, Rule, RulePack, Terms
from postcheck.packs.coverage import State, coverage, totals


def _clause(name: str, checkable: Checkable, *, through: tuple[str, ...] = ()) -> Clause:
    return Clause(
        id=name, title="T", paraphrase="P.", locator="L", checkable=checkable, human="H.", through=through
    )  # fmt: skip


def _pack(*clauses: Clause, cites: str) -> RulePack:
    rule = Rule(
        id="offensive/rude",
        clauses=(cites,),
        terms=(Terms(any=("get lost",)),),
        severity="warning",
        message="M.",
        advice="A.",
        examples=Examples(violates=(Example(post="Get lost"),), passes=(Example(post="Lost"),)),
    )
    stated = {clause.id: ("demo", clause) for clause in clauses}
    return RulePack(id="demo", title="D", version="1", clauses=stated, rules=(rule,), signals=(), lists={})


@pytest.mark.parametrize(
    ("clause", "state", "rules", "through"),
    [
        (_clause("A.1", Checkable.FULLY), State.CHECKED, ("offensive/rude",), ()),
        (_clause("A.1", Checkable.PARTLY), State.PARTLY, ("offensive/rude",), ()),
        (_clause("A.2", Checkable.PARTLY), State.NO_RULE, (), ()),
        (_clause("A.2", Checkable.PARTLY, through=("A.1", "A.3")), State.PARTLY, (), ("A.1",)),
        (_clause("A.2", Checkable.PROCESS), State.NOT_CHECKABLE, (), ()),
    ],
)
def test_state_of_a_clause(clause: Clause, state: State, rules: tuple[str, ...], through: tuple[str, ...]) -> None:
    [standing] = coverage(_pack(clause, cites="A.1"))
    assert (standing.state, standing.rules, standing.through) == (state, rules, through)
    assert (standing.human, standing.pack) == ("H.", "demo")


def test_totals_name_every_state() -> None:
    pack = _pack(_clause("A.1", Checkable.FULLY), _clause("A.2", Checkable.PROCESS), cites="A.1")
    assert totals(coverage(pack)) == {
        State.CHECKED: 1, State.PARTLY: 0, State.NO_RULE: 0, State.NOT_CHECKABLE: 1
    }  # fmt: skip


def test_a_clause_in_two_packs_counts_once() -> None:
    pack = _pack(_clause("A.1", Checkable.FULLY), cites="A.1")
    assert len(coverage([pack, pack])) == 1
