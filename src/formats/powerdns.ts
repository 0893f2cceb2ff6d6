/** PowerDNS: the authoritative server with log-dns-queries, and the recursor with quiet=no. Questions only. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { addressOf, portOf } from './json.ts'
import { source } from './pick.ts'

const ADDRESS = '[0-9A-Fa-f.:]+'
const ASKED = "'([^'|]*)\\|([A-Z0-9-]+)'"
/** 1 client, 2 name, 3 type of the server's line, or 4 name, 5 type, 6 client and its port of the recursor's */
const GROUPS = literal(
  `^(?:Remote (${ADDRESS})(?:<-\\S+)? wants ${ASKED}|\\d+ \\[\\d+/\\d+\\] (?:TCP )?question for ${ASKED} from (\\S+))`,
)
const either = (one: number, other: number) => `if(step[${one}] != '', step[${one}], step[${other}])`

export const powerdns: Format = {
  id: 'powerdns',
  title: 'PowerDNS, questions (log-dns-queries, and the recursor with quiet=no)',
  vendor: 'PowerDNS',
  product: 'PowerDNS',
  source:
    'https://doc.powerdns.com/authoritative/settings.html#log-dns-queries, https://doc.powerdns.com/recursor/settings.html#quiet',
  table: 'dns_event',
  tag: 'pdns(?:[_-][a-z0-9_-]+)?',
  pattern: `(?:Remote ${ADDRESS}(?:<-\\S+)? wants '[^'|]*\\|[A-Z0-9-]+', do = |\\d+ \\[\\d+/\\d+\\] (?:TCP )?question for '[^'|]*\\|[A-Z0-9-]+' from )`,
  time: 'envelope',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    ...source(addressOf(either(1, 6))),
    source_port: portOf('step[6]'),
    event_type: "'query'",
    dns_question_name: `lower(trimRight(${either(2, 4)}, '.'))`,
    dns_question_type: either(3, 5),
  }),
  required: "dns_question_name != '' AND source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: "\\d+ \\[\\d+/\\d+\\] (?:TCP )?answer to question '|Remote \\S+ wants '\\|",
      reason: { ja: '応答の所要時間の記録（応答の中身は無い）', en: 'how long an answer took: not what it was' },
    },
  ],
  examples: [
    {
      lines: [
        "Oct  5 09:00:01 ns1 pdns_server[812]: Remote 192.168.10.21 wants 'WWW.example.co.jp|A', do = 0, bufsize = 512 (1680): packetcache MISS",
        "Oct  5 09:00:02 ns1 pdns-recursor[813]: 3 [1/1] question for 'mail.example.net|AAAA' from 192.168.10.22:53210",
        "Oct  5 09:00:03 ns1 pdns_recursor[813]: 3 [1/1] TCP question for 'mail.example.net|MX' from [2001:db8::21]:53210",
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
        },
        { source_ip: '192.168.10.22', source_port: 53210, dns_question_type: 'AAAA' },
        { source_ip: '2001:db8::21', dns_question_name: 'mail.example.net' },
      ],
    },
  ],
}
