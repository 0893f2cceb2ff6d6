/** Squid's native log with a time that people can read (logformat with %tl, or %{%Y/%m/%d %H:%M:%S}tl) instead of seconds since 1970. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { AFTER_TIME, about, columns } from './squid-native.ts'
import { clfTime, ctime, isoTime } from './time.ts'

const BRACKETED = '\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}'
const DATED = '\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?: ?[+-]\\d\\d:?\\d\\d)?'
/** %tl.%03tu puts the milliseconds behind the zone */
/** as the FAQ's one-line Perl rewrites the seconds */
const CTIME = '[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}'
const TIME = `\\[?(?:${BRACKETED}|${DATED}|${CTIME})(?:\\.\\d{1,6})?\\]?`
const of = (time: string) => `extract(payload, ${literal(`^\\[?(${time})`)})`

export const squidLocalTime: Format = {
  ...about,
  id: 'squid-local-time',
  title: 'Squid access.log, native format with a readable time',
  // its own time would pass for a syslog header's
  envelope: 'none',
  pattern: `${TIME}${AFTER_TIME}`,
  // the time becomes one word, so that the other fields stand at their usual places
  step: `splitByWhitespace(replaceRegexpOne(substringUTF8(payload, 1, 20000), ${literal(`^${TIME}`)}, '-'))`,
  columns: ({ timezone }) => ({
    ...columns,
    time: `multiIf(${of(BRACKETED)} != '', ${clfTime(of(BRACKETED), timezone)}, ${of(CTIME)} != '', ${ctime(timezone, of(CTIME))}, ${isoTime(of(DATED), timezone)})`,
  }),
  examples: [
    {
      lines: [
        '05/Oct/2026:09:00:01 +0900    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ tanaka HIER_DIRECT/203.0.113.80 text/html',
        '[05/Oct/2026:09:00:02 +0900]    187 192.168.10.21 TCP_TUNNEL/200 5120 CONNECT www.example.co.jp:443 - HIER_DIRECT/203.0.113.80 -',
        '2026/10/05 09:00:03    187 192.168.10.21 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html',
        'Mon Oct  5 09:00:05 2026    187 192.168.10.22 TCP_MISS/200 14823 GET http://www.example.co.jp/ - HIER_DIRECT/203.0.113.80 text/html',
        '2026-10-05T00:00:04.250 +0000 187 192.168.10.21 TCP_DENIED/403 3900 GET http://bad.example.com/ - HIER_NONE/- text/html',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          user_name: 'tanaka',
          http_response_bytes: 14823,
          event_duration_ms: 187,
        },
        { time: '2026-10-05T00:00:02.000Z', http_request_method: 'CONNECT', destination_port: 443 },
        { time: '2026-10-05T00:00:03.000Z', destination_ip: '203.0.113.80' },
        { time: '2026-10-05T00:00:05.000Z', source_ip: '192.168.10.22' },
        { time: '2026-10-05T00:00:04.250Z', event_outcome: 'denied' },
      ],
    },
  ],
}
