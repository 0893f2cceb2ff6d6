/** What Windows servers and the directory tell of accounts → Winlogbeat's JSON, Microsoft 365's and Entra ID's audit records, Google Workspace's activities. */
import { type ComputerEvent, computerLine } from '../computers/computer-event.ts'
import type { SignIn } from './account-event.ts'
import type { Administration, AtMachine } from './directory-event.ts'
import { CONTROLLER } from './house.ts'

const SECURITY = { provider: 'Microsoft-Windows-Security-Auditing', channel: 'Security' }
const LOGON_TYPES = { network: '3', rdp: '10', console: '2', service: '5' }
const CIPHERS = { AES: '0x12', RC4: '0x17' }
const iso = (time: number) => new Date(time * 1000).toISOString()

export function machineLines({ time, user, address, machine, how, session, powerful, asked }: AtMachine): string[] {
  const about = { ...SECURITY, time, computer: machine }
  const who = { TargetUserName: user, TargetDomainName: 'KAISHA' }
  if (asked)
    return [
      computerLine({
        ...about,
        id: 4769,
        data: {
          TargetUserName: `${user}@KAISHA.LOCAL`,
          TargetDomainName: 'KAISHA.LOCAL',
          ServiceName: asked.service,
          TicketEncryptionType: CIPHERS[asked.cipher],
          IpAddress: `::ffff:${address}`,
          Status: '0x0',
        },
      }),
    ]
  if (how === 'ticket')
    return [computerLine({ ...about, id: 4768, data: { ...who, IpAddress: `::ffff:${address}`, Status: '0x0' } })]
  const signedIn: ComputerEvent = {
    ...about,
    id: 4624,
    data: {
      ...who,
      TargetLogonId: session,
      LogonType: LOGON_TYPES[how],
      IpAddress: how === 'console' ? '127.0.0.1' : address || '-',
      SubjectUserName: '-',
      AuthenticationPackageName: how === 'network' ? 'Kerberos' : 'Negotiate',
    },
  }
  const rights: ComputerEvent = {
    ...about,
    time: time + 0.01,
    id: 4672,
    data: {
      SubjectUserName: user,
      SubjectDomainName: 'KAISHA',
      SubjectLogonId: session,
      PrivilegeList: 'SeSecurityPrivilege',
    },
  }
  return (powerful ? [signedIn, rights] : [signedIn]).map(computerLine)
}

const DEPARTMENT = { windows: '総務課', cloud: '総務課共有' }
const sidOf = (name: string) =>
  `S-1-5-21-11-22-33-${1100 + ([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 50_000)}`

export function administrationLine(event: Administration, serial: number): string {
  if (event.directory === 'windows') return inDomain(event)
  if (event.directory === 'google') return inGoogle(event, serial)
  return event.directory === 'm365' ? inUnifiedLog(event, serial) : inEntra(event, serial)
}

function inDomain({ time, act, user, session, target }: Administration): string {
  const subject = { SubjectUserName: user, SubjectDomainName: 'KAISHA', SubjectLogonId: session }
  const event = (id: number, data: Record<string, string>) =>
    computerLine({ ...SECURITY, time, computer: CONTROLLER.name, id, data: { ...subject, ...data } })
  const member = { MemberName: `CN=${target},OU=Users,DC=kaisha,DC=local`, MemberSid: sidOf(target) }
  const account = { TargetUserName: target, TargetDomainName: 'KAISHA', TargetSid: sidOf(target) }
  if (act === 'create') return event(4720, account)
  if (act === 'delete') return event(4726, account)
  return act === 'power'
    ? event(4728, { ...member, TargetUserName: 'Domain Admins', TargetSid: 'S-1-5-21-11-22-33-512' })
    : event(4728, { ...member, TargetUserName: DEPARTMENT.windows, TargetSid: sidOf(DEPARTMENT.windows) })
}

/** It seldom has the address of whoever administers: the sign-in tells it. */
function inUnifiedLog({ time, act, user, target }: Administration, serial: number): string {
  const named = (name: string, value: string) => [{ Name: name, NewValue: value, OldValue: '' }]
  const [operation, changed] = {
    create: ['Add user.', named('AccountEnabled', '[true]')],
    delete: ['Delete user.', []],
    department: ['Add member to group.', named('Group.DisplayName', DEPARTMENT.cloud)],
    power: ['Add member to role.', named('Role.DisplayName', 'Company Administrator')],
  }[act] as [string, object[]]
  return JSON.stringify({
    CreationTime: iso(time).slice(0, 19),
    Id: `d-${serial}`,
    Operation: operation,
    OrganizationId: 'o',
    RecordType: 8,
    ResultStatus: 'Success',
    Workload: 'AzureActiveDirectory',
    ObjectId: target,
    UserId: user,
    ModifiedProperties: changed,
  })
}

function inEntra({ time, act, user, address, target }: Administration, serial: number): string {
  const named = (displayName: string, value: string) => [{ displayName, oldValue: null, newValue: `"${value}"` }]
  const [activity, category, changed] = {
    create: ['Add user', 'UserManagement', named('AccountEnabled', 'true')],
    delete: ['Delete user', 'UserManagement', []],
    department: ['Add member to group', 'GroupManagement', named('Group.DisplayName', DEPARTMENT.cloud)],
    power: ['Add member to role', 'RoleManagement', named('Role.DisplayName', 'Global Administrator')],
  }[act] as [string, string, object[]]
  return JSON.stringify({
    id: `Directory_${serial}`,
    category,
    result: 'success',
    activityDisplayName: activity,
    activityDateTime: iso(time),
    loggedByService: 'Core Directory',
    initiatedBy: { user: { userPrincipalName: user, ipAddress: address } },
    targetResources: [{ displayName: null, type: 'User', userPrincipalName: target, modifiedProperties: changed }],
  })
}

const activity = (time: number, serial: number, application: string, actor: string, address: string, event: object) =>
  JSON.stringify({
    kind: 'admin#reports#activity',
    id: { time: iso(time), uniqueQualifier: `${serial}`, applicationName: application, customerId: 'C01' },
    actor: { email: actor, profileId: '1' },
    ipAddress: address,
    events: [event],
  })

function inGoogle({ time, act, user, address, target }: Administration, serial: number): string {
  const [type, name, more] = {
    create: ['USER_SETTINGS', 'CREATE_USER', []],
    delete: ['USER_SETTINGS', 'DELETE_USER', []],
    department: ['GROUP_SETTINGS', 'ADD_GROUP_MEMBER', [{ name: 'GROUP_EMAIL', value: 'soumu@kaisha.example.co.jp' }]],
    power: ['DELEGATED_ADMIN_SETTINGS', 'ASSIGN_ROLE', [{ name: 'ROLE_NAME', value: '_SEED_ADMIN_ROLE' }]],
  }[act] as [string, string, object[]]
  return activity(time, serial, 'admin', user, address, {
    type,
    name,
    parameters: [{ name: 'USER_EMAIL', value: target }, ...more],
  })
}

export const googleSignIn = ({ time, user, address, ok }: SignIn, serial: number): string =>
  activity(time, serial, 'login', user, address, {
    type: 'login',
    name: ok ? 'login_success' : 'login_failure',
    parameters: [{ name: 'login_type', value: 'google_password' }],
  })
