"""Web addresses in a reading: with a scheme, with `www.`, or bare; defanged ones (hxxp, [.]) too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from postcheck.nlp.reading import Reading

_LINK = re.compile(
    r"(?<![\w@.-])(?:(?P<scheme>(?:https?|hxxps?|ftp|file)(?=://)|data(?=:\w+/\w)|javascript(?=:\w)):(?://+)?"
    r"(?P<user>[^\s/@?#]{1,80}@)?(?P<host>[^\s/?#:()<>\"',]*)|(?P<bare>(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,24}))"
    r"(?P<port>:\d{2,5})?(?P<path>[/?#][^\s<>\"]*)?(?![\w@])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'\"*"


@dataclass(frozen=True, slots=True)
class Link:
    """A web address at half-open `start`, `end` of the reading's text; `host` is lower case.

    `written` is the address as the user wrote it, before look-alike letters were made plain.
    """

    start: int
    end: int
    scheme: str
    user: str
    host: str
    path: str
    written: str

    @property
    def labels(self) -> list[str]:
        """The parts of the host between dots."""
        return self.host.split(".")

    def under(self, domains: Iterable[str]) -> bool:
        """Whether the host is one of `domains` or stands under one."""
        return any(self.host == domain or self.host.endswith(f".{domain}") for domain in domains)


def links(reading: Reading, endings: frozenset[str]) -> list[Link]:
    """The links of `reading` in order, found once; a bare host counts only with one of `endings` (com, uk)."""
    known = reading.notes.get("links")
    if not isinstance(known, list):
        known = reading.notes["links"] = [*_find(reading, endings)] if _possible(reading.text) else []
    return known


def _possible(text: str) -> bool:
    return "." in text or "://" in text or "script:" in text.lower()


def _find(reading: Reading, endings: frozenset[str]) -> Iterable[Link]:
    for match in _LINK.finditer(reading.text):
        host = (match["host"] or match["bare"] or "").lower().strip(".")
        scheme = (match["scheme"] or "").lower().replace("hxxp", "http")
        ending = host.rpartition(".")[2]
        if not scheme and (ending not in endings or not _reads_as_host(match["bare"])):
            continue
        end = match.start() + len(match[0].rstrip(_TRAILING))
        if end <= match.start() or (
            scheme in ("data", "javascript") and not re.match(r"[\w(/]", match[0][len(scheme) + 1 :])
        ):
            continue
        first, last = reading.plain.to_original(*reading.view.to_original(match.start(), end))
        yield Link(
            start=match.start(),
            end=end,
            scheme=scheme,
            user=match["user"] or "",
            host=host,
            path=(match["path"] or "").rstrip(_TRAILING),
            written=reading.plain.original[first:last],
        )


def _reads_as_host(bare: str) -> bool:
    """Not the end of one sentence run into the next ("Tuesday.In", "open.It"): case changes at the dot."""
    last = bare.rpartition(".")[2]
    return last.islower() or bare.isupper() or (bare[0].isupper() and last.isupper())
