/** Box's enterprise events: sign-ins, devices, accounts, roles, files. The reports that its console exports are read by their column names. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const TYPE = field('event_type')
const ACTIONS: [string, string][] = [
  ['login', '^(?:FAILED_|ADMIN_)?LOGIN$'],
  ['device-add', '^ADD_(?:LOGIN_ACTIVITY_DEVICE|DEVICE_ASSOCIATION)$'],
  ['account-create', '^NEW_USER$'],
  ['account-delete', '^DELETE_USER$'],
  ['account-change', '^EDIT_USER$'],
  ['role-change', '^CHANGE_ADMIN_ROLE$'],
  ['group-change', '^GROUP_(?:ADD|REMOVE)_USER$'],
  ['mfa-change', '^(?:MULTI_FACTOR_AUTH|TWO_FACTOR_AUTH)_'],
  ['consent', '^APPLICATION_(?:CREATED|PUBLIC_KEY_ADDED)$|^OAUTH2_'],
]
/** what synchronises fetches files of its own accord */
const SYNCHRONISES = `match(${field('additional_details.service_name')}, '(?i)sync|drive')`

export const box: Format = {
  id: 'box-events',
  title: 'Box enterprise events, JSON',
  vendor: 'Box',
  product: 'Box',
  source:
    'https://developer.box.com/reference/resources/event, https://developer.box.com/guides/events/for-enterprise/',
  table: 'auth_event',
  time: 'payload',
  pattern: holding('"created_by"\\s?:', '"type"\\s?:\\s?"event"'),
  step: jsonStep({
    ...texts('created_at event_id event_type ip_address session_id'),
    created_by: texts('id name login'),
    source: texts('type id name login item_id item_name item_type user_email'),
    additional_details: texts('service_name service_id'),
  }),
  columns: () => ({
    time: utcTime(field('created_at')),
    observer_type: "'cloud'",
    ...source(field('ip_address')),
    user_name: firstOf(field('created_by.login'), field('source.login'), field('created_by.name')),
    user_target_name: bound(
      firstOf(field('source.login'), field('source.user_email')),
      't',
      (t) => `if(${t} = ${field('created_by.login')}, '', ${t})`,
    ),
    event_action: bound(
      TYPE,
      'n',
      (n) => `multiIf(${ACTIONS.map(([one, pattern]) => `match(${n}, '${pattern}'), '${one}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `if(startsWith(${TYPE}, 'FAILED_') OR endsWith(${TYPE}, '_FAILED'), 'failure', 'success')`,
    event_code: `if(${TYPE} = 'DOWNLOAD' AND NOT ${SYNCHRONISES}, 'download', ${TYPE})`,
    event_id: field('event_id'),
    network_protocol: "'web'",
    session_id: field('session_id'),
    application_name: field('additional_details.service_name'),
    event_details: firstOf(
      `if(${field('source.item_id')} = '', '', concat(${field('source.item_name')}, ' (', ${field('source.item_id')}, ')'))`,
      `if(${field('source.type')} IN ('file', 'folder'), concat(${field('source.name')}, ' (', ${field('source.id')}, ')'), '')`,
    ),
  }),
  required: "user_name != '' AND event_code != ''",
  examples: [
    {
      lines: [
        '{"source":{"type":"user","id":"11446498","name":"Tanaka","login":"tanaka@example.co.jp"},"created_by":{"type":"user","id":"11446498","name":"Tanaka","login":"tanaka@example.co.jp"},"action_by":null,"created_at":"2026-10-04T17:00:01-07:00","event_id":"f82c3ba0","event_type":"FAILED_LOGIN","ip_address":"203.0.113.9","type":"event","session_id":null,"additional_details":null}',
        '{"source":{"item_type":"file","item_id":"4711","item_name":"a.xlsx","parent":{"type":"folder","name":"b","id":"1"}},"created_by":{"type":"user","id":"11446498","name":"Tanaka","login":"tanaka@example.co.jp"},"created_at":"2026-10-04T17:00:02-07:00","event_id":"f82c3ba1","event_type":"DOWNLOAD","ip_address":"203.0.113.9","type":"event","session_id":null,"additional_details":{"size":142,"service_id":"1","service_name":"Box Web App"}}',
        '{"additional_details":{"service_name":"Box Drive"},"created_at":"2026-10-04T17:00:03-07:00","created_by":{"login":"tanaka@example.co.jp"},"event_id":"f82c3ba2","event_type":"DOWNLOAD","ip_address":"203.0.113.9","source":{"item_id":"4712","item_name":"c.xlsx"},"type":"event"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
        },
        { event_code: 'download', event_outcome: 'success', event_details: 'a.xlsx (4711)' },
        { event_code: 'DOWNLOAD' },
      ],
    },
  ],
}
