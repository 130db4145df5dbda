"""`postcheck check` as a user meets it: what is printed where, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

VOTE = "Vote Labour on 7 May to keep our libraries open!"
DULL = "The library opens at nine on Monday."


def test_a_breach_is_told_and_exits_1(run, in_folder):
    result = run("check", "--text", VOTE)
    assert result.exit_code == 1
    assert "DO NOT PUBLISH" in result.stdout
    assert "political" in result.stdout
    assert result.stderr == ""


def test_a_dull_post_exits_0_and_is_no_clearance(run, in_folder):
    result = run("check", "--text", DULL)
    assert result.exit_code == 0
    assert "no clearance" in " ".join(result.stdout.split()).lower()


def test_fail_on_decides_the_exit_code(run, in_folder):
    assert run("check", "--text", VOTE, "--fail-on", "error").exit_code == 1
    assert run("check", "--text", DULL, "--fail-on", "note").exit_code in (0, 1)


@pytest.mark.parametrize("arguments", [("check", "-"), ("check",), (), ("-",)])
def test_standard_input_is_a_draft(run, in_folder, arguments):
    result = run(*arguments, stdin=VOTE)
    assert result.exit_code == 1
    assert "DO NOT PUBLISH" in result.stdout


def test_a_path_in_the_place_of_a_command_is_checked(run, in_folder):
    Path("draft.txt").write_text(VOTE)
    result = run("draft.txt")
    assert result.exit_code == 1
    assert "draft.txt" in result.stdout


def test_what_cannot_be_read_is_told_and_exits_3_and_the_rest_goes_on(run, in_folder):
    Path("good.txt").write_text(DULL)
    result = run("check", "missing.txt", "good.txt")
    assert result.exit_code == 3
    assert "missing.txt" in result.stdout
    assert "Traceback" not in result.output


def test_findings_win_over_unchecked(run, in_folder):
    Path("bad.txt").write_text(VOTE)
    assert run("check", "missing.txt", "bad.txt").exit_code == 1


def test_several_formats_go_to_their_files(run, in_folder):
    result = run("check", "--text", VOTE, "--format", "terminal", "--format", "json", "--output", "r.json")
    assert result.exit_code == 1
    assert "DO NOT PUBLISH" in result.stdout
    assert json.loads(Path("r.json").read_text())["summary"]["by_verdict"]["do-not-publish"] == 1


def test_the_ending_of_an_output_tells_its_format(run, in_folder):
    result = run("check", "--text", VOTE, "-o", "r.json")
    assert result.stdout == ""
    assert json.loads(Path("r.json").read_text())["version"] == 1


def test_two_formats_cannot_share_standard_output(run, in_folder):
    result = run("check", "--text", VOTE, "-f", "json", "-f", "terminal")
    assert result.exit_code == 2
    assert "standard output" in result.stderr


def test_a_mistyped_format_gets_a_suggestion(run, in_folder):
    result = run("check", "--text", VOTE, "-f", "jsn")
    assert result.exit_code == 2
    assert "did you mean 'json'" in result.stderr


def test_values_are_masked_unless_asked_for(run, in_folder):
    draft = "Ring Elowen on 07700 900123."
    masked = run("check", "--text", draft, "-f", "json")
    assert "900123" not in masked.output
    assert "900123" in run("check", "--text", draft, "-f", "json", "--show-values").stdout


def test_low_confidence_findings_are_counted_when_left_out(run, in_folder):
    draft = VOTE + " " + DULL
    everything = json.loads(run("check", "--text", draft, "-f", "json").stdout)
    sure = json.loads(run("check", "--text", draft, "-f", "json", "--min-confidence", "high").stdout)
    assert sure["summary"]["findings"] <= everything["summary"]["findings"]
    assert all(item["confidence"] == "high" for item in sure["posts"][0]["findings"])


def test_options_give_the_context(run, in_folder):
    result = run("check", "--text", VOTE, "-f", "json", "--account", "personal")
    assert json.loads(result.stdout)["posts"][0]["account"] == "personal"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--nation", "cornwall"), "england, wales, scotland, northern-ireland"),
        (("--publish-at", "soon"), "2026-05-01"),
        (("--pack", "nowhere"), "uk-council"),
        (("--config", "nowhere.toml"), "postcheck init"),
    ],
)
def test_wrong_usage_is_one_line_and_a_way_out(run, in_folder, arguments, told):
    result = run("check", "--text", DULL, *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("postcheck: ")
    assert told in result.stderr
    assert result.stdout == ""


def test_an_unknown_key_of_the_configuration_gets_a_suggestion(run, in_folder):
    Path(".postcheck.toml").write_text('fail-on = "error"\nfail_onn = "error"\n')
    result = run("check", "--text", DULL)
    assert result.exit_code == 2
    assert "did you mean 'fail_on'" in result.stderr


def test_isolated_takes_no_configuration(run, in_folder):
    Path(".postcheck.toml").write_text("nonsense = 1\n")
    assert run("check", "--text", DULL, "--isolated").exit_code == 0


def test_the_configuration_nearest_to_the_draft_counts(run, in_folder):
    folder = in_folder / "posts"
    folder.mkdir()
    (folder / ".postcheck.toml").write_text('fail_on = "error"\npacks = ["nowhere"]\n')
    (folder / "draft.txt").write_text(DULL)
    assert "nowhere" in run("check", "posts/draft.txt").stderr


def test_a_broken_pack_names_file_line_and_the_line(run, in_folder):
    pack = in_folder / "ours"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: ours\ntitle: Ours\nversion: 1.0.0\nextends: uk-council\nclausess: []\n")
    result = run("check", "--text", DULL, "--pack", "ours")
    assert result.exit_code == 2
    assert "pack.yaml:5" in result.stderr
    assert "clausess" in result.stderr


def test_an_empty_text_is_unchecked(run, in_folder):
    result = run("check", "--text", "  ")
    assert result.exit_code == 3
    assert "empty" in result.stdout


def test_an_output_that_cannot_be_written_is_told(run, in_folder):
    result = run("check", "--text", DULL, "-o", "no/such/folder/r.json")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_formats_are_listed(run, in_folder):
    result = run("check", "--format", "help")
    assert result.exit_code == 0
    assert "terminal" in result.stdout
    assert "json" in result.stdout
