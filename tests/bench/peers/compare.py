"""Checks that the library and its peers agree on every figure, then times them in turn (A B C A B C) as processes.

See run.sh. Each line gives the median of the whole process, that of its work without the start of the interpreter and
its modules, both over the library's whole process, the processor time of the whole process on all cores (which other
work on the machine disturbs least), and the most memory any run held.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PERIODS = [f"{year}-H{half}" for year in range(2021, 2031) for half in (1, 2)] + [str(y) for y in range(2021, 2031)]
PERIODS.append("plan")


class Runner:
    """A process to run: its name, command, and the file into which it writes its figures, or prints them: a peer does
    not wait until the disk has them, as the library does for a file it writes itself."""

    def __init__(self, name, command, out, environment=None, prints=False):
        self.name, self.command, self.out, self.prints = name, command, out, prints
        self.environment = {**os.environ, **(environment or {})}
        self.whole, self.inner, self.processor, self.memory = [], [], [], 0

    def run(self):
        """Seconds of the whole process, those of the work as it says itself, processor time, peak memory in bytes."""
        start = time.perf_counter()
        with open(f"{self.out}.log", "w+", encoding="utf-8") as log, open(self.out if self.prints else os.devnull, "wb") as out:
            process = subprocess.Popen(self.command, stdout=out if self.prints else log, stderr=log,
                                       env=self.environment, cwd=HERE)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            log.seek(0)
            said = log.read()
        if process.returncode != 0:
            raise SystemExit(f"{self.name} failed: {' '.join(self.command)}\n{said}")
        last = said.strip().splitlines()[-1] if said.strip() else ""
        inner = json.loads(last)["seconds"] if last.startswith("{") else seconds
        return seconds, inner, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024

    def medians(self):
        times = {"whole": self.whole, "work": self.inner, "processor": self.processor}
        return {**{name: statistics.median(series) for name, series in times.items()}, "memory": self.memory}

    def measure(self):
        seconds, inner, processor, memory = self.run()
        self.whole.append(seconds)
        self.inner.append(inner)
        self.processor.append(processor)
        self.memory = max(self.memory, memory)


class Comparison:
    def __init__(self, options, kind, scale):
        self.options, self.kind, self.scale = options, kind, scale
        self.folder = f"{options.folder}/{kind}-{scale:g}"
        subprocess.run([f"{options.build}/tests/bench/workload", kind, f"{scale:g}", options.folder,
                        "plan.yaml", "units.csv", "reports.csv"], check=True)

    def library(self, threads):
        out = f"{self.folder}/rows.csv"
        levels = ["province", "district"] if self.kind == "province" else ["nation", "province", "district"]
        asked = [word for level in levels for word in ("-l", level)] + [word for p in PERIODS for word in ("-p", p)]
        return Runner("libchildplan", [f"{self.options.build}/examples/rollup", f"{self.folder}/plan.yaml",
                                       f"{self.folder}/reports.csv", *asked, "--threads", str(threads),
                                       "--format", "csv"], out, prints=True)

    def library_in_memory(self):
        out = f"{self.folder}/rows-memory.csv"
        environment = {"CHILDPLAN_BENCH_SCALE": str(self.scale), "CHILDPLAN_BENCH_FOLDER": self.options.folder}
        return Runner("libchildplan", [f"{self.options.build}/tests/bench/bench_facts_to_rows", self.options.folder,
                                       self.kind, out], out, environment)

    def peers(self, jobs, plans, threads):
        runners = []
        for job in jobs:
            for name, plan in plans:
                out = f"{self.folder}/{name}-{plan}-{job}.npy"
                if plan == "groupby" and job != "sums" or self.options.only not in name or name in self.options.without:
                    continue
                runners.append(Runner(f"{name}, {plan}: {job.removeprefix('memory-')}",
                                      [sys.executable, f"{HERE}/peer_{name}.py", self.folder, out, str(threads), job, plan],
                                      out, {"POLARS_MAX_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}))
        return runners

    def csv_peers(self, threads):
        plans = [("duckdb", "integers"), ("duckdb", "strings"), ("polars", "lazy"), ("pandas", "groupby"),
                 ("pandas", "matrix")]
        return self.peers(["sums", "figures"], plans, threads)

    def memory_peers(self):
        plans = [("numpy", "bincount"), ("numpy", "scatter"), ("duckdb", "integers"), ("polars", "lazy")]
        return self.peers(["memory-sums", "memory-figures"], plans, 1)

    def agree(self, *arguments):
        subprocess.run([sys.executable, f"{HERE}/agree.py", arguments[0], self.folder, *arguments[1:]], check=True)

    def time(self, library, peers, is_memory):
        for _ in range(self.options.rounds):
            for runner in [library, *peers]:
                runner.measure()
        # In memory only the work counts: where the facts come from differs.
        base = statistics.median(library.inner if is_memory else library.whole)
        self.measured = {runner.name: runner.medians() for runner in [library, *peers]}
        print(f"{'':28} {'whole s':>8} {'work s':>8} {'whole/lib':>9} {'work/lib':>9} {'cpu s':>8} {'peak MB':>8}")
        for runner in [library, *peers]:
            whole, inner = statistics.median(runner.whole), statistics.median(runner.inner)
            share = "" if is_memory else f"{whole / base:.3f}"
            print(f"{runner.name:28} {whole:8.3f} {inner:8.3f} {share:>9} {inner / base:9.3f} "
                  f"{statistics.median(runner.processor):8.3f} {runner.memory / 1e6:8.0f}")

    def run(self, title, library, peers, is_memory=False):
        print(f"\n{title}; medians of {self.options.rounds}", flush=True)
        for runner in [library, *peers]:
            runner.run()
        self.agree("check", library.out, *(peer.out for peer in peers))
        if not self.options.check:
            self.time(library, peers, is_memory)
            sys.stdout.flush()
            if self.options.json:
                with open(self.options.json, "a", encoding="utf-8") as file:
                    print(json.dumps({"title": title, "measured": self.measured}), file=file)


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("folder", help="gets the workloads")
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="*", default=[2, 1])
    parser.add_argument("--only", default="", help="only the peers whose name has this in it")
    parser.add_argument("--without", nargs="*", default=[], help="not these peers")
    parser.add_argument("--json", help="a file to which what was measured is added, a line each")
    parser.add_argument("--part", nargs="*", default=["nation", "province", "memory"])
    parser.add_argument("--check", action="store_true", help="check that all agree, without timing")
    options = parser.parse_args()
    options.build, options.folder = os.path.abspath(options.build), os.path.abspath(options.folder)
    os.makedirs(options.folder, exist_ok=True)
    return options


def main():
    options = read_options()
    for kind, scale in (("nation", options.scale), ("province", 1)):
        for threads in options.threads if kind in options.part else []:
            it = Comparison(options, kind, scale)
            it.run(f"CSV to rows, {kind} at scale {scale:g}, threads: {threads}", it.library(threads),
                   it.csv_peers(threads))
    if "memory" in options.part:
        it = Comparison(options, "nation", options.scale)
        it.agree("columns")
        it.run(f"Facts in memory to rows, nation at scale {options.scale:g}, one thread", it.library_in_memory(),
               it.memory_peers(), is_memory=True)


if __name__ == "__main__":
    main()
