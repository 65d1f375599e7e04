"""Names that would like to be more than names."""

from __future__ import annotations

from pages import WORK, PageTest, make_page

NASTY = [
    "</script><script>window.hacked = 1</script>", "<img src=x onerror='window.hacked = 2'>", "<!--<script>", "]]><svg onload=window.hacked=3>",
    "{{rows}} {{script}}", "\\u003c \\\" \" ' & &lt;b&gt;", "javascript:window.hacked=4", "\u2028\u2029",
]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Hostile(PageTest):
    def test_names_stay_names(self) -> None:
        units = "\n".join(f"  - {{id: u{i}, name: {quoted(name)}, level: low, parent: top}}" for i, name in enumerate(NASTY[:7]))
        plan = WORK / "hostile.yaml"
        plan.write_text(
            f"childplan: 1\nplan: {{id: {quoted(NASTY[0])}, title: {quoted(NASTY[1])}, issuer: top, horizon: {{from: 2024, to: 2026}},\n"
            f"  tasks: [{{id: {quoted(NASTY[5])}, text: {quoted(NASTY[0])}, indicators: [i], leads: [u1]}}]}}\n"
            f"calendar: {{frequency: year, due_days: 9}}\nlevels: [{{id: top, name: {quoted(NASTY[1])}}}, {{id: low, name: {quoted(NASTY[2])}}}]\n"
            f"units:\n  - {{id: top, name: {quoted(NASTY[3])}, level: top}}\n{units}\n"
            f"elements: [{{id: n, name: {quoted(NASTY[0])}, over_time: last}}]\n"
            f"indicators: [{{id: i, name: {quoted(NASTY[1])}, definition: {quoted(NASTY[0])}, numerator: n, targets: [{{by: 2025, above: 3}}]}}]\n"
            f"thresholds: [{{id: met, name: {quoted(NASTY[1])}, color: '#808080'}}, {{id: low, name: {quoted(NASTY[0])}, color: '#777777'}}]\n",
            encoding="utf-8",
        )
        reports = WORK / "<b>hostile.csv"
        reports.write_text("unit,period,element,value,submitted\n" + "".join(f"u{i},{year},n,{9007199254740993 if i == 0 else i},{year}-03-01\n" for i in range(7) for year in (2024, 2025)))
        self.page.open(make_page("hostile.html", plan, reports))
        self.assertIsNone(self.page.run("window.hacked ?? null"))
        self.assertEqual(self.page.run("document.querySelector('h1').textContent"), "Kế hoạch số " + NASTY[0])
        shown = self.page.run("[...document.querySelectorAll('.heat tbody th')].map(cell => cell.textContent)")
        self.assertEqual(shown, [NASTY[3], *NASTY[:7]])
        self.assertEqual(self.page.run("document.querySelectorAll('img').length"), 0)
        self.page.click(".standing .value")
        self.page.click("dialog .unit")
        text = self.page.run("document.querySelector('dialog').textContent")
        for part in (NASTY[0], NASTY[1], "9.007.199.254.740.993", "hostile.csv, dòng"):
            self.assertIn(part, text)
        self.assertIsNone(self.page.run("window.hacked ?? null"))
        self.assert_quiet()
