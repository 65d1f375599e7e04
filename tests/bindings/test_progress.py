"""childplan.py: what long work tells, how it is stopped, and what is raised meanwhile."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import threading
import time
import unittest
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, Optional
from unittest import mock

from support import SMALL_PLAN, small

import childplan

C = childplan.constants

UNITS = 2000
PLAN = SMALL_PLAN.replace(
    "elements:", "".join(f"  - {{id: w{n}, name: W{n}, level: ward, parent: town}}\n" for n in range(UNITS)) + "elements:"
)
PERIODS = ("2024-H1", "2024-H2", "2025-H1", "2025-H2")
REPORTS = "unit,period,children,swimmers\n" + "".join(
    f"w{n},{period},{100 + n},{n % 90}\n" for period in PERIODS for n in range(UNITS)
)


class Told:
    """Keeps what it is told, and at the so manieth time (from 1) stops, or does something else."""

    def __init__(self, at: int = 0, act: Callable[[], Any] = lambda: True) -> None:
        self.calls: list[tuple[str, float]] = []
        self.at, self.act = at, act

    def __call__(self, phase: str, share: float) -> Any:
        self.calls.append((phase, share))
        return self.act() if len(self.calls) == self.at else None


class Mishap(BaseException):
    pass


def raises(error: BaseException) -> Callable[[], Any]:
    def act() -> Any:
        raise error

    return act


class Progress(unittest.TestCase):
    plan: Any

    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = childplan.Plan(text=PLAN)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.plan.close()

    def reports(self) -> Any:
        reports = self.plan.reports()
        reports.read_text(REPORTS)
        return reports

    def works(self, told: Optional[Told]) -> dict[str, tuple[Callable[[], Any], tuple[str, ...]]]:
        """What can be told of, and the phases it goes through."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        plan, csv, out = (Path(folder.name) / name for name in ("plan.yaml", "reports.csv", "rows"))
        plan.write_text(PLAN, encoding="utf-8")
        csv.write_text(REPORTS, encoding="utf-8")
        table = [{"unit": f"w{n}", "period": "2024-H1", "children": 1} for n in range(UNITS)]
        reports, taken = self.reports(), ("reading", "committing")
        rows = self.plan.rollup(reports)
        return {
            "plan": (lambda: childplan.Plan(text=PLAN, progress=told), ("loading",)),
            "plan file": (lambda: childplan.Plan(plan, progress=told), ("loading",)),
            "read_csv": (lambda: self.plan.reports().read_csv(csv, progress=told), taken),
            "threads": (lambda: self.plan.reports().read_csv(csv, threads=2, progress=told), taken),
            "two files": (lambda: self.plan.reports().read_csv([csv, csv], progress=told), ("reading", *taken)),
            "read_text": (lambda: self.plan.reports().read_text(REPORTS, progress=told), taken),
            "add": (lambda: self.plan.reports().add(table, progress=told), taken),
            "rollup": (lambda: self.plan.rollup(reports, progress=told), ("computing",)),
            "live": (lambda: self.plan.rollup(reports, live=True, progress=told), ("computing",)),
            "compare": (lambda: childplan.compare(reports, reports, progress=told), ("computing",)),
            "partial": (
                lambda: self.plan.partial(reports, self.plan.unit_ids, periods="2024", until="2024-12-31", progress=told),
                ("computing",),
            ),
            "reporting": (lambda: self.plan.reporting(reports, progress=told), ("computing",)),
            "csv": (lambda: rows.to_csv(progress=told), ("writing",)),
            "csv file": (lambda: rows.to_csv(out, progress=told), ("writing",)),
            "json": (lambda: rows.to_json(progress=told), ("writing",)),
            "text": (lambda: rows.to_text(progress=told), ("writing",)),
        }

    def test_order(self) -> None:
        told = Told()
        for name, (work, phases) in self.works(told).items():
            with self.subTest(name):
                told.calls = []
                work()
                runs: list[list[tuple[str, float]]] = []
                for phase, share in told.calls:
                    if share == 0.0 and (not runs or runs[-1][-1][1] == 1.0):
                        runs.append([])
                    runs[-1].append((phase, share))
                self.assertEqual(tuple(run[0][0] for run in runs), phases)
                for run in runs:
                    shares = [share for _, share in run]
                    self.assertEqual({phase for phase, _ in run}, {run[0][0]})
                    self.assertEqual((shares[0], shares[-1], shares), (0.0, 1.0, sorted(shares)))

    def test_a_stop_and_an_exception(self) -> None:
        """At the first call, at one between, and what is raised at the last, when the work is done."""
        told = Told()
        for name, (work, _) in self.works(told).items():
            told.calls, told.at = [], 0
            work()
            count = len(told.calls)
            for at in sorted({1, 2, count - 1} - {count}):
                with self.subTest(name, at=at):
                    told.calls, told.at, told.act = [], at, lambda: "enough"
                    if told_last(work, told):
                        continue
                    self.assertEqual(len(told.calls), at)
            mishap = Mishap()
            for at in (1, count):
                with self.subTest(name, raised=at):
                    told.calls, told.at, told.act = [], at, raises(mishap)
                    with self.assertRaises(Mishap) as raised:
                        work()
                    self.assertIs(raised.exception, mishap)
                    self.assertEqual(len(told.calls), at)

    def test_a_stopped_part_leaves_the_others(self) -> None:
        reports, told = self.plan.reports(), Told(at=5)
        with reports.importing(progress=told) as batch:
            batch.put("hill", "2024-H1", "children", 7)
            told.calls, told.at = [], 2
            with self.assertRaises(childplan.Error) as stopped:
                batch.read_text(REPORTS)
            self.assertEqual((stopped.exception.status, stopped.exception.diagnostics), (C.ERROR_STOPPED, []))
            self.assertIn("stop", str(stopped.exception))
            told.at = 0
            batch.put("mill", "2024-H1", "children", 8)
        self.assertEqual((batch.result.accepted, len(reports)), (2, 2))

    def test_a_commit_is_made_again(self) -> None:
        reports, told = self.plan.reports(), Told()
        batch = reports.importing(progress=told)
        batch.read_text(REPORTS)
        told.calls, told.at = [], 1
        with self.assertRaises(childplan.Error):
            batch.commit()
        self.assertEqual(len(reports), 0)
        self.assertEqual(batch.commit().accepted, 2 * UNITS * len(PERIODS))

    def test_raised_when_all_is_taken(self) -> None:
        def at_the_end(phase: str, share: float) -> None:
            if (phase, share) == ("committing", 1.0):
                raise Mishap

        reports = self.plan.reports()
        batch = reports.importing(progress=at_the_end)
        batch.read_text(REPORTS)
        with self.assertRaises(Mishap):
            batch.commit()
        self.assertEqual(len(reports), batch.result.accepted)

    def test_what_is_refused_is_still_said(self) -> None:
        told = Told()
        with self.assertRaises(childplan.Error) as refused:
            self.plan.reports().read_text(REPORTS + "nobody,2024-H1,1,1\n", progress=told)
        self.assertEqual([found.code for found in refused.exception.diagnostics], [C.DIAGNOSTIC_UNIT_UNKNOWN])
        with self.assertRaises(childplan.Error) as refused:
            childplan.Plan(text=PLAN.replace("level: ward", "level: wart", 1), progress=told)
        self.assertEqual(refused.exception.status, C.ERROR_REFUSED)

    def test_a_file_stays_as_it_was(self) -> None:
        rows = self.plan.rollup(self.reports())
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.csv"
            file.write_text("before")
            with self.assertRaises(childplan.Error):
                rows.to_csv(file, progress=Told(at=2))
            self.assertEqual((file.read_text(), os.listdir(folder)), ("before", ["rows.csv"]))

    def test_each_refresh_is_told(self) -> None:
        reports, told = self.reports(), Told()
        rows = self.plan.rollup(reports, live=True, periods="2024", until="2024-12-31", progress=told)
        before = rows.to_csv()
        with reports.importing() as batch:
            for n in range(UNITS):
                batch.put(f"w{n}", "2024-H2", "children", 5000, submitted="2025-03-01")
        told.calls, told.at = [], 1
        with self.assertRaises(childplan.Error) as stopped:
            rows.refresh()
        self.assertEqual((stopped.exception.status, rows.to_csv()), (C.ERROR_STOPPED, before))
        told.at = 0
        gc.collect()
        rows.refresh()
        self.assertEqual(told.calls[-1], ("computing", 1.0))
        self.assertNotEqual(rows.to_csv(), before)

    def test_nothing_is_left_behind(self) -> None:
        plan, reports = small()
        told = Told()
        rows = plan.rollup(reports, live=True, progress=told)
        batch = reports.importing(progress=told)
        left = weakref.ref(told)
        del told, rows, batch
        gc.collect()
        self.assertIsNone(left())

    def test_names(self) -> None:
        self.assertEqual(childplan.phase_name("reading"), "reading reports")
        self.assertEqual(childplan.phase_name("reading", "vi"), "đọc báo cáo")
        names = {childplan.phase_name(phase) for phase in ("loading", "reading", "committing", "computing", "writing")}
        self.assertEqual(len(names), 5)
        for wrong in (("sleeping",), ("reading", "fr")):
            with self.assertRaises(ValueError):
                childplan.phase_name(*wrong)


