/** What is done with a judged mail: the strictest of what its signs ask for. */
import ipaddr from 'ipaddr.js'
import { ACTIONS, type Action, type MailFilterConfig, ruleOf } from '../../story/mail-filter-config.ts'
import type { Envelope, Judged, MailFacts, Seen } from './judge.ts'

export interface Decision {
  action: Action
  /** what asked for more than passing, the most telling first */
  because: Seen[]
  /** signs that an entry of `allow` hid, with its reason */
  allowed: { rule: string; reason: string }[]
}

type Asked = Pick<MailFilterConfig, 'rules' | 'allow'>

export function decide(judged: Judged, envelope: Envelope, config: Asked, today: string): Decision {
  const allowed: Decision['allowed'] = []
  const asking: { action: Action; seen: Seen }[] = []
  for (const seen of judged.seen) {
    const action = actionFor(seen, config)
    if (action === 'pass') continue
    const entry = config.allow.find((one) => today <= one.expires && hides(one, seen, judged.facts, envelope))
    if (entry) allowed.push({ rule: seen.rule, reason: entry.reason })
    else asking.push({ action, seen })
  }
  asking.sort(
    (a, b) => rank(b.action) - rank(a.action) || SEVERE.indexOf(b.seen.severity) - SEVERE.indexOf(a.seen.severity),
  )
  return { action: asking[0]?.action ?? 'pass', because: asking.map(({ seen }) => seen), allowed }
}

const SEVERE: Seen['severity'][] = ['informational', 'low', 'medium', 'high', 'critical']
const rank = (action: Action) => ACTIONS.indexOf(action)

function actionFor(seen: Seen, { rules }: Asked): Action {
  if (seen.severity === 'informational') return 'pass'
  return ruleOf(seen.rule, rules)[seen.severity === 'critical' ? 'high' : seen.severity]
}

/** A sender's name alone allows nothing: anybody can write it. */
function hides(entry: Asked['allow'][number], seen: Seen, facts: MailFacts, envelope: Envelope): boolean {
  if (entry.rule && entry.rule !== seen.rule) return false
  if (entry.client && !within(envelope.client, [entry.client])) return false
  if (!entry.sender) return true
  const wanted = entry.sender.toLowerCase()
  return facts.genuine && (wanted.includes('@') ? facts.from_address === wanted : facts.from_domain === wanted)
}

/** An address among addresses and networks; `::ffff:` forms are what they mean. */
export function within(address: string, networks: string[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.process(address)
  return networks.some((network) => {
    if (!network.includes('/')) return ipaddr.process(network).toString() === ip.toString()
    const [range, bits] = ipaddr.parseCIDR(network)
    return range.kind() === ip.kind() && ip.match([range, bits] as [ipaddr.IPv4, number])
  })
}
