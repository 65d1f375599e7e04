"""Section 5: what one unit brings to a row: its own values, what it is expected
to report, and what it may still hold."""

from collections import namedtuple
from fractions import Fraction

from reportfile import could_report

# n, d: None where the unit does not contribute; most: what a missing unit may
# still hold (None: unknown)
Share = namedtuple("Share", "n d carried expected reported most")

def round_half_away(value, decimals):
    scaled = abs(value) * 10 ** decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10 ** decimals)


def mean(values, decimals):
    """"A mean, over time or over units, is rounded to 6 decimals, half away
    from zero, and is that number from then on"; of products with a rate "a
    mean has at least 6"."""
    return round_half_away(sum(values, Fraction(0)) / len(values), max(6, decimals))


def combine(how, values, decimals=0):
    """`sum`, `max`, `min`, `mean` or `count` of values; None of none: "Not
    reported is not zero"."""
    if not values:
        return None
    return {"sum": lambda: sum(values, Fraction(0)), "max": lambda: max(values),
            "min": lambda: min(values), "mean": lambda: mean(values, decimals),
            "count": lambda: Fraction(len(values))}[how]()


class Shares:
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

    def belongs(self, unit, indicator, element, index):
        """Could the unit report it, and was of the population then: "wherever
        a rule above asks for a unit's level on some day, the unit must then
        also be of the population. So a flow counts the periods in which the
        unit belonged"."""
        cycle = self.cycles(element)[index]
        return self.could_report(unit, element, index) and indicator.has_unit(
            unit.id, unit.last_living(cycle.start, cycle.end))

    def expected_cell(self, unit, indicator, element, index, day):
        """"expected(v,p,e): v is alive on p's last day, its level then is one
        of e's, p lies in the horizon and does not end before `first_report`
        starts". "a stock counts if it belongs on the row's last day", so that
        is when a stock is asked for its population."""
        cycle = self.cycles(element)[index]
        version = unit.version_on(cycle.end)
        then = unit.version_on(day) if element.is_stock else version
        return (version is not None and version.level in element.levels
                and cycle.end >= self.plan.first_report
                and indicator.has_unit(unit.id, then))

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

    def inside(self, indicator, element, period):
        """The cycles of a flow inside P or its window."""
        start, end = self.stretch(indicator.window_of(element), period)
        return [index for index, cycle in enumerate(self.cycles(element))
                if start <= cycle.start and cycle.end <= end]

    def newest_cycle(self, element, period):
        """"let L0 be the newest cycle that ends by P's last day"; -1 where it
        lies before the horizon."""
        return sum(cycle.end <= period.end for cycle in self.cycles(element)) - 1

    # --- own values -----------------------------------------------------------

    def own_flow(self, unit, indicator, term, period, figures):
        """"report by report: with the rate that is valid on the last day of
        the period reported"."""
        element = term.element
        inside = self.inside(indicator, element, period)
        if element.given == "year_to_date":
            return self.own_to_date(unit, indicator, element, inside, figures)
        return combine(element.over_time,
                       [self.rated(term, index, figures) for index in inside
                        if index in figures
                        and self.belongs(unit, indicator, element, index)],
                       term.decimals)

    def rated(self, term, index, figures):
        rate = 1
        if term.rate:
            rate = term.rate.on(self.cycles(term.element)[index].end)
        return figures[index] * rate

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

    def runs(self, unit, indicator, element, of_year, within):
        """Of a figure given since the year began, the cycles inside in which
        the unit belonged, each run of them with "the figure of the newest
        earlier period of that year that the unit could report", whatever the
        unit was then: [(cycles, the one before or None)]. A cycle that it
        reports outside the population ends a run. Where the unit reports
        nothing inside any more there is only what it reported before."""
        runs, open_run, reports = [], None, False
        for index in within:
            if not self.could_report(unit, element, index):
                continue
            reports = True
            if not self.belongs(unit, indicator, element, index):
                open_run = None
            elif open_run is None:
                open_run = [index]
                runs.append(open_run)
            else:
                open_run.append(index)
        found = [(run, self.cycle_before(unit, element, of_year, run[0]))
                 for run in runs]
        if not reports:
            before = self.cycle_before(unit, element, of_year, within[0])
            if before is not None and self.belongs(unit, indicator, element, before):
                found = [([], before)]
        return found

    def cycle_before(self, unit, element, of_year, first):
        """"the last cycle of that year before the first p inside that v could
        report", or None."""
        before = [index for index in of_year if index < first
                  and self.could_report(unit, element, index)]
        return before[-1] if before else None

    def own_to_date(self, unit, indicator, element, inside, figures):
        """"within one reporting year the sum is the figure of the latest
        reported p inside, less the figure of the last cycle of that year
        before the first p inside that v could report (nothing to subtract
        where there is none; else [...] without it there is no own value for
        this year). Years are added."""
        years = []
        for of_year, within in self.years_inside(element, inside):
            for run, before in self.runs(unit, indicator, element, of_year, within):
                reported = [index for index in run if index in figures]
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
            windows = [indicator.window_of(element)
                       for element in indicator.elements]
            window = max(windows, key=("period", "year", "plan").index)
        version = unit.last_living(*self.stretch(window, period))
        found = []
        for element in indicator.elements:
            if element.is_flow:
                at = any(self.belongs(unit, indicator, element, index)
                         for index in self.inside(indicator, element, period))
            else:
                at = version is not None and version.level in element.levels \
                    and indicator.has_unit(unit.id, version)
            if at:
                found.append(element)
        return found

    def own_values(self, unit, indicator, period, elements):
        """(element id, rate) -> value for what is present at a unit, and
        whether any of it is carried."""
        here = indicator.has_unit(unit.id, unit.version_on(period.end)) \
            and unit.version_on(period.end) is not None
        own, carried = {}, False
        for group in self.groups(indicator, elements):
            if group[0].is_each_unit:
                # "it is present, as 1, for a unit alive on P's last day"
                if here:
                    own[group[0].id, None] = Fraction(1)
                continue
            index = None
            if group[0].is_stock and here:
                # "Present only if v is alive on P's last day"
                index = self.stock_cycle(unit, group, period)
            for term in indicator.terms:
                if term.element not in group:
                    continue
                value = None
                if index is not None:
                    value = self.rated(term, index, self.figures(unit, term.element))
                    carried |= self.stock_is_carried(term.element, index, period)
                elif group[0].is_flow:
                    figures = self.complete_figures(unit, term.element, group)
                    value = self.own_flow(unit, indicator, term, period, figures)
                if value is not None:
                    own[term.element.id, term.rate] = value
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
                key = (element.frequency, indicator.window_of(element),
                       element.given)
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
                if index >= 0 and unit.version_on(period.end) and \
                        self.expected_cell(unit, indicator, element, index, period.end):
                    cells.append((element, index))
                continue
            inside = self.inside(indicator, element, period)
            for of_year, within in self.years_inside(element, inside):
                cells += [(element, index) for index in within
                          if self.expected_cell(unit, indicator, element, index,
                                                period.end)]
                if element.given == "year_to_date":
                    # "else that cycle is expected too, even before
                    # `first_report`": also of a unit that has ended since
                    cells += [(element, before) for _, before in self.runs(
                        unit, indicator, element, of_year, within)
                              if before is not None]
        return cells

    def nothing_to_see(self, indicator, period):
        """"If some flow of the indicator has no cycle inside P or its window
        [...], nothing is expected and nothing contributes"."""
        return any(element.is_flow
                   and not self.inside(indicator, element, period)
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
                                     or {key[0] for key in own}
                                     == {element.id for element in elements})
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
        for _, whole, _ in indicator.denominator:
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


def sum_terms(terms, own):
    """The sum of what is present among an indicator's terms."""
    return sum((term.sign * own[term.element.id, term.rate] for term in terms
                if (term.element.id, term.rate) in own), Fraction(0))
