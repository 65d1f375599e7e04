#!/bin/sh
# Looks at the page that report writes, in a headless Chromium: a virtual environment of its own, with what
# requirements.txt pins.
# usage: run.sh BUILD_DIR EXAMPLES_DIR SOURCE_DIR
# Exit status: 0; 1 where a test failed; 77 where there is no Chromium, or PyPI cannot be reached.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) programs=$(cd "$2" && pwd) source=$(cd "$3" && pwd)
venv=$build/page-venv
python=/usr/bin/python3
[ -x "$python" ] || python=python3
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  echo 'skipped: the page is not looked at, as there is no chromium'
  exit 77
fi
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  if ! { "$python" -m venv "$venv" &&
    "$venv/bin/pip" install --quiet --no-deps --only-binary :all: -r "$here/requirements.txt"; } \
    >"$build/page-install.log" 2>&1; then
    cat "$build/page-install.log"
    echo 'skipped: the page is not looked at, as PyPI cannot be reached'
    exit 77
  fi
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

cd "$here" || exit 1
export PROGRAMS="$programs" SOURCE="$source" PAGE_WORK="$build/page-work" PYTHONDONTWRITEBYTECODE=1
mkdir -p "$PAGE_WORK"
PYTHONPATH="$here" exec "$venv/bin/python" ../bindings/tap.py test_page test_page_breaks test_page_hostile test_page_large test_page_path
