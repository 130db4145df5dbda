"""Schedules as Parquet files, a post a row; needs the extra `parquet`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from postcheck.errors import DraftError
from postcheck.model.post import Origin, Post, Unchecked
from postcheck.sources import ReadOptions, tables
from postcheck.sources.decode import load
from postcheck.sources.rows import Row
from postcheck.sources.sheets import cell_of
from postcheck.sources.tables import Table

SUFFIXES = (".parquet",)


def read(path: Path, options: ReadOptions) -> Iterator[Post | Unchecked]:
    """Every row of the file as a post; the row after the column names is row 2."""
    origin = Origin(str(path))
    try:
        from pyarrow.lib import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        yield Unchecked(origin, "is a Parquet file, which needs more software. Run: pip install 'postcheck[parquet]'")
        return
    try:
        table = Table(str(path), _rows(ParquetFile(io.BytesIO(load(path, options)))), options)
        yield from tables.posts(table)
        if not table.yields:
            yield Unchecked(origin, "holds no posts", fatal=options.named)
    except DraftError as error:
        yield Unchecked(origin, error.message)
    except (ArrowException, ValueError, OSError) as error:
        yield Unchecked(origin, f"is damaged or no Parquet file ({type(error).__name__}). Export it again")


def _rows(file: Any) -> Iterator[Row]:
    names = list(file.schema_arrow.names)
    yield Row(1, 1, [cell_of(name, 1, at) for at, name in enumerate(names)])
    number = 1
    for batch in file.iter_batches(batch_size=500):
        for values in batch.to_pylist():
            number += 1
            yield Row(number, number, [cell_of(_words(values[name]), number, at) for at, name in enumerate(names)])


def _words(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
