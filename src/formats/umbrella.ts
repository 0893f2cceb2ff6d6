/** Cisco Umbrella: DNS, secure web gateway and cloud firewall logs as quoted CSV without a header (times in UTC). */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { clientOf } from './named-client.ts'
import { count, firstOf, transport } from './pairs.ts'
import { isoTime } from './time.ts'
import { urlDomain, urlPort } from './url.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
const CELL = '(?:"(?:[^"]|"")*"|[^",]*), ?'
const ADDRESS = '"?[0-9A-Fa-f.:]*"?, ?'
const at = (n: number) => `trim(BOTH '"' FROM trim(BOTH ' ' FROM step[${n}]))`
const ROAMING = '(?i)roaming|secure client'
const OFFICE = '(?i)^(?:networks?|sites?|internal networks?|network tunnels?)$'

/** A notebook at home bears an address that other homes have too; in the office the identities name the network as well. */
function client(address: string, identities: string, types: string) {
  const kinds = `splitByChar(',', ${types})`
  const roaming = `arrayFirstIndex(kind -> match(kind, '${ROAMING}'), ${kinds})`
  // people's names hold commas: counted from the end
  const name = `if(${roaming} = 0, '', trim(arrayElement(splitByChar(',', ${identities}), ${roaming} - length(${kinds}) - 1)))`
  return clientOf(address, name, `${roaming} = 0 OR arrayExists(kind -> match(trim(kind), '${OFFICE}'), ${kinds})`)
}

const about = {
  vendor: 'Cisco',
  product: 'Umbrella',
  source: 'https://docs.umbrella.com/deployment-umbrella/docs/log-formats-and-versioning',
  envelope: 'none' as const,
  time: 'payload' as const,
  step: `extractAll(concat(',', payload), ${literal(', *("(?:[^"]|"")*"|[^,]*)')})`,
}

const dns: Format = {
  ...about,
  id: 'umbrella-dns',
  title: 'Cisco Umbrella DNS log',
  table: 'dns_event',
  pattern: ` ?"${TIME}", ?"[^"]*", ?"[^"]*", ?"[0-9A-Fa-f.:]*", ?"[0-9A-Fa-f.:]*", ?"(?:Allowed|Blocked|Proxied)", ?"[^"]*", ?"[A-Z]*", ?"`,
  columns: () => ({
    time: isoTime(at(1), "'UTC'"),
    observer_type: "'resolver'",
    ...client(firstOf(at(4), at(5)), at(3), at(12)),
    event_type: "'both'",
    dns_question_name: `lower(trimRight(${at(9)}, '.'))`,
    // "1 (A)"
    dns_question_type: `extract(${at(7)}, '\\\\(([A-Z0-9-]+)\\\\)')`,
    dns_response_code: at(8),
  }),
  required: "source_ip != toIPv6('::') AND dns_question_name != ''",
  examples: [
    {
      lines: [
        '"2026-10-05 00:00:01","Tanaka, Taro (tanaka@example.co.jp)","Tanaka, Taro (tanaka@example.co.jp),PC-01","192.168.10.21","198.51.100.1","Allowed","28 (AAAA)","NOERROR","WWW.example.co.jp.","Software/Technology,Business Services","AD Users","AD Users,Roaming Computers",""',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_address: 'PC-01',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'AAAA',
          dns_response_code: 'NOERROR',
        },
      ],
    },
    {
      // at home: no network among the identities, and the address is not the notebook's alone
      lines: [
        '"2026-10-05 00:00:03","Sato, Jiro (sato@example.co.jp)","Sato, Jiro (sato@example.co.jp),PC-02","192.168.1.5","198.51.100.9","Allowed","1 (A)","NOERROR","www.example.co.jp.","","AD Users","AD Users,Roaming Computers",""',
        '"2026-10-05 00:00:04","PC-02","PC-02,HQ","192.168.10.22","198.51.100.1","Allowed","1 (A)","NOERROR","www.example.co.jp.","","Roaming Computers","Roaming Computers,Networks",""',
      ],
      events: [{ source_address: 'PC-02' }, { source_address: '192.168.10.22', source_ip: '192.168.10.22' }],
    },
    {
      lines: [
        ' "2026-10-05 00:00:02","HQ","HQ","","2001:db8::1","Blocked","1 (A)", "NXDOMAIN","gone.example.com.", "Malware"',
      ],
      events: [{ source_ip: '2001:db8::1', dns_question_name: 'gone.example.com', dns_response_code: 'NXDOMAIN' }],
    },
  ],
}

