/** FortiProxy's HTTP transactions: FortiGate's key=value with a kind of log that FortiGate lacks. The rest is read as FortiGate's. */

import type { Format } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { count, firstOf, PAIR } from './pairs.ts'
import { urlDomain } from './url.ts'

const KV = (key: string) => `step['${key}']`
const URL = KV('url')
const BLOCKED = `${firstOf(KV('utmaction'), KV('action'))} IN ('block', 'blocked', 'deny')`
const STATUS = `toUInt16OrZero(${firstOf(KV('httpstatus'), KV('statuscode'), KV('respcode'))})`

export const FORTIPROXY_FORMATS: Format[] = FORTIGATE_FORMATS.filter(({ id }) => id === 'fortigate-traffic').map(
  (traffic) => ({
    ...traffic,
    id: 'fortiproxy-http',
    title: 'FortiProxy HTTP transactions',
    product: 'FortiProxy',
    source: 'https://docs.fortinet.com/document/fortiproxy/7.4.0/log-reference',
    table: 'web_event',
    pattern: ` ?(?:${PAIR})*type="?traffic"? subtype="?http-transaction"? .*srcip=`,
    columns: (context) => {
      const connection = traffic.columns(context)
      const shared = ['time', 'source_ip', 'source_address', 'source_port', 'destination_ip', 'destination_port']
      return {
        ...Object.fromEntries(shared.map((name) => [name, connection[name] ?? "''"])),
        observer_type: "'proxy'",
        user_name: KV('user'),
        network_protocol: "'http'",
        http_request_method: `upper(${firstOf(KV('httpmethod'), KV('reqmethod'))})`,
        url_domain: `if(${KV('hostname')} != '', ${urlDomain(KV('hostname'))}, ${urlDomain(URL)})`,
        url_original: URL,
        http_response_status_code: STATUS,
        event_outcome: `multiIf(${BLOCKED} OR ${STATUS} IN (403, 407), 'denied', ${STATUS} >= 500, 'failure', 'success')`,
        event_action: firstOf(KV('utmaction'), KV('action')),
        http_request_bytes: count(firstOf(KV('sentbyte'), KV('reqlength'))),
        http_response_bytes: count(firstOf(KV('rcvdbyte'), KV('resplength'))),
        // in milliseconds, as the times before it are in seconds
        event_duration_ms: count(KV('duration')),
        user_agent_original: KV('agent'),
        http_request_referrer: KV('referralurl'),
        http_response_mime_type: KV('contenttype'),
      }
    },
    required: "source_ip != toIPv6('::') AND url_domain != ''",
    examples: [
      {
        lines: [
          'time=09:00:02 devname="fpx1" devid="FPX1" eventtime=1791158401758828086 tz="+0900" logid="0000000010" type="traffic" subtype="http-transaction" level="notice" vd="root" srcip=192.168.10.21 dstip=203.0.113.80 clientip=192.168.10.21 scheme="https" srcport=52112 dstport=443 hostname="WWW.example.co.jp" url="https://www.example.co.jp/a?query=param" prefetch=0 policyid=5 sessionid=10000000 transid=51313645 reqlength=474 resplength=0 rcvdbyte=1932 sentbyte=943 resptype="generated" user="tanaka" cat=82 catdesc="Content Servers" agent="Mozilla/5.0 (Windows NT 10.0)" duration=10 utmaction="block" countdlp=1',
        ],
        events: [
          {
            time: '2026-10-05T00:00:01.758Z',
            source_ip: '192.168.10.21',
            url_domain: 'www.example.co.jp',
            destination_port: 443,
            event_outcome: 'denied',
            http_request_bytes: 943,
            http_response_bytes: 1932,
            user_agent_original: 'Mozilla/5.0 (Windows NT 10.0)',
          },
        ],
      },
    ],
  }),
)
