#!/bin/sh
# Prints the home of a JDK 25 or newer, or says on stderr what to install.
# JAVA_HOME comes first, when it is new enough; then a JDK 25 in the usual places; then a newer one.
set -u

# The feature version of the JDK in $1; 0 when there is none, or only a runtime.
feature() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/jlink" ] && [ -f "$1/release" ] || { echo 0; return; }
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  echo "${version:-0}"
}

if [ -n "${JAVA_HOME:-}" ] && [ "$(feature "$JAVA_HOME")" -ge 25 ]; then
  echo "$JAVA_HOME"
  exit 0
fi

on_path=
if command -v java >/dev/null 2>&1; then
  on_path=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
fi

newer=
for home in "$on_path" /usr/lib/jvm/* /opt/* /opt/*/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  [ -n "$home" ] || continue
  version=$(feature "$home")
  if [ "$version" -eq 25 ]; then
    echo "$home"
    exit 0
  elif [ "$version" -gt 25 ] && [ -z "$newer" ]; then
    newer=$home
  fi
done
if [ -n "$newer" ]; then
  echo "$newer"
  exit 0
fi

echo "Heddle needs a JDK 25 or newer, and none was found in JAVA_HOME, in the usual folders or on the PATH." >&2
echo "Install one (for instance the package temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME to its folder." >&2
exit 1
