"""Rows as pandas and numpy have them, and reports from pandas."""

from __future__ import annotations

import csv
import datetime
import gc
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest
import weakref
from decimal import Decimal
from pathlib import Path

import numpy
import pandas
from support import CASES, PLAN_251, REPORTS_251, SMALL_PLAN, SOURCE, cases, rows_251, rows_of

import childplan


def value_of(text: str) -> object:
    """A cell of a CSV file as the value it stands for."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


class Frames(unittest.TestCase):
    def test_every_case_has_the_columns_and_values_of_the_csv(self) -> None:
        for case in cases():
            with self.subTest(case=case.name):
                frame = rows_of(case).to_pandas(names=case.names, pace=case.pace)
                expected = list(csv.reader(io.StringIO(case.expected.read_text(encoding="utf-8"))))
                given = list(csv.reader(io.StringIO(frame.to_csv(index=False))))
                self.assertEqual(given[0], expected[0])
                self.assertEqual(len(given), len(expected))
                for given_line, expected_line in zip(given[1:], expected[1:]):
                    self.assertEqual(
                        [value_of(cell) for cell in given_line], [value_of(cell) for cell in expected_line]
                    )

    def test_types(self) -> None:
        frame = rows_251(periods="2025").to_pandas(names=True)
        for name in ("units_expected", "units_reported", "units_carried", "numerator", "denominator", "gap"):
            self.assertEqual(str(frame[name].dtype), "Int64", name)
        for name in ("value", "low", "high", "path"):
            self.assertEqual(str(frame[name].dtype), "float64", name)
        for name in ("unit", "period", "indicator", "target", "by", "met", "certain", "status", "as_of", "unit_name"):
            self.assertEqual(str(frame[name].dtype), "string", name)
        self.assertTrue(frame["denominator"].isna().any())

    def test_exact_figures(self) -> None:
        plan = childplan.Plan(text=SMALL_PLAN)
        reports = plan.reports()
        reports.put("hill", "2024-H1", "spent", 2**63 - 1)
        frame = plan.rollup(reports, periods="2024", indicators="money").to_pandas()
        self.assertEqual(frame["numerator"][0], 2**63 - 1)
        reports.put("hill", "2024-H1", "hours", Decimal("0.1"))
        frame = plan.rollup(reports, periods="2024", indicators=["money", "course_hours"]).to_pandas()
        self.assertEqual(frame["numerator"][:2].tolist(), [Decimal("0.1"), 2**63 - 1])
        self.assertTrue(pandas.isna(frame["numerator"].iloc[-1]))

    def test_ids_that_look_like_something_else(self) -> None:
        text = SMALL_PLAN.replace("id: hill", "id: 'NA'").replace("id: mill", "id: '007'")
        plan = childplan.Plan(text=text)
        frame = plan.rollup(plan.reports(), periods="2024").to_pandas()
        self.assertEqual(list(frame["unit"].unique()), ["town", "NA", "007"])

    def test_no_rows(self) -> None:
        plan = childplan.Plan(text=SMALL_PLAN)
        frame = plan.rollup(plan.reports(), periods="2024", units="hill", levels="town").to_pandas()
        self.assertEqual((len(frame), len(frame.columns), str(frame["numerator"].dtype)), (0, 19, "Int64"))


class Views(unittest.TestCase):
    def test_no_copy(self) -> None:
        rows = rows_251(periods="2025")
        first, second = rows.numpy("numerator"), rows.numpy("numerator")
        self.assertEqual(first.__array_interface__["data"], second.__array_interface__["data"])
        self.assertEqual((first.dtype, first.flags.writeable, first.flags.owndata), (numpy.int64, False, False))
        self.assertEqual(rows.numpy("value").dtype, numpy.float64)
        self.assertEqual((rows.numpy("unit").dtype, rows.present("unit").dtype), (numpy.int32, numpy.bool_))
        frame = rows.to_pandas()
        present = rows.present("numerator")
        self.assertEqual(frame["numerator"].notna().tolist(), present.tolist())
        self.assertEqual(frame["numerator"].dropna().tolist(), first[present].tolist())

    def test_a_view_outlives_the_rows(self) -> None:
        rows = rows_251()
        values, present, expected = rows.numpy("value"), rows.present("value"), rows.to_pandas()["value"]
        handle = weakref.ref(rows._handle)
        rows.close()
        del rows
        gc.collect()
        noise = [numpy.ones(len(values)) for _ in range(50)]
        numpy.testing.assert_allclose(values[present], expected.dropna(), atol=0.00005001)
        part = values[10:20]
        del values, present, noise
        gc.collect()
        self.assertIsNotNone(handle())
        self.assertEqual(len(part), 10)
        del part
        gc.collect()
        self.assertIsNone(handle())

    def test_every_column(self) -> None:
        from _childplan.rows import _COLUMNS

        rows = rows_251(periods="2025")
        for name in _COLUMNS:
            self.assertEqual(len(rows.numpy(name)), len(rows), name)
            self.assertEqual(len(rows.present(name)), len(rows), name)


class Reports(unittest.TestCase):
    """reports.add(frame)."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = childplan.Plan(PLAN_251)
        reports = cls.plan.reports()
        reports.read_csv(REPORTS_251)
        cls.digest = reports.digest

    def digest_of(self, frame: pandas.DataFrame) -> str:
        reports = self.plan.reports()
        reports.add(frame)
        return reports.digest

    def test_long(self) -> None:
        texts = pandas.read_csv(REPORTS_251, dtype=str)
        guessed = pandas.read_csv(REPORTS_251)
        self.assertEqual(guessed["value"].dtype, numpy.int64)
        dates = guessed.assign(submitted=pandas.to_datetime(guessed["submitted"]))
        days = guessed.assign(submitted=[datetime.date.fromisoformat(text) for text in guessed["submitted"]])
        categories = guessed.astype({"unit": "category", "period": "category", "element": "category"})
        shuffled = guessed.sample(frac=1, random_state=1)
        named = guessed.set_index(["unit", "period"])
        objects = guessed.astype(object)
        for frame in (texts, guessed, dates, days, categories, shuffled, named, objects):
            self.assertEqual(self.digest_of(frame), self.digest)

    def test_wide(self) -> None:
        long = pandas.read_csv(REPORTS_251)
        wide = long.pivot(index=["unit", "period", "submitted"], columns="element", values="value")
        self.assertEqual(wide["officers"].dtype, numpy.float64)  # as pandas makes of numbers with gaps
        for frame in (wide, wide.reset_index(), wide.astype("Int64")):
            self.assertEqual(self.digest_of(frame), self.digest)

    def test_pandas_has_rows_and_their_figures_back(self) -> None:
        plan = childplan.Plan(CASES / "lai-chau" / "plan.yaml")
        reports = plan.reports()
        reports.add(pandas.read_csv(CASES / "lai-chau" / "reports.csv"))
        rows = plan.rollup(reports)
        self.assertEqual(rows.to_csv(), (CASES / "lai-chau" / "expected-1.csv").read_text(encoding="utf-8"))

    def test_errors_name_the_row(self) -> None:
        frame = pandas.DataFrame(
            {
                "unit": ["lai-chau", "lai-chua"],
                "period": ["2024-H1"] * 2,
                "element": ["officers"] * 2,
                "value": [1.0, 2.0],
            }
        )
        with self.assertRaises(childplan.Error) as caught:
            self.plan.reports().add(frame[::-1], name="khung")
        found = caught.exception.diagnostics[0]
        self.assertEqual((found.file, found.line, found.suggestion), ("khung", 1, "lai-chau"))

    def test_periods_and_mixed_cells(self) -> None:
        plan = childplan.Plan(text=SMALL_PLAN.replace("over_time: sum", "over_time: sum, frequency: quarter"))
        frame = pandas.DataFrame(
            {
                "unit": ["hill", "hill", "mill"],
                "period": [pandas.Period("2024Q1"), "2024-H1", pandas.Period("2024Q3")],
                "element": ["hours", "pool", "spent"],
                "value": [numpy.float64(2.5), True, numpy.int64(7)],
            }
        )
        reports = plan.reports()
        self.assertEqual(reports.add(frame).accepted, 3)
        self.assertEqual(reports.get("hill", "2024-Q1", "hours").value, Decimal("2.5"))

    def test_units(self) -> None:
        start, end = SMALL_PLAN.index("units:"), SMALL_PLAN.index("elements:")
        units = pandas.DataFrame(
            {
                "id": ["town", "hill"],
                "name": ["Thị xã", "Đồi"],
                "level": ["town", "ward"],
                "parent": [None, "town"],
                "until": [pandas.NaT, pandas.Timestamp("2025-06-30")],
            }
        )
        plan = childplan.Plan(text=SMALL_PLAN[:start] + SMALL_PLAN[end:], units=units)
        self.assertEqual(plan.unit("hill", on="2025-06-30"), ("hill", "Đồi", "ward", "town", True))
        self.assertFalse(plan.unit("hill", on="2025-07-01").alive)


class Readme(unittest.TestCase):
    """The README's examples print what the README says."""

    def test_examples(self) -> None:
        text = (SOURCE / "README.md").read_text(encoding="utf-8")
        examples = re.findall(
            r"<!-- python -->\n```python\n(.*?)```\n\n<!-- prints -->\n```\n(.*?)```\n", text, re.DOTALL
        )
        self.assertEqual(len(examples), text.count("<!-- python -->"))
        for code, expected in examples:
            with self.subTest(code=code):
                self.run_example(text, code, expected)

    def run_example(self, text: str, code: str, expected: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, file in re.findall(r"<!-- save: (\S+) -->\n```\w*\n(.*?)```\n", text, re.DOTALL):
                (Path(folder) / name).write_text(file, encoding="utf-8")
            environment = {**os.environ, "PYTHONPATH": str(SOURCE / "examples" / "python"), "PYTHONUTF8": "1"}
            run = subprocess.run(
                [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
            )
        self.assertEqual((run.stderr, run.stdout), ("", expected))


if __name__ == "__main__":
    unittest.main()
