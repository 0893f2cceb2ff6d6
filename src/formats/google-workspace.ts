/** Google Workspace's audit activities (Admin SDK Reports API): one JSON object a record, its first event tells what was done. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { activityColumns } from './google-activity.ts'
import { utcTime } from './json.ts'
import { firstOf } from './pick.ts'

const PARAMETER = 'Tuple(name String, value String, intValue String, boolValue String, multiValue Array(String))'
const RECORD = `Tuple(id Tuple(time String, uniqueQualifier String, uniqQualifier String, applicationName String),
  actor Tuple(email String, profileId String, callerType String, key String), ipAddress String, networkInfo Tuple(ipAsn Array(String), regionCode String),
  events Array(Tuple(type String, name String, parameters Array(${PARAMETER}))))`.replace(/\s+/g, ' ')
const R = (...path: string[]) => path.reduce((outer, name) => `tupleElement(${outer}, '${name}')`, 'step')
const FIRST = `${R('events')}[1]`
const NAME = `tupleElement(${FIRST}, 'name')`
const parameter = (name: string) => {
  const found = `arrayFirst(one -> tupleElement(one, 'name') = '${name}', tupleElement(${FIRST}, 'parameters'))`
  return bound(
    found,
    'p',
    (p) =>
      `arrayFirst(x -> x != '', [tupleElement(${p}, 'value'), arrayStringConcat(tupleElement(${p}, 'multiValue'), ' '), tupleElement(${p}, 'boolValue')])`,
  )
}

export const googleWorkspace: Format = {
  id: 'google-workspace',
  title: 'Google Workspace audit activities, JSON (Reports API)',
  vendor: 'Google',
  product: 'Workspace',
  source: 'https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern:
    '\\{.*"kind" ?: ?"(?:admin#reports#activity|audit#activity)"|\\{.*"uniqueQualifier" ?: ?.*"actor" ?: ?|\\{.*"actor" ?: ?.*"uniqueQualifier" ?: ?',
  step: `JSONExtract(payload, '${RECORD}')`,
  columns: () => ({
    time: utcTime(R('id', 'time')),
    ...activityColumns({
      name: NAME,
      application: R('id', 'applicationName'),
      address: firstOf(R('ipAddress'), parameter('ip_address')),
      actor: firstOf(R('actor', 'email'), parameter('DEVICE_USER'), R('actor', 'key'), R('actor', 'profileId')),
      id: firstOf(R('id', 'uniqueQualifier'), R('id', 'uniqQualifier')),
      country: R('networkInfo', 'regionCode'),
      network: `${R('networkInfo', 'ipAsn')}[1]`,
      parameter,
    }),
  }),
  required: "event_code != ''",
  ignore: [
    {
      pattern: '\\{ ?"kind" ?: ?"(?:admin|reports)#(?:reports#)?activities"',
      reason: { ja: '一覧の外枠', en: 'the frame around a list' },
    },
  ],
  examples: [
    {
      lines: [
        '{"kind":"admin#reports#activity","id":{"time":"2026-10-05T00:00:01.515Z","uniqueQualifier":"40","applicationName":"login","customerId":"C1"},"actor":{"email":"tanaka@example.co.jp","profileId":"1"},"ipAddress":"203.0.113.9","networkInfo":{"ipAsn":[64500],"regionCode":"NL"},"events":[{"type":"login","name":"login_failure","parameters":[{"name":"login_type","value":"google_password"},{"name":"login_failure_type","value":"login_failure_invalid_password"}]}]}',
        '{"kind":"admin#reports#activity","id":{"time":"2026-10-05T00:00:02.000Z","uniqueQualifier":"41","applicationName":"token"},"actor":{"email":"tanaka@example.co.jp"},"ipAddress":"203.0.113.9","events":[{"type":"auth","name":"authorize","parameters":[{"name":"app_name","value":"Mail Sync"},{"name":"scope","multiValue":["https://mail.google.com/"]}]}]}',
        '{"kind":"admin#reports#activity","id":{"time":"2026-10-05T00:00:03.000Z","uniqueQualifier":"42","applicationName":"user_accounts"},"actor":{"email":"tanaka@example.co.jp"},"ipAddress":"203.0.113.9","events":[{"type":"email_forwarding_change","name":"email_forwarding_out_of_domain","parameters":[{"name":"email_forwarding_destination_address","value":"x@mail.example.net"}]}]}',
        '{"kind":"admin#reports#activity","id":{"time":"2026-10-05T00:00:04.000Z","uniqueQualifier":"43","applicationName":"admin"},"actor":{"email":"kuroda@example.co.jp"},"ipAddress":"203.0.113.9","events":[{"type":"DELEGATED_ADMIN_SETTINGS","name":"ASSIGN_ROLE","parameters":[{"name":"ROLE_NAME","value":"_SEED_ADMIN_ROLE"},{"name":"USER_EMAIL","value":"sync@example.co.jp"}]}]}',
        '{"kind":"admin#reports#activity","id":{"time":"2026-10-05T00:00:05.000Z","uniqueQualifier":"44","applicationName":"admin"},"actor":{"email":"kuroda@example.co.jp"},"ipAddress":"203.0.113.9","events":[{"type":"USER_SETTINGS","name":"GRANT_ADMIN_PRIVILEGE","parameters":[{"name":"USER_EMAIL","value":"sync@example.co.jp"}]}]}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.515Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'login_failure_invalid_password',
          source_as_number: 64500,
        },
        { event_action: 'consent', application_name: 'Mail Sync', event_details: 'https://mail.google.com/' },
        // whom it is done to is the owner, not the address that gets the mail
        { event_action: 'mail-forwarding', user_target_name: '', event_details: 'x@mail.example.net' },
        {
          event_action: 'role-change',
          user_name: 'kuroda@example.co.jp',
          user_target_name: 'sync@example.co.jp',
          rule_name: '_SEED_ADMIN_ROLE',
        },
        { event_action: 'role-change', user_target_name: 'sync@example.co.jp', rule_name: 'super administrator' },
      ],
    },
  ],
}
