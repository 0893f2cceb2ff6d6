/** Account events → lines of Postfix and Dovecot, Exchange's IIS, FortiGate's SSL-VPN, Microsoft 365's audit log (JSON), and of what tells of the directory. */
import { bsd, local } from '../clock.ts'
import { addressOf } from '../random.ts'
import { type AccountEvent, BROWSER, type Change, type Fetched, type Sent, type SignIn } from './account-event.ts'
import { administrationLine, googleSignIn, machineLines } from './directory-lines.ts'
import { exchangeLines, IIS_HEADER } from './exchange-lines.ts'
import { readOf } from './mailbox.ts'
import { DOMAIN } from './staff.ts'

export type AccountLog = 'mail' | 'exchange' | 'cloud' | 'vpn' | 'windows' | 'entra' | 'google'
export const ACCOUNT_FILES: Record<AccountLog, string> = {
  mail: 'mail-server/maillog',
  exchange: 'exchange/u_ex.log',
  cloud: 'cloud/m365-audit.jsonl',
  vpn: 'vpn/fortigate-vpn.log',
  windows: 'directory/security.ndjson',
  entra: 'cloud/entra-audit.jsonl',
  google: 'cloud/google-workspace.jsonl',
}
export const ACCOUNT_HEADERS: Partial<Record<AccountLog, string[]>> = { exchange: IIS_HEADER }
const DIRECTORY_LOGS = { windows: 'windows', m365: 'cloud', entra: 'entra', google: 'google' } as const

export interface AccountLine {
  log: AccountLog
  time: number
  text: string
}

export function accountLines(event: AccountEvent, serial: number): AccountLine[] {
  if (event.kind === 'change') return [{ log: 'cloud', time: event.time, text: changed(event, serial) }]
  if (event.kind === 'fetched') return [{ log: 'cloud', time: event.time, text: fetched(event, serial) }]
  if (event.kind === 'sent') return delivered(event, serial).map((line) => ({ log: 'mail', ...line }))
  if (event.kind === 'exchange') return exchangeLines(event).map((line) => ({ log: 'exchange', ...line }))
  if (event.kind === 'machine') return machineLines(event).map((text) => ({ log: 'windows', time: event.time, text }))
  if (event.kind === 'administration')
    return [{ log: DIRECTORY_LOGS[event.directory], time: event.time, text: administrationLine(event, serial) }]
  const { service, time } = event
  if (service === 'm365') return [{ log: 'cloud', time, text: cloud(event, serial) }]
  if (service === 'google') return [{ log: 'google', time, text: googleSignIn(event, serial) }]
  if (service === 'vpn') return [{ log: 'vpn', time, text: vpn(event, serial) }]
  if (service === 'smtp') return [{ log: 'mail', time, text: smtp(event) }]
  return dovecot(event, serial).map((line) => ({ log: 'mail', ...line }))
}

/** A session's end tells what was read. */
function dovecot(event: SignIn, serial: number): { time: number; text: string }[] {
  const { time, service, user, address, ok } = event
  const [pid, session] = [4000 + (serial % 20_000), `s${serial.toString(36)}`]
  const begins = {
    time,
    text: `${bsd(time)} mail dovecot: ${service}-login: ${ok ? 'Login' : 'Disconnected (auth failed, 1 attempts in 2 secs)'}: user=<${user}>, method=PLAIN, rip=${address}, lip=192.168.1.25, ${ok ? `mpid=${pid}, ` : ''}TLS, session=<${session}>`,
  }
  if (!ok) return [begins]
  const { messages, bytes, seconds } = event.read ?? readOf(serial)
  const counts =
    service === 'pop3'
      ? `Disconnected: Logged out top=0/0, retr=${messages}/${bytes}, del=0/${messages + 40}, size=${bytes * 2 + 90_000}`
      : `Logged out in=${300 + messages * 40} out=${bytes + 2400} deleted=0 expunged=0 trashed=0 hdr_count=${messages} hdr_bytes=${messages * 700} body_count=${messages} body_bytes=${bytes}`
  return [
    begins,
    {
      time: time + seconds,
      text: `${bsd(time + seconds)} mail dovecot: ${service}(${user})<${pid}><${session}>: ${counts}`,
    },
  ]
}

const smtp = ({ time, user, address }: SignIn) =>
  `${bsd(time)} mail postfix/submission/smtpd[${(2000 + (time % 900)) | 0}]: warning: unknown[${address}]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=${user}`

const iso = (time: number) => new Date(time * 1000).toISOString().slice(0, 19)

