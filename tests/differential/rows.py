"""Sections 5 and 6: a row, its bounds, its target and its status."""

from collections import namedtuple
from fractions import Fraction

from shares import Shares, combine
from targetfile import bar, goal, is_certain, meets, nearest

# A period as a row sees it: `end` after the cut-off, `whole_end` before it.
RowPeriod = namedtuple("RowPeriod", "name kind start end whole_end")

# What is counted, before any target.
Figure = namedtuple("Figure", "numerator denominator value low high expected "
                    "reported carried")

# edges: None where the bar is unknown
Row = namedtuple("Row", "unit period indicator figure target edges path met "
                 "certain status gap periods_left pace as_of")

LENGTHS = ["month", "quarter", "half", "year"]


def cut(period, until):
    """"A period that starts after it has no rows; one that ends after it
    keeps its name and is read as ending on it"."""
    if period.start > until:
        return None
    return RowPeriod(period.name, period.kind, period.start,
                     min(period.end, until), period.end)


class Rollup(Shares):
    def __init__(self, plan, values):
        super().__init__(plan, values)
        self._figures = {}

    # --- figures ----------------------------------------------------------------

    def figure(self, unit_id, period, indicator, day):
        key = (unit_id, period, indicator.id, day)
        if key not in self._figures:
            count = self.counted if indicator.counted else self.combined
            self._figures[key] = count(unit_id, period, indicator, day)
        return self._figures[key]

    def units_below(self, unit_id, day):
        """All v whose placement lies in the unit's subtree."""
        return [unit for unit in self.plan.units.values() if unit_id
                in self.plan.above(self.plan.placement(unit.id, day), day)]

    def combined(self, unit_id, period, indicator, day):
        """"A row (u, P, indicator) combines all v whose placement lies in u's
        subtree", in the structure of a day."""
        shares = [self.share(unit, indicator, period)
                  for unit in self.units_below(unit_id, day)]
        contributing = [share for share in shares if share.n is not None]
        n = d = value = None
        if contributing:
            n = combine(indicator.numerator[0].element.over_units,
                        [share.n for share in contributing],
                        indicator.numerator[0].decimals)
            d = sum(share.d for share in contributing)
            # "No contributing unit, or a denominator not above zero: no value"
            if not indicator.is_ratio:
                value = n * indicator.per
            elif d > 0:
                value = n * indicator.per / d
        low, high = self.bounds(indicator, shares, value)
        return Figure(n, d if indicator.is_ratio and contributing else None,
                      value, low, high, sum(share.expected for share in shares),
                      sum(share.reported for share in shares),
                      sum(share.carried for share in shares))

    def counted(self, unit_id, period, indicator, day):
        """"how many units of that level, alive in the row's subtree on the
        structure's day (and of the population, with `units:`), meet that
        indicator's target in the row's period"."""
        other, judged = self.plan.indicators[indicator.counted], []
        for unit in self.plan.units.values():
            version = unit.version_on(day)
            if version is None or version.level != indicator.counted_level \
                    or unit_id not in self.plan.above(unit.id, day) \
                    or not indicator.has_unit(unit.id, version):
                continue
            row = self.row(unit.id, period, other, day)
            # "Denominator: those of them that have a target then."
            if row.target is not None:
                judged.append(row)
        # "a unit without a value, or whose bar is not known, is undecided"
        decided = [row for row in judged if row.certain]
        n = d = value = low = high = None
        # "Where no unit can be judged the row has no value."
        if any(row.met is not None for row in judged):
            n, d = Fraction(sum(row.met is True for row in judged)), Fraction(len(judged))
            value = n * indicator.per / d
            low = sum(row.met for row in decided) * indicator.per / d
            high = (d - sum(not row.met for row in decided)) * indicator.per / d
        # "carried those whose value holds a figure carried", of what is judged
        carried = sum(row.met is not None and row.figure.carried > 0
                      for row in judged)
        return Figure(n, d, value, low, high, len(judged), len(decided), carried)

    def bounds(self, indicator, shares, value):
        """"Bounds: what the missing reports could still do."""
        if value is None:
            return None, None  # "Without a value there are none."
        missing = [share for share in shares if is_missing(share)]
        if not missing:
            return value, value  # "Nothing missing: low = high = value."
        if indicator.wholes() is not None:
            return ratio_bounds(indicator, shares, missing, value)
        if is_bounded_total(indicator) and not any(
                share.carried for share in missing):
            return value, None
        return None, None

    # --- which milestone ----------------------------------------------------------

    def milestones(self, unit_id, period, indicator, day):
        """Those of the scope that wins, by the day they fall due; for an
        indicator that grows, of the row's kind only."""
        version = self.plan.units[unit_id].version_on(day)
        fitting = []
        for milestone in indicator.milestones:
            kind, value = milestone.scope
            fits = {"all": lambda: True, "level": lambda: value == version.level,
                    "tag": lambda: value in version.tags,
                    "ids": lambda: unit_id in value}[kind]()
            if fits:
                fitting.append(milestone)
        if not fitting:
            return []
        # "the narrowest kind that fits wins (ids, tag, level, all; of several
        # tags the first in file order)". "A unit named by several `ids`
        # targets has the milestones of all of them."
        winner = min((milestone.scope for milestone in fitting),
                     key=lambda scope: ("ids", "tag", "level", "all").index(scope[0]))
        found = [milestone for milestone in fitting if milestone.scope == winner
                 or milestone.scope[0] == winner[0] == "ids"]
        if indicator.grows(self.plan):
            found = [milestone for milestone in found
                     if same_kind(milestone.by, period)]
        return sorted(found, key=lambda milestone: milestone.by.end)

    def target(self, unit_id, period, indicator, day):
        """The current milestone for P."""
        found = self.milestones(unit_id, period, indicator, day)
        end = period.end
        for milestone in found:
            # "Inside that stretch the current milestone of a row is the one
            # of the period that holds the row's last day"; "From `by` to the
            # end of `keep_until` the milestone stays in force"
            first = milestone.by.start if milestone.recurs else milestone.by.end
            if (milestone.recurs or milestone.kept) and first <= end <= milestone.end:
                return milestone
        for milestone in found:
            # "the first whose `by` ends on or after P's last day"; of a
            # recurring one, "Outside the stretch it asks nothing."
            if milestone.by.end >= end and not milestone.recurs:
                return milestone
        # "after the last one, the last one stays in force": the last that has
        # fallen due by then, but not one that says itself until when it asks
        past = max((milestone for milestone in found if milestone.end < end),
                   key=lambda milestone: milestone.end, default=None)
        return None if past is None or past.recurs or past.kept else past

    def is_due(self, period, indicator, target):
        """"Due when P ends on or after the milestone's `by` ends"; of an
        indicator that grows, "Cut by the cut-off, such a row is never due"."""
        if indicator.grows(self.plan) and period.end < period.whole_end:
            return False
        return period.end >= target.by.end

    # --- bars and paths -------------------------------------------------------------

    def bar(self, unit_id, target, indicator, day):
        return bar(target, self.reference(unit_id, target, indicator, day))

    def reference(self, unit_id, target, indicator, day):
        """The figure a change is measured from, as (value, low, high)."""
        baseline = indicator.baseline
        own = baseline.of(unit_id) if baseline else None
        if target.change is None:
            return None
        if target.against == "baseline":
            return None if own is None else (own, own, own)
        # "r is the value, known by the same day and in the same structure, of
        # the same row's unit for the period of that kind before the
        # milestone's"
        before = self.plan.calendar.before(target.by)
        missing = False
        if self.plan.calendar.in_horizon(before):
            figure = self.figure(unit_id, cut(before, before.end), indicator, day)
            if figure.value is not None:
                return figure.value, figure.low, figure.high
            missing = figure.expected > figure.reported
        # "Where it has no value, the baseline whose period is that very one
        # stands in."
        if own is None or baseline.period != before:
            return None
        return (own, None, None) if missing else (own, own, own)

    def path(self, row, day):
        """"straight in days from the anchor before to the current milestone.
        When due, the target itself. Without an anchor that ended by P's end,
        or past the milestone's `by` but not due, there is none"."""
        target, end = row.target, row.period.end
        number = goal(row.edges, row.indicator.lower_is_better)
        if self.is_due(row.period, row.indicator, target):
            return number
        if end > target.by.end:
            return None
        anchor = self.anchor(row, day)
        if anchor is None or anchor[1] is None or anchor[0] > end:
            return None
        return anchor[1] + (number - anchor[1]) * Fraction(
            end - anchor[0], target.by.end - anchor[0])

    def anchor(self, row, day):
        """Where the path begins: (day, number)."""
        target, indicator = row.target, row.indicator
        if target.recurs and indicator.grows(self.plan):
            # "their path begins with 0 on the day before the period"
            return target.by.start - 1, Fraction(0)
        if target.change and target.against == "period_before":
            # "With `period_before` the path of an indicator that does not
            # grow begins with r on that period's last day."
            return target.by.start - 1, self.reference(
                row.unit, target, indicator, day)[0]
        # "no other milestone's path begins at such a bar, but at the milestone
        # before it or the baseline"
        before = [milestone for milestone in self.milestones(
            row.unit, row.period, indicator, day)
                  if milestone.end < target.by.end and not (
                      milestone.change and milestone.against == "period_before")]
        if before:
            last = max(before, key=lambda milestone: milestone.end)
            edges = self.bar(row.unit, last, indicator, day)
            return last.end, edges and goal(edges, indicator.lower_is_better)
        own = indicator.baseline and indicator.baseline.of(row.unit)
        if own is not None:
            return indicator.baseline.period.end, own
        if indicator.window == "plan" and not indicator.is_ratio:
            # "A total over `window: plan` without a baseline has a path that
            # begins with 0 on the day before the horizon."
            return self.plan.calendar.start - 1, Fraction(0)
        return None

    # --- a row --------------------------------------------------------------------

    def row(self, unit_id, period, indicator, day):
        figure = self.figure(unit_id, period, indicator, day)
        target = self.target(unit_id, period, indicator, day)
        row = Row(unit_id, period, indicator, figure, target, None, None, None,
                  None, None, None, None, None, period.end)
        if target is None:
            return row._replace(
                status="no_data" if figure.value is None else "no_target")
        row = row._replace(edges=self.bar(unit_id, target, indicator, day),
                           periods_left=self.periods_left(row))
        if row.edges is None:
            # "the bar is unknown: [...] path, met, certain and gap are empty,
            # the status is `open`, and once due `no_data`"
            known = figure.value is not None \
                and not self.is_due(period, indicator, target)
            return row._replace(status="open" if known else "no_data")
        row = row._replace(path=self.path(row, day))
        if figure.value is None:
            return row._replace(status="no_data")
        row = row._replace(met=meets(row.edges, figure.value),
                           certain=is_certain(row.edges, figure.low, figure.high))
        row = row._replace(gap=gap(row))
        return row._replace(status=self.status(row), pace=pace(row))

    def status(self, row):
        if row.met:
            return "met"
        if self.is_due(row.period, row.indicator, row.target) \
                and not row.target.aspiration:
            return "missed"
        # An aspiration: "when due and not met, the status is the first
        # threshold whose share of the bar is reached": its path is the bar.
        if row.path is None:
            return "open"
        for threshold in self.plan.thresholds[:-1]:
            if reaches(row, threshold.attains):
                return threshold.id
        return self.plan.thresholds[-1].id

    def periods_left(self, row):
        """"`periods_left` counts the periods of the numerator's frequency (of
        several, the longest) that end after the row's last day and by the
        milestone's; for an indicator that grows and is not cut short, the
        periods of the row's kind"; None where nothing lies ahead."""
        period, by = row.period, row.target.by
        if by.end <= period.end:
            return None
        kind = self.frequency(row.indicator)
        if row.indicator.grows(self.plan) and period.end == period.whole_end:
            kind = period.kind
        return sum(period.end < cycle.end <= by.end
                   for cycle in self.plan.calendar.cycles(kind))

    def frequency(self, indicator):
        if indicator.counted:
            return self.frequency(self.plan.indicators[indicator.counted])
        return max((term.element.frequency for term in indicator.numerator),
                   key=LENGTHS.index)


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


