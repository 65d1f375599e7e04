#!/bin/sh
# The rollup program's own promises: exit statuses, where things are printed, options that choose rows. And those of the
# program beside it that prints a chain of plans.
# usage: program.sh ROLLUP CASES_DIR DATA_DIR SAMPLES_DIR
set -u
rollup=$1 case=$2/reorganised chain=$2/cascade data=$3 samples=$4
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

count=0
# verdict NAME COMMAND…: one TAP line, with what the program said where the command fails.
verdict() {
  name=$1
  shift
  count=$((count + 1))
  if "$@"; then
    echo "ok $count - $name"
  else
    echo "not ok $count - $name"
    {
      echo "exit status $status"
      head -n 20 "$work/out" "$work/err"
    } | sed 's/^/# /'
  fi
}

# run ARGUMENT…: leaves $status, $work/out and $work/err.
run() {
  "$rollup" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
}

roll_up() {
  run "$case/plan.yaml" "$case/reports.csv" "$@"
}

printed() { [ "$status" -eq "$1" ] && [ -s "$work/out" ] && [ ! -s "$work/err" ]; }
complained() { [ "$status" -eq "$1" ] && [ ! -s "$work/out" ] && grep -qe "$2" "$work/err"; }
holds() { [ "$status" -eq 0 ] && grep -q "$1" "$work/out"; }
column() { cut -d, -f"$1" "$work/out" | sed 1d | sort -u | tr '\n' ' '; }
only() { [ "$status" -eq 0 ] && [ "$(column "$1")" = "$2 " ]; }

run --help
verdict '--help' printed 0
run --version
verdict '--version' printed 0
run
verdict 'without a plan' complained 2 rollup
roll_up --no-such-option
verdict 'an unknown option' complained 2 no-such-option
roll_up --format xml
verdict 'an unknown format' complained 2 xml
roll_up -p
verdict 'an option without its argument' complained 2 -p
roll_up -p 2025-Q7
verdict 'a word that is no period' complained 2 2025-Q7
roll_up --threads 257
verdict 'more threads than may be asked for' complained 2 257
roll_up --threads 4 --format csv
verdict 'threads asked for change no byte' cmp "$work/out" "$case/expected-1.csv"
roll_up -u nobody
verdict 'an unknown unit' complained 1 nobody
run "$work/none.yaml" "$case/reports.csv"
verdict 'a plan that is not there' complained 1 'none.yaml.*error: '
run "$case/plan.yaml" "$work/none.csv"
verdict 'reports that are not there' complained 1 'none.csv.*error: '
run "$data/invalid/plan-key-unknown.yaml" "$data/valid/minimal.csv"
verdict 'a plan that is refused' complained 1 'plan-key-unknown.yaml:[0-9]*:[0-9]*: error: '
run "$data/invalid/plan-key-unknown.yaml" "$data/valid/minimal.csv" --lang vi
verdict 'the same in Vietnamese' complained 1 'plan-key-unknown.yaml:[0-9]*:[0-9]*: lỗi: '
run "$data/invalid/reports-unit-unknown.yaml" "$data/invalid/reports-unit-unknown.csv" --format csv
verdict 'reports that are refused' complained 1 'reports-unit-unknown.csv:3:1: error: '
lenient() { [ "$status" -eq 0 ] && [ -s "$work/out" ] && grep -q ': warning: ' "$work/err" && ! grep -q ': error: ' "$work/err"; }
run "$data/invalid/reports-lenient-wide.yaml" "$data/invalid/reports-lenient-wide.csv" --lenient --format csv
verdict 'a lenient import warns' lenient
run "$data/lint/element-unused-near.yaml" --check
verdict '--check' printed 0
warned() { [ "$status" -eq 0 ] && [ -s "$work/out" ] && grep -q "$1" "$work/err" && ! grep -q ': error: ' "$work/err"; }
run "$data/lint/element-unused.yaml" --check
verdict '--check warns of what is surely wrong' warned 'element-unused.yaml:10:5: warning: '
run "$data/lint/element-unused.yaml" --check --lang vi
verdict 'the same in Vietnamese' warned 'element-unused.yaml:10:5: cảnh báo: '
roll_up --check
verdict '--check warns with reports too' warned 'plan.yaml:8:5: warning: '
roll_up --format csv
verdict 'without --check nothing is said' printed 0
run "$data/invalid/reports-lenient-wide.yaml" "$data/invalid/reports-lenient-wide.csv" --check
verdict '--check of refused reports' complained 1 ': error: '
# found HOW_MANY FILE OPTION…: about so many figures it asks.
found() {
  expected=$1 file=$data/invalid/$2
  shift 2
  run "$file.yaml" "$file.csv" --check "$@"
  verdict "--check $* of ${file##*/}" test "$status-$(grep -c 'warning: “' "$work/err")" = "0-$expected"
}
found 3 data-outlier
found 1 data-outlier --outliers 80 --jump 20
found 3 data-outlier --outliers 80.4
found 3 data-outlier --outliers 4,73
found 2 data-outlier --outliers 4,74
found 6 data-outlier --jump 1.01
found 2 data-outlier --jump 1.01 --floor 200
found 2 data-copied --copies 4
found 0 data-copied --copies 5
found 0 data-copied --copies 0
for wrong in '--outliers 0' '--outliers 3.555' '--outliers .5' '--jump 1' '--jump x' '--floor -1' '--copies 1' '--copies 5001'; do
  # shellcheck disable=SC2086
  run "$data/invalid/data-copied.yaml" --check $wrong
  verdict "$wrong" complained 2 "is no .* for ${wrong% *}"
