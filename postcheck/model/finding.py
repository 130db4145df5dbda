"""What the user is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(IntEnum):
    """How bad a finding is; the SARIF levels, ordered so that they compare."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the finding is; what each step means in precision stands in the model card."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


class Category(StrEnum):
    """The closed list of the report's categories."""

    PERSONAL_DATA = "personal-data"
    INDIRECT_IDENTIFICATION = "indirect-identification"
    POLITICAL = "political"
    CLAIM_ABOUT_PERSON = "claim-about-person"
    ROLE_MISUSE = "role-misuse"
    LOGO_MISUSE = "logo-misuse"
    PROMOTION = "promotion"
    OFFENSIVE = "offensive"
    CONFIDENTIAL = "confidential"
    COMMITMENT = "commitment"
    LINK_RISK = "link-risk"
    MEDIA = "media"
    RECORD = "record"
    ACCESSIBILITY = "accessibility"


@dataclass(frozen=True, slots=True)
class Location:
    """A span of the post (offsets within `part`, in code points) and its place in the draft, 1-based.

    `offset` is the span's start in the whole post, parts included.
    """

    part: str
    start: int
    end: int
    line: int
    column: int
    row: int = 0
    cell: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class CitedClause:
    """The clause that a finding rests on, as much of it as a reader needs."""

    pack: str
    id: str
    title: str
    paraphrase: str = ""
    locator: str = ""
    law: tuple[str, ...] = ()
    sign_off: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at before publishing: exactly one primary location, clause, reason and advice.

    `excerpt`, `message` and `evidence` are masked unless values were asked for. `fingerprint` holds
    no text and no line number. `suppression` gives the reason where the finding was set aside.
    """

    rule: str
    category: Category
    severity: Severity
    confidence: Confidence
    message: str
    advice: str
    clauses: tuple[CitedClause, ...]
    location: Location
    excerpt: str
    evidence: tuple[str, ...] = ()
    related: tuple[Location, ...] = ()
    fingerprint: str = ""
    score: float = 0.0
    suppression: str = ""
