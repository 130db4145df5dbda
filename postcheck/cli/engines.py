"""Who checks the posts: this process, several processes of this computer, or a Dask cluster."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.errors import UsageError

if TYPE_CHECKING:
    from postcheck.config import Settings
    from postcheck.crew import Hands

DASK = "dask"


@dataclass(frozen=True, slots=True)
class Engine:
    """`jobs` processes here (0: one a core); with `dask` as many workers, or those of the scheduler at an address."""

    jobs: int = 1
    dask: bool = False
    scheduler: str = ""

    def hands(
        self, settings: Settings, *, show_values: bool, cache_folder: Path | None
    ) -> AbstractContextManager[Hands | None]:
        """What checks in the place of this process, as a context; None where it does so itself."""
        from postcheck.crew import Crew, cores

        size = self.jobs or cores()
        if self.dask:
            from postcheck.cluster import Cluster

            return Cluster(
                settings, show_values=show_values, cache_folder=cache_folder, scheduler=self.scheduler, size=size
            )
        if self.jobs == 1:
            return nullcontext()
        return Crew(size, settings, show_values=show_values, cache_folder=cache_folder)


def engine(name: str | None, jobs: int, scheduler: str | None) -> Engine:
    """The engine that the options ask for; raises UsageError where they do not go together."""
    if scheduler and name != DASK:
        raise UsageError("--scheduler names a Dask cluster", hint="Give --engine dask with it.")
    return Engine(jobs, name == DASK, scheduler or "")
