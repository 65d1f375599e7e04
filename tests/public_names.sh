#!/bin/sh
# Prints the name of every public function of the headers given, sorted, one a line.
# usage: public_names.sh HEADER…
cat "$@" | sed '/^#/d' | tr '\n' ' ' | grep -oE 'CHILDPLAN_API [^(;]*\(' |
  sed 's/.*[ *]\(childplan_[a-z0-9_]*\)($/\1/' | LC_ALL=C sort
