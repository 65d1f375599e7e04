#!/bin/sh
# gcc -fanalyzer, clang-tidy (clang-tidy.yaml) and cppcheck find nothing in lib/ and examples/. What they are wrong about
# is written so that they see it, or switched off where clang-tidy.yaml or this script says why.
# usage: static_analysis.sh SOURCE_DIR
set -u
cd "$1" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
jobs=$(nproc 2>/dev/null || echo 1)
options='-std=c11 -Iinclude -Ilib -DCHILDPLAN_BUILDING -DCHILDPLAN_VERSION=__FILE__'
find lib examples -name '*.c' | LC_ALL=C sort >"$work/sources"

count=0
# verdict NAME TOOL COMMAND…: one TAP line; clean where the command says nothing. Skipped without the tool.
verdict() {
  name=$1 tool=$2
  shift 2
  count=$((count + 1))
  if ! "$tool" --version >/dev/null 2>&1; then
    echo "ok $count - $name # SKIP needs $tool"
    return
  fi
  "$@" >"$work/log" 2>&1
  if [ -s "$work/log" ]; then
    echo "not ok $count - $name"
    head -n 60 "$work/log" | sed 's/^/# /'
  else
    echo "ok $count - $name: $(wc -l <"$work/sources") files"
  fi
}

with_gcc() {
  # Unquoted: a list of options. With -O1 it follows what the compiler has already folded.
  # shellcheck disable=SC2086
  xargs -n 8 -P "$jobs" sh -c 'for file in "$@"; do gcc '"$options"' -O1 -fanalyzer -c -o /dev/null "$file"; done' sh \
    <"$work/sources"
}

# Its own words on how many warnings it held back stand apart.
with_clang_tidy() {
  # shellcheck disable=SC2086
  xargs -n 8 -P "$jobs" sh -c 'clang-tidy --quiet --config-file=tests/clang-tidy.yaml "$@" -- '"$options"' 2>/dev/null' sh \
    <"$work/sources"
}

# Style is not its to say.
with_cppcheck() {
  # shellcheck disable=SC2086
  cppcheck --std=c11 ${options#-std=c11} --enable=warning,performance,portability --quiet -j "$jobs" lib examples
}

verdict 'gcc -fanalyzer' gcc with_gcc
verdict 'clang-tidy' clang-tidy with_clang_tidy
verdict 'cppcheck' cppcheck with_cppcheck
echo "1..$count"
