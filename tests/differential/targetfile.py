"""The forms of target, read from a valid plan: README.md, "Forms of target".

A milestone is kept as the days on which it asks for something: a recurring one
stands here once for each of its periods.
"""

from collections import namedtuple
from fractions import Fraction

from texts import number

OPERATORS = {"above": ">", "at_least": ">=", "below": "<", "at_most": "<=",
             "equals": "="}
UPPER = ("below", "at_most")
TURNED = {"above": "below", "at_least": "at_most", "below": "above",
          "at_most": "at_least", "equals": "equals"}

# scope: (kind, key). edges: [(operator, number)] as written. change: None,
# "relative" or "points". end: the last day on which it is in force and due.
Milestone = namedtuple("Milestone", "scope by end recurs kept edges change "
                       "decreases against aspiration")


def scope(node):
    """"`units:` narrows a target: `{level: ...}`, `{tag: ...}` or
    `{ids: [...]}`"."""
    if not node:
        return ("all", None)
    (kind, value), = node.items()
    return (kind, frozenset(value) if isinstance(value, list) else value)


def read_targets(plan, root):
    """Those of each indicator, then those of the plan's list."""
    nodes = [(indicator["id"], node) for indicator in root["indicators"]
             for node in indicator.get("targets", ())]
    nodes += [(node["indicator"], node) for node in root.get("targets") or ()]
    for indicator, node in nodes:
        plan.indicators[indicator].milestones += read_target(plan, node)


def read_target(plan, node):
    if "values" not in node:
        return milestones(plan, node, scope(node.get("units")))
    # "Each unit listed has the number given to it, as a target of its own
    # (`units: {ids: [...]}`); [...] where the target has neither `by` nor
    # `every`, each entry has its own `by`."
    found = []
    for item in plan.read_values(node["values"]):
        own = {key: item["value"] if value == "assigned" else value
               for key, value in node.items()}
        if "by" in item:
            own["by"] = item["by"]
        found += milestones(plan, own, ("ids", frozenset([item["unit"]])))
    return found


def milestones(plan, node, its_scope):
    direction = next((key for key in ("increase", "decrease") if key in node), None)
    recurs = "every" in node
    # "`against: period_before` (default with `every`, and only there) or
    # `against: baseline` (default with `by`)"
    against = node.get("against", "period_before" if recurs else "baseline")
    edges = sorted(((key, number(node[key])) for key in OPERATORS if key in node),
                   key=lambda edge: edge[0] in UPPER)
    calendar = plan.calendar
    if recurs:
        # "with `from` and `to` (periods of that kind, inclusive; default: the
        # first and the last of the horizon)"
        periods = calendar.cycles(node["every"])
        first = calendar.parse(node["from"]) if "from" in node else periods[0]
        last = calendar.parse(node["to"]) if "to" in node else periods[-1]
        periods = [period for period in periods
                   if first.start <= period.start and period.end <= last.end]
    else:
        periods = [calendar.parse(node["by"])]
    kept = "keep_until" in node
    return [Milestone(
        its_scope, by, calendar.parse(node["keep_until"]).end if kept else by.end,
        recurs, kept, edges, node.get(direction), direction == "decrease",
        against, node.get("aspiration") == "yes") for by in periods]


# --- bars ----------------------------------------------------------------------

# What a value is compared with; low and high: how the missing reports could
# still move it, None: without an end.
Edge = namedtuple("Edge", "operator limit low high")


def bar(milestone, reference):
    """The edges, the lower one first; None where the bar is unknown.
    reference: (value, low, high) of the figure compared with, or None."""
    if milestone.change is None:
        return [Edge(operator, limit, limit, limit)
                for operator, limit in milestone.edges]
    # "Without r, or with an r below 0 where the change is relative, the bar
    # is unknown"
    if reference is None or reference[0] is None:
        return None
    if milestone.change == "relative" and reference[0] < 0:
        return None
    found = []
    for operator, change in milestone.edges:
        # "a decrease turns the operator round"
        if milestone.decreases:
            operator, change = TURNED[operator], -change
        limit, low, high = (changed(figure, milestone.change, change)
                            for figure in reference)
        if milestone.change == "relative" and 100 + change <= 0:
            low, high = high, low  # more than all of it: the band turns round
            if change == -100:
                low = high = limit
        found.append(Edge(operator, limit, low, high))
    return sorted(found, key=lambda edge: edge.operator in UPPER)


def changed(figure, change, by):
    """"r, times (100 +- the number) / 100, or r +- the number"."""
    if figure is None:
        return None
    return figure * (100 + by) / 100 if change == "relative" else figure + by


def meets(edges, value):
    """"met when both hold"."""
    return all({"above": value > edge.limit, "at_least": value >= edge.limit,
                "below": value < edge.limit, "at_most": value <= edge.limit,
                "equals": value == edge.limit}[edge.operator] for edge in edges)


def is_certain(edges, low, high):
    """"`certain` says that no missing report, then or now, can change `met`":
    every value from low to high meets every bar of the band, or is on the
    wrong side of all of one edge. An absent end is unbounded."""
    def is_above(a, b):
        return a is not None and b is not None and a > b

    def is_from(a, b):
        return a is not None and b is not None and a >= b

    always, never = [], []
    for edge in edges:
        ends = {"above": (is_above(low, edge.high), is_from(edge.low, high)),
                "at_least": (is_from(low, edge.high), is_above(edge.low, high)),
                "below": (is_above(edge.low, high), is_from(low, edge.high)),
                "at_most": (is_from(edge.low, high), is_above(low, edge.high)),
                "equals": (low is not None and edge.low is not None
                           and low == high == edge.low == edge.high,
                           is_above(edge.low, high) or is_above(low, edge.high))}
        always.append(ends[edge.operator][0])
        never.append(ends[edge.operator][1])
    return all(always) or any(never)


def goal(edges, lower_is_better):
    """"The path goes to the edge on the better side (`better: higher`: the
    lower edge; `lower`: the upper one)"."""
    return edges[-1 if lower_is_better else 0].limit


def floor(value):
    return value.numerator // value.denominator


def nearest(edges, value_of, numerator, unit):
    """The smallest change of the numerator, in steps of a unit, that lands
    inside; None where none does. value_of(numerator) grows with it."""
    start = value_of(numerator)
    slope = value_of(numerator + 1) - start
    for edge in edges:
        if meets([edge], start):
            continue
        steps = (edge.limit - start) / slope / unit
        if edge.operator == "above":
            steps = floor(steps) + 1
        elif edge.operator == "at_least":
            steps = -floor(-steps)
        elif edge.operator == "below":
            steps = -floor(-steps) - 1
        elif edge.operator == "at_most":
            steps = floor(steps)
        elif steps.denominator != 1:
            return None
        if meets(edges, value_of(numerator + steps * unit)):
            return Fraction(steps * unit)
        return None
    return Fraction(0)
