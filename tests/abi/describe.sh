#!/bin/sh
# Builds the library with gcc and writes its ABI as abidw sees it: what is exported, and the public types behind it.
# Nothing of the machine is in it, so that the descriptions of two builds can be compared.
# usage: describe.sh SOURCE_DIR BUILD_DIR OUT_FILE
set -eu
source=$1 build=$2 out=$3
[ -d "$build/meson-info" ] ||
  CC=gcc meson setup "$build" "$source" -Dbuildtype=debug -Dexamples=false -Dtests=false -Ddefault_library=shared
meson compile -C "$build"
abidw --headers-dir "$source/include" --drop-private-types --drop-undefined-syms --exported-interfaces-only \
  --no-corpus-path --no-comp-dir-path --no-elf-needed --no-parameter-names --no-show-locs \
  --out-file "$out.new" "$build/lib/libchildplan.so"
sed "s# path='[^']*/lib/# path='lib/#" "$out.new" >"$out"
rm "$out.new"
