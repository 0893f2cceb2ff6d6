/** Microsoft Entra ID: sign-ins, audit and risk records as JSON, from a diagnostic setting (`properties`), Graph, or the portal. */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { addressOf, utcTime } from './json.ts'
import { firstOf } from './pick.ts'

const SIGN_IN = `Tuple(
  id String, createdDateTime String, userPrincipalName String, userDisplayName String, userId String, appDisplayName String, resourceDisplayName String,
  ipAddress String, clientAppUsed String, authenticationProtocol String, userAgent String, correlationId String, sessionId String, autonomousSystemNumber String, isInteractive String,
  conditionalAccessStatus String, riskLevelDuringSignIn String, riskState String, servicePrincipalName String,
  status Tuple(errorCode String, failureReason String, additionalDetails String),
  deviceDetail Tuple(deviceId String, displayName String, operatingSystem String, browser String),
  location Tuple(city String, state String, countryOrRegion String),
  activityDateTime String, activityDisplayName String, category String, result String, resultReason String, loggedByService String,
  initiatedBy Tuple(user Tuple(userPrincipalName String, displayName String, ipAddress String), app Tuple(displayName String)),
  targetResources Array(Tuple(userPrincipalName String, displayName String, type String, modifiedProperties Array(Tuple(displayName String, newValue String)))),
  additionalDetails Array(Tuple(key String, value String)),
  detectedDateTime String, riskEventType String, riskLevel String, riskDetail String)`.replace(/\s+/g, ' ')
const OUTER = `Tuple(time String, category String, operationName String, resultType String, resultDescription String, callerIpAddress String, identity String, properties ${SIGN_IN})`

/** a field of the record, wherever it stands: in `properties` or at the top */
const P = (...path: string[]) => {
  const inner = (from: string) => path.reduce((outer, name) => `tupleElement(${outer}, '${name}')`, from)
  return firstOf(inner("tupleElement(step.1, 'properties')"), inner('step.2'))
}
const O = (name: string) => `tupleElement(step.1, '${name}')`
const targets = (from: string) => `tupleElement(${from}, 'targetResources')`
const TARGETS = `arrayConcat(${targets("tupleElement(step.1, 'properties')")}, ${targets('step.2')})`

const about = {
  vendor: 'Microsoft',
  product: 'Entra ID',
  source:
    'https://learn.microsoft.com/en-us/graph/api/resources/signin, https://learn.microsoft.com/en-us/graph/api/resources/directoryaudit, https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/signinlogs',
  table: 'auth_event' as const,
  envelope: 'none' as const,
  time: 'payload' as const,
  step: `tuple(JSONExtract(payload, '${OUTER}'), JSONExtract(payload, '${SIGN_IN}'))`,
}
const ERROR = firstOf(P('status', 'errorCode'), O('resultType'))

