#!/bin/sh
# Makes sure that the browser tests have a Chromium, where this machine lets us install Debian's.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser tests ..."
  DEBIAN_FRONTEND=noninteractive
  export DEBIAN_FRONTEND
  { apt-get update -qq && apt-get install -y -qq chromium; } >/tmp/transom-chromium.log 2>&1 && exit 0
  echo "Chromium could not be installed; see /tmp/transom-chromium.log" >&2
fi
[ "$TRANSOM_REQUIRE_BROWSER" = 1 ] && { echo "TRANSOM_REQUIRE_BROWSER=1, but there is no Chromium." >&2; exit 1; }
exit 0
