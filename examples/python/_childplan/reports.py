"""Reports of a plan, and imports: the only way in."""

from __future__ import annotations

import datetime
import os
import threading
from array import array
from collections.abc import Callable, Iterable
from ctypes import byref, c_int32, c_int64, sizeof
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union

from . import constants, signatures
from .errors import Diagnostic, Findings, check
from .library import Handle, library
from .progress import Progress, Teller
from .tables import take_stream
from .values import Date, PathText, Period, encode, encode_path, exact, from_day, to_day, to_period, to_whole, written

if TYPE_CHECKING:
    from .plan import Plan


_CHECKS = {
    "plausible": constants.DATA_CHECK_PLAUSIBLE,
    "outliers": constants.DATA_CHECK_OUTLIERS,
    "jumps": constants.DATA_CHECK_JUMPS,
    "falls": constants.DATA_CHECK_FALLS,
    "copies": constants.DATA_CHECK_COPIES,
    "subtrees": constants.DATA_CHECK_SUBTREES,
}


class Imported(NamedTuple):
    """What became of an import."""

    accepted: int
    """Facts taken."""
    refused: int
    """Rows or cells refused; only a lenient import takes others beside them."""
    diagnostics: list[Diagnostic]
    """Why, and other warnings."""


class Report(NamedTuple):
    """The value in force for a cell."""

    value: Union[int, Decimal]
    submitted: Optional[datetime.date]


