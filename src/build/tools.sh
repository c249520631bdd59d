#!/usr/bin/env bash
# Installs what the tests need beside a JDK and Maven, or names what is missing: tools.sh
set -euo pipefail

declare -A package=(
  [mosquitto_pub]=mosquitto-clients [mosquitto]=mosquitto [python3]=python3 [node]=nodejs [npm]=npm [gcc]=gcc [mvn]=maven
  [openssl]=openssl [haproxy]=haproxy [nginx]=nginx [promtool]=prometheus [slapd]=slapd [chromium]=chromium
)
# Debian puts servers where only root looks for them.
PATH=$PATH:/usr/sbin
missing=()
for command in "${!package[@]}"; do
  command -v "$command" >/dev/null || missing+=("${package[$command]}")
done
[ -e /usr/lib/nginx/modules/ngx_stream_module.so ] || missing+=(libnginx-mod-stream)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    if ! log=$(apt-get update 2>&1 && apt-get install -y --no-install-recommends "${missing[@]}" 2>&1); then
      echo "$log" >&2
      exit 1
    fi
  else
    echo "The tests need: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

cd tests-integration
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --silent --no-audit --no-fund
  touch node_modules/.package-lock.json
fi
