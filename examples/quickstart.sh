#!/bin/sh
# Installs what is missing, builds into build/ and shows how far plan 251/KH-LĐLĐ of Lai Châu has come.
set -eu
cd "$(dirname "$0")/.."
. examples/prepare.sh

need_build_tools
install_missing
build_into build -Dexamples=true -Dtests=false

# The province first; whatever is asked for instead goes to the program as it is.
[ $# -gt 0 ] || set -- -l province -p 2024 -p 2025 -p plan
build/examples/rollup examples/lai-chau/plan.yaml examples/lai-chau/reports.csv --format table "$@"
echo 'Every unit and period: build/examples/rollup examples/lai-chau/plan.yaml examples/lai-chau/reports.csv' >&2
