"""Partial results on Apache Spark: two workers, one of them killed in the middle of a run and started again, and the
rows are those of a single rollup, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from unittest import mock

import childplan
import cluster
import slow_part
import spark_rollup

CASES = Path(__file__).resolve().parents[1] / "cases"
PERIODS = ["2021", "2025-H1", "2025", "2030-H2", "plan"]
UNTIL = "2030-12-31"
PARTS = 6

START = time.monotonic()
passed = 0
failed = 0


def check(name: str, holds: bool, why: str = "") -> None:
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    print(f"{'ok' if holds else 'not ok'} {passed + failed} - {name} # {time.monotonic() - START:.0f} s", flush=True)
    if not holds and why:
        print("\n".join(f"# {line}" for line in why.splitlines()), flush=True)


def single_run(folder: Path, **options: object) -> str:
    plan = childplan.Plan(folder / "plan.yaml")
    reports = plan.reports()
    reports.read_csv(folder / "reports.csv")
    return plan.rollup(reports, **options).to_csv() or ""  # type: ignore[arg-type]


def on_spark(spark: object, folder: Path, **options: object) -> str:
    frame = spark.read.csv(str(folder / "reports.csv"), header=True)  # type: ignore[attr-defined]
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("units*.csv")}
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    rows = spark_rollup.roll_up(frame, text, files=files, parts=PARTS, **options)
    return rows.to_csv() or ""


class Killer(threading.Thread):
    """Once every worker is in the middle of a part: kills one, lets the others go on, and starts it again."""

    def __init__(self, of: cluster.Cluster) -> None:
        super().__init__(daemon=True)
        self.cluster = of
        self.killed: list[str] = []  # the tasks that were running there
        self.ended_before = -1
        self.workers_at_work = 0
        self.has_started_again = threading.Event()
        self.is_over = threading.Event()

    def running(self) -> dict[str, cluster.Daemon]:
        found = {}
        for note in slow_part.NOTES.glob("began-*"):
            worker = self.cluster.worker_of(int(note.name.rsplit("-", 1)[1]))
            if worker is not None:
                found[note.name.partition("-")[2]] = worker
        return found

    def count_busy(self) -> int:
        return len({worker.process.pid for worker in self.running().values()})

    def run(self) -> None:
        try:
            deadline = time.monotonic() + 90
            while self.count_busy() < 2 and time.monotonic() < deadline:
                time.sleep(0.1)
            self.workers_at_work, tasks = self.count_busy(), self.running()
            victim = next(iter(tasks.values()))
            self.killed = [task for task, worker in tasks.items() if worker is victim]
            self.ended_before = len(list(slow_part.NOTES.glob("ended-*")))
            victim.kill()
        finally:
            (slow_part.NOTES / "go").touch()
        self.cluster.workers.append(self.cluster.start_worker("worker-again"))
        self.has_started_again.set()
        # The worker would be told of the death of the thread that started it, and die too.
        self.is_over.wait()


def computed_again(task: str) -> bool:
    """Its partition was ended by another attempt, never by this one."""
    partition = task.split("-")[0]
    ended = {note.name.partition("-")[2] for note in slow_part.NOTES.glob(f"ended-{partition}-*")}
    return task not in ended and len(ended) == 1


def test_killed(on: cluster.Cluster, spark: object, folder: Path) -> None:
    slow_part.NOTES.mkdir()
    killer = Killer(on)
    killer.start()
    with mock.patch.object(spark_rollup, "compute_part", slow_part.compute_part):
        got = on_spark(spark, folder, periods=PERIODS, until=UNTIL)
    check("the killed worker was started again", killer.has_started_again.wait(120))
    notes = " ".join(sorted(note.name for note in slow_part.NOTES.iterdir()))
    check("both workers were at work when one was killed", killer.workers_at_work == 2, notes)
    check("nothing had ended by then", killer.ended_before == 0, notes)
    check("what was lost was computed again, once", bool(killer.killed) and all(map(computed_again, killer.killed)), notes)
    expected = single_run(folder, periods=PERIODS, until=UNTIL)
    check("the rows are those of a single run", got == expected, f"{len(got)} and {len(expected)} bytes")
    check("there are rows of every unit", expected.count("\n") > 1000 * len(PERIODS) * 10)


def test_after(on: cluster.Cluster, spark: object, folder: Path) -> None:
    """With the worker that was started again, on a plan in which units come, go and have successors."""
    deadline = time.monotonic() + 120
    status = spark.sparkContext._jsc.sc().getExecutorMemoryStatus  # type: ignore[attr-defined]
    while status().size() < 3 and time.monotonic() < deadline:
        time.sleep(0.2)
    check("the worker that was started again has an executor", status().size() == 3)
    case = CASES / "lai-chau"
    options = {"periods": ["2023-H2", "2025", "plan"], "until": "2025-09-30", "known_by": "2025-10-15"}
    check("the worked case lai-chau", on_spark(spark, case, **options) == single_run(case, **options))


def test_together(spark: object, folder: Path) -> None:
    """Reports that lie together are computed where they are; a unit in two places is refused."""
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("units*.csv")}
    frame = spark.read.csv(str(folder / "reports.csv"), header=True)  # type: ignore[attr-defined]
    options = {"files": files, "parts": None, "periods": PERIODS, "until": UNTIL}
    rows = spark_rollup.roll_up(frame.repartition(3, "unit"), text, **options)
    check("reports that lie together", rows.to_csv() == single_run(folder, periods=PERIODS, until=UNTIL))
    try:
        spark_rollup.roll_up(frame.repartition(3), text, **options)
        said = ""
    except childplan.Error as error:
        said = str(error)
    check("a unit whose reports do not is refused", "both partial results" in said, said[-2000:])


def test_refused(spark: object, folder: Path) -> None:
    rows = [("nowhere", "2025-H1", "members", 3)]
    frame = spark.createDataFrame(rows, "unit string, period string, element string, value int")  # type: ignore[attr-defined]
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    files = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("units*.csv")}
    try:
        spark_rollup.roll_up(frame, text, files=files, parts=2, periods=PERIODS, until=UNTIL)
        said = ""
    except Exception as error:
        said = str(error)
    check("a report that is refused on a worker stops the run", "nowhere" in said, said[-2000:])


def main() -> int:
    folder = cluster.WORK / "province"
    folder.mkdir()
    subprocess.run([os.environ["SPARK_TEST_WORKLOAD"], "province", "1", str(folder)], check=True, stdout=subprocess.DEVNULL)
    (plan,) = folder.rglob("plan.yaml")
    with cluster.Cluster(2) as started:
        spark = cluster.session(started)
        try:
            test_killed(started, spark, plan.parent)
            test_after(started, spark, plan.parent)
            test_together(spark, plan.parent)
            test_refused(spark, plan.parent)
        finally:
            spark.stop()
    print(f"1..{passed + failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
