"""childplan.py: how long things live, wrong use, threads, and where the library is found."""

from __future__ import annotations

import ctypes
import datetime
import gc
import os
import subprocess
import sys
import tempfile
import threading
import unittest
import weakref
from pathlib import Path
from typing import Any
from unittest import mock

from support import CASES, PLAN_251, REPORTS_251, SMALL_PLAN, SOURCE, rows_251, small

import childplan
from _childplan import library, signatures, tables

C = childplan.constants


class Lifetimes(unittest.TestCase):
    def test_a_view_outlives_everything(self) -> None:
        rows = rows_251(periods="2025")
        expected = [row.numerator or 0 for row in rows]
        cells, present = rows.column("numerator")
        handle = weakref.ref(rows._handle)
        plan = weakref.ref(rows._plan._handle)
        del rows
        gc.collect()
        noise = [bytes(1000) for _ in range(1000)]
        self.assertEqual(cells.tolist(), expected)
        self.assertIsNotNone(handle())
        self.assertIsNotNone(plan())
        del cells
        self.assertIsNotNone(handle())
        del present, noise
        gc.collect()
        self.assertIsNone(handle())
        self.assertIsNone(plan())

    def test_a_part_of_a_view_keeps_the_rows(self) -> None:
        part = rows_251(periods="2025").column("numerator")[0][3:5]
        gc.collect()
        self.assertEqual(len(part.tolist()), 2)

    def test_closing(self) -> None:
        with childplan.Plan(PLAN_251) as plan, plan.reports() as reports:
            reports.read_csv(REPORTS_251)
            with plan.rollup(reports, periods="2025") as rows:
                text, row = rows.to_csv(), rows[0]
                cells, _ = rows.column("numerator")
            kept = plan.rollup(reports, periods="2025")
        self.assertEqual((kept.to_csv(), kept[0]), (text, row))
        self.assertEqual(cells[0], row.numerator)
        for call in (
            lambda: plan.id,
            lambda: plan.rollup(reports),
            lambda: plan.reports(),
            lambda: len(reports),
            lambda: reports.put("lai-chau", "2025-H1", "officers", 1),
            lambda: rows.to_csv(),
            lambda: rows[0],
            lambda: rows.column("numerator"),
            lambda: rows.__arrow_c_stream__(),
        ):
            with self.assertRaises(ValueError):
                call()
        self.assertIn("closed", repr(plan) + repr(reports) + repr(rows))
        for thing in (plan, reports, rows):
            thing.close()

    def test_a_cycle_of_garbage(self) -> None:
        plan, reports = small()
        rows = plan.rollup(reports)
        plan.ring = rows
        rows.ring = reports
        reports.ring = [plan, rows.column("numerator")]
        handles = [weakref.ref(thing._handle) for thing in (plan, reports, rows)]
        del plan, reports, rows
        gc.collect()
        self.assertEqual([handle() for handle in handles], [None] * 3)

    def test_an_import_outlives_its_reports(self) -> None:
        plan, reports = small()
        batch = reports.importing()
        batch.put("hill", "2024-H1", "children", 1)
        reports.close()
        with self.assertRaises(ValueError):
            batch.commit()
        del plan, reports
        gc.collect()

    def test_an_ended_import(self) -> None:
        plan, reports = small()
        with reports.importing() as batch:
            pass
        for call in (batch.commit, lambda: batch.read_text(""), lambda: batch.put("hill", "2024-H1", "children", 1)):
            with self.assertRaises(ValueError):
                call()

    def test_a_stream_nobody_reads(self) -> None:
        rows = rows_251(periods="2025")
        capsule = rows.__arrow_c_stream__()
        self.assertIn("arrow_array_stream", repr(capsule))
        handle = weakref.ref(rows._handle)
        del rows
        gc.collect()
        self.assertIsNone(handle())
        stream = tables.take_stream(mock.Mock(__arrow_c_stream__=mock.Mock(return_value=capsule)))[0]
        release, released = signatures.ReleaseStreamFn(), []
        ctypes.pointer(release)[0] = stream.contents.release

        def note(given: Any) -> None:
            released.append(True)
            release(given)

        stream.contents.release = noting = signatures.ReleaseStreamFn(note)
        del capsule
        gc.collect()
        self.assertEqual(released, [True])
        del noting

    def test_no_rows(self) -> None:
        plan, reports = small()
        rows = plan.rollup(reports, periods="2024", units="hill", levels="town")
        self.assertEqual((len(rows), list(rows), bool(rows)), (0, [], True))
        self.assertEqual(rows.column("numerator")[0].tolist(), [])
        self.assertEqual(rows.diagnostics[0].severity, "note")


