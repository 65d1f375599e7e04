#!/bin/sh
# Writes the reference anew after something was added: libchildplan.abi, constants.txt and, as long as the version is
# 0.1.0, the headers kept in consumer-0.1.0. Refuses where something that stood there has changed or gone.
# usage: tests/abi/update-reference.sh [--break]
#   --break  the ABI is broken on purpose: before the first release, or with a new SONAME
set -eu
cd "$(dirname "$0")/../.."
reference=tests/abi/reference/libchildplan.abi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sh tests/abi/describe.sh . "$work/build" "$work/libchildplan.abi" >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  exit 1
}
/usr/bin/python3 tests/abi/header_rules.py --write include "$work/constants.txt" gcc
if [ "${1:-}" != --break ]; then
  abidiff --no-added-syms "$reference" "$work/libchildplan.abi"
  if grep -v '^#\|_COUNT ' tests/abi/constants.txt | grep -vxF -f "$work/constants.txt"; then
    echo 'These constants have changed or gone.' >&2
    exit 1
  fi
fi
mkdir -p tests/abi/reference
cp "$work/libchildplan.abi" "$reference"
cp "$work/constants.txt" tests/abi/constants.txt
if grep -q "version: '0.1.0'" meson.build; then
  rm -rf tests/abi/consumer-0.1.0/include
  mkdir -p tests/abi/consumer-0.1.0/include/childplan
  cp include/childplan/*.h tests/abi/consumer-0.1.0/include/childplan/
fi
git --no-pager diff --stat -- tests/abi 2>/dev/null || true
