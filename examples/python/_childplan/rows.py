"""Computed rows: by row, as columns, and as tables of other libraries."""

from __future__ import annotations

import collections
import ctypes
import datetime
import io
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint8, c_void_p
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Optional, Union

from . import constants, signatures
from .errors import Diagnostic, Findings, check
from .library import Handle, library
from .output import new_output, write
from .progress import Progress, Teller
from .signatures import ArrowArrayStream
from .values import PathText, Period, decode, exact, from_day, from_period, to_period, written

if TYPE_CHECKING:
    import numpy
    import pandas
    import pyarrow

    from .plan import Plan
    from .reports import Reports

Number = Union[int, Decimal]


def _decoded(text: Optional[bytes]) -> Optional[str]:
    return None if text is None else text.decode()


_INT32 = c_int32, "i", library.childplan_rollup_int32_column
_INT64 = c_int64, "q", library.childplan_rollup_int64_column
_DOUBLE = c_double, "d", library.childplan_rollup_double_column

# By name: the number of the column, its type, the format of a view of it, and what gives it.
_COLUMNS: dict[str, tuple[Any, ...]] = {
    "unit": (constants.COLUMN_UNIT, *_INT32),
    "period": (constants.COLUMN_PERIOD, *_INT64),
    "indicator": (constants.COLUMN_INDICATOR, *_INT32),
    "numerator": (constants.COLUMN_NUMERATOR, *_INT64),
    "denominator": (constants.COLUMN_DENOMINATOR, *_INT64),
    "value": (constants.COLUMN_VALUE, *_DOUBLE),
    "low": (constants.COLUMN_LOW, *_DOUBLE),
    "high": (constants.COLUMN_HIGH, *_DOUBLE),
    "units_expected": (constants.COLUMN_UNITS_EXPECTED, *_INT32),
    "units_reported": (constants.COLUMN_UNITS_REPORTED, *_INT32),
    "units_carried": (constants.COLUMN_UNITS_CARRIED, *_INT32),
    "target_value": (constants.COLUMN_TARGET, *_DOUBLE),
    "by": (constants.COLUMN_BY, *_INT64),
    "path": (constants.COLUMN_PATH, *_DOUBLE),
    "met": (constants.COLUMN_MET, *_INT32),
    "certain": (constants.COLUMN_CERTAIN, *_INT32),
    "status": (constants.COLUMN_STATUS, *_INT32),
    "gap": (constants.COLUMN_GAP, *_INT64),
    "as_of": (constants.COLUMN_AS_OF, *_INT32),
    "level": (constants.COLUMN_LEVEL, *_INT32),
    "numerator_decimals": (constants.COLUMN_NUMERATOR_DECIMALS, *_INT32),
    "denominator_decimals": (constants.COLUMN_DENOMINATOR_DECIMALS, *_INT32),
    "gap_decimals": (constants.COLUMN_GAP_DECIMALS, *_INT32),
    "operator": (constants.COLUMN_OPERATOR, *_INT32),
    "target_high_value": (constants.COLUMN_TARGET_HIGH, *_DOUBLE),
    "operator_high": (constants.COLUMN_OPERATOR_HIGH, *_INT32),
    "binding": (constants.COLUMN_BINDING, *_INT32),
    "periods_left": (constants.COLUMN_PERIODS_LEFT, *_INT32),
    "pace": (constants.COLUMN_PACE, *_DOUBLE),
}

# Their types in pandas; those of the exact columns depend on their decimals, and all others are text.
_NUMBERS = {
    **dict.fromkeys(("value", "low", "high", "path", "pace"), "float64"),
    **dict.fromkeys(("units_expected", "units_reported", "units_carried", "periods_left"), "Int64"),
}
_EXACT_COLUMNS = ("numerator", "denominator", "gap")


