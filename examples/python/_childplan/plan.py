"""A plan: its document, its units, elements, indicators and statuses, and rollups on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from ctypes import byref, c_char_p, c_int32, c_int64
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Optional, Union

from . import constants, signatures
from .errors import Diagnostic, Findings, check
from .explain import Explanation, explain
from .library import Handle, library
from .output import new_output, write
from .partial import Partial, read_partial
from .progress import Progress, Teller
from .reporting import Reporting
from .reports import Reports
from .rows import Rows
from .tables import columns_of
from .values import (
    Date,
    PathText,
    Period,
    decode,
    encode,
    encode_path,
    exact,
    from_day,
    from_period,
    to_day,
    to_period,
    written,
)

Texts = Union[str, Iterable[str]]
Resolver = Union[Mapping[str, Union[str, bytes]], Callable[[str], Union[str, bytes, None]]]

_FREQUENCIES = {
    constants.MONTH: "month",
    constants.QUARTER: "quarter",
    constants.HALF: "half",
    constants.YEAR: "year",
    constants.SPAN: "span",
    constants.WHOLE_PLAN: "plan",
}
_KINDS = {
    "level": constants.KIND_LEVEL,
    "unit": constants.KIND_UNIT,
    "element": constants.KIND_ELEMENT,
    "indicator": constants.KIND_INDICATOR,
    "rate": constants.KIND_RATE,
}
_CADENCES = {
    constants.CADENCE_NONE: None,
    constants.CADENCE_YEAR: "year",
    constants.CADENCE_HALF: "half",
    constants.CADENCE_TERM: "term",
    constants.CADENCE_ON_DEMAND: "on_demand",
}
_SOURCES = {
    constants.SOURCE_BASELINE: "baseline",
    constants.SOURCE_MILESTONE: "milestone",
    constants.SOURCE_ZERO: "zero",
}
_UPHOLDING = {
    "reported": constants.UPHOLDING_REPORTED,
    "required": constants.UPHOLDING_REQUIRED,
    "ignored": constants.UPHOLDING_IGNORED,
}
_UNIT_COLUMNS = ("id", "name", "level", "parent", "from", "until", "successor", "tags")


class Item(NamedTuple):
    """A part of the document: what it is based on (with a day, without a text), a purpose, an objective, a duty (id:
    the level or unit that has it) or a recipient."""

    id: Optional[str]
    text: Optional[str]
    issued: Optional[datetime.date]


class Task(NamedTuple):
    id: str
    text: str
    indicators: list[str]
    """What follows it; without any it is not measured."""
    leads: list[dict[str, str]]
    """Who leads it: {"level": id} or {"unit": id} each."""
    cadence: Optional[str]
    """year, half, term or on_demand; None where the plan does not say."""


class Target(NamedTuple):
    """What a plan asks of a unit at the end of a period, whatever has been reported."""

    text: str
    """The whole of it, as the column `target` of rows has it: "> 90", ">= 5 <= 7", "<= ?"."""
    by: str
    due: Optional[datetime.date]
    binding: bool
    """False where it is an aspiration."""
    number: Optional[Fraction]
    """Of a range the lower edge; None where it is measured from a value that is to be reported."""
    high: Optional[Fraction]
    path: Optional[Fraction]
    """What is expected at the period's end."""
    start: Optional[tuple[str, datetime.date, Fraction]]
    """Where the path to it begins: "baseline", "milestone" or "zero", the day, and how much it was then."""


class Level(NamedTuple):
    id: str
    name: str


class Unit(NamedTuple):
    """A unit as it was on a day."""

    id: str
    name: str
    level: str
    parent: Optional[str]
    alive: bool


class Element(NamedTuple):
    id: str
    name: str
    definition: Optional[str]
    decimals: int
    frequency: str
    """month, quarter, half or year."""
    check_of: Optional[str]
    """The element whose subtree's figure it declares, for no row; None for an element like others."""
    plausible: tuple[Union[int, Decimal, None], Union[int, Decimal, None]]
    """The limits outside of which a figure is taken and asked about; None where there is none."""


class Indicator(NamedTuple):
    id: str
    name: str
    source: Optional[str]
    definition: Optional[str]
    per: int
    is_ratio: bool
    counted: Optional[str]
    """The indicator whose target the units meet that this one counts; None for one of numerator and denominator."""
    grows: bool
    """With the length of the period: a milestone is then only for rows of its own kind of period."""


