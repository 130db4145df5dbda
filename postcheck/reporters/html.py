"""One self-contained page: verdict tiles, charts, a table to search through, and every post with its marks.

The page asks for nothing from outside; its content security policy allows its own style and script by their
digests and nothing else, so that no draft can bring either.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from postcheck.model.report import PostReport, Report, Verdict
from postcheck.reporters import Style, _statistics, _wording
from postcheck.reporters._html_parts import TONES, VERDICT_TONES, chart, say
from postcheck.reporters._html_posts import findings_table, posts

NAME = "html"

_COMMAND = re.compile(r"^([^\S\n]*+):(?=:)", re.MULTILINE)
_COLON = r"\1&#58;"

_POST_TONES = ("error", "warning", "ok")
_HEADLINES = {
    Verdict.DO_NOT_PUBLISH: "This post should not go out as it is",
    Verdict.REVIEW: "Somebody should decide before this post goes out",
    Verdict.OK: "Nothing to act on in the words of this post",
}


def render(report: Report, style: Style) -> str:
    """The whole page."""
    del style
    css, script = _resource("_html.css"), _resource("_html.js")
    policy = (
        f"default-src 'none'; style-src {_digest(css)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>postcheck: {say(_headline(report))}</title>\n<style>{css}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the report</a>\n{_header(report)}\n'
        f'<main id="main" tabindex="-1">\n{_COMMAND.sub(_COLON, _main(report))}\n</main>\n{_footer(report)}\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _headline(report: Report) -> str:
    """What a head of communications has to know, in one line."""
    if len(report.posts) < 2:
        return _HEADLINES[report.posts[0].verdict] if report.posts else "No post could be checked"
    counts = report.by_verdict()
    bad, doubtful = counts[str(Verdict.DO_NOT_PUBLISH)], counts[str(Verdict.REVIEW)]
    of = f"of {_wording.counted(len(report.posts), 'post')}"
    if bad:
        return f"{bad:,} {of} should not go out as {'it is' if bad == 1 else 'they are'}"
    if doubtful:
        return f"{doubtful:,} {of} {'needs' if doubtful == 1 else 'need'} a decision"
    return f"Nothing to act on in {_wording.counted(len(report.posts), 'post')}"


def _header(report: Report) -> str:
    tone = VERDICT_TONES[_wording.verdict_of(report)] if report.posts else "warning"
    found = _wording.severities(report.findings)
    sentence = f"{found}. {_wording.NO_CLEARANCE}" if found else _wording.NO_CLEARANCE
    return (
        f'<header class="top {tone}"><p class="eyebrow">postcheck report</p><h1>{say(_headline(report))}</h1>'
        f"<p>{say(sentence)}</p></header>"
    )


def _main(report: Report) -> str:
    if len(report.posts) < 2:
        sections: tuple[str, ...] = (posts(report), _not_checked(report))
    else:
        opening = (_tiles(report), _worst(report), _not_checked(report), _charts(report))
        sections = (*opening, findings_table(report), posts(report))
    return "\n".join(section for section in sections if section)


def _tiles(report: Report) -> str:
    """A tile for each verdict, which narrows the table to its posts, and one for each other figure that is not 0."""
    counts = report.by_verdict()
    words = {Verdict.DO_NOT_PUBLISH: "not to publish", Verdict.REVIEW: "to review", Verdict.OK: "ok"}
    below = "findings-title" if report.findings else "main"
    tiles = "".join(
        f'<li><a class="tile {VERDICT_TONES[verdict]}" href="#{below}" '
        f'data-choose="{verdict}"><b>{counts[str(verdict)]:,}</b> {words[verdict]}</a></li>'
        for verdict in _wording.WORST_FIRST
    )
    others = {
        "in a pre-election period": sum(bool(post.period) for post in report.posts),
        "set aside with a reason": sum(len(post.suppressed) for post in report.posts),
        "not checked": sum(item.fatal for item in report.unchecked),
    }
    tiles += "".join(
        f'<li><span class="tile"><b>{count:,}</b> {label}</span></li>' for label, count in others.items() if count
    )
    return f'<section aria-label="Totals"><ul class="tiles">{tiles}</ul></section>'


def _not_checked(report: Report) -> str:
    rows = ""
    for reason, places, fatal in _wording.gathered(report.unchecked):
        where = f' <span class="where">{say(_wording.places(places))}</span>' if places else ""
        kind = "fatal" if fatal else "limit"
        rows += f'<li class="{kind}">{say(reason)}{where}</li>'
    rows += "".join(f"<li>{say(notice)}</li>" for notice in report.notices)
    if not rows:
        return ""
    return (
        '<section class="panel" aria-labelledby="unchecked-title">'
        '<h2 id="unchecked-title">Not checked, and notices</h2>'
        f"<ul>{rows}</ul></section>"
    )


def _worst(report: Report) -> str:
    """Where to begin, and what goes out in a pre-election period."""
    rows = "".join(
        f'<li><a href="#p{number}">{say(_wording.name(post))}</a> '
        f'<span class="where">{_wording.severities(post.findings)}</span></li>'
        for number, post in _statistics.worst(report)
    )
    first = f'<div><h2>Begin with these</h2><ol class="worst">{rows}</ol></div>' if rows else ""
    periods = "".join(
        f"<li>{_wording.counted(len(found), 'post')} in the {say(period)}{_named(found)}</li>"
        for period, found in _statistics.by_period(report).items()
    )
    second = f"<div><h2>Pre-election periods</h2><ul>{periods}</ul></div>" if periods else ""
    return f'<section class="pair" aria-label="Where to begin">{first}{second}</section>' if first or second else ""


def _named(posts: list[PostReport]) -> str:
    """The posts by name, folded away where they are many."""
    names = f'<span class="where">{say(_wording.listed(map(_wording.name, posts)))}</span>'
    return names if len(posts) <= _wording.MOST else f"<details><summary>Which posts</summary>{names}</details>"


def _charts(report: Report) -> str:
    """The batch in figures."""
    drawn = "".join(
        chart(table, TONES if table.grades[0] == "errors" else _POST_TONES) for table in _statistics.tables(report)
    )
    return (
        '<section aria-labelledby="figures-title"><h2 id="figures-title">In figures</h2>'
        f'<div class="charts">{drawn}</div></section>'
    )


def _footer(report: Report) -> str:
    return f"<footer><p>{say(_wording.checked_with(report))} <b>{_wording.NO_CLEARANCE}</b></p></footer>"
