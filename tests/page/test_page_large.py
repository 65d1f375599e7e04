"""A thousand units: the size and the times are printed, and the limits are generous."""

from __future__ import annotations

import time

from pages import WORK, PageTest, make_page

DISTRICTS, GRASSROOTS = 40, 24


class Large(PageTest):
    def test_a_thousand_units(self) -> None:
        plan, reports = WORK / "large.yaml", WORK / "large.csv"
        units = ["  - {id: top, name: Tỉnh, level: top}"]
        lines = ["unit,period,element,value,submitted"]
        for d in range(DISTRICTS):
            units.append(f"  - {{id: d{d}, name: Huyện {d}, level: mid, parent: top}}")
            for g in range(GRASSROOTS):
                units.append(f"  - {{id: d{d}-{g}, name: Cơ sở {g} huyện {d}, level: low, parent: d{d}}}")
                for year in range(2021, 2026):
                    for half in (1, 2):
                        if (d * 7 + g * 3 + year + half) % 11:
                            for element, value in (("n", 5 + (g + year) % 20), ("d", 30), ("s", g)):
                                lines.append(f"d{d}-{g},{year}-H{half},{element},{value},{year + half - 1}-0{7 if half == 1 else 1}-10")
        elements = "\n".join(f"  - {{id: {name}, name: Số liệu {name}, levels: [low], over_time: {how}}}" for name, how in (("n", "last, carry: 1, part_of: d"), ("d", "last, carry: 1"), ("s", "sum")))
        indicators = "\n".join(f"  - {{id: share{i}, name: Tỷ lệ {i}, numerator: n, denominator: d, targets: [{{by: 2025, above: {60 + i}%}}]}}" for i in range(3))
        plan.write_text(
            "childplan: 1\nplan: {id: 1/KH, title: Nghìn đơn vị, issuer: top, horizon: {from: 2021, to: 2030}}\ncalendar: {due_days: 15}\n"
            "levels: [{id: top, name: Tỉnh}, {id: mid, name: Huyện}, {id: low, name: Cơ sở}]\nunits:\n" + "\n".join(units)
            + f"\nelements:\n{elements}\nindicators:\n{indicators}\n  - {{id: held, name: Số buổi, numerator: s}}\n",
            encoding="utf-8",
        )
        reports.write_text("\n".join(lines) + "\n")
        started = time.monotonic()
        address = make_page("large.html", plan, reports)
        made = time.monotonic() - started
        started = time.monotonic()
        self.page.open(address)
        self.page.run("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        opened = time.monotonic() - started
        started = time.monotonic()
        self.page.run("document.querySelector('#pham-vi').value = 'all', document.querySelector('#pham-vi').dispatchEvent(new Event('change'))")
        widened = time.monotonic() - started
        started = time.monotonic()
        self.page.run("document.querySelector('#loc-ten').value = 'huyen 12', document.querySelector('#loc-ten').dispatchEvent(new Event('input')); document.body.offsetHeight")
        filtered = time.monotonic() - started
        size = (WORK / "large.html").stat().st_size / 1e6
        print(f"# {len(units)} units: {size:.1f} MB, made in {made:.1f} s, open in {opened:.1f} s, all units in {widened:.1f} s, filtered in {filtered:.2f} s")
        self.assertEqual(self.page.run("document.querySelector('.counter').textContent"), "25/1.001 đơn vị")
        self.assertLess(max(made, opened, widened, filtered), 60)
        self.assert_quiet()
