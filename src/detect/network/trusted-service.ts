import type { Entry } from '../../lists/list.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { seen } from '../row.ts'
import { quickened } from './quickened.ts'
import { type Rhythm, rhythms } from './rhythm.ts'
import { COMPANIONS, OF_ONE_PROGRAM, PAIRS } from './service-companions.ts'
import { CALLS, SERVICE_CALLS, SERVICE_USE, type ServiceRow, USED, USES } from './service-rows.ts'

export const trustedService: Detector = {
  id: 'trusted-service',
  title: { ja: '信頼されたサービスの不審な使い方', en: 'Unusual use of a trusted service' },
  explanation: {
    ja: '{{host}} が {{owner}}（{{destination}}）を、人の使い方とは違う形で使っています（{{contacts}}回、{{days}}日間）。当てはまるもの: {{traits}}。攻撃者は、止めにくい有名なサービスをC2（指令）や持ち出しに使います。',
    en: '{{host}} uses {{owner}} ({{destination}}) not as a person does ({{contacts}} times on {{days}} days). What speaks for it: {{traits}}. Attackers use well-known services, which nobody can ban, for C2 and for uploads.',
  },
  next_steps: {
    ja: [
      '利用者に、この使い方に心当たりがあるか確認する',
      '通信したプロセスと、使われたアカウントを調べる',
      'そのサービスの事業者に、アカウントの停止と記録の保全を求める',
    ],
    en: [
      'Ask the user whether this use is known',
      'Look for the process and the account that is used',
      'Ask the provider to suspend the account and to keep its records',
    ],
  },
  attack: ['T1102', 'T1567.002'],
  references: ['https://lots-project.com (the idea: living off trusted sites)'],
  needs: {
    tables: ['web_event', 'dns_event'],
    prepared: ['lists.trusted'],
    without: {
      ja: 'プロキシのログ（チャットのAPIは端末ごとのDNSログでも）がないと見えません。',
      en: "Without proxy logs (of chat services' APIs: or a DNS log that shows each client) it is not visible.",
    },
  },
  parameters: [
    {
      name: 'repeated',
      unit: 'contacts',
      default: 10,
      reason: { ja: '一度の利用と、続く通信を分ける', en: 'tells a visit from lasting contact' },
    },
    {
      name: 'minimum_regularity',
      unit: '0..1',
      default: 0.7,
      reason: {
        ja: '±50％の揺らぎのある一定間隔は0.75前後',
        en: 'a steady interval with 50 % jitter gives about 0.75',
      },
    },
    {
      name: 'megabytes',
      unit: 'MB',
      default: 20,
      reason: { ja: '文書のやり取りより多い送信', en: 'more than documents that are exchanged' },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.1,
      reason: {
        ja: '多くの端末が同じ形で使うものは、導入したソフト',
        en: 'what many hosts do in the same way is installed software',
      },
    },
  ],
  false_positives: [
    {
      ja: 'OneDriveやSlackなどの常駐ソフト（同じサービスの他の名前も使う）',
      en: 'resident clients of OneDrive, Slack … (they use other names of the service too)',
    },
    {
      ja: 'Microsoft Graphを呼ぶOneDrive・Teams・Outlook（それぞれの名前も使う）',
      en: 'OneDrive, Teams and Outlook, which call Microsoft Graph (and names of their own)',
    },
    { ja: '開発者のスクリプト、更新の取得', en: "developers' scripts, fetching of updates" },
  ],
  async run(context) {
    await context.keep(USED, USES, { polled: polledNames(context) })
    const rows = await context.query<ServiceRow>(SERVICE_USE, {
      repeated: context.parameter('repeated'),
      zone: context.timezone,
      fronts: PAIRS.map(({ front }) => front),
      companions: PAIRS.map(({ companion }) => companion),
    })
    if (rows.length === 0) return []
    const found = await rhythms(context, CALLS, {
      minimum: context.parameter('repeated'),
      burst: ONE_CALL,
    })
    const entries = [...context.lists.trusted.names.values()]
    const services = await rhythms(context, SERVICE_CALLS, {
      minimum: context.parameter('repeated'),
      burst: ONE_CALL,
      parameters: {
        entries: entries.map(({ entry }) => entry),
        owners: entries.map(({ owner }) => owner),
        apis: entries.filter(isApi).map(({ entry }) => entry),
      },
    })
    const rhythmOf = new Map([...found, ...services].map((one) => [`${one.host} ${one.destination}`, one]))
    const alone = Map.groupBy(rows.filter(isAlone), ({ name }) => name)
    const names = Map.groupBy(rows, (row) => `${row.host} ${ownerOf(row, context)}`)
    const isOnly = (row: ServiceRow) => names.get(`${row.host} ${ownerOf(row, context)}`)?.length === 1
    const isQuickened = await quickened(
      context,
      rows.filter(({ name }) => Object.hasOwn(COMPANIONS, name)),
    )
    return rows.flatMap((row) =>
      toSign(
        { ...row, only: isOnly(row), ...(isQuickened(row) ? { routine: 0, quickened: true } : {}) },
        rhythmOf.get(`${row.host} ${row.name}`),
        rhythmOf.get(`${row.host} ${ownerOf(row, context)}`),
        alone.get(row.name)?.length ?? 0,
        context,
      ),
    )
  },
}

