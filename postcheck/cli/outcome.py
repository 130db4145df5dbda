"""From a report to what the command line makes of it: the findings shown and the exit code."""

from __future__ import annotations

from dataclasses import replace

from postcheck.errors import ExitCode
from postcheck.model.finding import Confidence, Severity
from postcheck.model.report import PostReport, Report, Verdict


def at_least(report: Report, least: Confidence) -> Report:
    """`report` without findings less certain than `least`; a notice counts those left out."""
    if least <= Confidence.LOW:
        return report
    posts = tuple(kept(post, least) for post in report.posts)
    hidden = len(report.findings) - sum(len(post.findings) for post in posts)
    return noticed(replace(report, posts=posts), hidden, least) if hidden else report


def noticed(report: Report, hidden: int, least: Confidence) -> Report:
    """`report` with the notice that `hidden` findings are less certain than `least`."""
    notice = f"{hidden} {'finding' if hidden == 1 else 'findings'} below {least} confidence left out (--min-confidence)"
    return replace(report, notices=(*report.notices, notice))


def kept(post: PostReport, least: Confidence) -> PostReport:
    """`post` with the findings that are at least so certain, and the verdict that they ask for."""
    if least <= Confidence.LOW:
        return post
    findings = tuple(finding for finding in post.findings if finding.confidence >= least)
    return replace(post, findings=findings, verdict=Verdict.of(findings))


def exit_code(report: Report, fail_on: Severity) -> ExitCode:
    """1 where a finding reaches `fail_on`; else 3 where something could not be checked; else 0."""
    if any(finding.severity >= fail_on for finding in report.findings):
        return ExitCode.FINDINGS
    if any(item.fatal for item in report.unchecked):
        return ExitCode.UNCHECKED
    return ExitCode.OK
