"""The pass itself: posts in, one judged report a post out, in order and in bounded memory.

Detectors and the language pipeline are built at the first post that no cache answers for, so that a run
of unchanged posts never loads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice

from postcheck import results
from postcheck.cache import Cache
from postcheck.config import Settings
from postcheck.detectors import Detector, Resources, build_all
from postcheck.errors import ModelError
from postcheck.model.detection import Detection, Mask
from postcheck.model.finding import Finding
from postcheck.model.pack import RulePack
from postcheck.model.post import Post
from postcheck.model.report import PackInfo, PostReport, Verdict
from postcheck.nlp import pipeline, tagger
from postcheck.nlp.reading import Reading
from postcheck.policy import suppressions
from postcheck.policy.calendar import ElectionCalendar
from postcheck.policy.judge import Judge
from postcheck.policy.masking import Values, hidden_in


@dataclass(slots=True)
class _Draft:
    """What was found in the pieces of a post so far, in the post's own offsets."""

    detections: list[Detection] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)


class Checker:
    """Detectors, packs and calendar, built once; `check` may be called any number of times."""

    def __init__(
        self,
        packs: Sequence[RulePack],
        settings: Settings,
        *,
        show_values: bool = False,
        cache: Cache | None = None,
    ) -> None:
        self.settings = settings
        self.packs = tuple(PackInfo(pack.id, pack.title, pack.version) for pack in packs)
        self.cache = cache
        self._resources = Resources(tuple(packs), settings)
        self._judge = Judge(packs, show_values=show_values, handles=settings.own.handles)
        self._calendar = ElectionCalendar(settings.elections, settings.defaults.nation)

    @property
    def model(self) -> str:
        """Name and version of the trained model; empty where none is installed."""
        return tagger.describe()

    @cached_property
    def detectors(self) -> list[Detector]:
        """One of every detector."""
        return build_all(self._resources)

    def warm(self, *, rare: bool = False) -> None:
        """Load everything now that the first post would load; raises ModelError.

        With `rare` also what only some posts need: Presidio's recognisers, which a long number or an address calls for.
        """
        text = "Ring 020 7946 0000, write to a@b.example or see example.org." if rare else "Good morning."
        next(self.check([Post("warm", text)]), None)

    def check(self, posts: Iterable[Post]) -> Iterator[PostReport]:
        """A report for each post, in order; a detector that fails costs its own categories only."""
        stream = iter(posts)
        while batch := list(islice(stream, pipeline.BATCH)):
            known = [self._recall(post) for post in batch]
            fresh = self._fresh([post for post, report in zip(batch, known, strict=True) if report is None])
            for report in known:
                yield report or next(fresh)

    def looks_for(self, label: str) -> bool:
        """Whether some rule of the packs answers to `label`."""
        return label in self._judge.labels

    def again(self, post: Post, report: PostReport, repeat: Detection) -> PostReport:
        """`report` with what the rules say of a post that repeats another one."""
        masked = replace(post, text=report.text)
        shown = self._judge.shown(masked, [repeat])
        notes = self._judge.findings(masked, [repeat], [(repeat.start, repeat.end)], None, shown)
        before = (*report.findings, *(replace(finding, suppression="") for finding in report.suppressed))
        found = sorted((*before, *notes), key=lambda item: (item.location.offset, item.location.end, item.rule))
        values = Values(post.text, hidden_in(post.text, report.text))
        findings, aside, notices = self._set_aside(post, found, values)
        return replace(report, findings=findings, suppressed=aside, notices=notices, verdict=Verdict.of(findings))

    def _set_aside(
        self, post: Post, found: Sequence[Finding], values: Values
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[str, ...]]:
        """Findings that stand, those that the author or the settings set aside, and notices."""
        allowed = suppressions.for_path(self.settings.allow, post.origin.path, self.settings.root)
        findings, aside, notices = suppressions.apply(post, found, (*post.suppressions, *allowed), date.today())
        masked = tuple(replace(item, suppression=values.hide(item.suppression)) for item in aside)
        return findings, masked, tuple(values.hide(notice) for notice in notices)

    def _recall(self, post: Post) -> PostReport | None:
        """What the cache has for `post`, set in its present place; None where it has nothing."""
        if self.cache is None:
            return None
        stored = self.cache.get(post.text, results.circumstances(post, self.settings))
        return results.revive(stored, post) if stored is not None else None

    def _fresh(self, posts: list[Post]) -> Iterator[PostReport]:
        if not posts:
            return
        for post, draft in self._drafts(posts):
            report, masks = self._report(post, draft)
            if self.cache is not None and not report.failures:
                stored = results.store(report, masks)
                self.cache.put(post.text, results.circumstances(post, self.settings), stored)
            yield report

    def _drafts(self, posts: list[Post]) -> Iterator[tuple[Post, _Draft]]:
        """Each post with what was detected in it; no more readings live at once than `pipeline.read` gives."""
        current, draft = posts[0], _Draft()
        for readings in pipeline.read(posts, self.settings.pipeline):
            failed = self._prepare([reading for _, reading in readings])
            for post, reading in readings:
                if post is not current:
                    yield current, draft
                    current, draft = post, _Draft()
                self._detect(reading, draft, failed)
        yield current, draft

    def _prepare(self, readings: list[Reading]) -> dict[str, str]:
        """Run the batch detectors; names of those that failed, with the reason."""
        failed: dict[str, str] = {}
        for detector in self.detectors:
            if prepare := getattr(detector, "prepare", None):
                try:
                    prepare(readings)
                except Exception as error:  # noqa: BLE001 - a detector must not take the others down
                    failed[detector.name] = _why(detector, error)
        return failed

    def _detect(self, reading: Reading, draft: _Draft, failed: dict[str, str]) -> None:
        draft.failures.update(failed)
        for detector in self.detectors:
            if detector.name in failed:
                continue
            try:
                draft.detections += [_in_post(found, reading) for found in detector.detect(reading)]
            except Exception as error:  # noqa: BLE001 - as above
                draft.failures[detector.name] = _why(detector, error)
        draft.sentences += [reading.to_original(*span) for span in reading.sentences]

    def _report(self, post: Post, draft: _Draft) -> tuple[PostReport, tuple[Mask, ...]]:
        period = self._calendar.period(post.context.publish_at, post.context.area)
        shown = self._judge.shown(post, draft.detections)
        found = self._judge.findings(post, draft.detections, draft.sentences, period, shown)
        findings, aside, notices = self._set_aside(post, found, shown.values)
        report = PostReport(
            id=post.id,
            origin=post.origin,
            verdict=Verdict.of(findings),
            findings=findings,
            suppressed=aside,
            text=shown.text,
            context=post.context,
            period=str(period or ""),
            not_checked=tuple(shown.values.hide(line) for line in post.not_checked),
            failures=tuple(draft.failures.values()),
            notices=notices,
        )
        return report, shown.masks


def _why(detector: Detector, error: Exception) -> str:
    if isinstance(error, ModelError):
        return f"{detector.name}: {error.message}. {error.hint}".strip()
    return f"{detector.name}: could not run ({type(error).__name__}); its findings are missing"


def _in_post(detection: Detection, reading: Reading) -> Detection:
    """`detection` with its offsets in the post's own text."""
    start, end = reading.to_original(detection.start, detection.end)
    masks = tuple(Mask(*reading.to_original(mask.start, mask.end), mask.kind) for mask in detection.masks)
    return replace(detection, start=start, end=end, masks=masks)
