"""Runs the test modules named on the command line: a TAP line for each test, and how many passed and failed."""

from __future__ import annotations

import sys
import time
import traceback
import unittest
from typing import Any


class Result(unittest.TestResult):
    def __init__(self) -> None:
        super().__init__()
        self.count = self.passed = self.failed = self.skipped = 0

    def _line(self, verdict: str, test: unittest.TestCase, note: str = "") -> None:
        self.count += 1
        print(f"{verdict} {self.count} - {test.id()}{note}", flush=True)

    def addSuccess(self, test: unittest.TestCase) -> None:
        self.passed += 1
        self._line("ok", test)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        self.skipped += 1
        self._line("ok", test, f" # SKIP {reason}")

    def _fail(self, test: unittest.TestCase, error: Any) -> None:
        self.failed += 1
        self._line("not ok", test)
        for line in "".join(traceback.format_exception(*error)).splitlines():
            print("#", line, flush=True)

    def addFailure(self, test: unittest.TestCase, error: Any) -> None:
        self._fail(test, error)

    def addError(self, test: unittest.TestCase, error: Any) -> None:
        self._fail(test, error)

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, error: Any) -> None:
        if error is None:
            self.passed += 1
            self._line("ok", subtest)
        else:
            self._fail(subtest, error)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        self.failed += 1
        self._line("not ok", test)


def main() -> int:
    result, started = Result(), time.monotonic()
    unittest.defaultTestLoader.loadTestsFromNames(sys.argv[1:]).run(result)
    print(f"1..{result.count}")
    skipped = f", {result.skipped} skipped" if result.skipped else ""
    print(f"# {result.passed} passed, {result.failed} failed{skipped} in {time.monotonic() - started:.0f} s")
    return 1 if result.failed or not result.passed else 0


if __name__ == "__main__":
    sys.exit(main())
