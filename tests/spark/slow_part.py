"""What a worker computes in the test: the example's part, with notes of when it began and ended."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spark_rollup
from pyspark import TaskContext

_compute_part = spark_rollup.compute_part
NOTES = Path(os.environ["SPARK_TEST_WORK"]) / "notes"


def compute_part(batches: Iterable[Any], *arguments: Any) -> Iterator[Any]:
    """Holds on once its reports are there, until the file `go` is."""
    context = TaskContext.get()
    assert context is not None
    name = f"{context.partitionId()}-{context.attemptNumber()}-{os.getpid()}"
    taken = list(batches)
    if taken:
        (NOTES / f"began-{name}").touch()
        # Not for ever, should the test be gone.
        deadline = time.monotonic() + 180
        while not (NOTES / "go").exists() and NOTES.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    yield from _compute_part(taken, *arguments)
    if taken:
        (NOTES / f"ended-{name}").touch()
