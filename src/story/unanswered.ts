/**
 * Names that sleep where nobody logged the answers. An infected PC goes on asking for its C2 name while that leads to 127.0.0.1 or nowhere;
 * with answers `dns-beacon` tells. A log of questions alone shows only a rare name, asked for by the clock, that no connection follows:
 * too little for a sign, and too much for “no sign”. Such hosts are not visible, and the log of answers is what would tell.
 */
import type { Roles } from '../detect/detector.ts'
import { rhythms } from '../detect/network/rhythm.ts'
import type { Engine } from '../store/engine.ts'
import type { Fact } from './logging.ts'

const ASKED = 8 // times, by the clock …
const REGULAR = 0.65 // … as dns-beacon measures it: ±50 % of jitter gives about 0.75
const HOSTS = 2 // that ask for anything of the name's family: what more ask for is somebody's software
const FOLLOWED = 10 // seconds in which a connection made for a name follows its look-up
const EXPLAINS = 0.3 // of the look-ups are followed by connections to one address: the name leads there
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
  const parameters = { infrastructure: [...roles.infrastructure, ...roles.shared] }
  await engine.command(
    'CREATE OR REPLACE TABLE rare_name (name String, family String) ENGINE = MergeTree ORDER BY name',
  )
  await engine.command(`INSERT INTO rare_name ${RARE}`, parameters)
  if ((await engine.query('SELECT 1 FROM rare_name LIMIT 1')).length === 0) return []
  const paced = (await rhythms(context, LOOK_UPS, { minimum: ASKED, burst: 30, parameters })).filter(
    // what was there from the first day on would be a weak sign with answers too
    (one) => one.regularity >= REGULAR && (one.persistence >= 0.5 || one.days >= 3) && one.routine === 0,
  )
  if (paced.length === 0) return []
  const led = await followed(engine, paced)
  const silent = paced.filter((one) => (led.get(`${one.host} ${one.destination}`) ?? 0) < one.contacts * EXPLAINS)
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

/** Names of the outside that hardly anybody asks for, that nobody was told not to exist, and that no other log shows: few, so asked for first. */
const RARE = `
     WITH
       asked AS
       (
         SELECT dns_question_name AS name, groupUniqArrayIf(${HOSTS + 1})(host, event_type != 'answer') AS hosts, countIf(event_type != 'answer') AS n,
           countIf(dns_response_code = 'NXDOMAIN') AS nx, countIf(dns_response_code != '') AS answered
         FROM dns
         WHERE internal = 1 AND address(source_ip) NOT IN {infrastructure:Array(String)}
         GROUP BY name
       ),
       named AS
       (
         SELECT asked.name AS name, hosts, n, nx, answered, family, lists
         FROM asked
         INNER JOIN known_name ON known_name.name = asked.name
       )
     SELECT name, family
     FROM named
     WHERE n >= ${ASKED} AND nx * 2 <= answered
       AND lists['vendor'] = '' AND lists['trusted'] = ''
       AND position(name, '.') > 0
       AND NOT match(name, '(^|\\.)(arpa|local|localdomain|lan|internal|intranet|corp|home|invalid|test|localhost|root-servers\\.net)$')
       AND NOT match(name, '^(_|wpad\\.|isatap\\.)')
       AND family IN (SELECT family FROM named GROUP BY family HAVING length(groupUniqArrayArray(hosts)) <= ${HOSTS})
       AND family NOT IN (SELECT family FROM contact WHERE name != '')
     LIMIT 100000`

const LOOK_UPS = `
    SELECT host, dns_question_name AS place, dns_question_name AS destination, rare_name.family AS family, time, 'dns' AS via,
      toIPv6('::') AS ip, 0 AS bytes, evidence_id, line
    FROM dns
    INNER JOIN rare_name ON rare_name.name = dns.dns_question_name
    WHERE internal = 1 AND event_type != 'answer' AND address(source_ip) NOT IN {infrastructure:Array(String)}
      AND dns_question_type NOT IN ('PTR', 'SRV', 'SOA', 'NS', 'TXT', 'MX')
      AND dns_question_name IN (SELECT name FROM rare_name)`

/** For each pair: how many of its look-ups one and the same address was contacted soon after. */
async function followed(engine: Engine, pairs: { host: string; destination: string }[]): Promise<Map<string, number>> {
  const rows = await engine.query<{ pair: string; n: string }>(
    `WITH
       asked AS
       (
         SELECT host, dns_question_name AS name, toUnixTimestamp(time) AS at, arrayJoin([intDiv(at, ${FOLLOWED}), intDiv(at, ${FOLLOWED}) + 1]) AS slot
         FROM dns
         WHERE internal = 1 AND (host, dns_question_name) IN (SELECT arrayJoin(arrayZip({hosts:Array(String)}, {names:Array(String)})))
       ),
       met AS
       (
         SELECT host, ip, toUnixTimestamp(time) AS at, intDiv(at, ${FOLLOWED}) AS slot
         FROM contact
         WHERE via = 'flow' AND outcome = 'success' AND host IN {hosts:Array(String)}
       ),
       led AS
       (
         SELECT asked.host AS host, name, ip, uniqExact(asked.at) AS n
         FROM asked
         INNER JOIN met ON met.host = asked.host AND met.slot = asked.slot
         WHERE met.at >= asked.at AND met.at <= asked.at + ${FOLLOWED}
         GROUP BY host, name, ip
       )
     SELECT concat(host, ' ', name) AS pair, max(led.n) AS n
     FROM led
     GROUP BY pair`,
    { hosts: pairs.map((one) => one.host), names: pairs.map((one) => one.destination) },
  )
  return new Map(rows.map((row) => [row.pair, Number(row.n)]))
}
