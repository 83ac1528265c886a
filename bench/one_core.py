"""One core for everybody: what a process and all that it starts may use."""

from __future__ import annotations

import os

_THREADS = (
    "DUCKDB_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
    "POLARS_MAX_THREADS",
)  # fmt: skip


def bind() -> int | None:
    """Keep this process to one processor and every library to one thread; call it before any of them is imported.

    Returns:
        The number of the processor; None where the system cannot bind a process to one.
    """
    for name in _THREADS:
        os.environ[name] = "1"
    if not hasattr(os, "sched_setaffinity"):
        return None
    one = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {one})
    return one
