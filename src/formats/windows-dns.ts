import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { digits, localTime } from './time.ts'

const DATE =
  '(?:\\d{4}[/-]\\d{1,2}[/-]\\d{1,2}|\\d{8}|\\d{1,2}/\\d{1,2}/\\d{4}|\\d{1,2}\\.\\d{1,2}\\.\\d{4}|\\d{1,2}-\\d{1,2}-\\d{4})'
/** half of the day, before or behind the clock, in the server's language */
const HALF = '[AaPp]\\.?[Mm]\\.?|午前|午後|오전|오후|上午|下午'
const PACKET = ` +[0-9A-Fa-f]+ PACKET +(?:[0-9A-Fa-f]+ +)?(?:UDP|TCP) (?:Snd|Rcv) [0-9A-Fa-f.:%]+ +[0-9a-f]{4} +(?:R +)?[A-Z?] +\\[[0-9a-f]{4} [ATDRC ]*[A-Z]+\\] [A-Z0-9]+ +\\(\\d+\\)`
/** 1 date, 2 half before, 3 clock, 4 half behind, 5 Snd or Rcv, 6 remote address, 7 R for a response, 8 response code, 9 type, 10 name in labels */
const GROUPS = literal(
  `^(\\S+) (?:(${HALF}) )?(\\d{1,2}:\\d\\d:\\d\\d)(?: (${HALF}))? +[0-9A-Fa-f]+ PACKET +(?:[0-9A-Fa-f]+ +)?(?:UDP|TCP) (Snd|Rcv) ([0-9A-Fa-f.:]+)\\S* +[0-9a-f]{4} +(?:(R) +)?[A-Z?] +\\[[0-9a-f]{4} [ATDRC ]*?([A-Z]+)\\] ([A-Z0-9]+) +(\\(\\d+\\).*?)\\s*$`,
)
const [DIRECTION, REMOTE, RESPONSE] = ['step[5]', 'step[6]', 'step[7]']

/** eight digits in a row are year, month, day */
const PARTS =
  "splitByRegexp('[/.-]', replaceRegexpOne(step[1], '^(\\\\d{4})(\\\\d\\\\d)(\\\\d\\\\d)$', '\\\\1-\\\\2-\\\\3'))"
const number = (part: number) => `toInt32(toUInt16OrZero(${PARTS}[${part}]))`
const YEAR_FIRST = `(length(${PARTS}[1]) = 4)`
const HALVED = "(concat(step[2], step[4]) != '')"
const AFTERNOON = "match(concat(step[2], step[4]), '^(?:[Pp]|午後|오후|下午)')"
/** 10/5/2026: the month comes first with AM/PM (US); else day and month are told apart only where one is above 12. */
const MONTH_FIRST = `(position(step[1], '/') > 0 AND (${HALVED} OR ${number(2)} > 12) AND ${number(1)} <= 12)`
/** with dots or hyphens the day comes first, wherever a Windows language writes them so */
const UNTOLD = `(NOT ${YEAR_FIRST} AND position(step[1], '/') > 0 AND NOT ${HALVED} AND ${number(1)} <= 12 AND ${number(2)} <= 12 AND ${number(1)} != ${number(2)})`
const CLOCK = "leftPad(step[3], 8, '0')"
const HOUR = `(${digits(CLOCK, 1, 2)} % if(${HALVED}, 12, 24) + if(${AFTERNOON}, 12, 0))`

function packetTime(timezone: string): string {
  const time = localTime(
    {
      year: `if(${YEAR_FIRST}, ${number(1)}, ${number(3)})`,
      month: `multiIf(${YEAR_FIRST}, ${number(2)}, ${MONTH_FIRST}, ${number(1)}, ${number(2)})`,
      day: `multiIf(${YEAR_FIRST}, ${number(3)}, ${MONTH_FIRST}, ${number(2)}, ${number(1)})`,
      hour: HOUR,
      minute: digits(CLOCK, 4, 2),
      second: digits(CLOCK, 7, 2),
    },
    timezone,
  )
  return `if(${UNTOLD}, NULL, ${time})`
}

/** Asked by a client (Rcv, no R) or answered to one (Snd, R); the other two are the server's own questions to other servers. */
const CLIENTS = `((${DIRECTION} = 'Rcv') != (${RESPONSE} = 'R'))`

