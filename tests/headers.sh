#!/bin/sh
# Each public header compiles alone, as C99 and as C++11; headers, symbol map, library and tests name the same functions;
# every symbol has a version.
# usage: headers.sh INCLUDE_DIR MAP LIBRARY 'C COMPILER' 'C++ COMPILER or empty'
set -u
include=$1 map=$2 library=$3 cc=$4 cxx=$5
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

count=0
# verdict STATUS NAME: one TAP line, with what $work/log holds where it failed.
verdict() {
  count=$((count + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $count - $2"
  else
    echo "not ok $count - $2"
    sed 's/^/# /' "$work/log"
  fi
}

strict='-Wall -Wextra -Wpedantic -Werror -fsyntax-only'
for header in "$include"/childplan/*.h; do
  name=$(basename "$header")
  printf '#include <childplan/%s>\n' "$name" >"$work/alone.c"
  cp "$work/alone.c" "$work/alone.cpp"
  # The compilers come as a command with its arguments.
  # shellcheck disable=SC2086
  $cc -std=c99 $strict -I"$include" "$work/alone.c" >"$work/log" 2>&1
  verdict $? "$name alone as C99"
  if [ -n "$cxx" ]; then
    # shellcheck disable=SC2086
    $cxx -std=c++11 $strict -I"$include" "$work/alone.cpp" >"$work/log" 2>&1
    verdict $? "$name alone as C++11"
  else
    count=$((count + 1))
    echo "ok $count - $name alone as C++11 # SKIP no C++ compiler"
  fi
done

sh "$here/public_names.sh" "$include"/childplan/*.h >"$work/headers"
sed -n 's/^ *\(childplan_[a-z0-9_]*\);$/\1/p' "$map" | LC_ALL=C sort >"$work/map"
nm -D --defined-only "$library" 2>"$work/nm" | awk '$2 != "A" {print $3}' >"$work/versions"
sed 's/@.*//' "$work/versions" | LC_ALL=C sort >"$work/library"

[ "$(wc -l <"$work/headers")" -ge 100 ] && grep -qx childplan_rollup_compute "$work/headers"
found=$?
echo "found only $(wc -l <"$work/headers") public functions" >"$work/log"
verdict $found 'the functions of the headers are found'

diff "$work/headers" "$work/map" >"$work/log"
verdict $? 'the symbol map lists the functions of the headers (< headers, > map)'

diff "$work/headers" "$work/library" >"$work/log"
verdict $? 'the library exports the functions of the headers (< headers, > library)'

grep -v '^childplan_[a-z0-9_]*@@CHILDPLAN_[0-9]*\.[0-9]*$' "$work/versions" >"$work/log"
[ ! -s "$work/log" ]
verdict $? 'every symbol of the library has the version of a node of the map'

cat "$here"/test_*.c >"$work/tests"
while read -r function; do
  grep -qw "$function" "$work/tests" || echo "$function"
done <"$work/headers" >"$work/log"
[ ! -s "$work/log" ]
verdict $? 'every public function stands in a test'

echo "1..$count"
