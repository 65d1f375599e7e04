#!/bin/sh
# Every C suite under AddressSanitizer with UBSan, under ThreadSanitizer and under valgrind: the long form of what
# run.sh --all does of it, which has the first whole and of the second the suites that use threads.
# usage: sanitizers.sh [address|thread|valgrind [TEST…]]
#   TEST  as meson names it; by default all that are not heavy. All three of all take an hour or two.
# Builds into build-sanitize, build-thread and build-valgrind in the source tree. Exit status: 1 where anything was
# found, 77 without valgrind.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-all}
[ $# -eq 0 ] || shift

# What a suite's shell calls besides our programs is not looked into.
memcheck="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
--show-leak-kinds=definite,indirect,possible --child-silent-after-fork=yes \
--trace-children=yes --trace-children-skip=/bin/*,/usr/bin/*,/usr/lib/* \
--suppressions=$PWD/tests/valgrind.supp"

# run FOLDER SANITIZER 'WRAPPER' TEST…
run() {
  folder=$1 sanitizer=$2 wrapper=$3
  shift 3
  [ -d "$folder" ] || meson setup "$folder" -Dwerror=true -Dexamples=true -Dtests=true -Db_sanitize="$sanitizer"
  meson compile -C "$folder"
  echo "== $folder"
  meson test -C "$folder" --no-rebuild --no-suite heavy --timeout-multiplier 40 --print-errorlogs --wrapper "$wrapper" "$@"
}

verdict=0
case $kind in
  all | address) run build-sanitize address,undefined '' "$@" || verdict=1 ;;
esac
case $kind in
  all | thread) run build-thread thread '' "$@" || verdict=1 ;;
esac
case $kind in
  all | valgrind)
    if ! valgrind --version >/dev/null; then
      exit 77
    fi
    run build-valgrind none "$memcheck" "$@" || verdict=1
    ;;
esac
case $kind in
  all | address | thread | valgrind) ;;
  *)
    sed -n '2,7s/^# //p' tests/sanitizers.sh >&2
    exit 2
    ;;
esac
exit "$verdict"
