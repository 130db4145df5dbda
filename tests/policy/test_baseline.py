from dataclasses import replace

import pytest

from postcheck.errors import ConfigError
from postcheck.model.post import Origin
from postcheck.model.report import PostReport, Report, Verdict
from postcheck.policy import baseline


@pytest.fixture
def named(findings):
    return [replace(item, fingerprint=f"{number:032x}") for number, item in enumerate(findings, 1)]


def report(*findings) -> Report:
    post = PostReport("a", Origin("a.md"), Verdict.of(tuple(findings)), tuple(findings))
    return Report((post,), (), (), "0")


def test_only_new_findings_speak(tmp_path, named):
    path = tmp_path / "baseline.txt"
    baseline.save(path, [(named[0].rule, named[0].fingerprint), ("political/gone", "f" * 32)])
    after, counts = baseline.apply(report(*named), baseline.load(path))
    assert [item.excerpt for item in after.findings] == ["Back the Greens"]
    assert (counts.new, counts.known, counts.fixed) == (1, 1, 1)
    assert after.posts[0].verdict is Verdict.DO_NOT_PUBLISH


def test_a_post_whose_findings_are_all_known_is_ok(tmp_path, named):
    path = tmp_path / "baseline.txt"
    baseline.save(path, [(item.rule, item.fingerprint) for item in named])
    after, _ = baseline.apply(report(*named), baseline.load(path))
    assert after.posts[0].verdict is Verdict.OK


def test_the_file_is_sorted_and_holds_no_text(tmp_path, named):
    path = tmp_path / "baseline.txt"
    baseline.save(path, [(item.rule, item.fingerprint) for item in reversed(named)])
    lines = path.read_text().splitlines()[1:]
    assert lines == sorted(lines)
    assert "Labour" not in path.read_text()


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "baseline.txt"
    path.write_text("# ok\nnonsense\n")
    with pytest.raises(ConfigError, match=r"baseline\.txt:2"):
        baseline.load(path)
