"""Pages of explanation: rules and clauses in words, wrapped and coloured for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postcheck.reporters._literal import literal_line, no_command

if TYPE_CHECKING:
    from postcheck.cli.library import Library
    from postcheck.model.pack import Clause, Conditions, Example, Rule

_MARK = re.compile(r"\[\[((?:(?!\[\[|\]\]).)+)\]\]", re.DOTALL)
_ASCII = str.maketrans({"•": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "·": "-"})
_SHOWN = 3
"""Examples a page gives of each kind."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with an indent in columns; `kind` is title, heading, text, bad or good."""

    text: str
    kind: str = "text"
    indent: int = 0
    hanging: int = 0


def rule_page(rule: Rule, library: Library) -> Iterator[Line]:
    """All that a rule says, with examples and how to set a finding of it aside."""
    yield Line(rule.id, "title")
    if rule.title:
        yield Line(rule.title)
    yield from _section("What it says", [_placeholders(rule.message)])
    yield from _section("What to do", [_placeholders(rule.advice)])
    severities = f"{rule.severity}" + "".join(
        f"; {change.severity} if {_conditions(change.when)}" for change in rule.severity_when
    )
    yield from _section("Severity", [severities])
    circumstances = [f"only if {_conditions(rule.when)}"] if rule.when else []
    circumstances += [f"not if {_conditions(exception)}" for exception in rule.unless]
    if circumstances:
        yield from _section("When it applies", circumstances)
    yield Line("")
    yield Line("Why", "heading")
    for name in rule.clauses:
        if stated := library.clauses.get(name):
            yield from _clause(stated[0], stated[1])
    yield from _examples("Flagged", rule.examples.violates, "bad")
    yield from _examples("Not flagged", rule.examples.passes, "good")
    yield from _examples("Known to be missed", rule.examples.known_misses, "bad")
    yield from _examples("Known to be flagged wrongly", rule.examples.known_false_alarms, "good")
    yield from _section(
        "To set a finding aside",
        [
            f'In Markdown, above the line: <!-- postcheck: allow {rule.id} reason="WHY" -->',
            f'For whole files, in .postcheck.toml: an [[allow]] entry with paths, rules = ["{rule.id}"] and a reason',
        ],
    )


def clause_page(clause: Clause, library: Library) -> Iterator[Line]:
    """A clause, how far it can be checked, and by which rules."""
    pack = library.clauses[clause.id][0]
    yield Line(clause.id, "title")
    yield from _clause(pack, clause, named=False)
    reach = {"fully": "Checked.", "partly": "Partly checked.", "process": "Not checkable in a text."}[clause.checkable]
    yield from _section("How far it is checked", [f"{reach} {clause.human}".strip()])
    if rules := library.citing(clause.id):
        yield from _section("Rules", [f"{rule.id} ({rule.severity})" for rule in rules])
    yield from _examples("Violates", clause.examples.violates, "bad")
    yield from _examples("Passes", clause.examples.passes, "good")
    yield from _examples("Known to be missed", clause.examples.known_misses, "bad")
    yield from _examples("Known to be flagged wrongly", clause.examples.known_false_alarms, "good")


def _clause(pack: str, clause: Clause, *, named: bool = True) -> Iterator[Line]:
    yield Line(f"{clause.id}  {clause.title} ({pack})" if named else f"{clause.title} ({pack})", indent=2)
    yield Line(clause.paraphrase, indent=4)
    yield Line(f"Where: {clause.locator}", indent=4)
    if clause.law:
        yield Line(f"Law behind it: {'; '.join(clause.law)}", indent=4)
    if clause.sign_off:
        yield Line(f"Sign-off: {clause.sign_off}", indent=4)


def _section(heading: str, lines: Iterable[str]) -> Iterator[Line]:
    yield Line("")
    yield Line(heading, "heading")
    for line in lines:
        yield Line(line, indent=2)


def _examples(heading: str, examples: Iterable[Example], kind: str) -> Iterator[Line]:
    shown = list(examples)
    if not shown:
        return
    yield Line("")
    yield Line(heading, "heading")
    for example in shown[:_SHOWN]:
        yield Line(f"• {_plain(example)}", kind, 2, 2)
        if example.reason:
            yield Line(example.reason, indent=4)
    if len(shown) > _SHOWN:
        yield Line(f"and {len(shown) - _SHOWN} more", indent=4)


def _plain(example: Example) -> str:
    text = " ".join(_MARK.sub(lambda mark: mark.group(1), example.post).split())
    return f"{text} ({example.circumstances})" if example.circumstances else text


def _placeholders(words: str) -> str:
    return words.replace("{text}", "…").replace("{period}", "the pre-election period")


def _conditions(conditions: Conditions) -> str:
    """Conditions in words."""
    given = conditions.model_dump(exclude_none=True, exclude={"within"}, mode="json")
    return " and ".join(_condition(name, value) for name, value in given.items())


def _condition(name: str, value: object) -> str:
    switches = {
        "election": ("a pre-election period is on", "no pre-election period is on"),
        "paid": ("the post is paid for", "the post is not paid for"),
        "evidence": ("a source is given", "no source is given"),
        "approved": ("somebody has approved it", "nobody has approved it"),
    }
    if name in switches:
        return switches[name][0 if value else 1]
    listed = " or ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
    phrases = {"attributes": "the words are", "signals": "the text says it is a", "labels": "beside it stands"}
    return f"{phrases.get(name, name.replace('_', ' ') + ' is')} {listed}"


def to_text(lines: Iterable[Line], *, width: int, colour: bool, unicode: bool) -> str:
    """The page at `width` columns."""
    styles = {"title": "1", "heading": "1;36", "bad": "31", "good": "32"}
    rows: list[str] = []
    for line in lines:
        text = literal_line(line.text.replace("\n", " "))
        text = text if unicode else text.translate(_ASCII)
        for row in _wrapped(text, width, line):
            code = styles.get(line.kind, "") if colour else ""
            rows.append(f"\x1b[{code}m{row}\x1b[0m" if code and row else no_command(row))
    return "\n".join(rows) + "\n"


def _wrapped(text: str, width: int, line: Line) -> list[str]:
    import textwrap

    margin = " " * line.indent
    return textwrap.wrap(
        text,
        min(width, 100),
        initial_indent=margin,
        subsequent_indent=margin + " " * line.hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
