"""The generated rule reference and JSON Schema."""

import json

import jsonschema
import pytest
import yaml

from postcheck.packs import reference
from postcheck.resources import bundled

RULES = bundled("rules")


@pytest.mark.parametrize("name", ["README.md", "schema.json"])
def test_generated_documents_are_current(name: str) -> None:
    wanted = reference.documents()[RULES / name]
    assert (RULES / name).read_text(encoding="utf-8") == wanted, "run: python -m postcheck.packs.reference"


@pytest.mark.parametrize("path", sorted(RULES.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_follows_the_schema(path: object) -> None:
    schema = json.loads(reference.schema())
    jsonschema.validate(yaml.load(path.read_text(), yaml.BaseLoader) or {}, _as_text(schema))  # type: ignore[attr-defined]


def _as_text(node: object) -> object:
    """The schema for a document whose scalars were all read as text."""
    if isinstance(node, dict):
        changed = {key: _as_text(value) for key, value in node.items()}
        if changed.get("type") in ("number", "boolean", "integer"):
            return {"type": "string"}
        return changed
    return [_as_text(item) for item in node] if isinstance(node, list) else node


def test_the_schema_refuses_an_unknown_key() -> None:
    schema = json.loads(reference.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"id": "a", "title": "b", "version": "1", "clause": []}, schema)


def test_the_reference_explains_every_template_form() -> None:
    text = reference.readme()
    assert "| `(back\\|elect)` |" in text
    assert "`{party}`" in text


@pytest.mark.parametrize(
    ("text", "shown"), [("#ad | *now*", r"\#ad \| \*now\*"), ("<b>", r"\<b\>"), ("a_b [c]", r"a\_b \[c\]")]
)
def test_example_text_is_never_markup(text: str, shown: str) -> None:
    assert reference._plain(text) == shown