const ONE_CALL = 5 // seconds between the requests of one call

/** Names whose look-ups alone can tell: programs poll them, and what they belong to is no part of a browser or an operating system. */
const polledNames = ({ lists }: DetectorContext): string[] => [
  ...[...lists.trusted.names.values()].filter(({ kind }) => kind === 'chat-api').map(({ entry }) => entry),
  ...OF_ONE_PROGRAM,
]

/** Only programs call it: what a page loads from it came with the page. */
const isApi = ({ kind }: Entry) => kind.endsWith('-api')

const ownerOf = (row: ServiceRow, { lists }: DetectorContext): string =>
  lists.trusted.names.get(row.entry)?.owner ?? row.entry

const LASTING = 3 // days, where the pace alone speaks
const ROUND = 20 // hours of the clock
const SEVERAL = 5 // hosts with the service's client: what it does by itself, most of them do

/** By how many traits speak for a program that is not the service's own client. */
const strengthBy = (traits: number): Strength | null =>
  traits >= 4 ? 'strong' : traits === 3 ? 'plain' : traits === 2 ? 'weak' : null

/** The service's app or an open page would have called other names too, again and again. */
const isAlone = (row: ServiceRow) =>
  Object.hasOwn(COMPANIONS, row.name) && Number(row.accompanied) <= Number(row.n) * STRAY && Number(row.own_pages) === 0
const STRAY = 0.03 // of its contacts: one visit before, a picture that was fetched, or a large answer among many that looks like a page

