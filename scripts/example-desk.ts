/**
 * Writes examples/desk/cases.csv: invented cases whose counts are exactly those that J-CRAT published of fiscal 2014 and 2015 (report of
 * 29 June 2016), the rescues' breakdown of the second half of 2015 included. Dates, organisations and what happened are invented.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Random } from '../sim/random.ts'
import { toCsv } from '../src/report/csv.ts'

interface PublishedHalf {
  year: number
  half: 1 | 2
  consultations: number
  rescues: number
  onsites: number
  /** counted when the half was published, and taken out later */
  withdrawn: number
  /** kinds of the organisations rescued, where they were published */
  kinds?: [kind: string, rescues: number][]
}

export const PUBLISHED: PublishedHalf[] = [
  { year: 2014, half: 1, consultations: 41, rescues: 17, onsites: 6, withdrawn: 0 },
  { year: 2014, half: 2, consultations: 66, rescues: 21, onsites: 5, withdrawn: 0 },
  { year: 2015, half: 1, consultations: 246, rescues: 104, onsites: 31, withdrawn: 2 },
  {
    year: 2015,
    half: 2,
    consultations: 291,
    rescues: 56,
    onsites: 8,
    withdrawn: 0,
    kinds: [
      ['独立行政法人', 3],
      ['社団・財団法人', 11],
      ['企業', 39],
      ['その他公共機関等', 3],
    ],
  },
]

interface Case {
  number: string
  received: string
  recorded: string
  channel: string
  organisation?: string
  kind?: string
  industry?: string
  attack?: string
  signs?: string
  campaign?: string
  summary?: string
  rescue?: string
  visits?: string
  visitors?: string
  closed?: string
  voided?: string
  reason?: string
}

const HEADINGS: Record<keyof Case, string> = {
  number: '受付番号',
  received: '受付日',
  recorded: '登録日',
  organisation: '組織名',
  kind: '組織種別',
  industry: '業種',
  channel: '受付方法',
  attack: '攻撃種別',
  signs: '兆候',
  campaign: 'キャンペーン',
  summary: '概要',
  rescue: 'レスキュー開始日',
  visits: '訪問日',
  visitors: '訪問者',
  closed: '完了日',
  voided: '取消日',
  reason: '取消理由',
}

