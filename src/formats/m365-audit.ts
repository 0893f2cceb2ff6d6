/**
 * Microsoft 365's unified audit log: one JSON object a record, as the API gives it, in the cell AuditData of the portal's CSV, or as a
 * text inside JSON (ConvertTo-Json). `event_code` is the operation as logged, `event_action` what it is for an account.
 */
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { addressOf, portOf, utcTime } from './json.ts'
import { firstOf } from './pick.ts'

const PAIRS = 'Array(Tuple(Name String, Value String))'
const RECORD = `Tuple(
  CreationTime String, Id String, Operation String, RecordType String, ResultStatus String, UserType String, Workload String, ClientIP String,
  ClientIPAddress String, ActorIpAddress String, UserId String, ObjectId String, LogonError String, ErrorNumber String,
  ClientInfoString String, UserAgent String, SessionId String, ApplicationId String, ClientAppId String, AppId String, MailboxOwnerUPN String,
  MailboxGuid String, OriginatingServer String, Parameters ${PAIRS}, ExtendedProperties ${PAIRS}, OperationProperties ${PAIRS},
  DeviceProperties ${PAIRS}, ModifiedProperties Array(Tuple(Name String, NewValue String, OldValue String)),
  AppAccessContext Tuple(AADSessionId String, ClientAppName String), SourceFileName String, SiteUrl String, LogonType String, ExternalAccess String,
  Target Array(Tuple(ID String, Type String)), Item Tuple(Subject String), SendAsUserSmtp String, SendOnBehalfOfUserSmtp String, ResultStatusDetail String)`.replace(
  /\s+/g,
  ' ',
)
const F = (name: string) => `tupleElement(step, '${name}')`
const pair = (list: string, name: string) =>
  `tupleElement(arrayFirst(x -> tupleElement(x, 'Name') = '${name}', ${F(list)}), 'Value')`
const listed = (list: string) =>
  `arrayStringConcat(arrayMap(x -> concat(tupleElement(x, 'Name'), '=', tupleElement(x, '${list === 'ModifiedProperties' ? 'NewValue' : 'Value'}')), ${F(list)}), '; ')`

/** operation → action; the others keep their own name */
const ACTIONS: [string, string][] = [
  [
    'login',
    '^(UserLoggedIn|UserLoginFailed|MailboxLogin|TeamsSessionStarted|SignInEvent|ForeignRealmIndexLogonInitialAuthUsingADFSFederatedToken|PasswordLogonInitialAuthUsingPassword)$',
  ],
  ['logout', '^(UserLoggedOff|SignOut)$'],
  ['mailbox-rule', '(?i)InboxRules?$|^New-SweepRule|^Set-SweepRule'],
  ['transport-rule', 'TransportRule$|OutboundConnector$|InboundConnector$|RemoteDomain$'],
  [
    'mailbox-permission',
    '(?i)MailboxPermission$|RecipientPermission$|FolderPermissions?$|MailboxFolderPermission$|CalendarDelegation$|^Update-?FolderPermissions$',
  ],
  ['consent', '(?i)^Consent to application|OAuth2PermissionGrant|delegated permission grant|^Add app role assignment'],
  [
    'application',
    '(?i)^(Add|Update) (service principal|application)|credentials? to|Certificates and secrets management',
  ],
  ['password-change', '(?i)password'],
  [
    'role-change',
    '(?i)member (to|from) role|eligible member|scoped member|^New-RoleGroup|RoleGroupMember$|ManagementRoleAssignment$',
  ],
  ['group-change', '(?i)(member|owner) (to|from) group|DistributionGroupMember$'],
  ['account-create', '(?i)^(Add user|Invite external user|New-Mailbox|New-MailUser)'],
  ['account-delete', '(?i)^(Delete user|Hard Delete user|Remove-Mailbox)$|^Delete user|^Hard Delete user'],
  ['mfa-change', '(?i)security info|strong authentication|StrongAuthentication|authentication method'],
  [
    'account-change',
    '(?i)^(Update user|Disable account|Enable account|Update StsRefreshTokenValidFrom|Set-User|Set-CASMailbox|Restore user)',
  ],
  ['mail-access', '^(MailItemsAccessed|MessageBind|FolderBind)$'],
  ['mail-send', '^(Send|SendAs|SendOnBehalf)$'],
  ['mail-delete', '^(HardDelete|SoftDelete|MoveToDeletedItems)$'],
  ['audit-change', '(?i)AdminAuditLogConfig$|MailboxAuditBypassAssociation$|UnifiedAuditLogIngestion'],
]
const FORWARDING =
  "arrayExists(x -> tupleElement(x, 'Name') IN ('ForwardingSmtpAddress', 'ForwardingAddress', 'DeliverToMailboxAndForward'), "
