/** As conformance.ts, for sign-ins, mail servers and computers: who, from where, how it ended, sender, recipient, process. */
import { toEcs } from '../store/ecs.ts'
import type { Engine } from '../store/engine.ts'
import { parseLines } from '../store/parse.ts'
import type { Compared, Sample } from './conformance.ts'
import { FORMATS } from './index.ts'

const REMARK = 'a remark of the program: another line tells what happened; ignored with this reason'
const NO_TIME = 'carries no time: kept as unparsed'
const OF_A_MESSAGE = "a record about a message: who acted is read, the message's fields aren't"
const SPAM = "a spam filter's own record: ignored with this reason"
const NOT_AN_ACCOUNT = 'no sign-in, process, file or detection: ignored with this reason'

/** Products compared, by the samples' file; per case why we read a line otherwise, or not. A case that ends in * stands for many. */
export const ACCOUNT_DEVIATIONS: Record<string, Record<string, string>> = {
  openssh: {
    accepted_google_authenticator: REMARK,
    accepted_rsa: REMARK,
    accepted_rsa_2: REMARK,
    auth_method_disabled: REMARK,
    failed_packet: REMARK,
    pam_service_ignoring_max_retries: REMARK,
  },
  openvpn: {
    'client_*': REMARK,
    gateway_0: REMARK,
    ldap_invalid_credentials_2: 'names neither user nor address',
    tls_information_0: REMARK,
    tunnel_1: REMARK,
    tunnel_3: REMARK,
  },
  'm365-audit': {
    automated_investigation_and_response_2: OF_A_MESSAGE,
    exchange_item_update: OF_A_MESSAGE,
    extra_fields_2: OF_A_MESSAGE,
    microsoft_defender_threatintelligence_mail: OF_A_MESSAGE,
    'security_compliance_alert_*': OF_A_MESSAGE,
  },
  'm365-message-trace': {},
  'entra-signin': { graph_activity_2: NOT_AN_ACCOUNT },
  'google-workspace': {
    test_chrome_CRD_CLIENT_CONNECTED: 'the account is the actor; the session is opened by another name',
    test_chrome_CRD_HOST_STARTED: 'the account is the actor; the session is opened by another name',
  },
  'windows-events': {
    Event_2500: NOT_AN_ACCOUNT,
    Event_4625: NO_TIME,
    Event_4825_1: NO_TIME,
    Event_4886: NOT_AN_ACCOUNT,
    Event_4929: NOT_AN_ACCOUNT,
    Event_5136: NOT_AN_ACCOUNT,
    Event_5136_1: NOT_AN_ACCOUNT,
    'ad_fs_*': NOT_AN_ACCOUNT,
    'bits-file-transfert': NOT_AN_ACCOUNT,
    defender_1116: 'whose file it is, not who wrote the record',
    operation_object: NOT_AN_ACCOUNT,
    process_4656: NOT_AN_ACCOUNT,
    process_4670: NOT_AN_ACCOUNT,
    process_5154: NOT_AN_ACCOUNT,
    remove_invalid_process_name: NOT_AN_ACCOUNT,
    security_4673: NOT_AN_ACCOUNT,
    sysmon_255: NOT_AN_ACCOUNT,
    wrong_event_time: NOT_AN_ACCOUNT,
  },
  winlogbeat: {
    powershell_event_0600: NOT_AN_ACCOUNT,
    powershell_event_4105: NOT_AN_ACCOUNT,
    security_event_4625: 'the one who failed has no name in it; the subject is the machine that reports',
    security_event_4689: 'the name in the event, not the one that the sample was made anonymous with',
    security_event_5140: 'the name in the event, not the one that the sample was made anonymous with',
    security_event_5381: 'the name in the event, not the one that the sample was made anonymous with',
  },
  'cisco-esa': {},
  fortimail: {
    esmtp: "a part of a line, without FortiMail's own header",
    'event_smpt_to_*': 'a recipient is no user',
    'event_smtp_to*': 'a recipient is no user',
    smtp_event_STARTTLS_server_local_certificate: REMARK,
  },
  'proofpoint-sendmail': { test_message: 'sender and recipients are those of the envelope, not of the header' },
  postfix: {
    connection_limited: REMARK,
    nospam: REMARK,
    postfix1: REMARK,
    postfix2: REMARK,
    postfix3: REMARK,
    postfix4: 'a client is the source',
    postfix8: REMARK,
    postgrey8: REMARK,
    'replace_header*': REMARK,
    smtp4: REMARK,
    smtp6: REMARK,
    'spamd*': SPAM,
    'wo_appname_spamd*': SPAM,
    wo_appname_anvil: REMARK,
    'wo_appname_connection_limited_*': REMARK,
    wo_appname_nospam: REMARK,
    wo_appname_postfix1: REMARK,
    wo_appname_postfix4: 'a client is the source',
    wo_appname_postfix5: REMARK,
    wo_appname_postfix8: REMARK,
    wo_appname_postgrey8: REMARK,
    wo_appname_replace_header_2: REMARK,
    wo_appname_smtp6: REMARK,
    wo_appname_smtp_connection3_timed_out: REMARK,
    wo_appname_smtpd_tls2: REMARK,
  },
}

