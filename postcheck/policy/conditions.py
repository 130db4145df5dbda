"""Whether a rule's conditions hold for a detection in its context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from postcheck.model.detection import Detection
from postcheck.model.pack import Conditions
from postcheck.model.post import Context


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that conditions may ask about: context, election, sentence spans and the post's other detections."""

    context: Context
    election: bool
    sentences: Sequence[tuple[int, int]]
    detections: Sequence[Detection]
    handles: frozenset[str] = frozenset()
    """The council's approved accounts in lower case, without @; empty where the settings name none."""

    def sentences_of(self, detection: Detection) -> tuple[int, int]:
        """The span of the sentences that `detection` touches."""
        touched = [span for span in self.sentences if span[0] < detection.end and span[1] > detection.start]
        return (touched[0][0], touched[-1][1]) if touched else (detection.start, detection.end)

    def near(self, detection: Detection, labels: Sequence[str], within: str) -> bool:
        """Whether another detection with one of `labels` stands within reach."""
        others = [other for other in self.detections if other.label in labels and other is not detection]
        if within == "post" or not others:
            return bool(others)
        start, end = self.sentences_of(detection)
        return any(other.start < end and other.end > start for other in others)


def hold(conditions: Conditions, detection: Detection, circumstances: Circumstances) -> bool:
    """Whether every condition that is given holds."""
    context = circumstances.context
    wanted = conditions
    signals = [f"signal.{name}" for name in wanted.signals or ()]
    return all(
        (
            wanted.account is None or context.account in wanted.account,
            wanted.author_role is None or _mentions(context.author_role, wanted.author_role),
            wanted.handle is None or _mentions(context.handle, wanted.handle),
            wanted.listed is None or _listed(circumstances) is wanted.listed,
            wanted.platform is None or not set(context.platform.lower().split(", ")).isdisjoint(wanted.platform),
            wanted.nation is None or context.nation.lower() in wanted.nation,
            wanted.permission is None or context.permission in wanted.permission,
            wanted.election is None or circumstances.election is wanted.election,
            wanted.paid is None or context.paid is wanted.paid,
            wanted.evidence is None or bool(context.evidence) is wanted.evidence,
            wanted.approved is None or bool(context.approved_by) is wanted.approved,
            wanted.attributes is None or not detection.attributes.isdisjoint(wanted.attributes),
            wanted.score_below is None or detection.score < wanted.score_below,
            wanted.signals is None or circumstances.near(detection, signals, wanted.within),
            wanted.labels is None or circumstances.near(detection, wanted.labels, wanted.within),
        )
    )


def _listed(circumstances: Circumstances) -> bool | None:
    """Whether the account is an approved one; None where the draft or the settings do not say."""
    handle = circumstances.context.handle.lower().lstrip("@")
    return handle in circumstances.handles if handle and circumstances.handles else None


def _mentions(role: str, wanted: Sequence[str]) -> bool:
    return any(word.lower() in role.lower() for word in wanted)
