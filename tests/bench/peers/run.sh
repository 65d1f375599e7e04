#!/bin/sh
# The library beside DuckDB, polars, pandas and numpy, in a virtual environment of their own, which it makes with what
# requirements.txt pins: first all must agree on every figure, then they are timed in turn.
# usage: run.sh BUILD_DIR [--scale S] [--rounds N] [--threads N...] [--part nation|province|memory...] [--only WORD] [--without PEER...] [--check]
#               [--json FILE]
# The workloads go into CHILDPLAN_BENCH_FOLDER, or else BUILD_DIR/tests/bench.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
shift
folder=${CHILDPLAN_BENCH_FOLDER:-$build/tests/bench}
venv=$build/peers-venv

# Debian's Python, which the versions are pinned for.
python=/usr/bin/python3
[ -x "$python" ] || python=python3

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONDONTWRITEBYTECODE=1
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  "$python" -m venv "$venv"
  "$venv/bin/pip" install --quiet --no-deps --only-binary :all: -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
ninja -C "$build" examples/rollup tests/bench/workload tests/bench/bench_facts_to_rows >/dev/null
exec "$venv/bin/python" "$here/compare.py" "$build" "$folder" "$@"
