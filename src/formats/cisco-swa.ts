/** Cisco Secure Web Appliance (WSA): an access log like Squid's, with the policy that decided and the verdicts behind it. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { epochTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

/** 1 time, 2 ms, 3 client, 4 result, 5 status, 6 bytes, 7 method, 8 URL, 9 user, 10 peer, 11 type, 12 policy, 13 the rest */
const GROUPS = literal(
  '(\\d{9,11}\\.\\d{3}) +(-?\\d+) (\\S+) ([A-Z_]+)/(\\d{3}) (\\d+) (\\S+) (\\S+) ("[^"]*"|\\S+) [A-Z_]+/(\\S+) (\\S+) (?:[A-Z]+:\\S+ )*([A-Z][A-Z0-9a-z_]*-\\S+) <(.*)$',
)
const CODE = 'toUInt16OrZero(step[5])'
const URL = 'step[8]'

export const ciscoSwa: Format = {
  id: 'cisco-swa',
  title: 'Cisco Secure Web Appliance (Web Security Appliance) access log',
  vendor: 'Cisco',
  product: 'Secure Web Appliance (AsyncOS)',
  source:
    'https://www.cisco.com/c/en/us/td/docs/security/wsa/wsa-15-0/user-guide/wsa-userguide-15-0 (access log files)',
  table: 'web_event',
  time: 'payload',
  pattern:
    '(?:[A-Za-z0-9_-]+: )?(?:(?:Info|Warning|Critical|Debug): )?\\d{9,11}\\.\\d{3} +-?\\d+ \\S+ [A-Z_]+/\\d{3} \\d+ [A-Za-z]+ \\S+ (?:"[^"]*"|\\S+) [A-Z_]+/\\S+ \\S+ (?:[A-Z]+:\\S+ )*[A-Z][A-Z0-9a-z_]*-\\S+ <',
  step: `extractGroups(payload, ${GROUPS})`,
  columns: () => ({
    time: epochTime('step[1]'),
    observer_type: "'proxy'",
    source_ip: 'toIPv6OrDefault(step[3])',
    source_address: 'step[3]',
    destination_ip: 'toIPv6OrDefault(step[10])',
    destination_port: urlPort(URL, 'step[7]'),
    user_name: "if(step[9] = '-', '', trim(BOTH '\"' FROM step[9]))",
    network_protocol: "'http'",
    http_request_method: 'step[7]',
    url_domain: urlDomain(URL),
    url_original: URL,
    http_response_status_code: CODE,
    event_outcome: `multiIf(position(step[4], 'DENIED') > 0 OR match(step[12], '^BLOCK_') OR ${CODE} IN (403, 407), 'denied', ${CODE} = 0 OR ${CODE} >= 500, 'failure', 'success')`,
    event_action: 'step[4]',
    http_request_bytes: '-1',
    http_response_bytes: 'toInt64OrZero(step[6])',
    event_duration_ms: 'toInt64OrZero(step[2])',
    // where the administrator appended %u
    user_agent_original: `extract(step[13], ${literal('> (?:.* )?"([A-Za-z][A-Za-z0-9_.-]*/[^"]*)"')})`,
    http_response_mime_type: "if(step[11] = '-', '', step[11])",
  }),
  required: "source_address != '' AND url_domain != ''",
  examples: [
    {
      lines: [
        'Info: 1791158401.563 481 192.168.10.21 TCP_CLIENT_REFRESH_MISS/200 6916 CONNECT tunnel://WWW.example.co.jp:443/ "EXAMPLE\\tanaka@AD" DIRECT/203.0.113.80 - CMF:44 DCF:200020 ERR:15 PASSTHRU_CUSTOMCAT_7-DefaultGroup-ID-DefaultGroup-NONE-NONE-DefaultGroup-NONE <"C_MS_0",-,-,"-",-,-,-,-,"-",115.03,0,-> - "Mozilla/5.0 (Windows NT 10.0)"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.563Z',
          source_ip: '192.168.10.21',
          user_name: 'EXAMPLE\\tanaka@AD',
          url_domain: 'www.example.co.jp',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          http_response_bytes: 6916,
          event_duration_ms: 481,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          event_outcome: 'success',
        },
      ],
    },
    {
      lines: [
        'Oct  5 09:00:02 wsa1 accesslogs: Info: 1791158402.150 97 2001:db8::21 TCP_DENIED/403 0 GET http://bad.example.com/ - NONE/- - BLOCK_WBRS_11-Policy-Identity-OMS-DSP-EDLP-Routing <IW_comp,-6.9,-,"-",-> -',
      ],
      events: [{ source_ip: '2001:db8::21', event_outcome: 'denied', url_domain: 'bad.example.com' }],
    },
  ],
}
