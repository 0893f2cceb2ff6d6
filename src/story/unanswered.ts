/**
 * Names that sleep where nobody logged the answers. An infected PC goes on asking for its C2 name while that leads to 127.0.0.1 or nowhere;
 * with answers `dns-beacon` tells. A log of questions alone shows only a rare name, asked for by the clock, that no connection follows:
 * too little for a sign, and too much for “no sign”. Such hosts are not visible, and the log of answers is what would tell.
 */
import type { Roles } from '../detect/detector.ts'
import { ASKED, leadsOn, lookingUp, RARE_LOOK_UPS } from '../detect/network/rare-names.ts'
import { rhythms } from '../detect/network/rhythm.ts'
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'

/** by the clock, as dns-beacon measures it: ±50 % of jitter gives about 0.75 */
const REGULAR = 0.65
const SHOWN = 20

export async function unansweredNames(engine: Engine, roles: Roles, timezone: string): Promise<Fact[]> {
  const [log] = await engine.query<{ n: string; answers: string }>(
    'SELECT count() AS n, countIf(notEmpty(dns_resolved_ip)) AS answers FROM dns',
  )
  if (Number(log?.n) === 0 || Number(log?.answers) > 0) return []
  const context = {
    query: <Row>(sql: string, parameters?: Record<string, unknown>) => engine.query<Row>(sql, parameters),
    timezone,
    roles,
  }
  if ((await engine.query('SELECT 1 FROM rare_name LIMIT 1')).length === 0) return []
  const parameters = { infrastructure: lookingUp(roles) }
  const paced = (await rhythms(context, RARE_LOOK_UPS, { minimum: ASKED, burst: 30, parameters })).filter(
    // what was there from the first day on would be a weak sign with answers too
    (one) => one.regularity >= REGULAR && (one.persistence >= 0.5 || one.days >= 3) && one.routine === 0,
  )
  if (paced.length === 0) return []
  const leads = await leadsOn(context, paced)
  const silent = paced.filter((one) => !leads(one))
  const byHost = Map.groupBy(silent, (one) => one.host)
  return [...byHost].slice(0, SHOWN).map(([host, names]): Fact => {
    const [first] = names as [(typeof names)[number]]
    const more = names.length > 1
    return {
      id: `unanswered-${host}`,
      kind: 'hidden',
      subject: host,
      value: first.destination,
      text: {
        ja: `${host} は、ほかの端末が引かない名前 ${first.destination}${more ? ` など${names.length}個` : ''}を約${Math.round(first.interval)}秒ごとに${first.contacts}回引いていますが、それに続く通信がどのログにもありません。DNSのログに応答のアドレスがないため、休眠中のC2の名前（127.0.0.1やNXDOMAINを返す名前）かどうか判断できず、「痕跡なし」とはしません。DNSの応答も記録してください（BINDは responses、Unboundは log-replies、dnsmasqは log-queries=extra）。`,
        en: `${host} asks for ${first.destination}${more ? ` and others (${names.length})` : ''}, which no other host asks for, about every ${Math.round(first.interval)} seconds (${first.contacts} times), and no log shows a connection that follows. The DNS log has no addresses of answers: whether it is a C2 name that sleeps (127.0.0.1 or NXDOMAIN) can't be told, so it isn't called “no sign”. Log the answers too (BIND: responses; Unbound: log-replies; dnsmasq: log-queries=extra).`,
      },
      first: first.first,
      last: first.last,
      lines: first.lines.slice(0, 3).map(([evidence_id, line]) => ({ evidence_id, line })),
    }
  })
}
