#!/bin/sh
# Makes the reference of the C API (HTML) with Doxygen; any warning fails, and so does a function that is not in it.
# usage: reference.sh SOURCE_DIR OUT_DIR VERSION
set -u
source=$1 out=$2 CHILDPLAN_VERSION=$3
here=$(dirname "$0")
if ! doxygen --version >/dev/null 2>&1; then
  echo '1..0 # SKIP needs doxygen'
  exit 0
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export CHILDPLAN_VERSION CHILDPLAN_INCLUDE CHILDPLAN_REFERENCE

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

# warns NAME SED_SCRIPT: Doxygen fails where a header is edited so.
warns() {
  rm -rf "$work/include" "$work/out"
  cp -r "$source/include" "$work/include"
  sed -i "$2" "$work/include/childplan/period.h"
  mkdir "$work/out"
  CHILDPLAN_INCLUDE=$work/include CHILDPLAN_REFERENCE=$work/out doxygen "$here/Doxyfile" >"$work/log" 2>&1 &&
    echo 'no warning' >"$work/log"
  grep -q 'period.*error:.*document' "$work/log"
  verdict $? "warns of $1"
}

rm -rf "$out"
mkdir -p "$out"
CHILDPLAN_INCLUDE=$source/include CHILDPLAN_REFERENCE=$out doxygen "$here/Doxyfile" >"$work/log" 2>&1 &&
  [ ! -s "$work/log" ]
verdict $? 'Doxygen has nothing to warn of'

cat "$out"/html/*_8h.html >"$work/html"
sh "$here/../public_names.sh" "$source"/include/childplan/*.h | while read -r function; do
  grep -q '</span>'"$function()" "$work/html" || echo "$function"
done >"$work/log"
[ ! -s "$work/log" ]
verdict $? 'every function has its entry'

warns 'a function without a comment' 's/^ \* Makes a period\.$/&\n *\/\n\/*/'
warns 'a parameter without its line' '/@param kind/d'
warns 'a result without its line' '/@return .* The period.s code/d;/@return The period.s code; /d'
warns 'a constant without a comment' '/^\/\*\* A month\. \*\//d'
echo "1..$count"
