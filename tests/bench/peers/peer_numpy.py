"""numpy, facts in memory, one thread; and pandas, which reads the CSV into columns of numbers and goes on as numpy does.

Plans: "bincount" adds with np.bincount, in doubles, exact only below 2^53; "scatter" puts integers where they belong.
Units are numbered in preorder, so that np.add.reduceat adds up stretches of them.
"""

import time

import numpy as np

from workload import ELEMENTS, FLOWS, HALVES, INDICATORS, MIXED, Tables, Units, main

CELLS = HALVES * len(ELEMENTS)


class Dense:
    """A matrix of all cells, [period and element, unit], the units of a node side by side."""

    def __init__(self, units, unit, period, element, value, plan, with_presence):
        order = np.argsort(units.node_of, kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        self.starts = np.searchsorted(units.node_of[order], np.arange(len(units.nodes)))
        key = (period * len(ELEMENTS) + element) * np.int64(len(order)) + place[unit]
        size = CELLS * len(order)
        if plan == "bincount":
            self.values = np.bincount(key, value, size).reshape(CELLS, -1)
        else:
            self.values = np.zeros(size, np.int64)
            self.values[key] = value
            self.values = self.values.reshape(CELLS, -1)
        self.present = None
        if with_presence:
            self.present = np.zeros(size, bool)
            self.present[key] = True
            self.present = self.present.reshape(CELLS, -1)

    def of(self, period, name):
        row = period * len(ELEMENTS) + ELEMENTS.index(name)
        return self.values[row], self.present[row]

    def by_node(self, rows):
        return np.add.reduceat(rows, self.starts, axis=-1).astype(np.int64)


def sums(units, dense):
    table = dense.by_node(dense.values).reshape(HALVES, len(ELEMENTS), -1)
    return units.up(np.ascontiguousarray(table.transpose(2, 0, 1)))


def put(tables, dense, indicator, period, over, under):
    values, present = over
    if under is not None:
        present = present & under[1]
        values = values * present
    nodes = np.arange(len(tables.units.nodes))
    tables.put(indicator, nodes, period, dense.by_node(values),
               None if under is None else dense.by_node(under[0] * present), dense.by_node(present.astype(np.int32)))


def span(dense, name, first, end):
    """A flow's sum over half-years; where it was reported at all."""
    if name not in FLOWS:
        return dense.of(end - 1, name)
    rows = [dense.of(period, name) for period in range(first, end)]
    return sum(values for values, _ in rows), np.logical_or.reduce([present for _, present in rows])


def figures(units, dense):
    tables = Tables(units)
    for i, (_, over, under) in enumerate(INDICATORS):
        for period in range(HALVES):
            put(tables, dense, i, period, dense.of(period, over), dense.of(period, under) if under else None)
    spans = [(HALVES + year, 2 * year, 2 * year + 2) for year in range(HALVES // 2)] + [(HALVES + HALVES // 2, 0, HALVES)]
    for i in MIXED:
        for period, first, end in spans:
            put(tables, dense, i, period, *(span(dense, name, first, end) for name in INDICATORS[i][1:]))
    return tables.figures()


def compute(units, columns, job, plan):
    is_sums = job.endswith("sums")
    dense = Dense(units, *columns, plan, not is_sums)
    return sums(units, dense) if is_sums else figures(units, dense)


def work(folder, threads, job, plan):
    units = Units(folder)
    columns = [np.load(f"{folder}/{name}.npy") for name in ("unit", "period", "element", "value")]
    start = time.perf_counter()
    return compute(units, columns, job, plan), time.perf_counter() - start


if __name__ == "__main__":
    main(work)
