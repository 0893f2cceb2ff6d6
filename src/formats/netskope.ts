/** Netskope transaction events: the ELFF fields in their default order, for files whose `#Fields` line is gone. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

/** the default order */
const ORDER =
  'date time time-taken cs-bytes sc-bytes bytes c-ip s-ip cs-username cs-method cs-uri-scheme cs-uri-query cs-user-agent cs-content-type sc-status sc-content-type cs-dns cs-host cs-uri cs-uri-port cs-referer'.split(
    ' ',
  )
const at = (name: string) => {
  const cell = `trim(BOTH '"' FROM step[${ORDER.indexOf(name) + 1}])`
  return `if(${cell} IN ('-', 'N/A'), '', ${cell})`
}
const HOST = `if(${at('cs-host')} != '', ${at('cs-host')}, ${at('cs-dns')})`
const URL = `concat(if(${at('cs-uri-scheme')} = '', '', concat(${at('cs-uri-scheme')}, '://')), ${HOST}, ${at('cs-uri')}, if(${at('cs-uri-query')} = '', '', concat('?', ${at('cs-uri-query')})))`
const STATUS = `toUInt16OrZero(${at('sc-status')})`

export const netskope: Format = {
  id: 'netskope-transaction',
  title: 'Netskope transaction events',
  vendor: 'Netskope',
  product: 'Next Gen Secure Web Gateway',
  source: 'https://docs.netskope.com/en/transaction-events-fields/',
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern:
    '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\d+ \\d+ \\d+ \\d+ [0-9A-Fa-f.:]+ (?:[0-9A-Fa-f.:]+|-) (?:"[^"]*"|-) (?:[A-Z]+|-) (?:[a-z]+|-) ',
  step: `extractAll(payload, ${literal('("[^"]*"|\\S+)')})`,
  columns: () => ({
    time: isoTime('substring(payload, 1, 19)', "'UTC'"),
    observer_type: "'proxy'",
    source_ip: `toIPv6OrDefault(${at('c-ip')})`,
    source_address: at('c-ip'),
    destination_ip: `toIPv6OrDefault(${at('s-ip')})`,
    destination_port: `if(toUInt16OrZero(${at('cs-uri-port')}) > 0, toUInt16OrZero(${at('cs-uri-port')}), ${urlPort(URL, at('cs-method'))})`,
    user_name: at('cs-username'),
    // not decrypted: the name alone is known
    network_protocol: `if(${at('cs-method')} = '', 'tls', 'http')`,
    http_request_method: at('cs-method'),
    url_domain: urlDomain(HOST),
    url_original: URL,
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${STATUS} IN (403, 407) OR match(payload, ' (?i)block '), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    http_request_bytes: count(at('cs-bytes')),
    http_response_bytes: count(at('sc-bytes')),
    event_duration_ms: count(at('time-taken')),
    user_agent_original: at('cs-user-agent'),
    http_request_referrer: at('cs-referer'),
    http_response_mime_type: at('sc-content-type'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '2026-10-05 00:00:01 33 5937 485 6422 192.168.10.21 203.0.113.80 "tanaka@example.co.jp" POST https a=1 "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" "text/xml" 204 - www.example.co.jp WWW.example.co.jp /threshold/xls.aspx 443 "https://www.example.co.jp/init" 4917663635811672006 "Client" "Microsoft Bing" "JP"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          url_original: 'https://WWW.example.co.jp/threshold/xls.aspx?a=1',
          destination_port: 443,
          http_request_bytes: 5937,
          http_response_bytes: 485,
          http_response_status_code: 204,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
          http_request_referrer: 'https://www.example.co.jp/init',
        },
      ],
    },
    {
      lines: [
        '2026-10-05 00:00:02 29 605 5702 6307 192.168.10.21 203.0.113.9 "tanaka@example.co.jp" - - - - - - - c2.example.net c2.example.net - 443 - 0 "IPSec" - -',
      ],
      events: [
        { url_domain: 'c2.example.net', network_protocol: 'tls', http_request_method: '', destination_port: 443 },
      ],
    },
  ],
}
