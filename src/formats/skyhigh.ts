/** Skyhigh (McAfee) Secure Web Gateway: the appliance's access log, its name="value" form, and the cloud service's name=value. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { count, firstOf, PAIRS, value } from './pairs.ts'
import { clfTime, epochTime, isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const about = {
  vendor: 'Skyhigh Security',
  product: 'Secure Web Gateway (McAfee Web Gateway)',
  time: 'payload' as const,
  table: 'web_event' as const,
}
const outcome = (status: string, denied: string) =>
  `multiIf(${denied} OR ${status} IN (403, 407), 'denied', ${status} = 0 OR ${status} >= 500, 'failure', 'success')`

const FIRST = value('http_request_first_line')
const [METHOD, URL] = [`extract(${FIRST}, '^(\\\\S+)')`, `extract(${FIRST}, '^\\\\S+ (\\\\S+)')`]
const PAIRS_STATUS = `toUInt16OrZero(${value('http_status_code')})`
const appliance: Format = {
  ...about,
  id: 'skyhigh-pairs',
  title: 'Skyhigh (McAfee) Web Gateway, name="value"',
  source: 'https://success.skyhighsecurity.com/Skyhigh_Secure_Web_Gateway_(On_Prem) (log handler, syslog to a SIEM)',
  pattern:
    'date="[^"]+" (?:hostname="[^"]*" )?username="[^"]*" source_ip="?[0-9A-Fa-f.:]+"? .*http_request_first_line="',
  step: PAIRS,
  columns: ({ timezone }) => ({
    time: isoTime(value('date'), timezone),
    observer_type: "'proxy'",
    source_ip: `toIPv6OrDefault(${value('source_ip')})`,
    source_address: value('source_ip'),
    destination_ip: `toIPv6OrDefault(${value('destination_ip')})`,
    destination_port: urlPort(URL, METHOD),
    user_name: value('username'),
    network_protocol: "'http'",
    http_request_method: METHOD,
    url_domain: `if(${urlDomain(URL)} != '', ${urlDomain(URL)}, lower(${value('destination_host')}))`,
    url_original: URL,
    http_response_status_code: PAIRS_STATUS,
    event_outcome: outcome(PAIRS_STATUS, `${value('block_id')} NOT IN ('', '0')`),
    event_action: value('block_reason'),
    http_request_bytes: count(value('source_bytes')),
    http_response_bytes: count(value('destination_bytes')),
    event_duration_ms: '-1',
    user_agent_original: value('user_agent'),
    http_request_referrer: value('http_referer'),
    http_response_mime_type: value('media_type'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'date="2026-10-05T00:00:01.399Z" hostname="mwg1" username="tanaka" source_ip=192.168.10.21 destination_ip=203.0.113.80 destination_host="www.example.co.jp" http_status_code=200 media_type="text/html" source_bytes=127 destination_bytes=14678 http_request_first_line="GET http://WWW.example.co.jp/a HTTP/1.1" url_categories="Search Engines" block_id=0 block_reason="" http_referer="" user_agent="curl/7.77.0"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.399Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
          http_request_bytes: 127,
          http_response_bytes: 14678,
          event_outcome: 'success',
          user_agent_original: 'curl/7.77.0',
        },
      ],
    },
  ],
}

/** values hold blanks: a name is what stands between a blank and `=` */
const MARKED = `splitByChar('\\x01', replaceRegexpAll(concat(' ', payload), ' ([a-z][a-z_]*)=', '\\x01\\\\1\\x02'))`
const CLOUD_URL = `concat(if(${value('uri_scheme')} = '', '', concat(${value('uri_scheme')}, '://')), ${value('requested_host')}, ${value('requested_path')})`
const CLIENT = firstOf(value('client_ip'), value('source_ip'))
const CLOUD_STATUS = `toUInt16OrZero(${value('http_status_code')})`
const cloud: Format = {
  ...about,
  id: 'skyhigh-cloud',
  title: 'Skyhigh Secure Web Gateway (cloud), name=value',
  source: 'https://success.skyhighsecurity.com/Skyhigh_Secure_Web_Gateway_(Cloud) (reporting fields)',
  pattern: '(?:user_)?id=\\S+ username=.* source_ip=[0-9A-Fa-f.:]* http_action=[A-Z]* .*requested_host=\\S+ ',
  step: `mapFromArrays(arrayMap(p -> splitByChar('\\x02', p)[1], ${MARKED}), arrayMap(p -> trim(splitByChar('\\x02', p)[2]), ${MARKED}))`,
  columns: ({ timezone }) => ({
    time: `coalesce(${epochTime(value('request_timestamp_epoch'))}, ${isoTime(value('request_timestamp'), timezone)})`,
    observer_type: "'proxy'",
    // source_ip is where the client's network comes out; client_ip is the client's own, where its agent tells
    source_ip: `toIPv6OrDefault(${CLIENT})`,
    source_address: CLIENT,
    destination_ip: `toIPv6OrDefault(${value('destination_ip')})`,
    destination_port: `toUInt16OrZero(${value('destination_port')})`,
    user_name: value('username'),
    network_protocol: "'http'",
    http_request_method: value('http_action'),
    url_domain: urlDomain(value('requested_host')),
    url_original: CLOUD_URL,
    http_response_status_code: CLOUD_STATUS,
    event_outcome: outcome(CLOUD_STATUS, `${value('result')} IN ('DENIED', 'BLOCKED')`),
    event_action: value('result'),
    http_request_bytes: count(value('client_to_server_bytes')),
    http_response_bytes: count(value('server_to_client_bytes')),
    event_duration_ms: '-1',
    user_agent_original: value('user_agent_comment'),
    http_request_referrer: value('referer'),
    http_response_mime_type: value('media_type'),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'user_id=-1 username=example\\tanaka taro source_ip=198.51.100.1 http_action=PUT server_to_client_bytes=7976 client_to_server_bytes=860 requested_host=Upload.example.net requested_path=/api/a?b=1 result=OBSERVED virus= request_timestamp_epoch=1791158401 request_timestamp=2026-10-05 00:00:01 uri_scheme=https category=Personal Network Storage media_type=text/plain reputation=Minimal Risk http_status_code=200 client_ip=192.168.10.21 location= block_reason= user_agent_product=Chrome user_agent_comment=Mozilla/5.0 (Windows NT 10.0; Win64; x64) Safari/537.36 process_name=chrome.exe destination_ip=203.0.113.80 destination_port=443 referer=https://example.net/',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'example\\tanaka taro',
          url_domain: 'upload.example.net',
          url_original: 'https://Upload.example.net/api/a?b=1',
          destination_port: 443,
          http_request_bytes: 860,
          http_response_bytes: 7976,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Safari/537.36',
          event_outcome: 'success',
        },
      ],
    },
  ],
}

