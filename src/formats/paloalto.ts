/** PAN-OS logs as CSV in syslog or as exported: fields by their place in the documented order. */
import type { Format, FormatExample } from './format.ts'
import { digits, localTime } from './time.ts'
import { writtenTime } from './written-time.ts'

const unquoted = (n: number) => `trim(BOTH '"' FROM step[${n}])`
const DATE = '\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d'
/** as Excel writes it again: no zeros in front, and no seconds unless it was told to show them */
const RESAVED = '\\d{4}[/-]\\d{1,2}[/-]\\d{1,2} \\d{1,2}:\\d\\d(?::\\d\\d)?'
/** some syslog servers leave a dash or a colon for the process; a table of the device's own quotes all its cells */
export const head = (type: string, date = DATE) => `(?:[-:] )?"?(?:\\d*|future_use1)"?,"?(?:${date})?"?,[^,]*,"?${type}`

const CELLS = `extractAll(concat(',', payload), ',("(?:[^"]|"")*"|[^,]*)')`
const about = {
  vendor: 'Palo Alto Networks',
  product: 'PAN-OS',
  source:
    'https://docs.paloaltonetworks.com/pan-os/11-0/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions',
  time: 'payload' as const,
  // a quoted field may hold commas
  step: `if(startsWith(payload, '"'), arrayMap(x -> trim(BOTH '"' FROM x), if(startsWith(payload, '"'), ${CELLS}, [])), ${CELLS})`,
  // a line that was cut before the action says too little
  required: "source_ip != toIPv6('::') AND step[31] != ''",
}

const common = (timezone: string) => ({
  time: localTime(
    {
      year: digits('step[7]', 1, 4),
      month: digits('step[7]', 6, 2),
      day: digits('step[7]', 9, 2),
      hour: digits('step[7]', 12, 2),
      minute: digits('step[7]', 15, 2),
      second: digits('step[7]', 18, 2),
    },
    timezone,
  ),
  source_ip: 'toIPv6OrDefault(step[8])',
  source_address: 'step[8]',
  source_port: 'toUInt16OrZero(step[25])',
  destination_ip: 'toIPv6OrDefault(step[9])',
  destination_port: 'toUInt16OrZero(step[26])',
  // a proxy's client stands where the user would, if User-ID is told to look for it
  user_name: `if(startsWith(${unquoted(13)}, 'x-fwd-for: '), '', ${unquoted(13)})`,
})
const ACTION = `multiIf(step[31] IN ('allow', 'alert', 'continue', 'override', 'forward') OR match(step[31], '^(?:wildfire-)?upload-'), 'allowed', step[31] = '', 'other', 'denied')`

