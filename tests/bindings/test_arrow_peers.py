"""Rows out and reports in through the Arrow C interfaces, with those who read and write them: pyarrow, pandas, polars
and DuckDB. Where the format allows it nothing is copied: the addresses of the buffers say so."""

from __future__ import annotations

import csv
import datetime
import gc
import io
import unittest
import weakref
from decimal import Decimal
from typing import Any, Iterator

import duckdb
import numpy
import pandas
import polars
import pyarrow
from pyarrow import compute
from support import FACTS_251, PLAN_251, REPORTS_251, SMALL_PLAN, cases, rows_251, rows_of

import childplan

# What Arrow holds as the library does, and so need not be copied.
SHARED = (
    "numerator",
    "denominator",
    "gap",
    "value",
    "low",
    "high",
    "path",
    "target_value",
    "units_expected",
    "units_reported",
    "units_carried",
    "as_of",
    "numerator_decimals",
    "denominator_decimals",
    "gap_decimals",
)
SHARED_INDICES = ("unit", "indicator", "status", "level")


def address_of(rows: childplan.Rows, name: str) -> int:
    return rows.numpy(name).__array_interface__["data"][0]


def chunk_of(column: pyarrow.ChunkedArray) -> pyarrow.Array:
    (chunk,) = column.chunks
    return chunk


def as_csv(table: pyarrow.Table) -> Iterator[list[str]]:
    """The table's rows as the library's CSV would print them, but for value, low, high and path."""
    cells = table.to_pylist()
    for row in cells:
        line = [row["unit"], row["period"], row["indicator"]]
        for name in ("numerator", "denominator"):
            line.append(exact(row[name], row[name + "_decimals"]))
        line += [row[name] for name in ("value", "low", "high", "units_expected", "units_reported", "units_carried")]
        line += [row["target"], row["by"], row["path"], *(yes_no(row[name]) for name in ("met", "certain"))]
        line += [row["status"], exact(row["gap"], row["gap_decimals"]), row["as_of"]]
        yield ["" if cell is None else str(cell) for cell in line]


def exact(whole: Any, decimals: int) -> Any:
    return None if whole is None else Decimal(whole).scaleb(-decimals) if decimals else whole


def yes_no(cell: Any) -> Any:
    return None if cell is None else "yes" if cell else "no"


