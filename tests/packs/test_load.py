"""Inheritance: extends, library, override, disable."""

from pathlib import Path

import pytest

from postcheck.errors import PackError
from postcheck.model.finding import Severity
from postcheck.packs.load import load, shipped

CLAUSE = """\
clauses:
  - {{id: {id}, title: First, paraphrase: Say please., locator: Page 1, checkable: partly}}
"""

RULE = """\
lists:
  rudeness: [get lost]
rules:
  - id: offensive/{name}
    clauses: [{clause}]
    terms: [{{any: ["{{rudeness}}"]}}]
    severity: warning
    message: "Rude: {{text}}."
    advice: Be kind.
    examples:
      violates: [{{post: "[[Get lost]]."}}]
      passes: [{{post: "We are lost."}}]
"""


def write(folder: Path, manifest: str, **topics: str) -> Path:
    folder.mkdir()
    (folder / "pack.yaml").write_text(f"id: {folder.name}\ntitle: T\nversion: 1.0.0\n{manifest}")
    for name, text in topics.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    rule = RULE.format(name="rude", clause="P.1")
    return write(tmp_path / "parent", CLAUSE.format(id="P.1"), manners=rule)


def test_a_child_inherits_overrides_and_adds(parent: Path) -> None:
    child = write(
        parent.parent / "child",
        "extends: parent\nlists: {rudeness: [buzz off]}\noverride: {offensive/rude: {severity: error, advice: Do.}}\n"
        + CLAUSE.format(id="C.1"),
        own=RULE.format(name="own", clause="C.1, P.1"),
    )
    pack = load(str(child))
    rules = {rule.id: rule for rule in pack.rules}
    assert rules["offensive/rude"].severity is Severity.ERROR
    assert rules["offensive/rude"].advice == "Do."
    assert rules["offensive/rude"].message == "Rude: {text}."
    assert pack.lists["rudeness"] == ("get lost", "buzz off")
    assert {name: by for name, (by, _) in pack.clauses.items()} == {"P.1": "parent", "C.1": "child"}
    assert load(str(parent)).rules[0].severity is Severity.WARNING


def test_disable_takes_a_rule_away(parent: Path) -> None:
    child = write(parent.parent / "child", "extends: parent\ndisable: offensive/rude\n")
    assert load(str(child)).rules == ()


@pytest.mark.parametrize("key", ["disable: [offensive/absent]", "override: {offensive/absent: {severity: note}}"])
def test_changing_a_rule_that_is_not_there(parent: Path, key: str) -> None:
    child = write(parent.parent / "child", f"extends: parent\n{key}\n")
    with pytest.raises(PackError, match="no rule 'offensive/absent'") as caught:
        load(str(child))
    assert (caught.value.line, caught.value.source) == (5, key)


def test_an_override_must_leave_a_known_clause(parent: Path) -> None:
    child = write(parent.parent / "child", "extends: parent\noverride: {offensive/rude: {clauses: [X.1]}}\n")
    with pytest.raises(PackError, match="cites no clause"):
        load(str(child))


def test_packs_that_extend_each_other(tmp_path: Path) -> None:
    write(tmp_path / "one", "extends: two\n")
    write(tmp_path / "two", "extends: one\n")
    with pytest.raises(PackError, match="extends itself") as caught:
        load(str(tmp_path / "one"))
    assert caught.value.source.startswith("extends")


def test_two_parents_with_one_grandparent(parent: Path) -> None:
    here = parent.parent
    write(here / "left", "extends: parent\n")
    write(here / "right", "extends: parent\n")
    child = write(here / "child", "extends: [left, right]\n")
    assert [rule.id for rule in load(str(child)).rules] == ["offensive/rude"]


def test_library_rules_come_with_their_clause(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "a.yaml").write_text(RULE.format(name="mine", clause="L.1"))
    (shelf / "b.yaml").write_text(RULE.format(name="theirs", clause="M.1"))
    pack = write(tmp_path / "pack", "library: shelf\n" + CLAUSE.format(id="L.1"))
    assert [rule.id for rule in load(str(pack)).rules] == ["offensive/mine"]


def test_a_library_does_not_undo_a_parents_override(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "a.yaml").write_text(RULE.format(name="mine", clause="L.1"))
    write(
        tmp_path / "above",
        "library: shelf\noverride: {offensive/mine: {severity: note}}\n" + CLAUSE.format(id="L.1"),
    )
    child = write(tmp_path / "child", "extends: above\nlibrary: shelf\n")
    assert [rule.severity for rule in load(str(child)).rules] == [Severity.NOTE]


def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", "library: shelf\n")
    with pytest.raises(PackError, match="'shelf' holds no rules"):
        load(str(pack))


def test_a_clause_that_stands_twice(tmp_path: Path) -> None:
    twice = CLAUSE.format(id="L.1") + CLAUSE.format(id="L.1").removeprefix("clauses:\n")
    with pytest.raises(PackError, match=r"L\.1 stands twice"):
        load(str(write(tmp_path / "pack", twice)))


def test_a_rule_that_stands_twice_in_a_file(parent: Path) -> None:
    text = RULE.format(name="rude", clause="P.1")
    (parent / "manners.yaml").write_text(text + text[text.index("  - id") :])
    with pytest.raises(PackError, match="twice in this file") as caught:
        load(str(parent))
    assert caught.value.line == 13


def test_an_unknown_pack_is_answered_with_the_shipped_ones() -> None:
    with pytest.raises(PackError, match="no rule pack 'corwall'") as caught:
        load("corwall")
    assert all(name in caught.value.hint for name in shipped())