const traffic: Format = {
  ...about,
  id: 'paloalto-traffic',
  title: 'Palo Alto Networks PAN-OS traffic log (CSV)',
  table: 'flow_event',
  pattern: `${head('TRAFFIC')}"?,"?(?:start|end|drop|deny)"?,`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    network_transport: 'lower(step[30])',
    network_application: 'step[15]',
    event_action: ACTION,
    event_id: 'step[23]',
    source_bytes: "if(step[5] = 'start', -1, toInt64OrZero(step[33]))",
    destination_bytes: "if(step[5] = 'start', -1, toInt64OrZero(step[34]))",
    event_duration_ms: "if(step[5] = 'start', -1, toInt64OrZero(step[37]) * 1000)",
    rule_name: unquoted(12),
  }),
  ignore: [
    {
      pattern: head(
        '(?:SYSTEM|CONFIG|HIPMATCH|GLOBALPROTECT|USERID|DECRYPTION|AUTH|AUTHENTICATION|CORRELATION|GTP|SCTP|TUNNEL|IPTAG|WILDFIRE),',
      ),
      reason: { ja: '装置自身・認証の記録（通信ではない）', en: "the device's own events and sign-ins: no connection" },
    },
    {
      pattern: '"?Domain"?,"?Receive Time"?,',
      reason: { ja: 'CSVの見出し', en: "the CSV's header" },
    },
  ],
  examples: [
    {
      lines: [
        '<14>Oct  5 09:00:02 PA-1 1,2026/10/05 09:00:02,007051000012345,TRAFFIC,end,2305,2026/10/05 09:00:01,192.168.10.21,203.0.113.9,198.51.100.1,203.0.113.9,"LAN, out",example\\tanaka,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:01,48211,1,51022,443,40001,443,0x400019,tcp,allow,7260,2140,5120,26,2026/10/05 08:59:00,61,business-and-economy,0,1,0x0,10.0.0.0-10.255.255.255,Japan,0,12,14,tcp-fin,0,0,0,0,,PA-1,from-policy',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          source_port: 51022,
          user_name: 'example\\tanaka',
          rule_name: 'LAN, out',
          event_action: 'allowed',
          source_bytes: 2140,
          destination_bytes: 5120,
          event_duration_ms: 61000,
        },
      ],
    },
    {
      lines: [
        '1,2026/10/05 09:00:05,007051000012345,TRAFFIC,deny,2305,2026/10/05 09:00:05,192.168.10.21,203.0.113.10,0.0.0.0,0.0.0.0,interzone-default,,,not-applicable,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:05,0,1,51023,445,0,0,0x0,tcp,deny,66,66,0,1,2026/10/05 09:00:05,0,any',
      ],
      events: [{ event_action: 'denied', destination_port: 445 }],
    },
    {
      lines: [
        'Oct  5 09:00:06 PA-1 : 1,2026/10/05 09:00:06,007051000012345,TRAFFIC,end,2305,2026/10/05 09:00:06,2001:db8::21,2001:db8:1::9,::,::,LAN-out,,,quic,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:06,1,1,51024,443,0,0,0x0,udp,allow,540,468,72,4,2026/10/05 09:00:06,0,any',
        '"1","2026/10/05 09:00:07","007051000012345","TRAFFIC","end","2305","2026/10/05 09:00:07","192.168.10.22","203.0.113.10","0.0.0.0","0.0.0.0","LAN, out","example\\tanaka","","ssl","vsys1","trust","untrust","ethernet1/2","ethernet1/1","default","2026/10/05 09:00:07","2","1","51025","443","0","0","0x0","tcp","allow","540","468","72","4","2026/10/05 09:00:07","0","any"',
      ],
      events: [
        { source_ip: '2001:db8::21', network_transport: 'udp', source_bytes: 468 },
        {
          time: '2026-10-05T00:00:07.000Z',
          source_ip: '192.168.10.22',
          user_name: 'example\\tanaka',
          rule_name: 'LAN, out',
          destination_bytes: 72,
        },
      ],
    },
  ],
}

const URL = unquoted(32)
const url: Format = {
  ...about,
  id: 'paloalto-url',
  title: 'Palo Alto Networks PAN-OS URL log (threat log, subtype url, CSV)',
  table: 'web_event',
  pattern: `${head('THREAT')}"?,"?url"?,`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'proxy'",
    network_protocol: "'http'",
    http_request_method: 'upper(step[64])',
    // written without a scheme: host[:port]/path
    url_domain: `lower(extract(${URL}, '^(?:[a-z]+://)?\\\\[?([^/:\\\\]]+)'))`,
    url_original: URL,
    event_outcome: `if(${ACTION} = 'denied', 'denied', 'success')`,
    event_action: 'step[31]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
    user_agent_original: unquoted(47),
    http_request_referrer: unquoted(50),
    http_response_mime_type: 'step[42]',
  }),
  examples: [
    {
      lines: [
        '1,2026/10/05 09:00:02,007051000012345,THREAT,url,2305,2026/10/05 09:00:01,192.168.10.21,203.0.113.9,198.51.100.1,203.0.113.9,LAN-out,example\\tanaka,,web-browsing,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:01,48211,1,51022,80,40001,80,0x40b000,tcp,block-url,"www.Example.com:8080/a?b=1,2",(9999),malware,informational,client-to-server,2,0x0,10.0.0.0-10.255.255.255,United States,0,text/html,0,,,1,"Mozilla/5.0 (Windows NT 10.0, x)",,,"http://portal.example.co.jp/",,,,0,0,0,0,0,,PA-1,,,,get',
      ],
      events: [
        {
          url_domain: 'www.example.com',
          url_original: 'www.Example.com:8080/a?b=1,2',
          event_outcome: 'denied',
          user_agent_original: 'Mozilla/5.0 (Windows NT 10.0, x)',
          http_request_referrer: 'http://portal.example.co.jp/',
          http_request_method: 'GET',
          destination_port: 80,
        },
      ],
    },
  ],
}

