#!/usr/bin/env bash
# Installs the real components that tests and benches drive: Chromium, Japanese fonts, GoAccess, Postfix and swaks. With --bench also the mail filters that
# bench/mail.ts measures against: SpamAssassin and rspamd. Debian; as root or through sudo.
set -euo pipefail
missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
command -v goaccess >/dev/null 2>&1 || missing+=(goaccess)
[ -x /usr/sbin/postfix ] || missing+=(postfix)
command -v swaks >/dev/null 2>&1 || missing+=(swaks)
if [ "${1:-}" = --bench ]; then
  command -v spamd >/dev/null 2>&1 || [ -x /usr/sbin/spamd ] || missing+=(spamd)
  command -v spamc >/dev/null 2>&1 || missing+=(spamc)
  command -v rspamd >/dev/null 2>&1 || missing+=(rspamd)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "install-components: needs root for: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
