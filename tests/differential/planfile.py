"""Sections 1 and 3: a valid plan as objects, and the tree on a day.

Only valid plans are read: nothing is diagnosed here.
"""

import csv
import os
import unicodedata
from collections import namedtuple
from fractions import Fraction

import yaml

from periods import Calendar, parse_day

EACH_UNIT = "each_unit"
BUILT_IN = ("met", "missed", "open", "no_data", "no_target")
OPERATORS = {"above": ">", "at_least": ">=", "below": "<", "at_most": "<=",
             "equals": "="}

Version = namedtuple("Version", "start end level parent name tags successor")
Milestone = namedtuple("Milestone", "scope by operator number")
Threshold = namedtuple("Threshold", "id attains")


def nfc(value):
    """"text is compared in Unicode NFC"."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(item) for item in value]
    return {nfc(key): nfc(item) for key, item in value.items()}


def number(text):
    """A number of the plan; "`%` may be written where `per` is 100"."""
    return Fraction(text.strip().rstrip("%").strip())


class Unit:
    def __init__(self, unit_id, order):
        self.id, self.order, self.versions = unit_id, order, []

    def version_on(self, day):
        """"A unit is alive from `from` to `until`, both inclusive"."""
        for version in self.versions:
            if version.start <= day <= version.end:
                return version
        return None

    def last_living(self, start, end):
        """The version of its last living day from start to end, or None."""
        found = None
        for version in self.versions:
            if version.start <= end and version.end >= start:
                found = version
        return found


class Element:
    def __init__(self, node, plan):
        self.id = node["id"]
        self.levels = frozenset(node.get("levels", plan.levels))
        self.type = node.get("type", "count")
        self.decimals = int(node.get("decimals", 0))
        self.frequency = node.get("frequency", plan.frequency)
        self.over_time = node["over_time"]
        self.over_units = node.get("over_units", "sum")
        self.given = node.get("given", "period")
        self.window = node.get("window", "period")
        self.carry = int(node.get("carry", 0))
        self.part_of = node.get("part_of")
        self.min = number(node.get("min", "0"))
        self.max = number(node["max"]) if "max" in node else None

    is_each_unit = False

    @property
    def is_stock(self):
        return self.over_time == "last"

    @property
    def is_flow(self):
        return not self.is_stock


class EachUnit:
    """"`each_unit` may stand as a denominator, an element like the others:
    its levels are those of the numerator's elements together"."""

    is_each_unit, is_stock, is_flow = True, False, False
    id, min, part_of, window = EACH_UNIT, Fraction(0), None, "period"

    def __init__(self, levels):
        self.levels = levels


class Indicator:
    def __init__(self, node, plan):
        self.id, self.name = node["id"], node.get("name", "")
        self.numerator = self._terms(node["numerator"], plan)
        self.denominator = None
        if "denominator" in node:
            levels = frozenset().union(*(e.levels for _, e in self.numerator))
            self.denominator = self._terms(node["denominator"], plan, levels)
        self.per = Fraction(node.get("per", "100" if self.is_ratio else "1"))
        self.lower_is_better = node.get("better", "higher") == "lower"
        self.baseline = None
        if "baseline" in node:
            period = plan.calendar.parse(node["baseline"]["period"], False)
            self.baseline = (period.end, number(node["baseline"]["value"]))
        self.milestones = []

    @staticmethod
    def _terms(names, plan, levels=None):
        """"a sum; "-x" subtracts; one name may stand without brackets"."""
        terms = []
        for name in [names] if isinstance(names, str) else names:
            sign = -1 if name.startswith("-") else 1
            name = name.lstrip("-")
            terms.append((sign, EachUnit(levels) if name == EACH_UNIT
                          else plan.elements[name]))
        return terms

    @property
    def is_ratio(self):
        return self.denominator is not None

    @property
    def elements(self):
        """Its elements, each once, `each_unit` too."""
        found = {}
        for _, element in self.numerator + (self.denominator or []):
            found.setdefault(element.id, element)
        return list(found.values())

    def grows(self):
        """"an indicator that grows with the length of the period (a `sum` or
        `count` in the numerator, not over `window: plan`, and no denominator
        or a stock or `each_unit` in it)"."""
        growing = any(e.over_time in ("sum", "count") and e.window != "plan"
                      for _, e in self.numerator)
        return growing and (not self.is_ratio or any(
            e.is_each_unit or e.is_stock for _, e in self.denominator))

    def subtracts(self):
        return any(sign < 0 for sign, _ in
                   self.numerator + (self.denominator or []))

    def wholes(self):
        """For "a ratio of stocks (`last`, `each_unit`) with `min` >= 0,
        nothing subtracted, whose numerator elements are each `part_of` a
        denominator element of their own": the part of each whole, by ids.
        None for every other indicator."""
        if not self.is_ratio or self.subtracts():
            return None
        if any(e.is_flow or e.min < 0 for e in self.elements):
            return None
        denominator = {e.id for _, e in self.denominator}
        part_of_whole = {}
        for _, part in self.numerator:
            whole = part.part_of
            # "a `flag` counts as `part_of` it [each_unit] (unless its own
            # `part_of` is in the denominator)"
            if whole not in denominator and part.type == "flag":
                whole = EACH_UNIT
            if whole not in denominator or whole in part_of_whole:
                return None
            part_of_whole[whole] = part
        return part_of_whole

    def may_be_negative(self):
        """Of the numerator: "a `count` cannot be negative"."""
        return any(sign < 0 or (e.min < 0 and e.over_time != "count")
                   for sign, e in self.numerator)

    def smallest_change(self):
        """"1, or 10^-decimals, the finest of its elements'; 1 for `count`"."""
        decimals = max(0 if e.over_time == "count" else e.decimals
                       for _, e in self.numerator)
        return Fraction(1, 10 ** decimals)


