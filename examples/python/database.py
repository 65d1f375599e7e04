"""Rolls up reports that sit in a database, and writes the rows back.

    python3 examples/python/database.py postgresql:///unions plan.yaml -p 2025
    python3 examples/python/database.py sqlite:unions.db plan.yaml

PostgreSQL and SQLite, through ADBC: reports come as an Arrow stream, in which the library reads them where they lie,
and rows go back as one; no Python object is made of a cell on the way. Reports are read from the table `reports` (unit,
period, element, value and, if there is one, submitted; or wide: a column for each element). Rows replace the table
`rows`, and what they were made from replaces the table `rows_stamp`: all of it in one transaction, or nothing. Needs
pyarrow and adbc-driver-postgresql or adbc-driver-sqlite.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any, Optional

import childplan


def connect(uri: str) -> Any:
    """A connection to postgresql://… or sqlite:FILE."""
    kind, _, rest = uri.partition(":")
    if kind in ("postgresql", "postgres"):
        import adbc_driver_postgresql.dbapi

        return adbc_driver_postgresql.dbapi.connect(uri)
    if kind == "sqlite":
        import adbc_driver_sqlite.dbapi

        return adbc_driver_sqlite.dbapi.connect(rest)
    raise ValueError(f"{uri!r} is neither postgresql://… nor sqlite:FILE")


def read_reports(
    connection: Any, reports: childplan.Reports, query: str, *, lenient: bool = False
) -> childplan.Imported:
    """Takes the rows of a query into the reports."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return reports.add(cursor.fetch_record_batch(), name="reports", lenient=lenient)


def write_rows(connection: Any, rows: childplan.Rows, table: str) -> None:
    """Replaces a table by the rows, and the table beside it by their stamp."""
    import pyarrow

    stamp = rows.stamp
    described = pyarrow.table({"name": list(stamp), "value": pyarrow.array(stamp.values(), pyarrow.utf8())})
    with connection.cursor() as cursor:
        cursor.adbc_ingest(table, pyarrow.RecordBatchReader.from_stream(rows), mode="replace")
        cursor.adbc_ingest(f"{table}_stamp", described, mode="replace")


def run(
    uri: str,
    plan: childplan.Plan,
    *,
    query: str = "select * from reports",
    table: str = "rows",
    periods: Optional[list[str]] = None,
    lenient: bool = False,
) -> tuple[childplan.Imported, childplan.Rows]:
    reports = plan.reports()
    with connect(uri) as connection:
        imported = read_reports(connection, reports, query, lenient=lenient)
        rows = plan.rollup(reports, periods=periods)
        write_rows(connection, rows, table)
        connection.commit()
    return imported, rows


def main(words: Optional[list[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Rolls up the reports of a database and writes the rows back.")
    parser.add_argument("uri", help="postgresql://… or sqlite:FILE")
    parser.add_argument("plan", help="the plan's YAML file")
    parser.add_argument("-p", "--period", action="append", help="2025, 2025-H1, plan …; may be repeated")
    parser.add_argument("--query", default="select * from reports", help="gives the reports")
    parser.add_argument("--table", default="rows", help="takes the rows (default: rows)")
    parser.add_argument("--lenient", action="store_true", help="take the good reports and warn of the others")
    arguments = parser.parse_args(words)
    try:
        imported, rows = run(
            arguments.uri,
            childplan.Plan(arguments.plan),
            query=arguments.query,
            table=arguments.table,
            periods=arguments.period,
            lenient=arguments.lenient,
        )
    except childplan.Error as error:
        print(error, file=sys.stderr)
        return 1
    for diagnostic in [*imported.diagnostics, *rows.diagnostics]:
        print(diagnostic, file=sys.stderr)
    print(f"{imported.accepted} facts taken, {imported.refused} refused; {len(rows)} rows written to {arguments.table}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
