"""Who has reported: by row, by cell, as columns and as a table."""

from __future__ import annotations

import ctypes
import datetime
from collections.abc import Iterator
from ctypes import POINTER, byref, c_double, c_int32, c_int64, c_size_t, c_uint8
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Optional

from . import constants, signatures
from .errors import Diagnostic, check
from .library import Handle, library
from .values import Period, decode, from_day, from_period, to_period, written

if TYPE_CHECKING:
    import pandas

    from .plan import Plan

_INT32 = c_int32, "i", library.childplan_reporting_int32_column
_INT64 = c_int64, "q", library.childplan_reporting_int64_column
_DOUBLE = c_double, "d", library.childplan_reporting_double_column

_NAMES: list[str] = [
    decode(library.childplan_reporting_column_name(column)) or ""
    for column in range(constants.REPORTING_COLUMN_COUNT)
]
_TEXTS = ("unit", "level", "place", "state", "timeliness")
_DAYS = ("first_submitted", "latest_submitted", "due")
_RATES = ("reporting_rate", "on_time_rate", "complete_rate")
_CELLS = {
    "unit": constants.REPORTING_CELL_UNIT,
    "period": constants.REPORTING_CELL_PERIOD,
    "element": constants.REPORTING_CELL_ELEMENT,
    "state": constants.REPORTING_CELL_STATE,
    "marks": constants.REPORTING_CELL_MARKS,
    "timeliness": constants.REPORTING_CELL_TIMELINESS,
    "first_submitted": constants.REPORTING_CELL_FIRST_SUBMITTED,
    "latest_submitted": constants.REPORTING_CELL_LATEST_SUBMITTED,
    "due": constants.REPORTING_CELL_DUE,
}


def _type_of(column: int) -> tuple[Any, ...]:
    if column >= constants.REPORTING_COLUMN_REPORTING_RATE:
        return _DOUBLE
    is_wide = column == constants.REPORTING_COLUMN_PERIOD or column >= constants.REPORTING_COLUMN_EXPECTED
    return _INT64 if is_wide else _INT32


def state_name(state: str, language: str = "en") -> str:
    """A state of a row or cell in words: state_name("not_yet_due") is "not yet due"; language: en or vi."""
    languages = {"en": constants.ENGLISH, "vi": constants.VIETNAMESE}
    if language not in languages:
        raise ValueError(f"there is no language {language!r}; there are en and vi")
    for number in range(constants.REPORTING_STATE_COUNT):
        english = decode(library.childplan_reporting_state_name(number, constants.ENGLISH)) or ""
        if english.replace(" ", "_") == state:
            return decode(library.childplan_reporting_state_name(number, languages[language])) or ""
    raise ValueError(f"there is no state {state!r}")


