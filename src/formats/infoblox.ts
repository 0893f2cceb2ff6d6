/** Infoblox NIOS (and other BINDs with response logging): the answer with its records, `client A#P: UDP: query: N IN T response: R …`. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { eitherTime } from './own-time.ts'
import { digits, localTime, monthNumber } from './time.ts'

const OWN = '\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} '
const TAG = '(?:named(?:\\[\\d+\\])?: )?'
const LINE =
  '(?:info: )?client (?:@0x[0-9a-f]+ )?[0-9A-Fa-f.:%]+#\\d+(?: \\([^)]*\\))?: (?:view [^:]+: )?(?:UDP|TCP|TLS|HTTPS): query: \\S+ (?:IN|CH|HS|ANY|CLASS\\d+) \\S+ response: [A-Z]+ '
/** 1 client, 2 port, 3 name, 4 type, 5 code, 6 flags and records */
const GROUPS = literal(
  'client (?:@0x[0-9a-f]+ )?([0-9A-Fa-f.:]+)(?:%[^#]*)?#(\\d+).*?: query: (\\S+) \\S+ (\\S+) response: ([A-Z]+)(.*)$',
)
const RECORDS = literal('[^ ;]+ (\\d+) [A-Z]+ [A-Z0-9]+ ')
const TTLS = `arrayFilter(t -> t > 0, arrayMap(t -> toUInt32OrZero(t), extractAll(step[6], ${RECORDS})))`
const ADDRESSES = `arrayDistinct(extractAll(step[6], ${literal(' (?:A|AAAA) ([0-9A-Fa-f.:]+)')}))`

const stamp = (timezone: string) => {
  const text = `extract(payload, ${literal(`(${OWN.trim()})`)})`
  return localTime(
    {
      day: digits(text, 1, 2),
      month: monthNumber(`substring(${text}, 4, 3)`),
      year: digits(text, 8, 4),
      hour: digits(text, 13, 2),
      minute: digits(text, 16, 2),
      second: digits(text, 19, 2),
      millis: digits(text, 22, 3),
    },
    timezone,
  )
}

export const INFOBLOX_FORMATS: Format[] = eitherTime({
  id: 'infoblox-dns',
  title: 'Infoblox NIOS DNS responses',
  vendor: 'Infoblox',
  product: 'NIOS',
  source: 'https://docs.infoblox.com/space/nios90/280662059/Capturing+DNS+Queries+and+Responses',
  table: 'dns_event',
  pattern: `${TAG}${LINE}`,
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    observer_type: "'resolver'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    event_type: "'both'",
    dns_question_name: "lower(trimRight(step[3], '.'))",
    dns_question_type: 'step[4]',
    dns_response_code: 'step[5]',
    dns_resolved_ip: `arrayMap(x -> toIPv6OrDefault(x), arrayFilter(x -> isNotNull(toIPv6OrNull(x)), ${ADDRESSES}))`,
    dns_answers_data: `arrayMap(x -> lower(trimRight(x, '.')), extractAll(step[6], ${literal(' CNAME ([^ ;]+)')}))`,
    dns_answers_ttl: `if(empty(${TTLS}), 0, arrayMin(${TTLS}))`,
  }),
  required: "dns_question_name != '' AND source_address != ''",
  own: {
    pattern: `${TAG}${OWN}${LINE}`,
    time: stamp,
    examples: [
      {
        lines: [
          '05-Oct-2026 09:00:01.359 client 192.168.10.21#63175: UDP: query: WWW.example.co.jp IN A response: NOERROR + www.example.co.jp. 7072 IN CNAME edge.example.net.; edge.example.net. 17 IN A 203.0.113.80; edge.example.net. 17 IN A 203.0.113.81;',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.359Z',
            source_ip: '192.168.10.21',
            source_port: 63175,
            dns_question_name: 'www.example.co.jp',
            dns_response_code: 'NOERROR',
            dns_resolved_ip: ['203.0.113.80', '203.0.113.81'],
            dns_answers_data: ['edge.example.net'],
            dns_answers_ttl: 17,
          },
        ],
      },
      {
        lines: [
          'Oct  5 09:00:02 ns1 named[812]: 05-Oct-2026 09:00:02.100 client 2001:db8::21#40000: TCP: query: gone.example.com IN AAAA response: NXDOMAIN +AE',
        ],
        events: [{ time: '2026-10-05T00:00:02.100Z', source_ip: '2001:db8::21', dns_response_code: 'NXDOMAIN' }],
      },
    ],
  },
  enveloped: [
    {
      lines: [
        'Oct  5 09:00:01 ns1 named[812]: client 192.168.10.21#1130: UDP: query: gone.example.com IN A response: NXDOMAIN +',
      ],
      events: [
        { time: '2026-10-05T00:00:01.000Z', dns_question_name: 'gone.example.com', dns_response_code: 'NXDOMAIN' },
      ],
    },
  ],
})
