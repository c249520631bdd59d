#!/usr/bin/env bash
# Maven without the network where that is possible: mvn.sh ARGUMENT...
#
# Once the same call has worked with the same pom, everything it needs is in the local repository, and
# the next call is offline. Should the repository have lost something, the call is made again online.
set -euo pipefail

if ! command -v mvn >/dev/null; then
  echo "Maven is missing: install the package maven" >&2
  exit 1
fi
# Maven's own libraries make a new JVM warn about itself. Maven's -q would hide the compiler's warnings,
# which are errors here: quiet is the level of the log instead.
MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
export MAVEN_OPTS="$MAVEN_OPTS -Dorg.slf4j.simpleLogger.defaultLogLevel=warn"

mkdir -p target
stamp=target/.maven-$(echo "$*" | cksum | cut -d' ' -f1)
log=$stamp.log

# Without the colours that Maven resets but never set, and its advice to read its manual.
call() {
  mvn -B -Dstyle.color=never "$@" 2>&1 | sed -u -e $'s/\e\\[0m//g' -e 's/ -> \[Help 1\]$//' \
    -e '/^\[ERROR\] *$/d' -e '/^\[ERROR\] *\(-> \)*\[Help 1\]/d' \
    -e '/^\[ERROR\] \(To see the full\|Re-run Maven\|For more information\)/d'
}

if [ "$stamp" -nt pom.xml ]; then
  if call -o "$@" | tee "$log"; then
    exit 0
  fi
  grep -Eq 'offline mode|has not been downloaded from it before' "$log" || exit 1
  echo "The local repository lacks something: once more with the network."
fi
call "$@"
# `clean` may have been among the arguments.
mkdir -p target
touch "$stamp"