function toSign(
  row: ServiceRow & { only: boolean; quickened?: boolean },
  own: Rhythm | undefined,
  service: Rhythm | undefined,
  alike: number,
  context: DetectorContext,
): Sign[] {
  const entry = context.lists.trusted.names.get(row.entry)
  const [n, sharing] = [Number(row.n), Number(row.sharing)]
  const isPaced = (one: Rhythm | undefined) =>
    one !== undefined && one.regularity >= context.parameter('minimum_regularity')
  const rhythm = !isPaced(own) && isPaced(service) ? service : own
  const paced = isPaced(rhythm)
  const scripted = Number(row.scripted) > n / 2
  const uploads = row.megabytes >= context.parameter('megabytes')
  // A name that the service's other users here leave alone isn't its client's.
  const aside = Number(row.users) >= SEVERAL && sharing <= 2 && Number(row.own_pages) === 0
  // Who browses the service, or uses several of its names, has a browser or its own client at work.
  const alone = isAlone(row)
  const ofApi = entry !== undefined && isApi(entry)
  const single = ofApi && Number(row.siblings) === 1
  const apiOnly = alone || (ofApi && aside) || (single && Number(row.pages) === 0)
  // jitter hides a pace; nobody sleeps in between, either
  const almostOnly = apiOnly || (single && Number(row.pages) <= n * STRAY)
  const round = almostOnly && row.only && !paced && Number(row.clock) >= ROUND && Number(row.days) >= LASTING
  const found = [
    ...(paced ? [TRAITS.paced] : []),
    ...(scripted ? [TRAITS.scripted] : []),
    ...(apiOnly || round ? [TRAITS.apiOnly] : []),
    ...(apiOnly && Number(row.nameless) === n ? [TRAITS.nameless] : []),
    ...(apiOnly && entry?.kind === 'paste-api' ? [TRAITS.paste] : []),
    ...(row.fresh === 1 && (alone ? alike : sharing) <= 2 ? [TRAITS.fresh] : []),
    ...(row.quickened === true ? [TRAITS.quickened, ...(alone ? [] : [TRAITS.beside])] : []),
    ...(round ? [TRAITS.round] : row.night >= 0.5 ? [TRAITS.night] : []),
    ...(uploads ? [TRAITS.uploads] : []),
  ]
  // A machine must be at work: being new, or at night, is not enough; the parts of one large upload have a pace, too.
  const lasting = round || (paced && (apiOnly || Number(row.days) >= LASTING))
  if (!lasting && !scripted && !(apiOnly && uploads)) return []
  const strength = strengthBy(found.length)
  if (!strength) return []
  const reasons: Reason[] = [
    ...common(alone || row.quickened === true ? alike : scripted ? Number(row.scripted_sharing) : sharing, context),
    ...(Number(row.siblings) >= 3 && !scripted && !aside && !alone && row.quickened !== true ? [CLIENT] : []),
    ...(row.routine === 1 ? [ROUTINE] : []),
    ...(row.known_by === 'dns' && strength === 'strong' ? [LOOK_UPS] : []),
  ]
  return [
    {
      ...seen(row),
      ...grade(strength, reasons),
      // where the firewall alone tells, other signs name the address
      destinations: [row.name, ...(row.known_by === 'flow' ? (rhythm?.addresses ?? []) : [])],
      count: n,
      metrics: {
        contacts: n,
        days: Number(row.days),
        regularity: rhythm?.regularity ?? 0,
        interval_seconds: rhythm?.interval ?? 0,
        scripted: Number(row.scripted),
        night_share: row.night,
        megabytes: row.megabytes,
        names_of_the_service: Number(row.siblings),
        hosts_sharing: sharing,
      },
      words: {
        host: row.host,
        destination: row.name,
        owner: ownerOf(row, context),
        contacts: n,
        days: Number(row.days),
        traits: { ja: found.map((trait) => trait.ja).join('、'), en: found.map((trait) => trait.en).join(', ') },
      },
    },
  ]
}

const TRAITS = {
  paced: { ja: '機械的な間隔', en: "a machine's rhythm" },
  scripted: { ja: 'スクリプトや道具のユーザーエージェント', en: "a script's or a tool's user agent" },
  apiOnly: { ja: 'APIの名前だけを使い、画面を開かない', en: 'only the API, never a page' },
  nameless: {
    ja: '同じ端末の他のソフトと違い、名乗らない（ユーザーエージェントなし）',
    en: "no user agent, which the host's other programs give",
  },
  paste: {
    ja: '誰でも書き込める置き場（指令の受け渡しに使われる）',
    en: 'notes that anybody can leave there, orders too',
  },
  fresh: { ja: 'ログの途中から、この端末だけが使い始めた', en: 'first used during the logs, by this host alone' },
  quickened: {
    ja: 'ログの途中から、この端末だけが倍以上の頻度で使うようになった',
    en: 'from one day on at least twice as often as before, by this host alone',
  },
  beside: {
    ja: '同じサービスの他の名前の使い方は以前のまま',
    en: "the service's other names as before",
  },
  round: { ja: '昼も夜も続く', en: 'goes on day and night' },
  night: { ja: '夜間・休日が中心', en: 'mostly at night or at weekends' },
  uploads: { ja: '大量の送信', en: 'much is sent' },
}

const CLIENT: Reason = {
  effect: 'weakens',
  text: {
    ja: '同じサービスの他の名前も使っており、常駐ソフトやブラウザと見られます。',
    en: 'The host uses other names of the service too: its own client or a browser seems to be at work.',
  },
}
const LOOK_UPS: Reason = {
  effect: 'weakens',
  text: {
    ja: '名前の問合せだけから分かったことで、通信の中身や量は見えていません。',
    en: 'Only its look-ups are known, not what went there.',
  },
}
