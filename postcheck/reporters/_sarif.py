"""The objects of SARIF 2.1.0 that a report needs, by their names in the OASIS standard."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Level = Literal["note", "warning", "error"]


class Message(TypedDict):
    """Section 3.11; `multiformatMessageString` (3.12) has the same two fields."""

    text: str
    markdown: NotRequired[str]


class ArtifactLocation(TypedDict):
    """Section 3.4."""

    uri: str


class Region(TypedDict):
    """Section 3.30; columns count code points, 1-based, the end exclusive."""

    startLine: int
    startColumn: NotRequired[int]
    endLine: NotRequired[int]
    endColumn: NotRequired[int]


class PhysicalLocation(TypedDict):
    """Section 3.29."""

    artifactLocation: ArtifactLocation
    region: NotRequired[Region]


class LogicalLocation(TypedDict):
    """Section 3.33."""

    fullyQualifiedName: str
    kind: str


class Location(TypedDict):
    """Section 3.28."""

    physicalLocation: NotRequired[PhysicalLocation]
    logicalLocations: NotRequired[list[LogicalLocation]]


class Suppression(TypedDict):
    """Section 3.35."""

    kind: Literal["inSource", "external"]
    justification: str


class Result(TypedDict):
    """Section 3.27."""

    ruleId: str
    ruleIndex: int
    level: Level
    message: Message
    locations: list[Location]
    partialFingerprints: dict[str, str]
    suppressions: NotRequired[list[Suppression]]
    properties: dict[str, object]


class Configuration(TypedDict):
    """Section 3.50."""

    level: Level


class ReportingDescriptor(TypedDict):
    """Section 3.49."""

    id: str
    shortDescription: Message
    help: Message
    defaultConfiguration: Configuration
    properties: dict[str, object]


class ToolComponent(TypedDict):
    """Section 3.19."""

    name: str
    fullName: NotRequired[str]
    version: str
    rules: NotRequired[list[ReportingDescriptor]]
    properties: NotRequired[dict[str, object]]


class Tool(TypedDict):
    """Section 3.18."""

    driver: ToolComponent
    extensions: NotRequired[list[ToolComponent]]


class Notification(TypedDict):
    """Section 3.58."""

    level: Level
    message: Message
    locations: NotRequired[list[Location]]


class Invocation(TypedDict):
    """Section 3.20."""

    executionSuccessful: bool
    toolExecutionNotifications: list[Notification]


class Run(TypedDict):
    """Section 3.14."""

    tool: Tool
    invocations: list[Invocation]
    columnKind: Literal["unicodeCodePoints"]
    results: list[Result]


Log = TypedDict("Log", {"$schema": str, "version": Literal["2.1.0"], "runs": list[Run]})
"""Section 3.13."""
