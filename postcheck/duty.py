"""What a worker of a cluster runs: a parcel's posts in, its reports out.

Every worker imports this module; a function sent by value would load the models again for every parcel. Rule packs
and settings travel with the work, so that all judge by the same.
"""

from __future__ import annotations

import pickle
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from postcheck.cache import Cache, default_folder
from postcheck.config import Settings
from postcheck.engine import Checker
from postcheck.errors import ClusterError, PostcheckError
from postcheck.model.pack import RulePack
from postcheck.model.post import Post
from postcheck.model.report import PostReport
from postcheck.results import environment

SAME = "Install the same version of postcheck[dask] on the scheduler and on every worker."


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something pickled; the logs and pages of a cluster print what it is given to run, and this prints nothing."""

    content: bytes

    def __repr__(self) -> str:
        return "Sealed"


@dataclass(frozen=True, slots=True)
class Duty:
    """How posts are judged; `environment` is the digest that every worker must come to (see `results`)."""

    packs: tuple[RulePack, ...]
    settings: Settings
    show_values: bool
    environment: bytes
    cached: bool
    cache_folder: Path | None
    """None where each worker keeps results in its own cache folder."""

    def checker(self) -> Checker:
        """A checker of this process; raises ClusterError where it would judge otherwise than its sender's."""
        here = environment(self.packs, self.settings, show_values=self.show_values)
        if here != self.environment:
            raise ClusterError("a worker has another postcheck, model or language pipeline than this one", hint=SAME)
        cache = Cache(self.cache_folder or default_folder(), here) if self.cached else None
        return Checker(self.packs, self.settings, show_values=self.show_values, cache=cache)


_one_at_a_time = Lock()
_built: dict[str, Checker] = {}


def dask_setup(_: object) -> None:
    """Called by Dask in each worker that was started here: Ctrl-C is the client's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def sealed(thing: Duty | Sequence[Post]) -> Sealed:
    """`thing` as it travels."""
    return Sealed(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))


def carry(duty: Sealed) -> Sealed:
    """The duty of a run, as a result that workers hand to each other."""
    return duty


def judge(duty: Sealed, run: str, posts: Sealed) -> list[PostReport] | PostcheckError | str:
    """The reports on posts; an error that holds for all of them; or why these could not be checked.

    Nothing is raised: Dask would write the words of the exception to its log.
    """
    try:
        with _one_at_a_time:
            given = pickle.loads(posts.content)  # noqa: S301 - from `sealed`
            return list(_checker(duty, run).check(given))
    except PostcheckError as error:
        return error
    except Exception as error:  # noqa: BLE001 - it costs this parcel only
        return f"the worker that had it failed ({type(error).__name__})"


def _checker(duty: Sealed, run: str) -> Checker:
    """The checker of the process for a run, built for the run's first posts; an earlier run's is let go."""
    if run not in _built:
        built = pickle.loads(duty.content).checker()  # noqa: S301 - from `sealed`
        _built.clear()
        _built[run] = built
    return _built[run]