def told_last(work: Callable[[], Any], told: Told) -> bool:
    """Whether the stop came too late; else the work says that it was stopped."""
    try:
        work()
    except childplan.Error as error:
        assert error.status == C.ERROR_STOPPED and error.diagnostics == [], error
        return False
    return told.calls[-1][1] == 1.0


class Interrupts(unittest.TestCase):
    """Ctrl-C while the library works: Python sees it when it enters the function, where it would be lost."""

    def setUp(self) -> None:
        if not hasattr(signal, "pthread_kill"):
            self.skipTest("no signals to one thread")
        self.addCleanup(signal.signal, signal.SIGINT, signal.signal(signal.SIGINT, signal.default_int_handler))

    def test_it_stops_the_work(self) -> None:
        """At some moment, most often within the work. Never lost, but where Python drops what any finalizer raises."""
        main, within = threading.main_thread().ident, 0
        for delay in (0.0, 0.002, 0.005, 0.01, 0.02):
            told, dropped = Told(), []
            assert main is not None
            timer = threading.Timer(delay, signal.pthread_kill, (main, signal.SIGINT))
            with mock.patch.object(sys, "unraisablehook", lambda given: dropped.append(given.exc_type)):
                try:
                    timer.start()
                    for _ in range(500):
                        if dropped:
                            break
                        childplan.Plan(text=PLAN, progress=told)
                        told.calls = []
                    timer.join()
                    self.assertEqual(dropped, [KeyboardInterrupt])
                except KeyboardInterrupt:
                    timer.join()
            within += 0 < len(told.calls) and told.calls[-1][1] < 1.0
            self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)
        self.assertGreater(within, 0)

    def test_it_stops_the_function(self) -> None:
        def wait() -> None:
            signal.raise_signal(signal.SIGINT)
            time.sleep(60)

        start = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            childplan.Plan(text=PLAN, progress=Told(at=2, act=wait))
        self.assertLess(time.monotonic() - start, 30)

    def test_a_handler_that_goes_on(self) -> None:
        noted: list[int] = []
        signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
        childplan.Plan(text=PLAN, progress=Told(at=2, act=lambda: signal.raise_signal(signal.SIGINT)))
        self.assertEqual(noted, [signal.SIGINT])

    def test_other_threads(self) -> None:
        told, plans = Told(), []
        thread = threading.Thread(target=lambda: plans.append(childplan.Plan(text=PLAN, progress=told)))
        thread.start()
        thread.join()
        self.assertEqual((len(plans), told.calls[-1]), (1, ("loading", 1.0)))


if __name__ == "__main__":
    unittest.main()
