#!/usr/bin/env bash
# Runs every test of this repository. Installs redis-server and PostgreSQL where that is possible (Debian, as root);
# elsewhere it names what to install. Tests start their servers themselves, on free loopback ports with their data in a
# temporary folder, and stop them. The last line is 'N passed, N failed'.
#   bash tests/run.sh [arguments of dotnet test, such as --filter-method '*Lease*']
set -euo pipefail
cd "$(dirname "$0")/.."

have() { command -v "$1" >/dev/null 2>&1 || compgen -G "/usr/lib/postgresql/*/bin/$1" >/dev/null; }

missing=()
have redis-server || missing+=(redis-server)
have initdb || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing ${missing[*]} …"
    export DEBIAN_FRONTEND=noninteractive
    # The packages' own services are not wanted: the tests start servers of their own.
    [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; trap 'rm -f /usr/sbin/policy-rc.d' EXIT; }
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Not found: ${missing[*]}. Install them (Debian: apt-get install ${missing[*]}; macOS: brew install redis postgresql); without them their tests are skipped."
  fi
fi

log=$(mktemp)
dotnet build PluginSdk.sln -v q
status=0
dotnet test --solution PluginSdk.sln --no-build --no-ansi --no-progress "$@" 2>&1 | tee "$log" || status=$?

# dotnet test closes with a summary of all test projects.
count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
rm -f "$log"
[ -n "$passed" ] || { echo "No test was run."; exit 1; }
echo "${skipped:-0} skipped"
echo "$passed passed, ${failed:-0} failed"
exit "$status"
