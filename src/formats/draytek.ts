/** DrayTek Vigor routers: what the firewall's rules pass and block, and what its filters of applications, URLs, web and DNS do. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { transport } from './pairs.ts'
import { urlDomain, urlPort } from './url.ts'

const about = {
  vendor: 'DrayTek',
  product: 'Vigor',
  source: 'https://www.draytek.com/support/knowledge-base/5023',
  time: 'envelope' as const,
}
/** the router's name and its number */
const HEAD = '(?:[0-9A-Za-z_.-]+: ?)?(?:[0-9A-Fa-f]{12}: ?)?'
const RULE = '(?:\\[[^\\[\\]]*\\])*\\[@S:R=\\d+:\\d+, '
const ADDRESS = '(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]+)'
/** 1 filter, 2 what it does, 3 what else it tells, 4 rule, 5 address, 6 port, 7 the other end, 8 protocol */
const PARTS = `^${HEAD}\\[([A-Z_]+)\\]\\[(\\w+)\\]((?:\\[[^\\[\\]]*\\])*)\\[@S:R=(\\d+:\\d+), (${ADDRESS}?)(?::(\\d{1,5}))?->(.*?)\\]\\[([A-Za-z0-9 ]+)\\](?:\\[|\\s*$)`
const STEP = `extractGroups(payload, ${literal(PARTS)})`
const DENIED = "step[2] != 'Pass'"
const common = {
  time: 'envelope_time',
  source_ip: 'toIPv6OrDefault(step[5])',
  source_address: 'step[5]',
  source_port: 'toUInt16OrZero(step[6])',
}

const flow: Format = {
  ...about,
  id: 'draytek-firewall',
  title: 'DrayTek Vigor, firewall and filter of applications',
  table: 'flow_event',
  pattern: `${HEAD}\\[(?:FILTER|CSM_AE|CSM_IM|CSM_P2P)\\]\\[(?:Pass|Block|Drop)\\]${RULE}${ADDRESS}(?::\\d{1,5})?->${ADDRESS}(?::\\d{1,5})?\\]\\[`,
  step: STEP,
  columns: () => {
    const end = `extractGroups(step[7], '^(\\\\d+\\\\.\\\\d+\\\\.\\\\d+\\\\.\\\\d+|[0-9A-Fa-f:]+?)(?::(\\\\d{1,5}))?$')`
    return {
      ...common,
      observer_type: "'firewall'",
      observer_name: 'envelope_host',
      destination_ip: `toIPv6OrDefault(${end}[1])`,
      destination_port: `toUInt16OrZero(${end}[2])`,
      network_transport: transport("replaceRegexpOne(step[8], '^PR ', '')"),
      network_application: "if(step[1] = 'FILTER', '', extract(step[3], '^\\\\[([^\\\\]]*)'))",
      event_action: `if(${DENIED}, 'denied', 'allowed')`,
      event_id: "concat(step[5], ':', step[6], '>', step[7])",
      source_bytes: '-1',
      destination_bytes: '-1',
      event_duration_ms: '-1',
      rule_name: 'step[4]',
    }
  },
  required: "source_ip != toIPv6('::') AND destination_ip != toIPv6('::')",
  examples: [
    {
      lines: [
        '<134>Oct  5 09:00:01 RTR1_data: 1449bc000001:[FILTER][Pass][LAN/RT/VPN->WAN, 121:50:32    ][@S:R=13:1, 192.168.10.21:51022->203.0.113.9:443][TCP][HLen=20, TLen=52, Flag=S, Seq=3523763994, Ack=0, Win=65535]',
        'Oct  5 09:00:02 DrayTek [FILTER][Block][WAN->LAN/RT/VPN, 0:10:22 ][@S:R=2:2, 203.0.113.9->192.168.10.5][ICMP][HLen=20, TLen=60, Type=8, Code=0]',
        'Oct  5 09:00:03 DrayTek [CSM_AE][Block][FTP][@S:R=13:1, 203.0.113.21:34730->192.168.10.14:50337][TCP][HLen=20, TLen=1061, Flag=AP, Seq=3406493667, Ack=527650905, Win=2904]',
        'Oct  5 09:00:04 web1 backup[7]: copied [FILTER][Block][x][@S:R=2:2, 203.0.113.9->192.168.10.5][ICMP][HLen=20]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          source_port: 51022,
          destination_ip: '203.0.113.9',
          destination_port: 443,
          network_transport: 'tcp',
          event_action: 'allowed',
          rule_name: '13:1',
        },
        { source_ip: '203.0.113.9', network_transport: 'icmp', event_action: 'denied' },
        { network_application: 'FTP', destination_port: 50337, event_action: 'denied' },
      ],
    },
  ],
}

