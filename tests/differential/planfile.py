"""Sections 1 and 3: a valid plan as objects, and the tree on a day.

Only valid plans are read: nothing is diagnosed here.
"""

import csv
import os
from collections import namedtuple
from fractions import Fraction

import yaml

from texts import nfc, number
from periods import Calendar, parse_day
from targetfile import read_targets

EACH_UNIT = "each_unit"
BUILT_IN = ("met", "missed", "open", "no_data", "no_target")

Version = namedtuple("Version", "start end level parent name tags successor")
Threshold = namedtuple("Threshold", "id attains")


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


def declared(node, plan):
    """An element with `check_of`, as if it were written out; "`levels`
    (default: those above a level that reports `visits`)"."""
    checked = plan.element_nodes[node["check_of"]]
    lowest = max(plan.levels.index(level)
                 for level in checked.get("levels", plan.levels))
    taken = {key: checked[key] for key in
             ("type", "decimals", "frequency", "over_time", "given")
             if key in checked}
    if taken.get("type") == "flag":
        taken["type"] = "count"
    if number(checked.get("min", "0")) < 0:
        taken["min"] = str(-2**63)
    return {"levels": plan.levels[:lowest], **node, **taken}


class Element:
    def __init__(self, node, plan):
        """"With `check_of: visits` an element is what a unit declares for its
        whole subtree …; how it is reported is taken from that element, and of
        flags it is how many say yes. It is in no row"."""
        self.is_declared = "check_of" in node
        if self.is_declared:
            node = declared(node, plan)
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


class Term(namedtuple("Term", "sign element rate")):
    @property
    def decimals(self):
        """"the products, whose decimals are those of element and rate
        together"; 0 of a count."""
        if self.element.over_time == "count":
            return 0
        return self.element.decimals + (self.rate.decimals if self.rate else 0)


class Rate:
    def __init__(self, node):
        self.values = [(parse_day(item["from"]), number(item["value"]))
                       for item in node["values"]]
        self.decimals = max(decimals_of(value) for _, value in self.values)

    def on(self, day):
        """"Named values valid from a date"."""
        return [value for start, value in self.values if start <= day][-1]


class Population:
    """"`units:` on an indicator narrows it to units by `level`, `tag` and
    `ids` (where several are given all must hold), as they stood at the
    time"."""

    def __init__(self, node):
        self.level, self.tag = node.get("level"), node.get("tag")
        self.ids = node.get("ids")

    def has(self, unit_id, version):
        return (version is not None
                and (self.level is None or version.level == self.level)
                and (self.tag is None or self.tag in version.tags)
                and (self.ids is None or unit_id in self.ids))


class Baseline:
    """"`baseline: {period: 2020, value: 40, values: [{unit: hill, value:
    35}]}`: a unit listed has its own, the others the general one, or none
    without `value`"."""

    def __init__(self, node, plan):
        self.period = plan.calendar.parse(node["period"], False)
        self.general = number(node["value"]) if "value" in node else None
        self.values = {item["unit"]: number(item["value"])
                       for item in plan.read_values(node.get("values"))}

    def of(self, unit_id):
        return self.values.get(unit_id, self.general)


