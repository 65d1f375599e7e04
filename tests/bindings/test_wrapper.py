"""examples/python/childplan.py, with nothing but the standard library."""

from __future__ import annotations

import csv
import datetime
import json
import tempfile
import unittest
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from support import CASES, FILES_251, PLAN_251, REPORTS_251, SMALL_PLAN, UNITS_251, cases, rows_251, rows_of, small

import childplan

C = childplan.constants


def codes(error: childplan.Error) -> list[int]:
    return [diagnostic.code for diagnostic in error.diagnostics]


class LiveRows(unittest.TestCase):
    def test_a_refresh_is_a_fresh_rollup(self) -> None:
        plan, reports = small()
        reports.put("hill", "2024-H2", "children", 400)
        reports.put("hill", "2024-H2", "swimmers", 240)
        asked = {"periods": ["2024", "plan"], "until": "2024-12-31"}
        live = plan.rollup(reports, live=True, **asked)
        view = live.column("numerator")
        reports.put("hill", "2024-H2", "swimmers", 260, submitted="2025-03-01")
        self.assertEqual(live.find("hill", "2024", "can_swim").numerator, 240)
        live.refresh()
        self.assertEqual(live.find("hill", "2024", "can_swim").numerator, 260)
        self.assertEqual(live.to_csv(), plan.rollup(reports, **asked).to_csv())
        self.assertEqual(list(view), list(live.column("numerator")))
        self.assertIsNone(live.stamp["reports_sha256"])

    def test_what_cannot_be_refreshed(self) -> None:
        plan, reports = small()
        with self.assertRaisesRegex(ValueError, "not live"):
            plan.rollup(reports).refresh()
        live = plan.rollup(reports, live=True)
        reports.close()
        with self.assertRaisesRegex(ValueError, "closed"):
            live.refresh()

    def test_rows_and_reports_end_in_any_order(self) -> None:
        for first in ("rows", "reports"):
            plan, reports = small()
            live = plan.rollup(reports, live=True)
            if first == "rows":
                live.close()
                reports.put("hill", "2024-H2", "swimmers", 260, submitted="2025-03-01")
            else:
                del reports
                live.close()


class Comparisons(unittest.TestCase):
    @staticmethod
    def corrected() -> tuple[childplan.Plan, childplan.Reports]:
        plan, reports = small()
        for unit, period, element, value in (
            ("hill", "2024-H1", "children", 400),
            ("hill", "2024-H1", "swimmers", 200),
            ("hill", "2024-H2", "children", 400),
            ("hill", "2024-H2", "swimmers", 210),
        ):
            reports.put(unit, period, element, value, submitted="2025-01-10")
        reports.put("hill", "2024-H2", "swimmers", 240, submitted="2025-02-01")
        return plan, reports

    def test_a_correction(self) -> None:
        plan, reports = self.corrected()
        asked = {"periods": "2024", "units": "hill", "indicators": "can_swim", "until": "2024-12-31"}
        before = childplan.Reading(reports, known_by="2025-01-31", **asked)
        changes = childplan.compare(before, childplan.Reading(reports, **asked))
        places = [(change.unit, change.period, change.indicator) for change in changes]
        self.assertEqual(places, [("hill", "2024", "can_swim")])
        change = changes[0]
        self.assertEqual(change.causes, ("data",))
        self.assertEqual(change.before.exact_value, Fraction(105, 2))
        self.assertEqual(change.after.exact_value, 60)
        self.assertEqual(change.value["all"], Fraction(15, 2))
        self.assertEqual(sum(part for cause, part in change.value.items() if cause != "all"), change.value["all"])
        self.assertEqual(change.numerator["data"], 30)
        self.assertEqual(changes.facts_left, 0)
        rows = changes.after
        self.assertEqual(rows.to_csv(), plan.rollup(reports, **asked).to_csv())
        del changes, plan, reports, before
        self.assertEqual(rows[0].numerator, 240)

    def test_nothing_differs(self) -> None:
        _, reports = self.corrected()
        self.assertEqual(childplan.compare(reports, reports), [])

    def test_a_panel(self) -> None:
        _, reports = self.corrected()
        panel = childplan.panel(reports, "hill", "can_swim", "2024-H1", "2024-H2")
        self.assertEqual(panel.value["matched"], childplan.PanelLine(Fraction(50), Fraction(60), Fraction(10)))
        self.assertEqual(panel.units, (childplan.PanelUnit("hill", "matched", None),))
        self.assertFalse(panel.is_break)
        self.assertEqual(childplan.breaks(reports, "hill", "can_swim", ["2024-H1", "2024-H2"]), [False, False])
        self.assertIsNone(childplan.panel(reports, "hill", "can_swim", "2024-H1", "2025", until="2024-12-31"))


class Explanations(unittest.TestCase):
    """Plan.explain(): nodes whose figures add up, with the place of every report."""

    def explained(self, **how: Any) -> Any:
        plan, reports = small()
        text = "unit,period,hours,submitted\nhill,2024-H1,1.5,2024-07-01\nhill,2024-H1,2.5,2024-08-01\nmill,2024-H2,4,\n"
        reports.read_text(text, name="giờ.csv")
        return plan.explain(reports, "town", "2024", "course_hours", **how)

    def test_nodes(self) -> None:
        found = self.explained()
        placed = [node["numerator"] for node in found.of_kind("placed") if "numerator" in node]
        self.assertEqual((sum(placed), found.row["numerator"]), (Decimal("6.5"), Decimal("6.5")))
        self.assertEqual([found[node]["kind"] for node in found.below()], ["unit"])
        facts = [(node["file"], node["line"], node["state"]) for node in found.of_kind("fact")]
        self.assertEqual(facts, [("giờ.csv", 3, "in_force"), ("giờ.csv", 2, "superseded"), ("giờ.csv", 4, "in_force")])

    def test_sentences(self) -> None:
        self.assertTrue(str(self.explained()).startswith("The town, Hours, 2024: 6.5;"))
        self.assertIn("chưa báo cáo", str(self.explained(language="vi")))

    def test_options(self) -> None:
        self.assertEqual(self.explained(known_by="2024-07-15").row["numerator"], Decimal("5.5"))
        self.assertEqual(self.explained(until="2024-06-30").row["numerator"], Decimal("2.5"))

    def test_no_such_row(self) -> None:
        plan, reports = small()
        self.assertIsNone(plan.explain(reports, "town", "2026", "course_hours", until="2024-12-31"))
        with self.assertRaises(childplan.Error):
            plan.explain(reports, "town", "2030", "course_hours")


