#!/bin/sh
# The C sources are as clang-format 14, which Debian 12 ships, lays them out.
# usage: format.sh SOURCE_DIR
set -u
cd "$1" || exit 1
case "$(clang-format --version 2>/dev/null)" in
  *'version 14.'*) ;;
  *)
    echo 'needs clang-format 14'
    exit 77
    ;;
esac
find lib include examples tests -name '*.[ch]' -exec clang-format --dry-run -Werror {} +
