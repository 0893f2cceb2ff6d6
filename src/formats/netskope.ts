/**
 * Netskope: transaction events (the ELFF fields in their default order, for files whose `#Fields` line is gone), and page events as its API
 * gives them.
 */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { field, jsonStep, texts } from './json-line.ts'
import { clientOf } from './named-client.ts'
import { count } from './pairs.ts'
import { firstOf } from './pick.ts'
import { epochTime, isoTime } from './time.ts'
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

const transaction: Format = {
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

/** nothing stands for an address that isn't known */
const known = (name: string) => `if(${field(name)} IN ('0.0.0.0', 'null'), '', ${field(name)})`
/** where a page is told by a word of Netskope's (`WebBackground`), it is no place */
const place = (text: string) => `if(position(${text}, '.') > 0, ${text}, '')`
const PAGE = firstOf(place(field('url')), place(field('domain')))

const page: Format = {
  id: 'netskope-page',
  title: 'Netskope page events, JSON (API, Cloud Exchange)',
  vendor: 'Netskope',
  product: 'Next Gen Secure Web Gateway',
  source: 'https://docs.netskope.com/en/get-events-data/ (type=page)',
  table: 'web_event',
  time: 'payload',
  pattern: `\\s*\\{.*"type"\\s?:\\s?"page".*"(?:client_bytes|server_bytes)"\\s?:|\\s*\\{.*"(?:client_bytes|server_bytes)"\\s?:.*"type"\\s?:\\s?"page"`,
  step: jsonStep(
    texts(
      'timestamp user userip srcip dstip dstport domain url hostname action bypass_traffic client_bytes server_bytes page_duration useragent',
    ),
  ),
  columns: () => ({
    time: epochTime(field('timestamp')),
    observer_type: "'proxy'",
    ...clientOf(known('userip'), firstOf(field('hostname'), field('user'))),
    destination_ip: `toIPv6OrDefault(${known('dstip')})`,
    destination_port: `toUInt16OrZero(${field('dstport')})`,
    user_name: field('user'),
    network_protocol: "'http'",
    url_domain: urlDomain(PAGE),
    url_original: PAGE,
    event_outcome: `if(match(lower(${field('action')}), '^block'), 'denied', 'success')`,
    event_action: field('action'),
    http_request_bytes: count(field('client_bytes')),
    http_response_bytes: count(field('server_bytes')),
    event_duration_ms: `if(${field('page_duration')} = '', -1, toInt64OrZero(${field('page_duration')}) * 1000)`,
    user_agent_original: field('useragent'),
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        '{"dstip": "203.0.113.80", "srcip": "198.51.100.1", "numbytes": 37480, "server_bytes": 8994, "page_duration": 867, "timestamp": 1791158401, "ur_normalized": "tanaka@example.co.jp", "count": 1, "bypass_traffic": "no", "type": "page", "userip": "192.168.10.21", "domain": "www.example.co.jp", "_insertion_epoch_timestamp": 1791159000, "access_method": "Client", "client_bytes": 28486, "hostname": "PC-21", "traffic_type": "Web", "user": "tanaka@example.co.jp", "userkey": "tanaka@example.co.jp", "url": "www.example.co.jp/a", "useragent": "Mozilla/5.0", "_id": "0"}',
        '{"dstip": "0.0.0.0", "srcip": "0.0.0.0", "server_bytes": 1, "timestamp": 1791158402, "type": "page", "userip": "0.0.0.0", "domain": "WebBackground", "client_bytes": 2, "user": "tanaka@example.co.jp", "url": "WebBackground"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.80',
          user_name: 'tanaka@example.co.jp',
          url_domain: 'www.example.co.jp',
          http_request_bytes: 28486,
          http_response_bytes: 8994,
          event_duration_ms: 867000,
          event_outcome: 'success',
        },
      ],
    },
  ],
}

export const NETSKOPE_FORMATS: Format[] = [transaction, page]