class Misuse(unittest.TestCase):
    def test_arguments(self) -> None:
        plan, reports = small()
        for call in (
            lambda: childplan.Plan(),
            lambda: childplan.Plan("a.yaml", text="b"),
            lambda: plan.unit(3),
            lambda: plan.rollup(reports, until=3),
            lambda: plan.rollup(reports, ["2024"]),
            lambda: reports.put("hill", "2024-H1", "children", "10"),
            lambda: reports.read_csv(3),
        ):
            with self.assertRaises(TypeError):
                call()
        for call in (
            lambda: plan.unit("hi\0ll"),
            lambda: childplan.Plan("pl\0an.yaml"),
            lambda: plan.rollup(reports, until="2024-02-30"),
            lambda: plan.rollup(reports, until="30/6/2024"),
            lambda: plan.rollup(childplan.Plan(text=SMALL_PLAN).reports()),
            lambda: plan.index("flower", "hill"),
        ):
            with self.assertRaises(ValueError):
                call()
        with self.assertRaises(childplan.Error) as caught:
            plan.rollup(reports, threads=0)
        self.assertEqual((caught.exception.status, caught.exception.diagnostics), (C.ERROR_USAGE, []))
        self.assertNotEqual(str(caught.exception), "")

    def test_a_handle_of_another_kind(self) -> None:
        plan, reports = small()
        with self.assertRaises(ctypes.ArgumentError):
            library.library.childplan_plan_id(reports._pointer)

    def test_threads_share_a_plan_and_even_reports(self) -> None:
        plan, reports = small()
        failures: list[BaseException] = []

        def work(unit: str, half: str) -> None:
            try:
                for number in range(200):
                    reports.put(unit, half, "children", number, datetime.date(2024, 1, 1) + datetime.timedelta(number))
                    plan.rollup(reports, periods="2024")
            except BaseException as error:
                failures.append(error)

        threads = [
            threading.Thread(target=work, args=(unit, half))
            for unit in ("hill", "mill")
            for half in ("2024-H1", "2024-H2")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(len(reports), 800)


class FindingTheLibrary(unittest.TestCase):
    def test_names(self) -> None:
        self.assertEqual(library.file_names("linux"), ["libchildplan.so.0"])
        self.assertEqual(library.file_names("darwin"), ["libchildplan.0.dylib"])
        self.assertEqual(library.file_names("win32"), ["childplan-0.dll", "libchildplan-0.dll"])

    def test_where(self) -> None:
        with tempfile.TemporaryDirectory() as folder, mock.patch("ctypes.util.find_library", return_value="found"):
            checkout = Path(folder)
            built = checkout / "build" / "lib" / "libchildplan.0.dylib"
            self.assertEqual(list(library.candidates({}, "darwin", checkout)), ["libchildplan.0.dylib", "found"])
            built.parent.mkdir(parents=True)
            built.touch()
            self.assertEqual(next(library.candidates({}, "darwin", checkout)), str(built))
            chosen = {"CHILDPLAN_LIBRARY": str(built)}
            self.assertEqual(list(library.candidates(chosen, "darwin", checkout)), [str(built)])
            chosen = {"CHILDPLAN_LIBRARY": str(built.parent)}
            self.assertEqual(
                list(library.candidates(chosen, "win32", checkout)),
                [str(built.parent / "childplan-0.dll"), str(built.parent / "libchildplan-0.dll")],
            )

    def run_python(self, code: str, library_path: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "CHILDPLAN_LIBRARY": library_path,
            "PYTHONPATH": str(SOURCE / "examples" / "python"),
        }
        return subprocess.run([sys.executable, "-S", "-c", code], env=environment, capture_output=True, text=True)

    def test_a_wrong_path_is_said(self) -> None:
        run = self.run_python("import childplan", "/nowhere/libchildplan.so.0")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("/nowhere/libchildplan.so.0", run.stderr)
        self.assertIn("CHILDPLAN_LIBRARY", run.stderr)

    def test_another_library_is_said(self) -> None:
        run = self.run_python("import childplan", "libc.so.6")
        self.assertIn("has no childplan_version_string", run.stderr)

    def test_nothing_but_the_standard_library(self) -> None:
        path = library.library._name
        code = """if True:
            import childplan, sys
            plan = childplan.Plan("tests/cases/decree-09/plan.yaml")
            reports = plan.reports()
            reports.read_csv("tests/cases/decree-09/reports.csv")
            sys.stdout.write(plan.rollup(reports).to_csv())
            assert not {"numpy", "pandas", "pyarrow"} & sys.modules.keys()
        """
        code = code.replace("tests/cases", str(CASES))
        run = self.run_python(code, path)
        self.assertEqual((run.stderr, run.stdout), ("", (CASES / "decree-09" / "expected-1.csv").read_text()))

    def test_leaving_with_everything_open(self) -> None:
        code = f"""if True:
            import childplan
            plan = childplan.Plan({str(PLAN_251)!r})
            reports = plan.reports()
            rows = plan.rollup(reports)
            batch, capsule, view = reports.importing(), rows.__arrow_c_stream__(), rows.column("unit")
        """
        run = self.run_python(code, library.library._name)
        self.assertEqual((run.returncode, run.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
