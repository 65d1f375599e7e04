# For quickstart.sh and tests/run.sh, which source it from the top folder: what to install, and a build folder.

missing=

# need 'PACKAGE…' COMMAND…: the Debian packages are missing where the command fails.
need() {
  packages=$1
  shift
  "$@" >/dev/null 2>&1 </dev/null || missing="$missing $packages"
}

compiles_c() {
  echo '#include <stdio.h>' | gcc -x c -fsyntax-only -
}

need_build_tools() {
  need 'gcc libc6-dev' compiles_c
  need meson meson --version
  need ninja-build ninja --version
  need pkg-config pkg-config --version
  need libyaml-dev pkg-config --exists yaml-0.1
  need libutf8proc-dev pkg-config --exists libutf8proc
}

# Installs what need() found missing: as root through apt-get; otherwise says what to install and fails.
install_missing() {
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing:$missing" >&2
    echo "Install it first, on Debian as root: apt-get update && apt-get install$missing" >&2
    return 1
  fi
  echo "Installing:$missing" >&2
  {
    # Unquoted: a list of packages.
    # shellcheck disable=SC2086
    apt-get -q update &&
      DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing
  } >&2 </dev/null
}

# build_into FOLDER OPTION…: sets the folder up (anew where its setup is broken) and builds. Quiet unless it fails.
build_into() {
  log=$(mktemp)
  if set_up "$@" >"$log" 2>&1 && meson compile -C "$1" >>"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

set_up() {
  [ -d "$1" ] && meson setup --reconfigure "$@" && return
  rm -rf "$1"
  meson setup "$@"
}