export const windowsDns: Format = {
  id: 'windows-dns-debug',
  title: 'Windows DNS Server debug log (packets)',
  vendor: 'Microsoft',
  product: 'Windows DNS Server',
  source:
    'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2008-r2-and-2008/cc759581(v=ws.10)',
  table: 'dns_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${DATE} (?:(?:${HALF}) )?\\d{1,2}:\\d\\d:\\d\\d(?: (?:${HALF}))?${PACKET}`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: ({ timezone }) => ({
    time: packetTime(timezone),
    observer_type: "'resolver'",
    source_ip: `if(${CLIENTS}, toIPv6OrDefault(${REMOTE}), toIPv6('::'))`,
    source_address: `if(${CLIENTS}, ${REMOTE}, '')`,
    destination_ip: `if(${CLIENTS}, toIPv6('::'), toIPv6OrDefault(${REMOTE}))`,
    event_type: `if(${RESPONSE} = 'R', 'answer', 'query')`,
    // (3)www(7)example(3)com(0); the root is (0) alone
    dns_question_name:
      "if(step[10] = '(0)', '.', lower(trim(BOTH '.' FROM replaceRegexpAll(step[10], '\\\\(\\\\d+\\\\)', '.'))))",
    dns_question_type: 'step[9]',
    dns_response_code: `if(${RESPONSE} = 'R', step[8], '')`,
  }),
  // the name ends with the root's empty label: else the line was cut, or another runs into it
  required: "dns_question_name != '' AND match(payload, '\\\\(0\\\\)\\\\s*$')",
  ignore: [
    {
      pattern:
        '(?:DNS Server log file creation|Log file wrap|Message logging key|Field #|[ \\t]+(?:Field|\\d+ +|[-=]+|\\S+ = )|[-#]+ +-|ログ ファイル|メッセージ ログ|フィールド|[0-9][0-9/.-]{7,9} [^ ]+ [^ ]+ (?:[AP]M )?[0-9A-F ]*(?:EVENT|Note:|INIT|DSPOLL|LOOKUP|UPDATE|REMOTE|TOMBSTN|CONTEXT) )',
      reason: { ja: 'ファイル先頭の説明', en: "the file's own explanation" },
    },
    {
      pattern:
        '(?:(?:UDP|TCP) (?:question|response|update) info at|[ \\t]+(?:Socket|Remote addr|Time Query|Buf length|Msg length|Message:|XID|Flags|QR|OPCODE|AA|TC|RD|RA|Z |CD|AD|RCODE|QCOUNT|ACOUNT|NSCOUNT|ARCOUNT|QUESTION|ANSWER|AUTHORITY|ADDITIONAL|Offset|Name|QTYPE|QCLASS|TYPE|CLASS|TTL|DLEN|DATA|empty))',
      reason: { ja: '直前のパケットの詳細', en: 'details of the packet above' },
    },
  ],
  examples: [
    {
      lines: [
        '2026/10/05 9:00:01 0E28 PACKET  000000D5B2F1A2C0 UDP Rcv 192.168.10.21    5e2f   Q [0001   D   NOERROR] A      (3)www(7)example(2)co(2)jp(0)',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          event_type: 'query',
          dns_response_code: '',
        },
      ],
    },
    {
      lines: [
        '10/5/2026 9:00:02 PM 0E28 PACKET  000000D5B2F1A2C0 UDP Snd 192.168.10.21    5e2f R Q [8385 A DR NXDOMAIN] A      (4)gone(7)example(3)com(0)',
      ],
      events: [
        {
          time: '2026-10-05T12:00:02.000Z',
          dns_response_code: 'NXDOMAIN',
          event_type: 'answer',
          source_ip: '192.168.10.21',
        },
      ],
    },
    {
      lines: [
        '2026/10/05 9:00:03 0E28 PACKET  000000D5B2F1A2C0 UDP Snd 198.51.100.53   0b1f   Q [0000       NOERROR] A      (3)www(7)example(3)com(0)',
      ],
      events: [{ source_ip: '::', destination_ip: '198.51.100.53', event_type: 'query' }],
    },
    {
      lines: [
        '20261005 09:00:01 1A8 PACKET UDP Rcv 192.168.10.21   9b9c   Q [0001   D   NOERROR] A      (3)www(7)example(3)com(0)',
        '2026/10/05 午後 1:00:01 0F7C PACKET  00000000024A5B90 UDP Rcv fe80::21   9b9c   Q [0001   D   NOERROR] TYPE65 (3)www(7)example(3)com(0)',
        '05.10.2026 13:00:01 0F7C PACKET  00000000024A5B90 UDP Snd 198.51.100.53   9b9c   Q [0001   D   NOERROR] NS     (0)',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', source_ip: '192.168.10.21' },
        { time: '2026-10-05T04:00:01.000Z', source_ip: 'fe80::21', dns_question_type: 'TYPE65' },
        { time: '2026-10-05T04:00:01.000Z', dns_question_name: '.', destination_ip: '198.51.100.53' },
      ],
    },
    {
      // 5 October or 10 May: it can't be told, so it is kept as unparsed
      lines: [
        '10/5/2026 21:00:02 0E28 PACKET  000000D5B2F1A2C0 UDP Snd 192.168.10.21    5e2f R Q [8385 A DR NXDOMAIN] A      (4)gone(7)example(3)com(0)',
      ],
      events: [],
    },
  ],
}
