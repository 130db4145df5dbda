"""Where reports go: which format to which file, and what the terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from postcheck.errors import UsageError
from postcheck.model.finding import Confidence

if TYPE_CHECKING:
    from postcheck.model.report import Report
    from postcheck.reporters import Style

_ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sarif": "sarif",
    ".xml": "junit",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".txt": "terminal",
}


@dataclass(frozen=True, slots=True)
class Destination:
    """A format and the file it is written to; None is standard output."""

    format: str
    path: Path | None = None


def destinations(formats: Sequence[str], outputs: Sequence[Path]) -> list[Destination]:
    """Each format with its file.

    In order where there are as many of one as of the other. Otherwise a file takes the format that its
    ending names, and one format may be left for standard output.
    """
    for name in formats:
        _known(name)
    for path in outputs:
        _can_be_written(path)
    if formats and len(formats) == len(outputs):
        return [Destination(name, path) for name, path in zip(formats, outputs, strict=True)]
    left = list(formats)
    found: list[Destination] = []
    for path in outputs:
        name = _ENDINGS.get(path.suffix.lower(), "")
        if name in left:
            left.remove(name)
        elif left and not name:
            name = left.pop(0)
        found.append(Destination(_known(name) if name else "terminal", path))
    if len(left) > 1:
        raise UsageError(
            f"formats {', '.join(left)} would all go to standard output", hint="Give each --format its own --output."
        )
    return found + [Destination(name) for name in left or ([] if outputs else ["terminal"])]


def _can_be_written(path: Path) -> None:
    """Nothing; raises UsageError, before anything is checked, where no file can come to stand at `path`."""
    if path.is_dir():
        raise UsageError(f"{path} cannot be written: it is a folder", hint="Give a file name.")
    if not path.parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}", hint="Make it first.")


def wrote(paths: Sequence[Path]) -> None:
    """Tell on a terminal which files were written."""
    if paths and sys.stderr is not None and sys.stderr.isatty():
        say(f"postcheck: wrote {', '.join(map(str, paths))}.\n", sys.stderr)


def stopped(posts: int, *, again: bool) -> None:
    """Tell after how many posts Ctrl-C stopped a run, and how it goes on."""
    done = f"{posts:,} post{'s' * (posts != 1)}"
    go_on = " Run it again with --resume to go on from there." if again else ""
    say(f"postcheck: stopped after {done}; the report covers these alone.{go_on}\n", sys.stderr)


def _known(name: str) -> str:
    from postcheck.reporters import names

    if name in names():
        return name
    from difflib import get_close_matches

    close = get_close_matches(name, names(), 1)
    raise UsageError(
        f"no report format '{name}'" + (f", did you mean '{close[0]}'?" if close else ""),
        hint=f"One of: {', '.join(names())}.",
    )


def streams(where: Sequence[Destination]) -> bool:
    """Whether reports that go there can be written a post at a time (and not among what a terminal shows)."""
    return all(item.format == "jsonl" and (item.path or not sys.stdout.isatty()) for item in where)


def write(
    report: Report,
    where: Sequence[Destination],
    *,
    statistics: bool = False,
    least: Confidence = Confidence.LOW,
) -> None:
    """Write `report` everywhere, files whole or not at all; raises UsageError where one cannot be written."""
    from postcheck.files import write_atomically
    from postcheck.reporters import get

    for destination in where:
        shown = replace(style(destination.path), statistics=statistics, min_confidence=least)
        text = get(destination.format).render(report, shown)
        if destination.path is None:
            say(text)
        else:
            write_atomically(destination.path, text, private=False)


def say(text: str, stream: IO[str] | None = None) -> None:
    """Print `text` whatever the stream's encoding; characters that it lacks are shown as escapes.

    Raises UsageError where nothing more can be written (a full disk); what is said on the side is dropped then.
    """
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if stream is not sys.stderr:
            raise UsageError(
                f"standard output cannot be written: {error.strerror or error}",
                hint="Make room, or give --output a file elsewhere.",
            ) from error


def style(path: Path | None = None) -> Style:
    """What the destination can show: a file takes 80 columns of plain Unicode, a terminal what it has."""
    from postcheck.reporters import Style

    if path is not None:
        return Style()
    return Style(width=width(), colour=colour(), unicode=unicode())


def width() -> int:
    """Columns of the terminal; 80 in a pipe unless COLUMNS says otherwise."""
    columns = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() or os.environ.get("COLUMNS") else 80
    return max(columns, 40)


def colour() -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR is set; FORCE_COLOR in a pipe too."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"


def unicode() -> bool:
    """Whether the output takes more than ASCII.

    Python turns the C locale into UTF-8 (PEP 538); a terminal that was set to C does not follow.
    """
    encoding = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "")
    if not encoding.startswith("utf"):
        return False
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or os.environ.get("LC_CTYPE") or "C"
    return not sys.stdout.isatty() or named not in ("C", "POSIX")
