"""Detections and context to findings: which rule speaks, how severe, under which clauses.

Overlapping detections of one category tell the same thing twice; the written order is validated
pattern, then lexicon, then trained model, then the higher score; but a note silences no warning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postcheck.model.detection import Detection, Mask, Strength
from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.pack import Rule, RulePack
from postcheck.model.post import Post
from postcheck.policy.calendar import Period
from postcheck.policy.conditions import Circumstances, hold
from postcheck.policy.masking import Values, everywhere, mask_text

_KEY = b"postcheck fingerprint 1"
_LONGEST = 160
"""Characters of the draft that a message quotes."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as it may be shown: its `text`, what was masked in it (`masks`), and their `values` for other sentences.

    `hidden` is the text with every mask, which fingerprints are made of where values are shown too.
    """

    text: str
    hidden: str
    masks: tuple[Mask, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class _Claim:
    """A rule that speaks on a detection."""

    rule: Rule
    detection: Detection
    severity: Severity


class Judge:
    """The rules of all packs in use, indexed by the labels that they answer to."""

    def __init__(self, packs: Sequence[RulePack], *, show_values: bool = False, handles: Iterable[str] = ()) -> None:
        self._handles = frozenset(handle.lower().lstrip("@") for handle in handles)
        self._show_values = show_values
        self._rules: dict[str, list[Rule]] = {}
        self._clauses: dict[str, dict[str, CitedClause]] = {}
        for rule in {rule.id: rule for pack in reversed(packs) for rule in pack.rules}.values():
            for label in rule.detects or (rule.id,):
                self._rules.setdefault(label, []).append(rule)
        for pack in packs:
            for rule in pack.rules:
                cited = self._clauses.setdefault(rule.id, {})
                for clause_id in rule.clauses:
                    if clause_id in pack.clauses:
                        cited[clause_id] = _cite(pack, clause_id)

    @property
    def labels(self) -> frozenset[str]:
        """Every label that some rule answers to."""
        return frozenset(self._rules)

    def shown(self, post: Post, detections: Iterable[Detection]) -> Shown:
        """What of the post may be shown."""
        masks = self._masks(post.text, detections)
        hidden = mask_text(post.text, masks)
        told = () if self._show_values else masks
        return Shown(post.text if self._show_values else hidden, hidden, told, Values(post.text, told))

    def _masks(self, text: str, detections: Iterable[Detection]) -> tuple[Mask, ...]:
        """What detections would hide; those of the trained model only where a rule takes them seriously."""
        return everywhere(
            text,
            (
                mask
                for detection in detections
                if detection.strength > Strength.LEARNED
                or any(detection.score >= rule.confidence.floor for rule in self._rules.get(detection.label, ()))
                for mask in detection.masks
            ),
        )

    def findings(
        self,
        post: Post,
        detections: Sequence[Detection],
        sentences: Sequence[tuple[int, int]],
        period: Period | None,
        shown: Shown,
    ) -> tuple[Finding, ...]:
        """Every finding of `post`, in text order; `detections` and `sentences` in the post's own offsets."""
        circumstances = Circumstances(post.context, period is not None, sentences, detections, self._handles)
        claims = [
            claim
            for detection in detections
            for rule in self._rules.get(detection.label, ())
            if (claim := self._claim(rule, detection, circumstances))
        ]
        found = [self._finding(post, claim, shown, circumstances, period) for claim in _strongest(claims)]
        return tuple(sorted(found, key=lambda item: (item.location.offset, item.location.end, item.rule)))

    def _claim(self, rule: Rule, detection: Detection, circumstances: Circumstances) -> _Claim | None:
        if detection.score < rule.confidence.floor:
            return None
        if rule.when and not hold(rule.when, detection, circumstances):
            return None
        if any(hold(exception, detection, circumstances) for exception in rule.unless):
            return None
        changes = (change.severity for change in rule.severity_when if hold(change.when, detection, circumstances))
        return _Claim(rule, detection, next(changes, rule.severity))

    def _finding(
        self,
        post: Post,
        claim: _Claim,
        shown: Shown,
        circumstances: Circumstances,
        period: Period | None,
    ) -> Finding:
        rule, detection = claim.rule, claim.detection
        start, end = circumstances.sentences_of(detection)
        excerpt = shown.text[detection.start : detection.end]
        named = {"text": _quoted(excerpt), "period": str(period or "")}
        evidence = [shown.values.hide(reason) for reason in detection.evidence]
        if period and (rule.category is Category.POLITICAL):
            evidence.append(f"published in the {period}")
        sentence = " ".join(shown.hidden[start:end].casefold().split())
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=claim.severity,
            confidence=_confidence(rule, detection.score),
            message=_fill(rule.message, named),
            advice=_fill(rule.advice, named),
            clauses=tuple(self._clauses[rule.id].values()),
            location=locate(post, detection.start, detection.end),
            excerpt=excerpt,
            evidence=tuple(evidence),
            fingerprint=_fingerprint(rule.id, post.id, sentence),
            score=round(detection.score, 4),
        )


def _strongest(claims: list[_Claim]) -> list[_Claim]:
    """Claims without those that a stronger one of the same category overlaps."""
    order = sorted(
        claims,
        key=lambda claim: (
            claim.severity > Severity.NOTE,
            claim.detection.strength,
            claim.severity,
            claim.detection.score,
            -claim.detection.start,
            claim.rule.id,
        ),
        reverse=True,
    )
    kept: list[_Claim] = []
    for claim in order:
        span = claim.detection
        if not any(
            other.rule.category is claim.rule.category
            and other.detection.start < span.end
            and other.detection.end > span.start
            for other in kept
        ):
            kept.append(claim)
    return kept


def _confidence(rule: Rule, score: float) -> Confidence:
    steps = rule.confidence
    if score >= steps.high:
        return Confidence.HIGH
    return Confidence.MEDIUM if score >= steps.medium else Confidence.LOW


def _cite(pack: RulePack, clause_id: str) -> CitedClause:
    stated_by, clause = pack.clauses[clause_id]
    return CitedClause(
        pack=stated_by,
        id=clause.id,
        title=clause.title,
        paraphrase=clause.paraphrase,
        locator=clause.locator,
        law=clause.law,
        sign_off=clause.sign_off,
    )


def locate(post: Post, start: int, end: int) -> Location:
    """The place of half-open `start`, `end` of the post's text, in its part and in the draft."""
    part = post.part_at(start)
    place = post.source_map.place(post.text, start)
    return Location(
        part=part.name,
        start=start - part.start if part.name != "body" else start,
        end=(min(end, part.end) - part.start) if part.name != "body" else end,
        line=place.line,
        column=place.column,
        row=place.row,
        cell=place.cell,
        offset=start,
    )


def _quoted(excerpt: str) -> str:
    """The words of a finding as a message quotes them: on one line, without loose signs, not too many."""
    words = " ".join(excerpt.split()).strip(" ,;:").rstrip(".")
    if len(words) <= _LONGEST:
        return words
    return f"{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]}…"


def _fill(template: str, named: dict[str, str]) -> str:
    """`template` with `{text}` and `{period}` filled in; other braces stay as they are."""
    for name, value in named.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _fingerprint(rule: str, post: str, sentence: str) -> str:
    """A keyed hash of rule, post id and the masked sentence: stable across unrelated edits, holds no text."""
    material = "\0".join((rule, post, sentence)).encode(errors="surrogatepass")
    return hashlib.blake2b(material, key=_KEY, digest_size=16).hexdigest()
