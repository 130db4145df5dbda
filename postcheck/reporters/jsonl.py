"""JSON Lines: one post a line, as in the JSON report, and a last line with the summary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from postcheck.model.report import PostReport, Report, Totals
from postcheck.reporters import Style
from postcheck.reporters._literal import in_json
from postcheck.reporters.json import head_as_dict, post_as_dict, summary_as_dict, unchecked_as_dict

NAME = "jsonl"


def render(report: Report, style: Style) -> str:
    """A line a post (`kind` post), then one for all else (`kind` run)."""
    del style
    unchecked = [json.dumps(unchecked_as_dict(item)) for item in report.unchecked]
    totals = Totals.of(report.posts)
    return "".join((*map(line, report.posts), *last_line(report, totals, unchecked, len(unchecked))))


def line(post: PostReport) -> str:
    """The line of one post."""
    return _dumped({"kind": "post", **post_as_dict(post)}) + "\n"


def last_line(report: Report, totals: Totals, unchecked: Iterable[str], count: int) -> Iterator[str]:
    """The line of the run, in pieces; `unchecked` are `count` JSON objects, which need not be held at once."""
    head = {"kind": "run", **head_as_dict(report)}
    tail = {"notices": list(report.notices), "summary": summary_as_dict(totals, count)}
    yield f'{_dumped(head)[:-1]}, "unchecked": ['
    for number, item in enumerate(unchecked):
        yield in_json(f", {item}" if number else item)
    yield f"], {_dumped(tail)[1:]}\n"


def _dumped(fields: dict[str, Any]) -> str:
    return in_json(json.dumps(fields))
