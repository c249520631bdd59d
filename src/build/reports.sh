#!/usr/bin/env bash
# Reads Surefire's reports: reports.sh count FOLDER...     one line, "N passed, N failed, N skipped"
#                           reports.sh slowest FOLDER...   the classes that took longest
set -euo pipefail

what=$1
shift
files=()
for folder in "$@"; do
  while IFS= read -r file; do files+=("$file"); done < <(find "$folder" -name 'TEST-*.xml' 2>/dev/null)
done
[ ${#files[@]} -gt 0 ] || exit 0

# One line per test class: seconds, tests, errors, failures, skipped, name.
suites() {
  awk '
    function attribute(name) { return match($0, " " name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : "" }
    /<testsuite / { whole = $0; while (whole !~ />/ && (getline more) > 0) whole = whole " " more; $0 = whole
      print attribute("time"), attribute("tests"), attribute("errors"), attribute("failures"), attribute("skipped"), attribute("name") }
  ' "${files[@]}"
}

case $what in
  count) suites | awk '{ t += $2; f += $3 + $4; s += $5 } END { printf "%d passed, %d failed, %d skipped\n", t - f - s, f, s }' ;;
  slowest) suites | sort -rn | awk 'NR <= 10 && $1 >= 1 { printf "%8.1f s  %s\n", $1, $6 }' ;;
esac