const ACTION = `multiIf(${F('Operation')} = 'Set-Mailbox' AND ${FORWARDING}${F('Parameters')}), 'mail-forwarding', match(${F('Operation')}, '^Update user') AND arrayExists(x -> startsWith(tupleElement(x, 'Name'), 'StrongAuthentication'), ${F('ModifiedProperties')}), 'mfa-change', ${ACTIONS.map(([action, pattern]) => `match(${F('Operation')}, ${literal(pattern)}), '${action}'`).join(', ')}, ${F('Operation')})`

const ROLE = `arrayFirst(x -> x != '', [trim(BOTH '"' FROM tupleElement(arrayFirst(x -> tupleElement(x, 'Name') = 'Role.DisplayName', ${F('ModifiedProperties')}), 'NewValue')), ${pair('Parameters', 'Role')}, if(match(${F('Operation')}, 'RoleGroup'), ${firstOf(pair('Parameters', 'Identity'), pair('Parameters', 'Name'), F('ObjectId'))}, '')])`
/** Whom Exchange gives a role to stands in its parameters: the object is the group or the assignment. */
const MEMBER = `if(match(${F('Operation')}, 'RoleGroup|ManagementRoleAssignment$'), ${firstOf(pair('Parameters', 'Member'), pair('Parameters', 'Members'), pair('Parameters', 'User'), pair('Parameters', 'SecurityGroup'))}, '')`

/** How an application calls itself, among the ways in which the record names it (type 1). */
const APPLICATION = `tupleElement(arrayFirst(x -> tupleElement(x, 'Type') = '1' AND tupleElement(x, 'ID') != 'ServicePrincipal', ${F('Target')}), 'ID')`

const IP = addressOf(firstOf(F('ClientIP'), F('ClientIPAddress'), F('ActorIpAddress')))

const TEXT = `multiIf(
  match(payload, '^\\\\{.*"AuditData" ?: ?"'), JSONExtractString(payload, 'AuditData'),
  startsWith(payload, '{'), payload,
  replaceAll(extract(payload, '"(\\\\{""(?:[^"]|"")*\\\\})"'), '""', '"'))`.replace(/\s+/g, ' ')

