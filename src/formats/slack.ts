/** Slack's audit logs (Enterprise): sign-ins, accounts, roles, applications, files. */
import { bound } from './bound.ts'
import type { Format } from './format.ts'
import { field, holding, jsonStep, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'
import { epochTime } from './time.ts'

const ACTION = field('action')
const ACTIONS: [string, string][] = [
  ['login', '^user_login(?:_failed)?$'],
  ['logout', '^user_logout|^user_session_(?:reset|invalidated)'],
  ['risk', '^anomaly|^user_session_hijack'],
  ['role-change', '^role_change_to_(?:admin|owner)|^role_assigned|^owner_transferred'],
  ['account-create', '^user_created'],
  ['account-delete', '^user_deactivated|^guest_deactivated'],
  ['account-change', '^user_(?:reactivated|email_updated|username_updated)|^guest_'],
  ['mfa-change', '^two_factor_auth|^user_(?:mfa|two_factor)'],
  ['password-change', '^user_password'],
  ['consent', '^app_(?:installed|approved|scopes_expanded)'],
]

export const slack: Format = {
  id: 'slack-audit',
  title: 'Slack audit logs, JSON',
  vendor: 'Slack',
  product: 'Slack',
  source: 'https://docs.slack.dev/reference/audit-logs-api/methods-actions-reference',
  table: 'auth_event',
  time: 'payload',
  pattern: holding('"date_create"\\s?:\\s?"?\\d{10}', '"entity"\\s?:\\s?\\{'),
  step: jsonStep({
    ...texts('id date_create action'),
    actor: { type: 'text', user: texts('id name email') },
    entity: {
      type: 'text',
      user: texts('id name email'),
      app: texts('id name'),
      file: texts('id name title'),
    },
    context: { ...texts('ua session_id ip_address'), location: texts('name domain') },
    details: texts('reason type'),
  }),
  columns: () => ({
    time: epochTime(field('date_create')),
    observer_type: "'cloud'",
    ...source(field('context.ip_address')),
    destination_address: firstOf(field('context.location.domain'), field('context.location.name')),
    user_name: firstOf(field('actor.user.email'), field('actor.user.name'), field('actor.user.id')),
    user_target_name: bound(
      firstOf(field('entity.user.email'), field('entity.user.name')),
      't',
      (t) => `if(${t} = ${field('actor.user.email')}, '', ${t})`,
    ),
    event_action: bound(
      ACTION,
      'n',
      (n) => `multiIf(${ACTIONS.map(([one, pattern]) => `match(${n}, '${pattern}'), '${one}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `if(match(${ACTION}, '_failed$|_failure'), 'failure', 'success')`,
    event_reason: field('details.reason'),
    // as other cloud storage calls it
    event_code: `if(${ACTION} = 'file_downloaded', 'download', ${ACTION})`,
    event_id: field('id'),
    network_protocol: "'web'",
    user_agent_original: field('context.ua'),
    session_id: field('context.session_id'),
    application_name: field('entity.app.name'),
    event_details: firstOf(
      `if(${field('entity.file.id')} = '', '', concat(${field('entity.file.name')}, ' (', ${field('entity.file.id')}, ')'))`,
      field('details.type'),
    ),
  }),
  required: "user_name != '' AND event_code != ''",
  examples: [
    {
      lines: [
        '{"id":"0123a45b","date_create":1791158401,"action":"user_login","actor":{"type":"user","user":{"id":"W123AB456","name":"Tanaka","email":"tanaka@example.co.jp"}},"entity":{"type":"user","user":{"id":"W123AB456","name":"Tanaka","email":"tanaka@example.co.jp"}},"context":{"location":{"type":"enterprise","id":"E1","name":"Example","domain":"example"},"ua":"Mozilla/5.0 (Windows NT 10.0)","session_id":"847288190092","ip_address":"203.0.113.9"}}',
        '{"action":"role_change_to_owner","actor":{"type":"user","user":{"id":"W1","name":"Kuroda","email":"kuroda@example.co.jp"}},"context":{"ip_address":"203.0.113.9"},"date_create":1791158402,"entity":{"type":"user","user":{"id":"W2","name":"Sync","email":"sync@example.co.jp"}},"id":"0123a45c"}',
        '{"id":"0123a45d","date_create":1791158403,"action":"file_downloaded","actor":{"type":"user","user":{"id":"W123AB456","email":"tanaka@example.co.jp"}},"entity":{"type":"file","file":{"id":"F1","name":"a.xlsx","title":"a"}},"context":{"ip_address":"203.0.113.9"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          user_target_name: '',
          event_action: 'login',
          event_outcome: 'success',
          destination_address: 'example',
          session_id: '847288190092',
        },
        { user_name: 'kuroda@example.co.jp', user_target_name: 'sync@example.co.jp', event_action: 'role-change' },
        { event_code: 'download', event_details: 'a.xlsx (F1)' },
      ],
    },
  ],
}
