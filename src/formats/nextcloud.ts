/** Nextcloud and ownCloud: sign-ins in nextcloud.log (owncloud.log), and what the audit app tells of sign-ins, files, users and groups. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf, found, matches, source } from './pick.ts'
import { digits, isoTime, localTime, monthNumber } from './time.ts'

const MESSAGE = field('message')
const said = (pattern: string) => found(pattern, MESSAGE)

/** What a message is about, and the pattern that tells it. Who and what stands in quotes is the first group, or the first two. */
const ACTIONS: [string, string][] = [
  ['login', '^Login (?:failed|successful): '],
  ['logout', '^Logout occurred'],
  ['file-read', '^File (?:with id "[^"]*" )?accessed: "'],
  ['file-create', '^File (?:with id "[^"]*" )?created: "'],
  ['file-write', '^File (?:with id "[^"]*" )?written to: "'],
  ['file-delete', '^File (?:with id "[^"]*" )?deleted: "'],
  ['password-change', '^Password of user ".*" has been changed$'],
  ['group-change', '^User ".*" (?:added to|removed from) group "'],
]
const ACTION = `multiIf(${ACTIONS.map(([action, pattern]) => `${matches(pattern, MESSAGE)}, '${action}'`).join(', ')}, '')`

/** April 13, 2021 16:55:37, where the administrator chose so */
function time(text: string, zone: string): string {
  const words = `extractGroups(${text}, '^([A-Z][a-z]+) (\\\\d{1,2}), (\\\\d{4}) (\\\\d{2}:\\\\d{2}:\\\\d{2})$')`
  const long = localTime(
    {
      month: monthNumber(`substring(${words}[1], 1, 3)`),
      day: `toInt32(toUInt8OrZero(${words}[2]))`,
      year: `toInt32(toUInt16OrZero(${words}[3]))`,
      hour: digits(`${words}[4]`, 1, 2),
      minute: digits(`${words}[4]`, 4, 2),
      second: digits(`${words}[4]`, 7, 2),
    },
    zone,
  )
  return `if(match(${text}, '^[A-Z]'), ${long}, ${isoTime(text, zone)})`
}

export const nextcloud: Format = {
  id: 'nextcloud',
  title: 'Nextcloud and ownCloud: sign-ins (nextcloud.log), and files, users, groups of the audit app (audit.log)',
  vendor: 'Nextcloud',
  product: 'Nextcloud, ownCloud',
  source:
    'https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/logging_configuration.html and https://github.com/nextcloud/server (apps/admin_audit/lib, lib/private/Authentication/Login)',
  table: 'auth_event',
  tag: '(?:[Nn]ext[Cc]loud|[Oo]wn[Cc]loud)',
  time: 'payload',
  pattern: `${keys('reqId', 'remoteAddr', 'app')}.*"message"\\s?:\\s?"(?:Login (?:failed|successful): |Logout occurred|File |Password of user |User )`,
  step: jsonStep(texts('reqId time remoteAddr user app method url message userAgent version')),
  columns: ({ timezone }) => ({
    time: bound(field('time'), 't', (text) => time(text, timezone)),
    observer_type: "'cloud'",
    observer_name: 'envelope_host',
    ...source(field('remoteAddr')),
    // the name as it was typed; a user may be called "x (Remote IP: 127.0.0.1)": the last is the program's own
    user_name: firstOf(
      said('^Login (?:failed|successful): [\'"]?(.*?)[\'"]?(?: \\(Remote IP: [^()]*\\))?$'),
      `if(${field('user')} = '--', '', ${field('user')})`,
    ),
    user_target_name: firstOf(
      said('^Password of user "(.*)" has been changed$'),
      said('^User "(.*)" (?:added to|removed from) group "'),
    ),
    event_action: ACTION,
    event_outcome: `if(${matches('^Login failed: ', MESSAGE)}, 'failure', 'success')`,
    event_code: field('app'),
    event_id: field('reqId'),
    network_protocol: "'web'",
    user_agent_original: field('userAgent'),
    rule_name: said('^User ".*" (?:added to|removed from) group "(.*)"$'),
    event_details: firstOf(
      said('^File (?:with id "[^"]*" )?[a-z]+(?: to)?: "(.*)"$'),
      said('^User ".*" ((?:added to|removed from) group) "'),
      field('url'),
    ),
  }),
  required: `source_address != '' AND event_action != '' AND event_code IN ('core', 'admin_audit', 'no app in context')`,
  ignore: [
    {
      pattern: keys('reqId', 'app', 'message'),
      reason: { ja: 'Nextcloudのその他の記録', en: 'other records of Nextcloud' },
    },
  ],
  examples: [
    {
      lines: [
        '{"reqId":"ByeDVLuw","level":2,"time":"2026-10-05T00:00:01+00:00","remoteAddr":"203.0.113.9","user":"--","app":"no app in context","method":"POST","url":"/login","message":"Login failed: tanaka (Remote IP: 203.0.113.9)","userAgent":"curl/7.68.0","version":"29.0.0.1"}',
        '{"reqId":"Krsnp8Bg","remoteAddr":"2001:db8::9","app":"core","message":"Login failed: \'x\' (Remote IP: \'127.0.0.1\')\' (Remote IP: \'2001:db8::9\')","level":2,"time":"2026-10-05T00:00:02+00:00"}',
        '{"reqId":"TBsuA2uE","level":1,"time":"October 5, 2026 09:00:03","remoteAddr":"192.168.10.21","user":"tanaka","app":"admin_audit","method":"GET","url":"/ocs/v1.php/cloud/users","message":"Login successful: \\"tanaka\\"","userAgent":"curl/7.68.0","version":"29.0.0.1"}',
        '{"reqId":"a1","level":1,"time":"2026-10-05T00:00:04+00:00","remoteAddr":"192.168.10.21","user":"tanaka","app":"admin_audit","method":"GET","url":"/remote.php/dav/files/tanaka/a.xlsx","message":"File with id \\"12\\" accessed: \\"/tanaka/files/\\u898b\\u7a4d.xlsx\\"","userAgent":"Mozilla/5.0","version":"29.0.0.1","data":{"app":"admin_audit"}}',
        '{"reqId":"a2","level":1,"time":"2026-10-05T00:00:05+00:00","remoteAddr":"192.168.10.22","user":"admin","app":"admin_audit","method":"POST","url":"/ocs","message":"User \\"sync\\" added to group \\"admin\\"","userAgent":"Mozilla/5.0","version":"29.0.0.1"}',
        // an app's own words that look like a sign-in, and the attempt before its outcome
        '{"reqId":"a3","level":2,"time":"2026-10-05T00:00:06+00:00","remoteAddr":"203.0.113.9","user":"--","app":"files","method":"GET","url":"/","message":"Login failed: y","userAgent":"x","version":"29"}',
        '{"reqId":"a4","level":1,"time":"2026-10-05T00:00:07+00:00","remoteAddr":"203.0.113.9","user":"--","app":"admin_audit","method":"POST","url":"/login","message":"Login attempt: \\"tanaka\\"","userAgent":"x","version":"29"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          user_agent_original: 'curl/7.68.0',
        },
        { source_ip: '2001:db8::9', user_name: "x' (Remote IP: '127.0.0.1')", event_outcome: 'failure' },
        {
          time: '2026-10-05T00:00:03.000Z',
          source_ip: '192.168.10.21',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'success',
        },
        { event_action: 'file-read', user_name: 'tanaka', event_details: '/tanaka/files/見積.xlsx' },
        { event_action: 'group-change', user_name: 'admin', user_target_name: 'sync', rule_name: 'admin' },
      ],
    },
  ],
}
