/** FortiGate's logs as JSON (`set format json`, and collectors that keep the keys): read by the formats of fortigate.ts. */
import type { Format, FormatExample } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'

/** a key and its value outside of texts: a quote inside of one is escaped, so that it can't pass for the key's */
const has = (key: string, value: string) => `.*[{,] ?"${key}": ?"${value}"`
const KINDS: Record<string, string> = {
  'fortigate-traffic': has('type', 'traffic'),
  'fortigate-webfilter': has('subtype', 'webfilter'),
  'fortigate-dns': has('subtype', 'dns'),
  'fortigate-utm': has('type', 'utm'),
}
const LINES: Record<string, FormatExample> = {
  'fortigate-traffic': {
    lines: [
      '{"date":"2026-10-05","time":"09:00:01","devname":"FGT","eventtime":1791158401123456789,"logid":"0000000013","type":"traffic","subtype":"forward","srcip":"192.168.10.21","srcport":51022,"dstip":"203.0.113.9","dstport":443,"proto":6,"action":"close","duration":61,"sentbyte":2140,"rcvdbyte":5120}',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.123Z',
        source_ip: '192.168.10.21',
        source_port: 51022,
        destination_ip: '203.0.113.9',
        destination_port: 443,
        network_transport: 'tcp',
        source_bytes: 2140,
        event_action: 'allowed',
      },
    ],
  },
  'fortigate-webfilter': {
    lines: [
      '{"date": "2026-10-05", "time": "09:00:02", "logid": "0316013056", "type": "utm", "subtype": "webfilter", "srcip": "192.168.10.21", "srcport": "51030", "dstip": "203.0.113.44", "dstport": "443", "user": "EXAMPLE\\\\tanaka", "service": "HTTPS", "hostname": "www.example.com", "action": "blocked", "url": "https://www.example.com/a?b=\\"type\\":\\"traffic\\""}',
    ],
    events: [{ url_domain: 'www.example.com', user_name: 'EXAMPLE\\tanaka', event_outcome: 'denied' }],
  },
  'fortigate-dns': {
    lines: [
      '{"date":"2026-10-05","time":"09:00:03","logid":"1501054802","type":"utm","subtype":"dns","eventtype":"dns-response","srcip":"192.168.10.21","dstip":"203.0.113.53","dstport":53,"qname":"cdn.example.com","qtype":"A","ipaddr":"203.0.113.80, 203.0.113.81"}',
    ],
    events: [{ dns_question_name: 'cdn.example.com', dns_resolved_ip: ['203.0.113.80', '203.0.113.81'] }],
  },
  'fortigate-utm': {
    lines: [
      '{"date":"2026-10-05","time":"09:00:04","logid":"1059028704","type":"utm","subtype":"app-ctrl","srcip":"192.168.10.21","dstip":"203.0.113.90","dstport":443,"proto":6,"app":"TeamViewer","action":"pass"}',
    ],
    events: [{ network_application: 'TeamViewer', event_action: 'allowed' }],
  },
}

export const FORTIGATE_JSON_FORMATS: Format[] = FORTIGATE_FORMATS.flatMap((format) => {
  const [pattern, example] = [KINDS[format.id], LINES[format.id]]
  if (!pattern || !example) return []
  const { ignore: _, ...read } = format
  return {
    ...read,
    id: `${format.id}-json`,
    title: `${format.title}, JSON`,
    // the number of Fortinet's log tells it from others' JSON
    pattern: `\\{(?:.*,)? ?"logid": ?"?\\d{10}"?${pattern}`,
    step: "CAST(JSONExtractKeysAndValues(payload, 'String'), 'Map(String, String)')",
    examples: [example],
  }
})
