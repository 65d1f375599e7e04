#!/usr/bin/env python3
"""The rollup program of section 7, read a second time, slowly and exactly.

    python3 reference.py PLAN.yaml REPORTS.csv... [options of `rollup`]

prints the CSV that `rollup` must print. It shares no code with the library.
Only valid plans are read; reports may be invalid.
"""

import argparse
import sys
from fractions import Fraction

from periods import PeriodError, parse_day, print_day
from planfile import Plan
from reportfile import known_values, load_reports
from rows import Rollup, cut
from shares import round_half_away
from targetfile import OPERATORS, TURNED
from texts import nfc

COLUMNS = ("unit,period,indicator,numerator,denominator,value,low,high,"
           "units_expected,units_reported,units_carried,target,by,path,met,"
           "certain,status,gap,as_of")


def read_arguments(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("plan")
    parser.add_argument("reports", nargs="+")
    for short, name in (("-p", "periods"), ("-u", "units"), ("-l", "levels"),
                        ("-i", "indicators")):
        parser.add_argument(short, dest=name, action="append", default=[])
    for name in ("--structure", "--known-by", "--until"):
        parser.add_argument(name, type=parse_day)
    for name in ("--decimal-comma", "--lenient", "--names", "--pace"):
        parser.add_argument(name, action="store_true")
    for name in ("--threads", "--lang"):
        parser.add_argument(name)  # they change nothing here
    parser.add_argument("--format", choices=["csv"], default="csv")
    parser.add_argument("-o", dest="output")
    return parser.parse_intermixed_args(argv)


# --- cells -------------------------------------------------------------------

def exact(value):
    """A number in full: all of ours end after some decimals."""
    if value is None:
        return ""
    decimals = 0
    while (value * 10 ** decimals).denominator != 1:
        decimals += 1
    return plain(value, decimals)


def rounded(value):
    """"at most 4 decimals, half away from zero, trailing zeros trimmed; empty
    where there is none"."""
    return "" if value is None else plain(round_half_away(value, 4), 4)


def plain(value, decimals):
    digits = str(int(abs(value) * 10 ** decimals)).rjust(decimals + 1, "0")
    text = digits[:len(digits) - decimals]
    rest = digits[len(digits) - decimals:].rstrip("0")
    text += "." + rest if rest else ""
    return "-" + text if value < 0 else text


def yes_no(value):
    return "" if value is None else "yes" if value else "no"


def quote(text):
    if any(mark in text for mark in ",\"\r\n"):
        return '"%s"' % text.replace('"', '""')
    return text


def target_text(row):
    """"Printed `>= 5 <= 7`"; "the target is printed `<= ?`" where the bar is
    not known."""
    milestone = row.target
    if row.edges is not None:
        write = rounded if milestone.change else exact
        return " ".join("%s %s" % (OPERATORS[edge.operator], write(edge.limit))
                        for edge in row.edges)
    names = [name for name, _ in milestone.edges]
    if milestone.decreases:
        names = [TURNED[name] for name in names]
    return " ".join("%s ?" % OPERATORS[name] for name in
                    sorted(names, key=list(OPERATORS).index))


def cells(row):
    figure = row.figure
    return [row.unit, row.period.name, row.indicator.id,
            exact(figure.numerator), exact(figure.denominator),
            rounded(figure.value), rounded(figure.low), rounded(figure.high),
            str(figure.expected), str(figure.reported), str(figure.carried),
            target_text(row) if row.target else "",
            row.target.by.name if row.target else "", rounded(row.path),
            yes_no(row.met), yes_no(row.certain), row.status, exact(row.gap),
            print_day(row.as_of)]


def pace_cells(row):
    """"`rollup --pace` prints both."""
    left = row.periods_left
    return ["" if left is None else str(left), rounded(row.pace)]


# --- what to show ------------------------------------------------------------

def reported_periods(plan, values):
    """The period of every known report that can be in a row."""
    return {plan.calendar.cycles(plan.elements[element].frequency)[index]
            for (_, element), figures in values.items() for index in figures
            if not plan.elements[element].is_declared}


def default_periods(plan, reported):
    """"Without -p: for each reporting year with a report, the year, then its
    periods with a report, by first day, the longer first"."""
    chosen = []
    for number in range(plan.calendar.first_year, plan.calendar.last_year + 1):
        year = plan.calendar.year(number)
        inside = {period for period in reported
                  if year.start <= period.start and period.end <= year.end}
        if inside:
            chosen += [year] + sorted(inside - {year},
                                      key=lambda p: (p.start, -p.end))
    return chosen


def rows(plan, values, arguments):
    """"one row per unit (document order of first versions) × period (as
    asked) × indicator (document order)"."""
    reported = reported_periods(plan, values)
    until = arguments.until
    if until is None:
        # "by default the last day of the latest period that holds a known
        # report [...] (with no report, the horizon's end)"
        until = max((period.end for period in reported),
                    default=plan.calendar.end)
    periods = [plan.calendar.parse(nfc(text)) for text in arguments.periods] \
        or default_periods(plan, reported)
    periods = [cut(period, until) for period in dict.fromkeys(periods)]
    rollup = Rollup(plan, values)
    asked = {name: [nfc(text) for text in getattr(arguments, name)]
             for name in ("units", "levels", "indicators")}
    for unit in plan.units.values():
        if asked["units"] and unit.id not in asked["units"]:
            continue
        for period in filter(None, periods):
            # "the last day of the row's own period (as was, the default), or
            # one given day of the horizon for all periods (as of)"
            day = arguments.structure or period.end
            version = unit.version_on(day)
            # "Rows exist for the units alive on the structure's day"
            if version is None:
                continue
            if asked["levels"] and version.level not in asked["levels"]:
                continue
            for indicator in plan.indicators.values():
                if asked["indicators"] and indicator.id not in asked["indicators"]:
                    continue
                row = rollup.row(unit.id, period, indicator, day)
                line = cells(row)
                if arguments.names:
                    line += [version.name, version.level, indicator.name]
                if arguments.pace:
                    line += pace_cells(row)
                yield line


def run(argv):
    """(exit status, CSV text, refusals, repeated rows)."""
    arguments = read_arguments(argv)
    plan = Plan(arguments.plan)
    facts, refusals, repeats = load_reports(plan, arguments.reports,
                                            arguments.decimal_comma)
    # "By default it is atomic: any error and nothing of it is taken"
    if refusals and not arguments.lenient:
        return 1, "", refusals, repeats
    values = known_values(facts, arguments.known_by)
    header = COLUMNS + (",unit_name,level,indicator_name"
                        if arguments.names else "")
    header += ",periods_left,pace" if arguments.pace else ""
    lines = [header] + [",".join(map(quote, line))
                        for line in rows(plan, values, arguments)]
    return 0, "\n".join(lines) + "\n", refusals, repeats


def main():
    try:
        status, text, refusals, _ = run(sys.argv[1:])
    except PeriodError as error:
        print(error, file=sys.stderr)
        return 2
    for refusal in refusals:
        print("%s:%d: refused: %s" % refusal, file=sys.stderr)
    sys.stdout.buffer.write(text.encode())
    return status


if __name__ == "__main__":
    sys.exit(main())
