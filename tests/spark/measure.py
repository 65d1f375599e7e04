"""Where Spark begins to pay: the same rows by one process and by two workers on this machine.

usage: run.sh BUILD_DIR LIBRARY WORKLOAD_PROGRAM --measure FOLDER…
FOLDER holds plan.yaml, units.csv and reports.csv of a workload of tests/bench.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import childplan
import cluster
import spark_rollup


def question(plan: childplan.Plan) -> dict[str, Any]:
    """Root, provinces and districts for every half-year, year and the plan."""
    years = range(plan.first_year, plan.last_year + 1)
    halves = [f"{year}-H{half}" for year in years for half in (1, 2)]
    return {
        "periods": [*halves, *map(str, years), "plan"],
        "until": plan.period_days("plan")[1],
        "levels": plan.level_ids[:-1],
    }


def one_process(folder: Path) -> str:
    plan = childplan.Plan(folder / "plan.yaml")
    reports = plan.reports()
    reports.read_csv(folder / "reports.csv")
    return plan.rollup(reports, **question(plan)).to_csv() or ""


def on_spark(spark: Any, folder: Path, parts: int) -> str:
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    files = {"units.csv": (folder / "units.csv").read_text(encoding="utf-8")}
    schema = "unit string, period string, element string, value string"
    frame = spark.read.csv(str(folder / "reports.csv"), schema=schema, header=True)
    options = question(childplan.Plan(folder / "plan.yaml"))
    return spark_rollup.roll_up(frame, text, files=files, parts=parts, **options).to_csv() or ""


def timed(work: Any, *arguments: Any) -> tuple[float, str]:
    begin = time.monotonic()
    got = work(*arguments)
    return time.monotonic() - begin, got


def main(folders: list[str]) -> int:
    begin = time.monotonic()
    with cluster.Cluster(2, memory="4g") as started:
        spark = cluster.session(started, memory="2500m")
        spark.range(2).count()
        print(f"cluster and session: {time.monotonic() - begin:.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)
        try:
            for name in folders:
                folder = Path(name)
                for _ in range(int(os.environ.get("CHILDPLAN_BENCH_ROUNDS", "2"))):
                    (single, expected), (many, got) = timed(one_process, folder), timed(on_spark, spark, folder, 4)
                    if got != expected:
                        print(f"{folder.name}: the rows differ")
                        return 1
                    print(
                        f"{folder.name}: one process {single:.1f} s, Spark {many:.1f} s: {many / single:.1f} times;"
                        f" load {os.getloadavg()[0]:.1f}",
                        flush=True,
                    )
        finally:
            spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
