"""What holds the shipped packs together: ids, clauses, labels, lists, inventories."""

import re
from collections import Counter
from pathlib import Path

import pytest

from postcheck.config import Settings
from postcheck.detectors import Resources, build_all
from postcheck.model.finding import Category
from postcheck.model.pack import Checkable, Conditions, Rule, RulePack, Topic
from postcheck.nlp.lexicon import compile_template
from postcheck.packs.load import load, shipped
from postcheck.packs.reading import read
from postcheck.policy import duplicates
from postcheck.resources import bundled

SHARED = sorted((bundled("rules") / "shared").glob("*.yaml"))


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return load("uk-council")


@pytest.fixture(scope="module")
def topics() -> dict[Path, Topic]:
    return {path: read(path, Topic).model for path in SHARED}


def _conditions(rule: Rule) -> list[Conditions]:
    changes = [change.when for change in rule.severity_when]
    return [*([rule.when] if rule.when else []), *rule.unless, *changes]


def test_every_rule_and_signal_id_stands_once(topics: dict[Path, Topic]) -> None:
    rules = Counter(rule.id for topic in topics.values() for rule in topic.rules)
    signals = Counter(signal.id for topic in topics.values() for signal in topic.signals)
    assert [name for name, count in (rules + signals).items() if count > 1] == []


def test_a_list_has_one_home(topics: dict[Path, Topic]) -> None:
    lists = Counter(name for topic in topics.values() for name in topic.lists)
    assert [name for name, count in lists.items() if count > 1] == []


def test_aliases_name_one_rule(pack: RulePack) -> None:
    names = Counter(name for rule in pack.rules for name in {rule.id, *rule.aliases})
    assert [name for name, count in names.items() if count > 1] == []


def test_every_cited_clause_is_stated_by_a_shipped_pack(pack: RulePack, topics: dict[Path, Topic]) -> None:
    cited = {(rule.id, clause) for topic in topics.values() for rule in topic.rules for clause in rule.clauses}
    assert sorted(item for item in cited if item[1] not in pack.clauses) == []


def test_no_rule_rests_on_a_process_clause_alone(pack: RulePack) -> None:
    process = {name for name, (_, clause) in pack.clauses.items() if clause.checkable is Checkable.PROCESS}
    assert [rule.id for rule in pack.rules if process.issuperset(rule.clauses)] == []


def test_umbrellas_name_clauses_that_exist(pack: RulePack) -> None:
    named = {name for _, clause in pack.clauses.values() for name in clause.through}
    assert named - pack.clauses.keys() == set()


def test_every_label_of_a_detector_is_asked_for(pack: RulePack) -> None:
    emitted = {label for detector in build_all(Resources((pack,), Settings())) for label in detector.labels}
    asked = {label for rule in pack.rules for label in rule.detects or (rule.id,)}
    for rule in pack.rules:
        for conditions in _conditions(rule):
            asked |= {*(conditions.labels or ()), *(f"signal.{name}" for name in conditions.signals or ())}
    assert sorted(emitted - asked) == []


def test_every_label_and_signal_that_a_rule_asks_for_is_emitted(pack: RulePack) -> None:
    emitted = {label for detector in build_all(Resources((pack,), Settings())) for label in detector.labels}
    emitted |= {f"signal.{signal.id}" for signal in pack.signals} | {duplicates.LABEL}
    asked = {label for rule in pack.rules for label in rule.detects}
    for rule in pack.rules:
        for conditions in _conditions(rule):
            asked |= {*(conditions.labels or ()), *(f"signal.{name}" for name in conditions.signals or ())}
    assert sorted(asked - emitted) == []


def test_every_template_compiles_with_the_lists_there_are(pack: RulePack) -> None:
    terms = [term for signal in pack.signals for term in signal.terms]
    terms += [term for rule in pack.rules for term in rule.terms]
    for term in terms:
        for source in (*term.any, *term.near, *term.far):
            assert compile_template(source, pack.lists).anchors


def test_every_pattern_compiles(pack: RulePack) -> None:
    assert all(re.compile(rule.pattern) for rule in pack.rules)


def test_messages_are_sentences_that_show_what_was_found(pack: RulePack) -> None:
    for rule in pack.rules:
        for words in (rule.message, rule.advice):
            assert words[0].isupper() or words.startswith(("{text}", "“{text}”")), f"{rule.id}: {words}"
            assert words.rstrip().endswith((".", "?", "!", "{text}")), f"{rule.id}: {words}"
            assert not re.search(r"unlawful|illegal|defamatory", words, re.IGNORECASE), f"{rule.id}: {words}"
            assert set(re.findall(r"\{(\w+)\}", words)) <= {"text", "period"}, f"{rule.id}: {words}"


def test_every_category_has_a_rule_and_a_file(pack: RulePack) -> None:
    assert {rule.category for rule in pack.rules} == set(Category)


@pytest.mark.parametrize(("name", "clauses", "process"), [("cornwall-2016", 51, 30), ("cumbria-2022", 43, 22)])
def test_the_inventory_is_whole(name: str, clauses: int, process: int) -> None:
    stated = load(name).clauses
    assert len(stated) == clauses
    assert sum(clause.checkable is Checkable.PROCESS for _, clause in stated.values()) == process


@pytest.mark.parametrize("name", shipped())
def test_every_clause_says_what_is_left_to_a_person(name: str) -> None:
    for clause_id, (_, clause) in load(name).clauses.items():
        assert clause.human.endswith("."), clause_id
        assert clause.paraphrase.endswith("."), clause_id
        assert clause.locator, clause_id
        if clause.checkable is Checkable.PROCESS:
            assert clause.examples.violates == (), clause_id


@pytest.mark.parametrize("name", ["cornwall-2016", "cumbria-2022"])
def test_every_checkable_clause_has_examples(name: str) -> None:
    for clause_id, (_, clause) in load(name).clauses.items():
        if clause.checkable is not Checkable.PROCESS and clause_id != "COR.OBJ.2":
            examples = clause.examples
            assert examples.violates or examples.known_misses, clause_id
            assert examples.passes, clause_id
