"""What the tests of the bindings share: where things are, and the worked cases."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Iterator, NamedTuple

SOURCE = Path(__file__).resolve().parents[2]
INCLUDE = SOURCE / "include"
CASES = SOURCE / "tests" / "cases"
PLAN_251 = SOURCE / "examples" / "lai-chau" / "plan.yaml"
# Files that it names.
UNITS_251 = PLAN_251.parent / "units.csv"
FILES_251 = {name: (PLAN_251.parent / name).read_bytes() for name in ("units.csv", "104-KH-TLD.yaml")}
REPORTS_251 = SOURCE / "examples" / "lai-chau" / "reports.csv"
FACTS_251 = len(REPORTS_251.read_text(encoding="utf-8").splitlines()) - 1

sys.path.insert(0, str(SOURCE / "examples" / "python"))

CC = os.environ.get("CC", "gcc").split()

# The options of the rollup program, as Plan.rollup and Reports.read_csv call them.
_LISTS = {"-p": "periods", "-u": "units", "-l": "levels", "-i": "indicators"}
_DATES = {"--structure": "structure", "--known-by": "known_by", "--until": "until"}


class Case(NamedTuple):
    name: str
    plan: Path
    reports: Path
    rollup: dict[str, Any]
    decimal_comma: bool
    names: bool
    pace: bool
    expected: Path


def cases() -> Iterator[Case]:
    """Every worked case under tests/cases."""
    for arguments in sorted(CASES.glob("*/args-*")):
        folder, number = arguments.parent, arguments.name.partition("-")[2]
        words = iter(arguments.read_text(encoding="utf-8").splitlines())
        rollup: dict[str, Any] = {}
        flags = set()
        for word in words:
            if word in _LISTS:
                rollup.setdefault(_LISTS[word], []).append(next(words))
            elif word in _DATES:
                rollup[_DATES[word]] = next(words)
            else:
                flags.add(word)
        assert flags <= {"--decimal-comma", "--names", "--pace"}, flags
        yield Case(
            f"{folder.name}/{number}",
            folder / "plan.yaml",
            folder / "reports.csv",
            rollup,
            "--decimal-comma" in flags,
            "--names" in flags,
            "--pace" in flags,
            folder / f"expected-{number}.csv",
        )


def rows_of(case: Case) -> Any:
    import childplan

    plan = childplan.Plan(case.plan)
    reports = plan.reports()
    reports.read_csv(case.reports, decimal_comma=case.decimal_comma)
    return plan.rollup(reports, **case.rollup)


def rows_251(**rollup: Any) -> Any:
    """Rows of the real plan."""
    import childplan

    plan = childplan.Plan(PLAN_251)
    reports = plan.reports()
    reports.read_csv(REPORTS_251)
    return plan.rollup(reports, **rollup)


# A small plan with an element of each type.
SMALL_PLAN = """\
childplan: 1
plan:
  id: 1/KH
  title: Small
  horizon: {from: 2024, to: 2026}
levels:
  - {id: town, name: Town}
  - {id: ward, name: Ward}
units:
  - {id: town, name: The town, level: town}
  - {id: hill, name: Phường Đồi, level: ward, parent: town}
  - {id: mill, name: Phường Cối, level: ward, parent: town}
elements:
  - {id: children, name: Children, levels: [ward], over_time: last}
  - {id: swimmers, name: Swimmers, levels: [ward], over_time: last, part_of: children}
  - {id: hours, name: Hours, levels: [ward], type: decimal, decimals: 1, over_time: sum}
  - {id: pool, name: Pool, levels: [ward], type: flag, over_time: last}
  - {id: spent, name: Spent, levels: [ward], type: money, over_time: sum}
indicators:
  - {id: can_swim, name: Can swim, numerator: swimmers, denominator: children, targets: [{by: 2025, above: 50%}]}
  - {id: course_hours, name: Hours, numerator: hours}
  - {id: pools, name: Pools, numerator: pool, denominator: each_unit}
  - {id: money, name: Money, numerator: spent}
"""


def small() -> tuple[Any, Any]:
    """The small plan, and reports of it."""
    import childplan

    plan = childplan.Plan(text=SMALL_PLAN)
    return plan, plan.reports()
