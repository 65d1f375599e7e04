#!/bin/sh
# Runs the test on Apache Spark (a master and two workers of its own) in a virtual environment of its own, made with what
# requirements.txt pins. With --measure instead: where Spark begins to pay, see README.md.
# usage: run.sh BUILD_DIR LIBRARY WORKLOAD_PROGRAM [--measure FOLDER…]
# Exit status: 0; 1 where the test failed; 77 where Java or PyPI cannot be had.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2") workload=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
shift 3

if ! java -version >/dev/null 2>&1; then
  echo 'skipped: nothing is tested on Spark, as there is no Java (Debian: openjdk-17-jre-headless)'
  exit 77
fi

# Debian's Python, which the versions are pinned for.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
venv=$build/spark-venv
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

install() {
  rm -rf "$venv"
  "$python" -m venv "$venv" && "$venv/bin/pip" install --quiet --no-cache-dir -r "$here/requirements.txt"
}

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  if ! install >"$build/spark-install.log" 2>&1; then
    # One small package tells a mistake of ours from a missing network.
    scratch=$(mktemp -d)
    if [ -x "$venv/bin/pip" ] &&
      ! "$venv/bin/pip" download --quiet --no-deps --no-cache-dir -d "$scratch" pycparser >/dev/null 2>&1; then
      rm -rf "$scratch"
      echo 'skipped: nothing is tested on Spark, as PyPI cannot be reached'
      exit 77
    fi
    rm -rf "$scratch"
    cat "$build/spark-install.log" >&2
    exit 1
  fi
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

# cluster.py writes the sessions it starts here; whatever ends this script, all that is in them ends with it.
work=$(mktemp -d "$build/spark-XXXXXX") || exit 1
end_session() {
  for stat in /proc/[0-9]*/stat; do
    read -r line 2>/dev/null <"$stat" || continue
    pid=${line%% *}
    # Behind the name, which may hold anything: state, parent, group, session.
    line=${line##*) }
    line=${line#* * * }
    if [ "${line%% *}" = "$1" ]; then
      kill -9 "$pid" 2>/dev/null
    fi
  done
}
clean_up() {
  if [ -f "$work/sessions" ]; then
    while read -r session; do
      end_session "$session"
    done <"$work/sessions"
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

export CHILDPLAN_LIBRARY="$library" PYTHONDONTWRITEBYTECODE=1 SPARK_TEST_WORK="$work" SPARK_TEST_WORKLOAD="$workload"
export PYTHONPATH="$here:$here/../../examples/python" PYSPARK_PYTHON="$venv/bin/python"
export SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
unset SPARK_HOME SPARK_CONF_DIR
if [ "${1:-}" = --measure ]; then
  shift
  "$venv/bin/python" "$here/measure.py" "$@" &
else
  "$venv/bin/python" "$here/test_spark.py" &
fi
# In the background, so that a signal is heard at once.
child=$!
trap 'kill "$child" 2>/dev/null; exit 1' HUP INT TERM
wait "$child"
