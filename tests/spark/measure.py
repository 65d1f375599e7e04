"""Where Spark begins to pay: the same rows by one process and by two workers on this machine.

usage: run.sh BUILD_DIR LIBRARY WORKLOAD_PROGRAM --measure FOLDER…
FOLDER holds plan.yaml, units.csv and reports.csv of a workload of tests/bench.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import childplan
import cluster
import spark_rollup

ROUNDS = int(os.environ.get("CHILDPLAN_BENCH_ROUNDS", "2"))
ROWS = cluster.WORK / "rows.csv"
PARTS = 4


def question(plan: childplan.Plan) -> dict[str, Any]:
    """Root, provinces and districts for every half-year, year and the plan."""
    years = range(plan.first_year, plan.last_year + 1)
    halves = [f"{year}-H{half}" for year in years for half in (1, 2)]
    return {
        "periods": [*halves, *map(str, years), "plan"],
        "until": plan.period_days("plan")[1],
        "levels": plan.level_ids[:-1],
    }


def roll_up_alone(folder: Path, threads: int) -> None:
    """In a process of its own: writes the rows, prints the seconds and the most memory in MB."""
    begin = time.monotonic()
    plan = childplan.Plan(folder / "plan.yaml")
    reports = plan.reports(origins=False)
    reports.read_csv(folder / "reports.csv", threads=threads)
    ROWS.write_text(plan.rollup(reports, threads=threads, **question(plan)).to_csv() or "", encoding="utf-8")
    seconds = time.monotonic() - begin
    print(f"{seconds:.1f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def one_process(folder: Path, threads: int) -> str:
    command = [sys.executable, __file__, "--alone", str(folder), str(threads)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def on_spark(frame: Any, folder: Path, parts: Any) -> str:
    """How long it took; the rows must be those of the process before."""
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    files = {"units.csv": (folder / "units.csv").read_text(encoding="utf-8")}
    options = question(childplan.Plan(folder / "plan.yaml"))
    begin = time.monotonic()
    rows = spark_rollup.roll_up(frame, text, files=files, parts=parts, **options).to_csv()
    seconds = time.monotonic() - begin
    if rows != ROWS.read_text(encoding="utf-8"):
        raise SystemExit(f"{folder.name}: the rows differ")
    return f"{seconds:.1f} s"


def rounds(name: str, run: Callable[[], str]) -> None:
    for _ in range(ROUNDS):
        print(f"{name}: {run()}; load {os.getloadavg()[0]:.1f}", flush=True)


def measure(spark: Any, folder: Path) -> None:
    for threads in (1, 2):
        rounds(f"{folder.name}: one process, threads {threads}", lambda threads=threads: one_process(folder, threads))
    schema = "unit string, period string, element string, value string"
    frame = spark.read.csv(str(folder / "reports.csv"), schema=schema, header=True)
    rounds(f"{folder.name}: Spark from CSV", lambda: on_spark(frame, folder, PARTS))
    # One file a part, as on a cluster that keeps each unit's reports together; that it does is not part of the time.
    lying = str(cluster.WORK / f"{folder.name}.parquet")
    plan = childplan.Plan(folder / "plan.yaml")
    spark_rollup.deal_out(frame, plan.unit_ids, PARTS).write.mode("overwrite").parquet(lying)
    kept = spark.read.parquet(lying)
    # A file is one partition, or a unit's reports could lie in two.
    sizes = "spark.sql.files.maxPartitionBytes", "spark.sql.files.openCostInBytes"
    for size in sizes:
        spark.conf.set(size, "16g")
    rounds(f"{folder.name}: Spark, reports together in Parquet", lambda: on_spark(kept, folder, None))
    for size in sizes:
        spark.conf.unset(size)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--alone"]:
        roll_up_alone(Path(arguments[1]), int(arguments[2]))
        return 0
    begin = time.monotonic()
    with cluster.Cluster(2, memory="4g") as started:
        spark = cluster.session(started, memory="2500m")
        spark.range(2).count()
        print(f"cluster and session: {time.monotonic() - begin:.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)
        try:
            for name in arguments:
                measure(spark, Path(name))
        finally:
            spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
