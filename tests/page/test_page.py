"""The page of the sample plan: its figures, its tables, its explanations, on the screen and on paper."""

from __future__ import annotations

import json
import pathlib
import re
import subprocess
from collections.abc import Callable

import axe_playwright_python
from pages import PROGRAMS, SAMPLES, SOURCE, WORK, PageTest, day, make_page, read_rows, vietnamese

PLAN, REPORTS = SAMPLES / "plan.yaml", SAMPLES / "reports.csv"
RATIOS = {"sessions_held", "children_supported", "support_paid"}  # those that are none
OPERATORS = {">": "trên", ">=": "từ", "<": "dưới", "<=": "không quá", "=": "bằng"}
READ_STANDING = """[...document.querySelectorAll('.standing tbody tr')].map(row => ({ key: row.dataset.row,
  cells: [...row.cells].map(cell => { const copy = cell.cloneNode(true);
    copy.querySelectorAll('.unseen').forEach(hidden => hidden.remove()); return copy.textContent; }) }))"""
READ_HEAT = """[...document.querySelectorAll('.heat-value')].map(cell => { const copy = cell.cloneNode(true);
  const share = copy.querySelector('.share')?.textContent ?? null; copy.querySelectorAll('.unseen, .share').forEach(hidden => hidden.remove());
  return [cell.dataset.row, copy.textContent, share]; })"""


def percent(row: dict[str, str]) -> str:
    return "" if row["indicator"] in RATIOS else "%"


class Figures(PageTest):
    """What is to hold of any page; STRUCTURE is how its rows are computed."""

    STRUCTURE: tuple[str, ...] = ()
    address: str
    rows: dict[str, dict[str, str]]

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.address = make_page("-".join(("lai-chau", *cls.STRUCTURE)) + ".html", PLAN, REPORTS, "--today", "2026-01-31", *cls.STRUCTURE)
        cls.rows = {f"{row['unit']}|{row['period']}|{row['indicator']}": row for row in read_rows(PLAN, REPORTS, *cls.STRUCTURE)}

    def setUp(self) -> None:
        self.page.resize(1280, 900)
        self.page.open(self.address)

    def tearDown(self) -> None:
        self.assert_quiet()

    def assert_standing(self, key: str, cells: list[str]) -> None:
        row = self.rows[key]
        _, value, reports, target, path, status, gap = cells
        if row["value"]:
            self.assertTrue(value.startswith(vietnamese(row["value"]) + percent(row)), (key, value))
        else:
            self.assertIn(value, ("chưa có số liệu", "không tính được"), key)
        if row["value"] and row["low"] and row["high"] and row["low"] != row["high"]:
            self.assertIn(f"{vietnamese(row['low'])} – {vietnamese(row['high'])}", value, key)
        if int(row["units_expected"]):
            self.assertTrue(reports.startswith(f"{row['units_reported']}/{row['units_expected']} ("), (key, reports))
        self.assertEqual(f" {row['units_carried']}*" in reports, row["units_carried"] != "0", (key, reports))
        if row["target"]:
            operator, number = row["target"].split()
            self.assertTrue(target.startswith(f"{OPERATORS[operator]} {vietnamese(number)}"), (key, target))
        else:
            self.assertEqual(target, "không có mục tiêu", key)
        self.assertEqual(path, vietnamese(row["path"]) + percent(row) if row["path"] else "", key)
        self.assertEqual("?" in status, row["certain"] == "no", (key, status))
        expected = ("+" if row["gap"] and float(row["gap"]) > 0 else "") + vietnamese(row["gap"]) if row["gap"] else ""
        self.assertTrue(gap.startswith(expected) and bool(gap) == bool(expected), (key, gap))

    def check_standing(self, wanted: Callable[[str], bool] = lambda period: True) -> None:
        seen = set()
        for unit, period in dict.fromkeys((row["unit"], row["period"]) for row in self.rows.values() if wanted(row["period"])):
            self.go(unit, period)
            for line in self.page.run(READ_STANDING):
                self.assert_standing(line["key"], line["cells"])
                seen.add(line["key"])
        self.assertEqual(seen, {key for key, row in self.rows.items() if wanted(row["period"])})

    def check_sums(self) -> None:
        """What the units placed at a unit and below it bring adds up to its row."""
        script = """rollup.rows.filter(cells => cells[columnOf.numerator] !== null).map(cells => {
          const unit = unitById.get(cells[0]), period = periodById.get(cells[1]), indicator = indicatorById.get(cells[2]);
          const sum = { n: 0, d: 0 };
          for (const below of units.filter(({ index }) => livesIn(index, period) && isBelow(index, unit, period))) {
            for (const placed of placedAt(below.index, period, indicator)) { sum.n += placed.numerator || 0; sum.d += placed.denominator || 0; }
          }
          return sum.n === cells[3] && sum.d === (cells[4] || 0) ? null : [cells.slice(0, 5), sum]; }).filter(Boolean)"""
        self.assertEqual(self.page.run(script), [])