const DAY = 86_400_000
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
const between = (from: string, until: string) =>
  (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY

const INDUSTRIES: Record<string, string[]> = {
  独立行政法人: ['教育・学術', '行政', 'その他サービス'],
  '社団・財団法人': ['その他サービス', '教育・学術', '医療・福祉', '運輸・物流', '電力・ガス・石油'],
  企業: [
    '製造',
    '化学',
    '情報通信',
    '商社・小売',
    '運輸・物流',
    '電力・ガス・石油',
    '建設・不動産',
    '報道・出版',
    '防衛・航空宇宙',
  ],
  その他公共機関等: ['行政', '教育・学術', '医療・福祉'],
}
const NAMES: Record<string, (n: string) => string> = {
  独立行政法人: (n) => `独立行政法人 例示研究機構${n}`,
  '社団・財団法人': (n) => `一般社団法人 例示協会${n}`,
  企業: (n) => `例示商事${n}株式会社`,
  その他公共機関等: (n) => `例示市立機関${n}`,
}

/** What the cases showed, and how often: the second half of 2015 as the report tells it (re-worked mail, programs in ZIPs with passwords). */
const SIGNS: [sign: string, before: number, reworking: number][] = [
  ['reworked-mail', 0.05, 0.45],
  ['encrypted-archive-executable', 0.15, 0.5],
  ['double-extension', 0.1, 0.35],
  ['disguised-icon', 0.15, 0.4],
  ['impersonated-sender', 0.4, 0.5],
  ['macro-document', 0.25, 0.1],
  ['executable-attachment', 0.35, 0.25],
  ['proxy-bypass', 0.15, 0.25],
  ['direct-ip', 0.15, 0.25],
  ['unresolved-destination', 0.05, 0.15],
  ['dynamic-dns', 0.2, 0.2],
  ['paas-destination', 0.02, 0.15],
  ['beacon', 0.35, 0.3],
  ['parked-domain', 0.05, 0.15],
  ['dns-beacon', 0.05, 0.1],
  ['password-attack', 0.05, 0.1],
  ['leaked-mailbox', 0.02, 0.2],
]

export function exampleCases(): Case[] {
  const seeded = new Random(20160629)
  const chance = () => seeded.next()
  const pick = <One>(list: readonly One[]): One => seeded.pick(list)
  const cases: Case[] = []
  let organisations = 0
  /** consultations of the half before that became rescues in this one; rescues that were first visited in this one */
  let [toRescue, toVisit]: [Case[], Case[]] = [[], []]
  for (const published of PUBLISHED) {
    const { year, half } = published
    const from = half === 1 ? `${year}-04-01` : `${year}-10-01`
    const until = half === 1 ? `${year}-10-01` : `${year + 1}-04-01`
    const length = between(from, until)
    const waiting = toRescue
    const kindsLeft = published.kinds?.map(([kind, n]): [string, number] => [
      kind,
      n - waiting.filter((one) => one.kind === kind).length,
    ])
    const anyKind = () =>
      pick(['企業', '企業', '企業', '企業', '社団・財団法人', '社団・財団法人', '独立行政法人', 'その他公共機関等'])
    const received = Array.from({ length: published.consultations + published.withdrawn }, () =>
      dayAfter(from, Math.floor(chance() * length)),
    ).sort()
    const fresh = received.map((day, i): Case => {
      const number = `${year}-${half === 1 ? 'A' : 'B'}${String(i + 1).padStart(3, '0')}`
      return {
        number,
        received: withTime(day),
        recorded: day,
        channel: pick(['メール', 'メール', '電話', '電話', 'ウェブフォーム', 'FAX']),
      }
    })
    // late consultations wait for the next half, so that the counts by start date differ from those by consultation
    const late = fresh.filter((one) => between(day(one), until) <= 6).slice(0, 2)
    const own = fresh.filter((one) => !late.includes(one))
    const rescued = [...toRescue, ...spread(own, published.rescues - toRescue.length)]
    for (const one of fresh.concat(toRescue)) {
      if (one.organisation) continue
      const isRescued = rescued.includes(one) && !toRescue.includes(one)
      describe(
        one,
        isRescued && kindsLeft ? nextKind(kindsLeft) : anyKind(),
        rescued.includes(one) || late.includes(one),
        year === 2015 && half === 2,
      )
    }
    for (const one of rescued) {
      const earliest = later(day(one), from)
      const delay = Math.min(Math.floor(chance() ** 2 * 9), between(earliest, until) - 1)
      one.rescue = withTime(dayAfter(earliest, delay), delay === 0 && day(one) === earliest ? one.received : undefined)
    }
    const started = rescued.filter((one) => !toVisit.includes(one))
    const lateRescues = started.filter((one) => between(start(one), until) <= 8).slice(0, 1)
    const visited = [
      ...toVisit,
      ...spread(
        started.filter((one) => !lateRescues.includes(one)),
        published.onsites - toVisit.length,
      ),
    ]
    for (const one of visited) {
      const earliest = later(start(one), from)
      const first = dayAfter(earliest, Math.min(1 + Math.floor(chance() * 6), between(earliest, until) - 1))
      const visits = [
        first,
        ...(chance() < 0.4 ? [dayAfter(first, 7), dayAfter(first, 21)].slice(0, 1 + Math.floor(chance() * 2)) : []),
      ]
      one.visits = visits.join('、')
      one.visitors = pick(['佐藤、鈴木', '高橋', '田中、伊藤'])
    }
    for (const one of own.concat(toRescue)) {
      const last = (one.visits ?? '').split('、').at(-1) || (one.rescue ?? '').slice(0, 10) || day(one)
      one.closed = dayAfter(last, 1 + Math.floor(chance() * (one.rescue ? 40 : 10)))
    }
    for (const one of spread(
      own.filter((other) => !rescued.includes(other) && between(from, day(other)) > 20),
      published.withdrawn,
    )) {
      one.voided = '2016-04-20'
      one.reason = '同じ案件の二重登録'
    }
    cases.push(...fresh)
    ;[toRescue, toVisit] = [late, lateRescues]
  }
  // what would have moved on after the last half stays a consultation
  return cases

  function describe(one: Case, kind: string, serious: boolean, reworking: boolean): void {
    organisations++
    const industry = pick(INDUSTRIES[kind] ?? ['その他サービス'])
    one.organisation = NAMES[kind]?.(String(organisations).padStart(3, '0')) ?? ''
    one.kind = kind
    one.industry = industry
    one.attack = serious
      ? '標的型攻撃メール'
      : pick(['標的型攻撃メール', 'ばらまき型メール', 'ばらまき型メール', '不明', '攻撃ではない'])
    const share = (before: number, later: number) => (reworking ? later : before) * (serious ? 1 : 0.25)
    const signs =
      one.attack === '攻撃ではない' ? [] : SIGNS.filter(([, before, later]) => chance() < share(before, later))
    one.signs = signs.map(([sign]) => sign).join(';')
    if (
      reworking &&
      serious &&
      ['製造', '化学', '運輸・物流'].includes(industry) &&
      signs.some(([sign]) => sign === 'reworked-mail')
    )
      one.campaign = industry === '運輸・物流' ? '海運業務メールの再加工' : '製造業の議事録メール'
    one.summary = serious ? '受信者が添付ファイルを開いた可能性があるとの相談。' : '不審なメールを受信したとの相談。'
  }

  function withTime(day: string, after?: string): string {
    const earliest = after ? Number(after.slice(11, 13)) + 1 : 9
    return `${day} ${String(Math.min(18, earliest + Math.floor(chance() * 4))).padStart(2, '0')}:${pick(['00', '10', '20', '30', '40', '50'])}`
  }

  /** n of them, spread over the list. */
  function spread<One>(list: One[], n: number): One[] {
    return Array.from({ length: n }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / n)] as One)
  }

  function nextKind(left: [string, number][]): string {
    const open = left.filter(([, n]) => n > 0)
    const chosen = pick(open)
    chosen[1]--
    return chosen[0]
  }
}

const later = (a: string, b: string) => [a, b].sort()[1] ?? a
const day = (one: Case) => one.received.slice(0, 10)
const start = (one: Case) => (one.rescue ?? '').slice(0, 10)

export function exampleCsv(): string {
  const fields = Object.entries(HEADINGS) as [keyof Case, string][]
  const rows = exampleCases().map((one) =>
    Object.fromEntries(fields.map(([field, heading]) => [heading, one[field] ?? ''])),
  )
  return toCsv(Object.values(HEADINGS), rows)
}

if (import.meta.main) {
  const folder = resolve(import.meta.dirname, '../examples/desk')
  mkdirSync(folder, { recursive: true })
  writeFileSync(resolve(folder, 'cases.csv'), exampleCsv())
}
