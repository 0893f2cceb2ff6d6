/** CoreDNS' log plug-in (Kubernetes, home and office networks): the question and what became of it. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'

const ADDRESS = '(?:\\[[0-9A-Fa-f:.%a-z]+\\]|[0-9.]+)'
/** 1 client, 2 port, 3 type, 4 name, 5 response code */
const GROUPS = literal(
  `^(?:\\[INFO\\] )?\\[?([0-9A-Fa-f.:]+?)(?:%[^\\]]*)?\\]?:(\\d+) - \\d+ "(\\S+) \\S+ (\\S+) \\S+ \\d+ \\S+ \\d+" (\\S+)`,
)

export const coredns: Format = {
  id: 'coredns',
  title: 'CoreDNS, log plug-in (common log format)',
  vendor: 'CoreDNS',
  product: 'CoreDNS',
  source: 'https://coredns.io/plugins/log/',
  table: 'dns_event',
  tag: 'coredns',
  pattern: `(?:\\[INFO\\] )?${ADDRESS}:\\d+ - \\d+ "[A-Z0-9]+ [A-Z]+ \\S+ (?:udp|tcp|tls|https?|quic|grpc) \\d+ (?:true|false) \\d+" [A-Z-]+ `,
  time: 'envelope',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    event_type: "'both'",
    dns_question_name: "if(step[4] = '.', '.', lower(trimRight(step[4], '.')))",
    dns_question_type: 'step[3]',
    dns_response_code: "if(step[5] = '-', '', step[5])",
  }),
  required: "dns_question_name != '' AND source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: '\\[(?:INFO|WARNING|ERROR|FATAL|PANIC)\\] (?:plugin/|SIGTERM|Reloading|\\d+ \\S+ \\S+: )',
      reason: { ja: 'CoreDNS自身の記録', en: "CoreDNS' own notes" },
    },
  ],
  examples: [
    {
      lines: [
        '2026-10-05T00:00:01.250Z [INFO] 192.168.10.21:50759 - 29008 "A IN www.example.co.jp. udp 41 false 4096" NOERROR qr,aa,rd,ra 68 0.037990251s',
        'Oct  5 09:00:02 ns1 coredns[812]: [INFO] [2001:db8::21]:50760 - 29009 "AAAA IN gone.example.net. tcp 41 true 1232" NXDOMAIN qr,rd,ra 68 0.000099s',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 50759,
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_response_code: 'NOERROR',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '2001:db8::21',
          dns_question_type: 'AAAA',
          dns_response_code: 'NXDOMAIN',
        },
      ],
    },
  ],
}
