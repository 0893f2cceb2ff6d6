/** Accounts that were taken over write in their owners' names, from their own servers: only the computer that handed the mail in is elsewhere. */
import { ABROAD, anyIn, SERVERS_ABROAD } from '../accounts/network.ts'
import type { Random } from '../random.ts'
import { letterText, matter } from './business.ts'
import { WAYS } from './journeys.ts'
import type { MailKind, MailSet } from './labelled.ts'
import type { Letter, Sent } from './letter.ts'
import type { Person } from './people.ts'

type Attack = (set: MailSet, random: Random) => Sent[]

/** What is wanted: a click, a password, money, a favour. */
function lure(random: Random, time: number): { kind: MailKind; subject: string; lines: string[] } {
  const about = matter(random, time)
  const place = `${random.pick(['files', 'share', 'docs', 'view'])}.${Array.from({ length: 7 }, () => random.pick([...'abdeghikmnorstu'])).join('')}-${random.pick(['cloud', 'hub', 'online'])}.${random.pick(['com', 'net', 'app'])}`
  return random.pick([
    {
      kind: '標的型',
      subject: about.subject,
      lines: ['資料を共有しましたので、下記よりご確認ください。', `https://${place}/s/${random.whole(1e5, 9e5)}`],
    },
    {
      kind: 'フィッシング',
      subject: `${about.subject}（改訂）`,
      lines: [
        '先日の資料を差し替えました。メールのアカウントでログインのうえご覧ください。',
        `https://${place}/login/${random.whole(1e5, 9e5)}`,
      ],
    },
    {
      kind: 'ビジネスメール詐欺',
      subject: `【至急】${about.subject}のお支払いについて`,
      lines: [
        '監査の都合により、今回のお支払いより振込先口座を変更いたします。',
        `${random.pick(['みずほ', '三菱UFJ', 'ゆうちょ'])}銀行 ${random.whole(100, 999)}支店 普通 ${random.whole(1000000, 9999999)}`,
        '本日中にお手続きいただき、控えをお送りください。',
      ],
    },
  ] satisfies { kind: MailKind; subject: string; lines: string[] }[])
}

function letters(set: MailSet, from: Person, to: Person[], random: Random, more: Partial<Letter>): Sent[] {
  const { world } = set
  const start = world.from + (world.to - world.from) * random.between(0.6, 0.95)
  const { kind, subject, lines } = lure(random, start)
  const address = anyIn(random.next() < 0.5 ? ABROAD : SERVERS_ABROAD, random)
  const client = { address, noted: random.pick(WAYS) }
  const pause = 10 ** random.between(0.3, 4) // seconds
  return to.map((one, i) =>
    set.attack(
      from.company === world.own ? 'mail-own-abroad' : 'mail-partner-abroad',
      kind,
      {
        from,
        to: [one],
        subject,
        text: letterText(from, one, lines, random),
        time: Math.floor(start + i * pause * random.between(0.7, 1.3)),
        client,
        ...more,
      },
      `乗っ取られた${from.company === world.own ? '自組織' : '取引先'}の正規アカウントから。送信した端末は普段と違う国（${address}）`,
      ['sent-from-elsewhere'],
    ),
  )
}

const some = (list: Person[], count: number, random: Random) =>
  [...list].sort(() => random.next() - 0.5).slice(0, count)

/** From one of ours to colleagues. */
const ownAccount: Attack = (set, random) => {
  const { staff } = set.world.own
  const from = random.pick(staff)
  const others = staff.filter((one) => one !== from)
  return letters(set, from, some(others, random.whole(1, 8), random), random, {})
}

/** From a partner with whom mail went to and fro: of who hardly ever wrote nobody knows from where. */
const partnersAccount: Attack = (set, random) => {
  const { world } = set
  const until = world.from + (world.to - world.from) * 0.6
  const days = (person: Person) =>
    new Set(
      set.mails
        .filter((one) => one.time < until && one.folder === 'INBOX' && one.raw.includes(`<${person.address}>\r\nTo:`))
        .map((one) => Math.floor(one.time / 86_400)),
    ).size
  const known = world.partners.flatMap((one) => one.staff).filter((one) => days(one) >= 3)
  const from = random.pick(known.length > 0 ? known : (world.partners[0]?.staff ?? []))
  return letters(set, from, some(world.own.staff, random.whole(1, 4), random), random, {
    results: { spf: 'pass', dkim: 'pass', dmarc: 'pass', signed: from.company.domain },
  })
}

export const TAKEN_OVER = {
  'mail-own-abroad': ownAccount,
  'mail-partner-abroad': partnersAccount,
} satisfies Record<string, Attack>
export type TakenOver = keyof typeof TAKEN_OVER
