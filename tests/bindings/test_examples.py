"""The example programs in Python: the picture, and the databases (a PostgreSQL server of its own, and SQLite)."""

from __future__ import annotations

import contextlib
import glob
import io
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.csv
from matplotlib import colors, image
from support import FACTS_251, PLAN_251, REPORTS_251, SOURCE, rows_251

import childplan
import database
import lai_chau


class LaiChau(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.plan, cls.reports = lai_chau.load()
        cls.rows = lai_chau.standing(cls.plan, cls.reports)
        cls.figure = lai_chau.draw(cls.rows, cls.plan)

    def test_the_figures_are_the_library_s(self) -> None:
        for axes, indicator in zip(self.figure.axes, lai_chau.INDICATORS):
            rows = [row for row in self.rows if row.indicator == indicator]
            dots = [line for line in axes.lines if line.get_marker() == "o"]
            self.assertEqual(
                [dot.get_xdata()[0] for dot in dots], [float(round(Decimal(row.value), 4)) for row in rows]
            )
            self.assertEqual(
                [line.get_text() for line in self.figure.axes[0].get_yticklabels()], [row.unit_name for row in rows]
            )
            texts = [text.get_text() for text in axes.texts]
            for row in rows:
                self.assertIn(lai_chau.percent(row.value), texts)
                if row.gap:
                    self.assertIn(f"thiếu {row.gap} {lai_chau.COUNTED[indicator]}", texts)
            bars = [tuple(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 7]
            ranges = [(row.low, row.high) for row in rows if row.low != row.high]
            self.assertEqual(len(bars), len(ranges))
            for bar, (low, high) in zip(bars, ranges):
                self.assertAlmostEqual(bar[0], low, delta=0.0000501)
                self.assertAlmostEqual(bar[1], high, delta=0.0000501)

    def test_the_colours_are_the_plan_s(self) -> None:
        plan_colors = {status.id: status.color for status in self.plan.statuses}
        for axes, indicator in zip(self.figure.axes, lai_chau.INDICATORS):
            dots = [line for line in axes.lines if line.get_marker() == "o"]
            rows = [row for row in self.rows if row.indicator == indicator]
            for dot, row in zip(dots, rows, strict=True):
                self.assertEqual(colors.to_hex(dot.get_markeredgecolor()), plan_colors[row.status])
                inside = plan_colors[row.status] if row.certain else "#ffffff"
                self.assertEqual(colors.to_hex(dot.get_markerfacecolor()), inside)

    def test_the_answer(self) -> None:
        known = {(row.unit, row.indicator): row for row in self.rows}
        province = known["lai-chau", "officers_reached"]
        self.assertEqual(
            (province.numerator, province.denominator, province.met, province.certain), (209, 225, True, False)
        )
        city = known["tp-lai-chau", "officers_reached"]
        self.assertEqual((city.numerator, city.denominator, city.status, city.gap), (9, 10, "missed", 1))
        silent = lai_chau.silent_units(self.plan, self.reports)
        self.assertEqual(set(silent["unit"]), {"tam-duong-1", "tp-lai-chau-1"})

    def test_nothing_is_cut_off(self) -> None:
        self.figure.canvas.draw()
        width, height = self.figure.bbox.width, self.figure.bbox.height
        texts = [*self.figure.texts, *(text for axes in self.figure.axes for text in [*axes.texts, axes.title])]
        for text in texts:
            box = text.get_window_extent()
            self.assertTrue(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, text.get_text())

    def test_the_program(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            picture = Path(folder) / "hình.png"
            script = SOURCE / "examples" / "python" / "lai_chau.py"
            # Letters the font does not have would be warned of.
            command = [sys.executable, "-W", "error::UserWarning", script, "-o", picture]
            run = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            self.assertIn("toàn tỉnh 92,9%, khi đủ báo cáo sẽ trong khoảng 86,2% – 94,0%", run.stdout)
            pixels = image.imread(picture)
            self.assertGreater(pixels.shape[1], 1500)
            self.assertGreater(len({tuple(pixel) for pixel in pixels[::7, ::7].reshape(-1, 4)}), 5)


class Databases:
    """What holds for every database. Subclasses give uri and connect()."""

    uri: str
    check: Any
    numeric = "numeric"

    def connect(self) -> Any:
        return database.connect(self.uri)

    def execute(self, *statements: str) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            connection.commit()

    def fetch(self, query: str) -> list[dict[str, Any]]:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetch_arrow_table().to_pylist()

    def ingest(self, table: str, data: Any) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.adbc_ingest(table, data, mode="replace")
            connection.commit()

    def setUp(self) -> None:
        self.ingest("reports", pyarrow.csv.read_csv(REPORTS_251))

    def test_reports_in_and_rows_out(self) -> None:
        imported, rows = database.run(self.uri, childplan.Plan(PLAN_251))
        self.assertEqual(imported[:2], (FACTS_251, 0))
        self.assertEqual(rows.to_csv(), rows_251().to_csv())
        self.check_rows(rows)

    def check_rows(self, rows: childplan.Rows) -> None:
        given = self.fetch("select * from rows order by unit, period, indicator")
        expected = sorted(rows.to_arrow().to_pylist(), key=lambda row: (row["unit"], row["period"], row["indicator"]))
        given.sort(key=lambda row: (row["unit"], row["period"], row["indicator"]))
        self.assertEqual(len(given), len(expected))
        self.assertEqual(list(given[0]), list(expected[0]))
        for line, wanted in zip(given, expected):
            self.assertEqual(line, {name: self.stored(cell) for name, cell in wanted.items()})
        stamp = {row["name"]: row["value"] for row in self.fetch("select * from rows_stamp")}
        self.assertEqual(stamp, rows.stamp)

    def stored(self, cell: Any) -> Any:
        """A cell as the database gives it back."""
        return cell

    def test_wide_with_exact_decimals_and_text(self) -> None:
        # numeric comes as text from PostgreSQL, and is exact.
        self.execute(
            "drop table if exists wide",
            f"create table wide (unit varchar(20), period text, officers smallint, officers_trained {self.numeric})",
            "insert into wide values ('lai-chau', '2024-H1', 27, 21), ('tam-duong', '2024-H1', null, null)",
        )
        plan = childplan.Plan(PLAN_251)
        imported, rows = database.run(self.uri, plan, query="select * from wide", periods=["2024-H1"])
        self.assertEqual(imported.accepted, 2)
        row = rows.find("lai-chau", "2024-H1", "officers_reached")
        self.assertEqual((row.numerator, row.denominator), (21, 27))

    def test_what_is_refused_changes_nothing(self) -> None:
        database.run(self.uri, childplan.Plan(PLAN_251), periods=["2025"])
        before = self.fetch("select count(*) as n from rows")
        self.execute("insert into reports (unit, period, element, value) values ('lai-chua', '2024-H1', 'officers', 1)")
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors):
            self.assertEqual(database.main([self.uri, str(PLAN_251)]), 1)
        self.assertIn(f"reports:{FACTS_251 + 1}:", errors.getvalue())
        self.assertIn("lai-chau", errors.getvalue())
        self.assertEqual(self.fetch("select count(*) as n from rows"), before)

    def test_lenient_program(self) -> None:
        self.execute("insert into reports (unit, period, element, value) values ('lai-chua', '2024-H1', 'officers', 1)")
        said, warned = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(warned):
            self.assertEqual(database.main([self.uri, str(PLAN_251), "--lenient", "-p", "2025", "--table", "year"]), 0)
        rows = 23 * len(childplan.Plan(PLAN_251).indicator_ids)
        self.assertEqual(said.getvalue(), f"{FACTS_251} facts taken, 1 refused; {rows} rows written to year\n")
        self.assertIn(f"reports:{FACTS_251 + 1}:", warned.getvalue())
        self.assertEqual(self.fetch("select count(*) as n from year"), [{"n": rows}])


class Sqlite(Databases, unittest.TestCase):
    numeric = "integer"

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.uri = f"sqlite:{folder.name}/công đoàn.db"
        super().setUp()

    def stored(self, cell: Any) -> Any:
        # SQLite has neither truth nor days.
        return (
            int(cell) if isinstance(cell, bool) else cell if isinstance(cell, (int, float, type(None))) else str(cell)
        )


class PostgreSql(Databases, unittest.TestCase):
    """A server in a folder of its own, reached by a socket in it alone."""

    @classmethod
    def setUpClass(cls) -> None:
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
        where = programs[-1] if programs else os.path.dirname(shutil.which("initdb") or "")
        if not where:
            raise FileNotFoundError("PostgreSQL is not installed")
        cls.programs = where
        cls.folder = tempfile.mkdtemp(prefix="childplan-pg-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        # The server refuses to run as root.
        cls.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(cls.folder, cls.user)
        cls.call("initdb", "-D", f"{cls.folder}/data", "-A", "trust", "-U", "childplan", "-E", "UTF8", "--no-sync")
        options = f"-k {cls.folder} -c listen_addresses='' -c fsync=off"
        cls.call("pg_ctl", "-D", f"{cls.folder}/data", "-l", f"{cls.folder}/log", "-o", options, "-w", "start")
        cls.addClassCleanup(cls.call, "pg_ctl", "-D", f"{cls.folder}/data", "-m", "immediate", "-w", "stop")
        cls.uri = f"postgresql:///postgres?host={cls.folder}&user=childplan"

    @classmethod
    def call(cls, program: str, *arguments: str) -> None:
        command = [f"{cls.programs}/{program}", *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", cls.user, "--", *command]
        run = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if run.returncode != 0:
            raise RuntimeError(f"{program}: {run.stderr.decode(errors='replace')}")

    def test_the_server_holds_what_others_read(self) -> None:
        database.run(self.uri, childplan.Plan(PLAN_251), periods=["2025"])
        query = "select unit_count, missed from (select count(distinct unit) as unit_count, " \
                "count(*) filter (where not met) as missed from rows) as r"  # fmt: skip
        run = subprocess.run(
            [f"{self.programs}/psql", "-h", self.folder, "-U", "childplan", "-d", "postgres", "-Atc", query],
            capture_output=True,
            text=True,
        )
        plan, reports = lai_chau.load()
        rows = plan.rollup(reports, periods="2025")
        missed = sum(row.met is False for row in rows)
        self.assertEqual((run.stderr, run.stdout), ("", f"{len({row.unit for row in rows})}|{missed}\n"))


if __name__ == "__main__":
    unittest.main()
