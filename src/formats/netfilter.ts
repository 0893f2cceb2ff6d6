import { literal } from './envelope.ts'
import type { Format } from './format.ts'

/** the packet's own fields end where an ICMP error quotes another packet in brackets */
const PACKET = "replaceRegexpOne(payload, ' \\\\[SRC=.*$', '')"
/** old routers' kernels leave their level before a key (`<1>SRC=`) */
const KV = (key: string) => `extract(step, '[ >]${key}=([^ ]*)')`
/** what the rule's author wrote before IN= */
const AUTHOR = `extract(payload, ${literal('^(?:\\[ *\\d+\\.\\d+\\] ?)?"?(.*?):? ?"?\\bIN=')})`
/** `dovecot: imap-login: Login: user=<`: a field of a program without a number holds the packet, or a whole line of the kernel's or a router's */
const QUOTED = '^[A-Za-z][\\w./-]*: .*(?:<[^>]*$|<\\d{1,3}>|\\b(?:kernel|ulogd): )'
/** `[WAN_LOCAL-4000-D]`, `[LAN_IN-A-20001] DESCR="Deny list, except"` (EdgeOS, VyOS, UniFi): the letter is what is done, whatever the rule is called */
const marked = (letters: string) =>
  `match(${AUTHOR}, ${literal(`\\[[^\\[\\]]*-(?:(?:\\d+|default)-[${letters}]|[${letters}]-\\d+)\\]`)})`

