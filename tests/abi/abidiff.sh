#!/bin/sh
# The library's ABI is the one kept in reference/; and what would break it is found.
# usage: abidiff.sh SOURCE_DIR
set -u
source=$1
here=$(cd "$(dirname "$0")" && pwd)
reference=$here/reference/libchildplan.abi
if ! abidiff --version >/dev/null 2>&1 || ! gcc --version >/dev/null 2>&1 || [ "$(uname -m)" != x86_64 ]; then
  echo '1..0 # SKIP needs abidiff (abigail-tools) and gcc on x86_64'
  exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -r "$source/include" "$source/lib" "$source/meson.build" "$source/meson_options.txt" "$work/"

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

# compare: builds the copy; abidiff's exit status, or 1 where there is nothing to compare.
compare() {
  sh "$here/describe.sh" "$work" "$work/build" "$work/new.abi" >"$work/log" 2>&1 || return 1
  abidiff "$reference" "$work/new.abi" >"$work/log" 2>&1
}

# caught BITS NAME FILE SED_SCRIPT…: with the files edited so, abidiff says so with all of these bits of its status:
# 4 where the ABI has changed, 8 where it has broken.
caught() {
  bits=$1 name=$2
  shift 2
  edited=
  changed=0
  while [ $# -gt 0 ]; do
    cp "$work/$1" "$work/$1.kept"
    sed -i "$2" "$work/$1"
    cmp -s "$work/$1" "$work/$1.kept" && changed=1
    edited="$edited $1"
    shift 2
  done
  compare
  status=$?
  for file in $edited; do
    mv "$work/$file.kept" "$work/$file"
    touch "$work/$file"
  done
  [ "$changed" -eq 0 ] && [ $((status & 3)) -eq 0 ] && [ $((status & bits)) -eq "$bits" ]
  verdict $? "caught: $name"
}

compare
verdict $? 'the ABI is that of the reference'

caught 12 'a removed function' lib/childplan.map '/ childplan_period_last_year;/d'
caught 4 'a changed type of a result' \
  include/childplan/plan.h 's/int32_t childplan_plan_first_year(/int64_t childplan_plan_first_year(/' \
  lib/plan/accessors.c 's/int32_t childplan_plan_first_year(/int64_t childplan_plan_first_year(/'
caught 4 'a further parameter' \
  include/childplan/output.h 's/childplan_output_set_width(childplan_output \*output, int32_t columns/&, int32_t rows/' \
  lib/exchange/output.c 's/childplan_output_set_width(childplan_output \*output, int32_t columns/&, int32_t rows/'
caught 4 'a structure the caller allocates has grown' \
  include/childplan/arrow.h '/(\*get_last_error)/s/$/\n    void *more;/'
caught 4 'a function that is not in the reference' \
  lib/childplan.map 's/^    childplan_date_format;/&\n    childplan_added;/' \
  include/childplan/base.h 's/^CHILDPLAN_API const char \*childplan_version_string/CHILDPLAN_API int32_t childplan_added(void);\n&/' \
  lib/base/base.c 's/^const char \*childplan_version_string/int32_t childplan_added(void) {\n    return 0;\n}\n\n&/'

compare
verdict $? 'nothing was left of the breaks'
echo "1..$count"
