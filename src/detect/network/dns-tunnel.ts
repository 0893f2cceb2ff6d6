import { isAmong } from '../../store/ranges.ts'
import type { Detector, DetectorContext, Sign } from '../detector.ts'
import { common, grade, type Reason, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

interface Row extends SeenRow {
  family: string
  names: string
  /** characters that the names carried */
  carried: string
  length: number
  entropy: number
  /** share of the names that were asked for in one moment only */
  single: number
  lookups: string
  hours: string
  days: string
  /** questions of kinds whose answers can carry data */
  data_questions: string
  answers: string
  /** answers with text or names in them */
  data_answers: string
  listed_answers: string
  types: string[]
  sharing: string
  vendor: string
}

export const dnsTunnel: Detector = {
  id: 'dns-tunnel',
  title: { ja: 'DNSの問合せに隠した通信（DNSトンネル）', en: 'Data hidden in look-ups (DNS tunnel)' },
  explanation: {
    ja: '{{host}} が {{destination}} の下の長い名前を、{{names}}個、ほとんどが一度きりで引いています（平均{{length}}文字、種類 {{types}}、合計{{carried}}文字、{{days}}日間）。名前に指令やデータを隠し、DNSだけで外部とやり取りする通信に見られます。プロキシのログには残りません。',
    en: '{{host}} looked up {{names}} long names below {{destination}}, nearly all of them once ({{length}} characters on average, types {{types}}, {{carried}} characters in all, {{days}} days). Orders and data hidden in names travel so, by DNS alone; no proxy log shows it.',
  },
  next_steps: {
    ja: [
      'このドメインの持ち主と、名前を引いたプロセスを調べる',
      '不明なら端末を切り離し、このドメインの問合せを組織のDNSサーバで止める',
      '端末から外部のDNSサーバへの直接の通信を禁止する',
    ],
    en: [
      "Find the domain's owner and the process that asks",
      'If nobody knows it, disconnect the host and refuse the domain at your resolver',
      'Forbid DNS from clients to servers outside',
    ],
  },
  attack: ['T1071.004', 'T1048.003', 'T1572'],
  references: ['https://attack.mitre.org/techniques/T1071/004/', 'RFC 1035 (labels of 63, names of 255 characters)'],
  needs: {
    tables: ['dns_event'],
    without: {
      ja: '端末ごとの問合せを記録したDNSログがないと見えません。',
      en: "Without a DNS log that shows each client's look-ups it is not visible.",
    },
  },
  parameters: [
    {
      name: 'minimum_names',
      unit: 'names',
      default: 30,
      reason: {
        ja: '指令の受け渡しでも数十回の問合せになる。製品の確認は一つのドメインに数個',
        en: 'even a few orders take dozens of look-ups; an ordinary product asks for a handful under one domain',
      },
    },
    {
      name: 'minimum_length',
      unit: 'characters',
      default: 20,
      reason: {
        ja: '登録ドメインより前の部分。人の付けた名前はこれより短い',
        en: 'of the part before the registered domain; names that people give are shorter',
      },
    },
    {
      name: 'minimum_entropy',
      unit: 'bits a character',
      default: 3.2,
      reason: {
        ja: '16進の20文字で3.4前後、32進で3.8前後。連番や繰り返しは低い',
        en: '20 characters of hexadecimal give about 3.4, of base 32 about 3.8; serial numbers and repetition less',
      },
    },
    {
      name: 'short_length',
      unit: 'characters',
      default: 12,
      reason: {
        ja: '指令を待つだけの短い符号。一台がとても多くの名前を、文字の答え（TXTなど）も求めて引くときに限る',
        en: 'a short code that only waits for orders; counts where one host asks for very many, some of them for text (TXT and the like)',
      },
    },
    {
      name: 'many_names',
      unit: 'names',
      default: 150,
      reason: {
        ja: '十数分おきに数日続く待機の通信は、数百の名前になる',
        en: 'waiting for orders every quarter of an hour makes hundreds of names in a few days',
      },
    },
    {
      name: 'single_share',
      unit: 'share of names',
      default: 0.8,
      reason: {
        ja: 'トンネルはキャッシュを避けるため同じ名前を引かない。CDNの名前は何度も引かれる',
        en: "tunnels never ask twice, to get past caches; a CDN's names come again and again",
      },
    },
    {
      name: 'common_share',
      unit: 'share of hosts',
      default: 0.05,
      reason: {
        ja: '多くの端末が同じドメインに問い合わせるのは製品の評価照会など',
        en: 'what many hosts ask one domain is the reputation query of a product',
      },
    },
  ],
  false_positives: [
    {
      ja: 'ウイルス対策の評価照会（sophosxl.net、e5.sk、avqs.mcafee.com）、CDN',
      en: 'reputation queries of security products (sophosxl.net, e5.sk, avqs.mcafee.com), CDNs',
    },
    {
      ja: 'メールサーバのブロックリスト・SPF・DKIMの照会、逆引き（対象外）',
      en: "mail servers' block lists, SPF macros and DKIM selectors, reverse look-ups (left out)",
    },
  ],
  async run(context) {
    const parameters = {
      infrastructure: context.roles.infrastructure,
      minimum_names: context.parameter('minimum_names'),
      minimum_length: context.parameter('minimum_length'),
      short_length: context.parameter('short_length'),
      many_names: context.parameter('many_names'),
      minimum_entropy: context.parameter('minimum_entropy'),
      single_share: context.parameter('single_share'),
    }
    await context.keep('dns_tunnel_asked', ASKED, parameters)
    const rows = await context.query<Row>(SQL, parameters)
    return rows.map((row) => toSign(row, context))
  },
}

/** Reverse and block-list look-ups by address, service and mail-policy names: their labels are numbers and keys by design. */
const BY_DESIGN = `
      AND NOT match(name, '(^|\\\\.)(arpa|local|localdomain|lan|internal|intranet|corp|home)$')
      AND NOT match(name, '^([0-9]{1,3}\\\\.){4}|^([0-9a-f]\\\\.){16}')
      AND NOT match(name, '(^|\\\\.)_')`

/** one moment: retries, A and AAAA, several resolvers */
const MOMENT = 120 // s

/** bits a character by which a short code may fall below a long one */
const SHORT_ENTROPY = 0.6
/** share of names asked for text or the like: an ordinary short name has an address */
const SOME_DATA = 0.1

const ASKED = `
WITH
  -- few families have many long names: all else is left alone, however large the log
  long_name AS (SELECT name, family, lists FROM known_name WHERE length(name) > length(family) + {short_length:Float64}),
  telling AS
  (
    SELECT name, family, lists['vendor'] AS vendor, replaceAll(substring(name, 1, length(name) - length(family) - 1), '.', '') AS carried
    FROM long_name
    WHERE family IN (SELECT family FROM long_name GROUP BY family HAVING count() >= {minimum_names:Float64})
      AND length(carried) >= {short_length:Float64}${BY_DESIGN}
      -- few characters can't be as mixed as many
      AND arrayReduce('entropy', splitByString('', carried)) >= if(length(carried) >= {minimum_length:Float64}, {minimum_entropy:Float64}, {minimum_entropy:Float64} - ${SHORT_ENTROPY})
  )
SELECT host, family, name, any(telling.carried) AS carried, any(telling.vendor) AS vendor, countIf(event_type != 'answer') AS lookups,
  groupUniqArrayIf(dns_question_type, dns_question_type != '') AS types,
  countIf(event_type != 'query') AS answers,
  countIf(event_type != 'query' AND notEmpty(dns_answers_data)) AS data_answers,
  countIf(notEmpty(dns_resolved_ip) AND arrayAll(ip -> startsWith(address(ip), '127.'), dns_resolved_ip)) AS listed_answers,
  min(dns.time) AS asked_first, max(dns.time) AS asked_last, argMin((evidence_id, line), (dns.time, line)) AS cited
FROM dns
INNER JOIN telling ON telling.name = dns.dns_question_name
WHERE length(dns_question_name) > {short_length:Float64} AND internal = 1 AND NOT ${isAmong('source_ip', 'infrastructure')}
GROUP BY host, family, name`

const SQL = `
WITH
  told AS (SELECT *, asked_first AS time, cited.1 AS evidence_id, cited.2 AS line FROM dns_tunnel_asked),
  shared AS
  (
    SELECT family, count() AS sharing
    FROM (SELECT host, family FROM dns_tunnel_asked GROUP BY host, family HAVING count() >= 3)
    GROUP BY family
  ),
  grouped AS
  (
    SELECT host, family, count() AS names, any(told.vendor) AS vendor, sum(length(carried)) AS carried,
      round(avg(length(told.carried)), 1) AS length,
      round(avg(arrayReduce('entropy', splitByString('', told.carried))), 2) AS entropy,
      round(countIf(dateDiff('second', asked_first, asked_last) <= ${MOMENT}) / count(), 2) AS single,
      sum(told.lookups) AS lookups, uniqExact(toStartOfHour(time)) AS hours, uniqExact(toDate(time)) AS days,
      countIf(hasAny(told.types, ['TXT', 'NULL', 'TYPE10', 'CNAME', 'MX', 'SRV', 'PRIVATE', 'TYPE65399', 'KEY', 'ANY'])) AS data_questions,
      sum(told.answers) AS answers, sum(told.data_answers) AS data_answers, sum(told.listed_answers) AS listed_answers,
      arraySort(groupUniqArrayArray(6)(told.types)) AS types,${SEEN_COLUMNS}
    FROM told
    GROUP BY host, family
    HAVING names >= {minimum_names:Float64} AND single >= {single_share:Float64}
      AND (length >= {minimum_length:Float64} OR (names >= {many_names:Float64} AND days >= 2 AND data_questions >= names * ${SOME_DATA}))
  )
SELECT grouped.host AS host, grouped.family AS family, names, carried, length, entropy, single, lookups, hours, days, data_questions,
  answers, data_answers, listed_answers, types, sharing, vendor, first, last, lines
FROM grouped
LEFT JOIN shared ON shared.family = grouped.family
-- a domain with servers inside is our own: search suffixes put every name below it
WHERE grouped.family NOT IN (SELECT family FROM inside_family)
ORDER BY carried DESC, host, family
LIMIT 500`

function toSign(row: Row, context: DetectorContext): Sign {
  const [names, carried, sharing, days] = [row.names, row.carried, row.sharing, row.days].map(Number) as [
    number,
    number,
    number,
    number,
  ]
  const bothWays = Number(row.data_questions) >= names / 2 || Number(row.data_answers) >= names / 2
  const lasting = Number(row.hours) >= 2
  const strength: Strength = lasting && (bothWays || carried >= MUCH) ? 'strong' : 'plain'
  const answers = Number(row.answers)
  const reasons: Reason[] = [
    ...common(sharing, context),
    ...(row.vendor !== '' ? [KNOWN] : []),
    ...(answers > 0 && Number(row.listed_answers) >= answers * 0.3 ? [LISTED] : []),
  ]
  return {
    ...seen(row),
    ...grade(strength, reasons),
    destinations: [row.family],
    count: Number(row.lookups),
    metrics: {
      names,
      characters_carried: carried,
      name_length: row.length,
      entropy: row.entropy,
      asked_once_share: row.single,
      data_questions: Number(row.data_questions),
      data_answers: Number(row.data_answers),
      lookups: Number(row.lookups),
      hours: Number(row.hours),
      days,
      hosts_sharing: sharing,
    },
    words: {
      host: row.host,
      destination: row.family,
      names,
      carried,
      length: Math.round(row.length),
      types: row.types.length > 0 ? row.types.join(', ') : '–',
      days,
    },
  }
}

/** characters: with 5 bits each, three kilobytes; orders and answers of a session, or a small file */
const MUCH = 5000

const KNOWN: Reason = {
  effect: 'explains',
  text: {
    ja: '問合せ先は、名前で評価を照会することが知られた製品のものです。',
    en: 'The domain belongs to a product that is known to query reputation by name.',
  },
}
const LISTED: Reason = {
  effect: 'weakens',
  text: {
    ja: '答えが127.x.x.xだけで、ブロックリストや評価の照会に見えます。',
    en: 'The answers are 127.x.x.x: it looks like queries of a block list or of reputation.',
  },
}