class WorkedCases(unittest.TestCase):
    def test_csv_to_the_byte(self) -> None:
        for case in cases():
            with self.subTest(case=case.name), tempfile.TemporaryDirectory() as folder:
                rows, file = rows_of(case), Path(folder) / "rows.csv"
                expected = case.expected.read_bytes()
                self.assertEqual(rows.to_csv(names=case.names, pace=case.pace).encode(), expected)
                self.assertIsNone(rows.to_csv(file, names=case.names, pace=case.pace))
                self.assertEqual(file.read_bytes(), expected)

    def test_rows_hold_what_the_csv_says(self) -> None:
        for case in cases():
            with self.subTest(case=case.name):
                with case.expected.open(encoding="utf-8", newline="") as file:
                    for row, line in zip(rows_of(case), csv.DictReader(file), strict=True):
                        for name, text in line.items():
                            self.compare(getattr(row, name), text, name)
                        self.check_exact(row)

    def compare(self, cell: object, text: str, name: str) -> None:
        if cell is None:
            self.assertEqual(text, "", name)
        elif isinstance(cell, bool):
            self.assertEqual("yes" if cell else "no", text, name)
        elif isinstance(cell, float):
            self.assertLessEqual(abs(Decimal(cell) - Decimal(text)), Decimal("0.00005001"), name)
        elif isinstance(cell, Fraction):
            self.assertLessEqual(abs(cell - Fraction(text)), Fraction(1, 20000), name)
        elif isinstance(cell, (int, Decimal)):
            self.assertEqual(cell, Decimal(text), name)
        else:
            self.assertEqual(str(cell), text, name)

    def check_exact(self, row: childplan.Row) -> None:
        self.assertEqual(row.exact_value is None, row.value is None)
        if row.exact_value is not None:
            self.assertAlmostEqual(float(row.exact_value), row.value, 9)


class DataChecks(unittest.TestCase):
    PLAN = """
childplan: 1
plan: {id: D, title: D, horizon: {from: 2021, to: 2025}}
levels: [{id: town, name: T}, {id: ward, name: W}]
units: [{id: town, name: T, level: town}, {id: hill, name: H, level: ward, parent: town}]
elements:
  - {id: hours, name: H, levels: [ward], type: decimal, decimals: 1, over_time: sum, plausible: {max: 99.5}}
  - {id: all, name: A, check_of: hours}
indicators: [{id: h, name: H, numerator: hours}]
"""

    def test_elements(self) -> None:
        hours, declared = childplan.Plan(text=self.PLAN).elements
        self.assertEqual((hours.check_of, hours.plausible), (None, (None, Decimal("99.5"))))
        self.assertEqual((declared.check_of, declared.plausible, declared.decimals), ("hours", (None, None), 1))

    def test_check(self) -> None:
        reports = childplan.Plan(text=self.PLAN).reports()
        reports.read_text(
            "unit,period,element,value,submitted\nhill,2021-H1,hours,10,\nhill,2021-H2,hours,100,2022-01-10\n"
            "town,2021-H2,all,90,2022-02-01\n",
            name="r.csv",
        )
        codes = lambda **how: [finding.code for finding in reports.check(**how)]  # noqa: E731
        above, jump, differs = childplan.constants.DIAGNOSTIC_DATA_ABOVE_PLAUSIBLE, 753, 756
        found = reports.check()
        self.assertEqual([(finding.file, finding.line) for finding in found], [("r.csv", 3), ("r.csv", 3), ("r.csv", 4)])
        self.assertEqual(codes(), [above, jump, differs])
        self.assertEqual(found[0].arguments, ("hours", "hill", "2021-H2", "100", "99.5"))
        self.assertEqual(codes(checks=["jumps", "subtrees"]), [jump, differs])
        self.assertEqual(codes(known_by="2022-01-31"), [above, jump])
        self.assertEqual(codes(since=datetime.date(2022, 1, 1)), [])
        self.assertEqual(codes(jump=Decimal("10.01")), [above, differs])
        self.assertEqual(codes(floor=91), [above, differs])
        self.assertEqual(codes(most=1), [above, childplan.constants.DIAGNOSTIC_DATA_MORE_FINDINGS])
        for wrong in ({"checks": []}, {"score": 0}, {"jump": 1}, {"copies": (1, 1)}):
            with self.assertRaises(childplan.Error):
                reports.check(**wrong)
        with self.assertRaises(ValueError):
            reports.check(["everything"])


