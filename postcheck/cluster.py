"""The workers of a Dask cluster check parcels of posts, in the shape of `crew.Crew`.

A parcel is pure, so where a worker is lost Dask gives what it had to another one, and each parcel's reports are taken
once. What workers run stands in `postcheck.duty`. Everything goes by way of the scheduler and nowhere else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from postcheck import schedulers
from postcheck.config import Settings
from postcheck.crew import Judged, Parcel
from postcheck.duty import SAME, Duty, carry, judge, sealed
from postcheck.errors import ClusterError, PostcheckError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.packs.load import load
from postcheck.results import environment

_AHEAD = 4
"""Parcels under way for each worker, so that none of them runs dry and memory stays bounded."""
_TRIES = 2
"""Times that a parcel is handed in whose workers die: those that wait behind the one to blame are suspected with it."""
_HOPELESS = 3
"""Parcels that may fail before the first result until the run is given up."""
_LOOK = 5.0
"""Seconds between looks at the size of the cluster."""
_MUSTER = 60.0
"""Seconds that a cluster may be without any worker."""


@dataclass(slots=True, eq=False)
class _Job:
    """A parcel on its way; `future` is Dask's promise of what comes of its posts."""

    parcel: Parcel
    posts: list[Post]
    future: Any = None
    tries: int = 0


class _LostError(Exception):
    """The cluster is gone."""


