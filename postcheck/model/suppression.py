"""A finding set aside by its author: for which rules, why, until when, and for which words.

Written as a directive: `allow RULE[, RULE] reason="why" [until=2026-12-31] [match="words"]`, where RULE is a
rule id, a category or `*`. The same words serve in a Markdown comment, a schedule's column and front matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DIRECTIVE = re.compile(r"allow\s+(?P<rules>[\w*/-]+(?:\s*,\s*[\w*/-]+)*)(?P<rest>.*)", re.DOTALL)
_OPTION = re.compile(
    r"""(?<![a-z])(?P<key>[a-z]++)\s*+=\s*+(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']+))"""
)


class SuppressionError(ValueError):
    """A directive that does not say what it must; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings of `rules` whose start lies in half-open `start`, `end` (post offsets; -1 for no end) are set aside.

    `match` narrows it to findings that overlap these words. `place` is where it was written, in words.
    """

    rules: tuple[str, ...]
    reason: str
    until: date | None = None
    match: str = ""
    start: int = 0
    end: int = -1
    place: str = ""

    def covers(self, rule: str, category: str) -> bool:
        """Whether it names the rule, its category, or everything."""
        return any(name in ("*", rule, category) for name in self.rules)

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


def parse(directive: str, *, start: int = 0, end: int = -1, place: str = "") -> Suppression:
    """The suppression that `directive` writes; raises SuppressionError."""
    found = _DIRECTIVE.fullmatch(directive.strip())
    if not found:
        raise SuppressionError(f"'{directive.strip()[:60]}' is not: allow RULE reason=\"why\"")
    options = {
        option["key"]: option["quoted"] or option["single"] or option["bare"] or ""
        for option in _OPTION.finditer(found["rest"])
    }
    leftover = _OPTION.sub("", found["rest"]).strip(" ,;")
    unknown = set(options) - {"reason", "until", "match"}
    if leftover or unknown:
        raise SuppressionError(f"cannot read '{leftover or sorted(unknown)[0]}' in a suppression")
    return make([name.strip() for name in found["rules"].split(",")], options, start=start, end=end, place=place)


def make(
    rules: list[str], options: dict[str, object], *, start: int = 0, end: int = -1, place: str = ""
) -> Suppression:
    """A suppression from its parts, as front matter and configuration give them; raises SuppressionError."""
    reason = str(options.get("reason") or "").strip()
    if len(reason) < 3:
        raise SuppressionError(f"the suppression of {', '.join(rules)} gives no reason")
    until = options.get("until")
    try:
        day = until if isinstance(until, date) or until is None else date.fromisoformat(str(until))
    except ValueError as error:
        raise SuppressionError(f"until={until} is not a date like 2026-12-31") from error
    return Suppression(tuple(rules), reason, day, str(options.get("match") or ""), start, end, place)
