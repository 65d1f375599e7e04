"""What the peers know of the workload: its units, periods and indicators, and how figures are handed over.

Figures are an array of 64-bit integers [nodes, periods, indicators, 2]: numerator and denominator of every unit above
the grassroots, in the plan's order, for 20 half-years, 10 years and the whole plan. ABSENT stands where nothing is.
"""

import csv
import json
import sys
import time

import numpy as np

ABSENT = np.iinfo(np.int64).min
HALVES, YEARS = 20, 10
PERIODS = [f"{2021 + i // 2}-H{i % 2 + 1}" for i in range(HALVES)]
ALL_PERIODS = PERIODS + [str(2021 + year) for year in range(YEARS)] + ["plan"]
ELEMENTS = ["sessions", "families", "families_reached", "children_helped", "money_spent",
            "officers", "officers_trained", "members", "women_members", "children"]
# A flow is added over a year; of a stock only what stands at its end counts.
FLOWS = set(ELEMENTS[:5])
INDICATORS = [("sessions_held", "sessions", None), ("helped", "children_helped", None), ("spent", "money_spent", None),
              ("all_members", "members", None), ("all_children", "children", None),
              ("trained", "officers_trained", "officers"), ("reached", "families_reached", "families"),
              ("women", "women_members", "members"), ("helped_share", "children_helped", "children"),
              ("spent_each", "money_spent", "members")]
# Where flow meets stock, years and the plan are matched unit by unit and do not follow from the half-years.
MIXED = [i for i, (_, over, under) in enumerate(INDICATORS) if under and (over in FLOWS) != (under in FLOWS)]


class Units:
    """The plan's units; nodes are those above the grassroots."""

    def __init__(self, folder):
        with open(f"{folder}/units.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        self.ids = [row[0] for row in rows]
        number = {unit: i for i, unit in enumerate(self.ids)}
        parents = [number.get(row[3], -1) for row in rows]
        self.nodes = [i for i, row in enumerate(rows) if row[2] != "union"]
        self.node_ids = [self.ids[i] for i in self.nodes]
        # They stand level by level, so the nodes come first.
        assert self.nodes == list(range(len(self.nodes)))
        self.node_parents = [parents[i] for i in self.nodes]
        count = len(self.nodes)
        self.node_of = np.array([i if i < count else parents[i] for i in range(len(rows))], np.int32)

    def up(self, table):
        """Adds each node's rows into those of its parent, from below."""
        for node in range(len(self.nodes) - 1, 0, -1):
            table[self.node_parents[node]] += table[node]
        return table


class Tables:
    """Numerators, denominators and how many bring something, of each node's own units; then figures."""

    def __init__(self, units):
        self.units = units
        shape = (len(units.nodes), HALVES + YEARS + 1, len(INDICATORS))
        self.over, self.under, self.count = (np.zeros(shape, np.int64) for _ in range(3))

    def put(self, indicator, nodes, periods, over, under, count):
        self.over[nodes, periods, indicator] = over
        if under is not None:
            self.under[nodes, periods, indicator] = under
        self.count[nodes, periods, indicator] = count

    def add_years(self):
        """Years and plan from half-years: flows are added, stocks are those of the last half-year."""
        for indicator, (_, over, _) in enumerate(INDICATORS):
            if indicator in MIXED:
                continue
            for table in (self.over, self.under, self.count):
                halves = table[:, :HALVES, indicator]
                if over in FLOWS:
                    table[:, HALVES:-1, indicator] = halves[:, 0::2] + halves[:, 1::2]
                    table[:, -1, indicator] = halves.sum(axis=1)
                else:
                    table[:, HALVES:-1, indicator] = halves[:, 1::2]
                    table[:, -1, indicator] = halves[:, -1]

    def figures(self):
        self.add_years()
        over, under, count = (self.units.up(table) for table in (self.over, self.under, self.count))
        figures = np.stack([over, under], axis=-1)
        figures[count == 0] = ABSENT
        for indicator, (_, _, name) in enumerate(INDICATORS):
            if name is None:
                figures[:, :, indicator, 1] = ABSENT
        return figures


def main(work):
    """Runs work(folder, threads, job, plan) and hands over what it returns.

    work's seconds count from here, when the interpreter and its modules are loaded.
    """
    folder, out, threads, job, plan = sys.argv[1:6]
    start = time.perf_counter()
    result = work(folder, int(threads), job, plan)
    if isinstance(result, tuple):  # (result, seconds) where it has loaded its facts first
        result, seconds = result
    else:
        seconds = time.perf_counter() - start
    np.save(out, result)
    print(json.dumps({"seconds": seconds}))