class RatesAndPopulations(unittest.TestCase):
    """Of two worked cases."""

    def test_targets_ahead(self) -> None:
        plan = childplan.Plan(PLAN_251)
        self.assertEqual(
            {indicator.id for indicator in plan.indicators if indicator.grows}, {"sessions_held", "children_supported"}
        )
        ahead = plan.target("lai-chau", 2027, "officers_reached")
        self.assertEqual((ahead.text, ahead.by, ahead.binding), ("> 95", "2030", True))
        self.assertEqual(ahead.path, 90 + Fraction(5 * 730, 1826))
        self.assertEqual(ahead.start, ("milestone", datetime.date(2025, 12, 31), 90))
        self.assertIsNone(plan.target("tam-duong", 2027, "officers_reached"))
        self.assertEqual(plan.target("tam-duong", 2027, "officers_reached", structure="2025-01-01").text, "> 95")
        self.assertIsNone(plan.target("lai-chau", 2027, "sessions_held"))
        with self.assertRaises(childplan.Error):
            plan.target("lai-chau", 2031, "officers_reached")

    def test_rates(self) -> None:
        plan = childplan.Plan(CASES / "rates" / "plan.yaml")
        allowance, _, hourly = plan.rates
        self.assertEqual((list(plan.rate_ids), plan.index("rate", "hourly")), (["allowance", "raise", "hourly"], 2))
        self.assertEqual((allowance.name, allowance.source), ("Allowance for a child, a month", "III.6"))
        self.assertEqual(
            allowance.values[:2],
            [
                (datetime.date(2020, 11, 1), 160000, "Decree 105/2020/NĐ-CP, article 8"),
                (datetime.date(2025, 7, 1), 200000, "made up"),
            ],
        )
        self.assertEqual(hourly.values[0], (datetime.date(2021, 1, 1), Decimal("0.50"), None))
        self.assertIsNone(plan.rate_on("allowance", "2020-10-31"))
        self.assertEqual(plan.rate_on("allowance", datetime.date(2025, 6, 30)), 160000)
        self.assertEqual(plan.rate_on("hourly", "2025-04-01"), Decimal("0.75"))
        with self.assertRaises(childplan.Error) as raised:
            plan.rate_on("allowence", "2025-01-01")
        self.assertEqual(codes(raised.exception), [C.DIAGNOSTIC_RATE_UNKNOWN])
        self.assertEqual(raised.exception.diagnostics[0].suggestion, "allowance")

    def test_has_unit(self) -> None:
        plan = childplan.Plan(CASES / "populations" / "plan.yaml")
        self.assertTrue(plan.has_unit("rural_visits", "than", on="2025-06-30"))
        self.assertFalse(plan.has_unit("rural_visits", "than"))
        self.assertTrue(plan.has_unit("all_visits", "than"))


class Chains(unittest.TestCase):
    """The sample of a district's plan upholds the real one, and that one the sample above it."""

    def setUp(self) -> None:
        self.folder = PLAN_251.parent

    def test_upheld(self) -> None:
        plan = childplan.Plan(self.folder / "tam-duong.yaml", upholding="required")
        above = plan.upheld
        self.assertEqual((above.id, above.upheld.id), ("251/KH-LĐLĐ", "104/KH-TLĐ"))
        self.assertIsNone(above.upheld.upheld)
        self.assertEqual(above.digest, childplan.Plan(PLAN_251).digest)
        self.assertEqual(plan.diagnostics, [])
        top = plan.upheld.upheld
        plan.close()
        del plan, above
        self.assertEqual((top.issuer, len(top.indicators)), ("tong-ldld", 2))

    def test_one_set_of_reports(self) -> None:
        plan = childplan.Plan(self.folder / "tam-duong.yaml")
        chain = [plan, plan.upheld, plan.upheld.upheld]
        taken = []
        for link in chain:
            reports = link.reports()
            imported = reports.read_csv(REPORTS_251, also_serves=chain)
            left = [int(note.arguments[0]) for note in imported.diagnostics]
            taken.append(imported.accepted + sum(left))
        self.assertEqual(len(set(taken)), 1)
        with self.assertRaises(childplan.Error) as raised:
            plan.reports().read_csv(REPORTS_251)
        self.assertIn(C.DIAGNOSTIC_UNIT_UNKNOWN, codes(raised.exception))

    def test_findings(self) -> None:
        above = PLAN_251.read_text(encoding="utf-8").replace("  upholds: {file: 104-KH-TLD.yaml}\n", "")
        files = {"plan.yaml": above, "units.csv": (self.folder / "units.csv").read_bytes()}
        text = (self.folder / "tam-duong.yaml").read_text(encoding="utf-8")
        text = text.replace("{by: 2025, above: 90%}", "{by: 2025, at_least: 90%}")
        plan = childplan.Plan(text=text, name="below.yaml", files=files)
        self.assertEqual([finding.code for finding in plan.diagnostics], [C.DIAGNOSTIC_UPHELD_AT_THE_BAR])
        with self.assertRaises(childplan.Error) as raised:
            childplan.Plan(text=text, name="below.yaml", files=files, upholding="required")
        self.assertEqual(codes(raised.exception), [C.DIAGNOSTIC_UPHELD_AT_THE_BAR])
        alone = childplan.Plan(text=text, upholding="ignored")
        self.assertEqual((alone.upheld, alone.diagnostics), (None, []))
        with self.assertRaises(ValueError):
            childplan.Plan(text=text, upholding="sometimes")


