#!/bin/sh
# What the documents show is what happens: every marked block of README.md and of the officers' guide is saved or run.
# usage: readme.sh SOURCE_DIR EXAMPLES_DIR 'C COMPILER'
#   <!-- save: FILE -->       the fenced block that follows is saved as FILE
#   <!-- output: COMMAND -->  COMMAND prints exactly the fenced block that follows, errors included
# All of it in one empty folder for each document, with the project's examples/ in it and the programs in PATH.
set -u
source=$(cd "$1" && pwd) programs=$(cd "$2" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

export PATH="$programs:$PATH" LC_ALL=C COLUMNS=80 NO_COLOR=1 CC="$3"

# The library as if it were installed.
export PKG_CONFIG_PATH="$work" LD_LIBRARY_PATH="$programs/../lib"
cat >"$work/childplan.pc" <<PC
Name: childplan
Description: the library that was built
Version: 0
Cflags: -I$source/include
Libs: -L$programs/../lib -lchildplan
PC

# Cuts a document into $2/N.kind, N.argument and N.text.
cut_blocks() {
  awk -v out="$2" '
    /^<!-- (save|output): .* -->$/ {
      kind = $2
      argument = $0
      sub(/^<!-- [a-z]*: /, "", argument)
      sub(/ -->$/, "", argument)
      pending = 1
      next
    }
    pending && /^```/ {
      name = sprintf("%s/%03d", out, ++count)
      print kind >(name ".kind")
      print argument >(name ".argument")
      printf "" >(name ".text")
      inside = 1
      pending = 0
      next
    }
    inside && /^```$/ {
      close(name ".text")
      inside = 0
      next
    }
    inside { print >(name ".text") }
    /[^ ]/ { pending = 0 }
  ' "$1"
}

count=0
check_document() {
  document=$1 folder=$work/$2
  mkdir -p "$folder/blocks" "$folder/run"
  ln -s "$source/examples" "$folder/run/examples"
  cut_blocks "$source/$document" "$folder/blocks"
  for kind in "$folder"/blocks/*.kind; do
    [ -f "$kind" ] || continue
    block=${kind%.kind}
    argument=$(cat "$block.argument")
    if [ "$(cat "$kind")" = save: ]; then
      cp "$block.text" "$folder/run/$argument"
      continue
    fi
    count=$((count + 1))
    (cd "$folder/run" && sh -c "$argument") >"$block.got" 2>&1 </dev/null
    if cmp -s "$block.got" "$block.text"; then
      echo "ok $count - $document: $argument"
    else
      echo "not ok $count - $document: $argument"
      diff "$block.text" "$block.got" | sed 's/^/# /'
    fi
  done
}

check_document README.md readme
check_document examples/lai-chau/HUONG-DAN.md guide
echo "1..$count"
[ "$count" -gt 0 ]
