#!/bin/sh
# Installs what is missing, builds into build/ and runs the tests.
# usage: tests/run.sh [--all]
#   --all  also the slow ones: clang, the sanitizers, the library's own 128-bit arithmetic, every locale,
#          the comparison with another implementation, the ABI, installing, the reference, Python and other bindings,
#          Spark, the page in Chromium, spreadsheets in LibreOffice and a build without them, the format of the sources,
#          static analysis, the cost of hostile input, a minute of each fuzz target
set -eu
cd "$(dirname "$0")/.."
. examples/prepare.sh

all=no
case "${1:-}" in
  '') ;;
  --all) all=yes ;;
  *)
    sed -n '2,7s/^# //p' tests/run.sh >&2
    exit 2
    ;;
esac

has_locale() {
  locale -a | grep -qix "$1.utf-\{0,1\}8"
}

need_build_tools
need libcmocka-dev pkg-config --exists cmocka
if [ "$all" = yes ]; then
  need g++ g++ --version
  need clang clang --version
  need clang-format clang-format --version
  need 'python3 python3-yaml' /usr/bin/python3 -c 'import yaml'
  need python3-pycparser /usr/bin/python3 -c 'import pycparser'
  need abigail-tools abidiff --version
  need cmake cmake --version
  need doxygen doxygen --version
  need python3-venv /usr/bin/python3 -c 'import ensurepip, venv'
  need luajit luajit -v
  need openjdk-17-jre-headless java -version
  need clang-tidy clang-tidy --version
  need cppcheck cppcheck --version
  need valgrind valgrind --version
  need chromium sh -c 'command -v chromium || command -v chromium-browser'
  need postgresql sh -c 'ls /usr/lib/postgresql/*/bin/initdb'
  need libxlsxwriter-dev pkg-config --exists xlsxwriter
  need zlib1g-dev pkg-config --exists zlib
  need 'libreoffice-calc poppler-utils' sh -c 'command -v soffice && command -v pdftotext'
  need locales test -f /usr/share/i18n/locales/vi_VN
fi
install_missing

if [ "$all" = yes ]; then
  for name in vi_VN tr_TR; do
    has_locale $name || localedef -i $name -f UTF-8 $name.UTF-8 || echo "No locale $name.UTF-8: run localedef as root" >&2
  done
fi

passed=0 failed=0 skipped=0

# add_results FOLDER: adds what the folder's test log says. A TAP test counts by its lines; one that ended badly
# without a line that says so counts as failed once more.
add_results() {
  set -- "$1/meson-logs/testlog.json"
  [ -f "$1" ] || return 0
  # shellcheck disable=SC2046
  set -- $(awk '
    {
      result = $0
      sub(/.*"result": "/, "", result)
      sub(/".*/, "", result)
      lines = split($0, line, /\\n/)
      bad = 0
      seen = 0
      for (i = 1; i <= lines; i++) {
        sub(/^.*"stdout": "/, "", line[i])
        if (line[i] !~ /^(not )?ok [0-9]/) continue
        seen++
        if (line[i] ~ /# SKIP/) skipped++
        else if (line[i] ~ /^not/) { failed++; bad++ }
        else passed++
      }
      if (result == "OK") passed += !seen
      else if (result == "SKIP") skipped += !seen
      else failed += !bad
    }
    END { print passed + 0, failed + 0, skipped + 0 }' "$1")
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# run_tests FOLDER 'SETUP OPTION…' TEST_OPTION…: builds with warnings as errors and runs the tests there.
run_tests() {
  folder=$1 options=$2
  shift 2
  echo "== $folder $options"
  rm -f "$folder/meson-logs/testlog.json"
  # shellcheck disable=SC2086
  if ! build_into "$folder" -Dwerror=true -Dexamples=true -Dtests=true $options; then
    echo "The build in $folder failed." >&2
    failed=$((failed + 1))
    return 0
  fi
  status=0
  before=$failed
  meson test -C "$folder" --no-rebuild --print-errorlogs "$@" </dev/null || status=$?
  add_results "$folder"
  # Whatever the log says, a run that failed has failed.
  if [ "$status" -ne 0 ] && [ "$failed" -eq "$before" ]; then
    failed=$((failed + 1))
  fi
}

export CC="${CC:-gcc}" CXX="${CXX:-g++}"
if [ "$all" = no ]; then
  run_tests build '' --no-suite heavy
else
  run_tests build ''
  CC=clang CXX=clang++ run_tests build-clang '' --no-suite heavy
  run_tests build-sanitize '-Db_sanitize=address,undefined' --no-suite heavy
  run_tests build-thread '-Db_sanitize=thread' threads bulk import rollup refresh words
  # What 128 bits are made of changes numbers, not what fails when memory or files do.
  run_tests build-portable '-Dportable-arithmetic=true' --suite unit --suite cases --suite data --suite property --suite examples
  run_tests build-plain '-Dspreadsheets=disabled' forms output program readme data-valid data-invalid headers
fi

verdict=0
if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then
  verdict=1
fi
# Not a failure, but never silent: a suite that could not run has shown nothing.
if [ "$all" = yes ] && [ "$skipped" -gt 0 ]; then
  echo "Skipped, not passed: $skipped. The lines above that say SKIP name them." >&2
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$verdict"
