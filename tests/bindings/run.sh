#!/bin/sh
# Runs the tests of the bindings in a virtual environment of their own, which it makes with what requirements.txt pins.
# usage: run.sh BUILD_DIR LIBRARY 'C COMPILER' [TEST_MODULE…]
# Exit status: 0; 1 where a test failed; 77 where PyPI cannot be reached.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2") compiler=$3
shift 3
[ $# -gt 0 ] || set -- test_signatures test_wrapper test_progress test_partial test_lifetimes test_pandas test_arrow_peers test_foreign test_examples

# Debian's Python, which the versions are pinned for.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
venv=$build/bindings-venv

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

install() {
  rm -rf "$venv"
  "$python" -m venv "$venv" && "$venv/bin/pip" install --quiet --no-deps --only-binary :all: -r "$here/requirements.txt"
}

if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  if ! install >"$build/bindings-install.log" 2>&1; then
    # One small package tells a mistake of ours from a missing network.
    scratch=$(mktemp -d)
    if [ -x "$venv/bin/pip" ] &&
      ! "$venv/bin/pip" download --quiet --no-deps --no-cache-dir -d "$scratch" pycparser >/dev/null 2>&1; then
      rm -rf "$scratch"
      echo 'skipped: the bindings are not tested, as PyPI cannot be reached'
      exit 77
    fi
    rm -rf "$scratch"
    cat "$build/bindings-install.log" >&2
    exit 1
  fi
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

cd "$here" || exit 1
export CHILDPLAN_LIBRARY="$library" CC="$compiler" PYTHONDONTWRITEBYTECODE=1 MPLCONFIGDIR="$build/bindings-venv/matplotlib"
exec "$venv/bin/python" -W error::ResourceWarning tap.py "$@"
