"""Section 4: report files, what is accepted, and what is in force."""

import re
from collections import namedtuple
from fractions import Fraction

from periods import PeriodError, parse_day
from texts import nfc

FLAGS = {"0": 0, "1": 1, "true": 1, "false": 0, "yes": 1, "no": 0,
         "có": 1, "không": 0, "x": 1}
FIXED = ("unit", "period", "element", "value", "submitted", "note")

# cycle: index among the horizon's cycles of the element's frequency;
# value: None withdraws; submitted: a day, or None for "no date is the oldest"
Fact = namedtuple("Fact", "file line unit element cycle value submitted")
Refusal = namedtuple("Refusal", "file line reason")


class Refused(Exception):
    pass


# --- CSV ---------------------------------------------------------------------

def read_table(path):
    """Yields (line, cells): "UTF-8 with or without BOM, `,` `;` or tab (taken
    from the header line; an Excel `sep=;` first line is obeyed), CRLF or LF,
    RFC 4180 quotes"."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read().replace("\r\n", "\n")
    line, delimiter = 1, None
    match = re.match(r"sep=([,;\t])\n", text)
    if match:
        text, line, delimiter = text[match.end():], 2, match[1]
    if delimiter is None:
        header = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=header.count)
    return split_rows(text, line, delimiter)


def split_rows(text, line, delimiter):
    rows, cells, cell, quoted, first_line = [], [], "", False, line
    at = 0
    while at < len(text):
        mark = text[at]
        if quoted:
            if mark == '"' and text[at + 1:at + 2] == '"':
                cell, at = cell + '"', at + 1
            elif mark == '"':
                quoted = False
            else:
                cell += mark
        elif mark == '"':
            quoted = True
        elif mark == delimiter:
            cells, cell = cells + [nfc(cell)], ""
        elif mark == "\n":
            rows.append((first_line, cells + [nfc(cell)]))
            cells, cell, first_line = [], "", line + 1
        else:
            cell += mark
        line += mark == "\n"
        at += 1
    if cell or cells:
        rows.append((first_line, cells + [nfc(cell)]))
    return [(line, cells) for line, cells in rows if any(cells)]


def read_number(text, decimal_comma):
    """"Numbers: digits, optional sign, `.` decimals; never locale-dependent.
    `1.234,5` is an error unless the caller declares a decimal comma, and then
    groups must be exact (`1.5` is an error, not 15)"."""
    if decimal_comma:
        if not re.fullmatch(r"[+-]?([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+)(,[0-9]+)?", text):
            raise Refused("not a number: %r" % text)
        return Fraction(text.replace(".", "").replace(",", "."))
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text):
        raise Refused("not a number: %r" % text)
    return Fraction(text)


def read_value(text, element, decimal_comma):
    """"the value fits type, `min`, `max`"."""
    if element.type == "flag":
        if text.lower() not in FLAGS:
            raise Refused("not a flag: %r" % text)
        return Fraction(FLAGS[text.lower()])
    value = read_number(text, decimal_comma)
    mark = "," if decimal_comma else r"\."
    # "no guessing": 1.000 of a count may be a thousand.
    may_be_thousand = element.decimals < 3 and re.fullmatch(
        "[+-]?[1-9][0-9]{0,2}%s[0-9]{3}" % mark, text)
    if may_be_thousand or (value * 10 ** element.decimals).denominator != 1:
        raise Refused("too many decimals: %r" % text)
    if abs(value * 10 ** element.decimals) >= 2 ** 63:
        raise Refused("too large: %r" % text)
    if value < element.min:
        raise Refused("below min: %r" % text)
    if element.max is not None and value > element.max:
        raise Refused("above max: %r" % text)
    return value


# --- acceptance ----------------------------------------------------------------

def could_report(plan, unit, cycle, element):
    """"the unit is alive on at least one day of the period; its level (on its
    last living day in the period) is one of the element's"."""
    version = unit.last_living(cycle.start, cycle.end)
    return version is not None and version.level in element.levels


def find_cycle(plan, text, element):
    """"the period is of the element's frequency (the year's name is taken for
    its last cycle where the element is `last` or `given: year_to_date`) and
    in the horizon"."""
    try:
        period = plan.calendar.parse(text)
    except PeriodError as error:
        raise Refused(str(error)) from error
    cycles = plan.calendar.cycles(element.frequency)
    by_year = period.kind == "year" and (
        element.is_stock or element.given == "year_to_date")
    for index, cycle in enumerate(cycles):
        if period.kind == element.frequency and cycle == period:
            return index
        if by_year and cycle.end == period.end:
            return index
    raise Refused("not a period of %s: %r" % (element.id, text))


