"""The library call: texts or posts in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck import __version__
from postcheck.cache import Cache
from postcheck.config import Settings
from postcheck.engine import Checker
from postcheck.model.post import Context, Post, Unchecked
from postcheck.model.report import PostReport, Report
from postcheck.nlp.pipeline import BATCH
from postcheck.packs.load import load
from postcheck.policy.duplicates import LABEL, Repeats
from postcheck.results import environment

if TYPE_CHECKING:
    from postcheck.crew import Hands


def checker(
    settings: Settings | None = None, *, show_values: bool = False, cache_folder: Path | None = None
) -> Checker:
    """A checker for `settings` (the built-in ones by default); build it once and use it many times.

    With `cache_folder` results are kept there between runs, sealed and without text.
    """
    settings = settings or Settings()
    beside = Path(settings.root) if settings.root else None
    packs = [load(name, beside=beside) for name in settings.packs]
    kept = Cache(cache_folder, environment(packs, settings, show_values=show_values)) if cache_folder else None
    return Checker(packs, settings, show_values=show_values, cache=kept)


def check(
    posts: str | Post | Iterable[str | Post],
    *,
    context: Context | None = None,
    settings: Settings | None = None,
    show_values: bool = False,
) -> Report:
    """Check one text or many.

    A bare text is taken as published in `context` (the corporate account by default). Personal data in
    the report is masked unless `show_values`. Raises PackError or ConfigError for a broken pack or
    settings; what could not be checked stands in the report and raises nothing.
    """
    single = [posts] if isinstance(posts, str | Post) else posts
    drafts = (
        item if isinstance(item, Post) else Post(str(number), item, context=context or Context())
        for number, item in enumerate(single, 1)
    )
    return report(checker(settings, show_values=show_values), drafts)


@dataclass(slots=True)
class Gathered:
    """What a run has produced so far; `report` may be asked for at any time."""

    posts: list[PostReport] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    checked: int = 0
    """Posts that have a report."""

    def report(self, checker: Checker) -> Report:
        """Everything so far as a report."""
        return Report(
            tuple(self.posts),
            tuple(self.unchecked),
            checker.packs,
            __version__,
            model=checker.model,
            notices=tuple(self.notices),
        )

    def take(self, result: PostReport | Unchecked) -> None:
        """Keep what came of a post; Unchecked where the process that had it ended."""
        if isinstance(result, Unchecked):
            self.unchecked.append(result)
            return
        self.checked += 1
        self.posts.append(result)
        self.unchecked += (Unchecked(result.origin, reason) for reason in result.failures)
        self.unchecked += (Unchecked(result.origin, reason, fatal=False) for reason in result.not_checked)

    def set_aside(self, item: Unchecked) -> None:
        """Keep what a source could not give, or what it tells of the way it read."""
        if item.notice:
            self.notices.append(f"{item.origin}: {item.reason}")
        else:
            self.unchecked.append(item)


def gather(
    checker: Checker, items: Iterable[Post | Unchecked], into: Gathered, crew: Hands | None = None
) -> Iterator[PostReport | Unchecked]:
    """Run `checker`, or `crew` in its place, over what a source yields; all that comes of it goes `into`.

    Yields once a post, in order; posts are read a parcel at a time and not kept. A post that says what an
    earlier one said is told as a repeat, whichever process judged it.
    """
    repeats = Repeats() if checker.looks_for(LABEL) else None
    stream = parcels(items)
    judged = crew.check(stream) if crew else ((parcel, checker.check(_posts(parcel))) for parcel in stream)
    for parcel, results in judged:
        left = iter(results)
        for item in parcel:
            if isinstance(item, Unchecked):
                into.set_aside(item)
                continue
            result = next(left)
            if repeats and isinstance(result, PostReport) and (repeat := repeats.look(item)):
                result = checker.again(item, result, repeat)
            into.take(result)
            yield result


def parcels(items: Iterable[Post | Unchecked]) -> Iterator[list[Post | Unchecked]]:
    """`items` in runs that hold as many posts as the checker reads at once."""
    parcel: list[Post | Unchecked] = []
    posts = 0
    for item in items:
        parcel.append(item)
        posts += isinstance(item, Post)
        if posts == BATCH:
            yield parcel
            parcel, posts = [], 0
    if parcel:
        yield parcel


def _posts(parcel: Iterable[Post | Unchecked]) -> Iterator[Post]:
    return (item for item in parcel if isinstance(item, Post))


def report(checker: Checker, posts: Iterable[Post | Unchecked]) -> Report:
    """Run `checker` over what a source yields; unreadable items keep their place among the unchecked."""
    gathered = Gathered()
    for _ in gather(checker, posts, gathered):
        pass
    return gathered.report(checker)
