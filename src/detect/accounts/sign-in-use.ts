/**
 * From which networks each account signed in, as CTEs and rows for detectors: `placed`, one row a sign-in or act with the network and
 * country it came from; `Use`, what one account did from one network in one country.
 */
import type { DetectorContext } from '../detector.ts'
import { mostOften } from '../row.ts'

export interface Use {
  account: string
  /** AS number (with the range, of rented servers), or the owner of a mail service, or a range where the network is not known; 'inside' */
  network: string
  /** ISO 3166, '' where it is not known */
  country: string
  inside: boolean
  /** mostly from addresses from which several accounts sign in: an office's line, where a provider's network is everybody's */
  crowded: boolean
  /** hosting | anonymiser | relay | gateway | mail-fetch; '' an access network, or not known */
  kind: string
  owner: string
  protocols: string[]
  /** clients without their version numbers */
  clients: string[]
  devices: string[]
  addresses: string[]
  /** seconds since 1970 */
  first: number
  last: number
  sign_ins: number
  /** of them, while people sleep: from midnight to five */
  asleep: number
  days: number
  /** no address of it served for longer than an hour: nobody stayed */
  fleeting: boolean
}

/** Protocols with which programs fetch and send mail: a program runs them whether its owner is there or not. */
export const OF_PROGRAMS = ['imap', 'pop3', 'smtp', 'mail', 'activesync', 'submission']

const READING = ['imap', 'pop3']
/** A program that reads mail, and does nothing else. */
export const isReading = ({ protocols }: Use) => protocols.every((one) => READING.includes(one))

/** Outlook asks its server by these at all hours too; but it runs on desktops as well, that stay in the office while their owner travels. */
export const OF_OUTLOOK = ['ews', 'mapi']

const RANGE = "toString(IPv6CIDRToRange(source_ip, if(position(address(source_ip), ':') > 0, 32, 112)).1)"
/** rented servers side by side are different tenants': /24, IPv6 /48 */
export const NEIGHBOURS = "address(IPv6CIDRToRange(source_ip, if(position(address(source_ip), ':') > 0, 48, 120)).1)"

export const PLACED = `
  placed AS
  (
    SELECT account, time, observer_type, event_action, event_outcome, event_code, event_id, session_id, user_target_name AS target, event_details AS details, network_protocol AS protocol, device_id, application_name AS application, source_ip, auth.evidence_id AS evidence_id, auth.line AS line,
      -- a log that has a name and no address is one of the office's own computers
      toUInt8(internal = 1 OR source_ip = toIPv6('::')) AS inside,
      trim(replaceRegexpAll(if(user_agent_original != '', user_agent_original, application_name), '[0-9][0-9._]*', '')) AS client,
      -- some devices write a country's name, or "Reserved": then the address tells
      whose.kind AS kind, whose.owner AS owner, if(inside = 1, '', if(match(source_geo_country_iso_code, '^[A-Za-z]{2}$'), upper(source_geo_country_iso_code), whose.country)) AS country,
      multiIf(inside = 1, 'inside', kind = 'mail-fetch', owner, kind IN ('hosting', 'anonymiser'), concat('AS', toString(whose.as_number), ' ', ${NEIGHBOURS}), whose.as_number > 0, concat('AS', toString(whose.as_number)), ${RANGE}) AS network,
      concat(account, '\\n', network, '\\n', country) AS use
    FROM auth
    LEFT JOIN sign_in_network AS whose ON whose.ip = auth.source_ip
    WHERE account != '' AND NOT endsWith(account, '$')
  ),
  signed AS (SELECT * FROM placed WHERE event_action = 'login' AND event_outcome = 'success')`

/** accounts that sign in from one address (of IPv6: one line) */
const CROWD = 3
export const LINE = "IPv6CIDRToRange(source_ip, if(position(address(source_ip), ':') > 0, 64, 128)).1"

const USES = `
WITH${PLACED},
  crowded_line AS
  (
    SELECT ${LINE} AS crowded_from
    FROM auth
    WHERE account != '' AND event_action = 'login' AND event_outcome = 'success' AND internal = 0
    GROUP BY crowded_from
    HAVING uniqExact(account) >= ${CROWD}
  )
SELECT account, network, country, any(inside) AS inside, any(kind) AS kind, any(owner) AS owner, arraySort(groupUniqArray(20)(protocol)) AS protocols,
  arrayFilter(one -> one != '', groupUniqArray(50)(client)) AS clients, arrayFilter(one -> one != '', groupUniqArray(50)(device_id)) AS devices,
  ${mostOften('address(source_ip)', 5)} AS addresses, toUnixTimestamp(min(time)) AS first, toUnixTimestamp(max(time)) AS last,
  count() AS sign_ins, countIf(toHour(time, {zone:String}) < 5) AS asleep, uniqExact(toDate(time, {zone:String})) AS days, countIf(${LINE} IN (SELECT crowded_from FROM crowded_line)) * 2 > count() AS crowded,
  uniqExact(source_ip, toStartOfHour(time)) = uniqExact(source_ip) AS fleeting
FROM signed
GROUP BY account, network, country
ORDER BY account, first, network, country
LIMIT 200000`

/** Every use, earliest first, by account. */
export async function usesByAccount(context: DetectorContext): Promise<Map<string, Use[]>> {
  const rows = await context.query<Record<string, unknown>>(USES, { zone: context.timezone })
  const uses = rows.map(
    (row) =>
      ({
        ...row,
        inside: Number(row.inside) === 1,
        crowded: Number(row.crowded) === 1,
        first: Number(row.first),
        last: Number(row.last),
        sign_ins: Number(row.sign_ins),
        asleep: Number(row.asleep),
        days: Number(row.days),
        fleeting: Number(row.fleeting) === 1,
      }) as Use,
  )
  return Map.groupBy(uses, ({ account }) => account)
}

/** By which a use is named in `placed`. */
export const keyOf = ({ account, network, country }: Use) => `${account}\n${network}\n${country}`
