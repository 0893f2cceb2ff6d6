import type { Detector, Sign } from '../detector.ts'
import { grade } from '../grade.ts'
import { unattended } from '../hours.ts'
import { fresh, LOGS, spanIn } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'
import { SCRIPTED } from './agent.ts'

interface Row extends SeenRow {
  family: string
  name: string
  address: string
  n: string
  days: string
  scripted: string
  own_agent: string
  night: number
}

export const rareDestination: Detector = {
  id: 'rare-destination',
  title: { ja: '一台だけが使う、新しい通信先', en: 'New destination that one host alone uses' },
  explanation: {
    ja: '{{host}} だけが {{destination}} へ通信しています（{{contacts}}回、{{days}}日間）。この通信先はログの途中で初めて現れ、{{traits}}。これだけでは兆候になりません。他の兆候と合わせて見てください。',
    en: '{{host}} alone contacts {{destination}} ({{contacts}} times on {{days}} days). The place appeared during the logs, and {{traits}}. By itself this means nothing; look at it beside other signs.',
  },
  next_steps: {
    ja: ['同じ端末の他の兆候と時刻を比べる', '最初の通信の前に届いたメールや、開いたページを調べる'],
    en: [
      'Compare the time with other signs of the host',
      'Look at the mail and pages that came before the first contact',
    ],
  },
  attack: ['T1071.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['web_event'],
    without: { ja: 'プロキシのログがないと見えません。', en: 'Without proxy logs it is not visible.' },
  },
  parameters: [
    {
      name: 'minimum_clients',
      unit: 'hosts',
      default: 10,
      reason: {
        ja: '端末が少ないと、一台だけの通信先は珍しくない',
        en: 'with few hosts a place of one alone is ordinary',
      },
    },
    {
      name: 'repeated',
      unit: 'contacts',
      default: 6,
      reason: { ja: '一度の訪問は数えない', en: 'a visit is not counted' },
    },
  ],
  false_positives: [
    {
      ja: '入札・宿・自治体の申請・研究者の文献サイト（人が見るページは対象外）',
      en: "tender sites, hotels, local forms, one researcher's journals (pages that people read are left out)",
    },
  ],
  async run(context) {
    if (context.roles.clients < context.parameter('minimum_clients')) return []
    const rows = await context.query<Row>(SQL, { zone: context.timezone, repeated: context.parameter('repeated') })
    return rows.map((row) => toSign(row))
  },
}

const SQL = `
WITH
  ${LOGS},
  place AS
  (
    SELECT family, min(time) AS first_contact, argMin(via, time) AS first_via, any(host) AS host
    FROM contact
    WHERE via != 'flow' AND dead = 0 AND outcome != 'denied'
    GROUP BY family
    HAVING uniqExact(contact.host) = 1 AND ${fresh('toUnixTimestamp(first_contact)', spanIn('first_via'))} = 1
  ),
  agent_share AS (SELECT agent, uniqExact(host) AS users FROM contact WHERE agent NOT IN ('', '-') GROUP BY agent),
  grouped AS
  (
    SELECT host, family, topK(1)(name)[1] AS a_name, anyIf(ip, ip != toIPv6('::')) AS an_ip, count() AS n, uniqExact(toDate(time, {zone:String})) AS days,
      countIf(${SCRIPTED}) AS scripted, countIf(agent IN (SELECT agent FROM agent_share WHERE users = 1)) AS own_agent,
      countIf(${unattended('time')}) / count() AS night,
      countIf(page = 1) AS pages,${SEEN_COLUMNS}
    FROM contact
    WHERE via != 'flow' AND family IN (SELECT family FROM place)
    GROUP BY host, family
    HAVING n >= {repeated:Float64} AND pages = 0 AND days >= 2 AND (scripted * 2 > n OR own_agent * 2 > n OR night >= 0.5)
  )
SELECT host, family, if(a_name = '', family, a_name) AS name, if(an_ip = toIPv6('::'), '', address(an_ip)) AS address, n, days, scripted, own_agent,
  round(night, 2) AS night, first, last, lines
FROM grouped
LEFT JOIN known_name ON known_name.name = grouped.a_name
WHERE known_name.lists['vendor'] = '' AND known_name.lists['meeting'] = ''
ORDER BY n DESC, host, family
LIMIT 300`

function toSign(row: Row): Sign {
  const n = Number(row.n)
  const traits = [
    ...(Number(row.scripted) * 2 > n ? [TRAITS.scripted] : []),
    ...(Number(row.own_agent) * 2 > n ? [TRAITS.ownAgent] : []),
    ...(row.night >= 0.5 ? [TRAITS.night] : []),
  ]
  return {
    ...seen(row),
    ...grade('weak', []),
    destinations: [row.name, row.address].filter((one) => one !== ''),
    count: n,
    metrics: {
      contacts: n,
      days: Number(row.days),
      scripted: Number(row.scripted),
      own_agent: Number(row.own_agent),
      night_share: row.night,
    },
    words: {
      host: row.host,
      destination: row.name,
      contacts: n,
      days: Number(row.days),
      traits: { ja: traits.map((trait) => trait.ja).join('、'), en: traits.map((trait) => trait.en).join(', ') },
    },
  }
}

const TRAITS = {
  scripted: {
    ja: 'スクリプトや道具のユーザーエージェントが使われています',
    en: "the user agent is a script's or a tool's",
  },
  ownAgent: { ja: 'この端末にしかないユーザーエージェントが使われています', en: 'no other host has that user agent' },
  night: { ja: '夜間・休日が中心です', en: 'most of it is at night or at weekends' },
}
