"""Sections 5 and 6: from facts to a row, its bounds, its target and status."""

from collections import namedtuple
from fractions import Fraction

from planfile import Counting
from reportfile import could_report

# A period as a row sees it: `end` after the cut-off, `whole_end` before it.
RowPeriod = namedtuple("RowPeriod", "name kind start end whole_end")

# n, d: None where the unit does not contribute; most: what a missing unit may
# still hold (None: unknown)
Share = namedtuple("Share", "n d carried expected reported most")

Row = namedtuple("Row", "unit period indicator numerator denominator value low "
                 "high expected reported carried target by path met certain "
                 "status gap as_of")


def cut(period, until):
    """"A period that starts after it has no rows; one that ends after it
    keeps its name and is read as ending on it"."""
    if period.start > until:
        return None
    return RowPeriod(period.name, period.kind, period.start,
                     min(period.end, until), period.end)


def round_half_away(value, decimals):
    scaled = abs(value) * 10 ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10 ** decimals)


def mean(values):
    """"A mean, over time or over units, is rounded to 6 decimals, half away
    from zero, and is that number from then on"."""
    return round_half_away(sum(values, Fraction(0)) / len(values), 6)


def combine(how, values):
    """`sum`, `max`, `min`, `mean` or `count` of values; None of none: "Not
    reported is not zero"."""
    if not values:
        return None
    return {"sum": lambda: sum(values, Fraction(0)), "max": lambda: max(values),
            "min": lambda: min(values), "mean": lambda: mean(values),
            "count": lambda: Fraction(len(values))}[how]()


