#!/bin/sh
# Moves a trained student to those that are served, under its name and version.
#
#   move-student.sh CANDIDATE STUDENTS     both folders on one volume
set -eu
fail() {
  echo "move-student: $1" >&2
  exit 1
}
[ $# -eq 2 ] || fail "usage: move-student.sh CANDIDATE STUDENTS"
[ -f "$1/student.json" ] || fail "$1 has no student.json; train one there first"
version=$(tr -d '\n' <"$1/student.json" | sed -n 's/.*"model_version" *: *"\([^"]*\)".*/\1/p')
case $version in
  "" | *[!A-Za-z0-9._-]*) fail "$1/student.json has no version that a folder can be named by" ;;
esac
to=$2/$(basename "$1")-$version
[ ! -e "$to" ] || fail "$to is there already"
mkdir -p "$2"
# On one volume this is one step: servers see all of the folder, or nothing.
mv "$1" "$to"
echo "moved to $to"
