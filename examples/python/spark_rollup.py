"""Rolls up reports on Apache Spark: for reports that are too many for one machine.

    python3 examples/python/spark_rollup.py plan.yaml reports.csv 2025-12-31 2025 plan > rows.csv

Every worker takes the plan and, as Arrow record batches, the reports of some units, computes what these bring (a partial
result), and sends it back; here the parts are added, and the rows are those of a single rollup over all the reports, to
the byte. Units that are neighbours in the plan go together: a worker's part then holds few of the sums. A worker that is
lost costs the time in which Spark computes its parts again; a part can neither be lost nor be counted twice, as every unit
must be in exactly one.

Needs pyspark (4.1 or later) and pyarrow, on the workers also this folder in PYTHONPATH and the library
(CHILDPLAN_LIBRARY); the plan is sent to them as text.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional

import childplan

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

REPORT_COLUMNS = ("unit", "period", "element", "value", "submitted")


@functools.lru_cache(maxsize=1)
def plan_of(text: str, files: tuple[tuple[str, str], ...]) -> childplan.Plan:
    """The plan, loaded once in each of the workers' processes."""
    return childplan.Plan(text=text, files=dict(files) or None)


def compute_part(
    batches: Iterable[pyarrow.RecordBatch], text: str, files: tuple[tuple[str, str], ...], options: Mapping[str, Any]
) -> Iterator[pyarrow.RecordBatch]:
    """On a worker: one partial result of the units in its batches, as bytes. All reports of a unit are here."""
    import pyarrow

    plan = plan_of(text, files)
    reports = plan.reports()
    units: set[str] = set()
    with reports.importing() as importing:
        for batch in batches:
            units.update(batch.column("unit").unique().to_pylist())
            importing.add(batch)
    if not units:
        return
    part = plan.partial(reports, units, **options)
    yield pyarrow.record_batch({"part": pyarrow.array([part.to_bytes()], pyarrow.binary())})


def deal_out(frame: DataFrame, unit_ids: Sequence[str], parts: int) -> DataFrame:
    """All reports of a unit in one partition, which is a stretch of the plan. An unknown unit is somewhere too: its rows
    are refused."""
    from pyspark.sql import functions

    numbers = frame.sparkSession.createDataFrame(
        [(id, index * parts // len(unit_ids)) for index, id in enumerate(unit_ids)], "unit string, part int"
    )
    frame = frame.join(functions.broadcast(numbers), "unit", "left")
    return frame.repartitionById(parts, functions.coalesce("part", functions.lit(0))).drop("part")


def roll_up(
    reports: DataFrame,
    text: str,
    *,
    files: Optional[Mapping[str, str]] = None,
    parts: Optional[int] = 8,
    **options: Any,
) -> childplan.Rows:
    """The rows of a data frame with columns unit, period, element, value and, if it has one, submitted: text, or whatever
    Reports.add takes. text: the plan's; files: those it names. parts: in how many the reports are dealt out; None where they
    lie so already, all of a unit in one partition of the frame: nothing is sent around then, and a unit that is in two
    after all is refused. options: as of Plan.partial."""
    named = tuple(sorted((files or {}).items()))
    plan = plan_of(text, named)
    frame = reports.select(*(name for name in REPORT_COLUMNS if name in reports.columns))
    if parts is not None:
        frame = deal_out(frame, plan.unit_ids, parts)
    chosen = dict(options)
    rows = frame.mapInArrow(lambda batches: compute_part(batches, text, named, chosen), "part binary").collect()

    total = plan.partial(plan.reports(), [], **options)
    for row in rows:
        total.add(plan.read_partial(bytes(row.part)))
    # Whoever sent nothing is still expected to.
    total.add(plan.partial(plan.reports(), total.missing, **options))
    return total.rows()


def main(arguments: list[str]) -> int:
    from pyspark.sql import SparkSession

    if len(arguments) < 4:
        print(__doc__, file=sys.stderr)
        return 2
    path, reports, until, *periods = arguments
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with SparkSession.builder.appName("childplan").getOrCreate() as session:
        frame = session.read.csv(reports, header=True)
        print(roll_up(frame, text, until=until, periods=periods).to_csv(), end="")
    return 0


if __name__ == "__main__":
    # By its name the workers find it too.
    import spark_rollup

    sys.exit(spark_rollup.main(sys.argv[1:]))
