"""A record (field name to value) to a post and its context: the same for JSON, tables and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from postcheck.model.post import Account, Context, Edit, Origin, Permission, Post, Unchecked
from postcheck.model.suppression import Suppression, SuppressionError, parse
from postcheck.sources import dates
from postcheck.sources.build import Stretch, assemble

_YES = frozenset({"yes", "y", "true", "1", "paid", "x", "✓", "✔"})
_NO = frozenset({"", "no", "n", "false", "0", "none", "n/a", "na", "-", "organic", "not paid", "unpaid", "null", "tbc"})
_GRANTED = re.compile(r"^\W*(granted|given|obtained|consented|consent given|yes|true|y|signed)\b", re.IGNORECASE)
_REFUSED = re.compile(r"^\W*(refused|declined|withheld|withdrawn|denied|not given|no consent)\b", re.IGNORECASE)
_PLATFORMS = {
    "twitter": "x", "twitterx": "x", "xtwitter": "x", "fb": "facebook", "insta": "instagram", "ig": "instagram",
    "linkedin": "linkedin", "nextdoor": "nextdoor", "youtube": "youtube", "googlebusiness": "gbp",
}  # fmt: skip
_MEDIA_KINDS = (
    (re.compile(r"\.(?:mp4|mov|avi|webm|m4v|mkv)(?:\?|$)", re.IGNORECASE), "video", "videos are not watched"),
    (re.compile(r"\.(?:mp3|wav|m4a|ogg)(?:\?|$)", re.IGNORECASE), "sound", "sound is not heard"),
    (re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?)(?:\?|$)", re.IGNORECASE), "document", "attached documents are not read"),
)


@dataclass(slots=True)
class Record:
    """One post as a draft gives it: stretches of published words, and fields that tell the circumstances."""

    id: str
    origin: Origin
    stretches: list[Stretch] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    markup: tuple[Edit, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    not_checked: tuple[str, ...] = ()


def post(record: Record, base: Context, *, order: str = "") -> list[Post | Unchecked]:
    """The record's post, after one line for each field that could not be understood."""
    context, problems = context_of(record.fields, base, order=order)
    suppressions, refused = _suppressions(record.fields.get("postcheck"))
    text, parts, source_map = assemble(record.stretches)
    told: list[Post | Unchecked] = [
        Unchecked(record.origin, problem, fatal=False, notice=True) for problem in (*problems, *refused)
    ]
    told.append(
        Post(
            id=record.id,
            text=text,
            parts=parts,
            context=context,
            origin=record.origin,
            source_map=source_map,
            markup=record.markup,
            not_checked=(*_unseen(record.stretches), *record.not_checked),
            suppressions=(*record.suppressions, *suppressions),
            extra=record.extra,
        )
    )
    return told


def context_of(fields: Mapping[str, Any], base: Context, *, order: str = "") -> tuple[Context, list[str]]:
    """`base` with what the fields say in its place, and one line for each value that was not understood."""
    changes: dict[str, Any] = {}
    problems: list[str] = []
    if given := _said(fields.get("account")):
        _account(given, changes, problems)
    if said := _said(fields.get("platform")):
        changes["platform"] = ", ".join(
            platform_of(name) for name in re.split(r"\s*[,;&|+]\s*|\s+and\s+", said) if name
        )
    for name in ("author_role", "area", "approved_by"):
        if said := _said(fields.get(name)):
            changes[name] = said
    if nation := _said(fields.get("nation")):
        changes["nation"] = nation.lower().replace(" ", "-")
    if fields.get("permission") not in (None, ""):
        _permission(fields["permission"], changes, problems)
    if evidence := _many(fields.get("evidence")):
        changes["evidence"] = evidence
    if (paid := fields.get("paid")) is not None:
        changes["paid"] = is_yes(paid)
    when = fields.get("publish_at")
    if when not in (None, ""):
        dating = dates.read(when, fields.get("time"), order=order)
        changes |= {"publish_at": dating.readings} if dating.readings else {}
        problems += [dating.notice] if dating.notice else []
    return replace(base, **changes) if changes else base, problems


