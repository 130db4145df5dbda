"""A schedule given back as it was, with what was found beside each row.

Only columns are added, after the last one; the operator's own cells keep their words. What is added is
masked as in every report, and no added cell can be taken as a formula.
"""

from __future__ import annotations

from pathlib import Path

from postcheck.model.report import Report
from postcheck.sources import ReadOptions

_DELIMITED = (".csv", ".tsv", ".tab")
_FITS = {**dict.fromkeys(_DELIMITED, (*_DELIMITED, ".xlsx")), ".xlsx": (".xlsx",), ".xlsm": (".xlsm",)}


def refusal(source: Path, target: Path) -> str:
    """Why `source` cannot be given back as `target`, in words; empty where it can."""
    kind = source.suffix.lower()
    if kind not in _FITS:
        return f"{source.name} is no .csv, .tsv or .xlsx schedule. Save it as one of these"
    if not source.is_file():
        return f"{source} is not a file that exists. Check the spelling and the folder"
    if target.suffix.lower() not in _FITS[kind]:
        return f"a {kind} schedule is given back as {' or '.join(_FITS[kind])}"
    if target.exists() and target.samefile(source):
        return "is the schedule itself. Give the copy another name"
    if not target.parent.is_dir():
        return f"the folder {target.parent} does not exist"
    return ""


def annotate(source: Path, target: Path, report: Report, options: ReadOptions, *, stopped: bool = False) -> list[str]:
    """Write `source` with notes as `target`; gives a line for each thing that could not be carried over.

    With `stopped`, rows that the report does not reach are told as such. Raises UsageError where `target`
    cannot be written, and DraftError where `source` cannot be read any more.
    """
    from postcheck.annotate import csv, xlsx
    from postcheck.annotate.notes import Notes
    from postcheck.files import write_atomically

    notes = Notes(report, stopped=stopped)
    if source.suffix.lower() not in _DELIMITED:
        data, told = xlsx.annotated(source, notes, options)
    elif target.suffix.lower() in _DELIMITED:
        data, told = csv.annotated(source, notes, options)
    else:
        data, told = xlsx.from_delimited(source, notes, options)
    write_atomically(target, data, private=False)
    return told
