"""GitLab's Code Quality report: an array of findings that a merge request shows beside the lines."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import PurePath

from postcheck.model.finding import Severity
from postcheck.model.post import Origin
from postcheck.model.report import Report
from postcheck.reporters import Style, _wording
from postcheck.reporters._literal import in_json, literal

NAME = "gitlab"

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report, style: Style) -> str:
    """One JSON array; fingerprints occur once each, as GitLab asks."""
    del style
    rows = [
        _row(
            _wording.told(finding),
            finding.rule,
            finding.fingerprint,
            _SEVERITIES[finding.severity],
            post.origin,
            finding.location.line,
        )
        for post in report.posts
        for finding in post.findings
    ]
    rows += [
        _row(f"Not checked: {item.reason}", "not-checked", _digest(f"{item}"), "major", item.origin, item.origin.line)
        for item in report.unchecked
        if item.fatal
    ]
    return in_json(json.dumps(_once_each(rows), indent=2)) + "\n"


def _row(words: str, name: str, fingerprint: str, severity: str, origin: Origin, line: int) -> dict[str, object]:
    return {
        "description": literal(words),
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": PurePath(origin.path).as_posix() if origin.path else "stdin",
            "lines": {"begin": max(line, 1)},
        },
    }


def _once_each(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows with a fingerprint that came before made another, the same in every run."""
    seen: Counter[object] = Counter()
    for row in rows:
        before = row["fingerprint"]
        if seen[before]:
            row["fingerprint"] = _digest(f"{before}/{seen[before]}")
        seen[before] += 1
    return rows


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]
