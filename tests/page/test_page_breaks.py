"""Breaks in the series of every row, however deep: found in a plan of four levels, and reckoned here."""

from __future__ import annotations

from pages import WORK, PageTest, make_page

PLAN = """
childplan: 1
plan: {id: 8/KH, title: Sắp xếp, issuer: top, horizon: {from: 2021, to: 2025}}
levels: [{id: top, name: Tỉnh}, {id: mid, name: Huyện}, {id: low, name: Xã}, {id: base, name: Cơ sở}]
units:
  - {id: top, name: Tỉnh, level: top}
  - {id: east, name: Huyện Đông, level: mid, parent: top}
  - {id: west, name: Huyện Tây, level: mid, parent: top}
  - {id: hill, name: Xã Đồi, level: low, parent: east}
  - {id: mill, name: Xã Cối, level: low, parent: east}
  - {id: port, name: Xã Cảng, level: low, parent: west}
  - {id: a, name: Cơ sở A, level: base, parent: hill}
  - {id: b, name: Cơ sở B, level: base, parent: hill, until: 2022-06-30, successor: a}
  - {id: c, name: Cơ sở C, level: base, parent: hill, until: 2022-12-31}
  - {id: c, name: Cơ sở C, level: base, parent: mill, from: 2023-01-01}
  - {id: d, name: Cơ sở D, level: base, parent: port}
elements: [{id: s, name: Số buổi, levels: [base], over_time: sum}]
indicators: [{id: held, name: Số buổi, numerator: s}]
"""
# Of each unit and half-year one more than of the one before.
UNITS = {"a": range(10), "b": range(3), "c": range(10), "d": range(10)}


class Breaks(PageTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        plan, reports = WORK / "breaks.yaml", WORK / "breaks.csv"
        plan.write_text(PLAN, encoding="utf-8")
        lines = [f"{unit},{2021 + half // 2}-H{half % 2 + 1},s,{10 + half}" for unit, halves in UNITS.items() for half in halves]
        reports.write_text("\n".join(["unit,period,element,value", *lines]) + "\n", encoding="utf-8")
        cls.address = make_page("breaks.html", plan, reports)

    def setUp(self) -> None:
        self.page.open(self.address)

    def tearDown(self) -> None:
        self.assert_quiet()

    def test_every_row_has_its_breaks(self) -> None:
        """B ended in 2022 and is no more among the units of the rows above it; A took over what it reported then. C went
        from Hill to Mill, both in the east. D stayed."""
        found = self.page.run("breaks.map(({ unit, before, year, rows, matched }) => [units[unit].id, before, year, rows[2], matched[2]])")
        expected = [
            ["top", "2021", "2022", "+3", "+3"],  # 84 → 87: a 25, b 12, c 25, d 25
            ["east", "2021", "2022", "-1", "-1"],  # 63 → 62
            ["hill", "2021", "2022", "-1", "-1"],  # the same units
            ["hill", "2022", "2023", "-33", "-8"],  # 62 → 29; without C 37 → 29
            ["mill", "2022", "2023", None, "+4"],  # nothing → 29; C 25 → 29
            ["a", "2021", "2022", "+16", "-5"],  # 21 → 37; with what B reported in 2021 42 → 37
        ]
        self.assertEqual(found, expected)

    def test_a_difference_says_what_it_is_made_of(self) -> None:
        """Of Hill 62 became 29. C, which went to Mill, brought 25: in one structure 37 became 29, all of it of A, which
        took over what B reported."""
        self.go("hill", "2023")
        read = "[...document.querySelectorAll('dialog tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
        for place, change, lines, moved in (
            (0, "−1", [["63", "62", "−1"], ["63", "62", "−1"], ["63", "62", "−1"]], []),
            (1, "−33", [["62", "29", "−33"], ["37", "29", "−8"], ["37", "29", "−8"]], ["Chuyển đi nơi khác: Cơ sở C"]),
        ):
            self.page.run(f"document.querySelectorAll('#ghi-chu .plain tbody tr')[{place}].querySelector('td:nth-child(3) .value').click()")
            self.assertEqual(self.page.run("document.querySelector('dialog h2').textContent"), f"Vì sao {change}?")
            self.assertEqual([row[1:] for row in self.page.run(read)], lines)
            said = self.page.run("[...document.querySelectorAll('dialog .moved li')].map(line => line.textContent)")
            for line in moved:
                self.assertIn(line, said)

    def test_the_page_of_a_low_unit_says_so(self) -> None:
        self.go("hill", "2023")
        self.assertIn("2 chỗ ngắt trong chuỗi số liệu năm", self.page.run("document.querySelector('#ghi-chu').textContent"))
        marks = "[...drawnCharts].map(({ option }) => option.series.find(({ name }) => name === 'kết quả').markLine.data)"
        self.assertEqual(self.page.run(marks), [[{"xAxis": 2021.5}, {"xAxis": 2022.5}]])
        self.assertIn("Không cùng những đơn vị: 2021–2022, 2022–2023.", self.page.run("document.querySelector('#do-thi-0 [role=img]').getAttribute('aria-label')"))
        self.go("port", "2023")
        self.assertNotIn("chỗ ngắt", self.page.run("document.querySelector('#ghi-chu').textContent"))
        self.assertEqual(self.page.run(marks), [[]])
