/** Furukawa FITELnet routers: sign-ins to the router that failed (slog). Its other logs have no public document. */
import type { Format } from './format.ts'
import { found, matches, source } from './pick.ts'
import { digits, localTime } from './time.ts'

const HEAD =
  '(?:\\d+ +\\d+:\\d\\d:\\d\\d\\.\\d\\d +)?\\d{4}/\\d\\d/\\d\\d \\([a-z]{3}\\) \\d\\d:\\d\\d:\\d\\d +\\d+ +[0-9a-f]{8} +[0-9a-f]{8} +'
const FAILED = '(?:telnet|ftp) login fail from |Security Emergency from '
const TIME = found('(\\d{4}/\\d\\d/\\d\\d) \\(')
const CLOCK = found('\\([a-z]{3}\\) (\\d\\d:\\d\\d:\\d\\d)')

export const fitelnet: Format = {
  id: 'fitelnet',
  title: 'Furukawa FITELnet router, failed sign-ins (slog)',
  vendor: 'Furukawa Electric',
  product: 'FITELnet',
  source: 'https://www.furukawa.co.jp/fitelnet/product/f100/technical/detail/tech25.html',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${HEAD}(?:${FAILED})[0-9A-Fa-f.:]+`,
  step: "''",
  columns: ({ timezone }) => ({
    time: localTime(
      {
        year: digits(TIME, 1, 4),
        month: digits(TIME, 6, 2),
        day: digits(TIME, 9, 2),
        hour: digits(CLOCK, 1, 2),
        minute: digits(CLOCK, 4, 2),
        second: digits(CLOCK, 7, 2),
      },
      timezone,
    ),
    observer_type: "'vpn'",
    ...source(found(`(?:${FAILED})([0-9A-Fa-f.:]+)`)),
    event_action: `if(${matches(' Security Emergency from ')}, 'lockout', 'login')`,
    event_outcome: "'failure'",
    event_reason: "'password'",
    network_protocol: found(' (telnet|ftp) login fail'),
  }),
  required: "source_ip != toIPv6('::')",
  ignore: [
    {
      pattern: HEAD,
      reason: { ja: 'ルーター自身の記録（サインインではない）', en: "the router's own messages: no sign-in" },
    },
  ],
  examples: [
    {
      lines: ['029 0000:29:14.91 2026/10/05 (mon) 09:00:01 5 00000003 08050111 telnet login fail from 203.0.113.9'],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          event_action: 'login',
          event_outcome: 'failure',
          network_protocol: 'telnet',
        },
      ],
    },
  ],
}