done

roll_up --format csv
cp "$work/out" "$work/all.csv"
first_unit=$(sed -n 2p "$work/out" | cut -d, -f1)
first_indicator=$(sed -n 2p "$work/out" | cut -d, -f3)
roll_up --format csv -o "$work/file.csv"
to_file() { [ "$status" -eq 0 ] && [ ! -s "$work/out" ] && cmp -s "$work/all.csv" "$work/file.csv"; }
verdict '-o FILE' to_file
roll_up --format csv -o "$work/none/file.csv"
verdict '-o into a folder that is not there' complained 1 'error: '
roll_up --format csv -u "$first_unit" -i "$first_indicator"
verdict '-u chooses rows' only 1 "$first_unit"
verdict '-i chooses rows' only 3 "$first_indicator"
chosen() { grep -vxFf "$work/all.csv" "$work/out"; [ $? -eq 1 ]; }
verdict 'what is chosen is what was there' chosen
roll_up --format csv -p 2024 -p 2024 -p 2023
verdict '-p chooses rows, each once' only 2 '2023 2024'
roll_up --format csv --names
verdict '--names' holds ',as_of,unit_name,level,indicator_name$'
roll_up --format csv --safe-cells
verdict '--safe-cells changes nothing where no text is a formula' cmp "$work/out" "$work/all.csv"
roll_up --format json
verdict '--format json' holds '^[[{]'
roll_up --format table
verdict '--format table' printed 0
roll_up --format csv --until 2026-06-30 -u "$first_unit"
verdict 'lines end in LF' sh -c '! grep -q "$(printf "\r")" "$1"' sh "$work/out"

run "$samples/tam-duong.yaml" "$samples/reports.csv" --format csv
verdict 'reports of other units' complained 1 'reports.csv:2:1: error: '
run "$samples/tam-duong.yaml" "$samples/reports.csv" --format csv --also-serves "$samples/none.yaml"
verdict '--also-serves of a plan that is not there' complained 1 'none.yaml.*error: '
run "$samples/tam-duong.yaml" "$samples/reports.csv" --format csv --also-serves
verdict '--also-serves of nothing' complained 2 also-serves
noted() { [ "$status" -eq 0 ] && [ -s "$work/out" ] && grep -q "$1" "$work/err" && ! grep -q ': warning: ' "$work/err"; }
run "$samples/tam-duong.yaml" "$samples/reports.csv" --format csv --also-serves "$samples/plan.yaml"
verdict '--also-serves leaves rows, and says how many' noted '^note: rows left .*: [0-9]'
run "$samples/104-KH-TLD.yaml" "$samples/reports.csv" --format csv -u lai-chau -i officers_reached \
  --also-serves "$samples/tam-duong.yaml" --also-serves "$samples/plan.yaml"
cp "$work/out" "$work/above.csv"
run "$samples/plan.yaml" "$samples/reports.csv" --format csv -u lai-chau -i officers_reached
verdict 'the same reports give the same rows up the chain' cmp "$work/out" "$work/above.csv"

run_cascade() {
  "$(dirname "$rollup")/cascade" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
}
# In characters: the bytes of UTF-8 without those that continue one.
narrow() { LC_ALL=C tr -d '\200-\277' <"$work/out" | LC_ALL=C awk 'length > 80 { wide = 1 } END { exit wide }'; }
run_cascade
verdict 'cascade without a plan' complained 2 cascade
run_cascade "$work/none.yaml"
verdict 'cascade of a plan that is not there' [ "$status" -eq 1 ]
run_cascade "$samples/tam-duong.yaml" "$samples/reports.csv"
verdict 'cascade of the samples finds nothing' holds '^  nothing$'
verdict 'cascade prints lines of 80 columns' narrow
found() { [ "$status" -eq 1 ] && grep -q "$1" "$work/out"; }
run_cascade "$chain/plan.yaml"
verdict 'cascade lists what is left undone' found 'plan.yaml:[0-9]*:9: warning: '
verdict 'cascade breaks findings into lines of 80 columns' narrow