class Reports:
    """What units reported, with every revision. Made by Plan.reports()."""

    def __init__(self, plan: Plan, *, origins: bool = True) -> None:
        self._plan = plan
        pointer = signatures.Reports()
        check(library.childplan_reports_new(plan._pointer, byref(pointer)))
        self._handle: Optional[Handle] = Handle(pointer, library.childplan_reports_free, plan._handle)
        check(library.childplan_reports_set_origins(pointer, int(bool(origins))))
        # The library lets one thread at a time in, and ctypes lets go of Python's lock during a call.
        self._lock = threading.RLock()

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("these reports are closed")
        return self._handle.pointer

    def close(self) -> None:
        """Ends these reports. Rows computed from them live on."""
        self._handle = None

    def __enter__(self) -> Reports:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many facts are held: values and withdrawals, superseded ones included."""
        return int(library.childplan_reports_fact_count(self._pointer))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return "<Reports, closed>" if self._handle is None else f"<Reports of {self._plan.id}: {len(self)} facts>"

    @property
    def digest(self) -> str:
        """SHA-256 of all the facts held: the same however they came in."""
        with self._lock:
            return written(library.childplan_reports_digest, self._pointer)

    def get(self, unit: str, period: Period, element: str, known_by: Optional[Date] = None) -> Optional[Report]:
        """The value in force for a cell, of what had been submitted by a day; None where there is no report."""
        plan, value, submitted = self._plan, c_int64(), c_int32()
        number = plan._find(constants.KIND_ELEMENT, element)
        cell = plan._find(constants.KIND_UNIT, unit), to_period(period), number, to_day(known_by)
        with self._lock:
            status = library.childplan_reports_get(self._pointer, *cell, byref(value), byref(submitted))
        check(status)
        if status == constants.ABSENT:
            return None
        decimals = library.childplan_plan_element_decimals(plan._pointer, number)
        return Report(exact(value.value, decimals), from_day(submitted.value))

    def check(
        self,
        checks: Iterable[str] = tuple(_CHECKS),
        *,
        known_by: Optional[Date] = None,
        since: Optional[Date] = None,
        score: Union[int, float, Decimal] = Decimal("3.5"),
        least_reports: int = 6,
        jump: Union[int, float, Decimal] = 5,
        floor: int = 10,
        copies: tuple[int, int] = (4, 8),
        most: int = 1000,
    ) -> list[Diagnostic]:
        """Figures that were taken and are yet worth a question, as warnings and notes; it changes no number.

        checks: some of plausible, outliers, jumps, falls, copies, subtrees. known_by: what had been submitted by a day.
        since: only findings for periods that end on a day or later. score, least_reports: the modified z-score of an
        outlier, and among how many reports. jump: so many times the report before. floor: the difference that is worth
        a question. copies: so many reports alike, of a flow and of a stock (0: none). most: how many are told."""
        chosen = 0
        for name in checks:
            if name not in _CHECKS:
                raise ValueError(f"there is no check {name!r}; there are {', '.join(_CHECKS)}")
            chosen |= _CHECKS[name]
        pointer, findings = signatures.DataCheckOptions(), Findings()
        check(library.childplan_data_check_options_new(byref(pointer)))
        try:
            check(library.childplan_data_check_options_set_checks(pointer, chosen))
            check(library.childplan_data_check_options_set_known_by(pointer, to_day(known_by)))
            check(library.childplan_data_check_options_set_since(pointer, to_day(since)))
            check(library.childplan_data_check_options_set_outliers(pointer, to_whole(score, 2), least_reports))
            check(library.childplan_data_check_options_set_jump(pointer, to_whole(jump, 2)))
            check(library.childplan_data_check_options_set_floor(pointer, floor))
            check(library.childplan_data_check_options_set_copies(pointer, *copies))
            check(library.childplan_data_check_options_set_limit(pointer, most))
            with self._lock:
                findings.check(library.childplan_reports_check(self._pointer, pointer, findings.pointer))
        finally:
            library.childplan_data_check_options_free(pointer)
        return findings.read()

    def importing(
        self,
        *,
        decimal_comma: bool = False,
        lenient: bool = False,
        also_serves: Iterable[Plan] = (),
        threads: int = 1,
        progress: Optional[Progress] = None,
    ) -> Import:
        """Begins an import of several parts, which are taken together at its end:

        with reports.importing() as batch:
            batch.read_csv("districts.csv")
            batch.put("hill", "2024-H2", "children", 400)

        also_serves: other plans that the files are for too: rows of units or elements that only these know are left to
        them, and a note says how many. threads: how many may read CSV; any number takes the same. progress: a function
        that is told how far the reading of each part and the commit at the end are; of a table, which does not say how
        long it is, only that it is read. A part that it stops raises Error
        within the block, and the import is as it was before that part."""
        return Import(
            self,
            decimal_comma=decimal_comma,
            lenient=lenient,
            also_serves=also_serves,
            threads=threads,
            progress=progress,
        )

    def read_csv(
        self,
        paths: Union[PathText, Iterable[PathText]],
        *,
        decimal_comma: bool = False,
        lenient: bool = False,
        also_serves: Iterable[Plan] = (),
        threads: int = 1,
        progress: Optional[Progress] = None,
    ) -> Imported:
        """Reads a CSV file, or several as one import. Atomic: raises Error, and nothing is taken, where anything is
        wrong; or lenient: takes the good rows and returns the others as warnings. also_serves, threads,
        progress: as for importing()."""
        with self.importing(
            decimal_comma=decimal_comma,
            lenient=lenient,
            also_serves=also_serves,
            threads=threads,
            progress=progress,
        ) as batch:
            for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
                batch.read_csv(path)
        return batch.result

    def read_text(
        self,
        text: Union[str, bytes],
        *,
        name: str = "text",
        decimal_comma: bool = False,
        lenient: bool = False,
        progress: Optional[Progress] = None,
    ) -> Imported:
        """Reads CSV from memory. name: what diagnostics call it."""
        with self.importing(decimal_comma=decimal_comma, lenient=lenient, progress=progress) as batch:
            batch.read_text(text, name=name)
        return batch.result

    def add(
        self,
        data: Any,
        *,
        name: str = "table",
        decimal_comma: bool = False,
        lenient: bool = False,
        progress: Optional[Progress] = None,
    ) -> Imported:
        """Adds a table: a pandas or polars frame, an Arrow table or stream, a mapping of columns, or records (an
        iterable of mappings). Long, with the columns unit, period, element, value; or wide, with unit, period and a
        column for each data element; either with submitted and note if there are any. The rules are those of CSV: what
        is missing (None, NaN) is no report in a wide table, and withdraws one in a long table that says since when. A
        float is taken only where it is exactly a value of its element. The line of a diagnostic is the row, from 1."""
        with self.importing(decimal_comma=decimal_comma, lenient=lenient, progress=progress) as batch:
            batch.add(data, name=name)
        return batch.result

    def put(self, unit: str, period: Period, element: str, value: Any, submitted: Optional[Date] = None) -> Imported:
        """Adds one value; None withdraws the cell's report from `submitted` on."""
        with self.importing() as batch:
            batch.put(unit, period, element, value, submitted)
        return batch.result


