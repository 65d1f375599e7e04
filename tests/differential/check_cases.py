#!/usr/bin/env python3
"""The reference against the worked cases: python3 check_cases.py FOLDER

FOLDER/NAME holds plan.yaml, reports.csv, args-N (an argument a line) and
expected-N.csv. Exits 1 where one differs to the byte.
"""

import os
import sys

import reference


def check(folder, number):
    with open(os.path.join(folder, "args-" + number), encoding="utf-8") as file:
        options = file.read().splitlines()
    with open(os.path.join(folder, "expected-%s.csv" % number), encoding="utf-8",
              newline="") as file:
        expected = file.read()
    status, text, _, _ = reference.run(
        [os.path.join(folder, "plan.yaml"), os.path.join(folder, "reports.csv")]
        + options)
    return status == 0 and text == expected


def main():
    passed = failed = 0
    for name in sorted(os.listdir(sys.argv[1])):
        folder = os.path.join(sys.argv[1], name)
        for entry in sorted(os.listdir(folder)):
            if not entry.startswith("args-"):
                continue
            if check(folder, entry[len("args-"):]):
                passed += 1
            else:
                failed += 1
                print("differs: %s %s" % (name, entry))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
