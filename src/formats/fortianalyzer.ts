/**
 * FortiGate's logs as FortiAnalyzer exports them in CSV: every cell is a whole pair, "srcip=192.168.10.21", its quotes doubled. Read by
 * the formats of fortigate.ts; only what tells the kind of log and the pairs differs.
 */

import type { Format, FormatExample } from './format.ts'
import { FORTIGATE_FORMATS } from './fortigate.ts'
import { pairsOf } from './pairs.ts'

const CELLS = '"[A-Za-z0-9_.-]+=(?:[^"]|"")*",(?:"[A-Za-z0-9_.-]+=(?:[^"]|"")*",)*'
const cell = (pair: string) => `(?:"${pair}",|${CELLS}"${pair}",)`
const value = (text: string) => `(?:"")?${text}(?:"")?`
/** what tells the kind of log, and a cell that it must have */
const KINDS: Record<string, string> = {
  'fortigate-traffic': `${cell(`type=${value('traffic')}`)}.*"srcip=`,
  'fortigate-webfilter': `${cell(`subtype=${value('webfilter')}`)}.*"srcip=`,
  'fortigate-dns': `${cell(`subtype=${value('dns')}`)}.*"qname=`,
  'fortigate-utm': `${cell(`type=${value('(?:utm|app-ctrl|ips|virus|anomaly|dlp|emailfilter)')}`)}.*"srcip=`,
}
const LINES: Record<string, FormatExample> = {
  'fortigate-traffic': {
    lines: [
      '"itime=1791158402","date=2026-10-05","time=09:00:01","devid=FGT60F","vd=root","type=traffic","subtype=forward","srcip=192.168.10.21","srcport=51022","dstip=203.0.113.9","dstport=443","proto=6","action=close","policyid=1","policyname=社内, 外部","duration=61","sentbyte=2140","rcvdbyte=5120"',
    ],
    events: [
      {
        time: '2026-10-05T00:00:01.000Z',
        source_ip: '192.168.10.21',
        destination_ip: '203.0.113.9',
        destination_port: 443,
        source_bytes: 2140,
        event_action: 'allowed',
        rule_name: '社内, 外部',
      },
    ],
  },
  'fortigate-webfilter': {
    lines: [
      '"date=2026-10-05","time=09:00:02","type=""utm""","subtype=""webfilter""","srcip=192.168.10.21","srcport=51030","dstip=203.0.113.44","dstport=443","user=EXAMPLE\\tanaka","service=HTTPS","hostname=""www.example.com""","agent=x ""type=traffic"",""action=accept""","action=blocked","url=""https://www.example.com/a?b=c,d"""',
    ],
    events: [
      {
        url_domain: 'www.example.com',
        user_name: 'EXAMPLE\\tanaka',
        event_outcome: 'denied',
        url_original: 'https://www.example.com/a?b=c,d',
      },
    ],
  },
  'fortigate-dns': {
    lines: [
      '"date=2026-10-05","time=09:00:03","type=utm","subtype=dns","eventtype=dns-response","srcip=192.168.10.21","srcport=54186","dstip=203.0.113.53","dstport=53","qname=cdn.example.com","qtype=A","ipaddr=203.0.113.80, 203.0.113.81"',
    ],
    events: [
      { dns_question_name: 'cdn.example.com', dns_resolved_ip: ['203.0.113.80', '203.0.113.81'], event_type: 'both' },
    ],
  },
  'fortigate-utm': {
    lines: [
      '"date=2026-10-05","time=09:00:04","type=utm","subtype=app-ctrl","srcip=192.168.10.21","srcport=50000","dstip=203.0.113.90","dstport=443","proto=6","app=TeamViewer","action=pass"',
    ],
    events: [{ network_application: 'TeamViewer', event_action: 'allowed' }],
  },
}

/** "key=value" → key="value"; doubled quotes are dropped, so no value can end its cell */
const STEP = pairsOf(
  `replaceRegexpAll(replaceAll(payload, '""', ''), '"([A-Za-z0-9_.-]+)=([^"]*)"', '\\\\1="\\\\2"')`,
  '=',
  ',',
)

export const FORTIANALYZER_FORMATS: Format[] = FORTIGATE_FORMATS.flatMap((format) => {
  const [pattern, example] = [KINDS[format.id], LINES[format.id]]
  if (!pattern || !example) return []
  const { ignore: _, ...read } = format
  return {
    ...read,
    id: format.id.replace('fortigate', 'fortianalyzer'),
    title: `${format.title}, FortiAnalyzer's CSV`,
    product: 'FortiAnalyzer, FortiGate',
    pattern,
    step: STEP,
    examples: [example],
  }
})
