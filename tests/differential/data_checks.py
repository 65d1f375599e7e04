#!/usr/bin/env python3
"""The check of reports by a second reading of README.md, "What is worth a question", over random series.

    python3 data_checks.py --count 200 --seed 1 --program build/examples/rollup

In fractions, from the sentences alone: medians, scores, jumps, falls, copies, plausible limits and declared subtrees.
Exits 1 on any difference: of the findings, and of the figures they are told with.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from fractions import Fraction

YEARS = range(2016, 2026)
LEAST_REPORTS, THRESHOLD, TIMES, FLOOR = 6, Fraction(7, 2), 5, 10
COPIES = {"flow": (4, FLOOR), "stock": (8, 10 * FLOOR)}
LIMITS = {"flow": (15, 900), "hours": (None, Fraction(99, 2))}

# element: kind, decimals, cycles a year
ELEMENTS = {
    "flow": ("flow", 0, 2),
    "money": ("flow", 0, 2),
    "hours": ("flow", 2, 4),
    "stock": ("stock", 0, 1),
    "signed": ("stock", 0, 2),
    "total": ("total", 0, 4),
}
PLAN = """childplan: 1
plan: {id: D, title: D, horizon: {from: 2016, to: 2025}}
levels: [{id: town, name: T}, {id: ward, name: W}]
units:
  - {id: town, name: T, level: town}
%s
elements:
  - {id: flow, name: F, levels: [ward], over_time: sum, plausible: {min: 15, max: 900}}
  - {id: money, name: M, type: money, over_time: sum}
  - {id: hours, name: H, type: decimal, decimals: 2, frequency: quarter, over_time: mean, plausible: {max: 49.5}}
  - {id: stock, name: S, frequency: year, over_time: last}
  - {id: signed, name: S, over_time: last, min: -1000000}
  - {id: total, name: Y, frequency: quarter, over_time: sum, given: year_to_date}
  - {id: declared, name: D, check_of: flow}
indicators: [{id: i, name: I, numerator: flow}]
"""


def period_name(a_year, cycle):
    year, number = YEARS[0] + cycle // a_year, cycle % a_year + 1
    return {1: "%d", 2: "%d-H%d", 4: "%d-Q%d"}[a_year] % ((year,) if a_year == 1 else (year, number))


def make_series(rnd, kind, decimals, cycles, a_year):
    """cycle: value; some are missing, some alike, some far off."""
    scale = rnd.choice([3, 12, 40, 500, 100000])
    base, spread = rnd.randint(0, scale), rnd.choice([0, 1, 2, 5, scale // 3 + 1])
    values, missing = {}, rnd.choice([0, 0.1, 0.5])
    for cycle in range(rnd.randint(0, cycles)):
        value = base + rnd.randint(-spread, spread)
        if rnd.random() < 0.12:
            value = rnd.choice([0, value * 5, value * 5 - 1, value + 10, value + 9, value // 5, value * 40, -value])
        if rnd.random() >= missing:
            values[cycle] = Fraction(value) / 10**rnd.choice([0, decimals])
    if kind == "total":
        running = Fraction(0)
        for cycle in range(cycles):
            running = Fraction(0) if cycle % a_year == 0 else running
            if cycle in values:
                running += values[cycle]
                values[cycle] = running
    return values


def median(figures):
    figures = sorted(figures)
    return Fraction(figures[(len(figures) - 1) // 2] + figures[len(figures) // 2], 2)


def outliers(figures):
    """cycle: (score, median, count) of those found."""
    if len(figures) < LEAST_REPORTS:
        return {}
    middle = median(figures.values())
    distances = {cycle: abs(figure - middle) for cycle, figure in figures.items()}
    mad = median(distances.values())
    if mad:
        scores = {cycle: Fraction(6745, 10000) * apart / mad for cycle, apart in distances.items()}
    elif any(distances.values()):
        mean = sum(distances.values()) / len(distances)
        scores = {cycle: apart / (Fraction(1253314, 1000000) * mean) for cycle, apart in distances.items()}
    else:
        return {}
    return {cycle: (score, middle, len(figures)) for cycle, score in scores.items()
            if score > THRESHOLD and distances[cycle] >= FLOOR}


def own_parts(values, a_year):
    """What each period adds to the year's total: nothing is known after a missing report, or of a fall."""
    own = {}
    for cycle, value in values.items():
        if cycle % a_year == 0:
            own[cycle] = value
        elif cycle - 1 in values and value >= values[cycle - 1]:
            own[cycle] = value - values[cycle - 1]
    return own