@dataclass(frozen=True)
class Row:
    """One row. What it does not have is None, never 0."""

    unit: str
    period: str
    indicator: str
    numerator: Optional[Number]
    """Exact: an int, or a Decimal where the elements have decimals. So are denominator and gap."""
    denominator: Optional[Number]
    value: Optional[float]
    """For convenience, as low, high and path: see exact_value."""
    low: Optional[float]
    high: Optional[float]
    units_expected: int
    units_reported: int
    units_carried: int
    target: Optional[str]
    """As "> 90", ">= 5 <= 7", or "<= ?" where what it is measured from is not known."""
    by: Optional[str]
    path: Optional[float]
    met: Optional[bool]
    certain: Optional[bool]
    status: str
    gap: Optional[Number]
    as_of: datetime.date
    unit_name: str
    level: str
    indicator_name: str
    exact_value: Optional[Fraction]
    binding: Optional[bool]
    """False for an aspiration."""
    periods_left: Optional[int]
    """The reporting periods left for a target that lies ahead."""
    pace: Optional[Fraction]
    """What each of them must add: exactly gap ÷ periods_left, 0 where the target is met already."""


def _free_alone(lock: Any, pointer: Any) -> None:
    """Live rows let go of their reports, which the library lets one thread at a time in."""
    with lock:
        library.childplan_rollup_free(pointer)


def _free_nothing(pointer: Any) -> None:
    """Rows that a comparison lends go with it."""


