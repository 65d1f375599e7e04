"""Rows as a workbook: figures against the CSV, formats, colours, panes, print setup; and what LibreOffice shows."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile

import openpyxl
from office import LAI_CHAU, Office

HEADER = 5


class Rows(Office):
    def workbook(self, name: str, *words: object) -> openpyxl.Workbook:
        path = self.folder / f"{name}.xlsx"
        self.run_program("rollup", *words, "--format", "xlsx", "--lang", "vi", "-o", path)
        return openpyxl.load_workbook(path)

    def rows(self, *words: object) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.run_program("rollup", *words, "--format", "csv", "--names"))))

    def lines(self, sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[dict[str, openpyxl.cell.Cell]]:
        names = [cell.value for cell in sheet[HEADER]]
        lines = []
        for row in sheet.iter_rows(min_row=HEADER + 1):
            if row[1].value is None:
                break
            lines.append(dict(zip(names, row)))
        return lines

    def test_every_figure_is_that_of_the_csv(self) -> None:
        words = (LAI_CHAU / "plan.yaml", LAI_CHAU / "reports.csv", "-p", "2024", "-p", "2025-H1", "--pace")
        book = self.workbook("all", *words)
        self.assertEqual(book.sheetnames, ["Năm 2024", "6 tháng đầu năm 2025"])
        columns = {"Tử số": "numerator", "Mẫu số": "denominator", "Kết quả": "value", "Thấp nhất": "low",
                   "Cao nhất": "high", "Số đơn vị phải báo cáo": "units_expected", "Số đơn vị đã báo cáo": "units_reported",
                   "Tạm tính theo kỳ trước": "units_carried", "Lộ trình": "path", "Thêm/bớt": "gap",
                   "Số kỳ còn lại": "periods_left", "Mỗi kỳ phải thêm": "pace"}
        rows = self.rows(*words)
        compared = 0
        for sheet, period in zip(book, ("2024", "2025-H1")):
            expected = [row for row in rows if row["period"] == period]
            lines = self.lines(sheet)
            self.assertEqual(len(lines), len(expected))
            for line, row in zip(lines, expected):
                self.assertEqual(line["Đơn vị"].value, row["unit_name"])
                self.assertEqual(line["Chỉ tiêu"].value, row["indicator_name"])
                for name, column in columns.items():
                    figure = line[name].value
                    self.assertEqual(figure, float(row[column]) if row[column] else None, (row, column))
                    compared += figure is not None
        self.assertGreater(compared, 1000)

    def test_layout(self) -> None:
        sheet = self.workbook("layout", LAI_CHAU / "plan.yaml", LAI_CHAU / "reports.csv", "-p", "2025").active
        self.assertEqual(sheet.freeze_panes, "C6")
        self.assertEqual(sheet.print_title_rows, "$5:$5")
        self.assertEqual((sheet.page_setup.orientation, sheet.page_setup.paperSize), ("landscape", 9))
        self.assertEqual((sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight), (None, 0))
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.auto_filter.ref.split(":")[0], "A5")
        self.assertIn("251/KH-LĐLĐ", sheet["A1"].value)
        self.assertIn("31/12/2025", sheet["A4"].value)
        lines = self.lines(sheet)
        met = next(line for line in lines if line["Đánh giá"].value == "Đạt")
        missed = next(line for line in lines if line["Đánh giá"].value == "Không đạt")
        self.assertEqual(met["Đánh giá"].fill.fgColor.rgb, "FF1A9850")
        self.assertEqual(missed["Đánh giá"].fill.fgColor.rgb, "FFD73027")
        self.assertEqual(missed["Đánh giá"].font.color.rgb, "FFFFFFFF")
        self.assertEqual(met["Kết quả"].number_format, '#,##0.0000"%"')
        self.assertEqual(missed["Thêm/bớt"].number_format, "+#,##0;-#,##0;0")
        self.assertIn("chưa chắc chắn", met["Ghi chú"].value)
        below = [row[0].value for row in sheet.iter_rows(min_row=HEADER + len(lines) + 1) if row[0].value]
        self.assertEqual(sum("SHA-256" in text for text in below), 2)

    def test_nothing_is_a_formula_and_no_digit_is_lost(self) -> None:
        words = (self.plan, self.reports, "-p", "2024")
        book = self.workbook("hostile", *words)
        types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        self.assertEqual(types, {"s", "n"})
        with zipfile.ZipFile(self.folder / "hostile.xlsx") as parts:
            text = "".join(parts.read(name).decode() for name in parts.namelist())
        self.assertNotIn("<f>", text)
        self.assertNotIn("hyperlink r:", text)
        lines = self.lines(book.active)
        names = {line["Đơn vị"].value for line in lines}
        self.assertLessEqual({"=1+2", '@Xã "Một"'}, names)
        large = next(line for line in lines if line["Chỉ tiêu"].value == "Rất lớn")
        self.assertEqual(large["Kết quả"].value, "1234567890123456")
        formats = {line["Chỉ tiêu"].value: line["Kết quả"].number_format for line in lines if line["Kết quả"].value}
        self.assertEqual(formats["-Trên nghìn"], '#,##0"‰"')
        self.assertEqual(formats["Trên mười vạn"], '#,##0" /100.000"')

    def test_the_same_rows_give_the_same_bytes(self) -> None:
        paths = [self.folder / "once.xlsx", self.folder / "again.xlsx"]
        for path in paths:
            self.run_program("rollup", self.plan, self.reports, "--format", "xlsx", "-o", path)
        self.assertEqual(paths[0].read_bytes(), paths[1].read_bytes())

    def test_what_libreoffice_shows(self) -> None:
        self.workbook("shown", LAI_CHAU / "plan.yaml", LAI_CHAU / "reports.csv", "-p", "2025", "-u", "lai-chau")
        path = self.folder / "shown.xlsx"
        for locale, value, money, gap in (("vi-VN", "92,8889%", "408.500.000", "+2.560.000"),
                                          ("en-US", "92.8889%", "408,500,000", "+2,560,000")):
            with open(self.as_csv(path, locale, ";"), encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
            for shown in (value, money, gap, "Không đạt"):
                self.assertIn(shown, cells, locale)
            self.assertFalse([cell for cell in cells if cell.startswith(("#REF", "#NAME", "#VALUE", "Err:", "###"))])

    def test_it_prints_on_pages_as_wide_as_the_sheet(self) -> None:
        self.workbook("printed", LAI_CHAU / "plan.yaml", LAI_CHAU / "reports.csv", "-p", "2025")
        pdf = self.convert(self.folder / "printed.xlsx", "pdf")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        pages = text.split("\f")[:-1]
        self.assertGreater(len(pages), 3)
        for page in pages[:-1]:
            self.assertIn("Chỉ tiêu", page)
            self.assertIn("Ghi chú", page)

    def test_no_rows(self) -> None:
        sheet = self.workbook("none", self.plan, self.reports, "-u", "xa-2", "-p", "2024-Q4").active
        self.assertEqual(sheet["A6"].value, "Không có dòng nào.")