class TheRealPlan(unittest.TestCase):
    def setUp(self) -> None:
        self.plan = childplan.Plan(PLAN_251)

    def test_document(self) -> None:
        plan = self.plan
        self.assertEqual((plan.id, plan.issuer, plan.signed_by), ("251/KH-LĐLĐ", "lai-chau", "Đông Thị Nghĩa"))
        self.assertEqual((plan.issued, plan.first_year, plan.last_year), (datetime.date(2021, 5, 11), 2021, 2030))
        self.assertTrue(plan.title.startswith("Thực hiện Chương trình hành động quốc gia"))
        self.assertEqual(plan.based_on, [childplan.Item("104/KH-TLĐ", None, datetime.date(2021, 4, 29))])
        self.assertEqual([item.id for item in plan.tasks], [f"III.{number}" for number in range(1, 8)])
        self.assertEqual(plan.duties[0].id, "province")
        self.assertEqual(plan.recipients[0], (None, "Tổng LĐLĐ Việt Nam", None))
        self.assertEqual((len(plan.purpose), plan.objectives[0].id), (2, "II.1.1"))
        followed = ["officers_reached", "families_reached_share", "sessions_held"]
        self.assertEqual(plan.tasks[0][2:], (followed, [{"level": n} for n in plan.level_ids], "half"))
        self.assertEqual(plan.tasks[3][2:], ([], [{"level": "province"}], "on_demand"))
        self.assertEqual(plan.diagnostics, [])

    def test_units(self) -> None:
        unit = self.plan.unit("tam-duong-1", on="2025-06-30")
        self.assertEqual((unit.level, unit.parent, unit.alive), ("grassroots", "tam-duong", True))
        self.assertEqual(self.plan.unit("tam-duong-1", on=datetime.date(2025, 7, 1)).parent, "lai-chau")
        self.assertFalse(self.plan.unit("tam-duong").alive)
        self.assertEqual(self.plan.units()[0], ("lai-chau", "LĐLĐ tỉnh Lai Châu", "province", None, True))
        self.assertEqual(len(self.plan.units()), len(self.plan.unit_ids))

    def test_levels_elements_indicators_statuses(self) -> None:
        plan = self.plan
        self.assertEqual([level.id for level in plan.levels], ["province", "upper", "grassroots"])
        self.assertEqual(plan.levels[1].name, "Công đoàn cấp trên trực tiếp cơ sở")
        frequencies = {element.id: element.frequency for element in plan.elements}
        self.assertEqual((frequencies["officers"], frequencies["has_programme"]), ("half", "year"))
        officers = plan.indicators[plan.index("indicator", "officers_reached")]
        self.assertEqual((officers.source, officers.per, officers.is_ratio), ("II.2.1", 100, True))
        counting = {indicator.id: indicator.counted for indicator in plan.indicators if indicator.counted}
        self.assertEqual(counting, {"unions_on_families": "families_reached_share"})
        statuses = {status.id: status for status in plan.statuses}
        self.assertEqual(statuses["met"], ("met", "Đạt", "Đạt", "#1a9850"))
        self.assertEqual((statuses["open"].color, statuses["open"].name_vi != ""), (None, True))

    def test_periods(self) -> None:
        self.assertEqual(self.plan.period_days("2025H1"), (datetime.date(2025, 1, 1), datetime.date(2025, 6, 30)))
        self.assertEqual(childplan.period_parts("2025s2"), ("2025-H2", "half", 2025, 2025, 2))
        self.assertEqual(childplan.period_parts("2021..2025")[:4], ("2021..2025", "span", 2021, 2025))
        self.assertEqual(childplan.period_parts(2025).kind, "year")
        self.assertEqual(childplan.period_parts("plan").kind, "plan")
        self.assertEqual(childplan.period_of("month", 2025, 4), "2025-04")
        self.assertEqual(childplan.period_name(childplan.period_code("2025q3")), "2025-Q3")
        for wrong in ("2025-H3", "", "yesterday", "2025-13", None):
            with self.assertRaises(ValueError):
                childplan.period_code(wrong)
        for kind, number in (("half", 3), ("week", 1), ("plan", 1)):
            with self.assertRaises(ValueError):
                childplan.period_of(kind, 2025, number)

    def test_rollup(self) -> None:
        rows = rows_251(periods=2025, units="lai-chau", indicators=["officers_reached"])
        self.assertEqual(len(rows), 1)
        row = rows[0]
        self.assertEqual((row.numerator, row.denominator, row.exact_value), (209, 225, Fraction(20900, 225)))
        self.assertEqual((row.target, row.by, row.status, row.gap), ("> 90", "2025", "met", 0))
        self.assertEqual((row.met, row.certain), (True, False))
        self.assertEqual((row.unit_name, row.level), ("LĐLĐ tỉnh Lai Châu", "province"))
        self.assertEqual(rows[-1], row)
        self.assertEqual(list(rows), [row])
        self.assertEqual(rows.find("lai-chau", "2025", "officers_reached"), row)
        self.assertIsNone(rows.find("tam-duong", "2025", "officers_reached"))
        with self.assertRaises(IndexError):
            rows[1]
        self.assertEqual((rows.until, rows.structure, rows.known_by), (datetime.date(2025, 12, 31), None, None))

    def test_tasks(self) -> None:
        rows = rows_251(periods=["2024", "2025-H1"])
        for unit, period in (("lai-chau", "2024"), ("tam-duong", "2025-H1"), ("tam-duong-1", "2024")):
            tasks = rows.tasks(unit, period)
            self.assertEqual([task["task"] for task in tasks], [task.id for task in self.plan.tasks])
            for task, standing in zip(self.plan.tasks, tasks):
                found = [rows.find(unit, period, indicator).status for indicator in task.indicators]
                self.assertEqual(standing["counts"], dict(Counter(found)))
                self.assertIn(standing["status"], found or ["not_measured"])
        self.assertEqual(rows.tasks("lai-chau", "2024")[6]["status"], "missed")
        none = {"status": None, "counts": {}}
        self.assertEqual(rows.tasks("lai-chau", "2023")[0], {"task": "III.1", **none})
        some = rows_251(periods="2024", indicators="joint_programmes").tasks("lai-chau", "2024")
        self.assertEqual((some[0], some[6]["counts"]), ({"task": "III.1", **none}, {"missed": 1}))

    def test_reporting(self) -> None:
        reports = self.plan.reports()
        reports.read_csv(REPORTS_251)
        self.assertEqual(self.plan.due_days, 15)
        reporting = self.plan.reporting(reports, periods=["2025-H1", "2025"], until="2026-01-20", cells=True)
        self.assertEqual(len(reporting), 2 * len(self.plan.unit_ids))
        days = (reporting.until, reporting.structure, reporting.known_by)
        self.assertEqual(days, (datetime.date(2026, 1, 20), None, None))
        root = reporting.find("lai-chau", "2025")
        self.assertEqual(root["expected"], root["received"] + root["missing"] + root["not_yet_due"])
        self.assertEqual(root["received"], root["on_time"] + root["late"] + root["timeliness_unknown"])
        self.assertEqual(root["reporting_rate"], Fraction(root["received"], root["expected"]))
        self.assertEqual(root["expected"], sum(row["own_expected"] for row in reporting if row["period"] == "2025"))
        ended = reporting.find("tam-duong", "2025")
        self.assertEqual((ended["state"], ended["place"], ended["expected"]), ("late", "lai-chau", 0))
        self.assertIsNone(ended["reporting_rate"])
        missing = reporting.find("tam-duong-1", "2025")
        self.assertEqual((missing["state"], missing["days_overdue"]), ("missing", 5))
        self.assertEqual(missing["due"], datetime.date(2026, 1, 15))
        self.assertEqual(missing["marks"], ("partial",))
        cells = reporting.cells("tam-duong-1", "2025")
        lacking = missing["own_cells_expected"] - missing["own_cells_received"]
        self.assertEqual(sum(cell["state"] == "missing" for cell in cells), lacking)
        self.assertEqual({cell["unit"] for cell in cells}, {"tam-duong-1"})
        self.assertEqual([len(reporting.column(name)[0]) for name in reporting.columns], [len(reporting)] * 30)
        frame = reporting.to_pandas()
        self.assertEqual(list(frame.columns), list(reporting.columns))
        self.assertEqual((int(frame["received"][1]), frame["due"].dtype.kind), (root["received"], "M"))
        self.assertEqual(childplan.state_name("not_yet_due"), "not yet due")
        self.assertEqual(childplan.state_name("missing", "vi"), "chưa báo cáo")
        with self.assertRaises(ValueError):
            childplan.state_name("lost")
        with self.assertRaises(KeyError):
            reporting.column("lost")
        with self.assertRaises(IndexError):
            reporting[len(reporting)]
        self.assertIsNone(reporting.find("lai-chau", "2024"))
        self.assertEqual(reporting.cells("lai-chau", "2024"), [])
        kept = reporting.column("expected")[0]
        reporting.close()
        self.assertEqual((kept[1], repr(reporting)), (root["expected"], "<Reporting, closed>"))
        with self.assertRaises(ValueError):
            reporting.find("lai-chau", "2025")

    def test_reporting_options(self) -> None:
        reports = self.plan.reports()
        reports.read_csv(REPORTS_251)
        with self.plan.reporting(
            reports,
            periods=2024,
            units="lai-chau",
            levels="province",
            elements=["officers"],
            frequency="half",
            structure="2025-12-31",
            known_by="2025-01-10",
        ) as some:
            self.assertEqual([row["unit"] for row in some], ["lai-chau"])
            self.assertEqual((some.until, some.known_by), (datetime.date(2025, 1, 10),) * 2)
            self.assertEqual((some.structure, some[-1]["level"]), (datetime.date(2025, 12, 31), "province"))
            self.assertEqual(some[0]["expected"], some[0]["cells_expected"])
        with self.assertRaises(ValueError):
            self.plan.reporting(reports, frequency="week")
        with self.assertRaises(childplan.Error):
            self.plan.reporting(reports, periods="2031")

    def test_a_task_led_by_a_unit(self) -> None:
        tasks = "{from: 2024, to: 2026}\n  tasks: [{id: T, text: Swim, leads: [ward, hill]}]"
        plan = childplan.Plan(text=SMALL_PLAN.replace("{from: 2024, to: 2026}", tasks))
        self.assertEqual(plan.tasks, [("T", "Swim", [], [{"level": "ward"}, {"unit": "hill"}], None)])

    def test_options(self) -> None:
        rows = rows_251(
            periods=("2024-H1", "plan"),
            levels=["province", "upper"],
            structure=datetime.datetime(2024, 6, 30, 12),
            known_by="2024-08-31",
            until=datetime.date(2024, 6, 30),
            threads=2,
        )
        self.assertEqual((rows.until, rows.structure), (datetime.date(2024, 6, 30), datetime.date(2024, 6, 30)))
        self.assertEqual(rows.known_by, datetime.date(2024, 8, 31))
        self.assertEqual({row.period for row in rows}, {"2024-H1", "plan"})
        self.assertEqual({row.level for row in rows}, {"province", "upper"})

    def test_stamp(self) -> None:
        rows = rows_251(periods="2025", known_by="2026-01-31")
        import hashlib

        stamp = rows.stamp
        self.assertEqual(stamp["plan_sha256"], hashlib.sha256(PLAN_251.read_bytes() + UNITS_251.read_bytes()).hexdigest())
        self.assertEqual(stamp["plan_sha256"], self.plan.digest)
        reports = self.plan.reports()
        reports.read_csv(REPORTS_251)
        self.assertEqual(stamp["reports_sha256"], reports.digest)
        self.assertIn(childplan.version(), stamp.values())
        self.assertIn("2026-01-31", stamp.values())
        self.assertIn(None, stamp.values())  # the structure: as was
        self.assertEqual(len(stamp), C.STAMP_COUNT)

    def test_json_and_table(self) -> None:
        rows = rows_251(periods="2025", units="lai-chau", indicators="officers_reached")
        document = json.loads(rows.to_json(names=True))
        self.assertEqual(document["rows"][0]["numerator"], 209)
        self.assertEqual(document["rows"][0]["unit_name"], "LĐLĐ tỉnh Lai Châu")
        self.assertIn("92.8889%", rows.to_text())
        self.assertIn("92,8889%", rows.to_text(language="vi", width=100))
        self.assertIn("\x1b[", rows.to_text(color=True))
        with self.assertRaises(ValueError):
            rows.to_text(language="fr")
        with self.assertRaises(childplan.Error) as caught:
            rows.to_text(width=3)
        self.assertEqual(caught.exception.status, C.ERROR_USAGE)

    def test_workbook_and_forms(self) -> None:
        rows = rows_251(periods="2025")
        reports = self.plan.reports()
        reports.read_csv(REPORTS_251)
        form = self.plan.form("tam-duong-1", "2025-H2", reports=reports, format="csv", language="vi")
        assert form is not None
        text = form.decode("utf-8-sig")
        self.assertTrue(text.startswith("#form,0.5,,BIỂU NHẬP SỐ LIỆU,"))
        self.assertIn("tam-duong-1,2025-H2,officers,Cán bộ chủ chốt công đoàn,", text)
        again = self.plan.reports()
        again.read_text(text.replace('từ 0 trở lên",11,,,', 'từ 0 trở lên",11,,12,'), name="form.csv")
        self.assertEqual(len(again), 1)
        self.assertEqual(self.plan.form("tam-duong-1", "1999", format="csv"), b"")
        if not childplan.has_spreadsheets():
            with self.assertRaises(childplan.Error) as caught:
                rows.to_xlsx()
            self.assertEqual(caught.exception.status, C.ERROR_UNSUPPORTED)
            return
        workbook = rows.to_xlsx(language="vi", pace=True)
        assert workbook is not None
        self.assertEqual(workbook[:4], b"PK\3\4")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "Biểu.xlsx"
            self.assertIsNone(rows.to_xlsx(path, language="vi", pace=True))
            self.assertEqual(path.read_bytes(), workbook)
            self.assertIsNone(self.plan.form("tam-duong-1", "2025", path, reports=reports))
            self.assertEqual(path.read_bytes()[:2], b"PK")
        with self.assertRaises(ValueError):
            self.plan.form("tam-duong-1", "2025", format="pdf")

    def test_columns_without_numpy(self) -> None:
        rows = rows_251(periods="2025")
        cells, present = rows.column("numerator")
        self.assertEqual((cells.format, present.format, cells.readonly), ("q", "B", True))
        self.assertEqual(cells.tolist(), [row.numerator or 0 for row in rows])
        self.assertEqual([bool(flag) for flag in present], [row.numerator is not None for row in rows])
        units, _ = rows.column("unit")
        self.assertEqual([self.plan.unit_ids[unit] for unit in units], [row.unit for row in rows])
        periods, _ = rows.column("period")
        self.assertEqual({childplan.period_name(code) for code in periods}, {"2025"})
        with self.assertRaises(KeyError):
            rows.column("nothing")
        with self.assertRaises(TypeError):
            cells[0] = 1