class Rollup:
    def __init__(self, plan, values):
        self.plan, self.values = plan, values
        self._shares = {}

    # --- cells ----------------------------------------------------------------

    def figures(self, unit, element):
        """What is reported: cycle -> value."""
        return self.values.get((unit.id, element.id), {})

    def cycles(self, element):
        return self.plan.calendar.cycles(element.frequency)

    def could_report(self, unit, element, index):
        return could_report(self.plan, unit, self.cycles(element)[index], element)

    def expected_cell(self, unit, element, index):
        """"expected(v,p,e): v is alive on p's last day, its level then is one
        of e's, p lies in the horizon and does not end before `first_report`
        starts"."""
        cycle = self.cycles(element)[index]
        version = unit.version_on(cycle.end)
        return (version is not None and version.level in element.levels
                and cycle.end >= self.plan.first_report)

    # --- stretches ------------------------------------------------------------

    def stretch(self, window, period):
        """"inside the stretch from the start of the reporting year that holds
        P's last day (from P's first day where that is earlier), or of the
        plan, to P's last day"."""
        calendar = self.plan.calendar
        if window == "plan":
            return calendar.start, period.end
        if window == "year":
            year = calendar.year(calendar.year_holding(period.end))
            return min(period.start, year.start), period.end
        return period.start, period.end

    def inside(self, element, period):
        """The cycles of a flow inside P or its window."""
        start, end = self.stretch(element.window, period)
        return [index for index, cycle in enumerate(self.cycles(element))
                if start <= cycle.start and cycle.end <= end]

    def newest_cycle(self, element, period):
        """"let L0 be the newest cycle that ends by P's last day"; -1 where it
        lies before the horizon."""
        return sum(cycle.end <= period.end for cycle in self.cycles(element)) - 1

    # --- own values -----------------------------------------------------------

    def own_flow(self, unit, element, period, figures):
        inside = self.inside(element, period)
        if element.given == "year_to_date":
            return self.own_to_date(unit, element, inside, figures)
        return combine(element.over_time,
                       [figures[index] for index in inside if index in figures])

    def years_inside(self, element, inside):
        """The cycles inside, by reporting year: (all of the year's, those
        inside)."""
        calendar, cycles = self.plan.calendar, self.cycles(element)
        for year in range(calendar.first_year, calendar.last_year + 1):
            whole = calendar.year(year)
            of_year = [index for index, cycle in enumerate(cycles)
                       if whole.start <= cycle.start and cycle.end <= whole.end]
            within = [index for index in of_year if index in inside]
            if within:
                yield of_year, within

    def cycle_before(self, unit, element, of_year, within):
        """"the last cycle of that year before the first p inside that v could
        report", or None."""
        before = [index for index in of_year if index < within[0]
                  and self.could_report(unit, element, index)]
        return before[-1] if before else None

    def own_to_date(self, unit, element, inside, figures):
        """"within one reporting year the sum is the figure of the latest
        reported p inside, less the figure of the last cycle of that year
        before the first p inside that v could report (nothing to subtract
        where there is none; else [...] without it there is no own value for
        this year). Years are added."""
        years = []
        for of_year, within in self.years_inside(element, inside):
            reported = [index for index in within if index in figures]
            before = self.cycle_before(unit, element, of_year, within)
            if not reported or (before is not None and before not in figures):
                continue
            years.append(figures[reported[-1]]
                         - (figures[before] if before is not None else 0))
        return combine("sum", years)

    def stock_cycle(self, unit, elements, period):
        """The cycle from which stocks of one frequency are taken: "the
        newest, within the smallest `carry` among them, in which all of them
        are reported", or None."""
        newest = self.newest_cycle(elements[0], period)
        for back in range(min(element.carry for element in elements) + 1):
            if all(newest - back in self.figures(unit, element)
                   for element in elements):
                return newest - back
        return None

    def stock_is_carried(self, element, index, period):
        """"older than L0, or of a cycle that ended before P began"."""
        return (index < self.newest_cycle(element, period)
                or self.cycles(element)[index].end < period.start)

    # --- one unit's share -----------------------------------------------------

    def elements_at(self, unit, indicator, period):
        """"Elements at v: a stock or `each_unit` if v lives in P and its
        level on its last living day in P is one of the element's (in a ratio:
        in the longest window among the indicator's elements, instead of P); a
        flow if v could report it for some p inside P or its window"."""
        window = "period"
        if indicator.is_ratio:
            windows = [element.window for element in indicator.elements]
            window = max(windows, key=("period", "year", "plan").index)
        version = unit.last_living(*self.stretch(window, period))
        found = []
        for element in indicator.elements:
            if element.is_flow:
                at = any(self.could_report(unit, element, index)
                         for index in self.inside(element, period))
            else:
                at = version is not None and version.level in element.levels
            if at:
                found.append(element)
        return found

    def own_values(self, unit, indicator, period, elements):
        """Element id -> value for what is present at a unit, and whether any
        of it is carried."""
        alive = unit.version_on(period.end) is not None
        own, carried = {}, False
        for group in self.groups(indicator, elements):
            if group[0].is_each_unit:
                # "it is present, as 1, for a unit alive on P's last day"
                if alive:
                    own[group[0].id] = Fraction(1)
            elif group[0].is_stock:
                # "Present only if v is alive on P's last day"
                index = self.stock_cycle(unit, group, period) if alive else None
                if index is not None:
                    for element in group:
                        own[element.id] = self.figures(unit, element)[index]
                        carried |= self.stock_is_carried(element, index, period)
            else:
                for element in group:
                    figures = self.complete_figures(unit, element, group)
                    value = self.own_flow(unit, element, period, figures)
                    if value is not None:
                        own[element.id] = value
        return own, carried

    @staticmethod
    def groups(indicator, elements):
        """In a ratio, "flows of one frequency, window and `given`" and
        "stocks of one frequency" go together; in a total each goes alone."""
        groups = {}
        for element in elements:
            key = element.id
            if indicator.is_ratio and element.is_stock:
                key = ("last", element.frequency)
            elif indicator.is_ratio and element.is_flow:
                key = (element.frequency, element.window, element.given)
            groups.setdefault(key, []).append(element)
        return groups.values()

    def complete_figures(self, unit, element, group):
        """"taken over the cycles in which all of them that v could report are
        reported"."""
        return {index: value for index, value in self.figures(unit, element).items()
                if all(index in self.figures(unit, other) for other in group
                       if self.could_report(unit, other, index))}

    def expected_cells(self, unit, indicator, period):
        """The cells a unit should have reported, as (element, cycle)."""
        cells = []
        for element in indicator.elements:
            if element.is_each_unit:
                continue  # "it needs no report, is never expected"
            if element.is_stock:
                # "a stock: for L0, and v alive on P's last day"
                index = self.newest_cycle(element, period)
                if index >= 0 and unit.version_on(period.end) \
                        and self.expected_cell(unit, element, index):
                    cells.append((element, index))
                continue
            inside = self.inside(element, period)
            for of_year, within in self.years_inside(element, inside):
                due = [(element, index) for index in within
                       if self.expected_cell(unit, element, index)]
                before = self.cycle_before(unit, element, of_year, within)
                if element.given == "year_to_date" and before is not None:
                    # "else that cycle is expected too, even before
                    # `first_report`": also of a unit that has ended since
                    due.append((element, before))
                cells += due
        return cells

    def nothing_to_see(self, indicator, period):
        """"If some flow of the indicator has no cycle inside P or its window
        [...], nothing is expected and nothing contributes"."""
        return any(element.is_flow and not self.inside(element, period)
                   for element in indicator.elements)

    def share(self, unit, indicator, period):
        key = (unit.id, indicator.id, period)
        if key not in self._shares:
            self._shares[key] = self._share(unit, indicator, period)
        return self._shares[key]

    def _share(self, unit, indicator, period):
        if self.nothing_to_see(indicator, period):
            return Share(None, None, False, False, False, None)
        elements = self.elements_at(unit, indicator, period)
        own, carried = self.own_values(unit, indicator, period, elements)
        # "In a ratio v contributes (n, d) only if all elements at v are
        # present [...]. In a total it contributes the sum of what is present,
        # if anything is."
        contributes = bool(own) and (not indicator.is_ratio
                                     or len(own) == len(elements))
        n = d = None
        if contributes:
            n = sum_terms(indicator.numerator, own)
            d = sum_terms(indicator.denominator or [], own)
        cells = self.expected_cells(unit, indicator, period)
        # "It has reported if every expected cell has its fact."
        reported = bool(cells) and all(index in self.figures(unit, element)
                                       for element, index in cells)
        return Share(n, d, contributes and carried, bool(cells), reported,
                     self.most(unit, indicator, period, elements))

    def most(self, unit, indicator, period, elements):
        """"m = the sum over the denominator elements at it of the latest
        report that ended by P's end, but at least what its part has reported
        for L0, else unknown (`each_unit`: 1)"."""
        wholes, total = indicator.wholes(), Fraction(0)
        if wholes is None:
            return None
        for _, whole in indicator.denominator:
            if whole not in elements and not (
                    whole.is_each_unit and any(e.is_each_unit for e in elements)):
                continue
            if whole.is_each_unit:
                total += 1
                continue
            newest = self.newest_cycle(whole, period)
            figures = self.figures(unit, whole)
            known = [index for index in figures if index <= newest]
            if not known:
                return None
            latest = figures[max(known)]
            part = wholes.get(whole.id)
            if part is not None:
                latest = max(latest, self.figures(unit, part).get(newest, latest))
            total += latest
        return total

    # --- a row ------------------------------------------------------------------

    def row(self, unit_id, period, indicator, day):
        if isinstance(indicator, Counting):
            return self.row_of_units(unit_id, period, indicator, day)
        return self.row_of_shares(unit_id, period, indicator, day)

    def row_of_units(self, unit_id, period, indicator, day):
        """"Denominator: those of them that have a target then. Numerator:
        those whose value meets it. Low counts only those that certainly do,
        high all but those that certainly do not; a unit without a value is
        undecided"."""
        asked = []
        for unit in self.plan.units.values():
            version = unit.version_on(day)
            if version and version.level == indicator.level \
                    and unit_id in self.plan.above(unit.id, day):
                row = self.row(unit.id, period, indicator.counted, day)
                if row.target is not None:
                    asked.append(row)
        judged = [row for row in asked if row.met is not None]
        certain = [row for row in judged if row.certain]
        n = d = value = low = high = None
        # "Where no unit can be judged the row has no value."
        if judged:
            n, d = Fraction(sum(row.met for row in judged)), Fraction(len(asked))
            value = n * indicator.per / d
            low = sum(row.met for row in certain) * indicator.per / d
            high = (len(asked) - sum(not row.met for row in certain)) \
                * indicator.per / d
        return self.judge(Row(
            unit_id, period, indicator, n, d, value, low, high, len(asked),
            len(certain), sum(row.carried > 0 for row in judged),
            self.target(unit_id, period, indicator, day),
            None, None, None, None, None, None, period.end), day)

    def row_of_shares(self, unit_id, period, indicator, day):
        """"A row (u, P, indicator) combines all v whose placement lies in u's
        subtree", in the structure of a day."""
        shares = [self.share(unit, indicator, period)
                  for unit in self.plan.units.values()
                  if unit_id in self.plan.above(
                      self.plan.placement(unit.id, day), day)]
        contributing = [share for share in shares if share.n is not None]
        n = d = value = None
        if contributing:
            n = combine(indicator.numerator[0][1].over_units,
                        [share.n for share in contributing])
            d = sum(share.d for share in contributing)
            # "No contributing unit, or a denominator not above zero: no value"
            if not indicator.is_ratio:
                value = n * indicator.per
            elif d > 0:
                value = n * indicator.per / d
        low, high = self.bounds(indicator, shares, value)
        target = self.target(unit_id, period, indicator, day)
        return self.judge(Row(
            unit_id, period, indicator, n,
            d if indicator.is_ratio and contributing else None, value, low, high,
            sum(share.expected for share in shares),
            sum(share.reported for share in shares),
            sum(share.carried for share in shares),
            target, None, None, None, None, None, None, period.end),
            day)

    def bounds(self, indicator, shares, value):
        """"Bounds: what the missing reports could still do."""
        if value is None:
            return None, None  # "Without a value there are none."
        missing = [share for share in shares
                   if share.expected and not share.reported]
        if not missing:
            return value, value  # "Nothing missing: low = high = value."
        if indicator.wholes() is not None:
            return ratio_bounds(indicator, shares, missing, value)
        if is_bounded_total(indicator) and not any(
                share.carried for share in missing):
            return value, None
        return None, None

    # --- targets ----------------------------------------------------------------

    def milestones(self, unit_id, period, indicator, day):
        """Those of the scope that wins, by the day they end; for an indicator
        that grows, of the row's kind only."""
        version = self.plan.units[unit_id].version_on(day)
        fitting = []
        for milestone in indicator.milestones:
            kind, value = milestone.scope
            fits = {"all": lambda: True, "level": lambda: value == version.level,
                    "tag": lambda: value in version.tags,
                    "ids": lambda: unit_id in value}[kind]()
            if fits:
                fitting.append(milestone.scope)
        if not fitting:
            return []
        # "the narrowest kind that fits wins (ids, tag, level, all; of several
        # tags the first in file order)"
        winner = min(fitting, key=lambda scope: ("ids", "tag", "level", "all")
                     .index(scope[0]))
        found = [milestone for milestone in indicator.milestones
                 if milestone.scope == winner]
        if indicator.grows():
            found = [milestone for milestone in found
                     if same_kind(milestone.by, period)]
        return sorted(found, key=lambda milestone: milestone.by.end)

    def target(self, unit_id, period, indicator, day):
        """"The current milestone for P: the first whose `by` ends on or after
        P's last day; after the last one, the last one stays in force"."""
        milestones = self.milestones(unit_id, period, indicator, day)
        for milestone in milestones:
            if milestone.by.end >= period.end:
                return milestone
        return milestones[-1] if milestones else None

    @staticmethod
    def is_due(period, indicator, target):
        """"Due when P ends on or after the milestone's `by` ends"; of an
        indicator that grows, "Cut by the cut-off, such a row is never due"."""
        if indicator.grows() and period.end < period.whole_end:
            return False
        return period.end >= target.by.end

    def path(self, row, day):
        """"straight in days from the anchor before (the milestone before;
        else the baseline, at its period's last day) to the current milestone.
        When due, the target itself. Without an anchor that ended by P's end,
        or past the milestone's `by` but not due, there is none"."""
        target, end = row.target, row.period.end
        if self.is_due(row.period, row.indicator, target):
            return target.number
        if end > target.by.end:
            return None
        before = [m for m in self.milestones(row.unit, row.period,
                                             row.indicator, day)
                  if m.by.end < target.by.end]
        anchor = row.indicator.baseline
        if before:
            anchor = (before[-1].by.end, before[-1].number)
        if anchor is None or anchor[0] > end:
            return None
        return anchor[1] + (target.number - anchor[1]) * Fraction(
            end - anchor[0], target.by.end - anchor[0])

    def judge(self, row, day):
        """Everything that needs the target."""
        if row.target is None:
            return row._replace(
                status="no_data" if row.value is None else "no_target")
        row = row._replace(by=row.target.by, path=self.path(row, day))
        if row.value is None:
            return row._replace(status="no_data")
        row = row._replace(
            met=meets(row.target.operator, row.value, row.target.number),
            certain=is_certain(row.target, row.low, row.high))
        return row._replace(status=self.status(row), gap=gap(row))

    def status(self, row):
        if row.met:
            return "met"
        if self.is_due(row.period, row.indicator, row.target):
            return "missed"
        if row.path is None:
            return "open"
        for threshold in self.plan.thresholds[:-1]:
            if reaches(row, threshold.attains):
                return threshold.id
        return self.plan.thresholds[-1].id


