#!/bin/sh
# Every worked case through the real program, byte for byte: under the C locale, and under locales that write numbers and
# letters in another way.
# usage: cases.sh ROLLUP CASES_DIR
set -u
rollup=$1 cases=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

count=0
# compare NAME EXPECTED COMMAND…: one TAP line.
compare() {
  name=$1 expected=$2
  shift 2
  count=$((count + 1))
  "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
  # What is said of the files, where a case fixes it, as if one stood in its folder.
  errors=${expected%.csv}.err
  sed "s#$folder/##g" "$work/err" >"$work/said"
  if [ "$status" -eq 0 ] && cmp -s "$work/out" "$expected" && { [ ! -f "$errors" ] || cmp -s "$work/said" "$errors"; }; then
    echo "ok $count - $name"
  else
    echo "not ok $count - $name"
    {
      echo "exit status $status"
      head -n 20 "$work/err"
      diff "$expected" "$work/out" | head -n 20
      [ ! -f "$errors" ] || diff "$errors" "$work/said"
    } | sed 's/^/# /'
  fi
}

for arguments in "$cases"/*/args-*; do
  folder=$(dirname "$arguments")
  number=${arguments##*-}
  expected=$folder/expected-$number.csv
  case_name=$(basename "$folder")/$number
  set --
  while IFS= read -r argument || [ -n "$argument" ]; do
    set -- "$@" "$argument"
  done <"$arguments"
  set -- "$rollup" "$folder/plan.yaml" "$folder/reports.csv" "$@" --format csv

  compare "$case_name" "$expected" env LC_ALL=C "$@"
  for locale in vi_VN tr_TR; do
    if locale -a 2>/dev/null | grep -qix "$locale.utf-\{0,1\}8"; then
      compare "$case_name, $locale" "$expected" env LC_ALL="$locale.UTF-8" "$@"
    else
      count=$((count + 1))
      echo "ok $count - $case_name, $locale # SKIP the locale is not installed"
    fi
  done
done

echo "1..$count"
[ "$count" -gt 0 ]
