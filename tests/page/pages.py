"""Pages to look at, and figures as the page ought to write them: made here from the CSV, not by the page's own code."""

from __future__ import annotations

import csv
import io
import os
import pathlib
import subprocess
import unittest
from typing import Optional

from browser import Browser

PROGRAMS = pathlib.Path(os.environ["PROGRAMS"])
SOURCE = pathlib.Path(os.environ["SOURCE"])
WORK = pathlib.Path(os.environ["PAGE_WORK"])
SAMPLES = SOURCE / "examples" / "lai-chau"


def make_page(name: str, plan: pathlib.Path, reports: pathlib.Path, *options: str) -> str:
    path = WORK / name
    subprocess.run([PROGRAMS / "report", plan, reports, "-o", path, *options], check=True, capture_output=True)
    return path.as_uri()


def read_rows(plan: pathlib.Path, reports: pathlib.Path, *options: str) -> list[dict[str, str]]:
    text = subprocess.run([PROGRAMS / "rollup", plan, reports, "--format", "csv", *options], check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def vietnamese(number: str) -> str:
    """-1234.5 as −1.234,5"""
    whole, _, decimals = number.lstrip("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return ("−" if number.startswith("-") else "") + grouped + ("," + decimals if decimals else "")


def day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


class PageTest(unittest.TestCase):
    browser: Optional[Browser] = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls) -> None:
        assert cls.browser
        cls.browser.close()

    @property
    def page(self) -> Browser:
        assert self.browser
        return self.browser

    def assert_quiet(self) -> None:
        self.assertEqual(self.page.console, [])
        self.assertEqual([url for url in self.page.requests if not url.startswith(("file:", "data:"))], [])

    def go(self, unit: str, period: str) -> None:
        self.page.run(
            f"new Promise(done => {{ const next = '#{unit}/{period}'; if (location.hash === next) return done();"
            "addEventListener('hashchange', () => done(), { once: true }); location.hash = next; })"
        )
