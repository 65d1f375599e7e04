"""Follow a plan from its units' reports, exactly: the childplan library for Python.

    import childplan

    plan = childplan.Plan("plan.yaml")
    reports = plan.reports()
    reports.read_csv("reports.csv")
    rows = plan.rollup(reports, periods=["2024", "plan"])
    rows.to_pandas()

It needs the shared library and Python's standard library alone (3.9 or later). pandas, numpy and pyarrow are used where
they are asked for (Rows.to_pandas, Rows.numpy, Rows.to_arrow). The library is taken from CHILDPLAN_LIBRARY, from the
folder build of the checkout this file is in, or from wherever the system's loader finds it.

Periods are text ("2025-H1"), dates datetime.date or text ("2025-06-30"), figures exact: an int, or a Decimal. What is
not there is None, never 0. What the library refuses raises Error, whose diagnostics say what is wrong, in which file,
line and column. Plans, reports, imports and rows are context managers, and may also simply be dropped, in any order.

Long work (Plan, Plan.rollup, Reports.read_csv and add, Rows.to_csv, …) tells a function given as progress= how far it
is: progress(phase, share), with phase "loading", "reading", "committing", "computing" or "writing" (phase_name has words
for them) and share from 0.0 to 1.0. Where that returns something true, Error is raised with status
constants.ERROR_STOPPED; what it raises, and Ctrl-C, is raised as it is. Either way everything is as it was, but for the
last call of a phase (share 1.0), when the work is done. It must not use the objects at work.

What a figure means is said in the README of the library.
"""

from __future__ import annotations

from _childplan import constants
from _childplan.compare import Change, Comparison, Panel, PanelLine, PanelUnit, Reading, breaks, compare, panel
from _childplan.errors import Diagnostic, Error
from _childplan.explain import Explanation
from _childplan.library import library as _library
from _childplan.partial import Partial
from _childplan.plan import (
    Element,
    Indicator,
    Item,
    Level,
    PeriodParts,
    Plan,
    Rate,
    RateValue,
    Status,
    Target,
    Task,
    Unit,
    period_code,
    period_name,
    period_of,
    period_parts,
)
from _childplan.progress import phase_name
from _childplan.reporting import Reporting, state_name
from _childplan.reports import Import, Imported, Report, Reports
from _childplan.rows import Row, Rows

__all__ = [
    "Change",
    "Comparison",
    "Diagnostic",
    "Element",
    "Error",
    "Explanation",
    "Import",
    "Imported",
    "Indicator",
    "Item",
    "Level",
    "Panel",
    "PanelLine",
    "PanelUnit",
    "Partial",
    "PeriodParts",
    "Plan",
    "Rate",
    "RateValue",
    "Reading",
    "Report",
    "Reporting",
    "Reports",
    "Row",
    "Rows",
    "Status",
    "Target",
    "Task",
    "Unit",
    "breaks",
    "compare",
    "constants",
    "panel",
    "has_spreadsheets",
    "period_code",
    "period_name",
    "period_of",
    "period_parts",
    "phase_name",
    "state_name",
    "version",
]

for _name in __all__:
    if _name[0].isupper():
        globals()[_name].__module__ = __name__


def has_spreadsheets() -> bool:
    """Whether the library that runs can write workbooks."""
    return bool(_library.childplan_output_has_format(constants.FORMAT_XLSX))


def version() -> str:
    """The version of the library that runs."""
    return str(_library.childplan_version_string().decode())