def sum_terms(terms, own):
    """The sum of what is present among an indicator's terms."""
    return sum((sign * own[element.id] for sign, element in terms
                if element.id in own), Fraction(0))


def ratio_bounds(indicator, shares, missing, value):
    """"low = Σn ÷ (Σd + Σm), high = (Σn + Σm) ÷ (Σd + Σm), times `per`; where
    a missing unit contributes (by `carry`), widened to include the value.
    With anything unknown: no bounds"."""
    if any(share.most is None for share in missing):
        return None, None
    n = sum((share.n for share in shares if share.n is not None
             and not is_missing(share)), Fraction(0))
    d = sum((share.d for share in shares if share.n is not None
             and not is_missing(share)), Fraction(0))
    m = sum(share.most for share in missing)
    if d + m <= 0:
        return None, None
    low = n * indicator.per / (d + m)
    high = (n + m) * indicator.per / (d + m)
    if any(share.n is not None for share in missing):
        low, high = min(low, value), max(high, value)
    return low, high


def is_missing(share):
    """"Missing = expected but not reported"."""
    return share.expected and not share.reported


def is_bounded_total(indicator):
    """"A total of elements that are `sum` given by period, `max`, `count` or
    `last`, with `min` >= 0, nothing subtracted, `over_units: sum`"."""
    if indicator.is_ratio or indicator.subtracts():
        return False
    return all(element.min >= 0 and element.over_units == "sum"
               and element.over_time in ("sum", "max", "count", "last")
               and element.given == "period"
               for element in indicator.elements)


