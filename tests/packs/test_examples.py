"""Running a pack's examples: what counts as found, and as rightly left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.pack import Checkable, Clause, Example, Examples, Rule, RulePack, Terms
from postcheck.model.post import Account, Origin, Permission
from postcheck.model.report import PostReport, Verdict
from postcheck.packs.examples import Case, Kind, Outcome, cases, council, judge, run


def _finding(rule: str, start: int, end: int, *, severity: Severity = Severity.WARNING, clause: str = "D.1") -> Finding:
    return Finding(
        rule=rule,
        category=Category(rule.partition("/")[0]),
        severity=severity,
        confidence=Confidence.HIGH,
        message="M.",
        advice="A.",
        clauses=(CitedClause("demo", clause, "T"),),
        location=Location("body", start, end, 1, start + 1, offset=start),
        excerpt="",
    )


def _report(*findings: Finding, failures: tuple[str, ...] = ()) -> PostReport:
    return PostReport(
        id="1", origin=Origin(), verdict=Verdict.of(findings), findings=findings, text="", failures=failures
    )  # fmt: skip


def _rule(name: str = "offensive/rude", *, severity: str = "warning", examples: Examples | None = None) -> Rule:
    usual = Examples(violates=(Example(post="So [[get lost]]."),), passes=(Example(post="We are lost."),))
    return Rule(
        id=name,
        clauses=("D.1",),
        terms=(Terms(any=("get lost",)),),
        severity=severity,
        message="M.",
        advice="A.",
        examples=examples or usual,
    )


CLAUSE = Clause(
    id="D.1", title="T", paraphrase="P.", locator="L", checkable=Checkable.PARTLY, through=("D.2",),
    examples=Examples(violates=(Example(post="So [[get lost]]."),)),
)  # fmt: skip


def _pack(*rules: Rule) -> RulePack:
    return RulePack(
        id="demo", title="D", version="1", clauses={"D.1": ("demo", CLAUSE)}, rules=rules, signals=(), lists={}
    )


PACK = _pack(_rule(), _rule("offensive/other"), _rule("offensive/noted", severity="note"))
SAID = Example(post="So [[get lost]].")


def test_marks_are_taken_out_and_remembered() -> None:
    case = Case(_rule(), Kind.VIOLATES, 1, Example(post="[[a]] b [[cd]]"))
    assert (case.text, case.marks) == ("a b cd", ((0, 1), (4, 6)))
    assert Case(_rule(), Kind.PASSES, 1, Example(post="abc")).marks == ((0, 3),)


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        (_finding("offensive/rude", 3, 11), Outcome.PASSED),
        (_finding("offensive/other", 10, 12), Outcome.PASSED),
        (_finding("political/vote-appeal", 3, 11), Outcome.FAILED),
        (_finding("offensive/rude", 0, 2), Outcome.FAILED),
        (_finding("offensive/rude", 3, 11, severity=Severity.NOTE), Outcome.FAILED),
        (replace(_finding("offensive/rude", 3, 11), suppression="said so"), Outcome.FAILED),
        (None, Outcome.FAILED),
    ],
)
def test_what_a_rules_breach_needs(finding: Finding | None, outcome: Outcome) -> None:
    report = _report(*([finding] if finding else []))
    assert judge(Case(_rule(), Kind.VIOLATES, 1, SAID), report, PACK).outcome is outcome


def test_a_rule_that_only_notes_is_held_to_notes() -> None:
    note = _report(_finding("offensive/noted", 3, 11, severity=Severity.NOTE))
    rule = _rule("offensive/noted", severity="note")
    assert judge(Case(rule, Kind.VIOLATES, 1, SAID), note, PACK).outcome is Outcome.PASSED
    assert judge(Case(rule, Kind.PASSES, 1, SAID), note, PACK).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("finding", "outcome"),
    [
        (_finding("political/vote-appeal", 3, 11, clause="D.1"), Outcome.PASSED),
        (_finding("political/vote-appeal", 3, 11, clause="D.2"), Outcome.PASSED),
        (_finding("offensive/rude", 3, 11, clause="D.3"), Outcome.FAILED),
        (_finding("offensive/rude", 3, 11, severity=Severity.NOTE), Outcome.FAILED),
    ],
)
def test_a_clauses_breach_must_cite_it(finding: Finding, outcome: Outcome) -> None:
    assert judge(Case(CLAUSE, Kind.VIOLATES, 1, SAID), _report(finding), PACK).outcome is outcome
    opposite = Outcome.FAILED if outcome is Outcome.PASSED else Outcome.PASSED
    assert judge(Case(CLAUSE, Kind.PASSES, 1, SAID), _report(finding), PACK).outcome is opposite


def test_a_pass_is_about_its_own_rule() -> None:
    other = _report(_finding("offensive/other", 3, 11))
    assert judge(Case(_rule(), Kind.PASSES, 1, SAID), other, PACK).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("kind", "found", "outcome"),
    [
        (Kind.KNOWN_MISS, False, Outcome.KNOWN),
        (Kind.KNOWN_MISS, True, Outcome.MENDED),
        (Kind.KNOWN_FALSE_ALARM, True, Outcome.KNOWN),
        (Kind.KNOWN_FALSE_ALARM, False, Outcome.MENDED),
    ],
)
def test_known_faults_are_told_when_they_are_mended(kind: Kind, found: bool, outcome: Outcome) -> None:
    example = Example(post="So [[get lost]].", reason="Not yet.")
    report = _report(*([_finding("offensive/rude", 3, 11)] if found else []))
    assert judge(Case(_rule(), kind, 1, example), report, PACK).outcome is outcome


def test_a_detector_that_could_not_run_fails_the_example() -> None:
    result = judge(Case(_rule(), Kind.PASSES, 1, SAID), _report(failures=("passage: no model",)), PACK)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "passage: no model")


def test_cases_carry_context_and_readable_names() -> None:
    example = Example(
        post="a", account=Account.PERSONAL, permission=Permission.GRANTED, evidence="ref", election=True
    )  # fmt: skip
    pack = _pack(_rule(examples=Examples(violates=(example,), passes=(Example(post="b"),))))
    found = list(cases(pack))
    assert [case.name for case in found] == [
        "offensive/rude violates 1", "offensive/rude passes 1", "D.1 violates 1"
    ]  # fmt: skip
    post, other = found[0].post(), found[1].post()
    assert (post.context.account, post.context.evidence) == (Account.PERSONAL, ("ref",))
    [election] = council(Path("nowhere")).elections
    assert post.context.publish_at[0].date() < election.poll
    assert (election.poll - other.context.publish_at[0].date()).days > 60


def test_a_pack_may_be_asked_for_its_own_examples_only(tmp_path: Path) -> None:
    inherited = CLAUSE.model_copy(update={"id": "E.1"})
    pack = PACK.model_copy(
        update={
            "clauses": {"D.1": ("demo", CLAUSE), "E.1": ("above", inherited)},
            "places": {"offensive/rude": (str(tmp_path / "a.yaml"), 1), "offensive/other": ("/elsewhere/a.yaml", 1)},
        }
    )
    assert {case.owner.id for case in cases(pack, within=tmp_path)} == {"offensive/rude", "D.1"}
    assert {case.owner.id for case in cases(pack)} >= {"offensive/other", "E.1"}


def test_run_keeps_the_order() -> None:
    results = run(cases(PACK), lambda posts: [_report() for _ in posts], PACK)
    assert [result.outcome for result in results][:2] == [Outcome.FAILED, Outcome.PASSED]


def test_a_pack_may_bring_its_own_council(tmp_path: Path) -> None:
    (tmp_path / "council.toml").write_text('[own]\nname = "Kestrel Council"\n')
    assert council(tmp_path).own.name == "Kestrel Council"
    assert council(tmp_path / "child").own.name == "Kestrel Council"
