"""Random valid plans: small, and full of what the specification allows.

`make_plan(random)` returns (text of plan.yaml, the files it names as texts by
name, the features it has). A plan made here never breaks a rule of the specification.
"""

import json
import re

from governed_maker import Governed, take
from periods import Calendar, print_day
from texts import nfc

YEAR_STARTS = ["01-01"] * 4 + ["12-15", "12-15", "07-01", "04-10", "01-02",
                               "10-28", "02-28"]
FREQUENCIES = ["month", "quarter", "half", "year"]
FLOWS = ["sum"] * 4 + ["max", "min", "mean", "count"]
TAGS = ["town", "hills", "biên-giới"]
NAMES = ["Công đoàn", "A, B", 'the "old" one', "Phòng Thổ", "Unit"]


def write_scalar(text):
    if re.fullmatch(r"-?[\w][\w.%-]*", text) and not text.endswith("-"):
        return text
    return json.dumps(text, ensure_ascii=False)


def write_node(node):
    if isinstance(node, dict):
        return "{%s}" % ", ".join("%s: %s" % (key, write_node(value))
                                  for key, value in node.items())
    if isinstance(node, list):
        return "[%s]" % ", ".join(map(write_node, node))
    return write_scalar(str(node))


def random_period(rnd, calendar, kinds=None, years=None):
    """Any period of the horizon (or of the years given)."""
    kind = rnd.choice(kinds or FREQUENCIES + ["year", "span", "plan"])
    first, last = years or (calendar.first_year, calendar.last_year)
    year = rnd.randint(first, last)
    if kind == "plan":
        return calendar.plan()
    if kind == "span":
        if first == last:
            return calendar.year(first)
        start = rnd.randint(first, last - 1)
        return calendar.span(start, rnd.randint(start + 1, last))
    return rnd.choice(calendar.cycles_of_year(year, kind))


