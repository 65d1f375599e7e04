"""pandas: Arrow's reader with dictionaries for the ids. Plans: "groupby" (sums only) groups the frame, "matrix" goes on
as peer_numpy does."""

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

import peer_numpy
from workload import ELEMENTS, HALVES, PERIODS, Units, main


def codes(series, known):
    """The number of each id: categories are few, rows many."""
    return pd.Index(known).get_indexer(series.cat.categories).astype(np.int32)[series.cat.codes]


def read(folder, units):
    dictionary = pa.dictionary(pa.int32(), pa.string())
    types = {"unit": dictionary, "period": dictionary, "element": dictionary, "value": pa.int64()}
    table = arrow_csv.read_csv(f"{folder}/reports.csv", convert_options=arrow_csv.ConvertOptions(column_types=types))
    frame = table.unify_dictionaries().to_pandas(self_destruct=True, split_blocks=True)
    return [codes(frame["unit"], units.ids), codes(frame["period"], PERIODS), codes(frame["element"], ELEMENTS),
            frame["value"].to_numpy()]


def grouped_sums(units, columns):
    unit, period, element, value = columns
    key = (units.node_of[unit].astype(np.int64) * HALVES + period) * len(ELEMENTS) + element
    found = pd.Series(value).groupby(key).sum()
    table = np.zeros(len(units.nodes) * HALVES * len(ELEMENTS), np.int64)
    table[found.index] = found.to_numpy()
    return units.up(table.reshape(-1, HALVES, len(ELEMENTS)))


def work(folder, threads, job, plan):
    pa.set_cpu_count(threads)
    units = Units(folder)
    columns = read(folder, units)
    if plan == "groupby":
        return grouped_sums(units, columns)
    return peer_numpy.compute(units, columns, job, "scatter")


if __name__ == "__main__":
    main(work)