const threat: Format = {
  ...about,
  id: 'paloalto-threat',
  title: 'Palo Alto Networks PAN-OS threat log, other subtypes (CSV)',
  table: 'flow_event',
  pattern: `${head('THREAT')}"?,"?[a-z-]+"?,`,
  columns: ({ timezone }) => ({
    ...common(timezone),
    observer_type: "'firewall'",
    network_transport: 'lower(step[30])',
    network_application: 'step[15]',
    event_action: ACTION,
    event_id: 'step[23]',
    source_bytes: '-1',
    destination_bytes: '-1',
    event_duration_ms: '-1',
    rule_name: unquoted(12),
  }),
  examples: [
    {
      lines: [
        '1,2026/10/05 09:00:02,007051000012345,THREAT,spyware,2305,2026/10/05 09:00:01,192.168.10.21,203.0.113.9,198.51.100.1,203.0.113.9,LAN-out,,,dns,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:01,48211,1,51022,53,40001,53,0x40b000,udp,drop,"x",Suspicious DNS Query(1),any,medium,client-to-server',
      ],
      events: [{ source_ip: '192.168.10.21', event_action: 'denied', network_transport: 'udp', source_bytes: -1 }],
    },
    {
      lines: [
        '1,2026/10/05 09:00:03,007051000012345,THREAT,file,2305,2026/10/05 09:00:03,192.168.10.21,203.0.113.9,198.51.100.1,203.0.113.9,LAN-out,,,web-browsing,vsys1,trust,untrust,ethernet1/2,ethernet1/1,default,2026/10/05 09:00:03,48211,1,51022,80,40001,80,0x40b000,tcp,forward,"a.exe",Windows Executable (EXE)(52020),any,low,server-to-client',
      ],
      events: [{ event_action: 'allowed', destination_port: 80 }],
    },
  ],
}

/** The exported CSV, opened and saved by a spreadsheet. */
const resaved = (format: Format, subtypes: string, examples: FormatExample[]): Format => {
  const { ignore: _, ...rest } = format
  return {
    ...rest,
    id: `${format.id}-resaved`,
    title: `${format.title}, saved again by a spreadsheet`,
    pattern: `${head(format === traffic ? 'TRAFFIC' : 'THREAT', RESAVED)},${subtypes},`,
    columns: (context) => ({ ...format.columns(context), time: writtenTime('step[7]', context.timezone) }),
    examples,
  }
}

const RESAVED_FORMATS = [
  resaved(traffic, '(?:start|end|drop|deny)', [
    {
      lines: [
        '1,2026/10/5 9:00,13201012345,TRAFFIC,end,2562,2026/10/5 9:00,10.0.0.5,203.0.113.9,198.51.100.1,203.0.113.9,out,example\\tanaka,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,Syslog,2026/10/5 9:00,42,1,50123,443,40000,443,0x400019,tcp,allow,9000,1200,7800,20,2026/10/5 8:59,30,any',
      ],
      events: [
        {
          time: '2026-10-05T00:00:00.000Z',
          source_ip: '10.0.0.5',
          destination_ip: '203.0.113.9',
          destination_port: 443,
          event_action: 'allowed',
          source_bytes: 1200,
          destination_bytes: 7800,
        },
      ],
    },
  ]),
  resaved(url, 'url', [
    {
      lines: [
        '1,2026/10/5 9:00,13201012345,THREAT,url,2562,2026/10/5 9:00,10.0.0.5,203.0.113.80,198.51.100.1,203.0.113.80,out,,,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,Syslog,2026/10/5 9:00,42,1,50123,443,40000,443,0x403000,tcp,alert,www.example.co.jp/,(9999),business,informational,client-to-server',
      ],
      events: [{ time: '2026-10-05T00:00:00.000Z', source_ip: '10.0.0.5', url_domain: 'www.example.co.jp' }],
    },
  ]),
  resaved(threat, '[a-z-]+', [
    {
      lines: [
        '1,2026/10/5 9:00,13201012345,THREAT,spyware,2562,2026/10/5 9:00,10.0.0.5,203.0.113.9,198.51.100.1,203.0.113.9,out,,,dns,vsys1,trust,untrust,ethernet1/2,ethernet1/1,Syslog,2026/10/5 9:00,42,1,50123,53,40000,53,0x2000,udp,sinkhole,,Suspicious DNS(12345),any,medium,client-to-server',
      ],
      events: [{ time: '2026-10-05T00:00:00.000Z', source_ip: '10.0.0.5', event_action: 'denied' }],
    },
  ]),
]

export const PALOALTO_FORMATS = [traffic, url, threat, ...RESAVED_FORMATS]