class RateValue(NamedTuple):
    """What a rate is from a day on, until its next value begins."""

    first_day: datetime.date
    value: Union[int, Decimal]
    source: Optional[str]


class Rate(NamedTuple):
    id: str
    name: str
    source: Optional[str]
    values: list[RateValue]


class Status(NamedTuple):
    id: str
    name: str
    name_vi: str
    color: Optional[str]
    """As "#1a9850"; None where the plan gives none."""


class PeriodParts(NamedTuple):
    """What a period's name says."""

    name: str
    kind: str
    """month, quarter, half, year, span or plan."""
    first_year: int
    last_year: int
    number: int


def period_code(period: Period) -> int:
    """The number under which the library knows a period, as in Rows.column("period"). Raises ValueError."""
    return to_period(period)


def period_name(code: int) -> str:
    """The name of a period's number."""
    return from_period(code)


def period_parts(period: Period) -> PeriodParts:
    """Reads a period in any spelling the library takes. Raises ValueError."""
    code = to_period(period)
    return PeriodParts(
        from_period(code),
        _FREQUENCIES[library.childplan_period_kind(code)],
        library.childplan_period_year(code),
        library.childplan_period_last_year(code),
        library.childplan_period_number(code),
    )


def period_of(kind: str, year: int, number: int = 1) -> str:
    """The name of a month, quarter, half or year: period_of("half", 2025, 1) is "2025-H1". Raises ValueError."""
    numbers = [number_ for number_, name in _FREQUENCIES.items() if name == kind]
    code = library.childplan_period_of(numbers[0], year, number) if numbers else constants.NO_PERIOD
    if code == constants.NO_PERIOD:
        raise ValueError(f"there is no {kind} {number} of {year}")
    return from_period(code)


def _whole(place: tuple[Any, ...], item: int) -> Optional[int]:
    value = c_int64()
    status = library.childplan_plan_target_get(*place, item, byref(value))
    if status == constants.ABSENT:
        return None
    check(status)
    return value.value


def _fraction(place: tuple[Any, ...], item: int) -> Optional[Fraction]:
    numerator, denominator = c_int64(), c_int64()
    status = library.childplan_plan_target_figure(*place, item, byref(numerator), byref(denominator))
    if status == constants.ABSENT:
        return None
    check(status)
    return Fraction(numerator.value, denominator.value)



