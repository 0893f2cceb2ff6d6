import { literal } from './envelope.ts'
import type { Format } from './format.ts'

/** EfficientIP SOLIDserver's DNS Guardian: questions that matched a list. Its named logs as BIND does and is read so. */
export const solidserver: Format = {
  id: 'solidserver-guardian',
  title: 'EfficientIP SOLIDserver, DNS Guardian list matches',
  vendor: 'EfficientIP',
  product: 'SOLIDserver DDI',
  source: 'https://efficientip.com/resources/ (DNS Guardian, logging)',
  table: 'dns_event',
  tag: 'named',
  time: 'envelope',
  pattern: '(?:info: )?List Matched [0-9A-Fa-f.:]+#\\d+(?: \\([^)]*\\))?: query: \\S+ [A-Z]+ \\S+ ',
  step: `extractGroups(payload, ${literal('List Matched ([0-9A-Fa-f.:]+)#(\\d+).*?: query: (\\S+) [A-Z]+ (\\S+)')})`,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    source_ip: 'toIPv6OrDefault(step[1])',
    source_address: 'step[1]',
    source_port: 'toUInt16OrZero(step[2])',
    event_type: "'query'",
    dns_question_name: "lower(trimRight(step[3], '.'))",
    dns_question_type: 'step[4]',
  }),
  required: "source_ip != toIPv6('::') AND dns_question_name != ''",
  ignore: [
    {
      pattern: '(?:DISARMING|ARMING|TRIGGERING) trigger on ',
      reason: { ja: '防御の切替え（問合せではない）', en: 'protection switched on or off: no question' },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 dns1 named[812]: List Matched 192.168.10.21#32622: query: Bad.example.com IN A (192.168.10.53) {DTP} [phishing,active30]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'bad.example.com',
          dns_question_type: 'A',
        },
      ],
    },
  ],
}