class Indicator:
    def __init__(self, node, plan):
        self.id, self.name = node["id"], node.get("name", "")
        self.window = node.get("window")
        self.counted = self.counted_level = self.denominator = None
        self.numerator = []
        if "units_meeting" in node:
            self.counted = node["units_meeting"]["indicator"]
            self.counted_level = node["units_meeting"]["level"]
        else:
            self.numerator = self._terms(node["numerator"], plan)
        if "denominator" in node:
            levels = frozenset().union(*(term.element.levels
                                         for term in self.numerator))
            self.denominator = self._terms(node["denominator"], plan, levels)
        self.per = Fraction(node.get("per", "100" if self.is_ratio else "1"))
        self.lower_is_better = node.get("better", "higher") == "lower"
        self.population = Population(node["units"]) if "units" in node else None
        self.baseline = None
        if "baseline" in node:
            self.baseline = Baseline(node["baseline"], plan)
        self.milestones = []

    @staticmethod
    def _terms(names, plan, levels=None):
        """"a sum; "-x" subtracts; one name may stand without brackets", and a
        name may be `{element: child_months, rate: allowance}`."""
        terms = []
        for name in names if isinstance(names, list) else [names]:
            rate = None
            if isinstance(name, dict):
                rate, name = plan.rates[name["rate"]], name["element"]
            sign = -1 if name.startswith("-") else 1
            name = name.lstrip("-")
            terms.append(Term(sign, EachUnit(levels) if name == EACH_UNIT
                              else plan.elements[name], rate))
        return terms

    @property
    def is_ratio(self):
        return self.denominator is not None or self.counted is not None

    @property
    def terms(self):
        return self.numerator + (self.denominator or [])

    @property
    def elements(self):
        """Its elements, each once, `each_unit` too."""
        found = {}
        for term in self.terms:
            found.setdefault(term.element.id, term.element)
        return list(found.values())

    def has_unit(self, unit_id, version):
        """"wherever a rule above asks for a unit's level on some day, the
        unit must then also be of the population"."""
        return self.population is None or self.population.has(unit_id, version)

    def window_of(self, element):
        """"`window: year` or `plan` counts all its flows from there, whatever
        the elements' own window"."""
        if not element.is_flow:
            return "period"
        return self.window or element.window

    def grows(self, plan):
        """"an indicator that grows with the length of the period (a `sum` or
        `count` in the numerator, not over `window: plan`, and no denominator
        or a stock or `each_unit` in it)". A count of units "grows with the
        length of the period as what it counts does"."""
        if self.counted:
            return plan.indicators[self.counted].grows(plan)
        growing = any(e.over_time in ("sum", "count")
                      and self.window_of(e) != "plan"
                      for _, e, _ in self.numerator)
        return growing and (not self.is_ratio or any(
            e.is_each_unit or e.is_stock for _, e, _ in self.denominator))

    def subtracts(self):
        return any(term.sign < 0 for term in self.terms)

    def wholes(self):
        """For "a ratio of stocks (`last`, `each_unit`) with `min` >= 0,
        nothing subtracted, whose numerator elements are each `part_of` a
        denominator element of their own": the part of each whole, by ids.
        None for every other indicator."""
        if not self.denominator or self.subtracts() \
                or any(term.rate for term in self.terms):
            return None  # a part at one rate is no part of a whole at another
        if any(e.is_flow or e.min < 0 for e in self.elements):
            return None
        denominator = {term.element.id for term in self.denominator}
        part_of_whole = {}
        for _, part, _ in self.numerator:
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
                   for sign, e, _ in self.numerator)

    def smallest_change(self):
        """"1, or 10^-decimals, the finest of its elements'; 1 for `count`";
        of a count of units "its gap is in whole units". With a rate a figure
        has the decimals of both."""
        decimals = max((term.decimals for term in self.numerator), default=0)
        return Fraction(1, 10 ** decimals)


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
        self.folder = os.path.dirname(path)
        self.units = self._read_units(root["units"])
        self.element_nodes = {node["id"]: node for node in root["elements"]}
        self.elements = {node["id"]: Element(node, self)
                         for node in root["elements"]}
        self.rates = {node["id"]: Rate(node) for node in root.get("rates") or ()}
        self.indicators = {node["id"]: Indicator(node, self)
                           for node in root["indicators"]}
        read_targets(self, root)
        self.thresholds = self._read_thresholds(root.get("thresholds") or [])

    def read_values(self, node):
        """"`values` is a list of `{unit, value}` or a CSV file with these
        columns"."""
        if isinstance(node, dict):
            return read_table(os.path.join(self.folder, node["file"]))
        return node or []

    def _read_units(self, nodes):
        if isinstance(nodes, dict):
            nodes = read_units_file(os.path.join(self.folder, nodes["file"]))
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


def decimals_of(value):
    decimals = 0
    while (value * 10 ** decimals).denominator != 1:
        decimals += 1
    return decimals


def read_table(path):
    """The rows of a CSV file that a plan names, as keys and values."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    header = text.split("\n", 1)[0]
    delimiter = next((mark for mark in "\t;" if mark in header), ",")
    return [{nfc(key): nfc(value) for key, value in row.items() if value}
            for row in csv.DictReader(text.splitlines(True),
                                      delimiter=delimiter)]


def read_units_file(path):
    """"units.csv: the same keys as columns, tags separated by ';'"."""
    nodes = read_table(path)
    for node in nodes:
        if "tags" in node:
            node["tags"] = [tag.strip() for tag in node["tags"].split(";")]
    return nodes
