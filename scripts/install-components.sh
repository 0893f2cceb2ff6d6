#!/usr/bin/env bash
# Installs the real components that tests and benches drive: Chromium, Japanese fonts, GoAccess, Postfix and swaks for the mail filter, what
# opens the desk's DOCX (LibreOffice without its windows, and poppler to read its PDF), evtxexport for Windows event logs, and what
# reads the exports of kyumei export (Squid, BIND, Unbound, dnsmasq, nftables, iptables and ipset in networks of iproute2, rspamd; Suricata where Debian has it). None of
# them is started. With --bench also the mail filter that bench/mail.ts measures against: SpamAssassin. Debian; as root or through sudo.
set -euo pipefail
missing=()
wanted=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] || missing+=(fonts-noto-cjk)
[ -e /usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf ] || missing+=(fonts-ipaexfont-gothic)
command -v goaccess >/dev/null 2>&1 || missing+=(goaccess)
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]; }
has squid || missing+=(squid)
has named || missing+=(bind9)
has named-checkzone || missing+=(bind9-utils)
has dig || missing+=(bind9-dnsutils)
has unbound || missing+=(unbound)
has dnsmasq || missing+=(dnsmasq-base)
has nft || missing+=(nftables)
has iptables || missing+=(iptables)
has ip || missing+=(iproute2)
has ipset || missing+=(ipset)
has postmap || missing+=(postfix)
has swaks || missing+=(swaks)
has soffice || missing+=(libreoffice-writer-nogui)
has pdftotext || missing+=(poppler-utils)
has rspamadm || missing+=(rspamd)
has evtxexport || missing+=(libevtx-utils)
has suricata || missing+=(suricata)
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
# services that come along don't start: tests start what they need, on 127.0.0.1
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
  trap '"${as_root[@]}" rm -f "$policy"' EXIT
fi
"${as_root[@]}" apt-get update -qq
install() { DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
available() { apt-cache policy "$1" | grep 'Candidate: [0-9]' >/dev/null; }

# Suricata comes from Debian's backports where the release itself has none, with the libraries that it needs from there; without either
# its tests are skipped
if [[ " ${missing[*]} " == *" suricata "* ]]; then
  missing=("${missing[@]/suricata/}")
  sources=/etc/apt/sources.list.d
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  if ! available suricata && [ -e "$sources/debian.sources" ]; then
    sed -n '1,/^$/p' "$sources/debian.sources" | sed "s/^Suites:.*/Suites: $release-backports/" |
      "${as_root[@]}" tee "$sources/kyumei-backports.sources" >/dev/null
    "${as_root[@]}" apt-get update -qq || "${as_root[@]}" rm -f "$sources/kyumei-backports.sources"
  fi
  if [ -e "$sources/kyumei-backports.sources" ]; then install -t "$release-backports" suricata
  elif available suricata; then install suricata
  else echo "install-components: Debian has no suricata here: its tests are skipped" >&2; fi
fi
for package in "${missing[@]}"; do [ -z "$package" ] || wanted+=("$package"); done
[ ${#wanted[@]} -eq 0 ] || install "${wanted[@]}"
