"""Entry forms: as openpyxl reads them; filled in, saved by LibreOffice as CSV and imported without a change."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
from decimal import Decimal

import openpyxl
from office import LAI_CHAU, Office

FIRST = 9
UNIT, PERIOD, ELEMENT, NAME, RULE, BEFORE, REPORTED, VALUE, NOTE = range(1, 10)
VALUES = {"dan": 2000000, "nu": 1500, "tien": 408500000123, "gio": 12.25, "co": "có", "lon": 999999999999999}


class Forms(Office):
    def form(self, name: str, unit: str, period: str, *words: object) -> openpyxl.Workbook:
        path = self.folder / f"{name}.xlsx"
        self.run_program("form", self.plan, period, "-u", unit, "-o", path, self.reports, "--lang", "vi", *words)
        return openpyxl.load_workbook(path)

    def filled(self, name: str) -> list[tuple[str, str, object]]:
        """Fills a form in, but for the values of the second quarter's women; what was asked and answered."""
        book = self.form(name, "=xa-1", "2024")
        sheet, answers = book.active, []
        sheet["B2"].value = datetime.date(2025, 1, 10)
        for row in range(FIRST, sheet.max_row + 1):
            period, element = sheet.cell(row, PERIOD).value, sheet.cell(row, ELEMENT).value
            sheet.cell(row, NOTE).value = 'đã xem, "kỹ"; xong'
            if (period, element) != ("2024-Q2", "nu"):
                sheet.cell(row, VALUE).value = VALUES[element]
                answers.append((period, element, VALUES[element]))
        book.save(self.folder / f"{name}-filled.xlsx")
        return answers

    def reported(self, *paths: object) -> list[str]:
        """What the indicators make of the reports; none of them but one is a ratio."""
        text = self.run_program("rollup", self.plan, *paths, "-u", "=xa-1", "-p", "2024-Q3", "-p", "2024-Q4", "-p", "2024",
                                "--format", "csv")
        return [f"{row['period']} {row['indicator']} {row['numerator']}" for row in csv.DictReader(io.StringIO(text))]

    def test_what_it_asks_and_how(self) -> None:
        book = self.form("asked", "=xa-1", "2024")
        sheet = book.active
        asked = [(row[PERIOD - 1].value, row[ELEMENT - 1].value) for row in sheet.iter_rows(min_row=FIRST)]
        quarter = ["dan", "nu", "tien", "gio"]
        # Of the halves and quarters of the year: nothing before the first report.
        expected = [("2024-Q2", e) for e in quarter] + [("2024-H1", "lon")] + [("2024-Q3", e) for e in quarter]
        expected += [("2024-Q4", e) for e in quarter] + [("2024-H2", "lon"), ("2024", "co")]
        self.assertEqual(asked, expected)
        self.assertEqual({row[UNIT - 1].value for row in sheet.iter_rows(min_row=FIRST)}, {"=xa-1"})
        self.assertEqual(sheet.freeze_panes, "E9")
        self.assertTrue(sheet.protection.sheet)
        self.assertEqual(sheet.cell(FIRST, NAME).value, "=Dân số")
        self.assertEqual(sheet.cell(FIRST, NAME).data_type, "s")
        self.assertEqual(sheet.cell(FIRST, REPORTED).value, 1234567)
        self.assertEqual(sheet.cell(FIRST + 5, BEFORE).value, 1234567)
        self.assertEqual(sheet.cell(FIRST + 8, BEFORE).value, -3.25)
        unlocked = {(cell.column, cell.row >= FIRST) for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        self.assertEqual(unlocked, {(VALUE, True), (NOTE, True), (2, False)})

    def test_what_it_takes(self) -> None:
        sheet = self.form("rules", "=xa-1", "2024-Q2").active
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        self.assertEqual(set(rules), {"B2", "H9", "H10", "H11", "H12"})
        self.assertEqual(rules["B2"].type, "date")
        self.assertEqual(rules["H9"].formula1, "AND(ISNUMBER(H9),H9=ROUND(H9,0),H9>=0,H9<=999999999999999,H9>=N(H10))")
        self.assertEqual(
            rules["H10"].formula1,
            "AND(ISNUMBER(H10),H10=ROUND(H10,0),H10>=0,H10<=5000,H10<=IF(ISNUMBER(H9),H9,IF(ISNUMBER(G9),G9,H10)))",
        )
        self.assertEqual(rules["H12"].formula1, "AND(ISNUMBER(H12),H12=ROUND(H12,2),H12>=-10,H12<=99.5)")
        for rule in rules.values():
            self.assertEqual((rule.errorStyle or "stop", rule.showErrorMessage), ("stop", True))
        flag = self.form("flag", "=xa-1", "2024").active.data_validations.dataValidation[-1]
        self.assertEqual((flag.type, flag.formula1), ("list", '"có,không"'))

    def test_libreoffice_judges_by_the_rules(self) -> None:
        """The rules' formulas beside entries, reckoned by LibreOffice."""
        book = self.form("judged", "=xa-1", "2024-Q2")
        sheet = book.active
        rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
        entries = {
            "H9": [(500, True), (320, True), (2.5, False), (-1, False), ("12", False), (10**15, False)],
            "H10": [(500, True), (1234567, False), (5001, False), (2.5, False), (None, False)],
            "H12": [(12.25, True), (12.255, False), (99.5, True), (99.51, False), (-10, True), (-10.01, False)],
        }
        for cell, tries in entries.items():
            for number, (entry, _) in enumerate(tries):
                copy = book.copy_worksheet(sheet)
                copy.title = f"{cell}-{number}"
                copy[cell].value = entry
                copy["A1"].value = "=" + rules[cell]
        # Below the part that is filled in the whole cannot go.
        copy = book.copy_worksheet(sheet)
        copy.title = "whole"
        copy["H9"].value, copy["H10"].value, copy["A1"].value = 100, 101, "=" + rules["H9"]
        book.save(self.folder / "judgement.xlsx")
        judged = openpyxl.load_workbook(self.convert(self.folder / "judgement.xlsx", "xlsx"), data_only=True)
        for cell, tries in entries.items():
            for number, (entry, good) in enumerate(tries):
                self.assertEqual(judged[f"{cell}-{number}"]["A1"].value, good, (cell, entry))
        self.assertEqual(judged["whole"]["A1"].value, False)

    def test_filled_in_and_saved_it_is_imported(self) -> None:
        answers = self.filled("year")
        lines = [f"=xa-1,{period},{element},{'yes' if value == 'có' else Decimal(str(value))},2025-01-10" for period, element, value in answers]
        by_hand = self.folder / "by-hand.csv"
        by_hand.write_text("unit,period,element,value,submitted\n" + "\n".join(lines) + "\n", encoding="utf-8")
        expected = self.reported(self.reports, by_hand)
        self.assertIn("2024-Q3 gio 12.25", expected)
        self.assertIn("2024 lon 999999999999999", expected)
        for locale in ("vi-VN", "en-US"):
            for delimiter in ",;\t":
                for as_shown in (True, False):
                    path = self.as_csv(self.folder / "year-filled.xlsx", locale, delimiter, as_shown)
                    with self.subTest(locale=locale, delimiter=delimiter, as_shown=as_shown):
                        self.assertEqual(self.reported(self.reports, path), expected)
        # The same as CSV from the start.
        self.run_program("form", self.plan, "2024", "-u", "=xa-1", "-o", self.folder / "year.csv", "--format", "csv")
        self.assertIn("0 reported figures", self.run_program("rollup", self.plan, self.folder / "year.csv", "--check"))

    def test_the_csv_form_comes_through_libreoffice(self) -> None:
        path = self.folder / "plain.csv"
        self.run_program("form", self.plan, "2024-Q2", "-u", "=xa-1", "-o", path, "--format", "csv")
        path.write_text(path.read_text(encoding="utf-8").replace("2024-Q2,dan,'=Dân số,\"a whole number, 0 or more\",,,,",
                                                                 "2024-Q2,dan,'=Dân số,\"a whole number, 0 or more\",,,77,"),
                        encoding="utf-8")
        # A unit whose id is a formula is not for CSV in a spreadsheet; this one is read as text.
        self.assertIn("1 reported figures", self.run_program("rollup", self.plan, path, "--check"))

    def test_the_forms_of_a_level(self) -> None:
        folder = self.folder / "forms"
        folder.mkdir()
        said = self.run_program("form", LAI_CHAU / "plan.yaml", "2025-H2", "-l", "grassroots", "-o", folder, LAI_CHAU / "reports.csv")
        forms = sorted(path.name for path in folder.iterdir())
        self.assertEqual(said, f"{len(forms)} written\n")
        self.assertEqual(len(forms), 22)
        self.assertEqual(forms[0], "giao-duc-1-2025-H2.xlsx")
        shutil.rmtree(folder)