class Plan:
    """A plan, checked whole: everything wrong with it is in the Error that is raised. It never changes, and threads may
    share one.

    path: the YAML file; or text: the YAML itself, which diagnostics call `name`. files: the files the plan names (as
    `units: {file: units.csv}`), as a mapping of name to text or a function of the name that gives None where there is
    none; without it they are beside the plan file, and a plan given as text can name none. units: more of them, after
    the plan's own: a table or records with the columns id, name, level and, if wanted, parent, from, until, successor,
    tags (a list, or text separated by ";"). size_limit: bytes per file. upholding: what becomes of findings about the
    plan that this one upholds: "reported" as warnings in `diagnostics`, "required" raises Error, "ignored" does not even
    read it. progress: a function that is told how far the loading is, as the module says."""

    def __init__(
        self,
        path: Optional[PathText] = None,
        *,
        text: Union[str, bytes, None] = None,
        name: str = "plan.yaml",
        files: Optional[Resolver] = None,
        units: Any = None,
        size_limit: Optional[int] = None,
        upholding: str = "reported",
        progress: Optional[Progress] = None,
    ) -> None:
        if (path is None) == (text is None):
            raise TypeError("Plan takes either a path or text=")
        if upholding not in _UPHOLDING:
            raise ValueError(f"upholding is one of {', '.join(_UPHOLDING)}, not {upholding!r}")
        findings, options, pointer = Findings(), signatures.PlanOptions(), signatures.Plan()
        check(library.childplan_plan_options_new(byref(options)))
        handle = Handle(options, library.childplan_plan_options_free)
        if size_limit is not None:
            check(library.childplan_plan_options_set_size_limit(options, size_limit))
        check(library.childplan_plan_options_set_upholding(options, _UPHOLDING[upholding]))
        if units is not None:
            _add_units(options, units)
        answers, teller = _Answers(files), Teller(progress)
        source: list[Any]
        check(library.childplan_plan_options_set_progress(options, teller.function, None))
        if files is not None:
            check(library.childplan_plan_options_set_resolver(options, answers.resolve, None))
        if path is not None:
            load, source = library.childplan_plan_load_file, [encode_path(path)]
        else:
            data = text.encode() if isinstance(text, str) else bytes(text or b"")
            load, source = library.childplan_plan_load_memory, [encode(name), data, len(data)]
        status = teller.call(load, *source, options, byref(pointer), findings.pointer)
        if status == constants.OK:
            self._handle: Optional[Handle] = Handle(pointer, library.childplan_plan_free)
        if answers.raised is not None:
            raise answers.raised
        teller.finish(status, findings)
        del handle
        self.diagnostics: list[Diagnostic] = findings.read()
        """Warnings."""
        self._read_ids()

    def _read_ids(self) -> None:
        plan = self._pointer
        self.level_ids = _texts(library.childplan_plan_level_count, library.childplan_plan_level_id, plan)
        self.unit_ids = _texts(library.childplan_plan_unit_count, library.childplan_plan_unit_id, plan)
        self.element_ids = _texts(library.childplan_plan_element_count, library.childplan_plan_element_id, plan)
        self.indicator_ids = _texts(library.childplan_plan_indicator_count, library.childplan_plan_indicator_id, plan)
        self.rate_ids = _texts(library.childplan_plan_rate_count, library.childplan_plan_rate_id, plan)
        self.status_ids = _texts(library.childplan_plan_status_count, library.childplan_plan_status_id, plan)

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("this plan is closed")
        return self._handle.pointer

    def _twin(self) -> Plan:
        """The same plan, for what must still know it when this object is closed."""
        self._pointer  # raises where it is closed
        twin = object.__new__(Plan)
        twin.__dict__.update(self.__dict__)
        return twin

    def close(self) -> None:
        """Ends this plan. Its reports and rows live on."""
        self._handle = None

    def __enter__(self) -> Plan:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Plan, closed>" if self._handle is None else f"<Plan {self.id}>"

    # The document

    @property
    def id(self) -> str:
        """The document's number."""
        return decode(library.childplan_plan_id(self._pointer)) or ""

    @property
    def title(self) -> str:
        return decode(library.childplan_plan_title(self._pointer)) or ""

    @property
    def signed_by(self) -> Optional[str]:
        return decode(library.childplan_plan_signed_by(self._pointer))

    @property
    def issued(self) -> Optional[datetime.date]:
        return from_day(library.childplan_plan_issued(self._pointer))

    @property
    def issuer(self) -> Optional[str]:
        """The unit that issued it."""
        issuer = library.childplan_plan_issuer(self._pointer)
        return None if issuer == constants.NONE else self.unit_ids[issuer]

    @property
    def due_days(self) -> Optional[int]:
        """A report is on time so many days after its period's last day; None where the plan does not say."""
        days = library.childplan_plan_due_days(self._pointer)
        return None if days == constants.NONE else int(days)

    @property
    def upheld(self) -> Optional[Plan]:
        """The plan that this one upholds; None where it names none, or that one could not be loaded or was ignored."""
        pointer = library.childplan_plan_upheld(self._pointer)
        if not pointer:
            return None
        above = object.__new__(Plan)
        # It is freed with this plan, which it keeps.
        above._handle = Handle(pointer, lambda pointer: None, self._handle)
        above.diagnostics = []
        above._read_ids()
        return above

    @property
    def first_year(self) -> int:
        return int(library.childplan_plan_first_year(self._pointer))

    @property
    def last_year(self) -> int:
        return int(library.childplan_plan_last_year(self._pointer))

    @property
    def digest(self) -> str:
        """SHA-256 of what the plan was loaded from: for a plan in one file, what sha256sum says."""
        return written(library.childplan_plan_digest, self._pointer)

    @property
    def based_on(self) -> list[Item]:
        return self._items(constants.BASED_ON)

    @property
    def purpose(self) -> list[Item]:
        return self._items(constants.PURPOSE)

    @property
    def objectives(self) -> list[Item]:
        return self._items(constants.OBJECTIVES)

    @property
    def tasks(self) -> list[Task]:
        return [self._task(task, item) for task, item in enumerate(self._items(constants.TASKS))]

    def _task(self, task: int, item: Item) -> Task:
        plan, indicator = self._pointer, library.childplan_plan_task_indicator
        return Task(
            item.id or "",
            item.text or "",
            [
                self.indicator_ids[indicator(plan, task, place)]
                for place in range(library.childplan_plan_task_indicator_count(plan, task))
            ],
            [self._lead(task, place) for place in range(library.childplan_plan_task_lead_count(plan, task))],
            _CADENCES[library.childplan_plan_task_cadence(plan, task)],
        )

    def target(self, unit: str, period: Period, indicator: str, *, structure: Optional[Date] = None) -> Optional[Target]:
        """What a unit's target for an indicator is at the end of a period, also after any cut-off; None where nothing
        is asked, or the unit does not live on the structure's day (by default the period's last one)."""
        place = (
            self._pointer,
            self._find(constants.KIND_UNIT, unit),
            to_period(period),
            self._find(constants.KIND_INDICATOR, indicator),
            to_day(structure),
        )
        by = _whole(place, constants.TARGET_BY)
        if by is None:
            return None
        due, source = _whole(place, constants.TARGET_DUE_DAY), _whole(place, constants.TARGET_START_SOURCE)
        begun, start = _whole(place, constants.TARGET_START_DAY), _fraction(place, constants.TARGET_START)
        return Target(
            written(library.childplan_plan_target_text, *place, constants.TARGET_WHOLE),
            from_period(by),
            None if due is None else from_day(due),
            _whole(place, constants.TARGET_BINDING) == 1,
            _fraction(place, constants.TARGET_NUMBER),
            _fraction(place, constants.TARGET_NUMBER_HIGH),
            _fraction(place, constants.TARGET_PATH),
            None if source is None else (_SOURCES[source], from_day(begun), start),  # type: ignore[arg-type]
        )

    def _lead(self, task: int, place: int) -> dict[str, str]:
        level = library.childplan_plan_task_lead_level(self._pointer, task, place)
        if level != constants.NONE:
            return {"level": self.level_ids[level]}
        return {"unit": self.unit_ids[library.childplan_plan_task_lead_unit(self._pointer, task, place)]}

    @property
    def duties(self) -> list[Item]:
        return self._items(constants.DUTIES)

    @property
    def recipients(self) -> list[Item]:
        return self._items(constants.RECIPIENTS)

    def _items(self, part: int) -> list[Item]:
        plan = self._pointer
        return [
            Item(
                decode(library.childplan_plan_item_id(plan, part, item)),
                decode(library.childplan_plan_item_text(plan, part, item)),
                from_day(library.childplan_plan_item_issued(plan, part, item)),
            )
            for item in range(library.childplan_plan_item_count(plan, part))
        ]

    # What it speaks of

    @property
    def levels(self) -> list[Level]:
        """From the top down."""
        plan = self._pointer
        names = (decode(library.childplan_plan_level_name(plan, level)) or "" for level in range(len(self.level_ids)))
        return [Level(*pair) for pair in zip(self.level_ids, names)]

    def units(self, on: Optional[Date] = None) -> list[Unit]:
        """All units, as they were on a day (the default: as they stand at the horizon's end, or stood at their own)."""
        day = self._day(on)
        return [self._unit(unit, day) for unit in range(len(self.unit_ids))]

    def unit(self, id: str, on: Optional[Date] = None) -> Unit:
        """One unit. Raises Error, with the nearest id, where there is none."""
        return self._unit(self._find(constants.KIND_UNIT, id), self._day(on))

    def _day(self, on: Optional[Date]) -> int:
        return to_day(on) if on is not None else to_day(self.period_days("plan")[1])

    def _unit(self, unit: int, day: int) -> Unit:
        plan = self._pointer
        parent = library.childplan_plan_unit_parent(plan, unit, day)
        return Unit(
            self.unit_ids[unit],
            decode(library.childplan_plan_unit_name(plan, unit, day)) or "",
            self.level_ids[library.childplan_plan_unit_level(plan, unit, day)],
            None if parent == constants.NONE else self.unit_ids[parent],
            bool(library.childplan_plan_unit_is_alive(plan, unit, day)),
        )

    def _plausible(self, element: int, upper: int) -> Union[int, Decimal, None]:
        limit = c_int64()
        status = library.childplan_plan_element_plausible(self._pointer, element, upper, byref(limit))
        check(status)
        if status == constants.ABSENT:
            return None
        return exact(limit.value, library.childplan_plan_element_decimals(self._pointer, element))

    @property
    def elements(self) -> list[Element]:
        plan = self._pointer
        return [
            Element(
                id,
                decode(library.childplan_plan_element_name(plan, element)) or "",
                decode(library.childplan_plan_element_definition(plan, element)),
                library.childplan_plan_element_decimals(plan, element),
                _FREQUENCIES[library.childplan_plan_element_frequency(plan, element)],
                None if (checked := library.childplan_plan_element_check_of(plan, element)) == constants.NONE
                else self.element_ids[checked],
                (self._plausible(element, 0), self._plausible(element, 1)),
            )
            for element, id in enumerate(self.element_ids)
        ]

    @property
    def indicators(self) -> list[Indicator]:
        plan = self._pointer
        return [
            Indicator(
                id,
                decode(library.childplan_plan_indicator_name(plan, indicator)) or "",
                decode(library.childplan_plan_indicator_source(plan, indicator)),
                decode(library.childplan_plan_indicator_definition(plan, indicator)),
                library.childplan_plan_indicator_per(plan, indicator),
                bool(library.childplan_plan_indicator_is_ratio(plan, indicator)),
                self._counted(indicator),
                bool(library.childplan_plan_indicator_grows(plan, indicator)),
            )
            for indicator, id in enumerate(self.indicator_ids)
        ]

    def _counted(self, indicator: int) -> Optional[str]:
        counted = library.childplan_plan_indicator_counted(self._pointer, indicator)
        return None if counted == constants.NONE else self.indicator_ids[counted]

    def has_unit(self, indicator: str, unit: str, on: Optional[Date] = None) -> bool:
        """Whether a unit is alive and of the units that an indicator is narrowed to, on a day (the default: the
        horizon's last)."""
        index = self._find(constants.KIND_INDICATOR, indicator)
        member = self._find(constants.KIND_UNIT, unit)
        return bool(library.childplan_plan_indicator_has_unit(self._pointer, index, member, self._day(on)))

    @property
    def rates(self) -> list[Rate]:
        plan = self._pointer
        return [
            Rate(
                id,
                decode(library.childplan_plan_rate_name(plan, rate)) or "",
                decode(library.childplan_plan_rate_source(plan, rate)),
                [self._rate_value(rate, item) for item in range(library.childplan_plan_rate_value_count(plan, rate))],
            )
            for rate, id in enumerate(self.rate_ids)
        ]

    def _rate_value(self, rate: int, item: int) -> RateValue:
        plan, value = self._pointer, c_int64()
        check(library.childplan_plan_rate_value(plan, rate, item, byref(value)))
        return RateValue(
            from_day(library.childplan_plan_rate_value_from(plan, rate, item)),  # type: ignore[arg-type]
            exact(value.value, library.childplan_plan_rate_decimals(plan, rate)),
            decode(library.childplan_plan_rate_value_source(plan, rate, item)),
        )

    def rate_on(self, id: str, day: Date) -> Union[int, Decimal, None]:
        """The value of a rate on a day; None before its first."""
        rate, value = self._find(constants.KIND_RATE, id), c_int64()
        status = library.childplan_plan_rate_on(self._pointer, rate, to_day(day), byref(value))
        if status == constants.ABSENT:
            return None
        check(status)
        return exact(value.value, library.childplan_plan_rate_decimals(self._pointer, rate))

    @property
    def statuses(self) -> list[Status]:
        """met, missed, open, no_data and no_target, then the plan's own thresholds."""
        plan, name = self._pointer, library.childplan_plan_status_name
        return [
            Status(
                id,
                decode(name(plan, status, constants.ENGLISH)) or "",
                decode(name(plan, status, constants.VIETNAMESE)) or "",
                decode(library.childplan_plan_status_color(plan, status)),
            )
            for status, id in enumerate(self.status_ids)
        ]

    def index(self, kind: str, id: str) -> int:
        """The number of a level, unit, element, indicator or rate, in the plan's order. Raises Error, with the nearest
        id, where there is none."""
        if kind not in _KINDS:
            raise ValueError(f"there is no kind {kind!r}; there are {', '.join(_KINDS)}")
        return self._find(_KINDS[kind], id)

    def _find(self, kind: int, id: str) -> int:
        findings, index = Findings(), c_int32()
        findings.check(library.childplan_plan_look_up(self._pointer, kind, encode(id), byref(index), findings.pointer))
        return index.value

    def period_days(self, period: Period) -> tuple[datetime.date, datetime.date]:
        """The first and last day of a period under the plan's reporting year."""
        first, last = c_int32(), c_int32()
        check(library.childplan_plan_period_days(self._pointer, to_period(period), byref(first), byref(last)))
        return from_day(first.value), from_day(last.value)  # type: ignore[return-value]

    # Work on it

    def reports(self, *, origins: bool = True) -> Reports:
        """An empty store of reports. Without origins the line that each came from is not kept, which takes half the
        memory, and a warning that names an earlier report does not say where it stands."""
        return Reports(self._twin(), origins=origins)

    def check(self) -> list[Diagnostic]:
        """What is legal in the plan and yet surely a mistake: warnings, each with what to do; empty where all is well."""
        findings = Findings()
        findings.check(library.childplan_plan_check(self._pointer, findings.pointer))
        return findings.read()

    def explain(
        self,
        reports: Reports,
        unit: str,
        period: Period,
        indicator: str,
        *,
        structure: Optional[Date] = None,
        known_by: Optional[Date] = None,
        until: Optional[Date] = None,
        language: str = "en",
    ) -> Optional[Explanation]:
        """Why the row of a unit, period and indicator is what it is, with the options of rollup(). None where there is
        no such row. language: "en" or "vi", of the sentences."""
        if reports._plan._handle is not self._handle:
            raise ValueError("these reports are of another plan, or closed")
        options = signatures.RollupOptions()
        check(library.childplan_rollup_options_new(byref(options)))
        handle = Handle(options, library.childplan_rollup_options_free)
        check(library.childplan_rollup_options_set_structure(options, to_day(structure)))
        check(library.childplan_rollup_options_set_known_by(options, to_day(known_by)))
        check(library.childplan_rollup_options_set_until(options, to_day(until)))
        place = (
            self._find(constants.KIND_UNIT, unit),
            to_period(period),
            self._find(constants.KIND_INDICATOR, indicator),
        )
        found: Optional[Explanation] = explain(reports, options, place, language)
        del handle
        return found

    def rollup(
        self,
        reports: Reports,
        *,
        periods: Union[Period, Iterable[Period], None] = None,
        units: Optional[Texts] = None,
        levels: Optional[Texts] = None,
        indicators: Optional[Texts] = None,
        structure: Optional[Date] = None,
        known_by: Optional[Date] = None,
        until: Optional[Date] = None,
        threads: int = 1,
        live: bool = False,
        progress: Optional[Progress] = None,
    ) -> Rows:
        """Computes rows from the reports as they are now.

        periods: "2025", "2025-H1", "2021..2025", "plan", …; by default each reporting year with a report, then its
        periods. units, levels, indicators: which rows to give, never what is counted in them; by default all.
        structure: the day whose tree every period is restated in; by default each its own. known_by: only what had been
        submitted by that day. until: the cut-off; by default the last day of the latest period with a report. threads:
        how many may be used; any number gives the same rows. live: whether rows.refresh() can bring them up to date.
        progress: a function that is told how far it is, and each refresh."""
        self._check_own(reports)
        pointer, findings, teller = signatures.Rollup(), Findings(), Teller(progress)
        options = self._options(periods, units, levels, indicators, structure, known_by, until)
        check(library.childplan_rollup_options_set_threads(options.pointer, threads))
        check(library.childplan_rollup_options_set_live(options.pointer, live))
        check(library.childplan_rollup_options_set_progress(options.pointer, teller.function, None))
        asked = reports._pointer, options.pointer, byref(pointer), findings.pointer
        with reports._lock:
            status = teller.call(library.childplan_rollup_compute, *asked)
        if status == constants.OK:
            rows = Rows(self._twin(), pointer, findings.read(), reports if live else None, teller=teller)
        teller.finish(status, findings)
        return rows

    def partial(
        self,
        reports: Reports,
        of: Iterable[str],
        *,
        periods: Union[Period, Iterable[Period]],
        until: Date,
        units: Optional[Texts] = None,
        levels: Optional[Texts] = None,
        indicators: Optional[Texts] = None,
        structure: Optional[Date] = None,
        known_by: Optional[Date] = None,
        threads: int = 1,
        progress: Optional[Progress] = None,
    ) -> Partial:
        """Computes what some units (of) bring to a rollup, which need not be all whose reports are there. The other
        arguments are those of rollup(); periods and until must be given, and all but threads and progress be the same
        in every part."""
        self._check_own(reports)
        pointer, findings, teller = signatures.Partial(), Findings(), Teller(progress)
        numbers = {id: index for index, id in enumerate(self.unit_ids)}
        indices = [numbers[id] if id in numbers else self._find(constants.KIND_UNIT, id) for id in of]
        options = self._options(periods, units, levels, indicators, structure, known_by, until)
        check(library.childplan_rollup_options_set_threads(options.pointer, threads))
        check(library.childplan_rollup_options_set_progress(options.pointer, teller.function, None))
        with reports._lock:
            status = teller.call(
                library.childplan_partial_compute,
                reports._pointer,
                options.pointer,
                (c_int32 * len(indices))(*indices),
                len(indices),
                byref(pointer),
                findings.pointer,
            )
        if status == constants.OK:
            part = Partial(self._twin(), pointer)
        teller.finish(status, findings)
        return part

    def read_partial(self, data: Any, *, name: str = "partial") -> Partial:
        """A partial result from Partial.to_bytes(), or from whatever has the Arrow stream of one. name: what
        diagnostics call it."""
        return read_partial(self, data, name)

    def _check_own(self, reports: Reports) -> None:
        if reports._plan._handle is not self._handle:
            raise ValueError("these reports are of another plan, or closed")

    def _options(
        self,
        periods: Union[Period, Iterable[Period], None],
        units: Optional[Texts],
        levels: Optional[Texts],
        indicators: Optional[Texts],
        structure: Optional[Date],
        known_by: Optional[Date],
        until: Optional[Date],
    ) -> Handle:
        options = signatures.RollupOptions()
        check(library.childplan_rollup_options_new(byref(options)))
        handle = Handle(options, library.childplan_rollup_options_free)
        for period in [periods] if isinstance(periods, (str, int)) else periods or ():
            check(library.childplan_rollup_options_add_period(options, to_period(period)))
        for kind, ids, add in (
            (constants.KIND_UNIT, units, library.childplan_rollup_options_add_unit),
            (constants.KIND_LEVEL, levels, library.childplan_rollup_options_add_level),
            (constants.KIND_INDICATOR, indicators, library.childplan_rollup_options_add_indicator),
        ):
            for id in [ids] if isinstance(ids, str) else ids or ():
                check(add(options, self._find(kind, id)))
        check(library.childplan_rollup_options_set_structure(options, to_day(structure)))
        check(library.childplan_rollup_options_set_known_by(options, to_day(known_by)))
        check(library.childplan_rollup_options_set_until(options, to_day(until)))
        return handle

    def reporting(
        self,
        reports: Reports,
        *,
        periods: Union[Period, Iterable[Period], None] = None,
        units: Optional[Texts] = None,
        levels: Optional[Texts] = None,
        elements: Optional[Texts] = None,
        frequency: Optional[str] = None,
        structure: Optional[Date] = None,
        known_by: Optional[Date] = None,
        until: Optional[Date] = None,
        cells: bool = False,
        progress: Optional[Progress] = None,
    ) -> Reporting:
        """Looks who has reported.

        periods: by default each that has ended by the day judged, whether anyone reported for it or not. units, levels:
        which rows to give, never what is counted in them. elements, frequency ("month", "quarter", "half", "year"):
        only the reports of these. structure: the day whose tree every period is added up in. known_by: only what had
        been submitted by that day, judged on it. until: the day on which it is judged: today. cells: keep them, too.
        progress: a function that is told how far it is."""
        if reports._plan._handle is not self._handle:
            raise ValueError("these reports are of another plan, or closed")
        frequencies = {name: number for number, name in _FREQUENCIES.items() if number <= constants.YEAR}
        if frequency is not None and frequency not in frequencies:
            raise ValueError(f"frequency is one of {', '.join(frequencies)}, not {frequency!r}")
        options, pointer = signatures.ReportingOptions(), signatures.Reporting()
        findings, teller = Findings(), Teller(progress)
        check(library.childplan_reporting_options_new(byref(options)))
        handle = Handle(options, library.childplan_reporting_options_free)
        for period in [periods] if isinstance(periods, (str, int)) else periods or ():
            check(library.childplan_reporting_options_add_period(options, to_period(period)))
        for kind, ids, add in (
            (constants.KIND_UNIT, units, library.childplan_reporting_options_add_unit),
            (constants.KIND_LEVEL, levels, library.childplan_reporting_options_add_level),
            (constants.KIND_ELEMENT, elements, library.childplan_reporting_options_add_element),
        ):
            for id in [ids] if isinstance(ids, str) else ids or ():
                check(add(options, self._find(kind, id)))
        check(library.childplan_reporting_options_set_frequency(options, frequencies[frequency] if frequency else 0))
        check(library.childplan_reporting_options_set_structure(options, to_day(structure)))
        check(library.childplan_reporting_options_set_known_by(options, to_day(known_by)))
        check(library.childplan_reporting_options_set_until(options, to_day(until)))
        check(library.childplan_reporting_options_set_cells(options, int(bool(cells))))
        check(library.childplan_reporting_options_set_progress(options, teller.function, None))
        asked = reports._pointer, options, byref(pointer), findings.pointer
        with reports._lock:
            status = teller.call(library.childplan_reporting_compute, *asked)
        teller.finish(status, findings)
        del handle
        return Reporting(self._twin(), pointer, findings.read())


    def form(
        self,
        unit: str,
        period: Period,
        path: Optional[PathText] = None,
        *,
        reports: Optional[Reports] = None,
        format: str = "xlsx",
        language: str = "en",
    ) -> Optional[bytes]:
        """Writes the entry form of a unit for a period into a file, or (without a path) gives its bytes: a workbook, or
        csv. reports: for the figures of the period before and those reported so far. Where nothing is expected of the
        unit, nothing is written, and there are no bytes (b"")."""
        formats = {"xlsx": constants.FORMAT_XLSX, "csv": constants.FORMAT_CSV}
        if format not in formats:
            raise ValueError(f"there is no form as {format!r}; there are xlsx and csv")
        if reports is not None and reports._plan._handle is not self._handle:
            raise ValueError("these reports are of another plan, or closed")
        plan, handle = self._pointer, new_output(formats[format], language)
        held = None if reports is None else reports._pointer
        cell = self._find(constants.KIND_UNIT, unit), to_period(period)
        if library.childplan_form_row_count(plan, *cell) == 0:
            return None if path is not None else b""
        return write(
            lambda take: library.childplan_form_write(plan, held, *cell, handle.pointer, take, None),
            lambda to, said: library.childplan_form_write_file(plan, held, *cell, handle.pointer, to, said),
            path,
            handle.pointer,
        )


