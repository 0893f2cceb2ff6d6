/** Mail that honest people hand in elsewhere than in the office: on journeys, at home, by telephone, in a new office, in a provider's webmail. */
import { ABROAD, addressIn, anyIn, HOMES, MOBILES } from '../accounts/network.ts'
import type { Random } from '../random.ts'
import { documentOf, letterText, matter } from './business.ts'
import type { Client } from './handed-in.ts'
import { colleague, type MailSet, officeTime } from './labelled.ts'
import type { Letter, Sent } from './letter.ts'
import { PASSED } from './partner-letter.ts'
import type { Company, Person } from './people.ts'

type Twin = (set: MailSet, random: Random) => Sent[]

const [HOUR, DAY] = [3600, 86_400]
export const WAYS: Client['noted'][] = ['submission', 'webmail', 'header']

const LINKS = [
  'https://www.jetro.go.jp/biz/seminar/',
  'https://www.messe-guide.example.org/hall3/',
  'https://drive.kaigi-shiryo.example.com/s/',
]

/** A letter of business, as everywhere, perhaps with a file or a link, now and then with haste. */
function business(from: Person, to: Person, time: number, random: Random): Letter {
  const about = matter(random, time)
  const say = random.pick([
    [],
    [],
    ['', 'こちらのページに案内がありました。', `${random.pick(LINKS)}${random.whole(100, 999)}`],
    ['', '急ぎの件につき、至急ご確認をお願いします。'],
  ])
  return {
    from,
    to: [to],
    subject: about.subject,
    text: letterText(from, to, [...about.lines, ...say], random),
    attachments: random.next() < 0.4 ? [documentOf(about)] : [],
    time: Math.floor(time),
  }
}

/** of the first networks abroad */
const COUNTRIES = ['ポルトガル', 'ナイジェリア', 'ブラジル', 'ベトナム', '韓国', 'ドイツ']

/** Told to the colleagues some days before, then one to six days of mail from there. */
const journey: Twin = (set, random) => {
  const { world } = set
  const from = random.pick(world.own.staff)
  const which = random.whole(0, COUNTRIES.length - 1)
  const [country, prefix] = [COUNTRIES[which] ?? '', ABROAD[which] ?? '']
  const start = world.from + (world.to - world.from) * random.between(0.4, 0.85)
  const told = set.benign('journey-told', {
    from,
    to: [colleague(world, from, random), colleague(world, from, random)],
    subject: random.pick(['出張の予定', '不在のお知らせ', '【共有】来週の予定', `${country}出張について`]),
    text: letterText(
      from,
      world.own.staff[0] as Person,
      [
        random.pick([
          `来週から${country}へ出張いたします。`,
          `${country}での展示会のため、しばらく海外出張となります。`,
          `${random.whole(2, 6)}日間、${country}の現地法人へ出張します。`,
        ]),
        'その間はメールでご連絡ください。',
      ],
      random,
    ),
    time: Math.floor(start - random.between(1, 9) * DAY),
  })
  const [hotel, noted, days] = [addressIn(prefix, random), random.pick(WAYS), random.between(1, 6)]
  const mails = Array.from({ length: random.whole(2, 8) }, (_, i) =>
    set.benign('journey', {
      ...business(from, colleague(world, from, random), start + days * DAY * random.next(), random),
      client: { address: i % 2 === 0 ? hotel : addressIn(prefix, random), noted },
    }),
  )
  return [told, ...mails]
}

/** From home in the evening, and from a telephone whose carrier gives another address each time. */
const onTheWay: Twin = (set, random) => {
  const { world } = set
  return Array.from({ length: random.whole(3, 12) }, () => {
    const from = random.pick(world.own.staff)
    const address = anyIn(random.next() < 0.5 ? MOBILES : HOMES, random)
    return set.benign('on-the-way', {
      ...business(from, colleague(world, from, random), officeTime(world, random), random),
      client: { address, noted: random.pick(WAYS) },
    })
  })
}

/** The partner opens an office abroad, says so, and some of its people write from there. */
const newOffice: Twin = (set, random) => {
  const { world } = set
  const company = random.pick(world.partners.filter((one) => one.signs))
  const prefix = random.pick(ABROAD)
  const start = world.from + (world.to - world.from) * random.between(0.4, 0.7)
  const people = [...company.staff].sort(() => random.next() - 0.5).slice(0, random.whole(2, 3))
  const line = addressIn(prefix, random)
  const told = set.benign('new-office', {
    ...business(people[0] as Person, random.pick(world.own.staff), start - DAY, random),
    subject: '海外拠点開設のお知らせ',
  })
  const mails = Array.from({ length: random.whole(3, 9) }, (_, i) =>
    set.benign('new-office', {
      ...business(
        people[i % people.length] as Person,
        random.pick(world.own.staff),
        start + (world.to - start) * random.next(),
        random,
      ),
      client: { address: line, noted: 'submission' },
    }),
  )
  return [told, ...mails]
}

/** Servers of providers abroad, each with the networks of its own. */
const PROVIDERS = [
  ['mail-oln040092066.outbound.protection.outlook.com', '40.92.66', '40.99.12'],
  ['sender4-pp-o94.zoho.com', '136.143.188', '136.143.184'],
  ['mail-pg1-f171.google.com', '209.85.215', '209.85.219'],
  ['out5-smtp.messagingengine.com', '66.111.4', '66.111.4'],
] as const

/** Away from the desk the partner's people use the webmail of their provider, which notes an address of its own. */
const providersWebmail: Twin = (set, random) => {
  const { world } = set
  const company = random.pick(world.partners.filter((one) => one.signs))
  const [host, outgoing, webmail] = random.pick(PROVIDERS)
  const sender: Company = { ...company, host, ip: addressIn(outgoing, random) }
  return Array.from({ length: random.whole(2, 7) }, () => {
    const who = random.pick(company.staff)
    return set.benign('providers-webmail', {
      ...business({ ...who, company: sender }, random.pick(world.own.staff), officeTime(world, random) + HOUR, random),
      client: { address: addressIn(webmail, random), noted: random.pick(['webmail', 'header'] as const) },
      results: PASSED(company.domain),
    })
  })
}

export const JOURNEYS: Twin[] = [journey, onTheWay, newOffice, providersWebmail]