class RowsToPyarrow(unittest.TestCase):
    def test_every_case(self) -> None:
        for case in cases():
            with self.subTest(case=case.name):
                table = rows_of(case).to_arrow()
                table.validate(full=True)
                expected = list(csv.reader(io.StringIO(case.expected.read_text(encoding="utf-8"))))
                lines = list(as_csv(table))
                self.assertEqual(len(lines), len(expected) - 1)
                for given, line in zip(lines, expected[1:]):
                    for name, cell, text in zip(expected[0], given, line):
                        self.compare(name, cell, text)

    def compare(self, name: str, cell: str, text: str) -> None:
        if cell and name in ("value", "low", "high", "path"):
            self.assertLessEqual(abs(Decimal(cell) - Decimal(text)), Decimal("0.00005001"), name)
        elif cell and name in ("numerator", "denominator", "gap"):
            self.assertEqual(Decimal(cell), Decimal(text), name)
        else:
            self.assertEqual(cell, text, name)

    def test_types(self) -> None:
        schema = rows_251(periods="2025").to_arrow().schema
        words = pyarrow.dictionary(pyarrow.int32(), pyarrow.utf8())
        for name in ("unit", "period", "indicator", "status", "level", "by"):
            self.assertEqual(schema.field(name).type, words, name)
        for name, kind in (
            ("numerator", pyarrow.int64()),
            ("value", pyarrow.float64()),
            ("units_expected", pyarrow.int32()),
            ("target", pyarrow.utf8()),
            ("met", pyarrow.bool_()),
            ("as_of", pyarrow.date32()),
        ):
            self.assertEqual(schema.field(name).type, kind, name)
        self.assertFalse(schema.field("unit").nullable)
        self.assertTrue(schema.field("value").nullable)

    def test_nothing_is_copied(self) -> None:
        rows = rows_251()
        table = rows.to_arrow()
        for name in SHARED:
            self.assertEqual(chunk_of(table[name]).buffers()[1].address, address_of(rows, name), name)
        for name in SHARED_INDICES:
            self.assertEqual(chunk_of(table[name]).indices.buffers()[1].address, address_of(rows, name), name)

    def test_batches_are_slices_of_the_same_memory(self) -> None:
        rows = rows_251()
        reader = pyarrow.RecordBatchReader._import_from_c_capsule(rows.arrow_stream(batch_rows=1000))
        batches = list(reader)
        self.assertEqual([len(batch) for batch in batches], [1000] * (len(rows) // 1000) + [len(rows) % 1000])
        for number, batch in enumerate(batches):
            batch.validate(full=True)
            column = batch.column("value")
            address = column.buffers()[1].address + 8 * column.offset
            self.assertEqual(address, address_of(rows, "value") + 8 * 1000 * number)
        self.assertEqual(pyarrow.Table.from_batches(batches), rows.to_arrow())
        one_by_one = pyarrow.RecordBatchReader._import_from_c_capsule(rows.arrow_stream(1)).read_all()
        self.assertEqual(one_by_one.combine_chunks().to_pylist(), rows.to_arrow().to_pylist())
        with self.assertRaises(childplan.Error):
            rows.arrow_stream(-1)

    def test_the_stamp_is_metadata(self) -> None:
        rows = rows_251(periods="2025", known_by="2026-02-01", structure="2025-06-30")
        metadata = {name.decode(): text.decode() for name, text in rows.to_arrow().schema.metadata.items()}
        stamp = rows.stamp
        self.assertEqual({name: metadata.get(name, "") for name in stamp}, {k: v or "" for k, v in stamp.items()})

    def test_a_table_outlives_everything(self) -> None:
        plan = childplan.Plan(PLAN_251)
        reports = plan.reports()
        reports.read_csv(REPORTS_251)
        rows = plan.rollup(reports)
        copy = rows.to_arrow().to_pylist()
        reader = pyarrow.RecordBatchReader._import_from_c_capsule(rows.arrow_stream(1000))
        first = reader.read_next_batch()
        table = rows.to_arrow()
        ends = [weakref.ref(thing._handle) for thing in (plan, reports, rows)]
        del plan, reports, rows
        gc.collect()
        self.assertEqual([end() for end in ends], [None] * 3)
        noise = [bytes(10_000) for _ in range(1000)]
        self.assertEqual(table.to_pylist(), copy)
        rest = reader.read_all()
        self.assertEqual(first.to_pylist() + rest.to_pylist(), copy)
        del noise, reader

    def test_no_rows(self) -> None:
        plan = childplan.Plan(text=SMALL_PLAN)
        table = plan.rollup(plan.reports(), periods="2024", units="hill", levels="town").to_arrow()
        self.assertEqual((len(table), len(table.schema)), (0, 28))

    def test_the_schema_alone(self) -> None:
        stream = rows_251(periods="2025").arrow_stream()
        reader = pyarrow.RecordBatchReader._import_from_c_capsule(stream)
        self.assertEqual(len(reader.schema), 28)
        reader.close()


class RowsToOthers(unittest.TestCase):
    def setUp(self) -> None:
        self.rows = rows_251()
        self.expected = self.rows.to_arrow().to_pylist()

    def test_polars(self) -> None:
        frame = polars.DataFrame(self.rows)
        self.assertEqual(frame.to_dicts(), self.expected)
        # polars keeps the memory of plain figures.
        for name in ("numerator", "value", "units_expected", "gap"):
            self.assertEqual(frame[name].n_chunks(), 1)
            self.assertEqual(frame[name].to_arrow().buffers()[1].address, address_of(self.rows, name), name)
        missed = frame.filter(polars.col("status") == "missed", polars.col("period") == "2025")
        self.assertEqual(len(missed), sum(row.status == "missed" and row.period == "2025" for row in self.rows))
        del self.rows
        gc.collect()
        self.assertEqual(frame.to_dicts(), self.expected)

    def test_duckdb(self) -> None:
        rows = self.rows
        connection = duckdb.connect()
        result = connection.sql("select * from rows").to_arrow_table()
        self.assertEqual(result.to_pylist(), self.expected)
        ((count, total),) = connection.sql(
            "select count(*), sum(numerator) from rows where indicator = 'sessions_held' and period = '2025'"
        ).fetchall()
        cells = [row.numerator for row in rows if row.indicator == "sessions_held" and row.period == "2025"]
        self.assertEqual((count, total), (len(cells), sum(cell or 0 for cell in cells)))

    def test_pandas(self) -> None:
        frame = pandas.DataFrame.from_arrow(self.rows)
        self.assertEqual(frame["unit"].astype(str).tolist(), [row["unit"] for row in self.expected])
        self.assertEqual(str(frame["unit"].dtype), "category")
        table = self.rows.to_arrow()
        typed = table.to_pandas(types_mapper=pandas.ArrowDtype)
        self.assertEqual(
            typed["numerator"].dropna().tolist(),
            [row["numerator"] for row in self.expected if row["numerator"] is not None],
        )
        # A column without gaps needs no copy on the way to numpy.
        series = table.to_pandas(zero_copy_only=False, split_blocks=True)["units_expected"]
        self.assertEqual(series.to_numpy().__array_interface__["data"][0], address_of(self.rows, "units_expected"))

    def test_numpy_through_pyarrow(self) -> None:
        column = chunk_of(self.rows.to_arrow()["units_reported"]).to_numpy(zero_copy_only=True)
        self.assertEqual(column.__array_interface__["data"][0], address_of(self.rows, "units_reported"))


LONG = {
    "unit": ["hill", "hill", "mill", "mill", "hill"],
    "period": ["2024-H1", "2024-H1", "2024-H1", "2024-H1", "2024-H2"],
    "element": ["children", "swimmers", "children", "swimmers", "children"],
    "value": [40, 30, 50, 10, 42],
}


class ReportsFromArrow(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.plan = childplan.Plan(text=SMALL_PLAN)
        reports = cls.plan.reports()
        reports.add([dict(zip(LONG, row)) for row in zip(*LONG.values())])
        cls.digest = reports.digest

    def digest_of(self, *parts: Any) -> str:
        reports = self.plan.reports()
        with reports.importing() as batch:
            for part in parts:
                batch.add(part)
        return reports.digest

    def check(self, *parts: Any) -> None:
        self.assertEqual(self.digest_of(*parts), self.digest)

    def test_text_of_every_kind(self) -> None:
        table = pyarrow.table(LONG)
        kinds = [pyarrow.utf8(), pyarrow.large_utf8()]
        kinds += [pyarrow.dictionary(index, text) for index in (pyarrow.int8(), pyarrow.int32(), pyarrow.int64(),
                  pyarrow.uint8(), pyarrow.uint16()) for text in (pyarrow.utf8(), pyarrow.large_utf8())]  # fmt: skip
        for kind in kinds:
            with self.subTest(kind=str(kind)):
                columns = {name: table[name].cast(kind) for name in ("unit", "period", "element")}
                self.check(pyarrow.table({**columns, "value": table["value"]}))

    def test_numbers_of_every_kind(self) -> None:
        kinds = [pyarrow.int8(), pyarrow.int16(), pyarrow.int32(), pyarrow.int64(), pyarrow.uint8(), pyarrow.uint16(),
                 pyarrow.uint32(), pyarrow.uint64(), pyarrow.float32(), pyarrow.float64(), pyarrow.decimal128(25, 3),
                 pyarrow.utf8()]  # fmt: skip
        for kind in kinds:
            with self.subTest(kind=str(kind)):
                self.check(pyarrow.table({**LONG, "value": pyarrow.array(LONG["value"]).cast(kind)}))

    def test_batches_and_slices(self) -> None:
        table = pyarrow.table(LONG)
        self.check(pyarrow.Table.from_batches(table.to_batches(max_chunksize=2)))
        self.check(pyarrow.RecordBatchReader.from_batches(table.schema, iter(table.to_batches(1))))
        self.check(table.slice(0, 2), table.slice(2, 1), table.slice(3))
        padded = pyarrow.concat_tables([table.slice(2, 3), table, table.slice(0, 2)]).combine_chunks()
        self.check(padded.slice(3, 5))
        words = padded.slice(3, 5).set_column(0, "unit", padded.slice(3, 5)["unit"].dictionary_encode())
        self.check(words)
        empty = table.schema.empty_table()
        self.check(pyarrow.concat_tables([empty, table.slice(0, 3), empty, table.slice(3)]))

    def test_sliced_nulls_and_flags(self) -> None:
        wide = pyarrow.table(
            {
                "unit": ["x"] * 9 + ["hill", "mill"],
                "period": ["2024-H1"] * 11,
                "children": pyarrow.array([None] * 9 + [40, None], pyarrow.int16()),
                "pool": pyarrow.array([None] * 9 + [None, True], pyarrow.bool_()),
                "hours": pyarrow.array([None] * 9 + [Decimal("12.5"), None], pyarrow.decimal128(10, 2)),
            }
        )
        reports = self.plan.reports()
        self.assertEqual(reports.add(wide.slice(9)).accepted, 3)
        self.assertEqual(reports.get("hill", "2024-H1", "children").value, 40)
        self.assertEqual(reports.get("mill", "2024-H1", "pool").value, 1)
        self.assertEqual(reports.get("hill", "2024-H1", "hours").value, Decimal("12.5"))

    def test_dates(self) -> None:
        day = datetime.date(2024, 7, 5)
        for submitted in (pyarrow.array([day] * 5), ["2024-07-05"] * 5, pyarrow.array([day, None] * 2 + [None])):
            reports = self.plan.reports()
            reports.add(pyarrow.table({**LONG, "submitted": submitted}))
            self.assertEqual(reports.get("hill", "2024-H1", "children").submitted, day)

    def test_polars(self) -> None:
        frame = polars.DataFrame(LONG)
        self.check(frame)
        self.check(
            frame.with_columns(polars.col("unit").cast(polars.Categorical), polars.col("value").cast(polars.UInt8))
        )
        self.check(polars.concat([frame[:2], frame[2:]], rechunk=False))
        self.check(frame.lazy().filter(polars.col("value") > 0).collect())

    def test_duckdb(self) -> None:
        connection = duckdb.connect()
        connection.execute("create table r (unit varchar, period varchar, element varchar, value integer)")
        connection.executemany("insert into r values (?, ?, ?, ?)", list(zip(*LONG.values())))
        self.check(connection.sql("select * from r"))
        connection.execute("create type unit as enum ('hill', 'mill')")
        self.check(connection.sql("select unit::unit as unit, period, element, value::hugeint::bigint as value from r"))
        self.check(connection.sql("select * from r").to_arrow_table())

    def test_pandas(self) -> None:
        frame = pandas.DataFrame(LONG)
        self.check(frame)
        self.check(frame.convert_dtypes(dtype_backend="pyarrow"))
        self.check(pyarrow.Table.from_pandas(frame[frame["value"] > 0]))

    def test_what_is_wrong_names_the_row_over_all_batches(self) -> None:
        table = pyarrow.table({**LONG, "unit": ["hill", "hill", "mill", "mil", "hill"]})
        with self.assertRaises(childplan.Error) as caught:
            self.plan.reports().add(pyarrow.Table.from_batches(table.to_batches(2)), name="bảng")
        found = caught.exception.diagnostics[0]
        self.assertEqual((found.file, found.line, found.suggestion), ("bảng", 4, "mill"))

    def test_a_float_that_is_not_exact(self) -> None:
        table = pyarrow.table({**LONG, "value": [40.0, 30.5, 50.0, 10.0, 42.0]})
        accepted, refused, found = self.plan.reports().add(table, lenient=True)
        self.assertEqual((accepted, refused, found[0].line), (4, 1, 2))

    def test_a_stream_that_fails(self) -> None:
        table = pyarrow.table(LONG)

        def batches() -> Iterator[pyarrow.RecordBatch]:
            yield from table.to_batches(3)[:1]
            raise RuntimeError("đứt kết nối")

        reports = self.plan.reports()
        for lenient in (False, True):
            with self.assertRaises(childplan.Error) as caught:
                reports.add(pyarrow.RecordBatchReader.from_batches(table.schema, batches()), lenient=lenient)
            self.assertEqual(caught.exception.status, childplan.constants.ERROR_FILE)
            self.assertIn("đứt kết nối", str(caught.exception))
            self.assertEqual(len(reports), 0)

    def test_a_stream_is_released(self) -> None:
        held: list[weakref.ref[Any]] = []

        class Memory(numpy.ndarray):
            pass

        def table(value: int) -> pyarrow.Table:
            memory = numpy.array([value] * 5).view(Memory)
            held.append(weakref.ref(memory))
            buffer = pyarrow.py_buffer(memory)
            values = pyarrow.Array.from_buffers(pyarrow.int64(), 5, [None, buffer])
            return pyarrow.table({**LONG, "value": values})

        reports = self.plan.reports()
        reports.add(table(1))
        with self.assertRaises(childplan.Error):
            reports.add(table(-1))
        gc.collect()
        self.assertEqual([ref() for ref in held], [None, None])

    def test_rows_are_no_reports(self) -> None:
        rows = rows_251(periods="2025")
        with self.assertRaises(childplan.Error):
            rows._plan.reports().add(rows)

    def test_the_real_reports(self) -> None:
        plan = childplan.Plan(PLAN_251)
        frame = polars.read_csv(REPORTS_251, try_parse_dates=True)
        relation = duckdb.connect().sql(f"select * from read_csv('{REPORTS_251}')")
        for data in (frame, relation, compute.take(frame.to_arrow(), pyarrow.array(range(FACTS_251 - 1, -1, -1)))):
            reports = plan.reports()
            self.assertEqual(reports.add(data).accepted, FACTS_251)
            self.assertEqual(plan.rollup(reports).to_csv(), rows_251().to_csv())


if __name__ == "__main__":
    unittest.main()
