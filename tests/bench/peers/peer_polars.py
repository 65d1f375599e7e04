"""polars. Ids are read as categories and strings, and joined to numbers."""

import time

import numpy as np
import polars as pl

from workload import ELEMENTS, FLOWS, HALVES, INDICATORS, MIXED, PERIODS, Tables, Units, main


def read(folder, units):
    """Rows (unit, node, period, element, value), with numbers for ids."""
    schema = {"unit": pl.String, "period": pl.Enum(PERIODS), "element": pl.Enum(ELEMENTS), "value": pl.Int64}
    known = pl.LazyFrame({"id": units.ids, "node": units.node_of, "number": np.arange(len(units.ids), dtype=np.int32)})
    return (pl.scan_csv(f"{folder}/reports.csv", schema=schema).join(known, left_on="unit", right_on="id")
            .select(pl.col("number").alias("unit"), "node", pl.col("period").to_physical().cast(pl.Int32),
                    pl.col("element").to_physical().cast(pl.Int32), "value"))


def sums(units, rows):
    found = rows.group_by("node", "period", "element").agg(pl.col("value").sum()).collect()
    table = np.zeros((len(units.nodes), HALVES, len(ELEMENTS)), np.int64)
    table[found["node"].to_numpy(), found["period"].to_numpy(), found["element"].to_numpy()] = found["value"].to_numpy()
    return units.up(table)


def together(over, under, i):
    """An indicator's columns where both sides are there."""
    both = over.is_not_null() & under.is_not_null() if under is not None else over.is_not_null()
    return [over.filter(both).sum().alias(f"o{i}"), (under if under is not None else over).filter(both).sum().alias(f"u{i}"),
            both.sum().alias(f"c{i}")]


def put(tables, found, indicators, periods):
    nodes = found["node"].to_numpy()
    for i in indicators:
        under = found[f"u{i}"].to_numpy() if INDICATORS[i][2] else None
        tables.put(i, nodes, periods, found[f"o{i}"].to_numpy(), under, found[f"c{i}"].to_numpy())


def figures(units, rows):
    cells = rows.group_by("unit", "node", "period").agg(
        pl.when(pl.col("element") == i).then(pl.col("value")).max().alias(name) for i, name in enumerate(ELEMENTS)
    ).collect()
    tables = Tables(units)
    columns = []
    for i, (_, over, under) in enumerate(INDICATORS):
        columns += together(pl.col(over), pl.col(under) if under else None, i)
    found = cells.group_by("node", "period").agg(columns)
    put(tables, found, range(len(INDICATORS)), found["period"].to_numpy())
    for first, step in ((HALVES, 2), (HALVES + HALVES // 2, HALVES)):
        put_mixed(tables, cells, first, step)
    return tables.figures()


def put_mixed(tables, cells, first, step):
    """Flows over `step` half-years against the stocks at their end."""
    names = sorted({name for i in MIXED for name in INDICATORS[i][1:]})
    at_end = pl.col("period") % step == step - 1
    own = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) if name in FLOWS
           else pl.col(name).filter(at_end).first().alias(name) for name in names]
    spans = cells.lazy().group_by("unit", "node", (pl.col("period") // step).alias("span")).agg(own)
    columns = [column for i in MIXED for column in together(*map(pl.col, INDICATORS[i][1:]), i)]
    found = spans.group_by("node", "span").agg(columns).collect()
    put(tables, found, MIXED, first + found["span"].to_numpy())


def work(folder, threads, job, plan):
    assert pl.thread_pool_size() == threads, "POLARS_MAX_THREADS says how many"
    units = Units(folder)
    if job.startswith("memory"):
        facts = pl.DataFrame({name: np.load(f"{folder}/{name}.npy") for name in ("unit", "period", "element", "value")})
        start = time.perf_counter()
        nodes = pl.LazyFrame({"unit": np.arange(len(units.ids), dtype=np.int32), "node": units.node_of})
        rows = facts.lazy().join(nodes, on="unit")
    else:
        rows = read(folder, units)
    result = sums(units, rows) if job.endswith("sums") else figures(units, rows)
    return (result, time.perf_counter() - start) if job.startswith("memory") else result


if __name__ == "__main__":
    main(work)
