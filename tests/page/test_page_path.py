"""The way that is still to go: path and milestones on the charts, after the cut-off too. The figures are reckoned here."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Any, Optional

from pages import SAMPLES, WORK, PageTest, make_page, read_rows, vietnamese

PLAN = """
childplan: 1
plan: {id: 9/KH, title: Đường đi, issuer: top, horizon: {from: 2021, to: 2030}}
levels: [{id: top, name: Tỉnh}, {id: low, name: Cơ sở}]
units:
  - {id: top, name: Tỉnh, level: top}
  - {id: a, name: A, level: low, parent: top}
  - {id: b, name: B, level: low, parent: top, until: 2022-12-31}
elements:
  - {id: n, name: N, levels: [low], over_time: last, part_of: d}
  - {id: d, name: D, levels: [low], over_time: last}
  - {id: s, name: S, levels: [low], over_time: sum}
indicators:
  - {id: share, name: Tỷ lệ, numerator: n, denominator: d, baseline: {period: 2020, value: 40},
     targets: [{by: 2023-H1, at_least: 60%}, {by: 2025, above: 90%}, {by: 2030, above: 95%}]}
  - {id: fall, name: Giảm, better: lower, numerator: n, denominator: d, baseline: {period: 2020, value: 60},
     targets: [{by: 2025, at_most: 17%}, {by: 2030, below: 15%, aspiration: yes}]}
  - {id: held, name: Số buổi, numerator: s, targets: [{every: year, to: 2026, at_least: 10}]}
  - {id: change, name: Mỗi năm giảm, better: lower, numerator: n, baseline: {period: 2020, value: 60},
     targets: [{every: year, decrease: relative, at_least: 2%}]}