def _texts(count: Callable[[Any], int], text: Callable[[Any, int], Optional[bytes]], plan: Any) -> tuple[str, ...]:
    return tuple(decode(text(plan, index)) or "" for index in range(count(plan)))


class _Answers:
    """Gives the library the files a plan names. What the caller's function raises waits until the load has returned."""

    def __init__(self, files: Optional[Resolver]) -> None:
        self._given = files.get if isinstance(files, Mapping) else files
        self._kept: list[bytes] = []
        self.raised: Optional[BaseException] = None
        self.resolve = signatures.ResolveFn(self._answer)

    def _answer(self, context: Optional[int], name: bytes, ret_text: Any, ret_size: Any) -> int:
        try:
            assert self._given is not None
            answer = self._given(name.decode())
            if answer is None:
                return constants.ERROR_FILE
            data = answer.encode() if isinstance(answer, str) else bytes(answer)
        except BaseException as error:
            self.raised = error
            return constants.ERROR_STOPPED
        self._kept.append(data)
        ret_text[0], ret_size[0] = data, len(data)
        return constants.OK


def _add_units(options: Any, units: Any) -> None:
    columns = columns_of(units)
    unknown = [name for name in columns if name not in _UNIT_COLUMNS]
    if unknown or not columns.keys() >= {"id", "name", "level"}:
        raise ValueError(
            f"units have the columns {', '.join(_UNIT_COLUMNS)}, of which id, name and level are needed; "
            f"given: {', '.join(columns)}"
        )
    count = len(columns["id"])

    def texts(name: str) -> Any:
        return (c_char_p * count)(*map(_unit_text, columns[name])) if name in columns else None

    def days(name: str) -> Any:
        return (c_int32 * count)(*map(to_day, columns[name])) if name in columns else None

    who = texts("id"), texts("name"), texts("level"), texts("parent")
    life = days("from"), days("until"), texts("successor"), texts("tags")
    check(library.childplan_plan_options_add_units(options, count, *who, *life))


def _unit_text(cell: Any) -> Optional[bytes]:
    if cell is None:
        return None
    return encode(";".join(map(str, cell)) if isinstance(cell, (list, tuple)) else str(cell))
