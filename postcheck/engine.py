"""The pass itself: posts in, one judged report a post out, in order and in bounded memory.

Detectors and the language pipeline are built at the first post that no cache answers for, so that a run
of unchanged posts never loads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
from postcheck.policy.masking import mask_words


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

    def warm(self) -> None:
        """Load everything now that the first post would load; raises ModelError."""
        next(self.check([Post("warm", "Good morning.")]), None)

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
        shown = replace(post, text=report.text)
        notes = self._judge.findings(shown, [repeat], [(repeat.start, repeat.end)], None)
        before = (*report.findings, *(replace(finding, suppression="") for finding in report.suppressed))
        found = sorted((*before, *notes), key=lambda item: (item.location.offset, item.location.end, item.rule))
        findings, aside, notices = self._set_aside(post, found)
        return replace(report, findings=findings, suppressed=aside, notices=notices, verdict=Verdict.of(findings))

    def _set_aside(
        self, post: Post, found: Sequence[Finding]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[str, ...]]:
        """Findings that stand, those that the author or the settings set aside, and notices."""
        allowed = suppressions.for_path(self.settings.allow, post.origin.path, self.settings.root)
        return suppressions.apply(post, found, (*post.suppressions, *allowed), date.today())

    def _recall(self, post: Post) -> PostReport | None:
        """What the cache has for `post`, set in its present place; None where it has nothing."""
        if self.cache is None:
            return None
        stored = self.cache.get(post.text, results.circumstances(post, self.settings))
        return results.revive(stored, post) if stored is not None else None

    def _fresh(self, posts: list[Post]) -> Iterator[PostReport]:
        if not posts:
            return
        read = list(pipeline.read(posts, self.settings.pipeline))
        failed = self._prepare([reading for _, pieces in read for reading in pieces])
        for post, pieces in read:
            report, masks = self._report(post, pieces, failed)
            if self.cache is not None and not report.failures:
                stored = results.store(report, masks)
                self.cache.put(post.text, results.circumstances(post, self.settings), stored)
            yield report

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

    def _report(self, post: Post, pieces: list[Reading], failed: dict[str, str]) -> tuple[PostReport, tuple[Mask, ...]]:
        detections: list[Detection] = []
        failures = dict(failed)
        for detector in self.detectors:
            if detector.name in failed:
                continue
            try:
                detections += [_in_post(found, piece) for piece in pieces for found in detector.detect(piece)]
            except Exception as error:  # noqa: BLE001 - as above
                failures[detector.name] = _why(detector, error)
        sentences = [piece.to_original(*span) for piece in pieces for span in piece.sentences]
        period = self._calendar.period(post.context.publish_at, post.context.area)
        found = self._judge.findings(post, detections, sentences, period)
        findings, aside, notices = self._set_aside(post, found)
        text, masks = self._judge.shown(post, detections)
        report = PostReport(
            id=post.id,
            origin=post.origin,
            verdict=Verdict.of(findings),
            findings=findings,
            suppressed=aside,
            text=text,
            context=post.context,
            period=str(period or ""),
            not_checked=tuple(mask_words(line, post.text, masks) for line in post.not_checked),
            failures=tuple(failures.values()),
            notices=notices,
        )
        return report, masks


def _why(detector: Detector, error: Exception) -> str:
    if isinstance(error, ModelError):
        return f"{detector.name}: {error.message}. {error.hint}".strip()
    return f"{detector.name}: could not run ({type(error).__name__}); its findings are missing"


def _in_post(detection: Detection, reading: Reading) -> Detection:
    """`detection` with its offsets in the post's own text."""
    start, end = reading.to_original(detection.start, detection.end)
    masks = tuple(Mask(*reading.to_original(mask.start, mask.end), mask.kind) for mask in detection.masks)
    return replace(detection, start=start, end=end, masks=masks)