class PlansFromElsewhere(unittest.TestCase):
    UNITS = """id,name,level,parent\ntown,Thị xã,town,\nhill,Phường Đồi,ward,town\n"""

    def text(self) -> str:
        start, end = SMALL_PLAN.index("units:"), SMALL_PLAN.index("elements:")
        return SMALL_PLAN[:start] + "units: {file: units.csv}\n" + SMALL_PLAN[end:]

    def test_files_as_a_mapping_or_function(self) -> None:
        asked = []

        def answer(name: str) -> bytes:
            asked.append(name)
            return self.UNITS.encode()

        for files in ({"units.csv": self.UNITS}, answer):
            plan = childplan.Plan(text=self.text(), files=files)
            self.assertEqual(plan.unit("hill").name, "Phường Đồi")
        self.assertEqual(asked, ["units.csv"])

    def test_no_such_file(self) -> None:
        for files in ({}, None):
            with self.assertRaises(childplan.Error) as caught:
                childplan.Plan(text=self.text(), files=files)
            self.assertEqual(
                (caught.exception.diagnostics[0].file, caught.exception.diagnostics[0].line), ("plan.yaml", 9)
            )

    def test_a_function_that_raises(self) -> None:
        with self.assertRaises(ZeroDivisionError):
            childplan.Plan(text=self.text(), files=lambda name: 1 // 0)

    def test_units_as_columns_or_records(self) -> None:
        start, end = SMALL_PLAN.index("units:"), SMALL_PLAN.index("elements:")
        text = SMALL_PLAN[:start] + SMALL_PLAN[end:]
        records = [
            {"id": "town", "name": "Thị xã", "level": "town"},
            {"id": "hill", "name": "Đồi", "level": "ward", "parent": "town", "tags": ["a", "b"]},
            {"id": "mill", "name": "Cối", "level": "ward", "parent": "town", "until": datetime.date(2024, 12, 31)},
        ]
        columns = {key: [record.get(key) for record in records] for key in records[0] | records[1] | records[2]}
        for units in (records, columns):
            plan = childplan.Plan(text=text, units=units)
            self.assertEqual(plan.unit("hill").parent, "town")
            self.assertFalse(plan.unit("mill", on="2025-01-01").alive)
        with self.assertRaises(childplan.Error) as caught:
            childplan.Plan(text=text, units=[*records, {"id": "x", "name": "X", "level": "wrd"}])
        found = caught.exception.diagnostics[0]
        self.assertEqual((found.file, found.line, found.suggestion), ("units", 4, "ward"))
        for wrong in ([{"id": "a", "name": "A"}], [{"id": "a", "name": "A", "level": "l", "colour": "red"}], [1]):
            with self.assertRaises((ValueError, TypeError)):
                childplan.Plan(text=text, units=wrong)

    def test_vietnamese_paths(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "Kế hoạch số 251 – Lai Châu"
            place.mkdir()
            (place / "kế hoạch.yaml").write_bytes(PLAN_251.read_bytes())
            (place / "units.csv").write_bytes(UNITS_251.read_bytes())
            (place / "báo cáo.csv").write_bytes(REPORTS_251.read_bytes())
            plan = childplan.Plan(str(place / "kế hoạch.yaml"))
            reports = plan.reports()
            reports.read_csv(place / "báo cáo.csv")
            rows = plan.rollup(reports, periods="2025")
            rows.to_csv(place / "kết quả.csv")
            self.assertEqual((place / "kết quả.csv").read_text(encoding="utf-8"), rows.to_csv())
            with self.assertRaises(childplan.Error) as caught:
                childplan.Plan(place / "không có.yaml")
            self.assertEqual(caught.exception.status, C.ERROR_FILE)
            self.assertIn("không có.yaml", str(caught.exception))
            with self.assertRaises(childplan.Error) as caught:
                rows.to_csv(place / "không có" / "kết quả.csv")
            self.assertEqual(codes(caught.exception), [C.DIAGNOSTIC_FILE_UNWRITABLE])

    def test_size_limit(self) -> None:
        with self.assertRaises(childplan.Error) as caught:
            childplan.Plan(PLAN_251, size_limit=100)
        self.assertEqual(codes(caught.exception), [C.DIAGNOSTIC_FILE_TOO_LARGE])


class WhatIsWrong(unittest.TestCase):
    def test_a_plan(self) -> None:
        text = SMALL_PLAN.replace("level: ward, parent: town}", "level: wad, parent: town}", 1)
        with self.assertRaises(childplan.Error) as caught:
            childplan.Plan(text=text, name="kế hoạch.yaml")
        error = caught.exception
        self.assertEqual(error.status, C.ERROR_REFUSED)
        found = error.diagnostics[0]
        line = text.splitlines().index("  - {id: hill, name: Phường Đồi, level: wad, parent: town}") + 1
        column = text.splitlines()[line - 1].index("wad") + 1
        self.assertEqual((found.file, found.line, found.column), ("kế hoạch.yaml", line, column))
        self.assertEqual((found.severity, found.suggestion), ("error", "ward"))
        self.assertIn("wad", found.arguments)
        self.assertNotEqual(found.message, found.message_vi)
        self.assertTrue(str(error).startswith(f"kế hoạch.yaml:{line}:{column}: error: "))
        self.assertEqual(str(found), f"kế hoạch.yaml:{line}:{column}: error: {found.message}")
        self.assertTrue(found.text_vi.endswith(found.message_vi))

    def test_what_is_surely_a_mistake(self) -> None:
        found = childplan.Plan(PLAN_251).check()
        self.assertEqual({finding.severity for finding in found}, {"warning"})
        (part,) = [finding for finding in found if finding.code == C.DIAGNOSTIC_INDICATOR_LOSES_PART]
        self.assertEqual((part.arguments[0], part.arguments[3]), ("officers_reached", "2025-07-01"))
        self.assertIn("women_officers", part.message)
        self.assertIn("upper", part.message_vi)
        meant = PLAN_251.read_text(encoding="utf-8").replace("levels: [upper]", "levels: [province, upper]")
        self.assertNotIn(part.code, [finding.code for finding in childplan.Plan(text=meant, files=FILES_251).check()])

    def test_many(self) -> None:
        plan, reports = small()
        lines = [f"hill,2024-H1,children,{number}x" for number in range(30)]
        with self.assertRaises(childplan.Error) as caught:
            reports.read_text("unit,period,element,value\n" + "\n".join(lines), name="r.csv")
        self.assertEqual(len(caught.exception.diagnostics), 30)
        self.assertIn("and 20 more", str(caught.exception))
        self.assertEqual([found.line for found in caught.exception.diagnostics], list(range(2, 32)))

    def test_all_files_of_one_import(self) -> None:
        plan, reports = small()
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("a.csv", "b.csv", "c.csv")]
            paths[0].write_text("unit,period,element,value\nhill,2024-H1,children,ten\n")
            paths[2].write_text("unit,period,element,value\nhill,2024-H2,children,-1\nmill,2024-H1,children,5\n")
            with self.assertRaises(childplan.Error) as caught:
                reports.read_csv(paths)
        error = caught.exception
        self.assertEqual(error.status, C.ERROR_FILE)
        self.assertEqual([Path(found.file).name for found in error.diagnostics], ["a.csv", "b.csv", "c.csv"])
        self.assertEqual(len(reports), 0)

    def test_lenient(self) -> None:
        plan, reports = small()
        text = "unit,period,element,value\nhill,2024-H1,children,10\nhil,2024-H1,children,10\n"
        with self.assertRaises(childplan.Error):
            reports.read_text(text)
        self.assertEqual(len(reports), 0)
        accepted, refused, found = reports.read_text(text, lenient=True)
        self.assertEqual((accepted, refused, len(found), len(reports)), (1, 1, 1, 1))
        self.assertEqual((found[0].severity, found[0].line, found[0].suggestion), ("warning", 3, "hill"))

    def test_lenient_and_a_file_that_cannot_be_read(self) -> None:
        plan, reports = small()
        for wrong in ("unit,perod,element,value\n", None):
            with self.assertRaises(childplan.Error), reports.importing(lenient=True) as batch:
                batch.read_text("unit,period,element,value\nhill,2024-H1,children,10\n")
                if wrong is None:
                    batch.read_csv("/nowhere/at/all.csv")
                else:
                    batch.read_text(wrong)
            self.assertEqual(len(reports), 0)

    def test_decimal_comma(self) -> None:
        plan, reports = small()
        reports.read_text("unit;period;element;value\nhill;2024-H1;hours;1.234,5\n", decimal_comma=True)
        self.assertEqual(reports.get("hill", "2024-H1", "hours"), (Decimal("1234.5"), None))

    def test_names_that_are_none(self) -> None:
        plan, reports = small()
        for call in (
            lambda: plan.unit("hil"),
            lambda: plan.rollup(reports, units=["hil"]),
            lambda: reports.get("hil", "2024", "children"),
        ):
            with self.assertRaises(childplan.Error) as caught:
                call()
            self.assertEqual(caught.exception.diagnostics[0].suggestion, "hill")

    def test_a_period_outside_the_horizon(self) -> None:
        plan, reports = small()
        with self.assertRaises(childplan.Error) as caught:
            plan.rollup(reports, periods=["2031"])
        self.assertEqual(caught.exception.status, C.ERROR_REFUSED)

    def test_a_figure_that_does_not_fit(self) -> None:
        plan, reports = small()
        largest = 2**63 - 1
        reports.put("hill", "2024-H1", "spent", largest)
        rows = plan.rollup(reports, periods="2024", indicators="money")
        self.assertEqual(rows.find("town", "2024", "money").numerator, largest)
        reports.put("mill", "2024-H1", "spent", 1)
        with self.assertRaises(childplan.Error) as caught:
            plan.rollup(reports, periods="2024")
        self.assertEqual(caught.exception.status, C.ERROR_OVERFLOW)
        for wrong in (largest + 1, 0.5, Decimal("1.5"), float("nan"), float("inf")):
            with self.assertRaises(ValueError):
                reports.put("mill", "2024-H2", "spent", wrong)


class OneByOne(unittest.TestCase):
    def test_put_and_get(self) -> None:
        plan, reports = small()
        self.assertIsNone(reports.get("hill", "2024-H1", "hours"))
        reports.put("hill", "2024-H1", "hours", Decimal("12.5"), "2024-07-01")
        reports.put("hill", "2024-H1", "hours", 13, datetime.date(2024, 7, 9))
        reports.put("hill", "2024-H1", "pool", True)
        self.assertEqual(reports.get("hill", "2024-H1", "hours"), (13, datetime.date(2024, 7, 9)))
        self.assertEqual(reports.get("hill", "2024-H1", "hours", known_by="2024-07-05").value, Decimal("12.5"))
        self.assertEqual(reports.get("hill", "2024-H1", "pool"), (1, None))
        reports.put("hill", "2024-H1", "hours", None, "2024-08-01")
        self.assertIsNone(reports.get("hill", "2024-H1", "hours"))
        self.assertEqual(len(reports), 4)

    def test_a_batch(self) -> None:
        plan, reports = small()
        with reports.importing() as batch:
            batch.put("hill", "2024-H1", "swimmers", 30)
            batch.put("hill", "2024-H1", "children", 40)
        self.assertEqual(batch.result[:2], (2, 0))
        with self.assertRaises(childplan.Error) as caught, reports.importing() as batch:
            batch.put("mill", "2024-H1", "children", 10)
            batch.put("mill", "2024-H1", "swimmers", 11)
        self.assertEqual((caught.exception.diagnostics[0].file, caught.exception.diagnostics[0].line), ("values", 2))
        with self.assertRaises(ZeroDivisionError), reports.importing() as batch:
            batch.put("mill", "2024-H1", "children", 10)
            1 // 0
        self.assertEqual(len(reports), 2)

    def test_columns_of_numbers(self) -> None:
        from array import array

        plan, reports = small()
        units = [plan.index("unit", "hill"), plan.index("unit", "mill")]
        periods = [childplan.period_code("2024-H1")] * 2
        elements = [plan.index("element", "hours")] * 2
        for submitted, values in ((None, [125, 5]), (array("i", [19905, 19906]), array("q", [130, 6]))):
            with reports.importing() as batch:
                batch.put_columns(array("i", units), periods, elements, values, submitted)
        self.assertEqual(reports.get("hill", "2024-H1", "hours").value, Decimal("13.0"))
        self.assertEqual(
            reports.get("mill", "2024-H1", "hours").submitted, datetime.date(1970, 1, 1) + datetime.timedelta(19906)
        )
        with self.assertRaises(ValueError), reports.importing() as batch:
            batch.put_columns(units, periods, elements, [1])
        with self.assertRaises(OverflowError), reports.importing() as batch:
            batch.put_columns(units, periods, elements, [1, 2**70])
        with self.assertRaises(childplan.Error) as caught, reports.importing() as batch:
            batch.put_columns([99, 0], periods, elements, [1, 2])
        self.assertEqual(caught.exception.status, C.ERROR_USAGE)

    def test_the_same_facts_have_the_same_digest(self) -> None:
        plan, first = small()
        second, third = plan.reports(), plan.reports()
        first.read_text("unit,period,element,value\nhill,2024-H1,hours,12.5\nmill,2024-H1,hours,1\n")
        second.put("mill", "2024-H1", "hours", 1)
        second.put("hill", "2024-H1", "hours", Decimal("12.50"))
        third.put("hill", "2024-H1", "hours", Decimal("12.4"))
        self.assertEqual(first.digest, second.digest)
        self.assertNotEqual(first.digest, third.digest)


class Tables(unittest.TestCase):
    """Reports.add() without any other library."""

    LONG = [
        {
            "unit": "hill",
            "period": "2024-H1",
            "element": "children",
            "value": 40,
            "submitted": datetime.date(2024, 7, 1),
        },
        {"unit": "hill", "period": "2024-H1", "element": "hours", "value": Decimal("12.5"), "submitted": None},
        {"unit": "hill", "period": "2024-H1", "element": "pool", "value": True, "submitted": "2024-07-02"},
    ]
    WIDE = {
        "unit": ["hill", "mill"],
        "period": ["2024-H1", "2024-H1"],
        "children": [40, None],
        "hours": [12.5, float("nan")],
        "pool": [True, None],
    }

    def check(self, data: object, **options: object) -> childplan.Reports:
        plan, reports = small()
        self.assertEqual(reports.add(data, **options).accepted, 3)
        self.assertEqual(reports.get("hill", "2024-H1", "children").value, 40)
        self.assertEqual(reports.get("hill", "2024-H1", "hours").value, Decimal("12.5"))
        self.assertEqual(reports.get("hill", "2024-H1", "pool").value, 1)
        self.assertIsNone(reports.get("mill", "2024-H1", "children"))
        return reports

    def test_records(self) -> None:
        reports = self.check(self.LONG)
        self.assertEqual(reports.get("hill", "2024-H1", "children").submitted, datetime.date(2024, 7, 1))
        self.check(iter(self.LONG))

    def test_columns(self) -> None:
        self.check(self.WIDE)

    def test_a_record_without_a_value_withdraws(self) -> None:
        reports = self.check(self.LONG)
        reports.add([{**self.LONG[0], "value": None, "submitted": "2024-09-01"}])
        self.assertIsNone(reports.get("hill", "2024-H1", "children"))
        with self.assertRaises(childplan.Error):
            reports.add([{**self.LONG[0], "value": None, "submitted": None}])

    def test_the_line_is_the_row(self) -> None:
        plan, reports = small()
        records = [{**self.LONG[0], "note": "hai\ndòng"}, {**self.LONG[1], "element": "huors"}]
        with self.assertRaises(childplan.Error) as caught:
            reports.add(records, name="sổ báo cáo")
        found = caught.exception.diagnostics[0]
        self.assertEqual((found.file, found.line, found.suggestion), ("sổ báo cáo", 2, "hours"))

    def test_a_float_that_is_not_exact(self) -> None:
        plan, reports = small()
        accepted, refused, found = reports.add(
            {"unit": ["hill", "mill"], "period": ["2024-H1"] * 2, "hours": [0.25, 0.5]}, lenient=True
        )
        self.assertEqual((accepted, refused, found[0].line), (1, 1, 1))

    def test_large_and_empty(self) -> None:
        plan, reports = small()
        self.assertEqual(reports.add({"unit": [], "period": [], "children": []}).accepted, 0)
        with self.assertRaises(childplan.Error):
            reports.add({"unit": ["hill"], "period": ["2024-H1"], "children": [10**30]})
        halves = [f"{year}-H{half}" for year in (2024, 2025, 2026) for half in (1, 2)]
        self.assertEqual(reports.add({"unit": ["hill"] * 6, "period": halves, "spent": [2**62] * 6}).accepted, 6)

    def test_what_is_no_table(self) -> None:
        plan, reports = small()
        for wrong in (1, ["hill"], [("hill", "2024-H1")], None):
            with self.assertRaises(TypeError):
                reports.add(wrong)
        with self.assertRaises(ValueError):
            reports.add({"unit": ["hill"], "period": ["2024-H1", "2024-H2"]})
        with self.assertRaises(childplan.Error):
            reports.add({"unit": ["hill"], "value": [1]})

    def test_nothing_is_left_behind(self) -> None:
        from _childplan import tables

        self.check(self.WIDE)
        self.assertEqual(tables._Export.alive, {})


if __name__ == "__main__":
    unittest.main()
