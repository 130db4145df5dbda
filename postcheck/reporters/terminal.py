"""For reading on a screen: the verdict, the draft with its findings marked, then each finding in full."""

from __future__ import annotations

from postcheck.model.finding import CitedClause, Finding, Severity
from postcheck.model.report import PostReport, Report, Verdict
from postcheck.reporters import Style, _draft, _figures, _wording
from postcheck.reporters._marks import numbered
from postcheck.reporters._sheet import QUIET, STRONG, Sheet, tone

NAME = "terminal"

_PLACES = 5
"""Places named for one reason that something was not checked."""
_NOTES = 10
"""Notes on posts that are otherwise ok, told one by one."""


def render(report: Report, style: Style) -> str:
    """The report as a person reads it, `style.width` columns wide (100 at most)."""
    sheet = Sheet(style)
    if len(report.posts) == 1:
        _post(sheet, report.posts[0], alone=True)
    else:
        _posts(sheet, report)
    if style.statistics and report.posts:
        _figures.write(sheet, report)
    _closing(sheet, report)
    return sheet.text()


def _posts(sheet: Sheet, report: Report) -> None:
    """The tally, then every post that is not ok; the others are counted."""
    if not report.posts:
        sheet.line(("NOTHING CHECKED", STRONG), "  No post could be checked.")
        return
    verdict = _wording.verdict_of(report)
    sheet.verdict(verdict, _wording.VERDICTS[verdict], _wording.tally(report))
    for post in report.posts:
        if post.verdict is not Verdict.OK:
            sheet.gap()
            sheet.heading(sheet.say(_wording.name(post)))
            _post(sheet, post)
    _minor(sheet, [post for post in report.posts if post.verdict is Verdict.OK])


def _minor(sheet: Sheet, posts: list[PostReport]) -> None:
    """Notes on posts that are otherwise ok, briefly."""
    notes = [(post, finding) for post in posts for finding in post.findings]
    if notes:
        sheet.gap()
        sheet.heading(f"{_wording.counted(len(notes), 'note')} on posts that are ok")
    for post, finding in notes[:_NOTES]:
        sheet.line((sheet.say(_wording.name(post)), QUIET), "  ", sheet.say(finding.message), indent=2)
    if len(notes) > _NOTES:
        sheet.line((f"and {len(notes) - _NOTES} more (--format concise lists them all)", QUIET), indent=2)


def _post(sheet: Sheet, post: PostReport, *, alone: bool = False) -> None:
    """One post: verdict, circumstances, draft, findings, who signs off."""
    sheet.verdict(post.verdict, _wording.VERDICTS[post.verdict], _wording.sentence(post))
    dot = sheet.symbol(" · ", " - ")
    known = (*([_wording.origin(post.origin)] if alone else []), *_wording.context(post))
    sheet.line((dot.join(sheet.say(item) for item in known if item), QUIET))
    if post.period:
        sheet.line(("Pre-election: ", STRONG), sheet.say(f"published in the {post.period}."))
    if post.text.strip():
        sheet.gap()
        _draft.write(sheet, post)
    for number, finding in numbered(post):
        if finding.severity > Severity.NOTE:
            sheet.gap()
            _finding(sheet, number, finding)
    _notes(sheet, [(number, finding) for number, finding in numbered(post) if finding.severity is Severity.NOTE])
    _sign_off(sheet, post)
    _aside(sheet, post)


def _finding(sheet: Sheet, number: int, finding: Finding) -> None:
    dot = sheet.symbol(" · ", " - ")
    sheet.item(
        str(number),
        finding.severity,
        (str(finding.severity).capitalize(), tone(finding.severity)),
        (f"{dot}{finding.confidence} confidence{dot}{_wording.category(finding.category)}", STRONG),
    )
    sheet.line((sheet.say(finding.message), STRONG), indent=4)
    if finding.evidence:
        sheet.entry("why", "; ".join(sheet.say(reason) for reason in finding.evidence))
    for clause in finding.clauses[: _wording.IN_FULL]:
        _clause(sheet, clause)
    if more := finding.clauses[_wording.IN_FULL :]:
        sheet.entry("also", "; ".join(sheet.say(_wording.cited(clause)) for clause in more))
    if law := _wording.law(finding):
        sheet.entry("law", "; ".join(sheet.say(name) for name in law))
    sheet.entry("do", (sheet.say(finding.advice), STRONG))
    sheet.entry("rule", (sheet.say(f"{finding.rule}, {_wording.place(finding)}"), QUIET))


def _clause(sheet: Sheet, clause: CitedClause) -> None:
    sheet.entry(
        "clause",
        (sheet.say(clause.id), STRONG),
        f"  {sheet.say(clause.title)}",
        *([f": {sheet.say(clause.paraphrase)}"] if clause.paraphrase else []),
        (f" ({sheet.say(_wording.source(clause))})", QUIET),
    )


def _notes(sheet: Sheet, notes: list[tuple[int, Finding]]) -> None:
    """A line or two a note: what, and what to do."""
    if notes:
        sheet.gap()
    for number, finding in notes:
        clauses = ", ".join(sheet.say(clause.id) for clause in finding.clauses)
        sheet.item(
            str(number),
            finding.severity,
            ("Note", tone(finding.severity)),
            f"  {sheet.say(finding.message)} {sheet.say(finding.advice)}",
            (f"  {clauses}", QUIET),
        )


def _sign_off(sheet: Sheet, post: PostReport) -> None:
    """Who has to agree, and to which findings."""
    if not (who := _wording.sign_offs(post)):
        return
    sheet.gap()
    asked = (f"{sheet.say(name)} ({_wording.by_number(numbers)})" for name, numbers in who.items())
    sheet.line(("Sign-off needed: ", STRONG), f"{'; '.join(asked)}.")
    if post.context.approved_by:
        sheet.line(("Recorded approval: ", STRONG), f"{sheet.say(post.context.approved_by)}.")


def _aside(sheet: Sheet, post: PostReport) -> None:
    """Findings set aside with their reasons, and suppressions that fit nothing any more."""
    if post.suppressed or post.notices:
        sheet.gap()
    for finding in post.suppressed:
        sheet.line((f"Set aside: {sheet.say(finding.rule)} ({sheet.say(finding.suppression)})", QUIET))
    for notice in post.notices:
        sheet.line((f"{sheet.say(notice).rstrip('.')}.", QUIET))


def _closing(sheet: Sheet, report: Report) -> None:
    """What was not checked, with what it was checked, and that nothing here is a clearance."""
    sheet.gap()
    if report.unchecked:
        sheet.line(("Not checked", STRONG))
        for reason, places, fatal in _wording.gathered(report.unchecked):
            head = (sheet.say(reason), STRONG if fatal else "")
            sheet.bullet(head, (f" ({sheet.say(_wording.places(places, _PLACES))})" if places else "", QUIET))
    for notice in report.notices:
        sheet.line((f"{sheet.say(notice)}.", QUIET))
    sheet.line((sheet.say(_wording.checked_with(report)), QUIET))
    sheet.line((_wording.NO_CLEARANCE, STRONG))