const signIn: Format = {
  ...about,
  id: 'entra-signin',
  title: 'Entra ID sign-ins, JSON (diagnostic settings, Graph, download)',
  pattern:
    '\\{.*"category" ?: ?"[A-Za-z]*SignInLogs"|\\{.*"createdDateTime" ?: ?.*"appDisplayName" ?: ?|\\{.*"appDisplayName" ?: ?.*"createdDateTime" ?: ?',
  columns: () => {
    const ip = addressOf(firstOf(P('ipAddress'), O('callerIpAddress')))
    return {
      time: utcTime(firstOf(P('createdDateTime'), O('time'))),
      observer_type: "'cloud'",
      source_ip: `toIPv6OrDefault(${ip})`,
      source_address: ip,
      destination_address: P('resourceDisplayName'),
      user_name: firstOf(P('userPrincipalName'), P('servicePrincipalName'), O('identity')),
      event_action: "'login'",
      // interrupts (a second factor is asked for, keep me signed in …) are neither: another record tells how it ended
      event_outcome: `multiIf(${ERROR} IN ('0', ''), 'success', ${ERROR} IN ('50072', '50074', '50076', '50079', '50125', '50127', '50129', '50140', '50144', '51006', '65001', '16000', '16001', '50058', '50097', '50199'), '', 'failure')`,
      event_reason: `if(${ERROR} IN ('0', ''), '', ${firstOf(P('status', 'failureReason'), O('resultDescription'))})`,
      event_code: ERROR,
      event_id: P('id'),
      network_protocol: `multiIf(${P('authenticationProtocol')} = 'deviceCode', 'device-code', match(${P('clientAppUsed')}, '(?i)imap'), 'imap', match(${P('clientAppUsed')}, '(?i)pop'), 'pop3', match(${P('clientAppUsed')}, '(?i)smtp'), 'smtp', 'm365')`,
      source_geo_country_iso_code: P('location', 'countryOrRegion'),
      source_as_number: `toUInt32OrZero(${P('autonomousSystemNumber')})`,
      user_agent_original: P('userAgent'),
      session_id: firstOf(P('sessionId'), P('correlationId')),
      device_id: firstOf(P('deviceDetail', 'deviceId'), P('deviceDetail', 'displayName')),
      application_name: P('appDisplayName'),
      event_details: firstOf(
        `if(${P('riskLevelDuringSignIn')} IN ('medium', 'high'), concat('risk: ', ${P('riskLevelDuringSignIn')}), '')`,
        P('clientAppUsed'),
        P('status', 'additionalDetails'),
      ),
    }
  },
  required: "user_name != ''",
  examples: [
    {
      lines: [
        '{"time":"2026-10-05T00:00:01.9876543Z","operationName":"Sign-in activity","category":"SignInLogs","resultType":"50126","resultDescription":"Invalid username or password","callerIpAddress":"203.0.113.9","identity":"田中","properties":{"id":"i1","createdDateTime":"2026-10-05T00:00:01.1234567Z","userPrincipalName":"tanaka@example.co.jp","appDisplayName":"Office 365 Exchange Online","ipAddress":"203.0.113.9","status":{"errorCode":50126,"failureReason":"Invalid username or password"},"clientAppUsed":"IMAP4","userAgent":"BAV2ROPC","deviceDetail":{"deviceId":""},"location":{"city":"Tokyo","countryOrRegion":"JP"},"autonomousSystemNumber":64500}}',
        '{"id":"i3","createdDateTime":"2026-10-05T00:00:03Z","userPrincipalName":"tanaka@example.co.jp","appDisplayName":"Microsoft Authentication Broker","ipAddress":"203.0.113.9","clientAppUsed":"Mobile Apps and Desktop clients","authenticationProtocol":"deviceCode","status":{"errorCode":0}}',
        '{"id":"i2","createdDateTime":"2026-10-05T00:00:02Z","userPrincipalName":"tanaka@example.co.jp","appDisplayName":"OfficeHome","ipAddress":"2001:db8::9","clientAppUsed":"Browser","conditionalAccessStatus":"notApplied","riskLevelDuringSignIn":"high","status":{"errorCode":0},"location":{"countryOrRegion":"NL"}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.123Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_outcome: 'failure',
          event_code: '50126',
          network_protocol: 'imap',
          source_geo_country_iso_code: 'JP',
          source_as_number: 64500,
        },
        { event_outcome: 'success', network_protocol: 'device-code' },
        {
          event_outcome: 'success',
          source_ip: '2001:db8::9',
          application_name: 'OfficeHome',
          event_details: 'risk: high',
        },
      ],
    },
  ],
}

const ACTIVITY = firstOf(P('activityDisplayName'), O('operationName'))
const ROLES = '(?i)member (to|from) role|eligible member|PIM'
const IS_ROLE = `match(${ACTIVITY}, ${literal(ROLES)})`
/** names and new values of what was changed */
const MODIFIED = `arrayFlatten(arrayMap(t -> tupleElement(t, 'modifiedProperties'), ${TARGETS}))`
const changed = (pattern: string) =>
  `arrayExists(m -> match(tupleElement(m, 'displayName'), ${literal(pattern)}), ${MODIFIED})`
/** the role that a member is given: its name stands in the properties, of PIM's records in the resource of its own */
const ROLE = firstOf(
  `trim(BOTH '"' FROM tupleElement(arrayFirst(m -> tupleElement(m, 'displayName') = 'Role.DisplayName' AND tupleElement(m, 'newValue') NOT IN ('', '""', 'null'), ${MODIFIED}), 'newValue'))`,
  `tupleElement(arrayFirst(t -> tupleElement(t, 'type') = 'Role', ${TARGETS}), 'displayName')`,
)
const ACTIONS: [string, string][] = [
  ['consent', '(?i)^Consent to application|permission grant|app role assignment'],
  ['application', '(?i)service principal|application'],
  ['password-change', '(?i)password'],
  ['mfa-change', '(?i)security info|strong authentication|authentication method'],
  ['role-change', ROLES],
  ['group-change', '(?i)(member|owner) (to|from) group'],
  ['account-create', '(?i)^(Add user|Invite external user)'],
  ['account-delete', '(?i)^(Hard )?Delete user'],
  ['account-change', '(?i)user|account|StsRefreshToken'],
]

