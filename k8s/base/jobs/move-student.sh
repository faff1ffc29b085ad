#!/bin/sh
# Moves a trained student to those that are served, under its name and version, if it is the one that was judged.
#
#   move-student.sh CANDIDATE STUDENTS JUDGED     both folders on one volume; JUDGED is of evaluate --judged
set -eu
fail() {
  echo "move-student: $1" >&2
  exit 1
}
[ $# -eq 3 ] || fail "usage: move-student.sh CANDIDATE STUDENTS JUDGED"
[ -f "$1/student.json" ] || fail "$1 has no student.json; train one there first"
[ -f "$3" ] || fail "there is no $3; judge the student with evaluate --gate --judged $3 first"
candidate=$1
taken=$2/.$(basename "$1").taken
[ ! -e "$taken" ] || fail "$taken is of a promotion that was cut short; move it back to $1, or delete it"
give_back() {
  if [ -e "$candidate" ]; then
    rm -rf "$taken" # a training has put a newer one there
  elif [ -e "$taken" ]; then
    mv -T "$taken" "$candidate"
  fi
}
mkdir -p "$2"
trap give_back EXIT
trap 'exit 1' HUP INT TERM
# Out of the reach of trainings, and hidden from servers: what is looked at from here on is what is moved.
mv -T "$1" "$taken"
# Its student.json lists all its files with their SHA-256, so that this one tells the student from every other.
found=$(sha256sum <"$taken/student.json" | cut -d ' ' -f 1)
judged=$(cut -d ' ' -f 1 "$3")
[ "$found" = "$judged" ] ||
  fail "$1 is not the student that was judged: expected a student.json of SHA-256 $judged, found $found; judge it anew"
version=$(tr -d '\n' <"$taken/student.json" | sed -n 's/.*"model_version" *: *"\([^"]*\)".*/\1/p')
case $version in
  "" | *[!A-Za-z0-9._-]*) fail "$1/student.json has no version that a folder can be named by" ;;
esac
to=$2/$(basename "$1")-$version
[ ! -e "$to" ] || fail "$to is there already"
# On one volume this is one step: servers see all of the folder, or nothing.
mv -T "$taken" "$to"
echo "moved to $to"
