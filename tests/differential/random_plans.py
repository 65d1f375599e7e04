#!/usr/bin/env python3
"""Random plans and reports: the program and the reference must agree.

    python3 random_plans.py --count 1000 --seed 1 --program build/examples/rollup

Plan number n of seed s is always the same. Exits 1 on any difference.
"""

import argparse
import collections
import csv
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

try:
    import yaml  # noqa: F401, what the reference reads plans with
except ImportError:
    print("python3-yaml is not installed")
    sys.exit(77)  # skipped, as meson has it

import reference
from periods import FREQUENCIES, print_day
from plan_maker import make_plan, random_period
from planfile import Plan
from report_maker import make_reports

# Advice that refuses nothing and that spec.md does not ask for: an empty
# withdrawal, and what is odd about the plan.
ADVICE = re.compile(r"plan\.yaml:|.*there is no report of .* to withdraw")
DIAGNOSTIC = re.compile(r"(.+?):(\d+):(\d+): (error|warning): ")
Outcome = collections.namedtuple("Outcome", "number features problem folder")


def make_options(rnd, plan, features):
    """What is asked of the rollup."""
    calendar, options = plan.calendar, []

    def chance(share, *names):
        if rnd.random() >= share:
            return False
        features.update(names)
        return True

    if chance(0.75, "-p"):
        names = []
        for _ in range(rnd.randint(1, 6)):
            period = random_period(rnd, calendar)
            if period.name not in names:
                names.append(period.name)
                features.add("-p " + period.kind)
        for name in names:
            options += ["-p", name]
    some_day = lambda: print_day(rnd.randint(calendar.start, calendar.end))
    if chance(0.3, "as of"):
        options += ["--structure", some_day()]
    if chance(0.25, "--known-by"):
        options += ["--known-by", some_day()]
    if chance(0.3, "--until"):
        day = some_day()
        if rnd.random() < 0.4:
            cycle = rnd.choice(calendar.cycles(rnd.choice(list(FREQUENCIES))))
            day = print_day(cycle.end)
        options += ["--until", day]
    for flag, ids in (("-u", plan.units), ("-l", plan.levels),
                      ("-i", plan.indicators)):
        if chance(0.08, flag):
            for name in rnd.sample(list(ids), rnd.randint(1, min(2, len(ids)))):
                options += [flag, name]
    if chance(0.15, "--names"):
        options.append("--names")
    if chance(0.5, "--pace"):
        options.append("--pace")
    if rnd.random() < 0.15:
        options += ["--threads", str(rnd.randint(1, 4))]
    return options


def make_case(seed, number, folder):
    """Writes plan and reports of a case into a folder; returns the command
    line after the program, and the features."""
    rnd = random.Random("%d/%d" % (seed, number))
    text, files, features = make_plan(rnd)
    plan_path = os.path.join(folder, "plan.yaml")
    with open(plan_path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8",
                  newline="") as file:
            file.write(content)
    plan = Plan(plan_path)
    files, options = make_reports(rnd, plan, features)
    for name, content in files:
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)
    options += make_options(rnd, plan, features)
    return ["plan.yaml"] + [name for name, _ in files] + options, features


def run_program(program, line, folder):
    done = subprocess.run([program] + line + ["--format", "csv"], cwd=folder,
                          capture_output=True, timeout=120, check=False)
    marked = collections.defaultdict(set)
    errors = done.stderr.decode("utf-8", "replace")
    for text in errors.splitlines():
        match = DIAGNOSTIC.match(text)
        if match and not (match[4] == "warning" and ADVICE.match(text)):
            marked[match[4]].add((os.path.basename(match[1]), int(match[2])))
    return done.returncode, done.stdout.decode("utf-8", "replace"), marked, errors


def run_reference(line, folder):
    here = os.getcwd()
    os.chdir(folder)
    try:
        return reference.run(line)
    finally:
        os.chdir(here)


def first_difference(ours, theirs):
    """A line or two about where two tables part."""
    ours, theirs = ours.splitlines(), theirs.splitlines()
    if len(ours) != len(theirs):
        about = "%d lines expected, %d printed; " % (len(ours), len(theirs))
    else:
        about = "%d of %d lines differ; " % (
            sum(a != b for a, b in zip(ours, theirs)), len(ours))
    for a, b in zip(ours + ["(end)"], theirs + ["(end)"]):
        if a != b:
            header = ours[0].split(",")
            cells = [next(csv.reader([text])) for text in (a, b)]
            columns = [name for name, x, y in zip(header, *cells) if x != y]
            return "%sfirst in %s\n    expected %s\n    printed  %s" % (
                about, " ".join(columns), a, b)
    return about + "only in the line ends"


def compare(program, line, folder):
    """None, or what differs."""
    status, text, refusals, repeats = run_reference(line, folder)
    got_status, got_text, marked, errors = run_program(program, line, folder)
    if got_status != status:
        return "status %d expected, %d got: %s" % (
            status, got_status, errors[:600].strip())
    refused = {(refusal.file, refusal.line) for refusal in refusals}
    if status == 0:
        expected = refused | {(repeat.file, repeat.line) for repeat in repeats}
        got = marked["warning"]
    else:
        expected, got = refused, marked["error"]
        if "further errors that are not listed" in errors and got < expected:
            # Past a hundred errors a call only counts them.
            expected = got
    if expected != got:
        return "refused only by the reference: %s; only by the program: %s" % (
            sorted(expected - got), sorted(got - expected))
    if text != got_text:
        return first_difference(text, got_text)
    return None


def run_case(task):
    seed, number, program, keep = task
    folder = tempfile.mkdtemp(prefix="childplan-%d-%d-" % (seed, number))
    features, line = set(), []
    try:
        line, features = make_case(seed, number, folder)
        problem = compare(program, line, folder)
    except Exception:  # a fault of the test itself is a failure, too
        problem = traceback.format_exc()
    if problem is None:
        shutil.rmtree(folder)
        return Outcome(number, features, None, None)
    if keep:
        kept = os.path.join(keep, "%d-%d" % (seed, number))
        shutil.rmtree(kept, ignore_errors=True)
        shutil.move(folder, kept)
        folder = kept
    with open(os.path.join(folder, "arguments"), "w", encoding="utf-8") as file:
        file.write("\n".join(line) + "\n")
    return Outcome(number, features, "%s\n    %s" % (problem, " ".join(line)), folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one plan of the seed, by number")
    parser.add_argument("--program", required=True)
    parser.add_argument("--keep", help="where to keep the files of differences")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    if not os.access(program, os.X_OK):
        parser.error("no such program: %s" % program)
    if arguments.keep:
        os.makedirs(arguments.keep, exist_ok=True)
    numbers = range(arguments.count)
    if arguments.only is not None:
        numbers = [arguments.only]
    tasks = [(arguments.seed, number, program, arguments.keep)
             for number in numbers]
    shares, failed = collections.Counter(), 0
    with multiprocessing.Pool(arguments.jobs) as pool:
        for outcome in pool.imap(run_case, tasks, chunksize=4):
            shares.update(outcome.features)
            if outcome.problem:
                failed += 1
                print("seed %d, plan %d: %s\n    kept in %s" % (
                    arguments.seed, outcome.number, outcome.problem,
                    outcome.folder), flush=True)
    print(", ".join("%s %d%%" % (name, round(100 * count / len(tasks)))
                    for name, count in sorted(shares.items())))
    print("%d passed, %d failed" % (len(tasks) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
