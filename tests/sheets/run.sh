#!/bin/sh
# Workbooks and entry forms in LibreOffice and in openpyxl, which is installed in a virtual environment of its own.
# usage: run.sh BUILD_DIR ROLLUP FORM
# Exit status: 0; 1 where a test failed; 77 where LibreOffice is not installed, or PyPI cannot be reached.
set -u
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) rollup=$(realpath "$2") form=$(realpath "$3")
venv=$build/sheets-venv

command -v soffice >/dev/null || {
  echo 'skipped: LibreOffice is not installed (libreoffice-calc)'
  exit 77
}

python=/usr/bin/python3
[ -x "$python" ] || python=python3
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  rm -rf "$venv"
  if ! { "$python" -m venv "$venv" && "$venv/bin/pip" install --quiet --no-deps --only-binary :all: \
    -r "$here/requirements.txt"; } >"$build/sheets-install.log" 2>&1; then
    cat "$build/sheets-install.log" >&2
    "$venv/bin/pip" download --quiet --no-deps --no-cache-dir -d "$venv/scratch" pycparser >/dev/null 2>&1 && exit 1
    echo 'skipped: the spreadsheets are not tested, as PyPI cannot be reached'
    exit 77
  fi
  cp "$here/requirements.txt" "$venv/installed.txt"
fi

cd "$here" || exit 1
export ROLLUP="$rollup" FORM="$form" PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$here"
exec "$venv/bin/python" "$here/../bindings/tap.py" test_rows test_forms
