#!/usr/bin/env bash
# Everything that proves Heddle, with the time that each part took: test.sh
# Run by `make test`, which has set JAVA_HOME.
set -euo pipefail

build=$(cd "$(dirname "$0")" && pwd)
summary=$(mktemp)
stage=
reports=
started=

# One line for the stage that has just ended: its time, and its tests where it has reports.
finish() {
  printf '%-22s %5d s   %s\n' "$1" "$((SECONDS - started))" "$("$build/reports.sh" count "$reports")" >>"$summary"
}

report() {
  local code=$?
  [ -z "$stage" ] || finish "$stage, failed"
  echo
  "$build/reports.sh" slowest target/surefire-reports tests-integration/target/surefire-reports
  cat "$summary"
  "$build/reports.sh" count target/surefire-reports tests-integration/target/surefire-reports
  rm -f "$summary"
  exit "$code"
}
trap report EXIT

run() {
  stage=$1 reports=$2 started=$SECONDS
  shift 2
  echo "== $stage"
  "$@"
  finish "$stage"
  stage=
}

integration() {
  # The compiler plugin looks for the classes of a project that has only tests, and warns.
  mkdir -p tests-integration/target/classes
  (cd tests-integration && "$build/mvn.sh" test)
}

rm -rf target/surefire-reports tests-integration/target/surefire-reports
run tools "" "$build/tools.sh"
run unit target/surefire-reports "$build/mvn.sh" install
run image "" make --no-print-directory image PACKAGED=yes
run integration tests-integration/target/surefire-reports integration