def same_kind(by, period):
    """"only the milestones of the row's kind are taken [...] (a year for
    `by: 2025`, a half for `by: 2025-H1`, a span only for the same days)"."""
    if by.kind != period.kind:
        return False
    return by.kind != "span" or (by.start, by.end) == (period.start,
                                                       period.whole_end)


def meets(operator, value, number):
    return {"above": value > number, "at_least": value >= number,
            "below": value < number, "at_most": value <= number,
            "equals": value == number}[operator]


def is_certain(target, low, high):
    """"the value and every value from low to high meet it, or none does". "An
    absent low or high is unbounded on that side"."""
    number = target.number
    reached = {
        "above": (low is not None and low > number,
                  high is not None and high <= number),
        "at_least": (low is not None and low >= number,
                     high is not None and high < number),
        "below": (high is not None and high < number,
                  low is not None and low >= number),
        "at_most": (high is not None and high <= number,
                    low is not None and low > number),
        "equals": (low == number and high == number,
                   (high is not None and high < number)
                   or (low is not None and low > number))}
    return any(reached[target.operator])


def reaches(row, attains):
    """"reaches a: value >= a × path (better: higher), a × value <= path
    (better: lower), exact"."""
    if row.indicator.lower_is_better:
        return attains * row.value <= row.path
    return row.value >= attains * row.path


def gap(row):
    """"the smallest change of the numerator in its own unit [...], the
    denominator kept, that meets the current milestone: 0 when met, positive
    to add, negative to take away; empty where none does"; None is empty."""
    indicator, operator = row.indicator, row.target.operator
    if any(element.over_units != "sum" for _, element in indicator.numerator):
        return None
    if row.met:
        return Fraction(0)
    unit = indicator.smallest_change()
    # value = (numerator + steps × unit) × per ÷ denominator, against number
    denominator = row.denominator if indicator.is_ratio else Fraction(1)
    wanted = (row.target.number * denominator / indicator.per
              - row.numerator) / unit
    if operator == "above":
        steps = floor(wanted) + 1
    elif operator == "at_least":
        steps = -floor(-wanted)
    elif operator == "below":
        steps = -floor(-wanted) - 1
    elif operator == "at_most":
        steps = floor(wanted)
    elif wanted.denominator == 1:
        steps = wanted.numerator
    else:
        return None
    numerator = row.numerator + steps * unit
    if numerator < 0 and not indicator.may_be_negative():
        return None
    if indicator.wholes() is not None and numerator > row.denominator:
        return None
    return steps * unit


def floor(value):
    return value.numerator // value.denominator