run_reporting() {
  "$(dirname "$rollup")/reporting" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
}
run_reporting
verdict 'reporting without a plan' complained 2 reporting
run_reporting "$samples/plan.yaml" "$samples/reports.csv" --until yesterday
verdict 'reporting on a day that is none' complained 2 yesterday
run_reporting "$samples/plan.yaml" "$samples/reports.csv" -p
verdict 'reporting of a period that is left out' complained 2 '"-p"'
run_reporting "$samples/plan.yaml" "$samples/reports.csv" -u tam-duong-11
verdict 'reporting of a unit that is none' complained 1 tam-duong-1
run_reporting "$samples/plan.yaml" "$samples/reports.csv" -p 2031
verdict 'reporting of a period outside' complained 1 2031
for language in en vi; do
  run_reporting "$samples/plan.yaml" "$samples/reports.csv" --known-by 2025-07-18 -p plan --late --lang $language
  verdict "reporting prints lines of 80 columns, $language" narrow
  verdict "reporting prints no blanks at the end of a line, $language" [ "$(grep -c ' $' "$work/out")" -eq 0 ]
done
run_reporting "$samples/plan.yaml" "$samples/reports.csv" -l province -p 2025 --format csv
verdict 'reporting as csv' holds '^lai-chau,2025,province,lai-chau,reported,'
run_reporting --help
verdict 'reporting explains itself' holds '^usage: reporting PLAN'
if [ -e /dev/full ]; then
  "$(dirname "$rollup")/reporting" "$samples/plan.yaml" "$samples/reports.csv" >/dev/full 2>"$work/err"
  status=$?
  : >"$work/out"
  verdict 'reporting notices a full disk' complained 1 reporting
fi
run_explain() {
  "$(dirname "$rollup")/explain" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
}
run_explain --help
verdict 'explain --help' printed 0
run_explain "$case/plan.yaml" "$case/reports.csv"
verdict 'explain without a row' complained 2 -u
run_explain "$samples/plan.yaml" "$samples/reports.csv" -u lai-chou -p 2025 -i officers_reached
verdict 'explain names the nearest unit' complained 1 lai-chau
run_explain "$samples/plan.yaml" "$samples/reports.csv" -u tam-duong -p 2025 -i officers_reached
verdict 'explain of a unit that has ended' complained 1 'no such row'
run_explain "$samples/plan.yaml" "$samples/reports.csv" -u lai-chau -p 2025 -i officers_reached
verdict 'explain names each report' holds '← 2025-H2,'
verdict 'explain prints lines of 80 columns' narrow
run_explain "$samples/plan.yaml" "$samples/reports.csv" -u lai-chau -p 2025 -i officers_reached --format json
verdict 'explain as JSON' holds '"kind":"fact"'

# Diagnostic 109.
if [ -e /dev/full ]; then
  "$rollup" "$case/plan.yaml" "$case/reports.csv" --format csv >/dev/full 2>"$work/err"
  status=$?
  : >"$work/out"
  verdict 'a full disk is noticed' complained 1 'error: '
fi

# The program that compares two readings.
run_compare() {
  "$(dirname "$rollup")/compare" "$@" >"$work/out" 2>"$work/err" </dev/null
  status=$?
}

run_compare
verdict 'compare without a plan' complained 2 compare
run_compare --help
verdict 'compare --help' printed 0
run_compare "$case/plan.yaml" "$case/reports.csv" --until 2025-02-30
verdict 'compare with a day that is none' complained 2 2025-02-30
run_compare "$case/plan.yaml" "$case/reports.csv" -u nobody
verdict 'compare of a unit that is not there' complained 1 nobody
run_compare "$case/plan.yaml" "$case/reports.csv" --change 2024 2050
verdict 'compare with a period outside the plan' complained 1 2050
run_compare "$case/plan.yaml" "$case/reports.csv"
verdict 'compare of a reading with itself' holds '^Nothing differs.$'
run_compare "$case/plan.yaml" "$case/reports.csv" --with "$case/plan.yaml" "$case/reports.csv" --now-structure 2025-12-31
verdict 'compare as was and as of' holds '^    structure'
verdict 'compare prints lines of 80 columns' narrow
run_compare "$case/plan.yaml" "$case/reports.csv" --change 2024 2025 -u root --lang vi
verdict 'compare between two periods' holds 'đứt đoạn'
verdict 'compare between two periods in lines of 80 columns' narrow

echo "1..$count"
