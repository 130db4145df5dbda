"""A post's report as the cache keeps it: findings and offsets, set anew in the post's present place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from postcheck import __version__, cache
from postcheck.config import Settings
from postcheck.model.detection import Mask
from postcheck.model.finding import Category, CitedClause, Confidence, Finding, Location, Severity
from postcheck.model.pack import RulePack
from postcheck.model.post import Post
from postcheck.model.report import PostReport, Verdict
from postcheck.nlp import pipeline, tagger
from postcheck.policy.judge import locate
from postcheck.policy.masking import Values, mask_text


def environment(packs: Sequence[RulePack], settings: Settings, *, show_values: bool) -> bytes:
    """One digest of all that results depend on besides the post: packs, settings, model, tool, pipeline."""
    written = [pack.model_dump_json(exclude={"places"}).encode() for pack in packs]
    told = settings.model_dump_json(exclude={"root", "fail_on", "min_confidence", "exclude", "baseline"}).encode()
    versions = f"{__version__} {tagger.digest()} {pipeline.version(settings.pipeline)} {show_values}".encode()
    return cache.environment([*written, told, versions])


def circumstances(post: Post, settings: Settings) -> str:
    """Everything of `post` besides its text that its findings depend on, and today's date where that counts."""
    dated = settings.elections or settings.allow or any(item.until for item in post.suppressions)
    place = post.origin.path if settings.allow else ""
    today = date.today().isoformat() if dated else ""
    return repr((post.id, post.parts, post.context, post.markup, post.suppressions, place, today))


def store(report: PostReport, masks: tuple[Mask, ...]) -> dict[str, Any]:
    """`report` as JSON values, without the text."""
    return {
        "findings": [_store(finding) for finding in report.findings],
        "suppressed": [_store(finding) for finding in report.suppressed],
        "masks": [[mask.start, mask.end, mask.kind] for mask in masks],
        "period": report.period,
        "notices": report.notices,
    }


def revive(stored: dict[str, Any], post: Post) -> PostReport:
    """The report that was stored, with places, origin and text of `post`."""
    findings = tuple(_revive(item, post) for item in stored["findings"])
    masks = [Mask(*item) for item in stored["masks"]]
    values = Values(post.text, masks)
    return PostReport(
        id=post.id,
        origin=post.origin,
        verdict=Verdict.of(findings),
        findings=findings,
        suppressed=tuple(_revive(item, post) for item in stored["suppressed"]),
        text=mask_text(post.text, masks),
        context=post.context,
        period=stored["period"],
        not_checked=tuple(values.hide(line) for line in post.not_checked),
        notices=tuple(stored["notices"]),
    )


def _store(finding: Finding) -> dict[str, Any]:
    fields = asdict(finding)
    fields["location"] = [finding.location.offset, finding.location.offset + len(finding.excerpt)]
    fields["related"] = [[item.offset, item.offset + item.end - item.start] for item in finding.related]
    return fields


def _revive(stored: dict[str, Any], post: Post) -> Finding:
    fields = dict(stored)
    fields |= {
        "category": Category(stored["category"]),
        "severity": Severity(stored["severity"]),
        "confidence": Confidence(stored["confidence"]),
        "clauses": tuple(CitedClause(**{**item, "law": tuple(item["law"])}) for item in stored["clauses"]),
        "location": _place(stored["location"], post),
        "evidence": tuple(stored["evidence"]),
        "related": tuple(_place(item, post) for item in stored["related"]),
    }
    return Finding(**fields)


def _place(span: list[int], post: Post) -> Location:
    return locate(post, span[0], span[1])
