/** Keycloak's events in the server's log (org.keycloak.events). */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { found, matches, source } from './pick.ts'
import { isoTime } from './time.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[,.]\\d{3}'
const value = (key: string) => found(`[ ,]${key}="?([^",]*)`)
const given = (key: string) => `if(${value(key)} = 'null', '', ${value(key)})`
const TYPE = value('type')

export const keycloak: Format = {
  id: 'keycloak',
  title: "Keycloak, sign-ins and accounts' events in the server's log",
  vendor: 'Red Hat',
  product: 'Keycloak',
  source: 'https://www.keycloak.org/docs/latest/server_admin/#event-listener (jboss-logging)',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: `${TIME} +(?:WARN|DEBUG|INFO|ERROR) +\\[org\\.keycloak\\.events\\] \\([^)]*\\) type="?[A-Z0-9_]+"?, realmId=`,
  step: '1',
  columns: ({ timezone }) => ({
    time: isoTime(found(`^(${TIME})`), timezone),
    observer_type: "'server'",
    ...source(given('ipAddress')),
    destination_address: given('clientId'),
    user_name: `if(${given('username')} != '', ${given('username')}, ${given('userId')})`,
    user_domain: `lower(if(${given('realmName')} != '', ${given('realmName')}, ${given('realmId')}))`,
    event_action: `multiIf(${[
      ['^(LOGIN|CODE_TO_TOKEN|CLIENT_LOGIN|IDENTITY_PROVIDER_LOGIN|IDENTITY_PROVIDER_FIRST_LOGIN)(_ERROR)?$', 'login'],
      ['^LOGOUT', 'logout'],
      ['^(UPDATE|REMOVE)_(TOTP|CREDENTIAL)', 'mfa-change'],
      ['PASSWORD', 'password-change'],
      ['^REGISTER', 'account-create'],
      ['^DELETE_ACCOUNT', 'account-delete'],
      ['^(GRANT|UPDATE)_CONSENT', 'consent'],
      ['^(UPDATE_(PROFILE|EMAIL)|USER_DISABLED)', 'account-change'],
    ]
      .map(([pattern, action]) => `match(${TYPE}, ${literal(pattern ?? '')}), '${action}'`)
      .join(', ')}, lower(${TYPE}))`,
    event_outcome: `if(endsWith(${TYPE}, '_ERROR') OR ${matches('[ ,]error=')}, 'failure', 'success')`,
    event_reason: given('error'),
    event_code: TYPE,
    network_protocol: "'web'",
    session_id: given('code_id'),
    application_name: given('clientId'),
    event_details: given('auth_method'),
  }),
  required: "user_name != '' OR source_address != ''",
  examples: [
    {
      lines: [
        '2026-10-05 09:00:01,250 WARN  [org.keycloak.events] (executor-thread-3) type="LOGIN_ERROR", realmId="b1", realmName="example", clientId="account", userId="null", ipAddress="203.0.113.9", error="invalid_user_credentials", auth_method="openid-connect", redirect_uri="https://sso.example.co.jp/", code_id="c1", username="tanaka"',
        '2026-10-05 09:00:02,250 DEBUG [org.keycloak.events] (default task-1) type=LOGIN, realmId=example, clientId=account, userId=8f0, ipAddress=203.0.113.9, auth_method=openid-connect, username=tanaka',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.250Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'invalid_user_credentials',
        },
        { event_outcome: 'success', user_name: 'tanaka', user_domain: 'example' },
      ],
    },
  ],
}
