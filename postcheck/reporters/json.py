"""The JSON report, version 1; others' scripts read it, so names and meanings stay."""

from __future__ import annotations

import json
import re
from typing import Any

from postcheck.model.finding import Finding
from postcheck.model.post import Origin, Unchecked
from postcheck.model.report import PostReport, Report, Totals
from postcheck.reporters import Style
from postcheck.reporters._literal import in_json

NAME = "json"

_ESCAPED = re.compile(r"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a screen would obey, and halves of a pair, which no encoding writes: they go out as JSON escapes."""


def render(report: Report, style: Style) -> str:
    """One JSON object, keys in a fixed order, ending in a newline."""
    del style
    text = json.dumps(as_dict(report), ensure_ascii=False, indent=2)
    return in_json(_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)) + "\n"


def as_dict(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        **head_as_dict(report),
        "posts": [post_as_dict(post) for post in report.posts],
        "unchecked": [unchecked_as_dict(item) for item in report.unchecked],
        "notices": list(report.notices),
        "summary": summary_as_dict(Totals.of(report.posts), len(report.unchecked)),
    }


def head_as_dict(report: Report) -> dict[str, Any]:
    """With what the posts were checked."""
    return {
        "version": 1,
        "tool": {"name": "postcheck", "version": report.tool_version, "model": report.model},
        "packs": [{"id": pack.id, "title": pack.title, "version": pack.version} for pack in report.packs],
    }


def summary_as_dict(totals: Totals, unchecked: int) -> dict[str, Any]:
    """What there is of everything."""
    return {
        "posts": totals.posts,
        "findings": totals.findings,
        "suppressed": totals.suppressed,
        "unchecked": unchecked,
        "by_verdict": totals.by_verdict(),
        "by_category": totals.by_category(),
    }


def post_as_dict(post: PostReport) -> dict[str, Any]:
    """One post's verdict and findings."""
    return {
        "id": post.id,
        "origin": origin_as_dict(post.origin),
        "verdict": str(post.verdict),
        "account": str(post.context.account),
        **({"period": post.period} if post.period else {}),
        "findings": [finding_as_dict(finding) for finding in post.findings],
        "suppressed": [finding_as_dict(finding) for finding in post.suppressed],
        "notices": list(post.notices),
    }


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """One finding, masked as it came."""
    location = finding.location
    return {
        "rule": finding.rule,
        "category": str(finding.category),
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "advice": finding.advice,
        "clauses": [
            {"pack": clause.pack, "id": clause.id, "title": clause.title, "locator": clause.locator}
            for clause in finding.clauses
        ],
        "part": location.part,
        "start": location.start,
        "end": location.end,
        "line": location.line,
        "column": location.column,
        **({"row": location.row} if location.row else {}),
        **({"cell": location.cell} if location.cell else {}),
        "excerpt": finding.excerpt,
        "evidence": list(finding.evidence),
        "fingerprint": finding.fingerprint,
        "score": finding.score,
        **({"suppression": finding.suppression} if finding.suppression else {}),
    }


def origin_as_dict(origin: Origin) -> dict[str, Any]:
    """Where a post stands, without the fields that do not apply."""
    fields = {"path": origin.path, "line": origin.line, "row": origin.row, "sheet": origin.sheet}
    return {name: value for name, value in fields.items() if value}


def unchecked_as_dict(item: Unchecked) -> dict[str, Any]:
    """Something that was asked for and not checked."""
    return {"origin": origin_as_dict(item.origin), "reason": item.reason, "fatal": item.fatal}
