"""Section 2: dates, reporting years and periods, read slowly.

Days are proleptic ordinals (datetime.date.toordinal). Nothing here is clever:
it is a second reading of the specification, for comparison with the library.
"""

import datetime
import re
from collections import namedtuple

FREQUENCIES = {"month": 1, "quarter": 3, "half": 6, "year": 12}

# kind: month, quarter, half, year or span (a run of years, `plan` too)
Period = namedtuple("Period", "name kind start end")


class PeriodError(ValueError):
    pass


def parse_day(text):
    """A date, YYYY-MM-DD, as a day number."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise PeriodError("not a date: %r" % text)
    try:
        return datetime.date(*map(int, text.split("-"))).toordinal()
    except ValueError as error:
        raise PeriodError("not a date: %r" % text) from error


def print_day(day):
    return datetime.date.fromordinal(day).isoformat()


class Calendar:
    def __init__(self, year_starts, first_year, last_year):
        self.month, self.day = (int(part) for part in year_starts.split("-"))
        self.first_year, self.last_year = first_year, last_year
        self.start = self.year(first_year).start
        self.end = self.year(last_year).end
        self._cycles = {}

    # --- building periods; a month is numbered year * 12 + (month - 1) -----

    def _month_start(self, number):
        """"month starts keep the day of `year_starts`"; "A month is named by
        the calendar month of its last day"."""
        if self.day > 1:
            number -= 1
        return datetime.date(number // 12, number % 12 + 1, self.day).toordinal()

    def _first_month(self, year):
        """The number of a reporting year's first month. "A reporting year is
        twelve months from `year_starts`, named by the calendar year of its
        last day"."""
        if self.month == 1 and self.day == 1:
            return year * 12
        starts_in = (year - 1) * 12 + self.month - 1
        return starts_in + 1 if self.day > 1 else starts_in

    def _months(self, name, kind, first, count):
        return Period(name, kind, self._month_start(first),
                      self._month_start(first + count) - 1)

    def year(self, year):
        return self._months("%04d" % year, "year", self._first_month(year), 12)

    def half(self, year, n):
        return self._months("%04d-H%d" % (year, n), "half",
                            self._first_month(year) + 6 * (n - 1), 6)

    def quarter(self, year, n):
        return self._months("%04d-Q%d" % (year, n), "quarter",
                            self._first_month(year) + 3 * (n - 1), 3)

    def month_named(self, year, n):
        return self._months("%04d-%02d" % (year, n), "month",
                            year * 12 + n - 1, 1)

    def span(self, first, last):
        if first == last:
            return self.year(first)
        return Period("%04d..%04d" % (first, last), "span",
                      self.year(first).start, self.year(last).end)

    def plan(self):
        """"`plan` is the whole horizon"."""
        return Period("plan", "span", self.start, self.end)

    # --- reading ------------------------------------------------------------

    def parse(self, text, in_horizon=True):
        """"Input also takes `2025H1`, `2025S1`, `2025Q3`, `202504` (DHIS2
        spellings), any case; output uses the first spelling. A period must
        lie in the horizon (a baseline's may not)"."""
        period = self._parse(text.strip().upper())
        if period is None:
            raise PeriodError("not a period: %r" % text)
        if in_horizon and not self.in_horizon(period):
            raise PeriodError("outside the horizon: %r" % text)
        return period

    def _parse(self, text):
        if text == "PLAN":
            return self.plan()
        match = re.fullmatch(r"([0-9]{4})", text)
        if match:
            return self.year(int(text))
        match = re.fullmatch(r"([0-9]{4})\.\.([0-9]{4})", text)
        if match and match[1] <= match[2]:
            return self.span(int(match[1]), int(match[2]))
        match = re.fullmatch(r"([0-9]{4})-?[HS]([12])", text)
        if match:
            return self.half(int(match[1]), int(match[2]))
        match = re.fullmatch(r"([0-9]{4})-?Q([1-4])", text)
        if match:
            return self.quarter(int(match[1]), int(match[2]))
        match = re.fullmatch(r"([0-9]{4})-?(0[1-9]|1[0-2])", text)
        if match:
            return self.month_named(int(match[1]), int(match[2]))
        return None

    # --- asking -------------------------------------------------------------

    def in_horizon(self, period):
        return self.start <= period.start and period.end <= self.end

    def cycles(self, frequency):
        """All periods of a frequency in the horizon, in order."""
        if frequency not in self._cycles:
            found = []
            for year in range(self.first_year, self.last_year + 1):
                found += self.cycles_of_year(year, frequency)
            self._cycles[frequency] = found
        return self._cycles[frequency]

    def cycles_of_year(self, year, frequency):
        if frequency == "year":
            return [self.year(year)]
        if frequency == "half":
            return [self.half(year, n) for n in (1, 2)]
        if frequency == "quarter":
            return [self.quarter(year, n) for n in (1, 2, 3, 4)]
        first = self._first_month(year)
        return [self.month_named((first + n) // 12, (first + n) % 12 + 1)
                for n in range(12)]

    def before(self, period):
        """The period of that kind before; it may lie outside the horizon."""
        day = period.start - 1
        year = int(period.name[:4])
        for number in (year - 1, year, year + 1):
            for other in self.cycles_of_year(number, period.kind):
                if other.end == day:
                    return other
        raise PeriodError("nothing before %s" % period.name)

    def year_holding(self, day):
        """The reporting year that holds a day of the horizon."""
        for year in range(self.first_year, self.last_year + 1):
            period = self.year(year)
            if period.start <= day <= period.end:
                return year
        raise PeriodError("no reporting year holds day %d" % day)