const audit: Format = {
  ...about,
  id: 'entra-audit',
  title: 'Entra ID audit records, JSON',
  pattern:
    '\\{.*"category" ?: ?"AuditLogs"|\\{.*"activityDisplayName" ?: ?.*"initiatedBy" ?: ?|\\{.*"initiatedBy" ?: ?.*"activityDisplayName" ?: ?',
  columns: () => {
    const ip = addressOf(firstOf(P('initiatedBy', 'user', 'ipAddress'), O('callerIpAddress')))
    return {
      time: utcTime(firstOf(P('activityDateTime'), O('time'))),
      observer_type: "'cloud'",
      source_ip: `toIPv6OrDefault(${ip})`,
      source_address: ip,
      user_name: firstOf(
        P('initiatedBy', 'user', 'userPrincipalName'),
        P('initiatedBy', 'app', 'displayName'),
        O('identity'),
      ),
      user_target_name: `arrayFirst(x -> x != '', arrayMap(t -> if(${IS_ROLE} AND tupleElement(t, 'type') = 'Role', '', if(tupleElement(t, 'userPrincipalName') != '', tupleElement(t, 'userPrincipalName'), tupleElement(t, 'displayName'))), ${TARGETS}))`,
      event_action: `multiIf(match(${ACTIVITY}, '^Update user') AND ${changed('^StrongAuthentication')}, 'mfa-change', ${ACTIONS.map(([action, pattern]) => `match(${ACTIVITY}, ${literal(pattern)}), '${action}'`).join(', ')}, ${ACTIVITY})`,
      event_outcome: `if(match(${firstOf(P('result'), O('resultType'))}, '(?i)fail|denied|timeout'), 'failure', 'success')`,
      event_reason: P('resultReason'),
      event_code: ACTIVITY,
      event_id: P('id'),
      network_protocol: "'m365'",
      user_agent_original: `tupleElement(arrayFirst(d -> tupleElement(d, 'key') = 'User-Agent', arrayConcat(tupleElement(tupleElement(step.1, 'properties'), 'additionalDetails'), tupleElement(step.2, 'additionalDetails'))), 'value')`,
      application_name: P('loggedByService'),
      rule_name: `if(${IS_ROLE}, ${ROLE}, '')`,
      event_details: `arrayStringConcat(arrayMap(m -> concat(tupleElement(m, 'displayName'), '=', tupleElement(m, 'newValue')), ${MODIFIED}), '; ')`,
    }
  },
  examples: [
    {
      lines: [
        '{"time":"2026-10-05T00:00:01Z","operationName":"Consent to application","category":"AuditLogs","callerIpAddress":"203.0.113.9","identity":"田中","properties":{"id":"d1","category":"ApplicationManagement","result":"success","activityDisplayName":"Consent to application","activityDateTime":"2026-10-05T00:00:01.5+00:00","loggedByService":"Core Directory","initiatedBy":{"user":{"userPrincipalName":"tanaka@example.co.jp","ipAddress":"203.0.113.9"}},"targetResources":[{"displayName":"Mail Sync","type":"ServicePrincipal","modifiedProperties":[{"displayName":"ConsentAction.Permissions","newValue":"Scope: Mail.ReadWrite"}]}]}}',
      ],
      events: [
        {
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'consent',
          user_target_name: 'Mail Sync',
          event_details: 'ConsentAction.Permissions=Scope: Mail.ReadWrite',
        },
      ],
    },
    {
      lines: [
        '{"id":"d2","category":"RoleManagement","result":"success","activityDisplayName":"Add member to role","activityDateTime":"2026-10-05T00:00:02Z","loggedByService":"Core Directory","operationType":"Assign","initiatedBy":{"user":{"userPrincipalName":"adm.kuroda@example.co.jp","ipAddress":"203.0.113.9"}},"targetResources":[{"displayName":null,"type":"User","userPrincipalName":"sync@example.co.jp","modifiedProperties":[{"displayName":"Role.DisplayName","oldValue":null,"newValue":"\\"Global Administrator\\""},{"displayName":"Role.WellKnownObjectName","oldValue":null,"newValue":"\\"TenantAdmins\\""}]},{"displayName":null,"type":"Role","userPrincipalName":null,"modifiedProperties":[]}]}',
        '{"id":"d3","category":"RoleManagement","result":"success","activityDisplayName":"Add eligible member to role in PIM completed (permanent)","activityDateTime":"2026-10-05T00:00:03Z","loggedByService":"PIM","initiatedBy":{"user":{"userPrincipalName":"adm.kuroda@example.co.jp"}},"targetResources":[{"displayName":"Exchange Administrator","type":"Role","modifiedProperties":[]},{"displayName":"田中","type":"User","userPrincipalName":"tanaka@example.co.jp","modifiedProperties":[]}]}',
        '{"id":"d4","category":"UserManagement","result":"success","activityDisplayName":"Update user","activityDateTime":"2026-10-05T00:00:04Z","initiatedBy":{"user":{"userPrincipalName":"tanaka@example.co.jp"}},"targetResources":[{"type":"User","userPrincipalName":"tanaka@example.co.jp","modifiedProperties":[{"displayName":"StrongAuthenticationPhoneAppDetail","newValue":"[]"}]}]}',
      ],
      events: [
        {
          event_action: 'role-change',
          user_name: 'adm.kuroda@example.co.jp',
          user_target_name: 'sync@example.co.jp',
          rule_name: 'Global Administrator',
        },
        { event_action: 'role-change', user_target_name: 'tanaka@example.co.jp', rule_name: 'Exchange Administrator' },
        { event_action: 'mfa-change', user_target_name: 'tanaka@example.co.jp' },
      ],
    },
  ],
}