def platform_of(name: str) -> str:
    """A network's name as rules write it: lower case, X for Twitter too."""
    return _PLATFORMS.get(re.sub(r"[^a-z0-9]", "", name.lower()), name.strip().lower())


def _said(value: object) -> str:
    """A field's value as one line of words; lists joined with commas."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_said, value)))
    return " ".join(str(value).split())


def _many(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(piece for piece in re.split(r"[\s;|]+", value.strip()) if piece) if "://" in value else _one(value)
    return tuple(filter(None, map(_said, value))) if isinstance(value, list | tuple) else _one(value)


def _one(value: object) -> tuple[str, ...]:
    said = _said(value)
    return (said,) if said and said.lower() not in _NO else ()


def is_yes(value: object) -> bool:
    """Whether a cell or field says yes; words other than a no count as yes (the partner's name)."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        return any(map(is_yes, value))
    said = _said(value).lower()
    return said in _YES or said not in _NO


def _account(said: str, changes: dict[str, Any], problems: list[str]) -> None:
    """An account kind as in the contract; anything else is the account's name or handle."""
    wanted = re.sub(r"[\s_()]+", "-", said.lower()).strip("-")
    if wanted in set(Account):
        changes["account"] = Account(wanted)
        return
    changes["handle"] = said
    from rapidfuzz import process

    close = process.extractOne(wanted, [str(item) for item in Account], score_cutoff=85)
    if close:
        problems.append(f"account '{said}' is not known, did you mean '{close[0]}'? Judged by the run's account")


def _permission(value: object, changes: dict[str, Any], problems: list[str]) -> None:
    if isinstance(value, Mapping):
        reference = _said(value.get("ref") or value.get("reference"))
        value = _said(value.get("status") or value.get("state") or value.get("permission"))
    else:
        reference = ""
    said = "granted" if value is True else "none" if value is False else _said(value)
    if found := _GRANTED.match(said):
        changes["permission"] = Permission.GRANTED
        changes["permission_ref"] = reference or said[found.end() :].strip(" :,;()-–").removeprefix("ref ")
    elif _REFUSED.match(said):
        changes["permission"] = Permission.REFUSED
    else:
        changes["permission"] = Permission.NONE
        if said.lower() not in _NO:
            problems.append(f"permission '{said[:40]}' is neither granted nor refused; taken as none recorded")


def _suppressions(value: object) -> tuple[list[Suppression], list[str]]:
    """Directives of a `postcheck` column or field, and a line for each that cannot be read."""
    found: list[Suppression] = []
    refused: list[str] = []
    given = value if isinstance(value, list | tuple) else str(value or "").splitlines()
    for directive in given:
        if not str(directive).strip():
            continue
        try:
            found.append(parse(str(directive), place="postcheck column"))
        except SuppressionError as error:
            refused.append(refusal(error))
    return found, refused


def refusal(error: SuppressionError) -> str:
    """What to tell about a suppression that cannot be read, in one line."""
    return f"{' '.join(str(error).split())}; nothing is set aside"


def _unseen(stretches: Iterable[Stretch]) -> list[str]:
    """A line for each picture, video or linked page that the fields of a post name."""
    lines: list[str] = []
    for stretch in stretches:
        if stretch.name == "media":
            lines += map(unseen_media, _names(stretch.text))
        elif stretch.name == "link":
            lines += (f"linked page on {_host(name)}: linked pages are not opened" for name in _names(stretch.text))
    return list(dict.fromkeys(lines))


def _host(address: str) -> str:
    """Where a link leads, without the path and query, which may hold personal data."""
    return re.split(r"[/?#]", address.partition("://")[2] or address, maxsplit=1)[0].rpartition("@")[2][:100]


def _names(text: str) -> list[str]:
    pieces = re.split(r"[\r\n|;]+|,\s*(?=\S)|\s+(?=https?:)", text)
    return [piece.strip() if len(piece) <= 200 else "(a long address)" for piece in pieces if piece.strip()]


def unseen_media(name: str) -> str:
    """What to tell about a picture, video or file that a post names."""
    for pattern, kind, why in _MEDIA_KINDS:
        if pattern.search(name):
            return f"{kind} {name}: {why}"
    return f"image {name}: pictures are not read"
