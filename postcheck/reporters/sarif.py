"""SARIF 2.1.0 for code scanning: physical places in code points, rules with help, set-asides as suppressions."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from urllib.parse import quote

from postcheck.model.finding import Finding, Severity
from postcheck.model.post import Origin, Unchecked
from postcheck.model.report import PostReport, Report
from postcheck.reporters import Style, _markup, _wording
from postcheck.reporters import _sarif as sarif
from postcheck.reporters._literal import literal

NAME = "sarif"

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, sarif.Level] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}
_PARTED = re.compile(r"\](?=\()")


def render(report: Report, style: Style) -> str:
    """One log with one run."""
    del style
    log: sarif.Log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(report: Report) -> sarif.Run:
    told = [(post, finding) for post in report.posts for finding in (*post.findings, *post.suppressed)]
    first: dict[str, Finding] = {}
    for _, finding in told:
        first.setdefault(finding.rule, finding)
    index = {rule: place for place, rule in enumerate(sorted(first))}
    driver: sarif.ToolComponent = {
        "name": "postcheck",
        "version": _say(report.tool_version),
        "rules": [_rule(first[rule]) for rule in index],
        "properties": {"model": _say(report.model)},
    }
    packs: list[sarif.ToolComponent] = [
        {"name": _say(pack.id), "fullName": _say(pack.title), "version": _say(pack.version)} for pack in report.packs
    ]
    tool: sarif.Tool = {"driver": driver}
    if packs:
        tool["extensions"] = packs
    return {
        "tool": tool,
        "invocations": [_invocation(report)],
        "columnKind": "unicodeCodePoints",
        "results": [_result(post, finding, index[finding.rule]) for post, finding in told],
    }


def _rule(finding: Finding) -> sarif.ReportingDescriptor:
    """A rule as its first finding tells of it."""
    clauses = finding.clauses
    titles = "; ".join(clause.title for clause in clauses) or _wording.category(finding.category)
    told = [(clause, f"{_wording.cited(clause)}: {clause.paraphrase}".rstrip(": ")) for clause in clauses]
    text = " ".join([*(f"{words} ({_wording.source(clause)})." for clause, words in told), finding.advice])
    rows = [f"- {_markup.plain(words)} ({_markup.plain(_wording.source(clause))})" for clause, words in told]
    markdown = "\n".join([*rows, "", _markup.plain(finding.advice)]).strip()
    return {
        "id": _say(finding.rule),
        "shortDescription": {"text": _say(titles)},
        "help": {"text": _say(text), "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [str(finding.category)]},
    }


def _result(post: PostReport, finding: Finding, index: int) -> sarif.Result:
    result: sarif.Result = {
        "ruleId": _say(finding.rule),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _say(_wording.told(finding))},
        "locations": [_place(post, finding)],
        "partialFingerprints": {"postcheck/v1": finding.fingerprint},
        "properties": {
            "post": _say(post.id),
            "verdict": str(post.verdict),
            "category": str(finding.category),
            "confidence": str(finding.confidence),
            "clauses": [_say(f"{clause.pack}/{clause.id}") for clause in finding.clauses],
            "evidence": [_say(reason) for reason in finding.evidence],
        },
    }
    if finding in post.suppressed:
        result["suppressions"] = [{"kind": "external", "justification": _say(finding.suppression)}]
    return result


def _place(post: PostReport, finding: Finding) -> sarif.Location:
    location = finding.location
    place: sarif.Location = {"logicalLocations": [{"fullyQualifiedName": _say(post.id), "kind": "post"}]}
    if not post.origin.path:
        return place
    region: sarif.Region = {"startLine": location.line, "startColumn": location.column}
    if not set("\r\n") & set(finding.excerpt):
        region["endLine"] = location.line
        region["endColumn"] = location.column + location.end - location.start
    place["physicalLocation"] = {"artifactLocation": {"uri": uri(post.origin)}, "region": region}
    return place


def _invocation(report: Report) -> sarif.Invocation:
    """What could not be checked is told where code scanning tells of failures."""
    notes: list[sarif.Notification] = [{"level": "note", "message": {"text": _say(it)}} for it in report.notices]
    return {
        "executionSuccessful": not any(item.fatal for item in report.unchecked),
        "toolExecutionNotifications": [*(_notification(item) for item in report.unchecked), *notes],
    }


def _notification(item: Unchecked) -> sarif.Notification:
    told: sarif.Notification = {
        "level": "error" if item.fatal else "note",
        "message": {"text": _say(f"Not checked: {item.reason}")},
    }
    if item.origin.path:
        told["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri(item.origin)}}}]
    return told


def uri(origin: Origin) -> str:
    """The draft's path as a URI: relative as it was given, or a file URI."""
    path = PurePath(origin.path)
    spelt = quote(path.as_posix(), errors="surrogatepass")
    return f"file://{spelt if spelt.startswith('/') else '/' + spelt}" if path.is_absolute() else spelt


def _say(words: str) -> str:
    """Words that a viewer takes as neither a control nor a link."""
    return _PARTED.sub("] ", literal(words))
