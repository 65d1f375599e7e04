#!/usr/bin/env python3
"""Measures every goal of speed on this machine and prints a table: goal, measured, wanted, verdict.

usage: goals.py BUILD_DIR [--scale S] [--rounds N] [--without-peers]

At scale 1 (the default: the nation) it takes some ten minutes, most of them the peers'. Wants a machine that does nothing
else: the load before and after is printed. Builds what it needs; workloads go where tests/bench/README.md says.
"""

import argparse
import filecmp
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
HALVES = [f"{year}-H{half}" for year in range(2021, 2031) for half in (1, 2)]
PERIODS = [*HALVES, *(str(year) for year in range(2021, 2031)), "plan"]


class Table:
    """Lines of the table as they come, printed at once and all together at the end."""

    def __init__(self):
        self.lines = []

    def add(self, goal, measured, wanted, is_reached):
        verdict = {True: "reached", False: "not reached", None: ""}[is_reached]
        self.lines.append(f"| {goal} | {measured} | {wanted} | {verdict} |")
        print(self.lines[-1], flush=True)

    def print(self):
        print("\n| goal | measured | wanted | verdict |\n|---|---|---|---|")
        print("\n".join(self.lines))


class Goals:
    def __init__(self, options):
        self.options = options
        self.table = Table()
        self.folder = os.environ.get("CHILDPLAN_BENCH_FOLDER") or f"{options.build}/tests/bench"
        subprocess.run(["ninja", "-C", options.build], check=True, stdout=subprocess.DEVNULL)

    def bench(self, name, *arguments, threads=1, rounds=None, scale=None):
        """What a benchmark prints."""
        environment = {**os.environ, "CHILDPLAN_BENCH_SCALE": str(scale or self.options.scale),
                       "CHILDPLAN_BENCH_ROUNDS": str(rounds or self.options.rounds),
                       "CHILDPLAN_BENCH_THREADS": str(threads)}
        said = subprocess.run([f"{self.options.build}/tests/bench/bench_{name}", self.folder, *arguments],
                              env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
        print(said, flush=True)
        return said

    def peers(self, *arguments):
        """What the peers' script measures, by the title of each part."""
        with tempfile.NamedTemporaryFile("r", suffix=".json", encoding="utf-8") as file:
            subprocess.run(["sh", f"{HERE}/peers/run.sh", self.options.build, "--scale", str(self.options.scale),
                            "--rounds", str(self.options.rounds), "--json", file.name, *arguments], check=True)
            return [json.loads(line) for line in file]

    def csv_to_rows(self):
        parts = self.peers("--part", "nation", "province", "--without", "pandas")
        for part, (threads, place) in zip(parts, [(2, "nation"), (1, "nation"), (2, "province"), (1, "province")]):
            measured = part["measured"]
            library = measured.pop("libchildplan")
            for job in ("sums", "figures"):
                of_job = {name: it for name, it in measured.items() if name.endswith(job)}
                wanted = 15 if place == "province" else 8 if threads == 2 else 4
                for what in ("whole", "work") if place == "province" else ("whole",):
                    name, best = min(of_job.items(), key=lambda item: item[1][what])
                    ratio = best[what] / library[what]
                    self.table.add(f"1. CSV to rows, {place}, threads: {threads}, beside {job}"
                                   + (" without the start of Python" if what == "work" else ""),
                                   f"{library[what]:.2f} s; {ratio:.1f} times faster than {name.split(':')[0]} "
                                   f"({best[what]:.2f} s); in processor time "
                                   f"{best['processor'] / library['processor']:.1f} times",
                                   f"{wanted} times", ratio >= wanted)
                if place == "nation":
                    least = min(it["memory"] for name, it in of_job.items() if name.startswith("duckdb"))
                    self.table.add(f"1. peak memory, nation, threads: {threads}, beside {job}",
                                   f"{library['memory'] / 1e6:.0f} MB; {library['memory'] / least:.2f} of DuckDB's "
                                   f"{least / 1e6:.0f} MB", "1/3", library["memory"] <= least / 3)

    def facts_to_rows(self):
        measured = self.peers("--part", "memory", "--without", "pandas")[0]["measured"]
        library = measured["libchildplan"]["work"]
        for job in ("sums", "figures"):
            for name, wanted in ((f"numpy, bincount: {job}", 2), (f"duckdb, integers: {job}", 5)):
                ratio = measured[name]["work"] / library
                self.table.add(f"2. facts in memory to rows, one thread, beside {name}",
                               f"{library:.2f} s; {ratio:.1f} times faster", f"{wanted} times", ratio >= wanted)

    def subtree_pass(self):
        said = self.bench("subtree_pass", "nation", rounds=9)
        seconds = [float(it) for it in re.findall(r"the subtree pass, threads: \d +([\d.]+) s", said)]
        ratios = [float(it) for it in re.findall(r"^ratio ([\d.]+)", said, re.M)]
        for threads, ratio in enumerate(ratios, 1):
            self.table.add(f"3. subtree pass, threads: {threads}", f"{ratio:.1f} times reading the matrix", "1.4 times",
                           ratio <= 1.4)
        self.table.add("3. two threads beside one", f"{seconds[0] / seconds[1]:.2f} times faster", "1.4 times",
                       seconds[0] / seconds[1] >= 1.4)

    def yaml_plan(self):
        said = self.bench("yaml_plan", rounds=9)
        bare, half, csv = (float(it) for it in re.findall(r"^ratio ([\d.]+)", said, re.M))
        self.table.add("4. YAML plan", f"{bare:.2f} times libyaml's events", "1.15 times", bare <= 1.15)
        self.table.add("4. linear in units", f"{half:.2f} times half the units", "2 times", half <= 2.2)
        self.table.add("4. the same plan, units in CSV", f"{csv:.1f} times quicker than YAML", "", None)

    def refresh(self):
        found = re.findall(r"(\d+) facts: refresh +([\d.]+) s .* ratio ([\d.]+)", self.bench("refresh", "nation"))
        seconds = {int(count): float(it) for count, it, _ in found}
        growth = seconds[1000] / seconds[10]
        self.table.add("5. refresh", "; ".join(f"{k} facts {s * 1e6:.0f} us" for k, s in seconds.items()),
                       "in proportion: 100 times for 100 times the facts", growth <= 150)

    def ten_times(self):
        # Two steps: the last tenth of the nation's way, and ten times the nation.
        for scale in (self.options.scale / 10, self.options.scale):
            said = self.bench("ten_times", scale=scale, rounds=1 if scale >= 1 else self.options.rounds)
            time, memory = (float(it) for it in re.search(r"ratio ([\d.]+) in time, ([\d.]+) in", said).groups())
            dense = float(re.findall(r"ratio ([\d.]+)$", said, re.M)[-1])
            units = re.findall(r"(\d+) units", said)[-1]
            self.table.add(f"6. ten times, to {units} units", f"{time:.1f} in time, {memory:.1f} in memory", "11",
                           time <= 11 and memory <= 11)
            self.table.add(f"6. memory beside dense cells, {units} units", f"{dense:.2f} times", "1.25 times",
                           dense <= 1.25)

    def dated(self):
        found = []
        for arguments in (["nation"], ["nation", "origins"], ["nation", "dated"], ["nation", "dated", "origins"]):
            said = self.bench("csv_to_rows", *arguments)
            seconds = re.search(r"all of it +([\d.]+) s", said).group(1)
            ratio, memory = re.search(r"^ratio ([\d.]+).*peak memory (\d+) MB", said, re.M).groups()
            found.append(f"{float(seconds):.2f} s, {ratio} times reading its bytes, {memory} MB")
        self.table.add("6. CSV to rows with each fact's file and line", f"{found[1]} (without: {found[0]})", "", None)
        self.table.add("`dated.csv`, without and with file and line", f"{found[2]}; {found[3]}", "", None)

    def threads(self):
        folder = f"{self.folder}/nation-{self.options.scale:g}"
        asked = [word for level in ("nation", "province", "district") for word in ("-l", level)]
        asked += [word for period in PERIODS for word in ("-p", period)]
        same = True
        with tempfile.TemporaryDirectory() as out:
            for reports in ("reports.csv", "dated.csv"):
                for threads in (1, 2, 3, 8):
                    subprocess.run([f"{self.options.build}/examples/rollup", f"{folder}/plan.yaml",
                                    f"{folder}/{reports}", *asked, "--threads", str(threads), "--format", "csv", "-o",
                                    f"{out}/{threads}.csv"], check=True, stderr=subprocess.DEVNULL)
                    same = same and filecmp.cmp(f"{out}/1.csv", f"{out}/{threads}.csv", shallow=False)
        self.table.add("7. threads: 1, 2, 3 and 8, both files", "the same bytes" if same else "other bytes",
                       "the same bytes", same)

    def run(self):
        print(f"load before: {os.getloadavg()[0]:.1f}", flush=True)
        if not self.options.without_peers:
            self.csv_to_rows()
            self.facts_to_rows()
        for measure in (self.subtree_pass, self.yaml_plan, self.refresh, self.ten_times, self.dated, self.threads):
            measure()
        self.table.print()
        print(f"load after: {os.getloadavg()[0]:.1f} (of the last minute, this measurement's own included)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--without-peers", action="store_true", help="only what needs no Python packages")
    options = parser.parse_args()
    options.build = os.path.abspath(options.build)
    Goals(options).run()


if __name__ == "__main__":
    sys.exit(main())
