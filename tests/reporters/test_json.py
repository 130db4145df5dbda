"""Scripts read the JSON report: it keeps to its contract whatever a draft holds."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from postcheck.reporters import get

SCHEMA = json.loads((Path(__file__).parents[1] / "contracts/report.schema.json").read_text())


@pytest.mark.parametrize("which", ["golden_report", "clean_report", "empty_report"])
def test_it_keeps_the_contract(which, request, style):
    report = json.loads(get("json").render(request.getfixturevalue(which), style))
    assert not [error.message for error in Draft202012Validator(SCHEMA).iter_errors(report)]


def test_half_a_character_is_written_as_an_escape(golden_report, style):
    post = replace(golden_report.posts[0], id="half \ud83d of a 😀")
    text = get("json").render(replace(golden_report, posts=(post,)), style)
    assert "half \\ud83d of a 😀" in text.encode().decode()
    assert json.loads(text)["posts"][0]["id"] == post.id


def test_notices_are_told(golden_report, style):
    thanks = json.loads(get("json").render(golden_report, style))["posts"][4]
    assert thanks["notices"] == list(golden_report.posts[4].notices)
