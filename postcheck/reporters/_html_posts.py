"""The posts of the HTML report: a row a finding to search through, then every post with its draft."""

from __future__ import annotations

from postcheck.model.finding import CitedClause, Finding
from postcheck.model.report import PostReport, Report
from postcheck.reporters import _wording
from postcheck.reporters._html_parts import draft, say, severity_badge, verdict_badge
from postcheck.reporters._marks import numbered

_DOT = " · "


def findings_table(report: Report) -> str:
    """Every finding in a row, the worst first, with the fields that narrow them down."""
    entries = [
        (number, post, place, finding)
        for number, post in enumerate(report.posts, 1)
        for place, finding in numbered(post)
    ]
    if not entries:
        return ""
    rows = "".join(_row(*entry) for entry in sorted(entries, key=lambda entry: -entry[3].severity))
    heads = "".join(
        f'<th scope="col" role="columnheader">{head}</th>' for head in ("Severity", "Finding", "Clause", "Category")
    )
    return (
        f'<section aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>{_filter(report)}'
        f'<table id="findings" role="table"><caption>Every finding, the worst first</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></section>'
    )


def _filter(report: Report) -> str:
    severities = sorted({finding.severity for finding in report.findings}, reverse=True)
    verdicts = [verdict for verdict in _wording.WORST_FIRST if report.by_verdict()[str(verdict)]]
    lists = (
        _choice("verdict", "Verdict", [(str(verdict), _wording.VERDICTS[verdict].capitalize()) for verdict in verdicts])
        + _choice("severity", "Severity", [(str(severity), str(severity).capitalize()) for severity in severities])
        + _choice(
            "category", "Category", [(name, name.replace("-", " ").capitalize()) for name in report.by_category()]
        )
    )
    return (
        '<form id="filter" role="search" hidden><div class="field wide"><label for="words">Search</label>'
        '<input id="words" name="words" type="search" autocomplete="off" spellcheck="false"></div>'
        f'{lists}<div class="field"><button type="reset">Show all</button></div>'
        '<p id="count" role="status"></p></form>'
    )


def _choice(name: str, label: str, options: list[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{say(value)}">{say(words)}</option>' for value, words in options)
    return (
        f'<div class="field"><label for="{name}">{label}</label><select id="{name}" name="{name}">'
        f'<option value="">All</option>{rows}</select></div>'
    )


def _row(number: int, post: PostReport, place: int, finding: Finding) -> str:
    first, more = finding.clauses[: _wording.IN_FULL], finding.clauses[_wording.IN_FULL :]
    clauses = "<br>".join(f"<b>{say(clause.id)}</b> {say(clause.title)}" for clause in first)
    if more:
        clauses += f'<span class="where">and {", ".join(say(clause.id) for clause in more)}</span>'
    return (
        f'<tr role="row" data-post="{number}" data-severity="{finding.severity}" data-category="{finding.category}" '
        f'data-verdict="{post.verdict}"><td role="cell">{severity_badge(finding.severity)}</td>'
        f'<td role="cell"><a href="#p{number}f{place}">{say(finding.message)}</a>'
        f'<span class="where">{say(_wording.name(post))}</span></td>'
        f'<td role="cell">{clauses}</td><td role="cell">{_wording.category(finding.category).capitalize()}</td></tr>'
    )


def posts(report: Report) -> str:
    """Every post with findings in full, then the others by name."""
    told = "".join(
        _article(number, post) for number, post in enumerate(report.posts, 1) if post.findings or len(report.posts) == 1
    )
    quiet = [post for post in report.posts if not post.findings] if len(report.posts) > 1 else []
    body = told + (_quiet(quiet) if quiet else "")
    if not body:
        return ""
    title = "The post" if len(report.posts) == 1 else "Posts"
    return f'<section aria-labelledby="posts-title"><h2 id="posts-title">{title}</h2>{body}</section>'


def _article(number: int, post: PostReport) -> str:
    known = _DOT.join(say(item) for item in _wording.context(post))
    period = f'<p class="period"><b>Pre-election:</b> published in the {say(post.period)}.</p>' if post.period else ""
    findings = "".join(_finding(number, place, finding) for place, finding in numbered(post))
    listed = f'<ol class="findings">{findings}</ol>' if findings else ""
    return (
        f'<article class="post" id="p{number}" data-post="{number}" aria-labelledby="p{number}t">'
        f'<header>{verdict_badge(post.verdict)}<h3 id="p{number}t">{say(_wording.name(post))}</h3>'
        f'<p class="known">{known}</p></header>{period}{draft(post, number)}'
        f"{listed}{_sign_off(post)}{_aside(post)}</article>"
    )


def _finding(number: int, place: int, finding: Finding) -> str:
    rows = [("Why", "; ".join(say(reason) for reason in finding.evidence))]
    rows += [("Clause", _clause(clause)) for clause in finding.clauses[: _wording.IN_FULL]]
    rows += [
        ("Also", "; ".join(say(_wording.cited(clause)) for clause in finding.clauses[_wording.IN_FULL :])),
        ("Law", "; ".join(say(name) for name in _wording.law(finding))),
        ("Advice", f"<b>{say(finding.advice)}</b>"),
        ("Where", say(_wording.place(finding))),
    ]
    told = "".join(f"<dt>{label}</dt><dd>{words}</dd>" for label, words in rows if words)
    return (
        f'<li id="p{number}f{place}" class="{finding.severity}" tabindex="-1" data-category="{finding.category}" '
        f'data-severity="{finding.severity}"><p class="grade"><span class="badge {finding.severity}">{place}</span> '
        f"<b>{str(finding.severity).capitalize()}</b>{_DOT}{finding.confidence} confidence{_DOT}"
        f"{_wording.category(finding.category)}{_DOT}<code>{say(finding.rule)}</code></p>"
        f"<h4>{say(finding.message)}</h4><dl>{told}</dl></li>"
    )


def _clause(clause: CitedClause) -> str:
    words = f": {say(clause.paraphrase)}" if clause.paraphrase else ""
    return (
        f'<b>{say(clause.id)}</b> {say(clause.title)}{words} <span class="where">{say(_wording.source(clause))}</span>'
    )


def _sign_off(post: PostReport) -> str:
    who = _wording.sign_offs(post)
    if not who:
        return ""
    asked = "; ".join(f"{say(name)} ({_wording.by_number(found)})" for name, found in who.items())
    approved = f" Recorded approval: {say(post.context.approved_by)}." if post.context.approved_by else ""
    return f'<p class="sign-off"><b>Sign-off needed:</b> {asked}.{approved}</p>'


def _aside(post: PostReport) -> str:
    lines = [f"Set aside: {say(finding.rule)} ({say(finding.suppression)})" for finding in post.suppressed]
    lines += [f"{say(notice).rstrip('.')}." for notice in post.notices]
    return f'<ul class="aside">{"".join(f"<li>{line}</li>" for line in lines)}</ul>' if lines else ""


def _quiet(posts: list[PostReport]) -> str:
    rows = "".join(f"<li>{say(_wording.name(post))}{_aside(post)}</li>" for post in posts)
    return (
        f'<details class="quiet"><summary>{_wording.counted(len(posts), "post")} without findings</summary>'
        f"<ul>{rows}</ul></details>"
    )
