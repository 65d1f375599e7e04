"""The headers as other bindings read them: with nothing but a C preprocessor before."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import cffi
from headers import preprocessed
from support import INCLUDE, PLAN_251, REPORTS_251

from _childplan.library import library
from _childplan.signatures import FUNCTIONS

HEADERS = preprocessed(INCLUDE)
EXPECTED = ("209", "225", "92.8889")


class Cffi(unittest.TestCase):
    """In ABI mode: no compiler."""

    def setUp(self) -> None:
        self.ffi = cffi.FFI()
        self.ffi.cdef(HEADERS)
        self.C = self.ffi.dlopen(library._name)

    def test_every_function(self) -> None:
        for name in FUNCTIONS:
            self.assertEqual(self.ffi.typeof(getattr(self.C, name)).kind, "function", name)

    def test_a_row(self) -> None:
        ffi, C = self.ffi, self.C

        def made(make: object, kind: str, *arguments: object, after: tuple[object, ...] = ()) -> object:
            box = ffi.new(f"childplan_{kind} **")
            self.assertEqual(make(*arguments, box, *after), 0)
            return ffi.gc(box[0], getattr(C, f"childplan_{kind}_free"))

        errors = made(C.childplan_diagnostics_new, "diagnostics")
        path = str(PLAN_251).encode()
        plan = made(C.childplan_plan_load_file, "plan", path, ffi.NULL, after=(errors,))
        reports = made(C.childplan_reports_new, "reports", plan)
        importing = made(C.childplan_import_new, "import", reports)
        self.assertEqual(C.childplan_import_read_file(importing, str(REPORTS_251).encode(), errors), 0)
        self.assertEqual(C.childplan_import_commit(importing, ffi.NULL, ffi.NULL, errors), 0)
        rollup = made(C.childplan_rollup_compute, "rollup", reports, ffi.NULL, after=(errors,))
        place = (
            C.childplan_plan_find_unit(plan, b"lai-chau"),
            C.childplan_period_of(4, 2025, 1),
            C.childplan_plan_find_indicator(plan, b"officers_reached"),
        )
        row, figure, text = ffi.new("size_t *"), ffi.new("int64_t *"), ffi.new("char[64]")
        self.assertEqual(C.childplan_rollup_find(rollup, *place, row), 0)
        figures = []
        for column in (3, 4):
            self.assertEqual(C.childplan_rollup_get(rollup, row[0], column, figure), 0)
            figures.append(str(figure[0]))
        C.childplan_rollup_text(rollup, row[0], 5, text, 64)
        self.assertEqual((*figures, ffi.string(text).decode()), EXPECTED)
        # The last made is freed first.
        for handle in (rollup, importing, reports, plan, errors):
            ffi.release(handle)

    def test_a_column_in_place(self) -> None:
        # numpy-like access: a pointer and a length.
        ffi, C = self.ffi, self.C
        box = ffi.new("childplan_plan **")
        self.assertEqual(C.childplan_plan_load_file(str(PLAN_251).encode(), ffi.NULL, box, ffi.NULL), 0)
        plan, boxes = box[0], (ffi.new("childplan_reports **"), ffi.new("childplan_rollup **"))
        self.assertEqual(C.childplan_reports_new(plan, boxes[0]), 0)
        self.assertEqual(C.childplan_rollup_compute(boxes[0][0], ffi.NULL, boxes[1], ffi.NULL), 0)
        cells, present = ffi.new("const int32_t **"), ffi.new("const uint8_t **")
        self.assertEqual(C.childplan_rollup_int32_column(boxes[1][0], 0, cells, present), 0)
        count = C.childplan_rollup_row_count(boxes[1][0])
        self.assertEqual(len(ffi.unpack(cells[0], count)) if count else 0, count)
        C.childplan_rollup_free(boxes[1][0])
        C.childplan_reports_free(boxes[0][0])
        C.childplan_plan_free(plan)


class LuaJit(unittest.TestCase):
    def test_a_row(self) -> None:
        luajit = shutil.which("luajit")
        self.assertIsNotNone(luajit, "luajit is not installed")
        with tempfile.TemporaryDirectory() as folder:
            headers = Path(folder) / "childplan.h"
            headers.write_text(HEADERS)
            script = Path(__file__).parent / "row.lua"
            command = [
                luajit,
                script,
                library._name,
                headers,
                PLAN_251,
                REPORTS_251,
                "lai-chau",
                "2025",
                "officers_reached",
            ]
            run = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual((run.stderr, tuple(run.stdout.split())), ("", EXPECTED))
            command[5] = folder + "/không có.csv"
            run = subprocess.run(command, capture_output=True, text=True)
            self.assertNotEqual(run.returncode, 0)
            self.assertIn("không có.csv", run.stderr)


if __name__ == "__main__":
    unittest.main()
