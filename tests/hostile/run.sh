#!/bin/sh
# Hostile input costs about as much as ordinary input: of every shape, twice as many more bytes take at most about twice
# as many more instructions, and 1 MB takes under a second of the processor. Instructions are counted by valgrind, the
# same on every machine; what does not grow with the input falls out, as differences are compared:
# (I(4n) - I(2n)) / (I(2n) - I(n)) is 2 for work in proportion, 4 for work that grows with the square.
# usage: run.sh HOSTILE [BYTES]
#   BYTES  n: 6000 by default, the short form; the long form is 250000, an hour
set -u
export LC_ALL=C
# Meson has malloc fill what it gives and takes, which is work too.
unset MALLOC_PERTURB_

# instructions PROGRAM SHAPE BYTES
instructions() {
  valgrind --tool=cachegrind --cache-sim=no --branch-sim=no --cachegrind-out-file=/dev/null \
    "$1" answer "$2" "$3" 2>&1 >/dev/null | sed -n 's/.*I *refs: *//p' | tr -d ,
}

# One shape, in a process of its own: name, ratio in hundredths, instructions for each byte, milliseconds for 1 MB.
if [ "$1" = measure ]; then
  hostile=$2 bytes=$3 shape=$4
  one=$(instructions "$hostile" "$shape" "$bytes")
  two=$(instructions "$hostile" "$shape" $((2 * bytes)))
  four=$(instructions "$hostile" "$shape" $((4 * bytes)))
  first=$((two - one)) second=$((four - two))
  # Less than this is the noise of where memory happens to lie.
  [ "$first" -gt 20000 ] || first=20000
  time=$("$hostile" answer "$shape" 1000000 2>/dev/null | cut -d' ' -f1)
  echo "$shape $((100 * second / first)) $((second / (2 * bytes))) ${time:-9999}"
  exit
fi

if ! valgrind --version >/dev/null 2>&1; then
  echo '1..0 # SKIP needs valgrind'
  exit 0
fi
"$1" list | xargs -n 1 -P "$(nproc)" sh "$0" measure "$1" "${2:-6000}" | sort | awk '
  {
    n += 2
    good = $2 <= 230 ? "ok" : "not ok"
    print good " " n - 1 " - " $1 ": " $2 / 100 " times the work for twice the bytes, " $3 " instructions a byte"
    print ($4 < 1000 ? "ok" : "not ok") " " n " - " $1 ": 1 MB in " $4 " ms"
    if ($2 > worst) { worst = $2; worst_shape = $1 }
    if ($4 > slowest) { slowest = $4; slowest_shape = $1 }
  }
  END {
    print "# " n / 2 " shapes; at most " worst / 100 " times the work (" worst_shape "), " slowest " ms (" slowest_shape ")"
    print "1.." n
  }'