class Rows:
    """The rows of a rollup: unit (document order) × period (as asked) × indicator (document order). They neither change
    nor end with the plan and the reports, but for refresh(). Made by Plan.rollup()."""

    def __init__(
        self,
        plan: Plan,
        pointer: Any,
        diagnostics: list[Diagnostic],
        followed: Optional[Reports] = None,
        owner: Optional[Handle] = None,
        teller: Optional[Teller] = None,
    ) -> None:
        self._plan = plan
        self._followed = followed
        self._teller = teller or Teller(None)
        needs: tuple[Any, ...] = (plan._handle,) if followed is None else (plan._handle, followed._handle, teller)
        free = library.childplan_rollup_free if followed is None else partial(_free_alone, followed._lock)
        if owner is not None:
            free, needs = _free_nothing, (plan._handle, owner)
        self._handle: Optional[Handle] = Handle(pointer, free, *needs)
        self._views: dict[str, tuple[memoryview, memoryview]] = {}
        self.diagnostics = diagnostics
        """Notes, as of a cut-off that ends early."""

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("these rows are closed")
        return self._handle.pointer

    def close(self) -> None:
        """Ends these rows. Arrays and streams got from them live on."""
        self._handle = None
        self._views = {}

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Rows, closed>" if self._handle is None else f"<Rows of {self._plan.id}: {len(self)} rows>"

    def refresh(self) -> None:
        """Brings live rows up to date with their reports; cut-off and periods stay what they were. The figures change in
        place, also in what numpy() and column() gave. What was given to Arrow must not change: as long as it lives this
        is refused."""
        if self._followed is None:
            raise ValueError("these rows are not live: ask for Plan.rollup(…, live=True)")
        findings = Findings()
        with self._followed._lock:
            asked = self._pointer, self._followed._pointer, findings.pointer
            status = self._teller.call(library.childplan_rollup_refresh, *asked)
            self._teller.finish(status, findings)

    # How they were computed

    @property
    def until(self) -> datetime.date:
        """The cut-off."""
        day = from_day(library.childplan_rollup_until(self._pointer))
        assert day is not None
        return day

    @property
    def structure(self) -> Optional[datetime.date]:
        """The day of the tree; None: each period's own last day."""
        return from_day(library.childplan_rollup_structure(self._pointer))

    @property
    def known_by(self) -> Optional[datetime.date]:
        """The day of knowledge; None: all."""
        return from_day(library.childplan_rollup_known_by(self._pointer))

    @property
    def stamp(self) -> dict[str, Optional[str]]:
        """What the rows were made from and how, so that what was published can be proved and made again: the library's
        version, the plan and its SHA-256, the reports' SHA-256, cut-off, day of knowledge, day of the structure."""
        items = range(constants.STAMP_COUNT)
        names = (decode(library.childplan_stamp_name(item)) or "" for item in items)
        return {
            name: written(library.childplan_rollup_stamp, self._pointer, item) or None
            for item, name in enumerate(names)
        }

    # By row

    def __len__(self) -> int:
        return int(library.childplan_rollup_row_count(self._pointer))

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, row: int) -> Row:
        count = len(self)
        if not -count <= row < count:
            raise IndexError(f"there is no row {row} among {count}")
        return self._row(row % count)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(row) for row in range(len(self)))

    def find(self, unit: str, period: Period, indicator: str) -> Optional[Row]:
        """The row of a unit, period and indicator; None where there is none."""
        plan, row = self._plan, c_size_t()
        place = (
            plan._find(constants.KIND_UNIT, unit),
            to_period(period),
            plan._find(constants.KIND_INDICATOR, indicator),
        )
        status = library.childplan_rollup_find(self._pointer, *place, byref(row))
        check(status)
        return None if status == constants.ABSENT else self._row(row.value)

    def tasks(self, unit: str, period: Period) -> list[dict[str, Any]]:
        """Where the plan's tasks stand for a unit and a period, in the plan's order: {"task": id, "status": …, "counts":
        {status: how many of the task's indicators have it}}. The status is the worst of them; "not_measured" for a task
        without indicators; None, with no counts, where these rows lack one of them."""
        plan = self._plan
        place = plan._find(constants.KIND_UNIT, unit), to_period(period)
        return [self._task(*place, index, task.id) for index, task in enumerate(plan.tasks)]

    def _task(self, unit: int, period: int, task: int, id: str) -> dict[str, Any]:
        worst, place = c_int32(), (self._pointer, unit, period, task)
        found = library.childplan_rollup_task_standing(*place, byref(worst))
        check(found)
        if found == constants.ABSENT:
            return {"task": id, "status": None, "counts": {}}
        if worst.value == constants.TASK_NOT_MEASURED:
            return {"task": id, "status": "not_measured", "counts": {}}
        counts = {}
        for status, name in enumerate(self._plan.status_ids):
            count = c_int32()
            check(library.childplan_rollup_task_count(*place, status, byref(count)))
            if count.value:
                counts[name] = count.value
        return {"task": id, "status": self._plan.status_ids[worst.value], "counts": counts}

    def _cell(self, row: int, name: str) -> Any:
        cells, present = self._views.get(name) or self._view(name)
        return cells[row] if present[row] else None

    def _exact(self, row: int, name: str) -> Optional[Number]:
        whole = self._cell(row, name)
        return None if whole is None else exact(whole, self._cell(row, name + "_decimals"))

    def _row(self, row: int) -> Row:
        plan, cell = self._plan, partial(self._cell, row)
        unit, indicator, by, as_of = cell("unit"), cell("indicator"), cell("by"), cell("as_of")
        numerator, denominator = self._exact(row, "numerator"), self._exact(row, "denominator")
        value, met, certain, binding = cell("value"), cell("met"), cell("certain"), cell("binding")
        gap, periods_left = self._exact(row, "gap"), cell("periods_left")
        exact_value = None
        if value is not None and numerator is not None:
            per = library.childplan_plan_indicator_per(plan._pointer, indicator)
            exact_value = Fraction(numerator) * per / Fraction(1 if denominator is None else denominator)
        structure = library.childplan_rollup_structure(self._pointer)
        day = as_of if structure == constants.NO_DATE else structure
        return Row(
            unit=plan.unit_ids[unit],
            period=from_period(cell("period")),
            indicator=plan.indicator_ids[indicator],
            numerator=numerator,
            denominator=denominator,
            value=value,
            low=cell("low"),
            high=cell("high"),
            units_expected=cell("units_expected"),
            units_reported=cell("units_reported"),
            units_carried=cell("units_carried"),
            target=written(library.childplan_rollup_text, self._pointer, row, constants.COLUMN_TARGET) or None,
            by=None if by is None else from_period(by),
            path=cell("path"),
            met=None if met is None else bool(met),
            certain=None if certain is None else bool(certain),
            status=plan.status_ids[cell("status")],
            gap=gap,
            as_of=from_day(as_of),  # type: ignore[arg-type]
            unit_name=decode(library.childplan_plan_unit_name(plan._pointer, unit, day)) or "",
            level=plan.level_ids[cell("level")],
            indicator_name=decode(library.childplan_plan_indicator_name(plan._pointer, indicator)) or "",
            exact_value=exact_value,
            binding=None if binding is None else bool(binding),
            periods_left=periods_left,
            pace=None if cell("pace") is None or gap is None else Fraction(gap) / max(periods_left, 1),
        )

    # As columns

    def column(self, name: str) -> tuple[memoryview, memoryview]:
        """A column in the library's own memory, which lives as long as anything looks into it: the cells, read-only,
        and a byte for each that is 1 where it holds something. Without that a cell is 0 and means nothing.

        unit, indicator, status, level: indices of Plan.unit_ids, … period, by: codes (period_name). numerator,
        denominator, gap: whole numbers of 10^-numerator_decimals, … value, low, high, path, target_value,
        target_high_value, pace: for convenience. met, certain, binding: 1 or 0. as_of: days since 1970-01-01. operator,
        operator_high: constants.ABOVE, …"""
        return self._view(name)

    def numpy(self, name: str) -> numpy.ndarray[Any, Any]:
        """The cells of a column as a read-only numpy array, without a copy: see column()."""
        import numpy

        return numpy.asarray(self._view(name)[0])

    def present(self, name: str) -> numpy.ndarray[Any, Any]:
        """Which cells of a column hold something, as a read-only numpy array of bool, without a copy."""
        import numpy

        return numpy.asarray(self._view(name)[1]).view(bool)

    def _view(self, name: str) -> tuple[memoryview, memoryview]:
        if name not in _COLUMNS:
            raise KeyError(f"there is no column {name!r}; there are {', '.join(_COLUMNS)}")
        pointer = self._pointer
        if name not in self._views:
            number, kind, format, read = _COLUMNS[name]
            cells, present = POINTER(kind)(), POINTER(c_uint8)()
            check(read(pointer, number, byref(cells), byref(present)))
            self._views[name] = self._look_into(cells, kind, format), self._look_into(present, c_uint8, "B")
        return self._views[name]

    def _look_into(self, cells: Any, kind: Any, format: Any) -> memoryview:
        count = len(self)
        memory = (kind * count).from_address(ctypes.addressof(cells.contents)) if count else (kind * 0)()
        memory._owner = self._handle
        view: memoryview = memoryview(memory).cast("B").cast(format).toreadonly()
        return view

    # As tables

    def to_pandas(self, names: bool = False, pace: bool = False) -> pandas.DataFrame:
        """A pandas.DataFrame with the columns of the rollup program's CSV, and its figures: value, low, high, path and
        pace (float64) have at most 4 decimals. Counts and exact figures are Int64; where some element has decimals,
        numerator, denominator and gap are Decimal objects. The others are text (string), met and certain yes or no.
        What a row does not have is missing. names: also unit_name, level and indicator_name. pace: also periods_left
        and pace."""
        import pandas

        frame = pandas.read_csv(
            io.StringIO(self.to_csv(names=names, pace=pace)),
            dtype=collections.defaultdict(lambda: "string", _NUMBERS),
            float_precision="round_trip",
            keep_default_na=False,
            na_values=[""],
        )
        for name in _EXACT_COLUMNS:
            column = frame[name]
            if column.str.contains(".", regex=False).any():
                frame[name] = [pandas.NA if pandas.isna(cell) else Decimal(cell) for cell in column]
            else:
                frame[name] = column.astype("Int64")
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow.Table that shares the figures: the columns of childplan_rollup_to_arrow; the stamp is metadata."""
        import pyarrow

        return pyarrow.table(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow stream as a capsule: whatever reads Arrow takes rows as they are (polars.DataFrame(rows))."""
        return self.arrow_stream()

    def arrow_stream(self, batch_rows: int = 0) -> object:
        """The same, in record batches of at most batch_rows rows (0: 65,536)."""
        pointer = self._pointer
        return stream_capsule(lambda stream: library.childplan_rollup_to_arrow(pointer, batch_rows, stream))

    # As text

    def to_csv(
        self,
        path: Optional[PathText] = None,
        *,
        names: bool = False,
        pace: bool = False,
        safe_cells: bool = False,
        progress: Optional[Progress] = None,
    ) -> Optional[str]:
        """CSV, as the rollup program writes it, into a file or (without a path) as text. pace: also periods_left and
        pace. With safe_cells no spreadsheet takes a text of the plan for a formula. progress: a function that is told
        how far it is; where it stops, a file that was there stays as it was."""
        chosen: dict[str, Any] = {"names": names, "pace": pace, "safe_cells": safe_cells}
        return _decoded(self._write(constants.FORMAT_CSV, path, progress, **chosen))

    def to_json(
        self,
        path: Optional[PathText] = None,
        *,
        names: bool = False,
        pace: bool = False,
        compact: bool = False,
        progress: Optional[Progress] = None,
    ) -> Optional[str]:
        """JSON, into a file or (without a path) as text. pace: also periods_left and pace. compact: the columns are
        named once, and each row is a list. progress: as for to_csv."""
        chosen: dict[str, Any] = {"names": names, "pace": pace, "compact": compact}
        return _decoded(self._write(constants.FORMAT_JSON, path, progress, **chosen))

    def to_text(
        self,
        *,
        language: str = "en",
        width: int = 80,
        color: bool = False,
        pace: bool = False,
        progress: Optional[Progress] = None,
    ) -> str:
        """A table for a person, in English (en) or Vietnamese (vi); with the colours of a terminal. pace: below the gap
        what each period that is left must add. progress: a function that is told how far it is."""
        shown: dict[str, Any] = {"language": language, "width": width, "color": color, "pace": pace}
        text = self._write(constants.FORMAT_TABLE, None, progress, **shown)
        assert text is not None
        return text.decode()

    def to_xlsx(
        self,
        path: Optional[PathText] = None,
        *,
        language: str = "en",
        pace: bool = False,
        progress: Optional[Progress] = None,
    ) -> Optional[bytes]:
        """A workbook with a sheet for each period, into a file or (without a path) as bytes. Raises Error where the
        library was built without spreadsheets. progress: as for to_csv."""
        return self._write(constants.FORMAT_XLSX, path, progress, language=language, pace=pace)

    def _write(
        self,
        format: int,
        path: Optional[PathText],
        progress: Optional[Progress],
        *,
        names: bool = False,
        safe_cells: bool = False,
        language: str = "en",
        width: int = 80,
        color: bool = False,
        pace: bool = False,
        compact: bool = False,
    ) -> Optional[bytes]:
        rows = self._pointer
        handle = new_output(format, language)
        output = handle.pointer
        check(library.childplan_output_set_names(output, int(bool(names))))
        check(library.childplan_output_set_safe_cells(output, int(bool(safe_cells))))
        check(library.childplan_output_set_color(output, int(bool(color))))
        check(library.childplan_output_set_width(output, width))
        check(library.childplan_output_set_pace(output, int(bool(pace))))
        check(library.childplan_output_set_compact(output, int(bool(compact))))
        return write(
            lambda take: library.childplan_rollup_write(rows, output, take, None),
            lambda to, findings: library.childplan_rollup_write_file(rows, output, to, findings),
            path,
            output,
            progress,
        )


