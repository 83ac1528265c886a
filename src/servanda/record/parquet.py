"""Rows as Parquet, for those who have pyarrow: the extra `servanda[parquet]`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from servanda.record.cells import Row

MISSING = "it needs pyarrow, which is not here; install it with: pip install 'servanda[parquet]'"


class NoParquet(ValueError):
    """A table that cannot be read from Parquet, or written as it. Its message says why."""


def parquet_rows(data: bytes) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the names of the columns of a Parquet file, and its rows.

    Raises:
        NoParquet: the bytes are no Parquet file, or pyarrow is missing.
    """
    arrow, parquet = _arrow()
    try:
        table = parquet.read_table(io.BytesIO(data))
        return list(table.column_names), table.to_pylist()
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise NoParquet(str(error).splitlines()[0].rstrip(".") if str(error) else "it is damaged") from error


def write_parquet(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return rows as a Parquet file, every column text. The same rows give the same bytes.

    Raises:
        NoParquet: pyarrow is missing.
    """
    arrow, parquet = _arrow()
    given = list(rows)
    table = arrow.table(
        {column: arrow.array([row[column] for row in given], arrow.string()) for column in columns}
    )
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NoParquet(MISSING) from error
    return pyarrow, pyarrow.parquet


__all__ = ["NoParquet", "parquet_rows", "write_parquet"]
