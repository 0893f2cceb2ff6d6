import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { DENIED, grade, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { LOGS, routine, spanIn } from '../log-span.ts'
import { mostOften, SEEN_COLUMNS, type SeenRow, seen, sessions } from '../row.ts'

interface Row extends SeenRow {
  destinations: string[]
  n: string
  addresses: string
  places: string
  days: string
  busiest: string
  denied: string
  bytes: string
  routine: number
}

export const directSmtp: Detector = {
  id: 'direct-smtp',
  title: { ja: 'メールサーバを通さないメールの送信', en: 'Mail sent past the mail server' },
  explanation: {
    ja: '{{host}} はメールサーバではないのに、外部の{{addresses}}個のアドレス（{{places}}か所）のポート25へ{{connections}}回接続しました（{{days}}日間）。迷惑メールを送るウイルスや、踏み台にされた機器に見られる通信です。',
    en: '{{host}} is no mail server, yet it connected to port 25 of {{addresses}} addresses outside ({{places}} places), {{connections}} times on {{days}} days, as malware does that sends spam.',
  },
  next_steps: {
    ja: [
      '端末で、ポート25へ接続したプロセスを調べる',
      '機器の通知メールなら、社内のメールサーバを経由させる',
      'メールサーバ以外からの外部のポート25への通信を、ファイアウォールで禁止する（OP25B）',
    ],
    en: [
      'Find the process that connects to port 25',
      "If it is a device's notices, let it use the mail server",
      'Forbid port 25 to the outside for all but the mail servers',
    ],
  },
  attack: ['T1071.003', 'T1048.003'],
  references: ['JEAG recommendation on Outbound Port 25 Blocking, 2006'],
  needs: {
    tables: ['flow_event'],
    without: {
      ja: 'ファイアウォールやセンサーの通信のログがないと見えません。',
      en: "Without a firewall's or sensor's log of connections it is not visible.",
    },
  },
  parameters: [
    {
      name: 'places',
      unit: 'networks',
      default: 5,
      reason: {
        ja: '通知を送る機器の相手は一つの事業者で、多くの組織のサーバではない',
        en: "a device's notices go to one provider, not to many organisations' servers",
      },
    },
    {
      name: 'many_places',
      unit: 'networks',
      default: 20,
      reason: { ja: '大量の送信', en: 'mail to everywhere' },
    },
    {
      name: 'mails_a_day',
      unit: 'connections',
      default: 100,
      reason: { ja: '通知メールは一日に数通', en: 'notices are a few a day' },
    },
  ],
  false_positives: [
    {
      ja: '複合機・NAS・UPS・監視装置の通知（一日に数通、一つの事業者へ: 対象外）',
      en: 'notices of MFPs, NAS, UPS and monitors: a few a day to one provider (left out)',
    },
    {
      ja: '役割の分からないメールサーバ、通知を直接送る業務サーバ（ログの初日から続く）',
      en: 'a mail server that nothing shows to be one; business servers that send notices themselves (there since the first day)',
    },
  ],
  async run(context) {
    const rows = await context.query<Row>(SQL, {
      servers: [...context.roles.addresses('mail-server'), ...context.roles.addresses('gateway')],
      places: context.parameter('places'),
      daily: context.parameter('mails_a_day'),
      zone: context.timezone,
    })
    return rows.map((row) => toSign(row, context))
  },
}

/** A mail server takes connections to port 25 itself. A provider's addresses lie in a few networks (/16, IPv6 /32). */
const SQL = `
WITH
  ${LOGS},
  sent AS
  (
    SELECT *, toString(IPv6CIDRToRange(ip, if(position(address(ip), ':') > 0, 32, 112)).1) AS network
    FROM contact
    WHERE via = 'flow' AND port = 25 AND transport IN ('tcp', '6', '')
      AND source_ip NOT IN (SELECT destination_ip FROM flow WHERE destination_port = 25 AND event_action != 'denied' AND destination_bytes != 0)
      AND NOT ${isAmong('source_ip', 'servers')}
  )
SELECT host, ${mostOften('address(ip)', 10)} AS destinations, ${sessions('sent')} AS n,
  uniqExact(ip) AS addresses, uniqExact(network) AS places, uniqExact(toDate(time, {zone:String})) AS days,
  arrayMax(mapValues(sumMap(map(toDate(time, {zone:String}), toUInt64(1))))) AS busiest,
  countIf(outcome = 'denied') AS denied, sum(greatest(0, sent.sent)) AS bytes, ${routine('toUnixTimestamp(min(time))', spanIn("'flow'"))} AS routine,${SEEN_COLUMNS}
FROM sent
GROUP BY host
HAVING places >= {places:Float64} OR busiest >= {daily:Float64}
ORDER BY places DESC, n DESC, host
LIMIT 500`

function toSign(row: Row, context: DetectorContext): Sign {
  const [n, addresses, places, days, denied] = [row.n, row.addresses, row.places, row.days, row.denied].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const strength: Strength =
    places >= context.parameter('many_places') ? 'strong' : places >= context.parameter('places') ? 'plain' : 'weak'
  const reasons: Reason[] = [...(denied >= n ? [DENIED_25] : []), ...(row.routine === 1 ? [ROUTINE] : [])]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: row.destinations,
    count: n,
    metrics: {
      connections: n,
      addresses,
      networks: places,
      days,
      busiest_day: Number(row.busiest),
      denied,
      bytes_sent: Number(row.bytes),
    },
    words: { host: row.host, addresses, places, connections: n, days },
  }
}

const DENIED_25: Reason = { ...DENIED, text: { ja: '接続はすべて止められています。', en: 'All of it was stopped.' } }
