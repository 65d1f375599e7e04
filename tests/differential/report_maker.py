"""Random reports for a plan, good and bad, in every shape a file may have.

`make_reports(random, plan, features)` returns a list of (file name, bytes) and
the options the files need (--decimal-comma, --lenient).
"""

import unicodedata
from fractions import Fraction

from periods import PeriodError, print_day
from reportfile import (Fact, could_report, settle_duplicates, settle_parts)


class Cell:
    """One row to be: what will be written, and the fact it stands for (None
    where it is wrong on purpose)."""

    def __init__(self, unit, period, element, text, submitted=None, fact=None):
        self.unit, self.period, self.element = unit, period, element
        self.text, self.submitted, self.fact = text, submitted, fact


class ReportMaker:
    def __init__(self, rnd, plan, features):
        self.rnd, self.plan, self.features = rnd, plan, features
        self.decimal_comma = self.chance(0.2, "decimal comma")
        self.dated = self.chance(0.6, "submitted")
        self.lenient = self.chance(0.4, "lenient")
        self.noisy = self.chance(0.8) if self.lenient else self.chance(0.08)
        if self.noisy and not self.lenient:
            features.add("refused import")
        # each plan has its own size of figures, small: so that ties happen
        self.largest = rnd.choice([2, 4, 10, 20])

    def chance(self, share, *features):
        if self.rnd.random() >= share:
            return False
        self.features.update(features)
        return True

    def make(self):
        cells = self.good_cells()
        if self.noisy:
            cells += self.bad_cells(cells)
        else:
            cells = self.without_refused(cells)
        if self.rnd.random() < 0.3:
            self.rnd.shuffle(cells)
        options = ["--decimal-comma"] if self.decimal_comma else []
        options += ["--lenient"] if self.lenient else []
        return self.write_files(cells), options

    # --- cells ----------------------------------------------------------------

    def good_cells(self):
        """Reports where a unit could report, with holes."""
        rnd, cells = self.rnd, []
        stop = self.plan.calendar.end
        if self.chance(0.6, "in progress"):
            stop = rnd.randint(self.plan.calendar.start, self.plan.calendar.end)
        if self.chance(0.03, "no report"):
            return []
        density = rnd.choice([0.5, 0.8, 0.95, 1.0])
        for unit in self.plan.units.values():
            own_density = density if rnd.random() < 0.85 else 0.3
            for element in self.plan.elements.values():
                for index, cycle in enumerate(
                        self.plan.calendar.cycles(element.frequency)):
                    if cycle.end > stop or rnd.random() >= own_density \
                            or not could_report(self.plan, unit, cycle, element):
                        continue
                    cells += self.history(unit, element, index, cycle, cells)
        return cells

    def history(self, unit, element, index, cycle, cells):
        """A cell's first report and what became of it."""
        day = None
        if self.dated and self.rnd.random() < 0.9:
            day = cycle.end + self.rnd.randint(-3, 60)
        made = [self.cell(unit, element, index, cycle, day)]
        if self.dated and self.chance(0.08, "corrections"):
            day = (day or cycle.end) + self.rnd.randint(1, 400)
            made.append(self.cell(unit, element, index, cycle, day))
        if self.dated and self.chance(0.05, "withdrawals"):
            day = (day or cycle.end) + self.rnd.randint(1, 200)
            made.append(self.cell(unit, element, index, cycle, day, withdraw=True))
            if self.rnd.random() < 0.3:
                made.append(self.cell(unit, element, index, cycle, day + 9))
        if self.chance(0.01, "duplicates"):
            made.append(made[-1])
        return made

    def cell(self, unit, element, index, cycle, day, withdraw=False):
        value = None if withdraw else self.value(unit, element, index)
        fact = Fact("", 0, unit.id, element.id, index, value, day)
        return Cell(unit.id, self.period_text(element, cycle), element.id,
                    "" if withdraw else self.value_text(element, value), day, fact)

    def value(self, unit, element, index):
        rnd = self.rnd
        if element.type == "flag":
            return Fraction(rnd.randint(0, 1))
        if rnd.random() < 0.1:
            value = Fraction(0)
        elif rnd.random() < 0.1:
            value = Fraction(self.largest)
        else:
            value = Fraction(rnd.randint(0, self.largest * 10 ** element.decimals),
                             10 ** element.decimals)
        if element.part_of:
            value /= rnd.choice([1, 1, 2])
            value = Fraction(int(value * 10 ** element.decimals),
                             10 ** element.decimals)
        if element.min < 0 and rnd.random() < 0.3:
            value = element.min
        value = max(value, element.min)
        return value if element.max is None else min(value, element.max)

    def without_refused(self, cells):
        """Only what an atomic import takes."""
        numbered = [cell.fact._replace(line=n) for n, cell in enumerate(cells)]
        facts, _, refused = settle_duplicates(numbered)
        bad = {refusal.line for refusal in refused}
        bad |= {refusal.line for refusal in settle_parts(self.plan, facts)[1]}
        kept = [cell for n, cell in enumerate(cells) if n not in bad]
        # what was kept must still hold without what was left out
        return kept if not bad else self.without_refused(kept)

    def bad_cells(self, cells):
        """Rows an import must refuse."""
        rnd, plan, bad = self.rnd, self.plan, []
        units, elements = list(plan.units), list(plan.elements)
        for _ in range(rnd.randint(1, 6)):
            element = plan.elements[rnd.choice(elements)]
            unit, day = rnd.choice(units), None
            if self.dated:
                day = rnd.randint(plan.calendar.start, plan.calendar.end)
            cycles = plan.calendar.cycles(element.frequency)
            period, text = rnd.choice(cycles).name, "1"
            kind = rnd.randint(0, 9)
            if kind == 0:
                unit = "nobody"
            elif kind == 1:
                bad.append(Cell(unit, period, "nothing", text, day))
                continue
            elif kind == 2:
                period = rnd.choice(["1999", "2099-H1", "2021-13", "2021-Q5", "x"])
            elif kind == 3:
                period = rnd.choice(plan.calendar.cycles("month")).name
            elif kind == 4:
                text = rnd.choice(["1.5.5", "abc", "1e3", "--1", "1 000", "NaN",
                                   "12,34,5", "1.2345678"])
            elif kind == 5:
                text = "-100"
            elif kind == 6 and element.max is not None:
                text = str(int(element.max) + 1)
            elif kind == 7 and cells:
                other = rnd.choice(cells)
                bad.append(Cell(other.unit, other.period, other.element,
                                "1" if other.text != "1" else "0",
                                other.submitted))
                continue
            elif kind == 8:
                text = ""
                day = None
            bad.append(Cell(unit, period, element.id, text, day))
        return bad

    # --- spelling ---------------------------------------------------------------

    def period_text(self, element, cycle):
        rnd, name = self.rnd, cycle.name
        year = name[:4]
        try:
            last = self.plan.calendar.parse(self.year_of(cycle))
        except PeriodError:
            last = None
        if last and last.end == cycle.end and cycle.kind != "year" and (
                element.is_stock or element.given == "year_to_date") \
                and self.chance(0.3, "year's name"):
            return last.name
        if rnd.random() < 0.9:
            return name
        self.features.add("spellings")
        spellings = {"half": [year + name[5:], year + "S" + name[-1], name.lower()],
                     "quarter": [year + name[5:], name.lower()],
                     "month": [year + name[5:]], "year": [name]}
        return rnd.choice(spellings[cycle.kind])

    def year_of(self, cycle):
        return "%04d" % self.plan.calendar.year_holding(cycle.end)

    def value_text(self, element, value):
        rnd = self.rnd
        if element.type == "flag":
            return rnd.choice(["1", "true", "yes", "có", "x", "TRUE"] if value
                              else ["0", "false", "no", "không", "False"])
        decimals = element.decimals
        scaled = str(abs(int(value * 10 ** decimals))).rjust(decimals + 1, "0")
        whole, rest = scaled[:len(scaled) - decimals], scaled[len(scaled) - decimals:]
        if rnd.random() < 0.5:
            rest = rest.rstrip("0")
        text = whole + ("," if self.decimal_comma else ".") * bool(rest) + rest
        sign = "-" if value < 0 else "+" if rnd.random() < 0.03 else ""
        return sign + text

    # --- files ------------------------------------------------------------------

    def write_files(self, cells):
        """One or two files; what cannot stand in a wide row goes to a long
        file."""
        if self.chance(0.35, "wide"):
            wide = [cell for cell in cells if cell.text
                    and cell.element in self.plan.elements]
            long = [cell for cell in cells if cell not in wide]
            files = [("wide.csv", self.wide_table(wide))]
            if long or not wide:
                files.append(("long.csv", self.long_table(long)))
            return [(name, self.write_table(table)) for name, table in files]
        if self.chance(0.25, "two files") and len(cells) > 1:
            at = self.rnd.randint(1, len(cells) - 1)
            return [("a.csv", self.write_table(self.long_table(cells[:at]))),
                    ("b.csv", self.write_table(self.long_table(cells[at:])))]
        return [("reports.csv", self.write_table(self.long_table(cells)))]

    def long_table(self, cells):
        dated = self.dated or any(not cell.text for cell in cells)
        note = self.rnd.random() < 0.2
        table = [["unit", "period", "element", "value"]
                 + ["submitted"] * dated + ["note"] * note]
        for cell in cells:
            day = print_day(cell.submitted) if cell.submitted else ""
            table.append([self.spell(cell.unit), cell.period, cell.element,
                          cell.text] + [day] * dated + [self.note()] * note)
        return table

    def wide_table(self, cells):
        elements = list(self.plan.elements)
        table = [["unit", "period"] + ["submitted"] * self.dated + elements]
        rows = {}
        for cell in cells:
            key = (cell.unit, cell.period, cell.submitted)
            for row in rows.setdefault(key, []):
                if cell.element not in row:
                    row[cell.element] = cell.text
                    break
            else:
                rows[key].append({cell.element: cell.text})
        for (unit, period, day), several in rows.items():
            for row in several:
                table.append([self.spell(unit), period]
                             + [print_day(day) if day else ""] * self.dated
                             + [row.get(element, "") for element in elements])
        return table

    def note(self):
        return self.rnd.choice(["", "late", "a; b, c", 'says "no"', "two\nlines"])

    def spell(self, unit):
        if unit.isascii() or self.rnd.random() < 0.5:
            return unit
        self.features.add("combining form")
        return unicodedata.normalize("NFD", unit)

    def write_table(self, table):
        delimiter = ","
        if self.chance(0.35, "delimiters"):
            delimiter = self.rnd.choice(";\t")
        newline = "\r\n" if self.rnd.random() < 0.3 else "\n"
        text = newline.join(delimiter.join(quote(cell, delimiter) for cell in row)
                            for row in table)
        if self.rnd.random() < 0.9:
            text += newline
        if self.chance(0.1, "sep="):
            text = "sep=%s%s%s" % (delimiter, newline, text)
        mark = b"\xef\xbb\xbf" if self.rnd.random() < 0.2 else b""
        return mark + text.encode()


def quote(text, delimiter):
    if any(mark in text for mark in (delimiter, '"', "\n", ",", ";")):
        return '"%s"' % text.replace('"', '""')
    return text


def make_reports(rnd, plan, features):
    return ReportMaker(rnd, plan, features).make()
