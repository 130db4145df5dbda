"""JSON Lines: one post a line, as in the JSON report, and a last line with the summary."""

from __future__ import annotations

import json

from postcheck.model.report import Report
from postcheck.reporters import Style
from postcheck.reporters.json import as_dict

NAME = "jsonl"


def render(report: Report, style: Style) -> str:
    """A line a post (`kind` post), then one for all else (`kind` run)."""
    del style
    whole = as_dict(report)
    rows = [{"kind": "post", **post} for post in whole.pop("posts")]
    return "".join(f"{json.dumps(row)}\n" for row in (*rows, {"kind": "run", **whole}))