const risk: Format = {
  ...about,
  id: 'entra-risk',
  title: 'Entra ID Protection: risk detections, JSON',
  pattern:
    '\\{.*"category" ?: ?"(?:UserRiskEvents|RiskyUsers|ServicePrincipalRiskEvents)"|\\{.*"riskEventType" ?: ?.*"riskLevel" ?: ?|\\{.*"riskLevel" ?: ?.*"riskEventType" ?: ?',
  columns: () => {
    const ip = addressOf(firstOf(P('ipAddress'), O('callerIpAddress')))
    return {
      time: utcTime(firstOf(P('activityDateTime'), P('detectedDateTime'), O('time'))),
      observer_type: "'cloud'",
      source_ip: `toIPv6OrDefault(${ip})`,
      source_address: ip,
      user_name: firstOf(P('userPrincipalName'), O('identity')),
      event_action: "'risk'",
      event_reason: firstOf(P('riskEventType'), O('operationName')),
      event_code: P('riskLevel'),
      event_id: P('id'),
      network_protocol: "'m365'",
      source_geo_country_iso_code: P('location', 'countryOrRegion'),
      event_details: P('riskState'),
    }
  },
  ignore: [
    {
      pattern:
        '\\{.*"category" ?: ?"(?:MicrosoftGraphActivityLogs|ProvisioningLogs|NetworkAccessTrafficLogs|RemoteNetworkHealthLogs)"',
      reason: { ja: 'サインイン以外のEntra IDの記録', en: 'records of Entra ID that are no sign-ins' },
    },
  ],
  examples: [
    {
      lines: [
        '{"time":"2026-10-05T00:00:03Z","operationName":"User Risk Detection","category":"UserRiskEvents","callerIpAddress":"203.0.113.9","identity":"x","properties":{"id":"r1","riskEventType":"unfamiliarFeatures","riskState":"atRisk","riskLevel":"high","ipAddress":"203.0.113.9","userPrincipalName":"tanaka@example.co.jp","activityDateTime":"2026-10-05T00:00:01.000Z","location":{"countryOrRegion":"NL"}}}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          user_name: 'tanaka@example.co.jp',
          event_action: 'risk',
          event_reason: 'unfamiliarFeatures',
          event_code: 'high',
        },
      ],
    },
  ],
}

export const ENTRA_FORMATS: Format[] = [risk, audit, signIn]
