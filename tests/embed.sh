#!/bin/sh
# Another project finds the library: installed, through pkg-config; and as a meson subproject, linked statically.
# usage: embed.sh SOURCE_DIR BUILD_DIR 'C COMPILER' VERSION
set -u
source=$1 build=$2 cc=$3 version=$4
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

cat >"$work/user.c" <<'PROGRAM'
#include <childplan/childplan.h>
#include <stdio.h>
int main(void)
{
    return puts(childplan_version_string()) < 0;
}
PROGRAM

count=0
# expect_version NAME COMMAND…: one TAP line; the command prints the version.
expect_version() {
  name=$1
  shift
  count=$((count + 1))
  if [ "$("$@" 2>>"$work/log")" = "$version" ]; then
    echo "ok $count - $name"
  else
    echo "not ok $count - $name"
    sed 's/^/# /' "$work/log"
  fi
}

DESTDIR=$work/installed meson install -C "$build" --no-rebuild >"$work/log" 2>&1
folder=$(dirname "$(find "$work/installed" -name childplan.pc)")
export PKG_CONFIG_PATH="$folder" PKG_CONFIG_SYSROOT_DIR="$work/installed"
# shellcheck disable=SC2046,SC2086
$cc -o "$work/user" "$work/user.c" $(pkg-config --cflags --libs childplan) >>"$work/log" 2>&1
expect_version 'pkg-config knows the version' pkg-config --modversion childplan
expect_version 'linked through pkg-config' env LD_LIBRARY_PATH="$(dirname "$folder")" "$work/user"
unset PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR

mkdir -p "$work/embedder/subprojects"
ln -s "$source" "$work/embedder/subprojects/childplan"
cp "$work/user.c" "$work/embedder/"
cat >"$work/embedder/meson.build" <<'PROJECT'
project('embedder', 'c')
childplan_dep = dependency(
  'childplan',
  default_options: ['tests=false', 'examples=false', 'default_library=static'],
  fallback: 'childplan',
)
executable('user', 'user.c', dependencies: childplan_dep)
PROJECT
{
  CC=$cc meson setup "$work/embedder/build" "$work/embedder" &&
    meson compile -C "$work/embedder/build"
} >"$work/log" 2>&1
expect_version 'linked as a subproject' "$work/embedder/build/user"

echo "1..$count"
