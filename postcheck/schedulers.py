"""The Dask schedulers that a cluster is reached by: one that the user runs, or one started on this computer."""

from __future__ import annotations

import logging
import re
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from postcheck import duty
from postcheck.errors import ClusterError, UsageError

_CONNECT = 10.0
"""Seconds that a scheduler has to answer."""
_ADDRESS = re.compile(r"(?:(?P<kind>tcp|tls)://)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")
_LOOPBACK = "127.0.0.1"
_OWN = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
    "distributed.admin.large-graph-warning-threshold": "1 GB",
}
_FAILURES = 1
"""Workers of our own that a parcel may take with it and be given to another one still."""


def connect(stack: ExitStack, where: Any) -> Any:
    """A client of the scheduler or cluster `where`, closed by `stack`; raises UsageError and ClusterError."""
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError as error:
        raise _not_installed() from error
    if isinstance(where, str):
        found = _ADDRESS.fullmatch(where)
        if not found:
            raise UsageError(f"--scheduler {where} is no address", hint="Write it as: --scheduler tcp://10.0.0.5:8786")
        if found["kind"] == "tls" and not Security().get_connection_args("client")["ssl_context"]:
            hint = "Name them in Dask's own configuration (distributed.comm.tls), or use tcp://."
            raise UsageError(f"--scheduler {where} needs certificates", hint=hint)
    try:
        return stack.enter_context(Client(where, timeout=_CONNECT, set_as_default=False))
    except Exception as error:
        hint = "Check the address and that `dask scheduler` runs there, or leave --scheduler out to use this computer."
        raise ClusterError(f"the scheduler at {where} does not answer ({type(error).__name__})", hint=hint) from error


def start(stack: ExitStack, size: int) -> Any:
    """A cluster of `size` processes of this computer, ended by `stack`; raises ClusterError."""
    try:
        import dask
        from distributed import LocalCluster
        from distributed.security import Security
    except ImportError as error:
        raise _not_installed() from error
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="postcheck-", ignore_cleanup_errors=True))
    stack.enter_context(dask.config.set(_OWN))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what starts meanwhile leaves Ctrl-C to this process
    try:
        own = LocalCluster(
            n_workers=size,
            threads_per_worker=1,
            host=_LOOPBACK,
            protocol="tls",
            security=Security.temporary(),
            dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_LOOPBACK}:0", "allowed_failures": _FAILURES},
            memory_limit=0,
            preload=[duty.__name__],
            local_directory=folder,
            silence_logs=logging.CRITICAL,
        )
    except Exception as error:
        raise ClusterError(
            f"no cluster could be started on this computer ({type(error).__name__})", hint="Use --jobs instead."
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)
    return stack.enter_context(own)


def _not_installed() -> ClusterError:
    return ClusterError("--engine dask needs more software", hint="Run: pip install 'postcheck[dask]'")


@contextmanager
def quiet() -> Iterator[None]:
    """Neither the logs nor the warnings of Dask on standard error; what counts is told by us."""
    with suppress(ImportError):
        import distributed  # noqa: F401 - it sets its loggers up as it is imported
    loggers = [logging.getLogger(name) for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    before = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"distributed|dask|tornado")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, before, strict=True):
                logger.setLevel(level)
