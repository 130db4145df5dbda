"""Several processes that check parcels of posts; results come back in the order of the parcels.

A worker that dies takes down the one parcel that it held: its posts are named as unchecked, another worker
takes its place, and the run goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from postcheck.config import Settings
from postcheck.errors import ModelError, PostcheckError
from postcheck.model.post import Post, Unchecked
from postcheck.model.report import PostReport

Parcel = list[Post | Unchecked]
Judged = list[PostReport | Unchecked]
"""One entry for each post of a parcel."""


class Hands(Protocol):
    """Whatever checks parcels in the place of the one process: a crew here, or a cluster."""

    def check(self, parcels: Iterable[Parcel]) -> Iterator[tuple[Parcel, Judged]]:
        """Each parcel with what came of its posts, in order."""
        ...


_AHEAD = 3
"""Parcels read ahead for each worker, so that none of them runs dry."""
_HOPELESS = 3
"""Workers that may die before their first result until the crew gives up."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    job: _Job | None = None

    def begin(self, job: _Job) -> None:
        """Send the posts of `job`; a dead worker is found out when it is heard."""
        self.job, job.begun = job, True
        with suppress(OSError):
            self.line.send(job.posts)


@dataclass(slots=True, eq=False)
class _Job:
    parcel: Parcel
    begun: bool = False
    result: Judged | None = None

    @property
    def posts(self) -> list[Post]:
        return [item for item in self.parcel if isinstance(item, Post)]


class Crew:
    """`size` processes, each with a checker of its own; a context manager that ends them."""

    def __init__(self, size: int, settings: Settings, *, show_values: bool, cache_folder: Path | None) -> None:
        self._duty = (settings, show_values, cache_folder)
        self._finished = self._lost = 0
        self._workers = [self._hire() for _ in range(size)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker, at once where the run was cut short."""
        for worker in self._workers:
            worker.line.close()
            if kind is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            if worker.process.is_alive():
                worker.process.kill()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid or 0 for worker in self._workers]

    def check(self, parcels: Iterable[Parcel]) -> Iterator[tuple[Parcel, Judged]]:
        """Each parcel with what came of its posts, in order; raises what a worker's checker raised."""
        stream = iter(parcels)
        order: deque[_Job] = deque()
        while True:
            for parcel in islice(stream, _AHEAD * len(self._workers) - len(order)):
                order.append(_Job(parcel))
            if not order:
                return
            self._hand_out(job for job in order if not job.begun)
            while order and order[0].result is not None:
                job = order.popleft()
                yield job.parcel, job.result or []
            if order:
                self._hear()

    def _hand_out(self, jobs: Iterable[_Job]) -> None:
        """A job for each idle worker; a worker never has two, so neither side waits for the other's line."""
        idle = [worker for worker in self._workers if worker.job is None]
        for job in jobs:
            if not job.posts:
                job.begun, job.result = True, []
            elif idle:
                idle.pop(0).begin(job)
            else:
                return

    def _hear(self) -> None:
        """Take what the workers have ready; replace those that died."""
        busy = {worker.line: worker for worker in self._workers if worker.job}
        for line in wait(list(busy)):
            worker = busy[line]  # type: ignore[index]
            try:
                answer = worker.line.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            if isinstance(answer, PostcheckError):
                raise answer
            assert worker.job is not None
            self._finished += 1
            worker.job.result, worker.job = answer, None

    def _replace(self, dead: _Worker) -> None:
        """Another worker in the place of `dead`; the parcel that it held is lost."""
        dead.process.join()
        dead.line.close()
        self._lost += 1
        if self._lost >= _HOPELESS and not self._finished:
            raise ModelError("the worker processes end before they have checked anything", hint="Run with --jobs 1.")
        if dead.job:
            reason = f"the process that checked it ended (exit code {dead.process.exitcode}). Check it again on its own"
            dead.job.result = [Unchecked(post.origin, reason) for post in dead.job.posts]
        self._workers[self._workers.index(dead)] = self._hire()

    def _hire(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._duty), daemon=True)
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
        try:
            process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()
        return _Worker(process, ours)


def _work(line: Connection, settings: Settings, show_values: bool, cache_folder: Path | None) -> None:
    """A worker's life: a parcel in, its reports out, until the line closes."""
    from postcheck.api import checker

    built = None
    while True:
        try:
            posts: Sequence[Post] = line.recv()
        except (EOFError, OSError):
            return
        try:
            built = built or checker(settings, show_values=show_values, cache_folder=cache_folder)
            line.send(list(built.check(posts)))
        except PostcheckError as error:
            line.send(error)
        except BrokenPipeError:
            return


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