def is_jump(kind, a, b):
    if abs(a - b) < FLOOR:
        return False
    if a == 0 or b == 0 or (a < 0) != (b < 0):
        return kind == "stock"
    larger, smaller = max(abs(a), abs(b)), min(abs(a), abs(b))
    return larger >= TIMES * smaller


def check_series(element, values):
    """(cycle, kind of finding, figures it is told with)"""
    kind, _, a_year = ELEMENTS[element]
    low, high = LIMITS.get(element, (None, None))
    for cycle, value in values.items():
        if low is not None and value < low:
            yield cycle, "below", (value, low)
        if high is not None and value > high:
            yield cycle, "above", (value, high)
    if kind == "total":
        cycles = list(values)
        for before, cycle in zip(cycles, cycles[1:]):
            if before // a_year == cycle // a_year and values[cycle] < values[before]:
                yield cycle, "fall", (values[cycle], values[before])
        values = own_parts(values, a_year)
    found = outliers(values)
    for cycle, (score, middle, count) in found.items():
        yield cycle, "outlier", (values[cycle], middle, count, rounded(score))
    cycles = list(values)
    for before, cycle in zip(cycles, cycles[1:]):
        if before not in found and cycle not in found and is_jump(kind, values[cycle], values[before]):
            yield cycle, "jump", (values[cycle], values[before])
    yield from copies(values, *COPIES["stock" if kind == "stock" else "flow"])


def copies(values, least, floor):
    run = []
    for cycle in list(values) + [None]:
        if run and cycle is not None and values[cycle] == values[run[0]]:
            run.append(cycle)
            continue
        if len(run) >= least and values[run[0]] != 0 and abs(values[run[0]]) >= floor:
            yield run[-1], "copy", (values[run[0]], len(run))
        run = [cycle]


