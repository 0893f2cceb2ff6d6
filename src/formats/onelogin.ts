/** OneLogin's events: sign-ins to the portal and to applications, accounts, second factors. Their kinds are numbers. */
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const TYPE = field('event_type_id')
const KINDS: [string, string[]][] = [
  ['login', ['5', '6', '8']],
  ['logout', ['7']],
  ['password-change', ['10', '11']],
  ['account-create', ['13']],
  ['account-change', ['14', '15', '16', '19', '21']],
  ['account-delete', ['17']],
  ['mfa-change', ['24', '172']],
  ['role-change', ['72']],
]

export const onelogin: Format = {
  id: 'onelogin-events',
  title: 'OneLogin events, JSON',
  vendor: 'One Identity',
  product: 'OneLogin',
  source: 'https://developers.onelogin.com/api-docs/1/events/event-resource',
  table: 'auth_event',
  time: 'payload',
  pattern: holding('"event_type_id"\\s?:', '"ipaddr"\\s?:'),
  step: jsonStep(
    texts(
      'id created_at event_type_id ipaddr user_name actor_user_name actor_system app_name role_name notes error_description custom_message risk_score',
    ),
  ),
  columns: () => ({
    time: utcTime(field('created_at')),
    observer_type: "'cloud'",
    ...source(field('ipaddr')),
    destination_address: field('app_name'),
    user_name: firstOf(field('actor_user_name'), field('user_name')),
    user_target_name: `if(${field('user_name')} = ${field('actor_user_name')}, '', ${field('user_name')})`,
    event_action: `multiIf(${KINDS.map(([one, ids]) => `${TYPE} IN (${ids.map((id) => `'${id}'`).join(', ')}), '${one}'`).join(', ')}, concat('event ', ${TYPE}))`,
    event_outcome: `multiIf(${TYPE} = '6', 'failure', ${TYPE} IN ('5', '8'), 'success', '')`,
    event_reason: firstOf(field('error_description'), field('notes')),
    event_code: TYPE,
    event_id: field('id'),
    network_protocol: "'web'",
    application_name: field('app_name'),
    rule_name: field('role_name'),
    event_details: `if(${field('risk_score')} = '', '', concat('risk score ', ${field('risk_score')}))`,
  }),
  required: "user_name != '' AND event_code != ''",
  examples: [
    {
      lines: [
        '{"id":123,"created_at":"2026-10-05T00:00:01.250Z","account_id":1,"user_id":2,"event_type_id":6,"notes":"Invalid password","ipaddr":"203.0.113.9","actor_user_id":2,"role_id":null,"app_id":null,"actor_system":"","custom_message":null,"role_name":null,"app_name":null,"actor_user_name":"Taro Tanaka","user_name":"Taro Tanaka","risk_score":72}',
        '{"actor_user_name":"Taro Tanaka","app_name":"Mail","created_at":"2026-10-05T00:00:02Z","event_type_id":8,"id":124,"ipaddr":"203.0.113.9","user_name":"Taro Tanaka"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'Taro Tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'Invalid password',
          event_details: 'risk score 72',
        },
        { event_action: 'login', event_outcome: 'success', application_name: 'Mail' },
      ],
    },
  ],
}