class Cluster:
    """The workers of the scheduler at the address `scheduler`, or `size` workers started here.

    A context manager: entering it connects, and raises ClusterError where nobody can check. A cluster started here
    listens on the loopback address only, to who has the certificate that it makes, and ends with the context.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        show_values: bool = False,
        cache_folder: Path | None = None,
        scheduler: str = "",
        size: int = 1,
    ) -> None:
        self.address = scheduler
        self._size = size
        self._settings = settings
        self._duty = sealed(_duty(settings, show_values, cache_folder, remote=bool(scheduler)))
        self._run = uuid4().hex
        self._numbers = count()
        self._done = self._failed = 0
        self._looked = self._manned = float("-inf")
        self._stack = ExitStack()
        self._client: Any = None
        self._briefed: Any = None

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(schedulers.quiet())
            if self.address:
                self._client = schedulers.connect(stack, self.address)
            else:
                self._client = schedulers.connect(stack, schedulers.start(stack, self._size))
                self.address = "this computer"
            self._muster()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go; those that were started here end."""
        self._stack.close()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers, on whatever host they run."""
        return list(self._client.run(_pid).values())

    def check(self, parcels: Iterable[Parcel]) -> Iterator[tuple[Parcel, Judged]]:
        """Each parcel with what came of its posts, in order; raises what a worker's checker raised.

        Where the cluster is lost, what it still had comes back unchecked, and one line more tells of what was left.
        """
        stream = iter(parcels)
        order: deque[_Job] = deque()
        try:
            while True:
                for parcel in islice(stream, max(0, _AHEAD * self._strength() - len(order))):
                    order.append(_Job(parcel, [item for item in parcel if isinstance(item, Post)]))
                    self._hand_in(order[-1])
                if not order:
                    return
                judged = self._settled(order[0])
                yield order.popleft().parcel, judged
        except _LostError as lost:
            yield from _left(order, stream, str(lost))

    def _muster(self) -> None:
        """Wait for a worker, and see that it has postcheck."""
        try:
            self._client.wait_for_workers(1, timeout=_MUSTER)
        except TimeoutError as error:
            hint = f"Start some, `dask worker {self.address} --nthreads 1` for each core, and run this again."
            raise ClusterError(f"no worker has come to {self.address} in {_MUSTER:.0f} seconds", hint=hint) from error
        self._briefed = self._client.submit(carry, self._duty, key=f"postcheck-duty-{self._run}")
        if problem := self._briefed.exception():
            raise ClusterError(
                f"the cluster at {self.address} cannot run postcheck ({type(problem).__name__})", hint=SAME
            )

    def _hand_in(self, job: _Job) -> None:
        if not job.posts:
            return
        job.tries += 1
        posts = sealed(_placed(job.posts) if self._settings.allow else job.posts)
        key = f"postcheck-{self._run}-{next(self._numbers)}"
        with self._loss_told():
            job.future = self._client.submit(judge, self._briefed, self._run, posts, key=key)

    def _settled(self, job: _Job) -> Judged:
        """What came of the posts of `job`, waited for; handed in again where its workers died."""
        from distributed import KilledWorker

        if not job.posts:
            return []
        while True:
            try:
                answer = self._answer(job)
            except KilledWorker:
                if job.tries < _TRIES:
                    self._hand_in(job)
                    continue
                answer = "every worker that had it ended"
            if isinstance(answer, PostcheckError):
                raise answer
            if isinstance(answer, str):
                return self._failure(job, answer)
            self._done += 1
            return [replace(report, origin=post.origin) for post, report in zip(job.posts, answer, strict=True)]

    def _answer(self, job: _Job) -> Any:
        """What `judge` gave, waited for; raises KilledWorker."""
        from distributed import KilledWorker

        while True:
            with self._loss_told():
                try:
                    return job.future.result(timeout=_LOOK)
                except TimeoutError:
                    self._strength()
                except KilledWorker:
                    raise
                except Exception as error:
                    if job.future.status != "error":
                        raise
                    return f"the cluster failed on it ({type(error).__name__})"

    def _failure(self, job: _Job, reason: str) -> Judged:
        self._failed += 1
        if self._failed >= _HOPELESS and not self._done:
            raise ClusterError(f"no worker has checked anything: {reason}", hint="Run without --engine dask.")
        return [Unchecked(post.origin, f"{reason}. Check it again on its own") for post in job.posts]

    def _strength(self) -> int:
        """Workers of the cluster, at least 1; looked up now and then, as some come and others go."""
        now = monotonic()
        if now - self._looked >= _LOOK:
            with self._loss_told():
                self._size = len(self._client.nthreads())
            self._looked = now
            if self._size:
                self._manned = now
            elif now - self._manned > _MUSTER:
                raise _LostError(f"the cluster at {self.address} has no worker left")
        return max(1, self._size)

    @contextmanager
    def _loss_told(self) -> Iterator[None]:
        """Whatever Dask says when its scheduler has gone becomes a _LostError; everything else passes."""
        from asyncio import CancelledError

        from distributed.client import CancelledError as Cancelled

        try:
            yield
        except (CancelledError, Cancelled) as error:
            raise self._lost() from error
        except Exception as error:
            if self._client.status != "running":
                raise self._lost() from error
            raise

    def _lost(self) -> _LostError:
        return _LostError(f"the connection to the scheduler at {self.address} was lost")


def _pid() -> int:
    from os import getpid

    return getpid()


def _duty(settings: Settings, show_values: bool, cache_folder: Path | None, *, remote: bool) -> Duty:
    """How the workers judge; paths stand as they are seen from any folder."""
    root = Path(settings.root).absolute() if settings.root else None
    packs = tuple(load(name, beside=root) for name in settings.packs)
    told = environment(packs, settings, show_values=show_values)
    placed = settings.model_copy(update={"root": str(root or "")})
    return Duty(packs, placed, show_values, told, cache_folder is not None, None if remote else cache_folder)


def _placed(posts: Sequence[Post]) -> list[Post]:
    """`posts` under absolute paths, which mean the same to a worker in another folder."""
    return [
        replace(post, origin=replace(post.origin, path=str(Path(post.origin.path).absolute())))
        if post.origin.path
        else post
        for post in posts
    ]


def _left(order: Iterable[_Job], stream: Iterator[Parcel], reason: str) -> Iterator[tuple[Parcel, Judged]]:
    """The parcels that the lost cluster had, and a line where there were more to come."""
    for job in order:
        yield job.parcel, [Unchecked(post.origin, f"{reason}. Check it again") for post in job.posts]
    if next(stream, None) is not None:
        yield [Unchecked(Origin(), f"{reason}; what follows was not checked. Run it again")], []