export const netfilter: Format = {
  id: 'netfilter',
  title: 'Linux netfilter: iptables LOG, nftables log, UFW',
  vendor: 'netfilter.org',
  product: 'iptables, nftables',
  source: 'https://ipset.netfilter.org/iptables-extensions.man.html (LOG)',
  table: 'flow_event',
  tag: '(?:kernel|ulogd)',
  time: 'envelope',
  // the author's prefix may hold marks of its own, even a few `=`
  pattern:
    '(?:\\[ *\\d+\\.\\d+\\] ?)?(?:[^=]*=){0,3}[^=]*\\bIN=\\S* OUT=\\S* .*SRC=[0-9A-Fa-f.:]+ DST=[0-9A-Fa-f.:]+ .*PROTO=\\S+',
  step: PACKET,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${KV('SRC')})`,
    source_address: KV('SRC'),
    source_port: `toUInt16OrZero(${KV('SPT')})`,
    destination_ip: `toIPv6OrDefault(${KV('DST')})`,
    destination_port: `toUInt16OrZero(${KV('DPT')})`,
    // MAC= is destination, source, type; the 7th to 12th byte are the sender's
    source_mac: `lower(multiIf(length(${KV('MAC')}) >= 35, substring(${KV('MAC')}, 19, 17), length(${KV('MACSRC')}) = 17, ${KV('MACSRC')}, ''))`,
    network_transport: `replaceRegexpOne(lower(${KV('PROTO')}), '^(icmp|58).*$', 'icmp')`,
    // the kernel doesn't say what happens to the packet: only the rule's author can have
    event_action: `multiIf(${marked('DR')}, 'denied', ${marked('A')}, 'allowed', match(${AUTHOR}, '(?i)drop|deny|den(ied)|block|reject|refus|discard|-[dr]\\\\]$'), 'denied', match(${AUTHOR}, '(?i)accept|allow|pass|permit|new|audit|forward|outbound|connection|-a\\\\]$'), 'allowed', 'other')`,
    event_id: `concat(${KV('SRC')}, ':', ${KV('SPT')}, '>', ${KV('DST')}, ':', ${KV('DPT')})`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: `trim(${AUTHOR})`,
  }),
  // what another program's message quotes is not the kernel's
  required: `source_ip != toIPv6('::') AND NOT match(payload, ${literal('^[A-Za-z][A-Za-z0-9_./-]*\\[\\d+\\]: ')}) AND NOT match(${AUTHOR}, ${literal(QUOTED)})`,
  examples: [
    {
      lines: [
        '<4>Oct  5 09:00:01 UDM-Pro [LAN_IN-A-20001] DESCR="Deny list, except" IN=br0 OUT=eth8 MAC=00:0c:29:aa:bb:cc:00:1b:44:11:3a:b7:08:00 SRC=192.168.10.21 DST=203.0.113.9 LEN=40 TOS=00 PREC=0x00 TTL=63 ID=1234 PROTO=TCP SPT=50001 DPT=443 SEQ=1 ACK=0 WINDOW=1024 SYN URGP=0 MARK=1a0000',
        '<4>Oct  5 09:00:02 UDM-Pro [WAN_LOCAL-D-20002] DESCR="no rule description" IN=eth8 OUT= SRC=203.0.113.9 DST=198.51.100.7 LEN=40 TOS=00 PREC=0x00 TTL=63 ID=1234 PROTO=TCP SPT=50001 DPT=3389 SEQ=1 ACK=0 WINDOW=1024 SYN URGP=0',
      ],
      events: [
        { source_ip: '192.168.10.21', source_mac: '00:1b:44:11:3a:b7', event_action: 'allowed' },
        { source_ip: '203.0.113.9', destination_port: 3389, event_action: 'denied' },
      ],
    },
    {
      lines: [
        'Mon Oct  5 09:00:01 2026 kern.warn kernel: [12345.678901] reject wan in: IN=eth1 OUT= MAC=00:0c:29:aa:bb:cc:00:1b:44:11:3a:b7:08:00 SRC=198.51.100.4 DST=203.0.113.1 LEN=40 TOS=0x00 PREC=0x00 TTL=243 ID=54321 PROTO=TCP SPT=51022 DPT=23 WINDOW=1024 RES=0x00 SYN URGP=0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '198.51.100.4',
          destination_port: 23,
          event_action: 'denied',
          rule_name: 'reject wan in',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 gw kernel: [12345.678901] FW-DROP: IN=eth1 OUT=eth0 MAC=00:0c:29:aa:bb:cc:00:1b:44:11:3a:b7:08:00 SRC=192.168.10.21 DST=203.0.113.9 LEN=60 TOS=0x00 PREC=0x00 TTL=127 ID=4711 DF PROTO=TCP SPT=51022 DPT=443 WINDOW=64240 RES=0x00 SYN URGP=0',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_mac: '00:1b:44:11:3a:b7',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          event_action: 'denied',
          network_transport: 'tcp',
          rule_name: 'FW-DROP',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:01 gw kernel: "filter_IN_public_REJECT: "IN=eth0 OUT= MAC=00:0c:29:aa:bb:cc:00:1b:44:11:3a:b7:08:00 SRC=192.168.10.21 DST=192.168.10.2 LEN=36 PROTO=UDP SPT=1 DPT=2 LEN=16',
        'Oct  5 09:00:01 gw kernel: [WAN_IN-default-D]IN=eth0 OUT=eth1 SRC=198.51.100.4 DST=192.168.10.2 LEN=60 PROTO=TCP SPT=4 DPT=22',
        'Oct  5 09:00:01 gw kernel: rule=7 chain=FORWARD: IN=br0 OUT=br0 PHYSIN=eth0 PHYSOUT=eth1 SRC=fe80::1 DST=ff02::16 LEN=76 PROTO=ICMPv6 TYPE=143 CODE=0',
      ],
      events: [
        { event_action: 'denied', rule_name: 'filter_IN_public_REJECT', destination_port: 2 },
        { event_action: 'denied', source_ip: '198.51.100.4' },
        { source_ip: 'fe80::1', network_transport: 'icmp', rule_name: 'rule=7 chain=FORWARD' },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 gw kernel: nft drop: IN=eth0 OUT=eth1 MACSRC=00:1b:44:11:3a:b7 MACDST=52:54:00:12:34:56 MACPROTO=0800 SRC=192.168.1.9 DST=203.0.113.9 LEN=60 PROTO=TCP SPT=50000 DPT=443 SYN URGP=0 MARK=0x1',
        'Oct  5 09:00:03 gw kernel: DROP <4>DROP IN=eth0 OUT= MAC=52:54:00:12:34:56:00:1b:44:11:3a:b8:08:00 <1>SRC=203.0.113.9 DST=192.168.1.2 <1>LEN=40 PROTO=TCP <1>SPT=44321 DPT=22 SYN URGP=0',
      ],
      events: [
        { source_mac: '00:1b:44:11:3a:b7', event_action: 'denied' },
        { source_ip: '203.0.113.9', source_port: 44321, destination_port: 22, source_mac: '00:1b:44:11:3a:b8' },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 gw kernel: [UFW ALLOW] IN= OUT=eth0 SRC=2001:db8::21 DST=2001:db8:1::9 LEN=80 TC=0 HOPLIMIT=64 FLOWLBL=0 PROTO=UDP SPT=40000 DPT=443 LEN=40',
      ],
      events: [{ source_ip: '2001:db8::21', event_action: 'allowed', network_transport: 'udp', source_mac: '' }],
    },
    {
      lines: [
        'Oct 5 09:00:02 gw kernel: FW-DROP IN=eth0 OUT=eth1 SRC=203.0.113.9 DST=192.168.10.2 LEN=60 PROTO=TCP SPT=4 DPT=22',
      ],
      events: [{ time: '2026-10-05T00:00:02.000Z', event_action: 'denied', rule_name: 'FW-DROP' }],
    },
    {
      lines: [
        'Oct  5 09:00:03 gw kernel: LAN-ICMP IN=eth1 OUT= MAC= SRC=192.168.10.254 DST=192.168.10.21 LEN=88 PROTO=ICMP TYPE=3 CODE=1 [SRC=10.0.0.1 DST=10.0.0.2 LEN=60 PROTO=TCP SPT=1 DPT=2 ]',
      ],
      events: [
        {
          source_ip: '192.168.10.254',
          destination_ip: '192.168.10.21',
          network_transport: 'icmp',
          destination_port: 0,
        },
      ],
    },
  ],
}
