/**
 * Tables that consoles export: comma, tab or semicolon, a first line with column names in Japanese or English. Filters and firewalls
 * whose own line format is not documented (i-FILTER, InterSafe and many others) are read so.
 */

import type { Format } from './format.ts'
import { clientOf } from './named-client.ts'
import { rowCells } from './separated.ts'
import { type Column, type Columns, header, reader, time } from './traffic-columns.ts'
import { urlDomain, urlPort } from './url.ts'

const isPlace = (columns: Columns) =>
  columns.url !== undefined || (columns.host !== undefined && columns.server === undefined)
/** a cloud proxy's console names people and computers, and often no address */
const isWeb = (columns: Columns) =>
  isPlace(columns) &&
  (columns.client !== undefined ||
    (columns.url !== undefined && (columns.user !== undefined || columns.device !== undefined)))
const isFlow = (columns: Columns) => !isPlace(columns) && columns.server !== undefined && columns.client !== undefined

const DENIED = '(?i)block|den(y|ied)|reject|drop|verweiger|blockiert|refus|規制|遮断|拒否|禁止|ブロック|^ng$'
const DATA = '[^,;\\t]*(?:[,;\\t][^,;\\t]*){2,}'
const SOURCE = "the export's own first line; src/formats/traffic-columns.ts lists the column names that are known"

export const web: Format = {
  id: 'table-web',
  title: 'Exported table of web accesses, columns named by its first line (i-FILTER, InterSafe and others)',
  vendor: 'any',
  product: 'web filters and proxies',
  source: SOURCE,
  table: 'web_event',
  envelope: 'none',
  time: 'payload',
  pattern: DATA,
  header: header(isWeb),
  step: rowCells(','),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at, has, bytes } = read
    const url = has('url') ? at('url') : at('host')
    const status = `toUInt16OrZero(${at('status')})`
    const port = `toUInt16OrZero(${at('port')})`
    return {
      time: time(read, timezone),
      observer_type: "'proxy'",
      ...clientOf(at('client'), `if(${at('device')} != '', ${at('device')}, ${at('user')})`),
      source_port: `toUInt16OrZero(${at('clientPort')})`,
      destination_ip: `toIPv6OrDefault(${at('server')})`,
      destination_port: `if(${port} > 0, ${port}, ${urlPort(url, at('method'))})`,
      user_name: at('user'),
      network_protocol: "'http'",
      http_request_method: `upper(${at('method')})`,
      url_domain: urlDomain(url),
      url_original: url,
      http_response_status_code: status,
      event_outcome: `multiIf(match(${at('action')}, '${DENIED}') OR ${status} IN (403, 407), 'denied', ${status} >= 500, 'failure', 'success')`,
      event_action: at('action'),
      http_request_bytes: bytes('sent'),
      http_response_bytes: bytes('received'),
      event_duration_ms: '-1',
      user_agent_original: at('agent'),
      http_request_referrer: at('referrer'),
      http_response_mime_type: at('mime'),
    }
  },
  // a name beside a name may be any two things (a monitor and what it watches): one must be an address, or a URL
  required: "source_address != '' AND url_domain != '' AND (source_ip != toIPv6('::') OR match(url_original, '[/:]'))",
  examples: [
    {
      lines: [
        'アクセス日時,ユーザー名,クライアントIP,メソッド,URL,規制結果,送信バイト数,受信バイト数',
        '2026/10/5 9:00:01,tanaka,192.168.10.21,GET,http://www.example.co.jp/a?b=1,許可,420,5120',
        '"2026/10/05 09:00:02","suzuki, jiro","192.168.10.22","CONNECT","c2.example.net:443","規制","0","0"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
          event_outcome: 'success',
          http_request_bytes: 420,
          http_response_bytes: 5120,
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '192.168.10.22',
          user_name: 'suzuki, jiro',
          url_domain: 'c2.example.net',
          destination_port: 443,
          event_outcome: 'denied',
        },
      ],
    },
    {
      // a cloud proxy's console, saved by Excel
      lines: [
        'Event Time,User,Device Name,URL,Policy Action,Request Method,Sent Bytes,Received Bytes',
        '2026/10/5 9:00,tanaka@example.co.jp,PC-01,www.example.co.jp/a,Allowed,POST,420,5120',
        '2026/10/5 9:01,suzuki@example.co.jp,,c2.example.net/,Blocked,GET,10,0',
      ],
      events: [
        { time: '2026-10-05T00:00:00.000Z', source_address: 'PC-01', user_name: 'tanaka@example.co.jp' },
        { source_address: 'suzuki@example.co.jp', url_domain: 'c2.example.net', event_outcome: 'denied' },
      ],
    },
    {
      lines: [
        'Date,Host,Source,Event',
        '2026-10-05 09:00:01,192.168.10.21,portal.example.co.jp,x',
        '2026-10-05 09:00:02,www.example.co.jp,192.168.10.21,x',
        '2026-10-05 09:00:03,esx1,vpxd,VM powered on',
      ],
      events: [{ time: '2026-10-05T00:00:02.000Z', source_ip: '192.168.10.21', url_domain: 'www.example.co.jp' }],
    },
  ],
}

