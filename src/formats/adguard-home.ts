/** AdGuard Home's query log (querylog.json): the question, and the answer as it went over the wire. */
import { namedCode } from './dns-code.ts'
import type { Format } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { source } from './pick.ts'
import { isoTime } from './time.ts'

/** the answer's records stand behind a pointer to their name (0xC0..): type, class, time to live, length, address */
const WIRE = `hex(tryBase64Decode(${field('Answer')}))`
const V4 = `arrayMap(x -> toIPv6OrDefault(IPv4NumToString(reinterpretAsUInt32(reverse(unhex(x))))), extractAll(${WIRE}, 'C0[0-9A-F]{2}00010001[0-9A-F]{8}0004([0-9A-F]{8})'))`
const V6 = `arrayMap(x -> toIPv6OrDefault(trimRight(replaceRegexpAll(x, '(.{4})', '\\\\1:'), ':')), extractAll(${WIRE}, 'C0[0-9A-F]{2}001C0001[0-9A-F]{8}0010([0-9A-F]{32})'))`
const TTL = `extract(${WIRE}, 'C0[0-9A-F]{2}00(?:01|1C)0001([0-9A-F]{8})00')`
const CODE = `substring(${WIRE}, 8, 1)`

export const adguardHome: Format = {
  id: 'adguard-home',
  title: 'AdGuard Home query log (querylog.json)',
  vendor: 'AdGuard',
  product: 'AdGuard Home',
  source: 'https://github.com/AdguardTeam/AdGuardHome/wiki/Configuration (querylog), internal/querylog',
  table: 'dns_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${keys('T', 'QH', 'QT')}|\\s*\\{"IP" ?: ?".*"T" ?: ?".*"QH" ?:`,
  step: jsonStep(texts('T QH QT IP CP Answer')),
  columns: ({ timezone }) => ({
    time: isoTime(field('T'), timezone),
    observer_type: "'resolver'",
    ...source(field('IP')),
    event_type: "'both'",
    dns_question_name: `lower(trimRight(${field('QH')}, '.'))`,
    dns_question_type: field('QT'),
    dns_response_code: `if(length(${WIRE}) < 24, '', ${namedCode(CODE)})`,
    dns_resolved_ip: `arrayDistinct(arrayConcat(${V4}, ${V6}))`,
    dns_answers_ttl: `reinterpretAsUInt32(reverse(unhex(${TTL})))`,
  }),
  required: "source_address != '' AND dns_question_name != ''",
  examples: [
    {
      lines: [
        '{"T":"2026-10-05T09:00:01.250000001+09:00","QH":"www.example.co.jp","QT":"A","QC":"IN","CP":"","Answer":"w4uBgAABAAEAAAAAA3d3dwdleGFtcGxlAmNvAmpwAAABAAHADAABAAEAAAEsAATLAHFQ","Result":{},"Upstream":"https://192.0.2.53/dns-query","IP":"192.168.10.21","Elapsed":21600000}',
        '{"IP":"192.168.10.22","T":"2026-10-05T09:00:02.250000001+09:00","QH":"ads.example.net","QT":"AAAA","QC":"IN","CP":"","Answer":"","Result":{"IsFiltered":true,"Reason":3},"Elapsed":216000}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '192.168.10.21',
          dns_question_name: 'www.example.co.jp',
          dns_question_type: 'A',
          dns_response_code: 'NOERROR',
          dns_resolved_ip: ['203.0.113.80'],
          dns_answers_ttl: 300,
        },
        { source_ip: '192.168.10.22', dns_question_name: 'ads.example.net', dns_resolved_ip: [] },
      ],
    },
  ],
}