# Capsules, which the Arrow PyCapsule interface hands streams over in.

_STREAM = b"arrow_array_stream"
_python = ctypes.pythonapi
_DestructorFn = ctypes.PYFUNCTYPE(None, c_void_p)
_allocate = ctypes.PYFUNCTYPE(c_void_p, c_size_t)(("PyMem_RawMalloc", _python))
_deallocate = ctypes.PYFUNCTYPE(None, c_void_p)(("PyMem_RawFree", _python))
_capsule_new = ctypes.PYFUNCTYPE(ctypes.py_object, c_void_p, c_char_p, _DestructorFn)(("PyCapsule_New", _python))
# The capsule by its address: as a Python object it would be revived while it is being destroyed.
_capsule_get = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_char_p)(("PyCapsule_GetPointer", _python))


def stream_capsule(fill: Callable[[Any], int]) -> object:
    """A capsule with a stream that `fill` makes, given where."""
    address = _allocate(ctypes.sizeof(ArrowArrayStream))
    if not address:
        raise MemoryError
    try:
        check(fill(ctypes.cast(address, POINTER(ArrowArrayStream))))
    except BaseException:
        _deallocate(address)
        raise
    return _capsule_new(address, _STREAM, _end_capsule)


@_DestructorFn
def _end_capsule(capsule: int) -> None:
    address = _capsule_get(capsule, _STREAM)
    stream = ctypes.cast(address, POINTER(ArrowArrayStream))
    if stream.contents.release:
        stream.contents.release(stream)
    _deallocate(address)


# A capsule may outlive this module at the end of the program.
_python.Py_IncRef(ctypes.py_object(_end_capsule))
