/** What an activity of Google Workspace (Admin SDK Reports API) is for an account: the same for its JSON and for tables made of it. */
import { bound } from './bound.ts'
import { firstOf, source } from './pick.ts'

/** SQL of an activity's parts; `parameter` of an event's parameter by its name, '' where the event has none. */
export interface Activity {
  name: string
  application: string
  address: string
  actor: string
  id: string
  country: string
  network: string
  parameter: (name: string) => string
}

const actionOf = (name: string, application: string) =>
  `multiIf(
  ${name} IN ('login_success', 'login_failure', 'login_challenge', 'login_verification', 'risky_sensitive_action_allowed') OR match(${name}, '^CHROME_?OS_LOGIN'), 'login',
  ${name} = 'logout' OR match(${name}, 'LOGOUT'), 'logout',
  ${application} = 'token' AND ${name} = 'authorize', 'consent',
  match(${name}, '(?i)email_forwarding'), 'mail-forwarding',
  match(${name}, '(?i)suspicious|account_disabled|gov_attack_warning|leak'), 'risk',
  match(${name}, '(?i)password'), 'password-change',
  match(${name}, '(?i)2sv|titanium|strong_authentication|two_step|recovery_'), 'mfa-change',
  ${name} IN ('CREATE_USER'), 'account-create', ${name} IN ('DELETE_USER'), 'account-delete',
  match(${name}, '(?i)^(suspend|unsuspend|archive|rename|undelete)_user'), 'account-change',
  match(${name}, '(?i)(assign|unassign|grant|revoke).*(role|admin)'), 'role-change',
  ${name})`.replace(/\s+/g, ' ')

/** A challenge that was passed or only shown is no sign-in: another activity tells how it ended. */
const outcomeOf = (name: string, challenge: string) =>
  `multiIf(match(${name}, '(?i)fail|denied|blocked|suspicious') OR match(${challenge}, '(?i)fail|incorrect|abort'), 'failure', ${name} IN ('login_challenge', 'login_verification'), '', 'success')`

export function activityColumns(activity: Activity): Record<string, string> {
  const { name, application, address, actor, id, country, network, parameter } = activity
  const action = bound(name, 'n', (n) => actionOf(n, application))
  const title = bound(parameter('doc_title'), 't', (t) =>
    bound(parameter('visibility'), 'v', (v) => `if(${t} = '' OR ${v} = '', ${t}, concat(${t}, ' (', ${v}, ')'))`),
  )
  return {
    observer_type: "'cloud'",
    ...source(address),
    destination_address: application,
    user_name: actor,
    user_target_name: firstOf(
      parameter('USER_EMAIL'),
      parameter('target_user'),
      parameter('affected_email_address'),
      parameter('member_id'),
      `if(${action} = 'consent', ${parameter('app_name')}, '')`,
    ),
    event_action: action,
    event_outcome: bound(name, 'n', (n) => outcomeOf(n, parameter('login_challenge_status'))),
    event_reason: firstOf(
      parameter('login_failure_type'),
      parameter('login_challenge_method'),
      parameter('login_type'),
    ),
    event_code: name,
    event_id: id,
    network_protocol: "'google-workspace'",
    source_geo_country_iso_code: country,
    source_as_number: `toUInt32OrZero(${network})`,
    application_name: firstOf(parameter('app_name'), parameter('application_name'), parameter('client_id')),
    rule_name: `multiIf(${action} != 'role-change', '', ${name} = 'GRANT_ADMIN_PRIVILEGE', 'super administrator', ${name} LIKE '%DELEGATED_ADMIN%', 'delegated administrator', ${parameter('ROLE_NAME')})`,
    event_details: firstOf(
      parameter('scope'),
      parameter('email_forwarding_destination_address'),
      parameter('NEW_VALUE'),
      title,
      `if(lower(${parameter('is_suspicious')}) = 'true', 'is_suspicious', '')`,
    ),
  }
}