function cloud({ time, user, address, ok, agent = '-', device = '' }: SignIn, serial: number): string {
  return JSON.stringify({
    CreationTime: iso(time),
    Id: `a-${serial}`,
    Operation: ok ? 'UserLoggedIn' : 'UserLoginFailed',
    OrganizationId: 'o',
    RecordType: 15,
    ResultStatus: ok ? 'Success' : 'Failed',
    UserType: 0,
    Workload: 'AzureActiveDirectory',
    ClientIP: address,
    ObjectId: '00000002-0000-0ff1-ce00-000000000000',
    UserId: user,
    ...(ok ? {} : { LogonError: 'InvalidUserNameOrPassword', ErrorNumber: '50126' }),
    ExtendedProperties: [
      { Name: 'UserAgent', Value: agent },
      { Name: 'RequestType', Value: 'OAuth2:Authorize' },
    ],
    ...(device === ''
      ? {}
      : {
          DeviceProperties: [
            { Name: 'Id', Value: device },
            { Name: 'OS', Value: 'Windows10' },
          ],
        }),
  })
}

const changed = ({ time, user, address, operation, parameters }: Change, serial: number) =>
  JSON.stringify({
    CreationTime: iso(time),
    Id: `c-${serial}`,
    Operation: operation,
    OrganizationId: 'o',
    RecordType: operation === 'New-InboxRule' ? 1 : 8,
    ResultStatus: operation === 'New-InboxRule' ? 'True' : 'Success',
    Workload: operation === 'New-InboxRule' ? 'Exchange' : 'AzureActiveDirectory',
    ClientIP: address,
    ObjectId: operation === 'New-InboxRule' ? `${user}\\rule` : (parameters[1]?.[1] ?? 'app'),
    UserId: user,
    ...(operation === 'New-InboxRule'
      ? { Parameters: parameters.map(([Name, Value]) => ({ Name, Value })) }
      : { ModifiedProperties: parameters.map(([Name, NewValue]) => ({ Name, NewValue, OldValue: '' })) }),
  })

const fetched = ({ time, user, address, operation, file }: Fetched, serial: number) =>
  JSON.stringify({
    CreationTime: iso(time),
    Id: `f-${serial}`,
    Operation: operation,
    OrganizationId: 'o',
    RecordType: 6,
    UserType: 0,
    Workload: 'SharePoint',
    ClientIP: address,
    ObjectId: `https://${DOMAIN.split('.')[0]}.sharepoint.com/sites/${file}`,
    UserId: user,
    SourceFileName: file.slice(file.lastIndexOf('/') + 1),
    UserAgent:
      operation === 'FileDownloaded' ? BROWSER : 'Microsoft SkyDriveSync 25.149.0803.0003 ship; Windows NT 10.0',
  })

function vpn({ time, user, address, ok }: SignIn, serial: number): string {
  const [date, clock] = local(time)
  const what = ok
    ? `action="tunnel-up" tunneltype="ssl-tunnel" tunnelid=${1_500_000_000 + serial} remip=${address} tunnelip=10.212.134.${serial % 200} user="${user}" group="vpn-users" reason="tunnel established"`
    : `action="ssl-login-fail" tunneltype="ssl-web" tunnelid=0 remip=${address} user="${user}" group="N/A" reason="sslvpn_login_permission_denied"`
  return `date=${date} time=${clock} devname="FGT60F" tz="+0900" logid="${ok ? '0101039424' : '0101039426'}" type="event" subtype="vpn" level="information" vd="root" logdesc="SSL VPN" ${what}`
}

/** Postfix tells of a message in several lines that share its queue id. */
function delivered({ time, user, from, address, to, outcome }: Sent, serial: number): { time: number; text: string }[] {
  const id = `4A${serial.toString(16).toUpperCase().padStart(8, '0')}`
  const line = (at: number, program: string, text: string) => ({
    time: at,
    text: `${bsd(at)} mail postfix/${program}[${3000 + (serial % 900)}]: ${id}: ${text}`,
  })
  return [
    line(
      time,
      user === '' ? 'smtpd' : 'submission/smtpd',
      `client=unknown[${address}]${user === '' ? '' : `, sasl_method=PLAIN, sasl_username=${user}`}`,
    ),
    line(time + 0.1, 'cleanup', `message-id=<${serial}.${id}@${from.split('@')[1]}>`),
    line(time + 0.2, 'qmgr', `from=<${from}>, size=${4000 + (serial % 9000)}, nrcpt=${to.length} (queue active)`),
    ...to.map((recipient, nth) => {
      const [host, how] = [recipient.split('@')[1] ?? '', outcome(recipient, nth)]
      const relay = `relay=mx.${host}[${addressOf(`mx ${host}`)}]:25, delay=1.2, delays=0.1/0/0.6/0.5`
      if (how === 'sent')
        return line(time + 1.5, 'smtp', `to=<${recipient}>, ${relay}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued)`)
      if (how === 'bounced')
        return line(
          time + 1.5,
          'smtp',
          `to=<${recipient}>, ${relay}, dsn=5.1.1, status=bounced (host mx.${host} said: 550 5.1.1 user unknown)`,
        )
      return line(
        time + 1.5,
        'smtp',
        `to=<${recipient}>, relay=none, delay=30, delays=0.1/0/30/0, dsn=4.4.1, status=deferred (connect to mx.${host}[${addressOf(`mx ${host}`)}]:25: Connection timed out)`,
      )
    }),
  ]
}
