"""What a random plan has of README.md, "Plans as they are governed": forms of
target, baselines of units, populations, windows, rates, units that meet a
target. Valid like the rest of the plan.
"""

from fractions import Fraction

from periods import print_day

OPERATORS = ["above", "at_least", "at_least", "below", "at_most", "equals"]
RANGES = [("at_least", "at_most"), ("at_least", "below"), ("above", "at_most"),
          ("above", "below")]
CHANGES = {"relative": ["0%", "2%", "3%", "5%", "10%", "12.5%", "25%", "50%",
                        "100%", "110%", "0.333333%"],
           "points": ["0", "0.5", "1", "1", "2", "3", "5", "10", "2.125"]}


class Governed:
    """Parts of a PlanMaker."""

    # --- counting ---------------------------------------------------------------

    def make_rates(self):
        rates, start = [], self.calendar.start
        for n in range(self.rnd.randint(1, 2)):
            first = self.rnd.choice([start - 400, start,
                                     self.calendar.cycles("month")[0].end])
            days = {first} | {self.random_break() for _ in range(
                self.rnd.choice([0, 1, 1, 2, 3]))}
            numbers = self.rnd.choice([["0", "1", "2", "5"], ["0.5", "0.75", "2"],
                                       ["160000", "200000", "0"],
                                       ["0.50", "1.125", "3.0001"]])
            rates.append({"id": "r%d" % n, "name": "Rate %d" % n, "values": [
                {"from": print_day(day), "value": self.rnd.choice(numbers)}
                for day in sorted(days) if day >= first]})
            if len(rates[-1]["values"]) > 1:
                self.features.add("rate changes")
        self.features.add("rates")
        return rates

    def add_rates(self, node, elements, rates):
        """Some terms of an indicator get a rate."""
        by_id = {element["id"]: element for element in elements}
        for key in ("numerator", "denominator"):
            for n, name in enumerate(node.get(key, [])):
                element = by_id.get(name.lstrip("-"))
                if element and element["over_time"] != "count" \
                        and element.get("given") != "year_to_date" \
                        and self.chance(0.5, "term with a rate"):
                    node[key][n] = {"element": name,
                                    "rate": self.rnd.choice(rates)["id"]}

    def add_window(self, node, elements):
        by_id = {element["id"]: element for element in elements}
        names = [name.lstrip("-") for key in ("numerator", "denominator")
                 for name in node.get(key, [])]
        if any(by_id[name]["over_time"] != "last" for name in names
               if name in by_id) and self.chance(0.3):
            node["window"] = self.rnd.choice(["period", "year", "plan", "plan"])
            self.features.add("indicator window " + node["window"])

    def add_population(self, node, units):
        """By level, tag and ids, one of them or several."""
        if not self.chance(0.35, "population"):
            return
        tags = sorted({tag for unit in units for tag in unit.get("tags", [])})
        ids = sorted({unit["id"] for unit in units})
        scope = {}
        if tags and self.rnd.random() < 0.75:
            scope["tag"] = self.rnd.choice(tags)
            self.features.add("population by tag")
        if self.rnd.random() < (0.2 if scope else 0.6):
            scope["level"] = self.rnd.choice(self.levels)
            self.features.add("population by level")
        if not scope or self.rnd.random() < 0.2:
            scope["ids"] = self.rnd.sample(ids, self.rnd.randint((len(ids) + 1) // 2, len(ids)))
            self.features.add("population by ids")
        node["units"] = scope

    def make_meetings(self, indicators, targets, elements, units):
        """Indicators that count the units that meet another's target: often
        one that many units have a value and a target for."""
        asked = [node for node in indicators if "targets" in node
                 or any(t["indicator"] == node["id"] for t in targets)]
        common = [node for node in asked if "targets" in node
                  and "units" not in node]
        if self.rnd.random() < 0.6:
            common = [self.make_common(elements)]
            indicators += common
        made = []
        for n in range(self.rnd.randint(1, 3)):
            if not common + asked:
                break
            counted = self.rnd.choice(
                common if common and self.rnd.random() < 0.75 else common + asked)
            self.features.add("units_meeting")
            node = {"id": "m%d" % n, "name": "Meeting %d" % n, "units_meeting": {
                "indicator": counted["id"],
                "level": self.rnd.choice(self.levels + self.levels[1:] * 3)}}
            self.add_scale(node, is_ratio=True)
            self.add_population(node, units)
            if self.chance(0.7, "target of a meeting"):
                self.add_baseline(node, units)
                inline, apart = self.make_milestones(
                    node, units, self.grows(counted, elements))
                if inline:
                    node["targets"] = inline
                targets += apart
            made.append(node)
        for node in made:
            indicators.insert(self.rnd.randint(0, len(indicators)), node)

    def make_common(self, elements):
        """An indicator of what most levels report, with a target for all."""
        whole = max(elements, key=lambda e: (len(e.get("levels", self.levels)),
                                             self.rnd.random()))
        node = {"id": "common", "name": "Common", "numerator": [whole["id"]]}
        self.add_scale(node, is_ratio=False)
        if self.rnd.random() < 0.4:
            self.add_population(node, self.units)
        node["targets"] = [self.make_form(node)[0]]
        if not self.grows(node, elements) and self.rnd.random() < 0.5:
            node["targets"] = [{"every": "year", "increase": "points", "at_least": "1"}]
        return node

    # --- numbers given to units -----------------------------------------------------

    def values_of(self, units, key_values):
        """`values`: a list, or a file."""
        if not self.chance(0.3, "values file"):
            return key_values
        name = "values-%d.csv" % len(self.files)
        keys = list(dict.fromkeys(key for node in key_values for key in node))
        self.files[name] = "\n".join(
            [",".join(keys)] + [",".join(str(node.get(key, "")) for key in keys)
                                for node in key_values]) + "\n"
        return {"file": name}

    def some_units(self, units):
        ids = sorted({unit["id"] for unit in units})
        return self.rnd.sample(ids, self.rnd.randint(1, min(5, len(ids))))

    def baseline_values(self, node, units):
        """Numbers of their own for some units."""
        baseline = node["baseline"]
        baseline["values"] = self.values_of(units, [
            {"unit": unit, "value": self.target_number(node).rstrip("%")}
            for unit in self.some_units(units)])
        if self.chance(0.3, "baseline of units only"):
            del baseline["value"]

    # --- forms of target ----------------------------------------------------------

    def make_form(self, node):
        """A milestone of any form, without its scope, and the stretch of days
        for which it is in force: (node, kind, first day, last day)."""
        rnd, calendar, form = self.rnd, self.calendar, {}
        if self.governed and self.chance(0.45, "recurring"):
            kind = rnd.choice(["month", "quarter", "half", "half"] + ["year"] * 4)
            periods = calendar.cycles(kind)
            first, last = 0, len(periods) - 1
            form["every"] = kind
            if self.chance(0.3, "recurring from"):
                first = rnd.randint(0, last)
                form["from"] = periods[first].name
            if self.chance(0.3, "recurring to"):
                last = rnd.randint(first, last)
                form["to"] = periods[last].name
            days = periods[first].start, periods[last].end
        else:
            by = self.random_period()
            kind, days = by.kind, (by.end, by.end)
            form["by"] = by.name
            self.features.add("by " + kind)
            if self.governed and self.chance(0.25):
                end = self.random_period()
                if end.end > by.end:
                    form["keep_until"], days = end.name, (by.end, end.end)
                    self.features.add("kept up")
        if self.governed:
            self.add_change(form, node)
            if self.chance(0.2, "aspiration"):
                form["aspiration"] = rnd.choice(["yes", "yes", "yes", "no"])
        self.add_edges(form, node)
        return form, kind, days

    def add_change(self, form, node):
        against = "period_before" if "every" in form else "baseline"
        if "baseline" in node and "every" in form and self.rnd.random() < 0.2:
            against = "baseline"
        if against == "baseline" and "baseline" not in node:
            return
        if not self.chance(0.5, "change against " + against):
            return
        direction = self.rnd.choice(["increase", "decrease"])
        form[direction] = self.rnd.choice(["relative", "points"])
        self.features.add("change " + form[direction])
        if ("every" in form) == (against == "baseline") or self.rnd.random() < 0.1:
            form["against"] = against

    def form_number(self, form, node):
        change = form.get("increase", form.get("decrease"))
        return self.rnd.choice(CHANGES[change]) if change \
            else self.target_number(node)

    def add_edges(self, form, node):
        if self.governed and self.chance(0.25):
            lower, upper = sorted(
                (self.form_number(form, node) for _ in range(2)),
                key=lambda text: Fraction(text.rstrip("%")))
            keys = self.rnd.choice(RANGES)
            if Fraction(lower.rstrip("%")) == Fraction(upper.rstrip("%")):
                keys = RANGES[0]
            form.update(zip(keys, (lower, upper)))
            self.features.add("range")
            return
        operator = self.rnd.choice(OPERATORS)
        self.features.add("target " + operator)
        form[operator] = self.form_number(form, node)

    def make_quotas(self, node, units, taken):
        """A target whose numbers are assigned to units; None where what it asks
        would overlap with what is asked of them already."""
        form, kind, days = self.make_form(node)
        operators = [key for key in form if key in OPERATORS]
        form = {key: value for key, value in form.items() if key not in operators}
        form[operators[0]] = "assigned"
        own_by = "by" in form and "keep_until" not in form and self.rnd.random() < 0.4
        values = []
        for unit in self.some_units(units):
            entry = {"unit": unit, "value": self.form_number(form, node)}
            its_kind, its_days = kind, days
            if own_by:
                by = self.random_period()
                entry["by"] = by.name
                its_kind, its_days = by.kind, (by.end, by.end)
            if take(taken.setdefault(unit, []), its_kind if taken["grows"] else None,
                    its_days):
                values.append(entry)
        if not values:
            return None
        if own_by:
            del form["by"]
            self.features.add("quotas with their own by")
        self.features.add("quotas")
        form["values"] = self.values_of(units, values)
        return form


def take(taken, kind, days):
    """"In one scope no milestone may fall due inside the stretch of a
    recurring or kept-up one (of an indicator that grows: of the same kind),
    and no two stretches may overlap". True where the days were free."""
    for other, (first, last) in taken:
        if other == kind and first <= days[1] and days[0] <= last:
            return False
    taken.append((kind, days))
    return True