/** 1 time, 2 user, 3 client, 4 status, 5 request, 6 categories, 7 reputation, 8 type, 9 sent to and 10 from the client, 11 agent */
const FIELDS = literal(
  '^\\[([^\\]]+)\\] "([^"]*)" (\\S+) (\\d{3}) "([^"]*)" "([^"]*)" "([^"]*)" "([^"]*)" (\\d+) (?:(\\d+) )?"([^"]*)"',
)
const LINE_METHOD = "extract(step[5], '^(\\\\S+)')"
const LINE_URL = "extract(step[5], '^\\\\S+ (\\\\S+)')"
const access: Format = {
  ...about,
  id: 'skyhigh-access',
  title: 'Skyhigh (McAfee) Web Gateway, default access log',
  source: 'https://success.skyhighsecurity.com/Skyhigh_Secure_Web_Gateway_(On_Prem) (access log, default format)',
  pattern:
    '\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] "[^"]*" [0-9A-Fa-f.:]+ \\d{3} "[^"]*" "[^"]*" "[^"]*" "[^"]*" \\d+ ',
  step: `extractGroups(payload, ${FIELDS})`,
  columns: ({ timezone }) => ({
    time: clfTime('step[1]', timezone),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    destination_port: urlPort(LINE_URL, LINE_METHOD),
    user_name: "if(step[2] = '-', '', step[2])",
    network_protocol: "'http'",
    http_request_method: LINE_METHOD,
    url_domain: urlDomain(LINE_URL),
    url_original: LINE_URL,
    http_response_status_code: 'toUInt16OrZero(step[4])',
    event_outcome: outcome('toUInt16OrZero(step[4])', '0'),
    http_request_bytes: count('step[10]'),
    http_response_bytes: count('step[9]'),
    event_duration_ms: '-1',
    user_agent_original: "if(step[11] = '-', '', step[11])",
    http_response_mime_type: 'step[8]',
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        '[05/Oct/2026:09:00:01 +0900] "tanaka" 192.168.10.21 200 "GET http://WWW.example.co.jp/a HTTP/1.1" "Business" "Minimal Risk" "text/html" 5120 420 "Mozilla/5.0 (Windows NT 10.0)" "" "0" ""',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          http_request_bytes: 420,
          http_response_bytes: 5120,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
        },
      ],
    },
  ],
}

export const SKYHIGH_FORMATS: Format[] = [appliance, cloud, access]
