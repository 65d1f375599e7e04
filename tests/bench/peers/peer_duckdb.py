"""DuckDB. Plans: "integers" joins all ids to numbers first, "strings" only those of the units and groups by the others as
the file holds them."""

import time

import duckdb
import numpy as np

from workload import ELEMENTS, HALVES, INDICATORS, MIXED, PERIODS, Tables, Units, main


def connect(folder, threads):
    units = Units(folder)
    db = duckdb.connect()
    db.execute(f"SET threads = {threads}")
    db.execute("SET preserve_insertion_order = false")
    db.register("unit_columns", {"id": np.array(units.ids, object), "node": units.node_of,
                                 "number": np.arange(len(units.ids), dtype=np.int32)})
    db.execute("CREATE TABLE units AS SELECT id::VARCHAR AS id, node, number FROM unit_columns")
    for name, values in (("periods", PERIODS), ("elements", ELEMENTS)):
        rows = ", ".join(f"('{value}', {i}::TINYINT)" for i, value in enumerate(values))
        db.execute(f"CREATE TABLE {name} AS SELECT * FROM (VALUES {rows}) AS t(id, number)")
    return units, db


def source(folder, job, plan):
    """Rows (unit, node, period, element, value)."""
    if job.startswith("memory"):
        return "SELECT unit, node, period, element, value FROM facts JOIN units ON number = unit"
    columns = "{'unit': 'VARCHAR', 'period': 'VARCHAR', 'element': 'VARCHAR', 'value': 'BIGINT'}"
    reports = f"read_csv('{folder}/reports.csv', header = true, delim = ',', quote = '\"', columns = {columns})"
    if plan == "strings":
        return f"SELECT unit, node, period, element, value FROM {reports} JOIN units ON id = unit"
    return (f"SELECT u.number AS unit, node, p.number AS period, e.number AS element, value FROM {reports} r "
            "JOIN units u ON u.id = r.unit JOIN periods p ON p.id = r.period JOIN elements e ON e.id = r.element")


def numbers(values, known):
    if values.dtype != object:
        return values
    place = {value: i for i, value in enumerate(known)}
    return np.array([place[value] for value in values], np.int32)


def sums(units, db, rows):
    found = db.execute(f"SELECT node, period, element, sum(value)::BIGINT AS total FROM ({rows}) GROUP BY ALL").fetchnumpy()
    table = np.zeros((len(units.nodes), HALVES, len(ELEMENTS)), np.int64)
    table[found["node"], numbers(found["period"], PERIODS), numbers(found["element"], ELEMENTS)] = found["total"]
    return units.up(table)


def figures(units, db, rows, plan):
    elements = ELEMENTS if plan == "strings" else range(len(ELEMENTS))
    cells = ", ".join(f"max(value) FILTER (element = {element!r}) AS {name}"
                      for name, element in zip(ELEMENTS, elements))
    db.execute(f"CREATE TABLE cells AS SELECT unit, node, period, {cells} FROM ({rows}) GROUP BY unit, node, period")
    tables = Tables(units)
    half_columns = []
    for i, (_, over, under) in enumerate(INDICATORS):
        together = f"FILTER ({over} IS NOT NULL" + (f" AND {under} IS NOT NULL)" if under else ")")
        half_columns += [f"coalesce(sum({over}) {together}, 0)::BIGINT AS o{i}",
                         f"coalesce(sum({under or 0}) {together}, 0)::BIGINT AS u{i}", f"count(*) {together} AS c{i}"]
    found = db.execute(f"SELECT node, period, {', '.join(half_columns)} FROM cells GROUP BY node, period").fetchnumpy()
    periods = numbers(found["period"], PERIODS)
    for i, (_, _, under) in enumerate(INDICATORS):
        tables.put(i, found["node"], periods, found[f"o{i}"], found[f"u{i}"] if under else None, found[f"c{i}"])
    number = "period"
    if plan == "strings":
        number = "((substr(period, 1, 4)::INT - 2021) * 2 + substr(period, 7, 1)::INT - 1)"
    for first, step in ((HALVES, 2), (HALVES + HALVES // 2, HALVES)):
        put_mixed(tables, db, number, first, step)
    return tables.figures()


def put_mixed(tables, db, number, first, step):
    """Flows over `step` half-years against the stocks at their end."""
    own, columns = [], []
    for i in MIXED:
        _, over, under = INDICATORS[i]
        own += [f"sum({over}) AS f{i}", f"max({under}) FILTER ({number} % {step} = {step - 1}) AS s{i}"]
        together = f"FILTER (f{i} IS NOT NULL AND s{i} IS NOT NULL)"
        columns += [f"coalesce(sum(f{i}) {together}, 0)::BIGINT AS o{i}",
                    f"coalesce(sum(s{i}) {together}, 0)::BIGINT AS u{i}", f"count(*) {together} AS c{i}"]
    found = db.execute(f"SELECT node, span, {', '.join(columns)} FROM (SELECT unit, node, ({number}) // {step} AS span, "
                       f"{', '.join(own)} FROM cells GROUP BY unit, node, span) GROUP BY node, span").fetchnumpy()
    for i in MIXED:
        tables.put(i, found["node"], first + found["span"], found[f"o{i}"], found[f"u{i}"], found[f"c{i}"])


def work(folder, threads, job, plan):
    units, db = connect(folder, threads)
    if job.startswith("memory"):
        db.register("columns", {name: np.load(f"{folder}/{name}.npy") for name in ("unit", "period", "element", "value")})
        db.execute("CREATE TABLE facts AS SELECT * FROM columns")
    start = time.perf_counter()
    rows = source(folder, job, plan)
    result = sums(units, db, rows) if job.endswith("sums") else figures(units, db, rows, plan)
    return (result, time.perf_counter() - start) if job.startswith("memory") else result


if __name__ == "__main__":
    main(work)