class Counting(Indicator):
    """`units_meeting`: "how many units of that level, alive in the row's
    subtree on the structure's day, meet that indicator's target"."""

    def __init__(self, node, plan):
        # A share of units: what is above may not exceed what is below.
        share = {"numerator": [], "denominator": []}
        super().__init__({**node, **share}, plan)
        self.counted_id = node["units_meeting"]["indicator"]
        self.level = node["units_meeting"]["level"]
        self.plan = plan

    @property
    def counted(self):
        return self.plan.indicators[self.counted_id]

    def grows(self):
        """"The count grows with the length of the period as what it counts
        does"."""
        return self.counted.grows()

    def smallest_change(self):
        """"its gap is in whole units"."""
        return Fraction(1)


def make_indicator(node, plan):
    kind = Counting if "units_meeting" in node else Indicator
    return kind(node, plan)


class Plan:
    def __init__(self, path):
        with open(path, encoding="utf-8-sig") as file:
            root = nfc(yaml.load(file, Loader=yaml.BaseLoader))
        calendar = root.get("calendar", {}) or {}
        horizon = root["plan"]["horizon"]
        self.calendar = Calendar(calendar.get("year_starts", "01-01"),
                                 int(horizon["from"]), int(horizon["to"]))
        self.frequency = calendar.get("frequency", "half")
        # "nothing is expected for periods that end before it starts; default:
        # the horizon's start"
        self.first_report = self.calendar.start
        if "first_report" in calendar:
            self.first_report = self.calendar.parse(
                calendar["first_report"], False).start
        self.levels = [level["id"] for level in root["levels"]]
        self.units = self._read_units(root["units"], os.path.dirname(path))
        self.elements = {node["id"]: Element(node, self)
                         for node in root["elements"]}
        self.indicators = {node["id"]: make_indicator(node, self)
                           for node in root["indicators"]}
        self._read_milestones(root)
        self.thresholds = self._read_thresholds(root.get("thresholds") or [])

    def _read_units(self, nodes, folder):
        if isinstance(nodes, dict):
            nodes = read_units_file(os.path.join(folder, nodes["file"]))
        units = {}
        for node in nodes:
            unit = units.setdefault(node["id"], Unit(node["id"], len(units)))
            unit.versions.append(Version(
                parse_day(node["from"]) if "from" in node else self.calendar.start,
                parse_day(node["until"]) if "until" in node else self.calendar.end,
                node["level"], node.get("parent"), node.get("name", ""),
                tuple(node.get("tags", ())), node.get("successor")))
        for unit in units.values():
            unit.versions.sort()
        return units

    def _read_milestones(self, root):
        nodes = []
        for indicator in root["indicators"]:
            for node in indicator.get("targets", ()):
                nodes.append((indicator["id"], node))
        nodes += [(node["indicator"], node) for node in root.get("targets") or ()]
        for indicator_id, node in nodes:
            operator = next(key for key in OPERATORS if key in node)
            self.indicators[indicator_id].milestones.append(Milestone(
                scope(node.get("units")), self.calendar.parse(node["by"]),
                operator, number(node[operator])))

    @staticmethod
    def _read_thresholds(nodes):
        own = [Threshold(node["id"], number(node["attains"]) / 100
                         if "attains" in node else None)
               for node in nodes if node["id"] not in BUILT_IN]
        # "Where none is listed: `on_track` from 100%, `at_risk` from 90%,
        # `off_track` below."
        return own or [Threshold("on_track", Fraction(1)),
                       Threshold("at_risk", Fraction(9, 10)),
                       Threshold("off_track", None)]

    # --- the tree on a day --------------------------------------------------

    def root_on(self, day):
        for unit in self.units.values():
            version = unit.version_on(day)
            if version and not version.parent:
                return unit.id
        raise ValueError("no root")

    def placement(self, unit_id, day):
        """"Placement of unit v on day D"."""
        visited = set()
        while True:
            # "Should the way come back to a unit already visited, the root."
            if unit_id in visited:
                return self.root_on(day)
            visited.add(unit_id)
            unit = self.units[unit_id]
            # "v itself if alive"
            if unit.version_on(day):
                return unit_id
            ended = [version for version in unit.versions if version.end < day]
            if ended:
                # "if some version ended before D, the placement of the last
                # such version's `successor`, or without one of its parent"
                unit_id = ended[-1].successor or ended[-1].parent
            else:
                # "else (it starts only after D) the placement of its first
                # version's parent"
                unit_id = unit.versions[0].parent

    def above(self, unit_id, day):
        """A living unit and all units above it on a day."""
        chain = []
        while unit_id:
            chain.append(unit_id)
            unit_id = self.units[unit_id].version_on(day).parent
        return chain


def scope(node):
    """"`units:` narrows a target: `{level: ...}`, `{tag: ...}` or
    `{ids: [...]}`"."""
    if not node:
        return ("all", None)
    (kind, value), = node.items()
    return (kind, frozenset(value) if isinstance(value, list) else value)


def read_units_file(path):
    """"units.csv: the same keys as columns, tags separated by ';'"."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    header = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t;" if mark in header), ",")
    nodes = []
    for row in csv.DictReader(text.splitlines(True), delimiter=delimiter):
        node = {nfc(key): nfc(value) for key, value in row.items() if value}
        if "tags" in node:
            node["tags"] = [tag.strip() for tag in node["tags"].split(";")]
        nodes.append(node)
    return nodes
