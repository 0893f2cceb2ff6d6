/** Dropbox's team events: sign-ins, devices, members, roles, applications, files. The console's CSV is read by its column names. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding } from './json-line.ts'
import { firstOf, source } from './pick.ts'

/** a variant's name is in `.tag`, and what it holds under that name */
const TAG = '.tag'
const TYPE = field(['event_type', TAG])
const ACTIONS: [string, string][] = [
  ['login', '^login_(?:success|fail)$|^sso_error$|^sign_in_as_session_start$'],
  ['logout', '^logout$|^sign_in_as_session_end$'],
  ['device-add', '^device_link_(?:success|fail)$'],
  ['mfa-change', '^tfa_'],
  ['password-change', '^password_'],
  ['account-create', '^member_change_status active$'],
  ['account-delete', '^member_change_status removed$'],
  ['role-change', '^member_change_admin_role'],
  ['account-change', '^member_change_'],
  ['group-change', '^group_(?:add|remove)_member$'],
  ['consent', '^app_link_(?:user|team)$'],
]
const USER = 'Tuple(email String, display_name String)'
const STEP = `JSONExtract(payload, 'Tuple(timestamp String, event_type Tuple(\`${TAG}\` String, description String), actor Tuple(\`${TAG}\` String, user ${USER}, admin ${USER}, app Tuple(display_name String)), origin Tuple(geo_location Tuple(country String, ip_address String), access_method Tuple(\`${TAG}\` String, end_user Tuple(\`${TAG}\` String, session_id String))), context ${USER}, participants Array(Tuple(user ${USER})), assets Array(Tuple(display_name String, path Tuple(contextual String), file_id String)), details Tuple(login_method Tuple(\`${TAG}\` String), error_details Tuple(user_friendly_message String), app_info Tuple(display_name String), new_value Tuple(\`${TAG}\` String)))')`
const PERSON = firstOf(
  field('actor.user.email'),
  field('actor.admin.email'),
  field('context.email'),
  field('actor.user.display_name'),
)

export const dropbox: Format = {
  id: 'dropbox-team-events',
  title: 'Dropbox team events, JSON (team_log/get_events)',
  vendor: 'Dropbox',
  product: 'Dropbox',
  source: 'https://www.dropbox.com/developers/documentation/http/teams#team_log-get_events',
  table: 'auth_event',
  time: 'payload',
  pattern: holding('"event_category"\\s?:\\s?\\{\\s?"\\.tag"', '"event_type"\\s?:\\s?\\{\\s?"\\.tag"'),
  step: STEP,
  columns: () => ({
    time: utcTime(field('timestamp')),
    observer_type: "'cloud'",
    ...source(field('origin.geo_location.ip_address')),
    user_name: PERSON,
    user_target_name: bound(
      firstOf(
        `tupleElement(tupleElement(${field('participants')}[1], 'user'), 'email')`,
        `if(${TYPE} LIKE 'member_%', ${field('context.email')}, '')`,
      ),
      't',
      (t) => `if(${t} = ${PERSON}, '', ${t})`,
    ),
    event_action: bound(
      `if(startsWith(${TYPE}, 'member_change_'), concat(${TYPE}, ' ', ${field(['details', 'new_value', TAG])}), ${TYPE})`,
      'n',
      (n) => `multiIf(${ACTIONS.map(([one, pattern]) => `match(${n}, '${pattern}'), '${one}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `if(match(${TYPE}, '_fail$|^sso_error$'), 'failure', 'success')`,
    event_reason: firstOf(
      field('details.error_details.user_friendly_message'),
      field(['details', 'login_method', TAG]),
    ),
    event_code: `if(${TYPE} = 'file_download', 'download', ${TYPE})`,
    network_protocol: "'web'",
    source_geo_country_iso_code: field('origin.geo_location.country'),
    session_id: field('origin.access_method.end_user.session_id'),
    application_name: firstOf(field('details.app_info.display_name'), field('actor.app.display_name')),
    rule_name: `if(${TYPE} = 'member_change_admin_role', ${field(['details', 'new_value', TAG])}, '')`,
    event_details: firstOf(
      `tupleElement(tupleElement(${field('assets')}[1], 'path'), 'contextual')`,
      `tupleElement(${field('assets')}[1], 'display_name')`,
      field('event_type.description'),
    ),
  }),
  required: "user_name != '' AND event_code != ''",
  examples: [
    {
      lines: [
        '{"timestamp":"2026-10-05T00:00:01Z","event_category":{".tag":"logins"},"actor":{".tag":"user","user":{".tag":"team_member","account_id":"dbid:1","display_name":"Tanaka","email":"tanaka@example.co.jp","team_member_id":"dbmid:1"}},"origin":{"geo_location":{"city":"Amsterdam","region":"Noord-Holland","country":"NL","ip_address":"203.0.113.9"},"access_method":{".tag":"end_user","end_user":{".tag":"web","session_id":"dbwsid:1"}}},"involve_non_team_member":false,"context":{".tag":"team_member","email":"tanaka@example.co.jp"},"participants":[],"assets":[],"event_type":{".tag":"login_fail","description":"Failed to sign in"},"details":{".tag":"login_fail_details","login_method":{".tag":"password"},"error_details":{"user_friendly_message":"Incorrect password."}}}',
        '{"timestamp":"2026-10-05T00:00:02Z","event_category":{".tag":"file_operations"},"actor":{".tag":"user","user":{".tag":"team_member","email":"tanaka@example.co.jp"}},"origin":{"geo_location":{"ip_address":"203.0.113.9"}},"context":{".tag":"team_member","email":"tanaka@example.co.jp"},"participants":[],"assets":[{".tag":"file","path":{"contextual":"/mitsumori/a.xlsx"},"display_name":"a.xlsx","file_id":"id:1"}],"event_type":{".tag":"file_download","description":"Downloaded files and/or folders"},"details":{".tag":"file_download_details"}}',
        '{"timestamp":"2026-10-05T00:00:03Z","event_category":{".tag":"members"},"actor":{".tag":"admin","admin":{".tag":"team_member","email":"kuroda@example.co.jp"}},"origin":{"geo_location":{"ip_address":"203.0.113.9"}},"context":{".tag":"team_member","email":"sync@example.co.jp"},"participants":[],"assets":[],"event_type":{".tag":"member_change_admin_role","description":"Changed team member admin role"},"details":{".tag":"member_change_admin_role_details","new_value":{".tag":"team_admin"},"previous_value":{".tag":"member_only"}}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'Incorrect password.',
          source_geo_country_iso_code: 'NL',
          session_id: 'dbwsid:1',
        },
        { event_code: 'download', event_details: '/mitsumori/a.xlsx' },
        {
          user_name: 'kuroda@example.co.jp',
          user_target_name: 'sync@example.co.jp',
          event_action: 'role-change',
          rule_name: 'team_admin',
        },
      ],
    },
  ],
}
