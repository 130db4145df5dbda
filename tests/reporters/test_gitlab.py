"""GitLab drops findings that share a fingerprint, so that none may."""

import json
from dataclasses import replace

from postcheck.reporters import get


def test_every_finding_has_its_own_fingerprint(golden_report, style):
    post = golden_report.posts[0]
    twice = replace(golden_report, posts=(replace(post, findings=(*post.findings, post.findings[0])),))
    rows = json.loads(get("gitlab").render(twice, style))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 6
    assert {row["severity"] for row in rows} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(row["location"]["lines"]["begin"] > 0 and row["location"]["path"] for row in rows)