class Import:
    """Rows on their way into reports: all of them or, lenient, the good ones are taken by commit(), or at the end of a
    `with` block that raised nothing. Made by Reports.importing()."""

    result: Imported
    """What became of it, once committed."""

    def __init__(
        self,
        reports: Reports,
        *,
        decimal_comma: bool,
        lenient: bool,
        also_serves: Iterable[Plan],
        threads: int,
        progress: Optional[Progress],
    ) -> None:
        self._reports = reports
        self._findings = Findings()
        self._refused = constants.OK
        self._lenient = lenient
        self._teller = Teller(progress)
        pointer = signatures.Import()
        with reports._lock:
            check(library.childplan_import_new(reports._pointer, byref(pointer)))
        others = [plan._handle for plan in also_serves if plan._pointer]
        needs = reports._handle, self._teller, *others
        self._handle: Optional[Handle] = Handle(pointer, library.childplan_import_free, *needs)
        for other in others:
            check(library.childplan_import_also_serves(pointer, other.pointer))
        check(library.childplan_import_set_decimal_comma(pointer, int(bool(decimal_comma))))
        check(library.childplan_import_set_lenient(pointer, int(bool(lenient))))
        check(library.childplan_import_set_threads(pointer, threads))
        check(library.childplan_import_set_progress(pointer, self._teller.function, None))

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("this import has ended")
        self._reports._pointer  # raises where they are closed
        return self._handle.pointer

    def __enter__(self) -> Import:
        return self

    def __exit__(self, kind: Optional[type[BaseException]], *exception: object) -> None:
        try:
            if kind is None and self._handle is not None:
                self.commit()
        finally:
            self._handle = None

    def read_csv(self, path: PathText) -> None:
        """Reads a CSV file."""
        encoded = encode_path(path)
        with self._reports._lock:
            self._take(library.childplan_import_read_file, encoded)

    def read_text(self, text: Union[str, bytes], *, name: str = "text") -> None:
        """Reads CSV from memory."""
        data = text.encode() if isinstance(text, str) else bytes(text)
        encoded = encode(name)
        with self._reports._lock:
            self._take(library.childplan_import_read_memory, encoded, data, len(data))

    def add(self, data: Any, *, name: str = "table") -> None:
        """Adds a table, as Reports.add."""
        encoded = encode(name)
        self._pointer  # raises where it has ended
        stream, owner = take_stream(data)
        with self._reports._lock:
            self._take(library.childplan_import_read_arrow, encoded, stream)
        del owner

    def put(self, unit: str, period: Period, element: str, value: Any, submitted: Optional[Date] = None) -> None:
        """Adds one value, as Reports.put."""
        plan, number = self._reports._plan, self._reports._plan._find(constants.KIND_ELEMENT, element)
        cell = plan._find(constants.KIND_UNIT, unit), to_period(period), number
        day = to_day(submitted)
        if value is None:
            with self._reports._lock:
                self._take(library.childplan_import_add_withdrawal, *cell, day)
            return
        whole = to_whole(value, library.childplan_plan_element_decimals(plan._pointer, number))
        with self._reports._lock:
            self._take(library.childplan_import_add_value, *cell, whole, day)

    def put_columns(self, units: Any, periods: Any, elements: Any, values: Any, submitted: Any = None) -> None:
        """Adds values as columns of numbers: units and elements (Plan.index), periods (period_code), values as whole
        numbers of their element's decimals, days since 1970-01-01. Sequences, or writable arrays of int32, int64,
        int32, int64 and int32, which are not copied."""
        columns = [_column(units, c_int32), _column(periods, c_int64), _column(elements, c_int32)]
        columns += [_column(values, c_int64), None if submitted is None else _column(submitted, c_int32)]
        if len({len(column) for column in columns if column is not None}) > 1:
            raise ValueError("the columns differ in length")
        with self._reports._lock:
            self._take(library.childplan_import_add_values, len(columns[0]), *columns)

    def commit(self) -> Imported:
        """Takes what was gathered and ends the import. Raises Error, with all that was found, where it is refused."""
        accepted, refused = c_int64(), c_int64()
        importing = self._pointer
        status = self._refused
        # What else is wrong is only known now; but a lenient import would take the other files.
        if status == constants.OK or (status == constants.ERROR_REFUSED and not self._lenient):
            with self._reports._lock:
                asked = importing, byref(accepted), byref(refused), self._findings.pointer
                committed = self._teller.call(library.childplan_import_commit, *asked)
            if committed == constants.ERROR_STOPPED:
                self._teller.finish(committed, self._findings)
            status = status or committed
        self._handle = None
        diagnostics = self._findings.read()
        if status == constants.OK:
            self.result = Imported(accepted.value, refused.value, diagnostics)
        self._teller.finish(status, self._findings)
        return self.result

    def _take(self, function: Callable[..., int], *arguments: Any) -> None:
        """Calls the library for a part. Refused input waits for the commit, so that everything wrong is reported at
        once; a part that is stopped is as if it had never been asked for."""
        status = self._teller.call(function, self._pointer, *arguments, self._findings.pointer)
        waits = status in (constants.ERROR_REFUSED, constants.ERROR_FILE)
        if waits and self._refused != constants.ERROR_FILE:
            self._refused = status
        if not waits and status not in (constants.OK, constants.ERROR_STOPPED):
            self._handle = None
        self._teller.finish(constants.OK if waits else status, self._findings)


def _column(cells: Any, kind: Any) -> Any:
    """A ctypes array over the cells' own memory where they are an array of such numbers, else over a checked copy."""
    try:
        view = memoryview(cells)
        shared = view.format in tuple("ilq") and view.itemsize == sizeof(kind) and view.contiguous and not view.readonly
    except TypeError:
        shared = False
    if not shared:
        view = memoryview(array("i" if kind is c_int32 else "q", cells))
    return (kind * len(view)).from_buffer(view)
