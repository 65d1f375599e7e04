#!/bin/sh
# Another project finds the library: installed into a staging folder, shared and static, through pkg-config, meson's
# dependency() and CMake's pkg_check_modules, in C and C++; and as a meson subproject, linked statically.
# usage: install.sh SOURCE_DIR 'C COMPILER' 'C++ COMPILER' VERSION
set -u
source=$1 cc=$2 cxx=$3 version=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

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

# runs NAME PROGRAM: it prints what it should.
runs() {
  [ "$("$2" 2>>"$work/log")" = "$version 2025-H1" ]
  verdict $? "$1"
}

# install_into FOLDER LIBRARY: builds with that default_library, installs into a staging folder and lets pkg-config find
# it there: the installed childplan.pc with the staging folder before its prefix.
install_into() {
  {
    CC=$cc meson setup "$work/build-$2" "$source" -Dtests=false -Dexamples=false -Ddefault_library="$2" \
      --prefix=/usr --libdir=lib/multiarch &&
      DESTDIR=$1 meson install -C "$work/build-$2"
  } >"$work/log" 2>&1
  verdict $? "$2: installed"
  libdir=$1/usr/lib/multiarch
  mkdir -p "$1/pkgconfig"
  sed "s|^prefix=|&$1|" "$libdir/pkgconfig/childplan.pc" >"$1/pkgconfig/childplan.pc"
  export PKG_CONFIG_PATH="$1/pkgconfig" LD_LIBRARY_PATH="$libdir"
}

# field NAME: a field of the installed childplan.pc.
field() {
  sed -n "s/^$1: //p" "$libdir/pkgconfig/childplan.pc"
}

# build_consumer LIBRARY: the consumer project in every way, against what is installed.
build_consumer() {
  static="" cmake_static=OFF
  if [ "$1" = static ]; then
    static=--static cmake_static=ON
  fi
  # Unquoted: commands and flags with their arguments.
  # shellcheck disable=SC2046,SC2086
  {
    $cc -std=c99 -o "$work/pkg-c-$1" "$here/consumer/consumer.c" $(pkg-config $static --cflags --libs childplan) &&
      $cxx -std=c++11 -o "$work/pkg-cpp-$1" "$here/consumer/consumer.cpp" \
        $(pkg-config $static --cflags --libs childplan)
  } >"$work/log" 2>&1
  runs "$1: C through pkg-config" "$work/pkg-c-$1"
  runs "$1: C++ through pkg-config" "$work/pkg-cpp-$1"

  {
    CC=$cc CXX=$cxx meson setup "$work/meson-$1" "$here/consumer" -Ddefault_library="$1" &&
      meson compile -C "$work/meson-$1"
  } >"$work/log" 2>&1
  runs "$1: C through meson's dependency()" "$work/meson-$1/consumer-c"
  runs "$1: C++ through meson's dependency()" "$work/meson-$1/consumer-cpp"

  {
    CC=$cc CXX=$cxx cmake -G Ninja -S "$here/consumer" -B "$work/cmake-$1" -DSTATIC="$cmake_static" &&
      cmake --build "$work/cmake-$1"
  } >"$work/log" 2>&1
  runs "$1: C through CMake's pkg_check_modules" "$work/cmake-$1/consumer-c"
  runs "$1: C++ through CMake's pkg_check_modules" "$work/cmake-$1/consumer-cpp"
}

for tool in cmake pkg-config; do
  if ! $tool --version >/dev/null 2>&1; then
    echo "1..0 # SKIP needs $tool"
    exit 0
  fi
done
if [ -z "$cxx" ]; then
  echo '1..0 # SKIP needs a C++ compiler'
  exit 0
fi

install_into "$work/shared" shared
(cd "$source/include/childplan" && echo *.h) >"$work/expected"
(cd "$work"/shared/usr/include/childplan && echo *.h) >"$work/log" 2>&1
cmp -s "$work/expected" "$work/log"
verdict $? 'every public header is installed, and no other'
soversion=0
ls -l "$libdir" >"$work/log"
[ "$(readlink "$libdir/libchildplan.so")" = "libchildplan.so.$soversion" ] &&
  [ "$(readlink "$libdir/libchildplan.so.$soversion")" = "libchildplan.so.$version" ] &&
  [ -f "$libdir/libchildplan.so.$version" ]
verdict $? "libchildplan.so leads to .so.$soversion and .so.$version"
readelf -d "$libdir/libchildplan.so" >"$work/log" 2>&1
grep -q "(SONAME).*\[libchildplan\.so\.$soversion\]" "$work/log" && ! grep -q 'RPATH\|RUNPATH\|TEXTREL' "$work/log"
verdict $? "its SONAME is libchildplan.so.$soversion, and it carries no path of the build"
cp "$libdir/pkgconfig/childplan.pc" "$work/log"
[ "$(field Name)" = childplan ] && [ -n "$(field Description)" ] && [ "$(field Version)" = "$version" ] &&
  [ "$(field Cflags)" = "-I\${includedir}" ] &&
  [ "$(field Libs)" = "-L\${libdir} -lchildplan" ] && [ -z "$(field Requires)" ] &&
  field Requires.private | grep -q 'yaml-0.1' && field Requires.private | grep -q libutf8proc
verdict $? "the fields of childplan.pc: what a program needs, and apart from it what the library itself needs"
build_consumer shared
ldd "$work/meson-shared/consumer-c" >"$work/log" 2>&1
grep -q "libchildplan.so.$soversion => $work/shared/" "$work/log"
verdict $? 'shared: the program asks for the SONAME'

install_into "$work/static" static
nm --defined-only --extern-only "$libdir/libchildplan.a" 2>/dev/null | awk 'NF == 3 && $3 !~ /^childplan_/' >"$work/log"
[ ! -s "$work/log" ]
verdict $? 'static: every symbol begins with childplan_'
build_consumer static
ldd "$work/meson-static/consumer-c" >"$work/log" 2>&1
! grep -q libchildplan "$work/log"
verdict $? 'static: the program carries the library'

unset PKG_CONFIG_PATH LD_LIBRARY_PATH
cp -r "$here/consumer" "$work/embedder"
mkdir "$work/embedder/subprojects"
ln -s "$source" "$work/embedder/subprojects/childplan"
{
  CC=$cc CXX=$cxx meson setup "$work/embedder/build" "$work/embedder" --force-fallback-for=childplan &&
    meson compile -C "$work/embedder/build"
} >"$work/log" 2>&1
runs 'C with a meson subproject' "$work/embedder/build/consumer-c"
runs 'C++ with a meson subproject' "$work/embedder/build/consumer-cpp"

echo "1..$count"
