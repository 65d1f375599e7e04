"""What the tests of the spreadsheets share: the programs, LibreOffice, and a folder to work in."""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
LAI_CHAU = SOURCE / "examples" / "lai-chau"

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop></item></oor:items>
"""

# A plan whose texts are what a spreadsheet might take for formulas, and with every type of data element.
HOSTILE_PLAN = """\
childplan: 1
plan: {id: '=1+1/KH', title: '=HYPERLINK("http://x","Kế hoạch, thử; nghiệm")', issuer: tinh, issued: 2024-01-02,
  horizon: {from: 2024, to: 2026}}
calendar: {frequency: quarter, first_report: 2024-Q2}
levels: [{id: tinh, name: Tỉnh}, {id: xa, name: Xã}]
units:
  - {id: tinh, name: '=1+2', level: tinh}
  - {id: '=xa-1', name: '@Xã "Một"', level: xa, parent: tinh}
  - {id: xa-2, name: 'Xã <Hai> & Ba', level: xa, parent: tinh, until: 2024-11-15}
elements:
  - {id: dan, name: '=Dân số', levels: [xa], over_time: last}
  - {id: nu, name: Trong đó nữ, levels: [xa], over_time: last, part_of: dan, max: 5000}
  - {id: tien, name: Kinh phí, type: money, levels: [xa], over_time: sum}
  - {id: gio, name: Số giờ, type: decimal, decimals: 2, levels: [xa], over_time: sum, min: -10, max: 99.5}
  - {id: co, name: Có ban, type: flag, frequency: year, levels: [xa], over_time: last}
  - {id: lon, name: Rất lớn, levels: [xa], frequency: half, over_time: last}
indicators:
  - {id: ty_le, name: Tỷ lệ nữ, numerator: nu, denominator: dan, targets: [{by: 2024, above: 40%}]}
  - {id: lon, name: Rất lớn, numerator: lon}
  - {id: nghin, name: '-Trên nghìn', numerator: nu, denominator: dan, per: 1000}
  - {id: muoi_van, name: Trên mười vạn, numerator: nu, denominator: dan, per: 100000}
  - {id: gio, name: Số giờ, numerator: gio}
  - {id: tien, name: Kinh phí, numerator: tien, targets: [{by: 2024, at_least: 5000000}]}
  - {id: co, name: Có ban, numerator: co}
thresholds:
  - {id: met, name: Đạt, color: "#1a9850"}
  - {id: missed, name: Không đạt, color: "#ffff00"}
"""

HOSTILE_REPORTS = """\
unit,period,element,value
=xa-1,2024-Q2,dan,1234567
=xa-1,2024-Q2,nu,321
=xa-1,2024-Q2,gio,-3.25
=xa-1,2024-Q4,dan,1000
=xa-1,2024-Q4,nu,333
=xa-1,2024-Q4,tien,4000000
=xa-1,2024-H2,lon,1234567890123456
xa-2,2024-Q3,dan,100
xa-2,2024-Q3,nu,50
"""


class Office(unittest.TestCase):
    """A folder for each class, in it the hostile plan and its reports."""

    folder: Path

    @classmethod
    def setUpClass(cls) -> None:
        cls._folder = tempfile.TemporaryDirectory(prefix="childplan-sheets-")
        cls.folder = Path(cls._folder.name)
        cls.plan, cls.reports = cls.folder / "plan.yaml", cls.folder / "reports.csv"
        cls.plan.write_text(HOSTILE_PLAN, encoding="utf-8")
        cls.reports.write_text(HOSTILE_REPORTS, encoding="utf-8")

    @classmethod
    def tearDownClass(cls) -> None:
        cls._folder.cleanup()

    def run_program(self, name: str, *words: object) -> str:
        done = subprocess.run([os.environ[name.upper()], *map(str, words)], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def convert(self, path: Path, to: str, locale: str = "en-US") -> Path:
        """The file as LibreOffice saves it, in the locale of its user."""
        profile = self.folder / f"profile-{locale}"
        if not profile.exists():
            (profile / "user").mkdir(parents=True)
            (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(locale), encoding="utf-8")
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to, "--outdir", folder, path],
            capture_output=True, check=True, timeout=180,
        )
        (made,) = folder.iterdir()
        return made

    def as_csv(self, path: Path, locale: str, delimiter: str, as_shown: bool = True, sheet: int = 0) -> Path:
        """CSV in UTF-8, of the first sheet or the one of that number."""
        shown = str(as_shown).lower()
        return self.convert(
            path, f"csv:Text - txt - csv (StarCalc):{ord(delimiter)},34,76,1,,0,false,true,{shown},false,false,{sheet}", locale
        )
