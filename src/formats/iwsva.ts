/** Trend Micro InterScan Web Security (IWSVA, IWSS): access and URL blocking logs by syslog. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count } from './pairs.ts'
import { firstOf, found, source } from './pick.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const value = (key: string) => found(`[ ,]${key}=(.*?)(?:,tk_[a-z_]+=|\\s*$)`)
const known = (key: string) => `if(${value(key)} IN ('-', '0', 'unknown/unknown'), '', ${value(key)})`
const URL = value('tk_url')
const METHOD = `upper(${known('tk_operation')})`
const BLOCKED = `match(payload, ${literal('\\[EVT_(?:URL_BLOCKING|URL_FILTERING|[A-Z_]*BLOCK)|tk_filter_action=(?i)(?:block|deny)')})`

export const iwsva: Format = {
  id: 'trendmicro-iwsva',
  title: 'Trend Micro InterScan Web Security, access and blocking logs (syslog)',
  vendor: 'Trend Micro',
  product: 'InterScan Web Security (IWSVA, IWSS)',
  source:
    'https://docs.trendmicro.com/en-us/documentation/interscan-web-security-virtual-appliance/ (syslog, access tracking log)',
  table: 'web_event',
  time: 'payload',
  pattern:
    '(?:\\S+: )?<[^>]*> ?\\[EVT_[A-Z_]+\\|LOG_[A-Z]+\\] .*tk_url=.*tk_date_field=|(?:\\S+: )?<[^>]*> ?\\[EVT_[A-Z_]+\\|LOG_[A-Z]+\\] .*tk_date_field=.*tk_url=',
  step: '1',
  columns: ({ timezone }) => ({
    time: isoTime(value('tk_date_field'), timezone),
    observer_type: "'proxy'",
    ...source(
      firstOf(known('tk_client_ip'), `if(match(${value('tk_username')}, '^[0-9.]+$'), ${value('tk_username')}, '')`),
    ),
    destination_ip: `toIPv6OrDefault(${value('tk_server_ip')})`,
    destination_port: urlPort(URL, METHOD),
    user_name: `if(match(${value('tk_username')}, '^[0-9.]+$'), '', ${known('tk_username')})`,
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: urlDomain(firstOf(URL, known('tk_domain'))),
    url_original: URL,
    event_outcome: `if(${BLOCKED}, 'denied', 'success')`,
    event_action: found('\\[EVT_([A-Z_]+)\\|'),
    http_request_bytes: '-1',
    http_response_bytes: count(value('tk_size')),
    event_duration_ms: '-1',
    http_response_mime_type: known('tk_mime_content'),
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 iwsva1 iwsva1.example.co.jp: <Mon, 05 Oct 2026 09:00:01,JST> [EVT_URL_ACCESS_TRACKING|LOG_INFO] Access tracking log tk_username=tanaka,tk_url=http://www.example.co.jp/a,b.jpg,tk_size=5120,tk_date_field=2026-10-05 09:00:01+0900,tk_protocol=http,tk_mime_content=image/jpeg,tk_server=iwsva1.example.co.jp,tk_client_ip=192.168.10.21,tk_server_ip=203.0.113.80,tk_domain=www.example.co.jp,tk_path=a,b.jpg,tk_file_name=b.jpg,tk_operation=GET,tk_uid=1159,tk_category=46,tk_category_type=0',
        'Oct  5 09:00:02 iwsva1 iwsva1.example.co.jp: <Mon, 05 Oct 2026 09:00:02,JST> [EVT_URL_BLOCKING|LOG_CRIT] URL blocking log tk_username=192.168.10.22,tk_date_field=2026-10-05 09:00:02+0900,tk_protocol=https,tk_url=https://bad.example.net/,tk_malicious_entity=bad.example.net,tk_operation=CONNECT',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.80',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          url_original: 'http://www.example.co.jp/a,b.jpg',
          http_request_method: 'GET',
          http_response_bytes: 5120,
          event_outcome: 'success',
        },
        { source_ip: '192.168.10.22', user_name: '', url_domain: 'bad.example.net', event_outcome: 'denied' },
      ],
    },
  ],
}