def reaches(row, attains):
    """"reaches a: value >= a × path (better: higher), a × value <= path
    (better: lower), exact"."""
    if row.indicator.lower_is_better:
        return attains * row.figure.value <= row.path
    return row.figure.value >= attains * row.path


def gap(row):
    """"the smallest change of the numerator in its own unit [...], the
    denominator kept, that meets the current milestone: 0 when met, positive
    to add, negative to take away; empty where none does"; None is empty."""
    indicator, figure = row.indicator, row.figure
    if not indicator.counted \
            and indicator.numerator[0].element.over_units != "sum":
        return None
    if row.met:
        return Fraction(0)
    denominator = figure.denominator if indicator.is_ratio else Fraction(1)
    change = nearest(row.edges, lambda n: n * indicator.per / denominator,
                     figure.numerator, indicator.smallest_change())
    if change is None:
        return None
    numerator = figure.numerator + change
    if numerator < 0 and not indicator.may_be_negative():
        return None
    if (indicator.counted or indicator.wholes() is not None) \
            and numerator > denominator:
        return None
    return change


def pace(row):
    """"`pace` = gap ÷ `periods_left`, exact; it is 0 where the target is met
    already and empty where there is no gap, no period left, or nothing
    ahead"."""
    if row.gap is None or row.periods_left is None:
        return None
    if row.met:
        return Fraction(0)
    return row.gap / row.periods_left if row.periods_left else None