targets: [{indicator: share, by: 2028, at_least: 70%, units: {ids: [a]}}]
"""
REPORTS = """unit,period,n,d,s
a,2021-H1,42,100,4
a,2021-H2,45,100,5
b,2021-H2,5,10,5
a,2022-H1,50,100,6
a,2022-H2,56,100,7
a,2023-H1,58,100,3
"""
# What a chart draws, by the names of its lines.
READ_CHART = """(() => { const chart = [...drawnCharts].find(({ holder }) => holder.closest('figure').id === 'do-thi-%d');
  return Object.fromEntries(chart.option.series.map(({ name, data }) => [name, data])); })()"""
READ_AHEAD = """[...document.querySelectorAll('#do-thi-%d .ahead')].map(row => [...row.cells].map(cell => { const copy = cell.cloneNode(true);
  copy.querySelectorAll('.unseen').forEach(hidden => hidden.remove()); return copy.textContent; }))"""
# What the explanation says of the path.
READ_ORIGIN = "[...document.querySelectorAll('dialog dt')].find(term => term.textContent === 'Lộ trình').nextSibling.textContent"
ORIGIN = re.compile(r"(\S+): chia đều theo ngày từ (\S+) \((số gốc|mốc trước|bắt đầu tính), (\S+)\) đến (.+) \((\S+)\), tính đến (\S+)")


def end(year: int, month: int = 12) -> datetime.date:
    return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)


def place(day: datetime.date) -> float:
    first = datetime.date(day.year, 1, 1)
    return day.year - (end(day.year) - day).days / ((end(day.year) - first).days + 1)


def between(day: datetime.date, *milestones: tuple[datetime.date, float]) -> Fraction:
    """Straight in days from one of them to the next."""
    for (start, low), (stop, high) in zip(milestones, milestones[1:]):
        if start <= day <= stop:
            return Fraction(low) + Fraction(high - low) * Fraction((day - start).days, (stop - start).days)
    raise ValueError(day)


def figure(value: Fraction) -> str:
    """With at most 4 decimals, half away from zero, as everything that is printed."""
    tenths = (abs(value) * 10000 * 2 + 1) // 2
    text = f"{tenths // 10000}.{tenths % 10000:04}".rstrip("0").rstrip(".")
    return ("-" if value < 0 else "") + text


class Path(PageTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        plan, reports = WORK / "path.yaml", WORK / "path.csv"
        plan.write_text(PLAN, encoding="utf-8")
        reports.write_text(REPORTS, encoding="utf-8")
        cls.own = make_page("path.html", plan, reports)
        cls.rows = {(row["unit"], row["period"], row["indicator"]): row for row in read_rows(plan, reports)}
        cls.sample = make_page("path-sample.html", SAMPLES / "plan.yaml", SAMPLES / "reports.csv")

    def tearDown(self) -> None:
        self.assert_quiet()

    def chart(self, indicator: int) -> dict[str, Any]:
        return dict(self.page.run(READ_CHART % indicator))

    def assert_points(self, drawn: list[Any], expected: dict[datetime.date, Optional[str]]) -> None:
        self.assertEqual(len(drawn), len(expected))
        for (at, value), (day, number) in zip(drawn, expected.items()):
            self.assertAlmostEqual(at, place(day), msg=str(day))
            self.assertEqual(value, "-" if number is None else float(number), day)

    def test_the_path_goes_on_to_the_last_milestone(self) -> None:
        self.page.open(self.sample)
        way = ((end(2025), 90), (end(2030), 95))
        for indicator in (0, 1):
            expected: dict[datetime.date, Optional[str]] = {end(year): None for year in range(2021, 2025)}
            expected.update({end(year): figure(between(end(year), *way)) for year in range(2025, 2031)})
            self.assert_points(self.chart(indicator)["lộ trình"], expected)
            self.assertEqual([(point["value"], point["name"]) for point in self.chart(indicator)["mục tiêu"]], [([2025, 90], "trên 90%"), ([2030, 95], "trên 95%")])
            texts = self.page.run(f"[...document.querySelectorAll('#do-thi-{indicator} svg text')].map(text => text.textContent)")
            for label in ("trên 90%", "trên 95%", "2021"):
                self.assertIn(label, texts)

    def test_the_band_is_drawn_from_low_to_high(self) -> None:
        self.page.open(self.sample)
        rows = [row for row in read_rows(SAMPLES / "plan.yaml", SAMPLES / "reports.csv", "-u", "lai-chau") if row["indicator"] == "officers_reached" and len(row["period"]) == 4]
        chart = self.chart(0)
        self.assertGreater(sum(row["low"] not in ("", row["high"]) for row in rows), 2)
        for (_, low), (_, width), row in zip(chart["thấp nhất"], chart["khoảng"], rows):
            self.assertEqual(low, float(row["low"] or row["value"]))  # without bounds there is no band
            self.assertAlmostEqual(width, float(row["high"] or row["value"]) - low)
        self.assertEqual([point["value"][1] for point in chart["kết quả"]], [float(row["value"]) for row in rows])
        self.assertEqual([point["symbol"] == "emptyCircle" for point in chart["kết quả"]], [row["units_reported"] != row["units_expected"] for row in rows])

    def test_from_the_baseline_through_every_milestone(self) -> None:
        self.page.open(self.own)
        way = ((end(2020), 40), (end(2023, 6), 60), (end(2025), 90), (end(2030), 95))
        days = sorted([end(year) for year in range(2020, 2031)] + [end(2023, 6)])
        self.assert_points(self.chart(0)["lộ trình"], {day: figure(between(day, *way)) for day in days})
        for period, day in (("2021", end(2021)), ("2022", end(2022)), ("2023", end(2023, 6))):
            self.assertEqual(self.rows["top", period, "share"]["path"], figure(between(day, *way)))
        self.assertEqual([point["name"] for point in self.chart(0)["mục tiêu"]], ["từ 60%", "trên 90%", "trên 95%"])
        self.assertEqual([point["value"] for point in self.chart(0)["mục tiêu"]], [[place(end(2023, 6)), 60], [2025, 90], [2030, 95]])
        self.assertEqual([point["value"][0] for point in self.chart(0)["kết quả"]], [2021, 2022, place(end(2023, 6))])

    def test_the_table_says_what_is_still_to_come(self) -> None:
        self.page.open(self.own)
        way = ((end(2023, 6), 60), (end(2025), 90), (end(2030), 95))
        expected = [[str(year), "chưa đến", "", "", "trên 90%, năm 2025" if year < 2026 else "trên 95%, năm 2030", vietnamese(figure(between(end(year), *way))) + "%", ""] for year in range(2023, 2031)]
        self.assertEqual(self.page.run(READ_AHEAD % 0), expected)
        self.assertIn("2023 (đến 30/06/2023)", self.page.run("[...document.querySelectorAll('#do-thi-0 tbody th')].map(head => head.textContent)"))

    def test_an_aspiration_and_a_strict_bar_say_so(self) -> None:
        self.page.open(self.own)
        self.assertEqual([point["name"] for point in self.chart(1)["mục tiêu"]], ["không quá 17%", "phấn đấu dưới 15%"])
        self.assertIn("phấn đấu dưới 15%", self.page.run("document.querySelector('#do-thi-1 [role=img]').getAttribute('aria-label')"))
        self.page.run("document.querySelector('[data-row=\"top|2023|fall\"] .value').click()")
        self.assertIn("Mục tiêukhông quá 17%", self.page.run("document.querySelector('dialog').textContent"))
        self.assertIsNone(re.search("[≥≤]", self.page.run("document.body.textContent")))

    def test_each_year_anew(self) -> None:
        """Of a year cut short half of what the year is to bring is expected; after the last one nothing is asked."""
        self.page.open(self.own)
        half = self.rows["top", "2023", "held"]["path"]
        self.assertEqual(half, figure(between(end(2023, 6), (end(2022), 0), (end(2023), 10))))
        expected: dict[datetime.date, Optional[str]] = {end(2021): "10", end(2022): "10", end(2023, 6): half}
        expected.update({end(year): "10" for year in range(2023, 2027)})
        self.assert_points(self.chart(2)["lộ trình"], expected)

    def test_what_is_measured_from_reports_ends_where_they_do(self) -> None:
        """58.8 from the baseline, then 2% less than the year before has, which the rows know."""
        self.page.open(self.own)
        self.assertEqual([point["value"] for point in self.chart(3)["mục tiêu"]], [[2021, 58.8], [2022, 49], [2023, 54.88]])
        self.assertEqual([row[5] for row in self.page.run(READ_AHEAD % 3)], [""] * 8)
        self.assertEqual({row[4].split(",")[0] for row in self.page.run(READ_AHEAD % 3)}, {"không quá ?"})

    def assert_origin(self, text: str, path: str, goal: Optional[Fraction]) -> str:
        """What is said leads to the path: reckoned anew from its days and figures. Gives where it begins."""
        self.assertEqual(text.split(":")[0].rstrip("%"), vietnamese(path))
        if "đã đến hạn" in text:
            self.assertEqual(goal, Fraction(path), text)
            return "đã đến hạn"
        if "từ kết quả của kỳ trước đến" in text:
            return "kỳ trước"
        found = ORIGIN.fullmatch(text)
        assert found, text
        start, stop, day = (datetime.datetime.strptime(found[at], "%d/%m/%Y").date() for at in (4, 6, 7))
        low, high = (Fraction(found[2].rstrip("%").replace(".", "").replace(",", ".")), goal)
        assert high is not None
        self.assertEqual(figure(low + (high - low) * Fraction((day - start).days, (stop - start).days)), path, text)
        return found[3]

    def test_the_path_says_where_it_comes_from(self) -> None:
        self.page.open(self.own)
        seen = []
        for (unit, period, indicator), row in self.rows.items():
            if row["path"]:
                self.go(unit, period)
                self.page.run(f"document.querySelector('.standing [data-row=\"{unit}|{period}|{indicator}\"] td:nth-child(5) .figure').click()")
                goal = re.sub(r"[^\d.]", "", row["target"])
                seen.append(self.assert_origin(self.page.run(READ_ORIGIN), row["path"], Fraction(goal) if goal else None))
        self.assertEqual(set(seen), {"số gốc", "bắt đầu tính", "kỳ trước", "đã đến hạn"})
        self.assertGreater(len(seen), 20)

    def test_the_path_ahead_says_so_too(self) -> None:
        self.page.open(self.own)
        ahead = self.page.run("document.querySelectorAll('#do-thi-0 .ahead .figure').length")
        self.assertEqual(ahead, 8)
        way = ((end(2023, 6), 60), (end(2025), 90), (end(2030), 95))
        said = []
        for at, year in enumerate(range(2023, 2031)):
            self.page.run(f"document.querySelectorAll('#do-thi-0 .ahead .figure')[{at}].click()")
            self.assertIn(f"Năm {year}", self.page.run("document.querySelector('.why-what').textContent"))
            said.append(self.assert_origin(self.page.run(READ_ORIGIN), figure(between(end(year), *way)), Fraction(90 if year < 2026 else 95)))
        self.assertEqual(said, ["mốc trước"] * 2 + ["đã đến hạn"] + ["mốc trước"] * 4 + ["đã đến hạn"])

    def test_the_gap_says_what_it_would_make(self) -> None:
        self.page.open(self.own)
        self.page.run("document.querySelector('[data-row=\"top|2023|share\"] td:nth-child(7) .figure').click()")
        text = self.page.run("[...document.querySelectorAll('dialog dt')].find(term => term.textContent === 'Thêm/bớt tử số để đạt').nextSibling.textContent")
        self.assertEqual(text, "+2: (58 + 2) ÷ 100 × 100 thì đạt từ 60%")

    def test_a_unit_with_a_target_of_its_own(self) -> None:
        self.page.open(self.own)
        self.go("a", "2022")
        self.assertEqual([(point["value"], point["name"]) for point in self.chart(0)["mục tiêu"]], [([2028, 70], "từ 70%")])
        self.go("b", "2022")
        self.assertEqual(self.page.run(READ_AHEAD % 0), [])

    def test_who_keeps_the_range_open(self) -> None:
        """Nobody knows the size of B, which never reported the whole: its name stands in the explanation of every row above it."""
        reports = WORK / "open.csv"
        reports.write_text("unit,period,n,d,s\na,2021-H1,5,10,1\na,2021-H2,6,10,1\n", encoding="utf-8")
        self.page.open(make_page("open.html", WORK / "path.yaml", reports))
        self.go("top", "2021")
        self.page.run("document.querySelector('[data-row=\"top|2021|share\"] .value').click()")
        self.assertEqual(self.page.run("document.querySelector('dialog .unknown-size').textContent"), "B")
        self.page.open(self.own)
        self.page.run("document.querySelector('.standing .value').click()")
        self.assertIsNone(self.page.run("document.querySelector('dialog .unknown-size')"))
