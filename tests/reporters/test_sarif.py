"""Code scanning reads the SARIF report: it keeps to the standard and points at the words."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from postcheck.model.post import Origin
from postcheck.reporters import get

SCHEMA = json.loads((Path(__file__).parents[1] / "contracts/sarif-2.1.0-subset.schema.json").read_text())


@pytest.mark.parametrize("which", ["golden_report", "clean_report", "empty_report"])
def test_it_keeps_to_the_standard(which, request, style):
    log = json.loads(get("sarif").render(request.getfixturevalue(which), style))
    assert not [error.message for error in Draft202012Validator(SCHEMA).iter_errors(log)]


def test_results_point_at_their_words_and_rule(golden_report, style):
    [run] = json.loads(get("sarif").render(golden_report, style))["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first = run["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"] == "posts/bins.md"
    assert first["region"] == {"startLine": 3, "startColumn": 27, "endLine": 3, "endColumn": 55}
    [aside] = [result for result in run["results"] if "suppressions" in result]
    assert aside["suppressions"][0]["justification"] == "consent on file 2026/41"


def test_what_was_not_checked_is_a_failed_run(golden_report, style):
    [run] = json.loads(get("sarif").render(golden_report, style))["runs"]
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["note", "note", "error"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("posts/a b.md", "posts/a%20b.md"),
        ("/srv/é.md", "file:///srv/%C3%A9.md"),
        ("half\udcff.md", "half%ED%B3%BF.md"),
        ("a:b#c?.md", "a%3Ab%23c%3F.md"),
    ],
)
def test_a_path_becomes_a_uri(path, uri):
    from postcheck.reporters.sarif import uri as of

    assert of(Origin(path)) == uri


def test_text_without_a_file_has_no_physical_place(single_report, style):
    post = replace(single_report.posts[0], origin=Origin())
    [run] = json.loads(get("sarif").render(replace(single_report, posts=(post,)), style))["runs"]
    assert list(run["results"][0]["locations"][0]) == ["logicalLocations"]
