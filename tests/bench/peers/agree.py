"""What compare.py has done in a process of its own, so that it stays small: a child begins with its parent's peak.

usage: agree.py check FOLDER ROWS.csv PEER.npy...   every figure of the peers must be the library's
       agree.py columns FOLDER                      saves the facts as columns of numbers
"""

import os
import sys

import numpy as np
import polars as pl

from workload import ABSENT, ALL_PERIODS, ELEMENTS, HALVES, INDICATORS, PERIODS, Units


def rows_of_library(path, units):
    """The library's rows as figures."""
    columns = ["unit", "period", "indicator", "numerator", "denominator"]
    frame = pl.read_csv(path, columns=columns, schema_overrides={"period": pl.String, "denominator": pl.Int64})
    places = [{name: i for i, name in enumerate(names)}
              for names in (units.node_ids, ALL_PERIODS, [indicator[0] for indicator in INDICATORS])]
    index = [frame[column].replace_strict(place, return_dtype=pl.Int32).to_numpy()
             for column, place in zip(columns, places)]
    figures = np.full([len(place) for place in places] + [2], ABSENT, np.int64)
    if len(frame) != figures[..., 0].size:
        raise SystemExit(f"the library gave {len(frame)} rows, not {figures[..., 0].size}")
    for i, column in enumerate(columns[3:]):
        figures[(*index, i)] = frame[column].fill_null(ABSENT).to_numpy()
    return figures


def as_sums(figures):
    """What of the library can be compared with sums: the totals of one element in half-years."""
    totals = [(i, ELEMENTS.index(over)) for i, (_, over, under) in enumerate(INDICATORS) if under is None]
    taken = np.stack([figures[:, :HALVES, i, 0] for i, _ in totals], axis=-1)
    return np.where(taken == ABSENT, 0, taken), [element for _, element in totals]


def check(folder, rows, peers):
    """The sums that the library does not print must be the same for all peers."""
    expected = rows_of_library(rows, Units(folder))
    totals, elements = as_sums(expected)
    first_sums = None
    for path in peers:
        found = np.load(path)
        if found.shape == expected.shape:
            differ = np.argwhere(found != expected)
        else:
            first_sums = found if first_sums is None else first_sums
            differ = np.argwhere((found[..., elements] != totals).any(axis=-1) | (found != first_sums).any(axis=-1))
        if len(differ):
            raise SystemExit(f"{path} disagrees at {len(differ)} places, the first is {differ[0]}")
    print(f"all agree: {expected[..., 0].size} rows, {np.count_nonzero(expected != ABSENT)} figures")


def save_columns(folder):
    if os.path.exists(f"{folder}/value.npy"):
        return
    enums = {"unit": pl.Enum(Units(folder).ids), "period": pl.Enum(PERIODS), "element": pl.Enum(ELEMENTS)}
    frame = pl.read_csv(f"{folder}/reports.csv", schema={**enums, "value": pl.Int64})
    for name in enums:
        np.save(f"{folder}/{name}.npy", frame[name].to_physical().cast(pl.Int32).to_numpy())
    np.save(f"{folder}/value.npy", frame["value"].to_numpy())


if __name__ == "__main__":
    if sys.argv[1] == "check":
        check(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        save_columns(sys.argv[2])
