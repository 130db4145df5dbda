"""Faults in a pack are told with file, line and the line itself; hostile YAML is refused at once."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.errors import PackError
from postcheck.model.pack import Manifest, RulePack, Topic
from postcheck.packs.load import load
from postcheck.packs.reading import read

MANIFEST = """\
id: demo
title: Demo
version: 0.1.0
clauses:
  - id: D.1
    title: First
    paraphrase: Say please.
    locator: Page 1
    checkable: partly
"""

RULE = """\
rules:
  - id: offensive/rude
    clauses: [D.1]
    terms:
      - any: [get lost]
    severity: warning
    message: "Rude: {text}."
    advice: Be kind.
    examples:
      violates: [{post: "[[Get lost]]."}]
      passes: [{post: "We got lost on the moor."}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "pack.yaml").write_text(MANIFEST)
    (folder / "manners.yaml").write_text(RULE)
    return folder


def test_a_sound_pack_loads(pack: Path) -> None:
    loaded = load(str(pack))
    assert [rule.id for rule in loaded.rules] == ["offensive/rude"]
    assert loaded.places["offensive/rude"] == (str(pack.resolve() / "manners.yaml"), 2)


@pytest.mark.parametrize(
    ("change", "line", "source", "words"),
    [
        (("severity: warning", "severity: warn"), 6, "severity: warn", "rules.0.severity"),
        (("advice:", "advise:"), 8, "advise: Be kind.", "did you mean 'advice'"),
        (("    advice: Be kind.\n", ""), 2, "- id: offensive/rude", "advice"),
        (("- any: [get lost]", "- any: [get lost"), 6, "severity: warning", "not valid YAML"),
        (("id: offensive/rude", "id: rudeness/rude"), 2, "- id: rudeness/rude", "not a category"),
        (("clauses: [D.1]", "clauses: [D.9]"), 3, "clauses: [D.9]", "cites clause D.9"),
        (("    severity: warning\n", "    severity: warning\n    severity: error\n"), 7, "severity: error", "twice"),
        (('post: "[[Get', 'postt: "[[Get'), 10, "violates:", "unknown key"),
        (("terms:", "terms"), 5, "- any: [get lost]", "not valid YAML"),
    ],
)
def test_a_fault_names_file_line_and_the_line(
    pack: Path, change: tuple[str, str], line: int, source: str, words: str
) -> None:
    file = pack / "manners.yaml"
    file.write_text(RULE.replace(*change))
    with pytest.raises(PackError) as caught:
        load(str(pack))
    error = caught.value
    assert error.path == file.resolve()
    assert (error.line, words in error.message) == (line, True), error.message
    assert source in error.source


def test_a_fault_in_the_manifest_names_its_line(pack: Path) -> None:
    (pack / "pack.yaml").write_text(MANIFEST.replace("checkable: partly", "checkable: sometimes"))
    with pytest.raises(PackError, match=r"clauses\.0\.checkable") as caught:
        load(str(pack))
    assert caught.value.line == 9


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nlists: {b: [*a, *a]}\n" + "".join(f"k{n}: &k{n} [*a]\n" for n in range(3)),
        "a: &a0 [" + "x," * 9 + "]\n" + "".join(f"b{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 12)),
        "lists: &l {a: *l}\n",
        "[" * 100_000,
        "".join(f"{' ' * n}a:\n" for n in range(5_000)),
        "- " * 50_000,
        "lists: {a: " + "{a: " * 5_000,
        "a\x00b",
        "!!python/object/apply:os.system [echo]",
        "lists: !!set {a, b}",
        "? [a, b]\n: c",
        "- just\n- a list",
        "just a text",
        "42",
    ],
)
def test_hostile_yaml_is_one_clear_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "pack.yaml"
    file.write_text(text)
    with pytest.raises(PackError) as caught:
        read(file, Manifest)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 400


def test_files_that_are_no_text(tmp_path: Path) -> None:
    binary = tmp_path / "pack.yaml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(PackError, match="cannot be read"):
        read(binary, Manifest)
    with pytest.raises(PackError, match="cannot be read"):
        read(tmp_path / "missing.yaml", Manifest)
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("folder.yaml", "pipe.yaml"):
        with pytest.raises(PackError, match="is not a file"):
            read(tmp_path / name, Topic)


@pytest.mark.parametrize("word", ["no", "on", "off", "yes", "12:30", "2026-05-07", "0777", "1e3", "0x1F", "="])
def test_words_stay_words(tmp_path: Path, word: str) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(f"lists: {{times: [{word}]}}\n")
    assert read(file, Topic).model.lists["times"] == (word,)


def test_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_bytes(b"\xef\xbb\xbflists:\r\n  a: [b]\r\n")
    assert read(file, Topic).model.lists == {"a": ("b",)}


def test_an_empty_topic_file_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("# nothing yet\n")
    assert read(file, Topic).model == Topic()


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "rules", "clauses", "terms", "examples", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(tree=trees)
def test_any_mapping_gives_a_pack_or_a_pack_error(tmp_path_factory: pytest.TempPathFactory, tree: object) -> None:
    import yaml

    folder = tmp_path_factory.mktemp("pack")
    (folder / "pack.yaml").write_text(yaml.safe_dump(tree))
    try:
        assert isinstance(load(str(folder)), RulePack)
    except PackError as error:
        assert error.message  # noqa: PT017
