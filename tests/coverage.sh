#!/bin/sh
# How much of lib/ the C suites reach, those in which memory and files fail among them.
# usage: coverage.sh SOURCE_DIR [--conditions]
#   --conditions  instead of lines and branches (gcc, gcovr), the conditions that decide a branch by themselves: MC/DC,
#                 with clang-19 and llvm-19
# What is not reached is listed in lines.txt and branches.txt there, or in files.txt and conditions.txt.
# Builds into build-coverage and build-conditions in the source tree. Exit status: 1 where a test fails or less is
# reached than the figures below say, 77 without the tools.
# What gcovr is to leave out is marked in the sources, with the reason: GCOV_EXCL_LINE, GCOV_EXCL_BR_LINE.
set -u
least_lines=99.6
least_branches=97.6
least_conditions=93.5
cd "$1" || exit 1
source=$PWD
kind=${2:-lines}
jobs=$(nproc 2>/dev/null || echo 1)
failed=0

# needs TOOL…
needs() {
  for tool in "$@"; do
    if ! "$tool" --version >/dev/null 2>&1; then
      echo "needs $tool" >&2
      exit 77
    fi
  done
}

# measure FOLDER SETUP_OPTION…: builds there from nothing old and runs the suites.
measure() {
  folder=$1
  shift
  # meson wipes only what is a build tree already.
  rm -rf "$folder"
  if ! { meson setup "$folder" --buildtype=debug "$@" && ninja -C "$folder"; } >"$folder.log" 2>&1; then
    tail -n 40 "$folder.log" >&2
    exit 1
  fi
  meson test -C "$folder" --no-rebuild --no-suite heavy --num-processes "$jobs" --timeout-multiplier 10 \
    --print-errorlogs </dev/null >>"$folder.log" 2>&1 || {
    failed=1
    sed -n '/^Summary of Failures/,$p' "$folder.log" >&2
  }
}

# at_least WHAT REACHED OF LEAST
at_least() {
  awk -v what="$1" -v reached="$2" -v of="$3" -v least="$4" 'BEGIN {
    part = of > 0 ? 100 * reached / of : 0
    printf "%s: %d of %d, %.2f%%; at least %s%% expected\n", what, reached, of, part, least
    exit !(part >= least)
  }' || failed=1
}

# A figure of gcovr's summary.
figure() {
  sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$summary"
}

lines_and_branches() {
  needs gcc gcovr
  folder=$source/build-coverage
  CC=gcc measure "$folder" -Db_coverage=true
  summary=$folder/summary.json
  gcovr --root "$source" --object-directory "$folder" --filter lib/ --json-summary "$summary" --json-summary-pretty \
    --html-details "$folder/coverage.html" --txt "$folder/lines.txt" "$folder/lib" || exit 1
  gcovr --root "$source" --object-directory "$folder" --filter lib/ --branches "$folder/lib" >"$folder/branches.txt" || exit 1
  at_least lines "$(figure line_covered | tail -n 1)" "$(figure line_total | tail -n 1)" "$least_lines"
  at_least branches "$(figure branch_covered | tail -n 1)" "$(figure branch_total | tail -n 1)" "$least_branches"
}

conditions() {
  needs clang-19 llvm-profdata-19 llvm-cov-19
  folder=$source/build-conditions
  library=$folder/lib/libchildplan.so
  rm -rf "$folder/profiles"
  # Each program adds to one file of its own, however often it runs.
  export LLVM_PROFILE_FILE="$folder/profiles/%m.profraw"
  flags='-fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc'
  CC=clang-19 CXX=clang++-19 measure "$folder" "-Dc_args=$flags" -Dc_link_args=-fprofile-instr-generate
  llvm-profdata-19 merge -o "$folder/profile" "$folder"/profiles/*.profraw || exit 1
  llvm-cov-19 report "$library" "-instr-profile=$folder/profile" --show-mcdc-summary "$source/lib" >"$folder/files.txt"
  llvm-cov-19 show "$library" "-instr-profile=$folder/profile" --show-mcdc "$source/lib" >"$folder/conditions.txt"
  # shellcheck disable=SC2046
  set -- $(awk '$1 == "TOTAL" { print $(NF - 2) - $(NF - 1), $(NF - 2) }' "$folder/files.txt")
  at_least conditions "$1" "$2" "$least_conditions"
}

case "$kind" in
  lines) lines_and_branches ;;
  --conditions) conditions ;;
  *)
    sed -n '2,10s/^# //p' "$source/tests/coverage.sh" >&2
    exit 2
    ;;
esac
exit "$failed"
