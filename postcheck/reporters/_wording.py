"""The words that all reports share: verdicts, counts, places, and what a report cannot promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from postcheck.model.finding import Category, CitedClause, Finding, Severity
from postcheck.model.post import Origin, Unchecked
from postcheck.model.report import PostReport, Report, Verdict

NO_CLEARANCE = "No finding is no clearance: a person decides what goes out."

IN_FULL = 3
"""Clauses of a finding that are told in full; of the others, number and title."""

MOST = 12
"""Places that are listed by name before the others are only counted."""

VERDICTS = {Verdict.DO_NOT_PUBLISH: "DO NOT PUBLISH", Verdict.REVIEW: "REVIEW", Verdict.OK: "OK"}
WORST_FIRST = (Verdict.DO_NOT_PUBLISH, Verdict.REVIEW, Verdict.OK)


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `2 findings`, `1,204 posts`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = list(items) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def places(items: Iterable[str], most: int = MOST) -> str:
    """The same, and past `most` how many more there are."""
    named = list(items)
    rest = len(named) - most
    return f"{', '.join(named[:most])} and {rest:,} more" if rest > 1 else listed(named)


def by_number(numbers: Iterable[int]) -> str:
    """`finding 1`, `findings 1 and 2`."""
    found = list(map(str, numbers))
    return f"finding{'s' * (len(found) > 1)} {listed(found)}"


def severities(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning and 1 note`, the worst first; empty without findings."""
    found = [finding.severity for finding in findings]
    counts = [(severity, found.count(severity)) for severity in sorted(Severity, reverse=True)]
    return listed(counted(number, str(severity)) for severity, number in counts if number)


def verdict_of(report: Report) -> Verdict:
    """The verdict of the report's worst post."""
    seen = {post.verdict for post in report.posts}
    return next((verdict for verdict in WORST_FIRST if verdict in seen), Verdict.OK)


def sentence(post: PostReport) -> str:
    """What the verdict on one post means, in one sentence."""
    found = severities(post.findings)
    if post.verdict is Verdict.DO_NOT_PUBLISH:
        return f"{found}: put the errors right before this goes out."
    if post.verdict is Verdict.REVIEW:
        return f"{found}: somebody should decide before this goes out."
    return f"{found} to consider, nothing more found." if found else "Nothing found in the words."


def tally(report: Report) -> str:
    """How many posts have which verdict, in one sentence."""
    counts = report.by_verdict()
    words = {"do-not-publish": "not to publish", "review": "to review", "ok": "ok"}
    parts = [f"{counts[str(verdict)]:,} {words[verdict]}" for verdict in WORST_FIRST if counts[str(verdict)]]
    return f"{counted(len(report.posts), 'post')}: {listed(parts)}."


def category(value: Category) -> str:
    """A category as a person says it."""
    return str(value).replace("-", " ")


def place(finding: Finding) -> str:
    """Where a finding stands in the draft: `line 3, column 14`, with its cell and part where they say more."""
    location = finding.location
    cell = f"cell {location.cell}" if location.cell else ""
    part = location.part.replace("_", " ") if location.part != "body" else ""
    return ", ".join(item for item in (part, cell, f"line {location.line}", f"column {location.column}") if item)


def origin(value: Origin) -> str:
    """Where a post stands, on one line; empty where it came without a place."""
    return str(value).replace("\r", "\\r").replace("\n", "\\n") if value.path else ""


def name(post: PostReport) -> str:
    """What a post is called among others: its place, and its id where that says more."""
    where = origin(post.origin)
    return post.id if not where else where if post.id in where else f"{where} ({post.id})"


def told(finding: Finding) -> str:
    """What a finding says and what to do about it, as sentences, with the clauses; for formats of one line."""
    message = finding.message.rstrip()
    if message.endswith("..") and not message.endswith("..."):
        message = message[:-1]
    end = "" if message.endswith((".", "!", "?", "…")) else "."
    clauses = ", ".join(cited(clause) for clause in finding.clauses)
    return f"{message}{end} {finding.advice} ({clauses})"


def law(finding: Finding) -> tuple[str, ...]:
    """The law behind a finding's clauses, told once each."""
    return tuple(dict.fromkeys(name for clause in finding.clauses for name in clause.law))


def cited(clause: CitedClause) -> str:
    """A clause in one line: number and title."""
    return f"{clause.id} {clause.title}"


def source(clause: CitedClause) -> str:
    """Where a clause stands: its pack, and the place in the document."""
    return f"{clause.pack}, {clause.locator}" if clause.locator else clause.pack


def checked_with(report: Report) -> str:
    """Tool, model and packs in one sentence."""
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
    tool = f"Checked with postcheck {report.tool_version}"
    return (
        "; ".join(
            item for item in (tool, report.model and f"model {report.model}", packs and f"policy {packs}") if item
        )
        + "."
    )


def moment(when: datetime) -> str:
    """A date as it is said, with the time where one is set."""
    day = f"{when.day} {when:%B %Y}"
    return f"{day} {when:%H:%M}" if (when.hour, when.minute) != (0, 0) else day


def context(post: PostReport) -> tuple[str, ...]:
    """The circumstances that the post was judged in, those that are known."""
    given = post.context
    account = f"{str(given.account).replace('-', ' ')} account"
    dates = " or ".join(moment(when) for when in given.publish_at)
    approved = f"approved by {given.approved_by}" if given.approved_by else ""
    paid = "paid content" if given.paid else ""
    return tuple(item for item in (account, given.handle, given.platform, given.area, dates, paid, approved) if item)


def sign_offs(post: PostReport) -> dict[str, list[int]]:
    """Who has to agree, and for which numbered findings; notes ask nobody."""
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(post.findings, 1):
        if finding.severity is Severity.NOTE:
            continue
        for who in dict.fromkeys(clause.sign_off for clause in finding.clauses if clause.sign_off):
            found.setdefault(who, []).append(number)
    return found


def gathered(items: Iterable[Unchecked]) -> list[tuple[str, list[str], bool]]:
    """Unchecked things by reason: the reason, where (told once each), and whether any is fatal; fatal ones first."""
    found: dict[str, tuple[dict[str, None], list[bool]]] = {}
    for item in items:
        places, fatal = found.setdefault(item.reason, ({}, []))
        if item.origin.path:
            places[origin(item.origin)] = None
        fatal.append(item.fatal)
    listed_ = [(reason, list(places), any(fatal)) for reason, (places, fatal) in found.items()]
    return sorted(listed_, key=lambda entry: not entry[2])