def accept(plan, where, unit_id, period, element_id, text, submitted,
           decimal_comma):
    if unit_id not in plan.units:
        raise Refused("no unit %r" % unit_id)
    if element_id not in plan.elements:
        raise Refused("no element %r" % element_id)
    element = plan.elements[element_id]
    index = find_cycle(plan, period, element)
    cycle = plan.calendar.cycles(element.frequency)[index]
    if not could_report(plan, plan.units[unit_id], cycle, element):
        raise Refused("%s does not report %s in %s" % (unit_id, element_id, period))
    value = None
    if text:
        value = read_value(text, element, decimal_comma)
    return Fact(*where, unit_id, element_id, index, value, submitted)


def read_reports(plan, path, decimal_comma):
    """The facts of one file, and its refusals."""
    rows = read_table(path)
    header, facts, refusals = rows[0][1], [], []
    wide = "element" not in header
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            refusals.append(Refusal(path, line, "wrong number of cells"))
            continue
        row = dict(zip(header, cells))
        if wide:
            # "An empty cell is no report."
            entries = [(name, row[name]) for name in header
                       if name not in FIXED and row[name]]
        else:
            entries = [(row["element"], row["value"])]
        for name, text in entries:
            try:
                submitted = None
                if row.get("submitted"):
                    submitted = parse_day(row["submitted"])
                if not text and submitted is None:
                    # "An empty `value` in a long row with `submitted`
                    # withdraws the cell": without it, it says nothing
                    raise Refused("no value")
                facts.append(accept(plan, (path, line), row["unit"],
                                    row["period"], name, text, submitted,
                                    decimal_comma))
            except (Refused, PeriodError) as error:
                refusals.append(Refusal(path, line, str(error)))
    return facts, refusals


def age(submitted):
    """"no date is the oldest"."""
    return -1 if submitted is None else submitted


def settle_duplicates(facts):
    """"Two rows for one cell and date: equal values are one (a warning),
    different ones an error"."""
    cells = {}
    for fact in facts:
        cells.setdefault((fact.unit, fact.element, fact.cycle, fact.submitted), []).append(fact)
    kept, repeats, refusals = [], [], []
    for rows in cells.values():
        if all(row.value == rows[0].value for row in rows):
            kept.append(rows[0])
            repeats += [Refusal(row.file, row.line, "repeated") for row in rows[1:]]
        else:
            # None of them can be told to be the right one.
            refusals += [Refusal(row.file, row.line, "differs") for row in rows]
    return kept, repeats, refusals


def in_force(revisions, day):
    """"A later `submitted` for the same unit, period and element supersedes
    the earlier one": the newest of a cell's revisions known on a day."""
    known = [fact for fact in revisions if age(fact.submitted) <= day]
    return max(known, key=lambda fact: age(fact.submitted), default=None)


def settle_parts(plan, facts):
    """"`part_of` holds among the values then in force [...] of a broken
    `part_of`, the part is refused". Wholes are settled before their parts."""
    cells = {}
    for fact in facts:
        cells.setdefault((fact.unit, fact.cycle, fact.element), []).append(fact)
    refusals = []
    for unit, cycle, part in sorted(cells, key=lambda cell: depth(plan, cell[2])):
        whole = plan.elements[part].part_of
        if whole is None:
            continue
        parts, wholes = cells[unit, cycle, part], cells.get((unit, cycle, whole), [])
        for day in sorted({age(fact.submitted) for fact in parts + wholes}):
            while True:
                a, b = in_force(parts, day), in_force(wholes, day)
                if not a or not b or a.value is None or b.value is None \
                        or a.value <= b.value:
                    break
                parts.remove(a)
                refusals.append(Refusal(a.file, a.line, "%s is more than %s"
                                        % (part, whole)))
    return [fact for kept in cells.values() for fact in kept], refusals


def depth(plan, element_id):
    part_of = plan.elements[element_id].part_of
    return 0 if part_of is None else 1 + depth(plan, part_of)


def load_reports(plan, paths, decimal_comma):
    """"The files of one call are one import". Returns the accepted facts, all
    revisions; the refusals; and the rows that only repeat another."""
    facts, refusals = [], []
    for path in paths:
        more, refused = read_reports(plan, path, decimal_comma)
        facts += more
        refusals += refused
    facts, repeats, refused = settle_duplicates(facts)
    refusals += refused
    facts, refused = settle_parts(plan, facts)
    refusals += refused
    return facts, refusals, repeats


def known_values(facts, known_by):
    """"`known by DATE` computes with what had been submitted by then (a row
    without a date counts as known always)": (unit, element) -> cycle -> value.
    A withdrawn cell "is then no report"."""
    cells = {}
    for fact in facts:
        cells.setdefault((fact.unit, fact.element, fact.cycle), []).append(fact)
    values = {}
    for (unit, element, cycle), revisions in cells.items():
        newest = in_force(revisions, 10 ** 9 if known_by is None else known_by)
        if newest is not None and newest.value is not None:
            values.setdefault((unit, element), {})[cycle] = newest.value
    return values
