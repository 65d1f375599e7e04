#!/bin/sh
# Programs written against released versions, compiled against the headers they were written for, run with the library
# of today; and every function those headers declare is still there.
# usage: consumer.sh LIBRARY 'C COMPILER'
set -u
library=$1 cc=$2
here=$(dirname "$0")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
LD_LIBRARY_PATH=$(dirname "$library")
export LD_LIBRARY_PATH

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

for consumer in "$here"/consumer-*/; do
  version=$(basename "$consumer")
  # Unquoted: the compiler comes as a command with its arguments.
  # shellcheck disable=SC2086
  $cc -std=c99 -Wall -Wextra -Wpedantic -Werror -I"$consumer/include" -o "$work/program" "$consumer/consumer.c" \
    "$library" >"$work/log" 2>&1 &&
    "$work/program" >"$work/out" 2>>"$work/log" &&
    diff "$consumer/expected.txt" "$work/out" >>"$work/log"
  verdict $? "$version runs with the library of today"

  sh "$here/../public_names.sh" "$consumer"/include/childplan/*.h >"$work/names"
  {
    echo '#include <childplan/childplan.h>'
    echo 'int main(int argc, char **argv) { void (*functions[])(void) = {'
    sed 's/.*/(void (*)(void))&,/' "$work/names"
    echo '0}; (void)argv; return functions[argc - 1] == 0; }'
  } >"$work/every.c"
  # shellcheck disable=SC2086
  $cc -std=c99 -I"$consumer/include" -o "$work/every" "$work/every.c" "$library" >"$work/log" 2>&1 &&
    "$work/every" && [ "$(wc -l <"$work/names")" -ge 100 ]
  verdict $? "$version: its $(wc -l <"$work/names") functions are all there"
done
echo "1..$count"
