"""Partial results in Python: through pyarrow, and put together to the rows of a single run."""

from __future__ import annotations

import unittest
from typing import Any

import pyarrow
from support import PLAN_251, REPORTS_251, cases, small

import childplan

C = childplan.constants


def in_parts(plan: childplan.Plan, reports: childplan.Reports, parts: int, **options: Any) -> childplan.Rows:
    """Every so-maniest unit in one part, each sent as bytes; the last comes first."""
    total = plan.partial(plan.reports(), [], **options)
    for part in reversed(range(parts)):
        with plan.partial(reports, plan.unit_ids[part::parts], **options) as partial:
            total.add(plan.read_partial(partial.to_bytes()))
    return total.rows()


class Parts(unittest.TestCase):
    def test_worked_cases(self) -> None:
        tried = 0
        for case in cases():
            with self.subTest(case=case.name):
                plan = childplan.Plan(case.plan)
                reports = plan.reports()
                reports.read_csv(case.reports, decimal_comma=case.decimal_comma)
                rows = plan.rollup(reports, **case.rollup)
                options = {**case.rollup, "until": rows.until}
                options["periods"] = list(dict.fromkeys(row.period for row in rows)) or ["plan"]
                expected = plan.rollup(reports, **options).to_csv()
                for parts in (1, 3):
                    self.assertEqual(in_parts(plan, reports, parts, **options).to_csv(), expected)
                tried += 1
        self.assertGreater(tried, 60)

    def test_the_stream_is_what_the_header_says(self) -> None:
        plan = childplan.Plan(PLAN_251)
        reports = plan.reports()
        reports.read_csv(REPORTS_251)
        partial = plan.partial(reports, plan.unit_ids, periods=["2025", "plan"], until="2025-12-31")
        table = partial.to_arrow()
        table.validate(full=True)
        self.assertEqual(
            {str(field.type) for field in table.schema}, {"date32[day]", "int64", "int32", "decimal128(38, 0)"}
        )
        self.assertEqual(table.column_names[:4], ["day", "period", "indicator", "unit"])
        self.assertEqual(table.schema.metadata[b"plan_id"].decode(), plan.id)
        self.assertEqual(table.schema.metadata[b"periods"], b"2025 plan")
        again = plan.read_partial(table).to_arrow()
        self.assertTrue(again.equals(table, check_metadata=True))
        self.assertGreater(table.num_rows, 100)

    def test_any_cut_of_the_batches_is_read(self) -> None:
        plan = childplan.Plan(PLAN_251)
        reports = plan.reports()
        reports.read_csv(REPORTS_251)
        partial = plan.partial(reports, plan.unit_ids, periods="2025", until="2025-12-31")
        expected, table = partial.rows().to_csv(), partial.to_arrow()
        batches = table.to_batches(max_chunksize=7)
        self.assertEqual(plan.read_partial(pyarrow.Table.from_batches(batches)).rows().to_csv(), expected)
        shifted = pyarrow.concat_tables([table.slice(0, 5), table.slice(5, 3), table.slice(8)])
        self.assertEqual(plan.read_partial(shifted).rows().to_csv(), expected)

    def test_what_is_missing(self) -> None:
        plan, reports = small()
        options = {"periods": ["plan"], "until": plan.period_days("plan")[1]}
        first, *others = plan.unit_ids
        partial = plan.partial(reports, [first], **options)
        self.assertIn(first, partial)
        self.assertEqual((partial.unit_count, partial.missing), (1, others))
        with self.assertRaises(childplan.Error) as raised:
            partial.rows()
        self.assertEqual(raised.exception.diagnostics[0].code, C.DIAGNOSTIC_PARTIAL_UNITS_MISSING)
        partial.add(plan.partial(reports, partial.missing, **options))
        self.assertEqual(partial.missing, [])
        self.assertEqual(partial.rows().to_csv(), plan.rollup(reports, **options).to_csv())
        self.assertEqual(partial.rows().stamp["reports_sha256"], None)

    def test_what_is_refused(self) -> None:
        plan, reports = small()
        options = {"periods": ["plan"], "until": plan.period_days("plan")[1]}
        partial = plan.partial(reports, plan.unit_ids, **options)
        tables = {
            C.DIAGNOSTIC_PARTIAL_MALFORMED: partial.to_arrow().drop_columns(["unit"]),
            C.DIAGNOSTIC_PARTIAL_OTHER_LIBRARY: partial.to_arrow().replace_schema_metadata(
                {**partial.to_arrow().schema.metadata, b"childplan": b"0.0.9"}
            ),
        }
        for code, table in tables.items():
            with self.assertRaises(childplan.Error) as raised:
                plan.read_partial(table, name="from afar")
            self.assertEqual([d.code for d in raised.exception.diagnostics], [code])
            self.assertIn("from afar", str(raised.exception))
        with self.assertRaises(childplan.Error) as raised:
            partial.add(plan.partial(reports, plan.unit_ids[:1], **options))
        self.assertEqual(raised.exception.diagnostics[0].code, C.DIAGNOSTIC_PARTIAL_UNIT_TWICE)
        with self.assertRaises(childplan.Error):
            childplan.Plan(PLAN_251).read_partial(partial)
        with self.assertRaises(childplan.Error):
            plan.partial(reports, ["nowhere"], **options)
        with self.assertRaises(ValueError):
            childplan.Plan(PLAN_251).partial(reports, [], **options)

    def test_closing_in_any_order(self) -> None:
        plan, reports = small()
        options = {"periods": ["plan"], "until": plan.period_days("plan")[1]}
        partial = plan.partial(reports, plan.unit_ids, **options)
        expected = plan.rollup(reports, **options).to_csv()
        self.assertIn(f"{len(plan.unit_ids)} of {len(plan.unit_ids)}", repr(partial))
        reports.close()
        plan.close()
        rows, batches = partial.rows(), pyarrow.RecordBatchReader.from_stream(partial)
        partial.close()
        self.assertEqual(repr(partial), "<Partial, closed>")
        self.assertEqual(rows.to_csv(), expected)
        self.assertGreater(batches.read_all().num_rows, 0)
        with self.assertRaises(ValueError):
            partial.rows()


if __name__ == "__main__":
    unittest.main()
