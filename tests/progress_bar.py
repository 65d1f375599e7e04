"""The rollup program's bar on a terminal of 80 columns: drawn and wiped there, and nowhere else.

usage: progress_bar.py ROLLUP
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

COLUMNS = 80
BAR = re.compile(r"\[(#*)(\.*)\] +(\d+)% (.+?) *")
ENVIRONMENT = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C"}
ENVIRONMENT.pop("COLUMNS", None)


def write_input(folder: Path, units: int) -> None:
    """All wards report, so that there is nothing to note."""
    with (folder / "plan.yaml").open("w") as plan:
        plan.write(
            "childplan: 1\n"
            "plan: {id: T, title: T, horizon: {from: 2025, to: 2025}}\n"
            "calendar: {frequency: year}\n"
            "levels: [{id: province, name: Province}, {id: ward, name: Ward}]\n"
            "elements: [{id: all, name: All, levels: [ward], over_time: last}]\n"
            "indicators: [{id: total, name: Total, numerator: all}]\n"
            "units:\n  - {id: top, name: Top, level: province}\n"
        )
        plan.writelines(f"  - {{id: u{n}, name: Unit {n}, level: ward, parent: top}}\n" for n in range(units))
    with (folder / "reports.csv").open("w") as reports:
        reports.write("unit,period,all\n")
        reports.writelines(f"u{n},2025,{n % 1000}\n" for n in range(units))
    bad = (folder / "reports.csv").read_text() + "nobody,2025,1\n"
    (folder / "bad.csv").write_text(bad)


def on_terminal(command: list[str], folder: Path, stdout: bool = False) -> str:
    """What the command writes to a terminal: of the standard error and, if wanted, the standard output."""
    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=terminal if stdout else subprocess.DEVNULL,
        stderr=terminal,
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not piece:
            break
        written += piece
    os.close(main)
    process.wait()
    return written.decode()


def shown(written: str) -> tuple[list[str], int]:
    """The rows that stand there in the end, and the most columns that a bar took."""
    rows, column, widest = [""], 0, 0
    for character in written:
        if character == "\r":
            column = 0
        elif character == "\n":
            rows.append("")
        else:
            rows[-1] = rows[-1][:column].ljust(column) + character + rows[-1][column + 1 :]
            column += 1
            if rows[-1].startswith("["):
                widest = max(widest, column)
    return [row.rstrip() for row in rows], widest


def bars(written: str) -> list[tuple[str, int]]:
    """The phases and percentages that were drawn."""
    drawn = [BAR.fullmatch(piece) for piece in written.split("\r")]
    for bar in filter(None, drawn):
        assert len(bar[1]) == int(bar[3]) * len(bar[1] + bar[2]) // 100, bar[0]
    return [(bar[4], int(bar[3])) for bar in drawn if bar]


def is_ordered(drawn: list[tuple[str, int]], phases: list[str]) -> bool:
    """Phase by phase, each from little to much."""
    places = [(phases.index(phase), percent) for phase, percent in drawn]
    return places == sorted(places) and len(set(places)) == len(places)


def main(rollup: str, folder: Path) -> int:
    rollup = os.path.abspath(rollup)
    english = ["loading the plan", "reading reports", "checking reports", "computing", "writing"]
    vietnamese = ["nạp kế hoạch", "đọc báo cáo", "kiểm tra báo cáo", "tính toán", "ghi kết quả"]
    table = [rollup, "plan.yaml", "reports.csv", "-u", "top"]
    to_file = [rollup, "plan.yaml", "reports.csv", "--format", "csv", "-o", "rows.csv"]
    commands = [table, to_file, [*to_file, "--lang", "vi"], [rollup, "plan.yaml", "bad.csv"]]
    runs: list[str] = []
    for units in (20_000, 60_000, 180_000, 540_000):  # what is done in a moment shows no bar
        write_input(folder, units)
        runs = [on_terminal(command, folder, command is table) for command in commands]
        if min(len(bars(written)) for written in runs) >= 10:
            break
    of_table, of_file, in_vietnamese, of_error = runs
    piped = subprocess.run(table, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    error = shown(of_error)[0]
    results = [
        ("a bar is drawn", min(len(bars(written)) for written in runs) >= 10, of_file),
        ("in order", is_ordered(bars(of_file), english), of_file),
        ("in less than 80 columns", 50 < max(shown(written)[1] for written in runs) < COLUMNS, of_file),
        ("and wiped", shown(of_file)[0] == [""], of_file),
        ("in Vietnamese", is_ordered(bars(in_vietnamese), vietnamese), in_vietnamese),
        ("and wiped in Vietnamese", shown(in_vietnamese)[0] == [""], in_vietnamese),
        ("a table stands alone", "\n".join(shown(of_table)[0]) == piped.stdout, of_table),
        ("an error stands alone", len(error) == 2 and re.match(r"bad\.csv:\d+:1: error: ", error[0]), of_error),
        ("nothing where the standard error is no terminal", piped.stderr == "" != piped.stdout, piped.stderr),
    ]
    for number, (name, is_right, said) in enumerate(results, 1):
        print(f"{'ok' if is_right else 'not ok'} {number} - {name}")
        if not is_right:
            print("#", repr(said[-2000:]))
    print(f"1..{len(results)}")
    return 0 if all(is_right for _, is_right, _ in results) else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        sys.exit(main(sys.argv[1], Path(work)))
