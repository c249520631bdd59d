#!/usr/bin/env bash
# Links the image: image.sh JDK JAR MODULES OUTPUT
#
#   JDK      a JDK 25 or newer, with or without a jmods folder
#   JAR      our own module
#   MODULES  the folder of the modules that we need
#   OUTPUT   where the image goes; replaced only when everything has worked
set -euo pipefail

jdk=$1 jar=$2 modules=$3 output=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$output.work

# What the image is made of. The jar is reproducible, so the same sources need no new image.
key=$( (cat "$jdk/release" "$jar" "$here"/*; find "$here/../conf" -type f | sort | xargs cat; ls "$modules") | cksum)
if [ -f "$output/lib/heddle.aot" ] && [ "$key" = "$(cat "$output.key" 2>/dev/null)" ]; then
  exit 0
fi

trap 'rm -rf "$work"' EXIT
rm -rf "$work"
mkdir -p "$work/bin" "$work/conf" "$work/lib" "$work/extensions"

# Resolved at start are the modules that jvm.flags names; linked besides are those of features that
# add them to the line there when they come.
resolved=$(sed -n 's/^--add-modules=//p' "$here/jvm.flags")
linked=org.slf4j.jdk.platform.logging,io.prometheus.metrics.core

# No --strip-debug: line numbers in stack traces are worth 3 MB.
link() {
  rm -rf "$work/runtime"
  "$jdk/bin/jlink" --module-path "$jar:$modules" --add-modules "io.heddle,$resolved,$linked" \
    --no-header-files --no-man-pages --compress zip-6 --output "$work/runtime" "$@"
}

if ! link >"$work/link.log" 2>&1; then
  # A JDK without jmods is linked from itself, and refuses when a file of it differs from what was
  # released. Distributions replace the certificates, on purpose.
  if grep -q 'has been modified' "$work/link.log"; then
    link --ignore-modified-runtime
  else
    cat "$work/link.log" >&2
    echo "image: $jdk cannot link; a full JDK 25 (with jmods, or one that links from itself) is needed" >&2
    exit 1
  fi
fi
rm -f "$work/link.log"

install -m 755 "$here/heddle" "$work/bin/heddle"
install -m 644 "$here/jvm.flags" "$work/lib/jvm.flags"
cp -R "$here/../conf/." "$work/conf/"
chmod -R u=rwX,go=rX "$work/conf"
install -m 644 "$here/../LICENSE" "$work/LICENSE"

"$jdk/bin/java" "$here/Train.java" "$work"

size="$(du -sm "$work" | cut -f1) MB, of it $(du -sm "$work/lib/heddle.aot" | cut -f1) MB AOT cache"

# What a broker of the image that was here keeps is not the image's to throw away: it stands aside,
# where also the next run finds it when this one ends in between.
if [ -d "$output/data" ] && [ -d "$output.data" ]; then
  echo "image: a run that ended early left $output.data: keep that folder or $output/data, and remove the other" >&2
  exit 1
fi
if [ -d "$output/data" ]; then
  mv "$output/data" "$output.data"
fi
rm -rf "$output" "$output.key"
mv "$work" "$output"
if [ -d "$output.data" ]; then
  mv "$output.data" "$output/data"
fi
echo "$key" >"$output.key"
echo "$output: $size"
