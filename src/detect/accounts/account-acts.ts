/** Accounts that were made, made administrators, or deleted again, and applications that were given a new secret: who did it, when, to whom. */
import type { DetectorContext, EvidenceLine } from '../detector.ts'
import { unattended } from '../hours.ts'
import { ADDED, CARRIED_OUT, POWERFUL } from './power.ts'

export interface Act extends EvidenceLine {
  kind: 'create' | 'grant' | 'delete' | 'secret'
  /** seconds since 1970 */
  at: number
  /** days since 1970 on the organisation's calendar */
  day: number
  unattended: boolean
  /** the account, as other findings have it */
  actor: string
  /** its bare name */
  actorName: string
  /** Windows' domain of the actor */
  domain: string
  /** of Windows; else of a cloud service, or of a NAS (local) */
  windows: boolean
  /** where it is logged: the domain controller, or the computer whose local account it is */
  machine: string
  /** on that machine only */
  local: boolean
  /** bare, lower case */
  target: string
  /** the group or role */
  power: string
  /** address that it was done from, '' where the record has none */
  source: string
  /** by which the actor's sign-in is known */
  session: string
}

interface Row extends Omit<Act, 'at' | 'day' | 'unattended' | 'windows' | 'local' | 'line' | 'target'> {
  at: string
  day: string
  night: string
  endpoint: string
  controller: string
  line: string
  named: string
  sid: string
}

/** tanaka of CN=tanaka,OU=…, EXAMPLE\\tanaka and, on Windows, tanaka@EXAMPLE.LOCAL */
export const BARE = (name: string, windows: string) =>
  `lower(if(startsWith(${name}, 'CN='), extract(${name}, '^CN=((?:[^,\\\\\\\\]|\\\\\\\\.)*)'), if(${windows}, splitByChar('@', splitByChar('\\\\', ${name})[-1])[1], ${name})))`

/** Only domain controllers grant tickets and know global groups. */
const CONTROLLERS =
  "SELECT DISTINCT machine FROM auth WHERE observer_type = 'endpoint' AND event_code IN ('4768', '4769', '4771', '4728', '4729', '4756', '4757')"

const ACTS = `
SELECT
  multiIf(event_action = 'account-create', 'create', event_action = 'account-delete', 'delete', event_action = 'application', 'secret', 'grant') AS kind,
  toUnixTimestamp(time) AS at,
  toUInt16(toDate(time, {zone:String})) AS day, ${unattended('time')} AS night,
  account AS actor, ${BARE('user_name', "observer_type = 'endpoint'")} AS actorName, user_domain AS domain,
  observer_type = 'endpoint' AS endpoint, machine, observer_type = 'cloud' OR machine IN (${CONTROLLERS}) AS controller,
  ${BARE('user_target_name', "observer_type = 'endpoint'")} AS named,
  if(event_action = 'group-change', extract(event_details, 'MemberSid=(S-[0-9-]+)'), extract(event_details, 'TargetSid=(S-[0-9-]+)')) AS sid,
  rule_name AS power, if(source_ip = toIPv6('::'), '', address(source_ip)) AS source, session_id AS session, evidence_id, line
FROM auth
WHERE observer_type IN ('endpoint', 'cloud', 'server') AND event_outcome != 'failure' AND NOT ${CARRIED_OUT}
  AND (event_action IN ('account-create', 'account-delete')
    OR (event_action IN ('group-change', 'role-change') AND ${ADDED} AND ${POWERFUL})
    OR (event_action = 'application' AND match(event_code, '(?i)credentials?|Certificates and secrets')))
ORDER BY time, evidence_id, line
LIMIT 100000`

export async function accountActs(context: DetectorContext): Promise<Act[]> {
  const rows = await context.query<Row>(ACTS, { zone: context.timezone })
  // a group's member is told by its SID, an account that was made by both
  const names = new Map(rows.flatMap(({ kind, sid, named }) => (kind === 'create' && sid !== '' ? [[sid, named]] : [])))
  return rows.flatMap(({ night, endpoint, controller, named, sid, ...row }): Act[] => {
    const windows = Number(endpoint) === 1
    if (isNobody(sid)) return []
    const target = names.get(sid) ?? named
    if (target === '' || (isMachine(row.actorName) && isSystems(target))) return []
    return [
      {
        ...row,
        at: Number(row.at),
        day: Number(row.day),
        line: Number(row.line),
        unattended: Number(night) === 1,
        windows,
        local: Number(controller) === 0,
        target,
      },
    ]
  })
}

/** Built-in groups and accounts, services and application pools, and what a join to Entra ID adds by itself. */
const isNobody = (sid: string): boolean =>
  sid !== '' && (!/^S-1-5-21-/.test(sid) || /^S-1-5-21-[0-9-]+-\d{3}$/.test(sid))

/** The machine itself, or one of its services. */
export const isMachine = (name: string): boolean =>
  name.endsWith('$') || /^(?:system|local service|network service|anonymous logon|-|)$/.test(name)

/** Accounts that Windows, its clusters, Exchange and cloud agents make of their own accord. */
const isSystems = (name: string): boolean =>
  /^(?:wdagutilityaccount|defaultaccount|defaultuser\d*|cliusr|healthmailbox.*|sm_.*|aad_.*|msol_.*|adsyncmsa.*|krbtgt.*|iusr.*|aspnet|ssm-user|systemmailbox.*|discoverysearchmailbox.*|federatedemail\..*|migration\..*|laps.*)$/.test(
    name,
  )