const audit: Format = {
  id: 'm365-audit',
  title: "Microsoft 365 unified audit log (JSON, the portal's CSV, Search-UnifiedAuditLog)",
  vendor: 'Microsoft',
  product: 'Microsoft 365',
  source:
    'https://learn.microsoft.com/en-us/office/office-365-management-api/office-365-management-activity-api-schema and https://learn.microsoft.com/en-us/purview/audit-log-export-records',
  table: 'auth_event',
  envelope: 'none',
  time: 'payload',
  pattern: [
    '\\{.*"RecordType" ?: ?["\\d].*"Workload" ?: ?"|\\{.*"Workload" ?: ?".*"RecordType" ?: ?["\\d]',
    '(?:"[^"{]*"|[0-9A-Za-z.:_-]*|\\d[^{",]*),[^{]*"\\{.*""RecordType"" ?: ?["\\d].*""Workload"" ?: ?"|(?:"[^"{]*"|[0-9A-Za-z.:_-]*|\\d[^{",]*),[^{]*"\\{.*""Workload"" ?: ?".*""RecordType"" ?: ?["\\d]',
    '\\{.*"AuditData" ?: ?"\\{.*\\\\"RecordType\\\\" ?:',
  ].join('|'),
  step: `JSONExtract(${TEXT}, '${RECORD}')`,
  columns: () => ({
    // CreationTime is in UTC, with or without saying so
    time: utcTime(F('CreationTime')),
    observer_type: "'cloud'",
    observer_name: F('OriginatingServer'),
    source_ip: `toIPv6OrDefault(${IP})`,
    source_address: IP,
    source_port: portOf(firstOf(F('ClientIP'), F('ClientIPAddress'))),
    destination_address: F('Workload'),
    user_name: F('UserId'),
    user_target_name: firstOf(
      MEMBER,
      `if(${F('MailboxOwnerUPN')} != ${F('UserId')}, ${F('MailboxOwnerUPN')}, '')`,
      `if(${ACTION} IN ('login', 'logout'), '', ${F('ObjectId')})`,
    ),
    event_action: ACTION,
    event_outcome: `multiIf(${F('Operation')} = 'UserLoginFailed' OR match(${F('ResultStatus')}, '(?i)^(fail|false)'), 'failure', 'success')`,
    event_reason: firstOf(
      F('LogonError'),
      `if(${F('ErrorNumber')} IN ('', '0'), '', ${F('ErrorNumber')})`,
      pair('ExtendedProperties', 'ResultStatusDetail'),
    ),
    event_code: F('Operation'),
    event_id: F('Id'),
    network_protocol: `multiIf(position(${F('ClientInfoString')}, 'POP3') > 0, 'pop3', position(${F('ClientInfoString')}, 'IMAP4') > 0, 'imap', position(${F('ClientInfoString')}, 'SMTP') > 0, 'smtp', 'm365')`,
    user_agent_original: firstOf(F('UserAgent'), pair('ExtendedProperties', 'UserAgent'), F('ClientInfoString')),
    session_id: firstOf(
      `tupleElement(${F('AppAccessContext')}, 'AADSessionId')`,
      F('SessionId'),
      pair('DeviceProperties', 'SessionId'),
    ),
    device_id: pair('DeviceProperties', 'Id'),
    application_name: firstOf(
      `tupleElement(${F('AppAccessContext')}, 'ClientAppName')`,
      F('ApplicationId'),
      F('ClientAppId'),
      F('AppId'),
    ),
    rule_name: `if(${ACTION} IN ('mailbox-rule', 'transport-rule'), ${firstOf(pair('Parameters', 'Name'), pair('Parameters', 'Identity'), pair('OperationProperties', 'RuleName'))}, multiIf(${ACTION} = 'role-change', ${ROLE}, ${ACTION} = 'consent', ${APPLICATION}, ''))`,
    event_details: firstOf(
      listed('Parameters'),
      listed('OperationProperties'),
      `if(${ACTION} IN ('consent', 'application', 'role-change', 'group-change', 'mfa-change', 'account-create', 'account-change'), ${listed('ModifiedProperties')}, '')`,
      `tupleElement(${F('Item')}, 'Subject')`,
      F('SourceFileName'),
    ),
  }),
  required: "tupleElement(step, 'Operation') != ''",
  ignore: [
    {
      pattern:
        '"?(?:RecordId|CreationDate|CreationTime|PSComputerName|RunspaceId|RecordType)"?,[^{]*\\bAuditData\\b|#TYPE (?:Deserialized\\.|Selected\\.)?[A-Za-z.]+',
      reason: { ja: '見出し', en: 'header' },
    },
  ],
  examples: [
    {
      lines: [
        '{"CreationTime":"2026-10-05T00:00:01","Id":"e1717ca5","Operation":"UserLoggedIn","OrganizationId":"o","RecordType":15,"ResultStatus":"Success","UserType":0,"Workload":"AzureActiveDirectory","ClientIP":"203.0.113.9","ObjectId":"app","UserId":"tanaka@example.co.jp","ExtendedProperties":[{"Name":"UserAgent","Value":"Mozilla/5.0 (X11)"},{"Name":"RequestType","Value":"OAuth2:Authorize"}],"DeviceProperties":[{"Name":"SessionId","Value":"s1"}]}',
        '0a1b,2026-10-05T00:00:02.0000000Z,1,New-InboxRule,tanaka@example.co.jp,"{""CreationTime"":""2026-10-05T00:00:02"",""Id"":""2"",""Operation"":""New-InboxRule"",""OrganizationId"":""o"",""RecordType"":1,""ResultStatus"":""True"",""Workload"":""Exchange"",""ClientIP"":""[2001:db8::9]:62001"",""UserId"":""tanaka@example.co.jp"",""Parameters"":[{""Name"":""Name"",""Value"":"".""},{""Name"":""ForwardTo"",""Value"":""x@mail.example.net""}]}",,',
        '{"CreationTime":"2026-10-05T00:00:03","Id":"3","Operation":"UserLoginFailed","OrganizationId":"o","RecordType":15,"ResultStatus":"Failed","Workload":"AzureActiveDirectory","ClientIP":"203.0.113.9:5021","UserId":"suzuki@example.co.jp","LogonError":"InvalidUserNameOrPassword","ErrorNumber":"50126"}',
        '{"CreationTime":"2026-10-05T00:00:04","Id":"4","Operation":"Set-Mailbox","OrganizationId":"o","RecordType":1,"ResultStatus":"True","Workload":"Exchange","ClientIP":"203.0.113.9","UserId":"tanaka@example.co.jp","ObjectId":"tanaka","Parameters":[{"Name":"ForwardingSmtpAddress","Value":"smtp:x@mail.example.net"}]}',
        '{"CreationTime":"2026-10-05T00:00:05","Id":"5","Operation":"Consent to application.","OrganizationId":"o","RecordType":8,"ResultStatus":"Success","Workload":"AzureActiveDirectory","ObjectId":"app-1","UserId":"tanaka@example.co.jp","Target":[{"ID":"ServicePrincipal_app-1","Type":2},{"ID":"app-1","Type":2},{"ID":"Mail Sync","Type":1}],"ModifiedProperties":[{"Name":"ConsentAction.Permissions","NewValue":"Scope: Mail.Read offline_access","OldValue":""}]}',
        '{"CreationTime":"2026-10-05T00:00:06","Id":"6","Operation":"Add member to role.","OrganizationId":"o","RecordType":8,"ResultStatus":"Success","Workload":"AzureActiveDirectory","ObjectId":"sync@example.co.jp","UserId":"adm.kuroda@example.co.jp","ModifiedProperties":[{"Name":"Role.ObjectID","NewValue":"r1","OldValue":""},{"Name":"Role.DisplayName","NewValue":"Company Administrator","OldValue":""}]}',
        '{"CreationTime":"2026-10-05T00:00:07","Id":"7","Operation":"Add-RoleGroupMember","OrganizationId":"o","RecordType":1,"ResultStatus":"True","Workload":"Exchange","ClientIP":"203.0.113.9","ObjectId":"Organization Management","UserId":"adm.kuroda@example.co.jp","Parameters":[{"Name":"Identity","Value":"Organization Management"},{"Name":"Member","Value":"sync"}]}',
        '{"CreationTime":"2026-10-05T00:00:08","Id":"8","Operation":"Update user.","OrganizationId":"o","RecordType":8,"ResultStatus":"Success","Workload":"AzureActiveDirectory","ObjectId":"tanaka@example.co.jp","UserId":"tanaka@example.co.jp","ModifiedProperties":[{"Name":"StrongAuthenticationMethod","NewValue":"[]","OldValue":"[]"}]}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka@example.co.jp',
          event_action: 'login',
          event_outcome: 'success',
          user_agent_original: 'Mozilla/5.0 (X11)',
          session_id: 's1',
        },
        {
          time: '2026-10-05T00:00:02.000Z',
          source_ip: '2001:db8::9',
          source_port: 62001,
          event_action: 'mailbox-rule',
          event_code: 'New-InboxRule',
          rule_name: '.',
          event_details: 'Name=.; ForwardTo=x@mail.example.net',
        },
        {
          source_ip: '203.0.113.9',
          event_action: 'login',
          event_outcome: 'failure',
          event_reason: 'InvalidUserNameOrPassword',
        },
        { event_action: 'mail-forwarding', event_details: 'ForwardingSmtpAddress=smtp:x@mail.example.net' },
        {
          event_action: 'consent',
          user_target_name: 'app-1',
          rule_name: 'Mail Sync',
          event_details: 'ConsentAction.Permissions=Scope: Mail.Read offline_access',
        },
        {
          event_action: 'role-change',
          user_name: 'adm.kuroda@example.co.jp',
          user_target_name: 'sync@example.co.jp',
          rule_name: 'Company Administrator',
        },
        { event_action: 'role-change', user_target_name: 'sync', rule_name: 'Organization Management' },
        { event_action: 'mfa-change', user_target_name: 'tanaka@example.co.jp' },
      ],
    },
  ],
}