class Restated(Figures):
    """Every period in the tree of one day, after most of the districts had ended."""

    STRUCTURE = ("--structure", "2026-01-01")

    def test_every_figure_is_the_librarys(self) -> None:
        self.check_standing(lambda period: period in ("2024", "2025"))
        self.check_sums()
        as_was = {row["unit"] for row in read_rows(PLAN, REPORTS)}
        self.assertLess({key.split("|")[0] for key in self.rows}, as_was)

    def test_it_says_so(self) -> None:
        text = self.page.run("document.body.textContent")
        self.assertIn("Mọi kỳ được tính lại theo tổ chức của ngày 01/01/2026.", text)
        self.assertIn("của ngày 01/01/2026", self.page.run("document.getElementById('stamp').textContent"))

    def test_an_ended_unit_is_found_below_its_place(self) -> None:
        self.go("lai-chau", "2024")
        self.page.run("document.querySelector('.standing .value').click()")
        self.assertIn("LĐLĐ tỉnh Lai Châu", self.page.run("document.querySelector('.why-what').textContent"))
        self.assertGreater(self.page.run("document.querySelectorAll('dialog .placed[data-unit]:not([data-unit=lai-chau])').length"), 0)


class Sample(Figures):
    def test_every_figure_is_the_librarys(self) -> None:
        self.check_standing()
        self.check_sums()

    def test_every_cell_of_the_heat_table_is_the_librarys(self) -> None:
        self.page.run("document.querySelector('#pham-vi').value = 'all', document.querySelector('#pham-vi').dispatchEvent(new Event('change'))")
        seen = 0
        for kind in (3, 4):
            for indicator in range(11):
                self.page.run(
                    f"for (const [id, value] of [['loai-ky', {kind}], ['chi-tieu', {indicator}]]) {{ const choice = document.getElementById(id);"
                    "choice.value = value; choice.dispatchEvent(new Event('change')); }"
                )
                for key, text, share in self.page.run(READ_HEAT):
                    row = self.rows[key]
                    marks = ("?" if row["certain"] == "no" else "") + ("*" if row["units_carried"] != "0" else "")
                    self.assertEqual(text.split(" ", 1)[1], (vietnamese(row["value"]) if row["value"] else "thiếu") + marks, key)
                    expected, reported = int(row["units_expected"]), int(row["units_reported"])
                    self.assertEqual(share, None if expected == 0 or expected == reported == 1 else f"{reported}/{expected}", key)
                    seen += 1
        self.assertEqual(seen, len(self.rows))

    def test_the_colours_are_the_plans(self) -> None:
        listed = re.findall(r"- id: (\w+)\n(?:    \w+: .*\n)*?    color: '(#\w+)'", PLAN.read_text(encoding="utf-8"))
        colours = {status: f"rgb({', '.join(str(int(colour[at:at + 2], 16)) for at in (1, 3, 5))})" for status, colour in listed}
        self.assertLessEqual({"met", "missed", "on_track", "at_risk", "off_track"}, set(colours))
        shown = self.page.run("[...document.querySelectorAll('.heat-value')].map(cell => [cell.dataset.row, getComputedStyle(cell.parentElement).backgroundColor])")
        judged = [(self.rows[key]["status"], colour) for key, colour in shown if self.rows[key]["status"] in colours]
        self.assertGreater(len(judged), 20)
        for status, colour in judged:
            self.assertEqual(colour, colours[status])

    def test_the_stamp(self) -> None:
        stamp = json.loads(subprocess.run([PROGRAMS / "rollup", PLAN, REPORTS, "-u", "lai-chau", "-p", "2025", "--format", "json"], check=True, capture_output=True).stdout)
        text = self.page.run("document.getElementById('stamp').textContent")
        for part in (stamp["plan_id"], stamp["plan_sha256"], stamp["reports_sha256"], stamp["childplan"], day(stamp["until"])):
            self.assertIn(part, text)

    def test_who_has_not_reported(self) -> None:
        rows = self.page.run("[...document.querySelectorAll('.missing tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))")
        self.assertGreater(len(rows), 3)
        self.assertIn(["CĐCS số 1 thành phố Lai Châu", "LĐLĐ tỉnh Lai Châu", "✗ chưa báo cáo", "15/07/2025", "200 ngày", "0/3", "0/16"], [[*cells[:-1], cells[-1].split(" ")[0]] for cells in rows])

    def test_which_figures_are_missing(self) -> None:
        """As many names as figures are missing, and those that the CSV does not have."""
        sent = {tuple(line.split(",")[:3]) for line in REPORTS.read_text(encoding="utf-8").splitlines()[1:]}
        rows = self.page.run("[...document.querySelectorAll('.missing tbody tr')].map((row, place) => row.cells[6]).map(cell => [cell.querySelector('summary').firstChild.textContent,"
                             "[...cell.querySelectorAll('p')].map(line => line.textContent.split(': thiếu ')[1].split('; ').length)])")
        self.assertGreater(len(rows), 3)
        for count, names in rows:
            received, expected = map(int, count.split("/"))
            self.assertEqual(sum(names), expected - received)
        for unit, period, element in self.page.run("reporting.lacking.flatMap(([unit, , cells]) => cells.map(([period, element]) => [units[unit].id, period, elements[element].id]))"):
            self.assertNotIn((unit, period, element), sent)

    def test_every_percentage_has_its_reporting_rate(self) -> None:
        texts = self.page.run("[...document.querySelectorAll('.tasks .bare li')].map(item => item.textContent)")
        self.assertGreater(len(texts), 5)
        texts += self.page.run("[...document.querySelectorAll('.chart figcaption .by')].map(line => line.textContent)")
        texts += self.page.run("[...document.querySelectorAll('#ghi-chu details td:nth-child(2)')].map(cell => cell.textContent)")
        for text in texts:
            self.assertRegex(text, r"báo cáo (\d+/\d+ \(|không phải)")

    def test_every_figure_leads_to_what_it_is_made_of(self) -> None:
        """No digit in the tables of standings and years but in a button, or beside one that says when it is due."""
        script = """[...document.querySelectorAll('.standing td, .chart tbody tr:not(.ahead) td')].map(cell => { const copy = cell.cloneNode(true);
          copy.querySelectorAll('button, .by').forEach(part => part.remove()); return copy.textContent; }).filter(text => /\\d/.test(text))"""
        for unit, period in (("lai-chau", "2025"), ("lai-chau", "2025-H1"), ("tam-duong-1", "2024-H2")):
            self.go(unit, period)
            self.assertEqual(self.page.run(script), [])
            wrong = self.page.run("""[...document.querySelectorAll('.standing [data-row] button, .chart tbody tr:not(.ahead) button')].filter(button => {
              button.click(); const [row, indicator] = [button.dataset.row.split('|'), indicators[indicatorById.get(button.dataset.row.split('|')[2])]];
              return document.querySelector('.why-what').textContent !== `${indicator.name} – ${units[unitById.get(row[0])].name} – ${periodText(row[1])}`; }).length""")
            self.assertEqual(wrong, 0)
            self.page.run("document.querySelector('dialog').close()")

    def test_what_is_counted_leads_to_what_was_counted(self) -> None:
        for address in self.page.run("[...document.querySelectorAll('.tile a')].map(link => link.getAttribute('href'))"):
            self.assertTrue(self.page.run(f"!!document.querySelector('{address}')"), address)

    def test_the_licences_are_kept(self) -> None:
        kept = self.page.run("document.getElementById('charts-licences').textContent")
        for name in ("NOTICE", "LICENSE", "LICENSE-d3"):
            self.assertIn((SOURCE / "examples" / "report" / "echarts" / name).read_text(encoding="utf-8"), kept)

    def first_cells(self, table: str) -> list[str]:
        return list(self.page.run(f"[...document.querySelectorAll('{table} tbody tr:not([hidden])')].map(row => row.cells[0].textContent)"))

    def test_sorting_by_mouse_and_keyboard(self) -> None:
        before = self.first_cells(".missing")
        self.page.click(".missing th:nth-child(1) button")
        self.assertEqual(self.page.run("document.querySelector('.missing th').getAttribute('aria-sort')"), "ascending")
        ascending = self.first_cells(".missing")
        self.assertEqual(sorted(before), sorted(ascending))
        self.page.run("document.querySelector('.missing th:nth-child(1) button').focus()")
        self.page.press("Enter", 13, "\r")
        self.assertEqual(self.page.run("document.querySelector('.missing th').getAttribute('aria-sort')"), "descending")
        self.assertEqual(self.first_cells(".missing"), ascending[::-1])

    def test_what_is_missing_is_sorted_last(self) -> None:
        for _ in range(2):
            self.page.click(".heat th:last-child button")
            texts = self.page.run("[...document.querySelectorAll('.heat tbody tr')].map(row => /\\d/.test(row.cells[row.cells.length - 1].firstChild.childNodes[2]?.textContent || ''))")
            self.assertEqual(texts, sorted(texts, reverse=True))

    def test_filtering(self) -> None:
        self.page.run("document.querySelector('#loc-ten').focus()")
        self.page.type("tam duong")
        self.assertEqual({"Tam Đường" in name for name in self.first_cells(".heat")}, {True})
        self.assertEqual(len(self.first_cells(".heat")), 3)
        self.page.run("document.querySelector('#loc-danh-gia').value = '0', document.querySelector('#loc-danh-gia').dispatchEvent(new Event('change'))")
        self.assertEqual(self.first_cells(".heat"), ["CĐCS số 3 huyện Tam Đường"])

    def test_drilling_down_to_the_lines(self) -> None:
        self.go("tam-duong", "2025-H1")
        self.page.click(".standing .value")
        self.assertTrue(self.page.run("document.querySelector('dialog').open"))
        self.assertIn("45 ÷ 51 × 100 = 88,2353%", self.page.run("document.querySelector('dialog').textContent"))
        self.page.click("dialog .unit")
        self.assertIn("CĐCS số 1 huyện Tam Đường", self.page.run("document.querySelector('.why-what').textContent"))
        lines = self.page.run("[...document.querySelectorAll('dialog .fact')].map(line => line.textContent)")
        number = int(re.search(r"dòng ([\d.]+)", lines[0])[1].replace(".", ""))
        unit, period, element, value, submitted = REPORTS.read_text(encoding="utf-8").splitlines()[number - 1].split(",")
        self.assertEqual((unit, period, element), ("tam-duong-1", "2025-H1", "officers_trained"))
        self.assertTrue(lines[0].startswith(f"{value}, nộp ngày {day(submitted)}"))

    def test_drilling_down_by_keyboard(self) -> None:
        self.go("tam-duong", "2025-H1")
        self.page.run("document.querySelector('.standing .value').focus()")
        self.page.press("Enter", 13, "\r")
        self.assertTrue(self.page.run("document.querySelector('dialog').contains(document.activeElement)"))
        for _ in range(40):
            self.page.press("Tab", 9)
            if self.page.run("document.activeElement.matches('dialog .unit')"):
                break
        self.page.press("Enter", 13, "\r")
        self.assertIn("CĐCS số", self.page.run("document.querySelector('.why-what').textContent"))
        self.page.press("Escape", 27)
        self.assertFalse(self.page.run("document.querySelector('dialog').open"))

    def test_skip_link_comes_first(self) -> None:
        self.page.press("Tab", 9)
        self.assertEqual(self.page.run("document.activeElement.className"), "skip")
        self.assertNotEqual(self.page.run("getComputedStyle(document.activeElement).outlineStyle"), "none")

    def test_accessibility(self) -> None:
        script = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
        for width in (1280, 360):
            for prepare in ("0", "document.querySelector('.standing .value').click()"):
                self.page.resize(width, 900)
                self.page.open(self.address)
                self.page.run(prepare + ", 0")
                self.page.run(script + "; 0")
                found = self.page.run("axe.run().then(said => said.violations.map(rule => [rule.id, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 150))]))")
                self.assertEqual(found, [], width)

    def test_narrow(self) -> None:
        self.page.resize(360, 740)
        for unit, period in (("lai-chau", "2025"), ("tam-duong", "2025-H1"), ("tam-duong-1", "2024")):
            self.go(unit, period)
            self.assertEqual(self.page.run("document.documentElement.scrollWidth"), 360)
        self.page.click(".standing .value")
        self.assertLessEqual(self.page.run("(() => { const box = document.querySelector('dialog').getBoundingClientRect(); return box.right; })()"), 360)

    def pages_of(self, pdf: bytes) -> int:
        return len(re.findall(rb"/Type\s*/Page\b", pdf))

    def test_on_paper(self) -> None:
        pdf = self.page.pdf()
        (WORK / "lai-chau.pdf").write_bytes(pdf)
        self.assertIn(self.pages_of(pdf), range(5, 10))
        self.assertEqual(self.page.run("document.querySelectorAll('details.opened').length"), 0)

    def test_all_units_on_paper(self) -> None:
        self.page.run("window.print = () => {}; document.getElementById('print-all').click()")
        self.assertEqual(self.page.run("document.querySelectorAll('#booklet article').length"), 12)
        self.assertEqual(self.page.run("(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length - new Set(ids).size; })()"), 0)
        self.assertIn(self.pages_of(self.page.pdf()), range(40, 100))

    def test_nothing_may_leave(self) -> None:
        blocked = self.page.run("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')")
        self.assertEqual(blocked, "refused")
        self.assertTrue(any("Content Security Policy" in line for line in self.page.console), self.page.console)
        self.page.run("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' })), 0")
        self.assertIsNone(self.page.run("window.ran ?? null"))
        self.page.console.clear()
        self.page.requests.clear()

    def test_a_file_that_serves_another_plan_too(self) -> None:
        district = SAMPLES / "tam-duong.yaml"
        command = [PROGRAMS / "report", district, REPORTS, "-o", WORK / "tam-duong.html"]
        self.assertEqual(subprocess.run(command, capture_output=True).returncode, 1)
        served = subprocess.run([*command, "--also-serves", PLAN], capture_output=True, text=True)
        self.assertEqual(served.returncode, 0, served.stderr)
        self.assertRegex(served.stderr, "note: rows left to the other plans")
        self.page.open((WORK / "tam-duong.html").as_uri())
        rows = read_rows(district, REPORTS, "--also-serves", str(PLAN))
        values = {f"{row['unit']}|{row['period']}|{row['indicator']}": row["value"] for row in rows}
        shown = self.page.run("[...document.querySelectorAll('.standing .value')].map(value => [value.dataset.row, value.firstChild.textContent])")
        self.assertGreater(len(shown), 2)
        for key, text in shown:
            if values[key]:
                self.assertTrue(text.startswith(vietnamese(values[key])), (key, text))

    def test_known_by_a_day(self) -> None:
        options = ("--known-by", "2025-08-01")
        self.page.open(make_page("known-by.html", PLAN, REPORTS, *options))
        rows = {f"{row['unit']}|{row['period']}|{row['indicator']}": row["value"] for row in read_rows(PLAN, REPORTS, *options)}
        shown = self.page.run("rollup.rows.map(cells => [cells.slice(0, 3).join('|'), cells[columnOf.value] === null ? '' : String(cells[columnOf.value])])")
        self.assertEqual({key: float(value) if value else None for key, value in shown}, {key: float(value) if value else None for key, value in rows.items()})
        self.assertIn("01/08/2025", self.page.run("document.getElementById('stamp').textContent"))
        self.assertIn("Tính đến 01/08/2025", self.page.run("document.querySelector('.missing caption').textContent"))