const STATUS = `toUInt16OrZero(${at(11)})`
const web: Format = {
  ...about,
  id: 'umbrella-proxy',
  title: 'Cisco Umbrella secure web gateway log',
  table: 'web_event',
  pattern: ` ?"${TIME}", ?"[^"]*", ?"[0-9A-Fa-f.:]*", ?"[0-9A-Fa-f.:]*", ?"[0-9A-Fa-f.:]*", ?"[^"]*", ?"(?:ALLOWED|BLOCKED|WARN[A-Z]*|PROXIED|ISOLATED)?", ?"[a-z]+://`,
  columns: () => ({
    time: isoTime(at(1), "'UTC'"),
    observer_type: "'proxy'",
    ...client(firstOf(at(3), at(4)), at(24), at(25)),
    destination_ip: `toIPv6OrDefault(${at(5)})`,
    destination_port: urlPort(at(8), at(26)),
    user_name: at(2),
    network_protocol: "'http'",
    http_request_method: at(26),
    url_domain: urlDomain(at(8)),
    url_original: at(8),
    http_response_status_code: STATUS,
    event_outcome: `multiIf(${at(7)} = 'BLOCKED' OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
    event_action: at(7),
    http_request_bytes: count(at(12)),
    http_response_bytes: count(at(13)),
    event_duration_ms: '-1',
    user_agent_original: `trim(${at(10)})`,
    http_request_referrer: at(9),
    http_response_mime_type: at(6),
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        '"2026-10-05 00:00:01","Tanaka, Taro (tanaka@example.co.jp)","192.168.10.21","198.51.100.1","203.0.113.80","application/javascript","ALLOWED","https://WWW.example.co.jp/test.js","https://www.example.co.jp/","Mozilla/5.0 (Windows NT 10.0, x)","200","562","121083","120213","x","Business","","","","","","AD Users","","Tanaka","AD Users","GET","","","test.js"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.80',
          destination_port: 443,
          url_domain: 'www.example.co.jp',
          http_request_method: 'GET',
          http_request_bytes: 562,
          http_response_bytes: 121083,
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0, x)',
          http_response_status_code: 200,
        },
      ],
    },
    {
      lines: [
        '"2026-10-05 00:00:02","HQ","","198.51.100.1","","","BLOCKED","http://bad.example.com/","","","","","","","","Malware"',
      ],
      events: [{ source_ip: '198.51.100.1', event_outcome: 'denied', http_request_bytes: -1 }],
    },
  ],
}

const firewall: Format = {
  ...about,
  id: 'umbrella-firewall',
  title: 'Cisco Umbrella cloud-delivered firewall log',
  table: 'flow_event',
  pattern: ` ?"?${TIME}"?, ?"?\\[\\d*\\]"?, ?${CELL}${CELL}"?(?:OUT|IN)BOUND"?, ?"?\\d*"?, ?"?\\d*"?, ?${ADDRESS}"?\\d*"?, ?${ADDRESS}"?\\d*"?, ?`,
  columns: () => ({
    time: isoTime(at(1), "'UTC'"),
    observer_type: "'firewall'",
    source_ip: `toIPv6OrDefault(${at(8)})`,
    source_address: at(8),
    source_port: `toUInt16OrZero(${at(9)})`,
    destination_ip: `toIPv6OrDefault(${at(10)})`,
    destination_port: `toUInt16OrZero(${at(11)})`,
    network_transport: transport(at(6)),
    event_action: `if(${at(14)} = 'BLOCK', 'denied', 'allowed')`,
    event_id: `concat(${at(8)}, ':', ${at(9)}, '>', ${at(10)}, ':', ${at(11)})`,
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    observer_name: at(3),
    rule_name: at(13),
  }),
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '"2026-10-05 00:00:01","[211039844]","HQ tunnel", "CDFW Tunnel Device","OUTBOUND","6","84","192.168.10.21","60951","203.0.113.9", "443","ams1.edc","12","BLOCK","google.com,apple.com","44,66"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 60951,
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'denied',
        },
      ],
    },
    {
      lines: [
        '2026-10-05 00:00:02,[211039844],HQ tunnel,CDFW Tunnel Device,OUTBOUND,1,84,192.168.10.21,,203.0.113.9,,ams1.edc,12,ALLOW',
      ],
      events: [{ event_action: 'allowed', network_transport: 'icmp', destination_port: 0 }],
    },
  ],
}

export const UMBRELLA_FORMATS: Format[] = [dns, web, firewall]
