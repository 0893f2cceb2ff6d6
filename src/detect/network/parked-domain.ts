import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

/** One period in which a name's answers were of one kind. */
interface Phase {
  state: string
  answers: number
  evidence_id: string
  line: number
}

interface Row extends SeenRow {
  name: string
  n: string
  sharing: string
  phases: [string, number, string, number][]
}

export const parkedDomain: Detector = {
  id: 'parked-domain',
  title: { ja: '休眠と稼働を行き来する名前', en: 'A name that is parked and comes alive' },
  explanation: {
    ja: '{{host}} が使った名前 {{destination}} は、行き先のない状態や休眠ドメインの置き場所と、実在のアドレスとの間を行き来しています（{{phases}}）。攻撃者は、使う時だけC2（指令）サーバの名前を実在のアドレスへ向けます。',
    en: '{{destination}}, used by {{host}}, goes back and forth between nowhere (or a parking service) and a real address ({{phases}}). Attackers point a C2 name at a real address only while they work.',
  },
  next_steps: {
    ja: [
      '名前が稼働していた時間の、この端末の通信を詳しく調べる',
      '同じ名前を使った他の端末がないか見る',
      '業務で使わないなら、この名前をプロキシとDNSで遮断する',
    ],
    en: [
      'Look closely at what the host did while the name was alive',
      'See who else used the name',
      'If business does not need it, block it at the proxy and in DNS',
    ],
  },
  attack: ['T1568', 'T1583.001'],
  references: ['J-CRAT activity report, second half of fiscal 2015'],
  needs: {
    tables: ['dns_event', 'web_event'],
    prepared: ['name_state'],
    without: {
      ja: '応答を含むDNSログか、接続先アドレスを含むプロキシのログがないと見えません。',
      en: 'Without a DNS log with answers, or a proxy log with addresses, it is not visible.',
    },
  },
  parameters: [
    {
      name: 'parked_answers',
      unit: 'answers',
      default: 3,
      reason: { ja: '一時的な名前解決の失敗と区別する', en: 'tells parking from a resolver that failed for a moment' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末が使う名前は、正規のサービスの不調',
        en: 'a name that many use is a proper service in trouble',
      },
    },
  ],
  false_positives: [
    {
      ja: '失効した取引先のドメイン（以前は正常で、多くの端末が使っていた）',
      en: "a partner's lapsed domain: it was good earlier, and used by many",
    },
    { ja: '打ち間違えた名前（一度だけ）', en: 'a name mistyped once' },
    { ja: '組織のDNSフィルタが遮断する名前（対象外）', en: 'names that an own DNS filter blocks (left out)' },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      parked_answers: context.parameter('parked_answers'),
    })
    return rows.flatMap((row) => toSign(row, context))
  },
}

const SQL = `
WITH
  wanted AS
  (
    SELECT name
    FROM name_state
    WHERE alive > 0 AND blocked = 0 AND nx + nowhere + parking >= {parked_answers:Float64}
  ),
  used AS
  (
    SELECT host, name, time, evidence_id, line
    FROM contact
    WHERE name IN (SELECT name FROM wanted)
    UNION ALL
    SELECT host, name, time, evidence_id, line
    FROM question
    WHERE name IN (SELECT name FROM wanted)
  ),
  shared AS (SELECT name, uniqExact(host) AS sharing FROM used GROUP BY name),
  grouped AS (SELECT host, name, count() AS n,${SEEN_COLUMNS} FROM used GROUP BY host, name),
  ordered AS
  (
    SELECT name, state, evidence_id, line, time,
      lagInFrame(state, 1, '') OVER (PARTITION BY name ORDER BY time, line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
    FROM (SELECT name, time, if(state = 'alive', 'alive', 'parked') AS state, evidence_id, line FROM doubtful_answer)
    WHERE name IN (SELECT name FROM wanted)
  ),
  numbered AS
  (
    SELECT *, sum(state != before) OVER (PARTITION BY name ORDER BY time, line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
    FROM ordered
  ),
  phase AS
  (
    SELECT name, number, any(state) AS state, count() AS answers, argMin(evidence_id, (time, line)) AS evidence, argMin(line, (time, line)) AS at
    FROM numbered
    GROUP BY name, number
  ),
  told AS
  (
    SELECT name, arrayMap(one -> (one.2, one.3, one.4, one.5), arraySort(groupArray((number, state, answers, evidence, at)))) AS phases
    FROM phase
    GROUP BY name
    HAVING count() <= 200
  )
SELECT host, name, n, sharing, phases, first, last, lines
FROM grouped
INNER JOIN told USING (name)
LEFT JOIN shared USING (name)
ORDER BY n DESC, host, name
LIMIT 1000`

function toSign(row: Row, context: DetectorContext): Sign[] {
  const phases = row.phases.map(
    ([state, answers, evidence_id, line]): Phase => ({
      state,
      answers: Number(answers),
      evidence_id,
      line: Number(line),
    }),
  )
  // A resolver's hiccup is one short phase; parking lasts.
  const parked = phases.filter(
    (phase) => phase.state === 'parked' && phase.answers >= context.parameter('parked_answers'),
  )
  if (parked.length === 0 || shareOf(parked, phases) < SLEEPS) return []
  const firstParked = phases.indexOf(parked[0] as Phase)
  const activations = phases.filter((phase, i) => phase.state === 'alive' && i > firstParked).length
  const sleepsAgain = phases.at(-1)?.state === 'parked' && activations > 0
  const sharing = Number(row.sharing)
  // who asks a few times what another asks all the time comes after him: an analyst, a curious colleague
  const passing = sharing > 1 && Number(row.n) < PASSING
  const strength: Strength =
    activations === 0 || passing ? 'weak' : activations >= 2 || sleepsAgain ? 'strong' : 'plain'
  const reasons: Reason[] = [...common(sharing, context), ...(activations === 0 ? [LAPSED] : [])]
  const changes = phases.slice(0, 6).map(({ evidence_id, line }) => ({ evidence_id, line }))
  const { lines, ...rest } = seen(row)
  return [
    {
      ...rest,
      lines: [
        ...changes,
        ...lines.filter(
          (one) => !changes.some((change) => change.line === one.line && change.evidence_id === one.evidence_id),
        ),
      ].slice(0, 10),
      ...grade(strength, reasons),
      destinations: [row.name],
      count: Number(row.n),
      metrics: { contacts: Number(row.n), phases: phases.length, activations, hosts_sharing: sharing },
      words: {
        host: row.host,
        destination: row.name,
        phases: phases
          .slice(0, 6)
          .map((phase) => `${phase.state} ×${phase.answers}`)
          .join(' → '),
      },
    },
  ]
}

/** Of its answers. A proxy or resolver that fails now and then does so for a good name in between; who sleeps does it for hours. */
const SLEEPS = 0.03
const answersIn = (phases: Phase[]) => phases.reduce((sum, { answers }) => sum + answers, 0)
const shareOf = (parked: Phase[], all: Phase[]) => answersIn(parked) / answersIn(all)

/** look-ups and requests of one host: fewer are a glance at the place, not a sleeper that waits for it */
const PASSING = 6
const LAPSED: Reason = {
  effect: 'weakens',
  text: {
    ja: '以前は正常で、その後に休眠しています。失効したドメインかもしれません。',
    en: 'It was good at first and parked later: the domain may have lapsed.',
  },
}
