#!/bin/sh
# Fuzzes with libFuzzer, AddressSanitizer and UBSan, over libyaml built with them from Debian's source package.
# usage: run.sh [SECONDS [TARGET…]]
#   SECONDS  for each target; 60 by default, the short form. The long form is an hour or more: run.sh 3600
#   TARGET   plan, reports, rows; by default all three
# Builds and works in $FUZZ_DIR (by default build-fuzz in the source tree), where corpora grow from run to run and what
# crashes is kept as crash-*. Exit status: 77 where clang or the sources of libyaml cannot be had.
set -eu
cd "$(dirname "$0")/../.."
source=$PWD
work=${FUZZ_DIR:-$source/build-fuzz}
seconds=${1:-60}
jobs=$(nproc 2>/dev/null || echo 1)
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- plan reports rows

skip() {
  echo "$1" >&2
  exit 77
}

# Debian's source package, without touching the system's list of sources.
get_libyaml() {
  [ ! -d "$work/libyaml" ] || return 0
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/package"
  release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  {
    echo Types: deb-src
    echo URIs: http://deb.debian.org/debian
    echo "Suites: $release"
    echo Components: main
    echo Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
  } >"$work/apt/debian.sources"
  set_apt="-o Dir::Etc::sourcelist=$work/apt/debian.sources -o Dir::Etc::sourceparts=/dev/null
    -o Dir::State::lists=$work/apt/lists -o Dir::Cache=$work/apt/cache -o APT::Sandbox::User="
  # Unquoted: a list of options.
  # shellcheck disable=SC2086
  (
    cd "$work/package" &&
      apt-get -q $set_apt update &&
      apt-get -q $set_apt source --download-only libyaml
  ) >"$work/apt/log" 2>&1 || return 1
  mkdir "$work/libyaml.part"
  tar -xf "$work"/package/libyaml_*.orig.tar.* -C "$work/libyaml.part" --strip-components=1
  mv "$work/libyaml.part" "$work/libyaml"
}

clang --version >/dev/null 2>&1 || skip 'needs clang'
mkdir -p "$work"
get_libyaml || skip 'needs the sources of libyaml: apt-get source libyaml'

flags='-g -O2 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined'
includes="-I$source/include -I$source/lib -I$work/libyaml/include"
defines='-DCHILDPLAN_STATIC -DCHILDPLAN_VERSION="fuzz"'
version=$(sed -n 's/^Version: \([^-]*\).*/\1/p' "$work"/package/libyaml_*.dsc | head -n 1)

# Builds all from nothing: half a minute, and no header is ever forgotten.
build() {
  rm -rf "$work/objects"
  mkdir -p "$work/objects/yaml" "$work/objects/ours"
  # Unquoted: lists of options; no source has a blank in its name.
  # shellcheck disable=SC2086,SC2046
  (
    cd "$work/objects/yaml" &&
      clang -c $flags -fsanitize=fuzzer-no-link -w -I"$work/libyaml/include" \
        -DYAML_VERSION_STRING="\"$version\"" -DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5 \
        "$work"/libyaml/src/[a-z]*.c &&
      cd ../ours &&
      # Nothing fuzzed here writes spreadsheets, so libxlsxwriter is not needed.
      (cd "$source/lib" && find . -type d) | xargs mkdir -p &&
      (cd "$source/lib" && find . -name '*.c' ! -name book.c ! -name book_check.c) |
      xargs -I FILE -P "$jobs" clang -c -std=c11 $flags -fsanitize=fuzzer-no-link $defines $includes "$source/lib/FILE" -o FILE.o
  )
  # The target itself is not worth the fuzzer's attention.
  for file in "$source"/tests/fuzz/[!r]*.c "$source/tests/fuzz/rows_hold.c"; do
    # shellcheck disable=SC2086
    clang -c -std=c11 $flags $defines $includes "$file" -o "$work/objects/$(basename "$file" .c).o"
  done
  for target in "$@"; do
    rows=
    [ "$target" != rows ] || rows=$work/objects/rows_hold.o
    # shellcheck disable=SC2086
    clang $flags -fsanitize=fuzzer "$work/objects/fuzz_$target.o" "$work/objects/fuzz.o" $rows \
      "$work"/objects/yaml/*.o "$work"/objects/ours/*/*.o -lutf8proc -o "$work/fuzz_$target"
  done
}

# join PLAN REPORTS…: an input for the target rows.
join_rows() {
  printf '0'
  cat "$1"
  printf '\377'
  cat "$2"
  if [ -f "$3" ]; then
    printf '\377'
    cat "$3"
  fi
}

# The cases of the other tests are inputs too.
seed() {
  mkdir -p "$work/seeds/plan" "$work/seeds/reports" "$work/seeds/rows"
  for plan in tests/data/*/*.yaml tests/cases/*/plan.yaml; do
    name=$(echo "${plan%.yaml}" | tr / -)
    reports=${plan%.yaml}.csv
    [ -f "$reports" ] || reports=$(dirname "$plan")/reports.csv
    [ -s "$plan" ] && [ "$(wc -c <"$plan")" -lt 6000 ] || continue
    cp "$plan" "$work/seeds/plan/$name"
    [ -f "$reports" ] && [ "$(wc -c <"$reports")" -lt 4000 ] || continue
    { printf '0' && cat "$reports"; } >"$work/seeds/reports/$name"
    join_rows "$plan" "$reports" "${plan%.yaml}.units.csv" >"$work/seeds/rows/$name"
  done
}

# A figure of libFuzzer's last words.
figure() {
  sed -n "s/^stat::$1: *//p" "$2"
}

# fuzz TARGET: its words go into a log, one line says what it did.
fuzz() {
  target=$1
  mkdir -p "$work/corpus/$target"
  log=$work/$target.log
  dictionary=
  [ "$target" = reports ] || dictionary=-dict=tests/fuzz/plan.dict
  verdict=0
  # shellcheck disable=SC2086
  "$work/fuzz_$target" -max_total_time="$seconds" -max_len="${FUZZ_LENGTH:-4096}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$work/crash-$target-" $dictionary "$work/corpus/$target" "tests/fuzz/corpus/$target" \
    "$work/seeds/$target" >"$log" 2>&1 || {
    tail -n 60 "$log" >&2
    verdict=1
  }
  coverage=$(sed -n 's/.*cov: \([0-9]*\) ft: \([0-9]*\).*/\1 edges, \2 features/p' "$log" | tail -n 1)
  crashes=$(find "$work" -maxdepth 1 -name "crash-$target-*" | wc -l)
  echo "fuzz $target: $(figure number_of_executed_units "$log") executions in $seconds s, $coverage, $crashes crashes kept"
  return "$verdict"
}

build "$@"
seed
status=0
# As many at once as there are processors, so that each has its whole time.
while [ $# -gt 0 ]; do
  running=
  while [ $# -gt 0 ] && [ "$(echo $running | wc -w)" -lt "$jobs" ]; do
    fuzz "$1" &
    running="$running $!"
    shift
  done
  for process in $running; do
    wait "$process" || status=1
  done
done
exit "$status"
