/** AWS CloudTrail: sign-ins to the console, and acts by which users, keys and rights change. */
import { bound } from './bound.ts'
import { literal } from './envelope.ts'
import type { Format } from './format.ts'
import { utcTime } from './json.ts'
import { field, jsonStep, keys, texts } from './json-line.ts'
import { firstOf, source } from './pick.ts'

const NAME = field('eventName')
const ACTIONS: [string, string][] = [
  ['login', '^(ConsoleLogin|SwitchRole|CheckMfa|UserAuthentication|CredentialVerification|GetSigninToken)$'],
  ['account-create', '^CreateUser$'],
  ['account-delete', '^DeleteUser$'],
  ['password-change', '^(Create|Update|Delete)LoginProfile$|^ChangePassword$|^PasswordUpdated$|^PasswordRecovery'],
  ['mfa-change', 'MFADevice|MfaDevice'],
  ['application', '^(Create|Update|Delete)AccessKey$|^(Upload|Delete)SSHPublicKey$|ServiceSpecificCredential'],
  ['role-change', '^(Attach|Detach|Put|Delete)(User|Role)Policy$|^UpdateAssumeRolePolicy$|^AddRoleToInstanceProfile$'],
  ['group-change', '^(AddUserTo|RemoveUserFrom)Group$|^(Attach|Detach|Put|Delete)GroupPolicy$'],
]
/** what CloudTrail logs of all else (reading, machines, storage …) is no change of an account */
const KNOWN =
  '"eventName"\\s?:\\s?"(?:ConsoleLogin|SwitchRole|CheckMfa|UserAuthentication|CredentialVerification|GetSigninToken|(?:Create|Delete)User|(?:Create|Update|Delete)LoginProfile|ChangePassword|Password[A-Za-z]+|[A-Za-z]*M(?:FA|fa)Device[A-Za-z]*|(?:Create|Update|Delete)AccessKey|(?:Upload|Delete)SSHPublicKey|[A-Za-z]*ServiceSpecificCredential|(?:Attach|Detach|Put|Delete)(?:User|Role|Group)Policy|UpdateAssumeRolePolicy|AddRoleToInstanceProfile|(?:AddUserTo|RemoveUserFrom)Group)"'
const POLICY = firstOf(
  field('requestParameters.policyName'),
  `extract(${field('requestParameters.policyArn')}, '([^/]+)$')`,
)
const FAILED = `(${field('errorCode')} != '' OR ${field('errorMessage')} != '' OR 'Failure' IN (${field('responseElements.ConsoleLogin')}, ${field('responseElements.CheckMfa')}, ${field('responseElements.SwitchRole')}))`

export const awsCloudtrail: Format = {
  id: 'aws-cloudtrail',
  title: 'AWS CloudTrail: sign-ins, users, keys and rights',
  vendor: 'Amazon Web Services',
  product: 'CloudTrail',
  source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html',
  table: 'auth_event',
  time: 'payload',
  pattern: `\\s*\\{(?:.*"eventSource"\\s?:.*${KNOWN}|.*${KNOWN}.*"eventSource"\\s?:)`,
  step: jsonStep({
    ...texts('eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage eventID'),
    userIdentity: {
      ...texts('type arn userName accountId principalId'),
      sessionContext: { sessionIssuer: texts('userName') },
    },
    requestParameters: texts('userName roleName groupName policyName policyArn serialNumber accessKeyId'),
    responseElements: { ...texts('ConsoleLogin CheckMfa SwitchRole'), accessKey: texts('accessKeyId userName') },
    additionalEventData: texts('MFAUsed UserName LoginTo'),
  }),
  columns: () => ({
    time: utcTime(field('eventTime')),
    observer_type: "'cloud'",
    ...source(`if(match(${field('sourceIPAddress')}, '^[0-9A-Fa-f.:]+$'), ${field('sourceIPAddress')}, '')`),
    destination_address: field('eventSource'),
    user_name: firstOf(
      field('userIdentity.userName'),
      field('additionalEventData.UserName'),
      `extract(${field('userIdentity.arn')}, 'assumed-role/[^/]+/(.+)$')`,
      field('userIdentity.sessionContext.sessionIssuer.userName'),
      `if(${field('userIdentity.type')} = 'Root', 'root', '')`,
      field('userIdentity.principalId'),
    ),
    user_domain: field('userIdentity.accountId'),
    user_target_name: firstOf(
      field('requestParameters.userName'),
      field('requestParameters.roleName'),
      field('requestParameters.groupName'),
      field('responseElements.accessKey.userName'),
    ),
    event_action: bound(
      NAME,
      'n',
      (n) =>
        `multiIf(${ACTIONS.map(([action, pattern]) => `match(${n}, ${literal(pattern)}), '${action}'`).join(', ')}, ${n})`,
    ),
    event_outcome: `if(${FAILED}, 'failure', 'success')`,
    event_reason: firstOf(
      field('errorMessage'),
      field('errorCode'),
      `if(${field('additionalEventData.MFAUsed')} = 'Yes', 'mfa', '')`,
    ),
    event_code: NAME,
    event_id: field('eventID'),
    network_protocol: "'aws'",
    user_agent_original: field('userAgent'),
    rule_name: POLICY,
    event_details: firstOf(
      field('requestParameters.accessKeyId'),
      field('responseElements.accessKey.accessKeyId'),
      field('requestParameters.serialNumber'),
      field('awsRegion'),
    ),
  }),
  required: "user_name != ''",
  ignore: [
    {
      pattern: keys('eventVersion', 'eventName'),
      reason: {
        ja: 'サインイン・アカウント・権限以外のCloudTrailの記録',
        en: "CloudTrail's records of other things than sign-ins, accounts and rights",
      },
    },
  ],
  examples: [
    {
      lines: [
        '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","principalId":"EXAMPLE6E4","arn":"arn:aws:iam::123456789012:user/tanaka","accountId":"123456789012","userName":"tanaka"},"eventTime":"2026-10-05T00:00:01Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.9","userAgent":"Mozilla/5.0","requestParameters":null,"responseElements":{"ConsoleLogin":"Failure"},"errorMessage":"Failed authentication","additionalEventData":{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"No"},"eventID":"3fcf","eventType":"AwsConsoleSignIn"}',
        '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"tanaka","accountId":"123456789012"},"eventTime":"2026-10-05T00:00:02Z","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","sourceIPAddress":"203.0.113.9","responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"Yes"}}',
        '{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/Admin/suzuki","accountId":"123456789012"},"eventTime":"2026-10-05T00:00:03Z","eventSource":"iam.amazonaws.com","eventName":"AttachUserPolicy","sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2","requestParameters":{"userName":"backup","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"},"responseElements":null}',
      ],
      events: [
        {
          time: '2026-10-05T00:00:01.000Z',
          source_ip: '203.0.113.9',
          user_name: 'tanaka',
          event_action: 'login',
          event_outcome: 'failure',
          event_code: 'ConsoleLogin',
        },
        { event_outcome: 'success', event_reason: 'mfa' },
        {
          user_name: 'suzuki',
          event_action: 'role-change',
          user_target_name: 'backup',
          rule_name: 'AdministratorAccess',
        },
      ],
    },
  ],
}
