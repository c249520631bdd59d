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
# Maven's own libraries make a new JVM warn about itself.
export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"

mkdir -p target
stamp=target/.maven-$(echo "$*" | cksum | cut -d' ' -f1)
log=$stamp.log

if [ "$stamp" -nt pom.xml ]; then
  if mvn -q -B -Dstyle.color=never -o "$@" 2>&1 | tee "$log"; then
    exit 0
  fi
  grep -Eq 'offline mode|has not been downloaded from it before' "$log" || exit 1
  echo "The local repository lacks something: once more with the network."
fi
mvn -q -B -Dstyle.color=never "$@"
# `clean` may have been among the arguments.
mkdir -p target
touch "$stamp"
