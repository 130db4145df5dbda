"""What can go wrong, in the words a person is told, and the process exit codes."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """Process exit codes; never 0 after an internal failure."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNCHECKED = 3


class PostcheckError(Exception):
    """A failure told in one line: what is wrong and where, and `hint`, what to do about it."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PostcheckError):
    """The command line asked for something that cannot be done."""


class ConfigError(PostcheckError):
    """A configuration file is missing, broken or says something unknown."""


class PackError(PostcheckError):
    """A rule pack is broken; carries the file, the 1-based line and that line's own words."""

    def __init__(
        self, message: str, *, path: Path | None = None, line: int = 0, source: str = "", hint: str = ""
    ) -> None:
        where = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(f"{where}{message}", hint=hint)
        self.path = path
        self.line = line
        self.source = source


class DraftError(PostcheckError):
    """A draft (or one row of it) could not be read; becomes an unchecked entry of the report."""

    exit_code = ExitCode.UNCHECKED


class ModelError(PostcheckError):
    """A trained model or language pipeline is missing, or its digest is not the expected one."""

    exit_code = ExitCode.UNCHECKED


class ClusterError(PostcheckError):
    """The cluster that was to check posts cannot be reached, or cannot check any."""

    exit_code = ExitCode.UNCHECKED