const web: Format = {
  ...about,
  id: 'draytek-web',
  title: 'DrayTek Vigor, filters of URLs and the web',
  table: 'web_event',
  pattern: `${HEAD}\\[CSM_(?:UF|WF)\\]\\[(?:Pass|Block|Drop)\\]${RULE}${ADDRESS}(?::\\d{1,5})?->https?://`,
  step: STEP,
  columns: () => ({
    ...common,
    observer_type: "'proxy'",
    network_protocol: "'http'",
    destination_port: urlPort('step[7]', "''"),
    url_domain: urlDomain('step[7]'),
    url_original: 'step[7]',
    event_outcome: `if(${DENIED}, 'denied', 'success')`,
    event_action: 'step[2]',
    http_request_bytes: '-1',
    http_response_bytes: '-1',
    event_duration_ms: '-1',
  }),
  required: "source_ip != toIPv6('::') AND url_domain != ''",
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 DrayTek [CSM_WF][Block][Service_Provider=CYREN][Category=News][@S:R=2:3, 192.168.10.21:50426->http://www.example.co.jp:80/news][HTTP][HLen=20, TLen=1492, Flag=A, Seq=1965422587, Ack=29701415, Win=65340]',
        'Oct  5 09:00:02 DrayTek [CSM_UF][Pass][Type=KW(G:O=0:1)][@S:R=2:3, 192.168.10.21:50345->http://c2.example.net/:80][HTTP][HLen=20, TLen=1465, Flag=AP, Seq=2495239783, Ack=1500601792, Win=260]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          url_domain: 'www.example.co.jp',
          destination_port: 80,
          event_outcome: 'denied',
          http_request_bytes: -1,
        },
        { url_domain: 'c2.example.net', event_outcome: 'success' },
      ],
    },
  ],
}

const dns: Format = {
  ...about,
  id: 'draytek-dns',
  title: 'DrayTek Vigor, filter of DNS',
  table: 'dns_event',
  pattern: `${HEAD}\\[CSM_DNSF\\]\\[(?:Pass|Block|Drop)\\]${RULE}${ADDRESS}(?::\\d{1,5})?->http`,
  step: STEP,
  columns: () => ({
    time: 'envelope_time',
    observer_type: "'resolver'",
    source_ip: 'toIPv6OrDefault(step[5])',
    source_address: 'step[5]',
    event_type: "'query'",
    dns_question_name: urlDomain('step[7]'),
  }),
  required: "source_ip != toIPv6('::') AND dns_question_name != ''",
  ignore: [
    {
      pattern: `${HEAD}\\[(?:FILTER|CSM_[A-Z0-9]+|DOS|IPv6FILTER)\\]\\[`,
      reason: { ja: '装置自身の記録（通信ではない）', en: "the device's own events: no connection" },
    },
  ],
  examples: [
    {
      lines: [
        'Oct  5 09:00:01 DrayTek [CSM_DNSF][Block][Type=KW(G:O=0:1)][@S:R=2:3, 192.168.10.21:49316->http://c2.example.net:53][DNS][HLen=20, TLen=62]',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'c2.example.net',
          event_type: 'query',
        },
      ],
    },
  ],
}

export const DRAYTEK_FORMATS: Format[] = [flow, web, dns]