const FIELDS = [
  'source.ip',
  'source.port',
  'event.outcome',
  'email.from.address',
  'email.to.address',
  'email.message_id',
  'process.executable',
  'process.command_line',
  'process.parent.executable',
  'dns.question.name',
  'destination.ip',
]

/** Samples come without the header that carried them: those without a time of their own are given one. */
export async function compareAccounts(engine: Engine, samples: Sample[]): Promise<Compared[]> {
  const lines = samples.map((sample) => sample.line.replace(/\r?\n/g, ' '))
  const options = { timezone: 'UTC', year: 2026 }
  const bare = await parseLines(engine, lines, FORMATS, options)
  const wrapped = await parseLines(
    engine,
    lines.map((line) => `Jan  5 00:00:01 host ${line}`),
    FORMATS,
    options,
  )
  return samples.map((sample, i) => {
    const parsed = bare[i] ?? wrapped[i] ?? null
    if (!parsed) return { case: sample.case, format: null, deviations: [] }
    const ours = toEcs(parsed.row, parsed.format.table, parsed.format.id)
    return {
      case: sample.case,
      format: parsed.format.id,
      deviations: [
        ...FIELDS.flatMap((field) => different(field, ours, sample.expected)),
        ...otherUser(ours, sample.expected),
      ],
    }
  })
}

export function reasonOf(known: Record<string, string>, name: string): string | undefined {
  return (
    known[name] ?? Object.entries(known).find(([key]) => key.endsWith('*') && name.startsWith(key.slice(0, -1)))?.[1]
  )
}

function different(field: string, ours: unknown, expected: unknown): string[] {
  const theirs = at(expected, field)
  const own = at(ours, field)
  if (theirs === undefined) return []
  // an outcome is the sign-in's, and where we say nothing of it we don't contradict
  if (field === 'event.outcome' && (own === undefined || at(ours, 'event.category') !== 'authentication')) return []
  return text(theirs) === text(own) ? [] : [`${field}: ${JSON.stringify(own)} ≠ ${JSON.stringify(theirs)}`]
}

/** Theirs is a name, or a mail address cut to its first part; ours is as logged. */
function otherUser(ours: unknown, expected: unknown): string[] {
  const theirs = ['user.name', 'user.email', 'user.target.name']
    .map((path) => at(expected, path))
    .filter((one) => one !== undefined)
  const own = ['user.name', 'user.target.name'].map((path) => text(at(ours, path)))
  const short = (value: unknown) => text(value).replace(/@.*$/, '')
  return theirs.length === 0 ||
    theirs.some((one) => own.some((mine) => mine === text(one) || short(mine) === short(one)))
    ? []
    : [`user: ${JSON.stringify(own)} ≠ ${JSON.stringify(theirs)}`]
}

const text = (value: unknown): string =>
  [value]
    .flat()
    .map((one) => String(one ?? ''))
    .join(' ')
    .toLowerCase()
    .replace(/[<>]/g, '')

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}
