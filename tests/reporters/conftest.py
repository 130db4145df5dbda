"""One report that holds everything a reporter has to show: parts, notes, set-asides, gaps and hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.post import Account, Context, Origin, Unchecked
from postcheck.model.report import PackInfo, PostReport, Report, Verdict
from postcheck.reporters import Style

HOSTILE = (
    "=HYPERLINK(\"//evil\") [bold red]shout[/] <script>alert(1)</script> \x1b[31mred\x1b[0m \u202egnippans\u202c "
    "]]> & ::error::x %0A | `tick` *star* |cell| \x07\x00 👩‍👩‍👧 café\r\n@here \ud800 -->\n\n+44 too"
)  # fmt: skip

DATA = CitedClause(
    "cornwall-2016", "COR.BEH.4", "Personal data of others",
    "Do not publish personal details of residents or colleagues.", "section 4, fourth bullet",
    ("UK GDPR Article 6", "Data Protection Act 2018"),
)  # fmt: skip
ELECTION = CitedClause(
    "uk-council", "UKC.ELE.1", "Pre-election period: no controversial publicity",
    "Between notice of election and the poll, publish nothing on controversial issues.",
    "Code of Recommended Practice on Local Authority Publicity (England, 2011), paragraphs 33 to 35",
    ("Local Government Act 1986 sections 2 and 4",), "Monitoring Officer or Corporate Communications Team",
)  # fmt: skip
NEUTRAL = CitedClause("cornwall-2016", "COR.BEH.12", "No party politics", "Stay out of party politics.", "page 6")
PLAIN = CitedClause("uk-council", "UKC.ACC.2", "Hashtags that can be read", "Capital letters in hashtags.", "B.7")


def span(text: str, words: str, *, part: str = "body", begins: int = 0, line: int = 1, cell: str = "", row: int = 0):
    offset = text.index(words)
    start = offset - begins
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    line += text.count("\n", 0, offset)
    return Location(part, start, start + len(words), line, column, row, cell, offset)


def finding(text: str, words: str, rule: str, **fields) -> Finding:
    place = {name: fields.pop(name) for name in ("part", "begins", "line", "cell", "row") if name in fields}
    defaults = {
        "category": Category(rule.partition("/")[0]),
        "severity": Severity.WARNING,
        "confidence": Confidence.MEDIUM,
        "clauses": (NEUTRAL,),
        "fingerprint": f"{abs(hash_of(rule + words)):032x}",
        "score": 0.8125,
    }
    return Finding(rule=rule, location=span(text, words, **place), excerpt=words, **{**defaults, **fields})


def hash_of(words: str) -> int:
    return sum(ord(character) * (31**place) for place, character in enumerate(words)) % 2**128


def bins() -> PostReport:
    text = (
        "Bin day is moving! 🚮\n\nIf yours was missed, ring S**** J**** on 0770* *** **3 and she will sort it. "
        "Let's Vote Labour on Thursday for weekly collections.\n\n#bincollectionday"
    )
    findings = (
        finding(
            text, "S**** J**** on 0770* *** **3", "personal-data/private-phone",
            severity=Severity.ERROR, confidence=Confidence.HIGH, clauses=(DATA,),
            message="Gives a private phone number beside a person's name.",
            advice="Give the service's own number, or leave it out.",
            evidence=("the form of a UK mobile number", "'ring' stands before it"),
        ),
        finding(
            text, "Vote Labour on Thursday", "political/vote-appeal",
            severity=Severity.ERROR, confidence=Confidence.HIGH, clauses=(NEUTRAL, ELECTION),
            message="Asks readers to support a party: Vote Labour on Thursday.",
            advice="Give the date and how to register, and leave the choice out.",
            evidence=("'vote' with a party's name",),
        ),
        finding(
            text, "Labour on Thursday for weekly", "promotion/slogan", confidence=Confidence.LOW,
            message="Reads like a campaign slogan.", advice="Say what changes and when.",
        ),
        finding(
            text, "#bincollectionday", "accessibility/hashtag-case", severity=Severity.NOTE, clauses=(PLAIN,),
            message="A hashtag of several words in small letters is hard to hear and to read.",
            advice="Write #BinCollectionDay.",
        ),
    )  # fmt: skip
    context = Context(
        Account.CORPORATE, "", "@exampleshire", "facebook", (datetime(2026, 4, 20, 9, 30),), "Exampleshire"
    )
    period = "pre-election period (heightened sensitivity) 30 March to 7 May 2026, local poll, Exampleshire"
    return PostReport(
        "bins", Origin("posts/bins.md", 5), Verdict.DO_NOT_PUBLISH, findings, (), text, context, period,
        ("1 image is not looked at",),
    )  # fmt: skip


def fair() -> PostReport:
    body = "Come to the spring fair on Saturday."
    alt = "Cllr Example in front of the council's crest"
    text = f"{body}\n\n{alt}\n\nbit.ly/abc"
    begins = text.index(alt)
    findings = (
        finding(
            text, "council's crest", "logo-misuse/crest", part="alt_text", begins=begins, line=14, cell="F7", row=7,
            message="Shows the council's crest on a councillor's own account.",
            advice="Ask the communications team for leave, or use another picture.",
            clauses=(replace(DATA, id="COR.LOG.1", title="Use of the logo", law=(), sign_off="Head of Comms"),),
        ),
    )  # fmt: skip
    context = Context(Account.COUNCILLOR, "Councillor", "", "instagram", approved_by="P. Officer")
    return PostReport("row 7", Origin("calendar.xlsx", 14, 7, "May"), Verdict.REVIEW, findings, (), text, context)


def hostile() -> PostReport:
    findings = (
        finding(
            HOSTILE, "\x1b[31mred\x1b[0m", "offensive/abuse",
            message="Abuses somebody: \x1b[31mred\x1b[0m.", advice="Leave \u202ethis\u202c out | `x` <b>.",
            evidence=("the word 'red'\n::error::x", "=1+1"),
        ),
        finding(
            HOSTILE, "café\r\n@here", "link-risk/look-alike", severity=Severity.ERROR,
            message="=cmd|'/c calc'!A1", advice="@SUM(1)",
        ),
    )  # fmt: skip
    context = Context(Account.PERSONAL, "\x1b]0;title\x07", "@<b>x</b>", "x,y")
    return PostReport(
        "=id\n<i>", Origin("posts/a,b:c\n%.md", 3), Verdict.DO_NOT_PUBLISH, findings, (), HOSTILE, context
    )


def quiet() -> tuple[PostReport, ...]:
    walk = "Bring boots. #walkwithus"
    note = finding(
        walk, "#walkwithus", "accessibility/hashtag-case", severity=Severity.NOTE, clauses=(PLAIN,),
        message="A hashtag of several words in small letters is hard to hear and to read.",
        advice="Write #WalkWithUs.",
    )  # fmt: skip
    thanks = "Thanks to Dr A. Example for the photo."
    aside = finding(
        thanks, "Dr A. Example", "personal-data/name", clauses=(DATA,), suppression="consent on file 2026/41",
        message="Names a person.", advice="Ask first.",
    )  # fmt: skip
    return (
        PostReport("walk", Origin("posts/walk.md", 1), Verdict.OK, (note,), (), walk),
        PostReport(
            "thanks", Origin("posts/thanks.md", 1), Verdict.OK, (), (aside,), thanks,
            notices=("suppression of promotion/affiliate expired on 1 May 2026: remove it or renew its reason",),
        ),
        PostReport("hours", Origin("posts/hours.md", 1), Verdict.OK, (), (), "The library opens at nine."),
    )  # fmt: skip


@pytest.fixture
def golden_report() -> Report:
    """Six posts, all three verdicts."""
    images = tuple(
        Unchecked(Origin(path, 1), "pictures are not looked at", fatal=False)
        for path in ("posts/bins.md", "posts/walk.md")
    )
    return Report(
        (bins(), fair(), hostile(), *quiet()),
        (*images, Unchecked(Origin("posts/old.doc"), "not a format that postcheck reads: save it as .docx or .txt")),
        (PackInfo("uk-council", "UK council social media", "0.1.0"),),
        "0.1.0",
        "breach-tagger 1",
    )


@pytest.fixture
def single_report(golden_report: Report) -> Report:
    """The first post alone."""
    return replace(golden_report, posts=golden_report.posts[:1], unchecked=golden_report.unchecked[:1])


@pytest.fixture
def clean_report() -> Report:
    """One post without a finding."""
    return Report((quiet()[-1],), (), (PackInfo("uk-council", "UK council social media", "0.1.0"),), "0.1.0")


@pytest.fixture
def empty_report() -> Report:
    """A run that found nothing to read."""
    return Report((), (Unchecked(Origin("posts"), "holds no drafts"),), (), "0.1.0")


@pytest.fixture
def style() -> Style:
    """A pipe: 80 columns, no colour."""
    return Style()