class Reporting:
    """Who has reported: a row for each unit (document order) × period (as asked). It neither changes nor ends with the
    plan and the reports. Made by Plan.reporting(). What the columns mean is said in reporting.h.

    A row is a dict by the names in Reporting.columns: ids as text, state ("missing") and timeliness ("on_time") too,
    marks as a tuple of them ("withdrawn", "partial"), days as datetime.date, numbers as int, rates as exact Fraction
    (3/4, not 75). What is not there is None."""

    columns: tuple[str, ...] = tuple(_NAMES)

    def __init__(self, plan: Plan, pointer: Any, diagnostics: list[Diagnostic]) -> None:
        self._plan = plan
        self._handle: Optional[Handle] = Handle(pointer, library.childplan_reporting_free, plan._handle)
        self._views: dict[str, tuple[memoryview, memoryview]] = {}
        self.diagnostics = diagnostics

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("this is closed")
        return self._handle.pointer

    def close(self) -> None:
        """Ends it. Columns got from it live on."""
        self._handle = None
        self._views = {}

    def __enter__(self) -> Reporting:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Reporting, closed>" if self._handle is None else f"<Reporting of {self._plan.id}: {len(self)} rows>"

    @property
    def until(self) -> datetime.date:
        """The day on which it was judged."""
        day = from_day(library.childplan_reporting_until(self._pointer))
        assert day is not None
        return day

    @property
    def structure(self) -> Optional[datetime.date]:
        """The day of the tree; None: each period's own last day."""
        return from_day(library.childplan_reporting_structure(self._pointer))

    @property
    def known_by(self) -> Optional[datetime.date]:
        """The day of knowledge; None: all."""
        return from_day(library.childplan_reporting_known_by(self._pointer))

    def __len__(self) -> int:
        return int(library.childplan_reporting_row_count(self._pointer))

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, row: int) -> dict[str, Any]:
        count = len(self)
        if not -count <= row < count:
            raise IndexError(f"there is no row {row} among {count}")
        return self._row(row % count)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (self._row(row) for row in range(len(self)))

    def find(self, unit: str, period: Period) -> Optional[dict[str, Any]]:
        """The row of a unit and period; None where there is none."""
        row = self._find(unit, period)
        return None if row is None else self._row(row)

    def cells(self, unit: str, period: Period) -> list[dict[str, Any]]:
        """The cells of a row: a dict each, with unit, period (of the element's frequency), element, state, marks,
        timeliness, first_submitted, latest_submitted and due. Empty where Plan.reporting was not told cells=True."""
        row = self._find(unit, period)
        if row is None:
            return []
        first, count = c_size_t(), c_size_t()
        check(library.childplan_reporting_cells_of(self._pointer, row, byref(first), byref(count)))
        assert first.value + count.value <= library.childplan_reporting_cell_count(self._pointer)
        return [self._cell(cell) for cell in range(first.value, first.value + count.value)]

    def column(self, name: str) -> tuple[memoryview, memoryview]:
        """A column in the library's own memory, which lives as long as anything looks into it: the cells, read-only,
        and a byte for each that is 1 where it holds something. unit, level, place: indices of Plan.unit_ids, …; period:
        codes (period_name); state, marks, timeliness: constants.REPORTING_*; days since 1970-01-01; rates in percent."""
        if name not in _NAMES:
            raise KeyError(f"there is no column {name!r}; there are {', '.join(_NAMES)}")
        pointer = self._pointer
        if name not in self._views:
            number = _NAMES.index(name)
            kind, format, read = _type_of(number)
            cells, present = POINTER(kind)(), POINTER(c_uint8)()
            check(read(pointer, number, byref(cells), byref(present)))
            self._views[name] = self._look_into(cells, kind, format), self._look_into(present, c_uint8, "B")
        return self._views[name]

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas.DataFrame with the columns as text (string), days (datetime64), counts (Int64) and rates in percent
        (float64)."""
        import pandas

        rows = list(self)
        frame = {}
        for name in _NAMES:
            cells = [row[name] for row in rows]
            if name in _RATES:
                shares = [None if cell is None else float(100 * cell) for cell in cells]
                frame[name] = pandas.Series(shares, dtype="float64")
            elif name in _DAYS:
                frame[name] = pandas.to_datetime(pandas.Series(cells, dtype="object"))
            elif name == "marks":
                frame[name] = pandas.Series([" ".join(cell) for cell in cells], dtype="string")
            else:
                frame[name] = pandas.Series(cells, dtype="string" if name in _TEXTS or name == "period" else "Int64")
        return pandas.DataFrame(frame)

    def _look_into(self, cells: Any, kind: Any, format: Any) -> memoryview:
        count = len(self)
        memory = (kind * count).from_address(ctypes.addressof(cells.contents)) if count else (kind * 0)()
        memory._owner = self._handle
        view: memoryview = memoryview(memory).cast("B").cast(format).toreadonly()
        return view

    def _find(self, unit: str, period: Period) -> Optional[int]:
        row = c_size_t()
        status = library.childplan_reporting_find(
            self._pointer, self._plan._find(constants.KIND_UNIT, unit), to_period(period), byref(row)
        )
        check(status)
        return None if status == constants.ABSENT else row.value

    def _row(self, row: int) -> dict[str, Any]:
        return {name: self._figure(row, column, name) for column, name in enumerate(_NAMES)}

    def _figure(self, row: int, column: int, name: str) -> Any:
        if name in _RATES:
            return self._rate(row, column)
        if name in _TEXTS or name == "marks":
            text = written(library.childplan_reporting_text, self._pointer, row, column)
            return tuple(text.split()) if name == "marks" else text or None
        cells, present = self.column(name)
        if not present[row]:
            return None
        if name == "period":
            return from_period(cells[row])
        return from_day(cells[row]) if name in _DAYS else cells[row]

    def _rate(self, row: int, column: int) -> Optional[Fraction]:
        numerator, denominator = c_int64(), c_int64()
        status = library.childplan_reporting_rate(self._pointer, row, column, byref(numerator), byref(denominator))
        check(status)
        return None if status == constants.ABSENT else Fraction(numerator.value, denominator.value)

    def _cell(self, cell: int) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for name, column in _CELLS.items():
            value = c_int64()
            status = library.childplan_reporting_cell_get(self._pointer, cell, column, byref(value))
            check(status)
            if name == "marks":
                figures[name] = tuple(self._cell_text(cell, column).split())
            elif status == constants.ABSENT:
                figures[name] = None
            else:
                figures[name] = from_day(value.value) if name in _DAYS else self._cell_text(cell, column)
        return figures

    def _cell_text(self, cell: int, column: int) -> str:
        return written(library.childplan_reporting_cell_text, self._pointer, cell, column)