const T = (name: string) => `tupleElement(step, '${name}')`
const trace: Format = {
  id: 'm365-message-trace',
  title: 'Microsoft 365 message trace, JSON (reporting web service, Get-MessageTrace | ConvertTo-Json)',
  vendor: 'Microsoft',
  product: 'Exchange Online',
  source:
    'https://learn.microsoft.com/en-us/previous-versions/office/developer/o365-enterprise-developers/jj984335(v=office.15)',
  table: 'mail_event',
  envelope: 'none',
  time: 'payload',
  pattern: '\\{.*"RecipientAddress" ?: ?.*"MessageTraceId" ?: ?|\\{.*"MessageTraceId" ?: ?.*"RecipientAddress" ?: ?',
  step: "JSONExtract(payload, 'Tuple(Received String, MessageId String, MessageTraceId String, SenderAddress String, RecipientAddress String, Subject String, Status String, FromIP String, ToIP String, Size String)')",
  columns: () => ({
    time: `if(match(${T('Received')}, '^/Date\\\\('), fromUnixTimestamp64Milli(toInt64OrZero(extract(${T('Received')}, '(\\\\d{12,13})')), 'UTC'), ${utcTime(T('Received'))})`,
    observer_type: "'cloud'",
    source_ip: `toIPv6OrDefault(${T('FromIP')})`,
    source_address: T('FromIP'),
    destination_ip: `toIPv6OrDefault(${T('ToIP')})`,
    email_from_address: T('SenderAddress'),
    email_to_address: `arrayFilter(x -> x != '', [${T('RecipientAddress')}])`,
    email_message_id: `trim(BOTH '<>' FROM ${T('MessageId')})`,
    email_local_id: T('MessageTraceId'),
    email_subject: T('Subject'),
    email_size: `if(${T('Size')} = '', -1, toInt64OrZero(${T('Size')}))`,
    event_action: `multiIf(${T('Status')} IN ('Delivered', 'Resolved', 'Expanded'), 'deliver', ${T('Status')} IN ('Failed'), 'bounce', ${T('Status')} IN ('FilteredAsSpam', 'Quarantined'), 'quarantine', ${T('Status')} IN ('Pending', 'GettingStatus'), 'defer', ${T('Status')})`,
    event_outcome: `multiIf(${T('Status')} = 'Failed', 'failure', ${T('Status')} IN ('FilteredAsSpam', 'Quarantined'), 'denied', ${T('Status')} IN ('Pending', 'GettingStatus', 'None'), '', 'success')`,
    event_reason: T('Status'),
  }),
  examples: [
    {
      lines: [
        '{"Organization":"example.onmicrosoft.com","MessageId":"<a1@partner.example>","Received":"/Date(1791158401240)/","SenderAddress":"x@partner.example","RecipientAddress":"tanaka@example.co.jp","Subject":"請求書","Status":"Delivered","ToIP":null,"FromIP":"203.0.113.25","Size":87680,"MessageTraceId":"3b4f"}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.240Z',
          source_ip: '203.0.113.25',
          email_message_id: 'a1@partner.example',
          email_to_address: ['tanaka@example.co.jp'],
          email_subject: '請求書',
          email_size: 87680,
          event_action: 'deliver',
        },
      ],
    },
  ],
}

export const M365_FORMATS: Format[] = [audit, trace]
