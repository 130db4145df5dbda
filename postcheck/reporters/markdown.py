"""Markdown for a merge request or a ticket: the terminal report's matter, a heading a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postcheck.model.finding import Finding, Severity
from postcheck.model.report import PostReport, Report, Verdict
from postcheck.reporters import Style, _statistics, _wording
from postcheck.reporters._literal import glyphs
from postcheck.reporters._marks import marks, numbered, stretches
from postcheck.reporters._markup import line, plain

NAME = "markdown"


def render(report: Report, style: Style) -> str:
    """CommonMark with GitHub's tables."""
    blocks = [*_opening(report), *(_statistics_of(report) if style.statistics else ())]
    told = [post for post in report.posts if post.findings or post.suppressed or len(report.posts) == 1]
    for post in told:
        blocks += _post(post)
    return "\n\n".join((*blocks, *_closing(report))) + "\n"


def _opening(report: Report) -> Iterator[str]:
    """The verdict, and where there are several posts a table of those that are not ok."""
    if not report.posts:
        yield "# Nothing checked"
        yield "No post could be checked."
        return
    yield f"# {_wording.VERDICTS[_wording.verdict_of(report)]}"
    if len(report.posts) == 1:
        return
    yield f"**{_wording.tally(report)}**"
    rows = [
        (_wording.VERDICTS[post.verdict], plain(_wording.name(post)), _wording.severities(post.findings))
        for post in report.posts
        if post.verdict is not Verdict.OK
    ]
    if rows:
        yield _table(("Verdict", "Post", "Findings"), rows)


def _statistics_of(report: Report) -> Iterator[str]:
    """The batch in figures."""
    yield "## In figures"
    for table in _statistics.tables(report):
        rows = [(plain(group.label), *map(str, group.counts)) for group in table.groups]
        yield f"### {table.title}"
        yield _table((" ", *table.grades), rows, numbers=3)
    if first := _statistics.worst(report):
        yield "### Begin with these"
        yield "\n".join(
            f"{place}. {plain(_wording.name(post))}: {_wording.severities(post.findings)}"
            for place, (_, post) in enumerate(first, 1)
        )
    if periods := _statistics.by_period(report):
        yield "### In a pre-election period"
        yield "\n".join(
            f"- {_wording.counted(len(posts), 'post')} in the {plain(period)}: "
            f"{plain(_wording.places(_wording.name(post) for post in posts))}"
            for period, posts in periods.items()
        )


def _post(post: PostReport) -> Iterator[str]:
    yield f"## {plain(_wording.name(post))}"
    yield f"**{_wording.VERDICTS[post.verdict]}.** {_wording.sentence(post)}"
    yield plain(" · ".join(_wording.context(post)))
    if post.period:
        yield f"**Pre-election:** published in the {plain(post.period)}."
    if post.text.strip():
        yield _draft(post)
    for number, finding in numbered(post):
        yield _finding(number, finding)
    if who := _wording.sign_offs(post):
        asked = (f"{plain(name)} ({_wording.by_number(found)})" for name, found in who.items())
        yield f"**Sign-off needed:** {'; '.join(asked)}."
    aside = [f"- Set aside: {plain(finding.rule)} ({plain(finding.suppression)})" for finding in post.suppressed]
    aside += [f"- {plain(notice).rstrip('.')}." for notice in post.notices]
    if aside:
        yield "\n".join(aside)


def _draft(post: PostReport) -> str:
    """The post's text as a quotation, findings' words in numbered brackets."""
    shown = glyphs(post.text)
    text = ""
    for stretch in stretches(len(post.text), marks(post)):
        text += stretch.opening + "".join(shown[stretch.start : stretch.end]) + stretch.closing
    rows = [line(row.rstrip()) for row in text.strip().split("\n")]
    return "\n".join(f"> {row}\\" if row and after else f"> {row}".rstrip() for row, after in _with_next(rows))


def _with_next(rows: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip(rows, (*rows[1:], ""), strict=True)


def _finding(number: int, finding: Finding) -> str:
    grade = str(finding.severity).capitalize()
    rows = [
        f"**{number}. {grade}: {plain(finding.message)}** "
        f"({finding.confidence} confidence, {_wording.category(finding.category)})",
        "",
    ]
    if finding.evidence and finding.severity is not Severity.NOTE:
        rows.append(f"- Why: {'; '.join(plain(reason) for reason in finding.evidence)}")
    for clause in finding.clauses[: _wording.IN_FULL]:
        words = f": {plain(clause.paraphrase)}" if clause.paraphrase else ""
        rows.append(f"- Clause: **{plain(clause.id)}** {plain(clause.title)}{words} ({plain(_wording.source(clause))})")
    if more := finding.clauses[_wording.IN_FULL :]:
        rows.append(f"- Also: {plain('; '.join(_wording.cited(clause) for clause in more))}")
    if law := _wording.law(finding):
        rows.append(f"- Law: {plain('; '.join(law))}")
    rows += [f"- Do: **{plain(finding.advice)}**", f"- Rule: {plain(f'{finding.rule}, {_wording.place(finding)}')}"]
    return "\n".join(rows)


def _closing(report: Report) -> Iterator[str]:
    rows = [
        f"- {plain(reason)}{f' ({plain(_wording.places(places))})' if places else ''}"
        for reason, places, _ in _wording.gathered(report.unchecked)
    ]
    if rows:
        yield "## Not checked"
        yield "\n".join(rows)
    if report.notices:
        yield "\n".join(f"- {plain(notice)}" for notice in report.notices)
    yield f"---\n\n{plain(_wording.checked_with(report))} **{_wording.NO_CLEARANCE}**"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, numbers: int = 0) -> str:
    """A table whose last `numbers` columns are set to the right."""
    ruler = ["---"] * (len(heads) - numbers) + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ruler, *rows))
