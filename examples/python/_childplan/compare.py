"""What changed between two readings, and between two periods."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import ExitStack
from ctypes import byref, c_int64, c_size_t, c_uint8
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Optional, Union

from . import constants, signatures
from .errors import Findings, check
from .library import Handle, library
from .progress import Progress, Teller
from .reports import Reports
from .rows import Row, Rows
from .values import Date, Period, decode, from_day, from_period, to_period

_CAUSES = {
    "all": constants.CAUSE_ALL,
    "cut_off": constants.CAUSE_CUT_OFF,
    "structure": constants.CAUSE_STRUCTURE,
    "configuration": constants.CAUSE_CONFIGURATION,
    "data": constants.CAUSE_DATA,
}
_COLUMNS = {
    "numerator": constants.COLUMN_NUMERATOR,
    "denominator": constants.COLUMN_DENOMINATOR,
    "value": constants.COLUMN_VALUE,
}
_LINES = {
    "rows": constants.PANEL_ROWS,
    "restated": constants.PANEL_RESTATED,
    "matched": constants.PANEL_MATCHED,
}
_SHARES = {
    constants.SHARE_NONE: None,
    constants.SHARE_MATCHED: "matched",
    constants.SHARE_FIRST: "first",
    constants.SHARE_SECOND: "second",
    constants.SHARE_INCOMPLETE: "incomplete",
}
_MOVES = {
    constants.MOVE_STAYED: None,
    constants.MOVE_BEGAN: "began",
    constants.MOVE_ENDED: "ended",
    constants.MOVE_IN: "in",
    constants.MOVE_OUT: "out",
}


def _options(
    reports: Reports,
    *,
    periods: Union[Period, Iterable[Period], None] = None,
    units: Union[str, Iterable[str], None] = None,
    levels: Union[str, Iterable[str], None] = None,
    indicators: Union[str, Iterable[str], None] = None,
    structure: Optional[Date] = None,
    known_by: Optional[Date] = None,
    until: Optional[Date] = None,
    threads: int = 1,
) -> Handle:
    options = reports._plan._options(periods, units, levels, indicators, structure, known_by, until)
    check(library.childplan_rollup_options_set_threads(options.pointer, threads))
    return options


class Reading:
    """Reports with their plan, and the options of Plan.rollup() with which they are read."""

    def __init__(self, reports: Reports, **options: Any) -> None:
        self.reports = reports
        self.options = options


@dataclass(frozen=True)
class Change:
    """A row that differs between two readings."""

    unit: str
    period: str
    indicator: str
    before: Optional[Row]
    """None where only the other reading has the row. So is after."""
    after: Optional[Row]
    causes: tuple[str, ...]
    """What changed something in the row, of "cut_off", "structure", "configuration" and "data"."""
    numerator: Optional[dict[str, Fraction]]
    """The difference by cause, which adds up to that of "all"; None where one of the readings has no such figure."""
    denominator: Optional[dict[str, Fraction]]
    value: Optional[dict[str, Fraction]]


class Comparison(list[Change]):
    """The rows that differ, those of after first; before and after: all rows of the two readings."""

    def __init__(self, changes: Iterable[Change], before: Rows, after: Rows, facts_left: int) -> None:
        super().__init__(changes)
        self.before = before
        self.after = after
        self.facts_left = facts_left
        """Facts of the reports of before that the plan of after does not take."""


def _part(comparison: Any, row: int, cause: int, column: int) -> Optional[Fraction]:
    numerator, denominator = c_int64(), c_int64()
    status = library.childplan_comparison_part(
        comparison, row, cause, column, byref(numerator), byref(denominator)
    )
    check(status)
    return None if status == constants.ABSENT else Fraction(numerator.value, denominator.value)


def _parts(comparison: Any, row: int, column: int) -> Optional[dict[str, Fraction]]:
    parts = {name: _part(comparison, row, cause, column) for name, cause in _CAUSES.items()}
    found = {name: part for name, part in parts.items() if part is not None}
    return found or None


def _row_in(comparison: Any, row: int, reading: int, rows: Rows) -> Optional[Row]:
    at = c_size_t()
    status = library.childplan_comparison_row(comparison, row, reading, byref(at))
    check(status)
    return None if status == constants.ABSENT else rows[at.value]


def _change(comparison: Any, row: int, before: Rows, after: Rows) -> Change:
    causes = (
        name
        for name, cause in _CAUSES.items()
        if cause != constants.CAUSE_ALL
        and library.childplan_comparison_changed(comparison, row, cause, constants.ANY_COLUMN)
    )
    return Change(
        unit=decode(library.childplan_comparison_unit(comparison, row)) or "",
        period=from_period(library.childplan_comparison_period(comparison, row)),
        indicator=decode(library.childplan_comparison_indicator(comparison, row)) or "",
        before=_row_in(comparison, row, constants.READING_BEFORE, before),
        after=_row_in(comparison, row, constants.READING_AFTER, after),
        causes=tuple(causes),
        **{name: _parts(comparison, row, column) for name, column in _COLUMNS.items()},
    )


def compare(
    before: Union[Reading, Reports], after: Union[Reading, Reports], *, progress: Optional[Progress] = None
) -> Comparison:
    """Compares two readings: last year's publication and today's, as was and as of a day, two versions of a plan. Which
    rows: those that either asks for. A part that does not fit 64 bits raises Error. progress: a function that is told
    how far it is."""
    readings = [given if isinstance(given, Reading) else Reading(given) for given in (before, after)]
    pointer, findings, teller = signatures.Comparison(), Findings(), Teller(progress)
    options = [_options(reading.reports, **reading.options) for reading in readings]
    check(library.childplan_rollup_options_set_progress(options[1].pointer, teller.function, None))
    with ExitStack() as locks:
        # Always in the same order, whichever comes first.
        for lock in sorted({reading.reports._lock for reading in readings}, key=id):
            locks.enter_context(lock)
        status = teller.call(
            library.childplan_comparison_make,
            readings[0].reports._pointer,
            options[0].pointer,
            readings[1].reports._pointer,
            options[1].pointer,
            byref(pointer),
            findings.pointer,
        )
    plans = [reading.reports._plan for reading in readings]
    handle = Handle(pointer, library.childplan_comparison_free, *(plan._handle for plan in plans))
    teller.finish(status, findings)
    ends = (constants.READING_BEFORE, constants.READING_AFTER)
    rows = [
        Rows(plan._twin(), library.childplan_comparison_reading(pointer, reading), [], owner=handle)
        for plan, reading in zip(plans, ends)
    ]
    return Comparison(
        (_change(pointer, row, *rows) for row in range(library.childplan_comparison_row_count(pointer))),
        *rows,
        library.childplan_comparison_facts_left(pointer, constants.READING_CONFIGURATION),
    )


@dataclass(frozen=True)
class PanelLine:
    """A figure in two periods, and the change; None where there is none."""

    first: Optional[Fraction]
    second: Optional[Fraction]
    change: Optional[Fraction]


@dataclass(frozen=True)
class PanelUnit:
    unit: str
    share: Optional[str]
    """What it brings to the restated periods: "matched", "first", "second", "incomplete"; None: nothing by its name."""
    move: Optional[str]
    """What reorganisation did to it: "began", "ended", "in", "out"; None: nothing."""


@dataclass(frozen=True)
class Panel:
    """A row in two periods: as it is read ("rows"), in one structure ("restated"), and on the units that reported all
    they owed in both ("matched")."""

    numerator: dict[str, PanelLine]
    denominator: dict[str, PanelLine]
    value: dict[str, PanelLine]
    structure: Optional[datetime.date]
    is_break: bool
    units: tuple[PanelUnit, ...]


def _side(panel: Any, line: int, side: int, column: int) -> Optional[Fraction]:
    numerator, denominator = c_int64(), c_int64()
    status = library.childplan_panel_figure(panel, line, side, column, byref(numerator), byref(denominator))
    check(status)
    return None if status == constants.ABSENT else Fraction(numerator.value, denominator.value)


def _lines(panel: Any, column: int) -> dict[str, PanelLine]:
    sides = (constants.PANEL_FIRST, constants.PANEL_SECOND, constants.PANEL_CHANGE)
    return {name: PanelLine(*(_side(panel, line, side, column) for side in sides)) for name, line in _LINES.items()}


def panel(
    reports: Reports, unit: str, indicator: str, first: Period, second: Period, **options: Any
) -> Optional[Panel]:
    """The change of a row from one period to another, with the options of Plan.rollup(). None where a period begins
    after the cut-off, or the unit does not live on the day of the structure."""
    plan, pointer, findings = reports._plan, signatures.Panel(), Findings()
    place = plan._find(constants.KIND_UNIT, unit), plan._find(constants.KIND_INDICATOR, indicator)
    asked = _options(reports, **options)
    with reports._lock:
        status = library.childplan_panel_make(
            reports._pointer,
            asked.pointer,
            *place,
            to_period(first),
            to_period(second),
            byref(pointer),
            findings.pointer,
        )
    findings.check(status)
    if status == constants.ABSENT:
        return None
    handle = Handle(pointer, library.childplan_panel_free)
    made = handle.pointer
    return Panel(
        **{name: _lines(made, column) for name, column in _COLUMNS.items()},
        structure=from_day(library.childplan_panel_structure(made)),
        is_break=bool(library.childplan_panel_is_break(made)),
        units=tuple(
            PanelUnit(
                plan.unit_ids[library.childplan_panel_unit(made, item)],
                _SHARES[library.childplan_panel_unit_share(made, item)],
                _MOVES[library.childplan_panel_unit_move(made, item)],
            )
            for item in range(library.childplan_panel_unit_count(made))
        ),
    )


def breaks(
    reports: Reports, unit: str, indicator: str, periods: Iterable[Period], **options: Any
) -> list[bool]:
    """For each period of a series whether reorganisation breaks it off from the one before."""
    plan, findings = reports._plan, Findings()
    codes = [to_period(period) for period in periods]
    marks = (c_uint8 * len(codes))()
    place = plan._find(constants.KIND_UNIT, unit), plan._find(constants.KIND_INDICATOR, indicator)
    asked = _options(reports, **options)
    with reports._lock:
        findings.check(
            library.childplan_breaks_find(
                reports._pointer,
                asked.pointer,
                *place,
                (c_int64 * len(codes))(*codes),
                len(codes),
                marks,
                findings.pointer,
            )
        )
    return [bool(mark) for mark in marks]
