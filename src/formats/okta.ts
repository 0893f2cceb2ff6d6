/** Okta's System Log: sign-ins, factors, passwords, accounts and administrators. */
import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const TYPE = field('eventType')
const ACTIONS: [string, string][] = [
  // the session's start tells how a sign-in ended; each factor's own record tells of that step
  [
    'login',
    '^user\\.session\\.start$|^user\\.authentication\\.sso$|^app\\.(radius|ldap|rich_client)|^user\\.authentication\\.auth_via_(radius|AD_agent|LDAP_agent)',
  ],
  ['challenge', '^user\\.authentication\\.(auth_via_mfa|verify)|^system\\.push\\.send_factor_verify_push'],
  ['logout', '^user\\.session\\.(end|clear)'],
  ['mfa-change', '^user\\.mfa\\.|^system\\.mfa\\.'],
  [
    'password-change',
    '^user\\.account\\.(update_password|reset_password|expire_password|unlock_token)|^user\\.credential\\.',
  ],
  ['account-create', '^user\\.lifecycle\\.(create|activate)'],
  ['account-delete', '^user\\.lifecycle\\.(delete|deactivate)'],
  ['account-change', '^user\\.(lifecycle|account)\\.'],
  ['role-change', '^(user|group)\\.(account\\.)?privilege\\.|^iam\\.|^user\\.account\\.privilege'],
  ['group-change', '^group\\.user_membership\\.'],
  ['application', '^application\\.|^system\\.api_token\\.'],
  ['consent', '^app\\.oauth2\\..*(grant|consent)'],
  ['risk', '^security\\.threat|^user\\.risk|^user\\.account\\.report_suspicious'],
]
const RESULT = field('outcome.result')
const TARGET = `arrayFirst(t -> tupleElement(t, 'type') = 'User', ${field('target')})`
const ROLE = `arrayFirst(t -> match(tupleElement(t, 'type'), 'ROLE|UserGroup'), ${field('target')})`
const APP = `arrayFirst(t -> tupleElement(t, 'type') = 'AppInstance', ${field('target')})`

export const okta: Format = {
  id: 'okta-system-log',
  title: 'Okta System Log, JSON',
  vendor: 'Okta',
  product: 'Okta',
  source:
    'https://developer.okta.com/docs/reference/api/system-log/, https://developer.okta.com/docs/reference/api/event-types/',
  table: 'auth_event',
  time: 'payload',
  pattern: `${keys('actor', 'eventType', 'outcome')}.*"published"\\s?:|${keys('eventType', 'actor', 'outcome')}.*"legacyEventType"|${keys('published', 'eventType', 'actor', 'outcome')}`,
  step: jsonStep({
    ...texts('eventType displayMessage published uuid'),
    actor: texts('alternateId displayName type'),
    client: {
      ...texts('ipAddress device'),
      userAgent: texts('rawUserAgent'),
      geographicalContext: texts('country city'),
    },
    outcome: texts('result reason'),
    securityContext: texts('asNumber'),
    authenticationContext: texts('externalSessionId'),
    target: [texts('type alternateId displayName')],
  }),
  columns: () => ({
    time: utcTime(field('published')),
    observer_type: "'cloud'",
    ...source(field('client.ipAddress')),
    destination_address: `tupleElement(${APP}, 'displayName')`,
    user_name: firstOf(field('actor.alternateId'), field('actor.displayName')),
    user_target_name: `tupleElement(${TARGET}, 'alternateId')`,
    event_action: bound(
      TYPE,
      'n',
      (n) =>
        `multiIf(${ACTIONS.map(([action, pattern]) => `match(${n}, ${literal(pattern)}), '${action}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `multiIf(${RESULT} IN ('SUCCESS', 'ALLOW'), 'success', ${RESULT} IN ('FAILURE', 'DENY', 'ABANDONED', 'RATE_LIMIT'), 'failure', '')`,
    event_reason: field('outcome.reason'),
    event_code: TYPE,
    event_id: field('uuid'),
    network_protocol: "'web'",
    source_as_number: `toUInt32OrZero(${field('securityContext.asNumber')})`,
    user_agent_original: field('client.userAgent.rawUserAgent'),
    session_id: field('authenticationContext.externalSessionId'),
    application_name: `tupleElement(${APP}, 'displayName')`,
    rule_name: `tupleElement(${ROLE}, 'displayName')`,
    event_details: field('displayMessage'),
  }),
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"actor":{"id":"00u1","type":"User","alternateId":"tanaka@example.co.jp","displayName":"Tanaka"},"client":{"userAgent":{"rawUserAgent":"Mozilla/5.0 (Windows NT 10.0)","os":"Windows 10","browser":"CHROME"},"zone":"null","device":"Computer","ipAddress":"203.0.113.9","geographicalContext":{"city":"Tokyo","country":"Japan"}},"authenticationContext":{"externalSessionId":"102"},"displayMessage":"User login to Okta","eventType":"user.session.start","outcome":{"result":"FAILURE","reason":"INVALID_CREDENTIALS"},"published":"2026-10-05T00:00:01.250Z","securityContext":{"asNumber":64500},"severity":"INFO","uuid":"u1","version":"0","target":null}',
        '{"actor":{"type":"User","alternateId":"admin@example.co.jp"},"client":{"ipAddress":"203.0.113.9"},"eventType":"user.mfa.factor.reset_all","outcome":{"result":"SUCCESS"},"published":"2026-10-05T00:00:02.250Z","uuid":"u2","target":[{"id":"00u1","type":"User","alternateId":"tanaka@example.co.jp","displayName":"Tanaka"}]}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'INVALID_CREDENTIALS',
          source_as_number: 64500,
        },
        {
          event_action: 'mfa-change',
          event_outcome: 'success',
          user_name: 'admin@example.co.jp',
          user_target_name: 'tanaka@example.co.jp',
        },
      ],
    },
  ],
}