class PlanMaker(Governed):
    def __init__(self, rnd):
        self.rnd, self.features, self.files = rnd, set(), {}
        self.governed = self.chance(0.75, "governed")
        first = rnd.randint(2020, 2023)
        self.year_starts = rnd.choice(YEAR_STARTS)
        self.calendar = Calendar(self.year_starts, first,
                                 first + rnd.randint(1, 3))
        self.frequency = rnd.choice(FREQUENCIES + ["half", None])
        self.levels = ["top", "mid", "low", "base"][:rnd.randint(2, 4)]

    def chance(self, share, *features):
        """Yes with a probability; then the plan has these features."""
        if self.rnd.random() >= share:
            return False
        self.features.update(features)
        return True

    def make(self):
        calendar = {}
        if self.year_starts != "01-01" or self.chance(0.3):
            calendar["year_starts"] = self.year_starts
        if self.year_starts != "01-01":
            self.features.add("year_starts")
        if self.frequency:
            calendar["frequency"] = self.frequency
        if self.chance(0.35, "first_report"):
            calendar["first_report"] = random_period(
                self.rnd, self.calendar, FREQUENCIES,
                (self.calendar.first_year,) * 2).name
        units = self.units = self.make_units()
        elements = self.make_elements()
        rates = self.make_rates() if self.governed and self.chance(0.4) else []
        indicators, targets = self.make_indicators(elements, units, rates)
        root = {"childplan": "1",
                "plan": {"id": "p", "title": "Random", "issuer": "root",
                         "horizon": {"from": self.calendar.first_year,
                                     "to": self.calendar.last_year}},
                "levels": [{"id": level, "name": level.title()}
                           for level in self.levels]}
        if calendar:
            root["calendar"] = calendar
        if self.chance(0.2, "units file"):
            self.files["units.csv"] = write_units_file(units)
            root["units"] = {"file": "units.csv"}
        else:
            root["units"] = units
        root.update(elements=elements, indicators=indicators)
        if rates:
            root["rates"] = rates
        if targets:
            root["targets"] = targets
        if self.chance(0.4, "thresholds"):
            root["thresholds"] = self.make_thresholds()
        return write_plan(root), self.files, self.features

    def random_period(self):
        return random_period(self.rnd, self.calendar)

    # --- units ----------------------------------------------------------------

    def make_units(self):
        """Lifetimes and levels first, then parents that fit them."""
        start, end = self.calendar.start, self.calendar.end
        days = [self.random_break() for _ in range(self.rnd.randint(1, 3))]
        lives = {"root": self.split(start, end, days, 0.3, top=True)}
        for n in range(self.rnd.randint(2, 11)):
            born, gone = start, end
            if self.chance(0.25, "starts"):
                born = self.rnd.choice(days + [self.random_break()])
            if self.chance(0.35, "ends"):
                gone = self.rnd.choice(days + [self.random_break()]) - 1
            if born > gone:
                born, gone = start, end
            name = "u%d" % n if self.rnd.random() < 0.9 else "đơn-vị-%d" % n
            lives[name] = self.split(born, gone, days, 0.45)
        nodes = {unit: [self.unit_node(unit, piece, lives) for piece in pieces]
                 for unit, pieces in lives.items()}
        order = list(nodes)
        if self.chance(0.3):
            self.rnd.shuffle(order)
        mixed = [node for unit in order for node in nodes[unit]]
        if self.chance(0.2):
            # versions of several units mixed, each unit's in order of time
            turns = [unit for unit in order for _ in nodes[unit]]
            self.rnd.shuffle(turns)
            queues = {unit: iter(nodes[unit]) for unit in order}
            mixed = [next(queues[unit]) for unit in turns]
        return mixed

    def random_break(self):
        """A day on which something may change; often a period's first."""
        start, end = self.calendar.start + 1, self.calendar.end
        if self.rnd.random() < 0.6:
            cycles = self.calendar.cycles(self.rnd.choice(FREQUENCIES))
            if len(cycles) > 1:
                return self.rnd.choice(cycles[1:]).start
        return self.rnd.randint(start, end)

    def split(self, born, gone, days, share, top=False):
        """A life in versions: (start, end, level)."""
        breaks = set()
        while self.rnd.random() < share and len(breaks) < 3:
            breaks.add(self.rnd.choice(days + [self.random_break()]))
        cuts = sorted(day for day in breaks if born < day <= gone)
        if cuts:
            self.features.add("versions")
        level = self.rnd.randint(1, len(self.levels) - 1)
        pieces = []
        for first, after in zip([born] + cuts, cuts + [gone + 1]):
            if pieces and not top and self.chance(0.35, "level changes"):
                level = self.rnd.randint(1, len(self.levels) - 1)
            pieces.append((first, after - 1, 0 if top else level))
        if not top and len(pieces) > 2 and self.chance(0.5, "gaps"):
            del pieces[self.rnd.randint(1, len(pieces) - 2)]
        elif not top and len(pieces) == 2 and self.chance(0.35, "gaps"):
            first, last, level = pieces[1]
            if last > first:
                pieces[1] = (self.rnd.randint(first + 1, last), last, level)
        return pieces

    def unit_node(self, unit, piece, lives):
        first, last, level = piece
        node = {"id": unit, "name": self.rnd.choice(NAMES) + " " + unit,
                "level": self.levels[level]}
        if unit != "root":
            parents = [other for other, pieces in lives.items() if other != unit
                       and covers(pieces, first, last, level)]
            better = [parent for parent in parents if parent != "root"]
            parent = self.rnd.choice(better) if better and \
                self.rnd.random() < 0.75 else "root"
            if parent != "root":
                self.features.add("depth")
            elif level > 1:
                self.features.add("levels skipped")
            node["parent"] = parent
        if first != self.calendar.start or self.rnd.random() < 0.1:
            node["from"] = print_day(first)
        if last != self.calendar.end or self.rnd.random() < 0.1:
            node["until"] = print_day(last)
        if unit != "root" and last < self.calendar.end:
            # "it must be alive on the day after"
            heirs = [other for other, pieces in lives.items() if other != unit
                     and any(a <= last + 1 <= b for a, b, _ in pieces)]
            if self.chance(0.45, "successor"):
                node["successor"] = self.rnd.choice(heirs)
        tags = [tag for tag in TAGS if self.rnd.random() < 0.3]
        if tags:
            self.features.add("tags")
            node["tags"] = tags
        return node

    # --- elements -------------------------------------------------------------

    def make_elements(self):
        elements = []
        for n in range(self.rnd.randint(3, 8)):
            wholes = [node for node in elements if node["type"] != "decimal"
                      or n % 2]
            if wholes and self.chance(0.45, "part_of"):
                elements.append(self.make_part("e%d" % n, self.rnd.choice(wholes)))
            else:
                elements.append(self.make_element("e%d" % n))
        return [self.leave_out_defaults(node) for node in elements]

    def make_element(self, name):
        rnd = self.rnd
        node = {"id": name, "name": "Element " + name,
                "levels": list(self.levels),
                "type": rnd.choice(["count"] * 5 + ["money", "flag", "flag",
                                                    "decimal", "decimal"]),
                "frequency": rnd.choice(FREQUENCIES + [self.frequency or "half"] * 3)}
        if self.chance(0.4, "element levels"):
            node["levels"] = rnd.sample(self.levels, rnd.randint(1, len(self.levels)))
        if node["type"] == "decimal":
            node["decimals"] = rnd.choice([1, 1, 2, 3])
            self.features.add("decimal")
        node["over_time"] = "last" if rnd.random() < 0.5 else rnd.choice(FLOWS)
        self.add_flow_keys(node)
        if node["type"] != "flag" and self.chance(0.15, "min"):
            node["min"] = rnd.choice([-5, -1, 1])
            if node["min"] < 0:
                self.features.add("negative min")
        if node["type"] != "flag" and self.chance(0.2, "max"):
            node["max"] = rnd.randint(6, 15)
        return node

    def add_flow_keys(self, node):
        if node["over_time"] == "last":
            if self.chance(0.5, "carry"):
                node["carry"] = self.rnd.randint(1, 3)
        else:
            if self.chance(0.3, "window"):
                node["window"] = self.rnd.choice(["year", "plan"])
            if node["over_time"] == "sum" and self.chance(0.5, "year_to_date"):
                node["given"] = "year_to_date"
        if self.chance(0.15, "over_units"):
            node["over_units"] = self.rnd.choice(["max", "min", "mean", "count"])
        self.features.update({"over_time " + node["over_time"],
                              "type " + node["type"]})

    def make_part(self, name, whole):
        """"same frequency and over_time, levels within its levels"."""
        node = {key: whole[key] for key in ("levels", "type", "frequency",
                                            "decimals", "over_time", "carry",
                                            "window", "given", "over_units")
                if key in whole}
        node.update(id=name, name="Part " + name, part_of=whole["id"])
        if self.chance(0.25):
            node["levels"] = self.rnd.sample(
                whole["levels"], self.rnd.randint(1, len(whole["levels"])))
        if self.chance(0.2):
            for key in ("carry", "window", "given", "over_units"):
                node.pop(key, None)
            self.add_flow_keys(node)
        return node

    def leave_out_defaults(self, node):
        if len(node["levels"]) == len(self.levels) and self.rnd.random() < 0.7:
            node.pop("levels")
        if node["type"] == "count" and self.rnd.random() < 0.7:
            node.pop("type")
        if node["frequency"] == (self.frequency or "half") \
                and self.rnd.random() < 0.7:
            node.pop("frequency")
        return node

    # --- indicators -------------------------------------------------------------

    def make_indicators(self, elements, units, rates):
        indicators, targets = [], []
        frequencies = {node["id"]: node.get("frequency", self.frequency or "half")
                       for node in elements}
        for n in range(self.rnd.randint(3, 8)):
            node = {"id": "i%d" % n, "name": "Indicator, %d" % n}
            self.add_terms(node, elements)
            self.add_scale(node, "denominator" in node)
            used = {frequencies[name.lstrip("-")] for key in
                    ("numerator", "denominator") for name in node.get(key, [])
                    if name != "each_unit"}
            if len(used) > 1:
                self.features.add("mixed frequencies")
            if self.governed:
                self.add_window(node, elements)
                self.add_population(node, units)
            self.add_baseline(node, units)
            inline, apart = self.make_milestones(node, units,
                                                 self.grows(node, elements))
            if inline:
                node["targets"] = inline
            targets += apart
            indicators.append(node)
        if self.governed and self.chance(0.5):
            self.make_meetings(indicators, targets, elements, units)
        for node in indicators:
            if rates and self.rnd.random() < 0.6:
                self.add_rates(node, elements, rates)
            for key in ("numerator", "denominator"):
                if len(node.get(key, [])) == 1 and self.rnd.random() < 0.6:
                    node[key] = node[key][0]
        self.rnd.shuffle(targets)
        return indicators, targets

    def add_baseline(self, node, units):
        if not self.chance(0.4, "baseline"):
            return
        node["baseline"] = {
            "period": random_period(
                self.rnd, self.calendar, FREQUENCIES + ["year"] * 5,
                (self.calendar.first_year - 1 - self.chance(0.2),
                 self.calendar.first_year + 1)).name,
            "value": self.target_number(node).rstrip("%")}
        if self.governed and self.chance(0.3, "baseline per unit"):
            self.baseline_values(node, units)

    def add_terms(self, node, elements):
        """A total of one element, a total of several, or a ratio."""
        rnd = self.rnd
        plain = [e["id"] for e in elements if "over_units" not in e]
        parts = {e["id"]: e["part_of"] for e in elements
                 if "part_of" in e and "over_units" not in e
                 and e["part_of"] in plain}
        flags = [e["id"] for e in elements if e.get("type") == "flag"
                 and e["id"] in plain]
        kind = rnd.choice(["one", "several", "parts", "parts", "each_unit",
                           "ratio"])
        if kind == "one" or not plain:
            node["numerator"] = [rnd.choice(elements)["id"]]
            return
        if kind == "several":
            node["numerator"] = rnd.sample(plain, rnd.randint(1, min(3, len(plain))))
            for n in range(1, len(node["numerator"])):
                if self.chance(0.35, "-x"):
                    node["numerator"][n] = "-" + node["numerator"][n]
            return
        self.features.add("ratio")
        if kind == "parts" and parts:
            stocks = [e["id"] for e in elements if e["id"] in parts
                      and e["over_time"] == "last"]
            pool = stocks if stocks and rnd.random() < 0.6 else sorted(parts)
            chosen = rnd.sample(pool, rnd.randint(1, min(2, len(pool))))
            node["numerator"] = chosen
            node["denominator"] = sorted({parts[part] for part in chosen})
            if self.chance(0.2) and len(plain) > len(node["denominator"]):
                node["denominator"].append(rnd.choice(
                    [e for e in plain if e not in node["denominator"]]))
        elif kind == "each_unit":
            self.features.add("each_unit")
            node["numerator"] = [rnd.choice(flags if flags and rnd.random() < 0.8
                                            else plain)]
            node["denominator"] = ["each_unit"]
            if self.chance(0.1):
                node["denominator"].append(rnd.choice(plain))
        else:
            node["numerator"] = rnd.sample(plain, rnd.randint(1, min(2, len(plain))))
            node["denominator"] = rnd.sample(plain, rnd.randint(1, min(2, len(plain))))
            if self.chance(0.15, "-x") and len(node["numerator"]) > 1:
                node["numerator"][1] = "-" + node["numerator"][1]
            if {name.lstrip("-") for name in node["numerator"]} \
                    & set(node["denominator"]):
                self.features.add("element on both sides")

    def add_scale(self, node, is_ratio):
        if is_ratio and self.chance(0.4, "per"):
            node["per"] = self.rnd.choice([1, 10, 100, 1000, 100000])
        if self.chance(0.35, "better lower"):
            node["better"] = "lower"
        elif self.chance(0.2):
            node["better"] = "higher"

    # --- targets ----------------------------------------------------------------

    def target_number(self, node):
        rnd = self.rnd
        if "denominator" in node or "units_meeting" in node:
            per = int(node.get("per", 100))
            share = rnd.choice(["0", "25", "33.33", "50", "50", "62.5", "75",
                                "80", "90", "100", "100", "120"])
            if per == 100:
                return share + "%" if self.chance(0.4, "%") else share
            return str(rnd.choice([per, per // 2, 0, per // 4]))
        return rnd.choice([str(rnd.randint(0, 20)), str(rnd.randint(0, 60)), "0",
                           "4.5", "-3", "12.25", "7", "3.123456"])

    def make_scopes(self, units):
        scopes = [None] if self.chance(0.75) else []
        tags = sorted({tag for unit in units for tag in unit.get("tags", [])})
        if self.chance(0.2, "target for a level"):
            scopes.append({"level": self.rnd.choice(self.levels)})
        for tag in tags:
            if self.chance(0.12, "target for a tag"):
                scopes.append({"tag": tag})
        for _ in range(2):
            if self.chance(0.1, "target for ids"):
                scopes.append({"ids": self.some_units(units)})
        return scopes

    def make_milestones(self, node, units, grows):
        """(those of the indicator itself, those of the plan's list)."""
        inline, apart = [], []
        asked = {"grows": grows}  # of each unit that ids name
        for scope in self.make_scopes(units):
            own = []
            for _ in range(self.rnd.choice([1, 1, 2, 2, 3])):
                form, kind, days = self.make_form(node)
                kind = kind if grows else None
                # all must be free: ids may name a unit twice
                lists = [asked.setdefault(unit, []) for unit in scope["ids"]] \
                    if scope and "ids" in scope else [own]
                if not all(take(list(taken), kind, days) for taken in lists):
                    continue
                for taken in lists:
                    take(taken, kind, days)
                if scope is None and self.rnd.random() < 0.6:
                    inline.append(form)
                    continue
                form = {"indicator": node["id"], **form}
                if scope:
                    form["units"] = scope
                apart.append(form)
        if self.governed and self.chance(0.15):
            form = self.make_quotas(node, units, asked)
            if form and self.rnd.random() < 0.5:
                inline.append(form)
            elif form:
                apart.append({"indicator": node["id"], **form})
        return inline, apart

    @staticmethod
    def grows(node, elements):
        """Does the indicator grow with the length of the period (section 6)?
        A count of units does as what it counts."""
        by_id = {element["id"]: element for element in elements}

        def window(name):
            return node.get("window", by_id[name].get("window"))

        names = [name.lstrip("-") for name in node["numerator"]]
        growing = any(by_id[name]["over_time"] in ("sum", "count")
                      and window(name) != "plan" for name in names)
        return growing and ("denominator" not in node or any(
            name == "each_unit" or by_id[name]["over_time"] == "last"
            for name in node["denominator"]))

    def make_thresholds(self):
        nodes = []
        if self.chance(0.4):
            nodes.append({"id": "met", "name": "Đạt", "color": "#1a9850"})
        own = sorted(self.rnd.sample(["120%", "100%", "95.5%", "90%", "50%", "0%"],
                                     self.rnd.randint(0, 3)),
                     key=lambda text: -float(text[:-1]))
        for n, attains in enumerate(own):
            nodes.append({"id": "grade_%d" % n, "name": "Grade %d" % n,
                          "attains": attains, "color": "#91cf60"})
        if own or not nodes or self.chance(0.5):
            nodes.append({"id": "poor", "name": "Poor", "color": "#fc8d59"})
        return nodes


def covers(pieces, first, last, level):
    """Is a unit alive at every day from first to last, always above level?"""
    day = first
    for a, b, its_level in pieces:
        if a <= day <= b:
            if its_level >= level:
                return False
            day = b + 1
            if day > last:
                return True
    return False


def write_plan(root):
    lines = []
    for key, value in root.items():
        if isinstance(value, list):
            lines.append(key + ":")
            lines += ["  - " + write_node(item) for item in value]
        else:
            lines.append("%s: %s" % (key, write_node(value)))
    return nfc("\n".join(lines) + "\n")


def write_units_file(units):
    keys = ["id", "name", "level", "parent", "from", "until", "successor", "tags"]
    lines = [",".join(keys)]
    for node in units:
        row = [";".join(node[key]) if key == "tags" and key in node
               else str(node.get(key, "")) for key in keys]
        lines.append(",".join('"%s"' % cell.replace('"', '""')
                              if re.search('[,"]', cell) else cell
                              for cell in row))
    return "\n".join(lines) + "\n"


def make_plan(rnd):
    return PlanMaker(rnd).make()
