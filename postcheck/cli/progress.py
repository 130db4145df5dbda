"""A progress bar on standard error: posts done, rate and time that remains."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from postcheck.model.post import Post

if TYPE_CHECKING:
    from postcheck.model.post import Unchecked

_AHEAD = 10_000
"""Posts read ahead, so that their number is known where it is not larger than this."""
_WORTH = 40
"""Posts from which a progress bar is worth its place."""


class Watched:
    """A stream of posts, read some way ahead; `total` posts once its end is in sight."""

    def __init__(self, items: Iterable[Post | Unchecked]) -> None:
        self._items = iter(items)
        self._read: deque[Post | Unchecked] = deque()
        self._posts = 0
        self.total: int | None = None

    def __iter__(self) -> Iterator[Post | Unchecked]:
        return self

    def __next__(self) -> Post | Unchecked:
        self._look_ahead()
        if not self._read:
            raise StopIteration
        return self._read.popleft()

    @property
    def few(self) -> bool:
        """Whether no bar is worth its place."""
        return self.total is not None and self.total < _WORTH

    def _look_ahead(self) -> None:
        if self.total is not None:
            return
        for item in islice(self._items, _AHEAD - len(self._read)):
            self._read.append(item)
            self._posts += isinstance(item, Post)
        if len(self._read) < _AHEAD:
            self.total = self._posts


def watched(items: Iterable[Post | Unchecked]) -> Watched:
    """`items` with their number, for `bar`."""
    return Watched(items)


@contextmanager
def bar(stream: Watched) -> Iterator[Callable[[], None]]:
    """A bar over the posts of `stream`; call what it gives once a post. It wipes itself at the end."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Checking"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("posts", total=stream.total, rate="")

        def advance() -> None:
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, total=stream.total, rate=f"{speed:.0f} posts/s" if speed else "")

        yield advance