export const flow: Format = {
  id: 'table-flow',
  title: 'Exported table of connections, columns named by its first line (firewalls, UTM consoles and others)',
  vendor: 'any',
  product: 'firewalls',
  source: SOURCE,
  table: 'flow_event',
  envelope: 'none',
  time: 'payload',
  pattern: DATA,
  header: header(isFlow),
  step: rowCells(','),
  columns: ({ fields, timezone }) => {
    const read = reader(fields)
    const { at, bytes } = read
    // Defender tells the computer's own end first, whoever called
    const accepted = `startsWith(${at('action')}, 'InboundConnection')`
    const end = (own: Column, other: Column) => `if(${accepted}, ${at(other)}, ${at(own)})`
    // `443`, or Check Point's `https (TCP/443)`
    const port = (text: string) => `toUInt16OrZero(extract(replaceAll(${text}, ',', ''), '(\\\\d{1,5})\\\\)?$'))`
    const protocol = `lower(if(${at('protocol')} != '', ${at('protocol')}, extract(${at('port')}, '\\\\((TCP|UDP)/')))`
    return {
      time: time(read, timezone),
      observer_type: "'firewall'",
      source_ip: `toIPv6OrDefault(${end('client', 'server')})`,
      source_address: end('client', 'server'),
      source_port: port(end('clientPort', 'port')),
      destination_ip: `toIPv6OrDefault(${end('server', 'client')})`,
      destination_port: port(end('port', 'clientPort')),
      user_name: at('user'),
      destination_domain: `if(${accepted}, '', ${urlDomain(at('host'))})`,
      network_transport: `multiIf(${protocol} IN ('6', 'tcp'), 'tcp', ${protocol} IN ('17', 'udp'), 'udp', ${protocol} IN ('1', 'icmp'), 'icmp', '')`,
      event_action: `multiIf(match(${at('action')}, '${DENIED}'), 'denied', ${at('action')} IN ('ConnectionFailed', 'ConnectionAttempt'), 'other', 'allowed')`,
      source_bytes: bytes('sent'),
      destination_bytes: bytes('received'),
      event_duration_ms: '-1',
    }
  },
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        'Date;Time;Source IP;Source Port;Destination IP;Destination Port;Protocol;Action;Bytes Sent;Bytes Received',
        '2026-10-05;09:00:01;192.168.10.21;50123;203.0.113.9;443;TCP;allow;1200;3400',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 50123,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          source_bytes: 1200,
          destination_bytes: 3400,
        },
      ],
    },
    {
      lines: [
        'timestamp,src_ip,dst_ip,dst_port,protocol,action',
        '1791158401.250,192.168.10.21,203.0.113.9,443,TCP,allow',
        '1791158402250,192.168.10.21,203.0.113.9,443,TCP,allow',
        '10/5/2026 1:00:03 PM,192.168.10.21,203.0.113.9,443,TCP,allow',
        '10/5/2026 9:00,192.168.10.21,203.0.113.9,443,TCP,allow', // May or October: no event
      ],
      events: [
        { time: '2026-10-05T00:00:01.250Z' },
        { time: '2026-10-05T00:00:02.250Z' },
        { time: '2026-10-05T04:00:03.000Z' },
      ],
    },
    {
      lines: [
        'Datum;Uhrzeit;Quell-IP;Ziel-IP;Ziel-Port;Aktion',
        '05.10.2026;09:00:01;192.168.10.21;203.0.113.9;443;verweigert',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', destination_port: 443, event_action: 'denied' }],
    },
    {
      // Kibana
      lines: [
        '"@timestamp","source.ip","source.port","destination.ip","destination.port","network.transport","event.action","source.bytes","destination.bytes"',
        '"Oct 5, 2026 @ 09:00:01.250","192.168.10.21","51,022","203.0.113.9",443,tcp,deny,420,"5,120"',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'denied',
          source_bytes: 420,
          destination_bytes: 5120,
        },
      ],
    },
    {
      // Check Point's SmartConsole
      lines: [
        'Time,Blade,Action,Type,Interface,Origin,Source,Source User,Destination,Service,Access Rule Name,Description',
        '"2026-10-05T00:00:01Z",Firewall,Drop,Connection,eth0,fw1,192.168.10.21,tanaka,203.0.113.9,https (TCP/443),out,"https Traffic Dropped"',
      ],
      events: [{ destination_port: 443, network_transport: 'tcp', user_name: 'tanaka', event_action: 'denied' }],
    },
    {
      // Microsoft Sentinel
      lines: [
        'TimeGenerated [UTC],DeviceVendor,DeviceAction,SourceIP,SourcePort,DestinationIP,DestinationPort,Protocol,SentBytes,ReceivedBytes,SourceUserName',
        '"10/5/2026, 12:00:01.250 AM",Fortinet,close,192.168.10.21,51022,203.0.113.9,443,6,420,5120,tanaka',
      ],
      events: [{ time: '2026-10-05T00:00:01.000Z', destination_port: 443, source_bytes: 420, user_name: 'tanaka' }],
    },
    {
      // Microsoft Defender XDR
      lines: [
        'Timestamp,DeviceId,DeviceName,ActionType,RemoteIP,RemotePort,RemoteUrl,LocalIP,LocalPort,Protocol,InitiatingProcessFileName',
        '2026-10-05T00:00:01.2500000Z,abc,pc-21,ConnectionSuccess,203.0.113.9,443,https://www.example.net/a,192.168.10.21,51022,Tcp,chrome.exe',
        '2026-10-05T00:00:02.2500000Z,abc,pc-21,InboundConnectionAccepted,192.168.10.5,51023,,192.168.10.21,3389,Tcp,svchost.exe',
        '2026-10-05T00:00:03.2500000Z,abc,pc-21,ConnectionFailed,203.0.113.9,445,,192.168.10.21,51024,Tcp,cmd.exe',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          destination_ip: '203.0.113.9',
          destination_domain: 'www.example.net',
          destination_port: 443,
        },
        { source_ip: '192.168.10.5', destination_ip: '192.168.10.21', destination_port: 3389, event_action: 'allowed' },
        { event_action: 'other', destination_port: 445 },
      ],
    },
  ],
}

export const TABLE_FORMATS = [web, flow]
