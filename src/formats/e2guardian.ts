/** DansGuardian and e2guardian (schools, small networks): the default access log, parted by blanks, by tabs, or as CSV. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { source } from './pick.ts'
import { localTime, wholeNumber } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const TIME = '\\d{4}\\.\\d{1,2}\\.\\d{1,2} \\d{1,2}:\\d\\d:\\d\\d'
/** 1-6 time, 7 user, 8 client, 9 URL, 10 what was done and why, 11 method, 12 size, 13 status, 14 type; parted as the line is */
const blanks = `^(\\d{4})\\.(\\d+)\\.(\\d+) (\\d+):(\\d+):(\\d+) (\\S+) (\\S+) (\\S+) (.*?) ?(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|PATCH|PROPFIND) (\\d+) -?\\d* ?.*? \\d+ (\\d{3}) (\\S*)`
const tabs = `^"?(\\d{4})\\.(\\d+)\\.(\\d+) (\\d+):(\\d+):(\\d+)"?(?:\\t|,)"?([^\\t",]*)"?(?:\\t|,)"?([^\\t",]*)"?(?:\\t|,)"?([^\\t"]*?)"?(?:\\t|,)"?([^\\t"]*)"?(?:\\t|,)"?([A-Z]+)"?(?:\\t|,)"?(\\d+)"?(?:(?:\\t|,)"?[^\\t",]*"?){3}(?:\\t|,)"?(\\d{3})"?(?:\\t|,)"?([^\\t",]*)"?`
const STEP = `if(match(payload, '^"|\\t'), extractGroups(payload, ${literal(tabs)}), extractGroups(payload, ${literal(blanks)}))`
const known = (n: number) => `if(step[${n}] = '-', '', step[${n}])`

export const e2guardian: Format = {
  id: 'e2guardian',
  title: 'DansGuardian and e2guardian, access log (default and CSV)',
  vendor: 'e2guardian',
  product: 'e2guardian, DansGuardian',
  source: 'https://github.com/e2guardian/e2guardian/wiki (logfileformat 1, 2, 4)',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: `"?${TIME}"?[ \\t,]"?[^ \\t,"]*"?[ \\t,]"?[0-9A-Fa-f.:]+"?[ \\t,]"?(?:https?|ftp)://`,
  step: STEP,
  columns: ({ timezone }) => ({
    time: localTime(
      {
        year: wholeNumber('step[1]'),
        month: wholeNumber('step[2]'),
        day: wholeNumber('step[3]'),
        hour: wholeNumber('step[4]'),
        minute: wholeNumber('step[5]'),
        second: wholeNumber('step[6]'),
      },
      timezone,
    ),
    observer_type: "'proxy'",
    ...source('step[8]'),
    destination_port: urlPort('step[9]', 'step[11]'),
    user_name: known(7),
    network_protocol: "'http'",
    http_request_method: 'step[11]',
    url_domain: urlDomain('step[9]'),
    url_original: 'step[9]',
    http_response_status_code: 'toUInt16OrZero(step[13])',
    event_outcome: "if(position(step[10], '*DENIED*') > 0, 'denied', 'success')",
    event_action: 'trim(step[10])',
    http_request_bytes: '-1',
    http_response_bytes: 'toInt64OrZero(step[12])',
    event_duration_ms: '-1',
    http_response_mime_type: known(14),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '2026.10.5 9:00:01 tanaka 192.168.10.21 http://www.example.co.jp/a  GET 5120 0  1 200 text/html   -',
        '2026.10.5 9:00:02 - 192.168.10.22 http://c2.example.net/b *DENIED* Banned site: example.net GET 0 0 Banned Sites 1 403 text/html   -',
        '2026.10.5 9:00:03\ttanaka\t192.168.10.21\thttp://www.example.co.jp/c\t*SCANNED* \tGET\t77\t0\t\t1\t200\ttext/html\tPC-21\t-',
        '"2026.10.5 9:00:04","tanaka","192.168.10.21","http://www.example.co.jp/d?x=1,2","","POST","78","0","","1","200","text/html","PC-21",""',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          http_request_method: 'GET',
          http_response_status_code: 200,
          http_response_bytes: 5120,
          event_outcome: 'success',
        },
        { source_ip: '192.168.10.22', user_name: '', event_outcome: 'denied', http_response_status_code: 403 },
        { http_response_bytes: 77, url_original: 'http://www.example.co.jp/c', event_action: '*SCANNED*' },
        { http_response_bytes: 78, http_request_method: 'POST', url_original: 'http://www.example.co.jp/d?x=1,2' },
      ],
    },
  ],
}