def rounded(value):
    """At most 4 decimals, half away from zero."""
    return Fraction((value.numerator * 20000 + value.denominator) // (2 * value.denominator), 10000)


def check_subtrees(series, units):
    for cycle, declared in series.get(("town", "declared"), {}).items():
        parts = [series[unit, "flow"].get(cycle) for unit in units]
        there = [part for part in parts if part is not None]
        if declared == sum(there):
            continue
        if len(there) == len(parts):
            yield cycle, "differs", (declared, sum(there), len(parts))
        elif declared < sum(there):
            yield cycle, "exceeded", (declared, sum(there), len(there), len(parts))
        else:
            yield cycle, "incomplete", (declared, sum(there), len(there), len(parts))


NUMBER = r"(-?[0-9.]+)"
TOLD = {
    "below": f"is {NUMBER}, below {NUMBER},",
    "above": f"is {NUMBER}, above {NUMBER},",
    "fall": f"the total since the year began, is {NUMBER}, less than the {NUMBER} for",
    "outlier": f"is {NUMBER}(?: \\(its own[^)]*\\))?, far from .* the median of its (?P<count>[0-9]+) reports is "
               f"(?P<median>{NUMBER}), the modified z-score (?P<score>{NUMBER}), over 3.5",
    "jump": f"is {NUMBER}(?: \\(its own[^)]*\\))?, after {NUMBER} for",
    "copy": f"is {NUMBER}(?: \\(its own[^)]*\\))?, the same in {NUMBER} reports in a row",
    "differs": f"declared as {NUMBER}, but all (?P<all>[0-9]+) units that report “flow” there add up to (?P<sum>{NUMBER})",
    "exceeded": f"declared as {NUMBER}, but “flow” adds up to {NUMBER} already, with reports of only {NUMBER} of "
                f"{NUMBER} units",
    "incomplete": f"declared as {NUMBER}; “flow” adds up to {NUMBER} so far, with reports of {NUMBER} of {NUMBER} units",
}
LINE = re.compile(r"reports\.csv:(\d+): (warning|note): “(.*?)” of “(.*?)” for (\S+?),? (.*)")


def read_findings(text):
    """As (line, kind, figures)."""
    for line in text.splitlines():
        if line.startswith("plan.yaml:"):
            continue
        place = LINE.fullmatch(line)
        assert place, line
        rest = line[line.index(" for "):]
        kinds = [(kind, match) for kind, match in ((kind, re.search(told, rest)) for kind, told in TOLD.items()) if match]
        assert len(kinds) == 1, line
        kind, match = kinds[0]
        groups = match.groupdict()
        if kind == "outlier":
            figures = (match.group(1), groups["median"], groups["count"], groups["score"])
        elif kind == "differs":
            figures = (match.group(1), groups["sum"], groups["all"])
        else:
            figures = match.groups()
        yield int(place.group(1)), kind, tuple(Fraction(figure) for figure in figures)


def written(value):
    for decimals in range(3):
        if (value * 10**decimals).denominator == 1:
            digits = str(abs(value * 10**decimals).numerator).rjust(decimals + 1, "0")
            point = len(digits) - decimals
            return ("-" if value < 0 else "") + digits[:point] + ("." + digits[point:] if decimals else "")
    raise AssertionError(value)


def run_one(number, seed, program, folder, counts):
    rnd = random.Random("%d/%d" % (seed, number))
    units = ["u%d" % i for i in range(rnd.randint(1, 4))]
    series = {}
    for unit in units:
        for element, (kind, decimals, a_year) in ELEMENTS.items():
            values = make_series(rnd, kind, decimals, a_year * len(YEARS), a_year)
            if element != "signed" and kind != "total":
                values = {cycle: abs(value) for cycle, value in values.items()}
            if kind == "total":
                values = {cycle: max(value, Fraction(0)) for cycle, value in values.items()}
            series[unit, element] = values
    declared = {}
    for cycle in range(2 * len(YEARS)):
        there = [series[unit, "flow"][cycle] for unit in units if cycle in series[unit, "flow"]]
        if rnd.random() < 0.5:
            declared[cycle] = max(Fraction(0), sum(there) + rnd.choice([0, 0, 1, -1, 50]))
    series["town", "declared"] = declared
    rows = [(unit, element, cycle) for (unit, element), values in series.items() for cycle in values]
    rnd.shuffle(rows)
    lines = {row: line for line, row in enumerate(rows, 2)}
    expected = []
    for (unit, element), values in series.items():
        if element == "declared":
            found = list(check_subtrees(series, units)) + list(check_declared(values))
        else:
            found = list(check_series(element, values))
        expected += [(lines[unit, element, cycle], kind, tuple(map(Fraction, figures)))
                     for cycle, kind, figures in found]
    with open(os.path.join(folder, "plan.yaml"), "w", encoding="utf-8") as file:
        file.write(PLAN % "\n".join("  - {id: %s, name: U, level: ward, parent: town}" % unit for unit in units))
    with open(os.path.join(folder, "reports.csv"), "w", encoding="utf-8") as file:
        file.write("unit,period,element,value\n")
        for unit, element, cycle in rows:
            a_year = 2 if element == "declared" else ELEMENTS[element][2]
            value = written(series[unit, element][cycle])
            file.write("%s,%s,%s,%s\n" % (unit, period_name(a_year, cycle), element, value))
    done = subprocess.run([program, "plan.yaml", "reports.csv", "--check"], cwd=folder, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    got = sorted(read_findings(done.stderr.decode()))
    for _, kind, _ in got:
        counts[kind] = counts.get(kind, 0) + 1
    if got != sorted(expected):
        print("%d of seed %d differs" % (number, seed))
        print("  expected, not told:", sorted(set(expected) - set(got))[:5])
        print("  told, not expected:", sorted(set(got) - set(expected))[:5])
        return False
    return True


def check_declared(values):
    """What is declared is a series as any other."""
    ELEMENTS["declared"] = ("flow", 0, 2)
    yield from check_series("declared", values)
    del ELEMENTS["declared"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    program, counts, failed = os.path.abspath(options.program), {}, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.count):
            failed += not run_one(number, options.seed, program, folder, counts)
    print(", ".join("%s %d" % item for item in sorted(counts.items())))
    print("%d passed, %d failed" % (options.count - failed, failed))
    missing = set(TOLD) - set(counts)
    if missing and options.count >= 100:
        print("never told: " + ", ".join(sorted(missing)))
    return 1 if failed or (missing and options.count >= 100) else 0


if __name__ == "__main__":
    sys.exit(main())
