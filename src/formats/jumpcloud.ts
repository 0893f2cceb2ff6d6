/** JumpCloud's Directory Insights: sign-ins to its portals, applications, RADIUS, LDAP and computers, and what is done to accounts. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const TYPE = field('event_type')
const ACTIONS: [string, string][] = [
  ['login', '^(?:user|admin)_login_attempt$|^(?:sso|radius)_auth(?:_attempt)?$|^ldap_bind$|^login_attempt$'],
  ['password-change', '^user_password_(?:change|reset|update|set)'],
  ['mfa-change', '(?:^|_)(?:mfa|totp|webauthn|push)_'],
  ['account-create', '^(?:user|admin)_create$'],
  ['account-delete', '^(?:user|admin)_delete$'],
  ['account-lockout', '^(?:user|admin)_(?:lockout|account_lockout)|^user_lockout'],
  ['account-change', '^(?:user|admin)_(?:update|suspended|unlock|activate|unsuspend)'],
  ['role-change', '^admin_role_|_role_(?:create|update|assign)'],
]
const PERSON = firstOf(
  field('initiated_by.username'),
  field('initiated_by.email'),
  field('username'),
  field('resource.username'),
)

export const jumpcloud: Format = {
  id: 'jumpcloud-insights',
  title: 'JumpCloud Directory Insights, JSON',
  vendor: 'JumpCloud',
  product: 'JumpCloud',
  source: 'https://docs.jumpcloud.com/api/insights/directory/1.0/index.html',
  table: 'auth_event',
  time: 'payload',
  pattern: holding(
    '"organization"\\s?:\\s?"',
    '"service"\\s?:\\s?"(?:directory|sso|radius|ldap|systems|mdm|password_manager|object_storage|software)"',
  ),
  step: jsonStep({
    ...texts(
      'id timestamp event_type service client_ip src_ip username success error_message auth_method mfa hostname',
    ),
    initiated_by: texts('username email type'),
    resource: texts('username email hostname'),
    application: texts('name display_label'),
    geoip: texts('country_code'),
    system: texts('displayName hostname'),
    useragent: texts('name os_full'),
  }),
  columns: () => ({
    time: utcTime(field('timestamp')),
    observer_type: "'cloud'",
    ...source(firstOf(field('client_ip'), field('src_ip'))),
    destination_address: firstOf(
      field('application.display_label'),
      field('application.name'),
      field('system.displayName'),
      field('system.hostname'),
      field('hostname'),
    ),
    user_name: PERSON,
    user_target_name: bound(
      firstOf(field('resource.username'), field('resource.email')),
      't',
      (t) => `if(${t} IN (${field('initiated_by.username')}, ${field('initiated_by.email')}, ${PERSON}), '', ${t})`,
    ),
    event_action: bound(
      TYPE,
      'n',
      (n) => `multiIf(${ACTIONS.map(([one, pattern]) => `match(${n}, '${pattern}'), '${one}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `multiIf(${field('success')} IN ('false', '0'), 'failure', ${field('success')} IN ('true', '1'), 'success', '')`,
    event_reason: firstOf(field('error_message'), field('auth_method')),
    event_code: TYPE,
    event_id: field('id'),
    network_protocol: `multiIf(${field('service')} IN ('radius', 'ldap'), ${field('service')}, ${field('service')} = 'systems', '', 'web')`,
    source_geo_country_iso_code: field('geoip.country_code'),
    user_agent_original: `trim(concat(${field('useragent.name')}, ' ', ${field('useragent.os_full')}))`,
    application_name: firstOf(field('application.display_label'), field('application.name')),
  }),
  required: "user_name != '' AND event_code != ''",
  examples: [
    {
      lines: [
        '{"initiated_by":{"id":"5f","type":"user","username":"tanaka"},"geoip":{"country_code":"NL","timezone":"Europe/Amsterdam","latitude":52.3},"mfa":false,"auth_method":"password","event_type":"user_login_attempt","provider":null,"service":"directory","organization":"5a01","@version":"1","client_ip":"203.0.113.9","id":"60","useragent":{"os_full":"Windows 10","name":"Chrome"},"timestamp":"2026-10-05T00:00:01.250Z","success":false,"error_message":"wrong password"}',
        '{"@version":"1","application":{"display_label":"Mail","id":"1","name":"mail"},"client_ip":"203.0.113.9","event_type":"sso_auth","id":"61","initiated_by":{"type":"user","username":"tanaka"},"organization":"5a01","service":"sso","sso_token_success":true,"success":true,"timestamp":"2026-10-05T00:00:02Z"}',
        '{"service":"directory","event_type":"user_create","initiated_by":{"type":"admin","email":"kuroda@example.co.jp"},"resource":{"type":"user","username":"sync"},"organization":"5a01","client_ip":"203.0.113.9","success":true,"id":"62","timestamp":"2026-10-05T00:00:03Z"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'wrong password',
          source_geo_country_iso_code: 'NL',
        },
        { event_action: 'login', event_outcome: 'success', application_name: 'Mail' },
        { user_name: 'kuroda@example.co.jp', user_target_name: 'sync', event_action: 'account-create' },
      ],
    },
  ],
}
