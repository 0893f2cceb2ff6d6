/** Ordinary mail of an office: business with partners, inside, threads, PPAP, lists, newsletters, services. */
import type { Random } from '../random.ts'
import { documentOf, letterText, matter } from './business.ts'
import { colleague, type MailSet, officeTime } from './labelled.ts'
import { escaped, quoted, type Sent } from './letter.ts'
import { type Company, type Person, stranger } from './people.ts'
import { zip } from './zip.ts'

type Play = (set: MailSet, random: Random) => Sent[]

/** A partner writes, somebody of ours answers, perhaps it goes on. */
export function thread(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const partner = random.pick(random.pick(world.partners).staff)
  const own = random.pick(world.own.staff)
  const time = officeTime(world, random)
  const about = matter(random, time)
  const cc = random.next() < 0.4 ? [colleague(world, own, random)] : []
  const text = letterText(partner, own, about.lines, random)
  const attachments = random.next() < 0.6 ? [documentOf(about)] : []
  const sent = [set.benign('thread', { from: partner, to: [own], cc, subject: about.subject, text, attachments, time })]
  for (let turn = 0, at = time; turn < random.whole(0, 3); turn++) {
    const last = sent.at(-1) as Sent
    at += random.whole(1, 30) * 1800
    const [from, to] = turn % 2 === 0 ? [own, partner] : [partner, own]
    const answer = random.pick([
      'ご連絡ありがとうございます。承知いたしました。',
      '資料を拝受いたしました。内部で確認のうえ、改めてご連絡いたします。',
      '日程の件、問題ございません。当日はよろしくお願いいたします。',
      '一点だけ確認させてください。期限は今月末でよろしいでしょうか。',
    ])
    const body = `${letterText(from, to, [answer], random)}\n${quoted(last, from.style)}`
    const subject = last.letter.subject.startsWith('Re:') ? last.letter.subject : `Re: ${last.letter.subject}`
    sent.push(set.benign('thread', { from, to: [to], cc, subject, text: body, time: at, answers: last }))
  }
  return sent
}

function inside(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const from = random.pick(world.own.staff)
  const to = colleague(world, from, random)
  const time = officeTime(world, random)
  const about = matter(random, time)
  return [
    set.benign('inside', {
      from,
      to: [to],
      cc: random.next() < 0.3 ? [colleague(world, from, random)] : [],
      subject: random.pick([about.subject, '【共有】定例会の資料', '勤怠締めのお知らせ', '健康診断の日程について']),
      text: letterText(
        from,
        to,
        random.next() < 0.5
          ? about.lines
          : ['標記の件、共有フォルダに置きました。ご確認ください。', `\\\\fileserver\\kyoyu\\${about.stem}`],
        random,
      ),
      attachments: random.next() < 0.3 ? [documentOf(about)] : [],
      time,
    }),
  ]
}

const WORDS = ['Sakura', 'Keizai', 'Minato', 'Teian', 'Mitsumori', 'Kaigi', 'Haru', 'Natsu']

/** A password as people make them up or tools draw them. */
export function password(random: Random): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  return random.next() < 0.5
    ? `${random.pick(WORDS)}${random.whole(2020, 2026)}${random.pick(['!', '#', '', '-1'])}`
    : Array.from({ length: random.whole(8, 14) }, () => letters[random.whole(0, letters.length - 1)]).join('')
}

const SAME = (word: string, random: Random) =>
  random.pick([
    [`添付ファイルのパスワードは ${word} です。`],
    ['ファイルの解凍パスワードは以下のとおりです。', word],
    [`解凍PW：${word}`],
    [`※添付ファイルにはパスワードを設定しております。`, `パスワード: ${word}`],
    [`Password:${word}`],
    [`（パス：「${word}」）`],
  ])

/** Files in an encrypted ZIP, the password in the same mail, in the next, or by a rule that both know. */
export function ppap(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const company = random.pick(world.partners.filter((one) => one.ppap !== 'none'))
  const partner = random.pick(company.staff)
  const own = random.pick(world.own.staff)
  const time = officeTime(world, random)
  const about = matter(random, time)
  const word =
    company.ppap === 'rule' ? company.domain.split('.')[0]?.slice(0, 4) + partner.phone.slice(-4) : password(random)
  const files = [documentOf(about), ...(random.next() < 0.3 ? [documentOf(matter(random, time))] : [])]
  const names = random.next() < 0.6 ? ('shift_jis' as const) : ('utf-8' as const)
  const cipher = random.next() < 0.15 ? ('aes' as const) : ('zipcrypto' as const)
  const content = zip(
    files.map(({ name, content }) => ({ name, content })),
    { password: word, names, cipher, random },
  )
  const attachments = [
    {
      name: `${about.stem}.zip`,
      content,
      type: random.pick(['application/zip', 'application/x-zip-compressed', 'application/octet-stream']),
    },
  ]
  const say =
    company.ppap === 'same'
      ? SAME(word, random)
      : company.ppap === 'next'
        ? ['パスワードは別途お送りいたします。']
        : ['パスワードはいつものものです。']
  const first = set.benign(`ppap-${company.ppap}`, {
    from: partner,
    to: [own],
    subject: about.subject,
    text: letterText(partner, own, [...about.lines, '', ...say], random),
    attachments,
    time,
  })
  if (company.ppap !== 'next') return [first]
  const next = set.benign('ppap-password', {
    from: partner,
    to: [own],
    subject: random.pick([
      `【パスワード】${about.subject}`,
      `Re: ${about.subject}`,
      'パスワードのお知らせ',
      `${about.subject}（パスワード通知）`,
    ]),
    text: letterText(
      partner,
      own,
      ['先ほどお送りしたファイルのパスワードをお知らせします。', ...SAME(word, random)],
      random,
    ),
    time: time + random.whole(20, 400),
    ...(random.next() < 0.4 ? { answers: first } : {}),
  })
  return [first, next]
}

const NEWS = [
  ['日経ものづくりNEWS', 'news-mono.jp', 'haishin-kun.jp'],
  ['中小企業支援メールマガジン', 'shien-portal.go.jp', 'shien-portal.go.jp'],
  ['オフィス用品カタログ', 'office-tsuhan.co.jp', 'cuenote-haishin.jp'],
  ['セミナー情報局', 'seminar-joho.com', 'sendgrid.net'],
  ['クラウド会計だより', 'kaikei-cloud.jp', 'blastengine.jp'],
] as const

/** A newsletter: HTML, every link through the sender's counter, a picture of one pixel, and how to leave. */
export function newsletter(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const [name, domain, carrier] = random.pick(NEWS)
  const time = officeTime(world, random)
  const articles = Array.from({ length: random.whole(3, 7) }, () => matter(random, time))
  const counter = (n: number) => `https://click.${carrier}/c/${random.whole(1e6, 9e6)}/${n}?u=${random.whole(1e8, 9e8)}`
  const links = articles.map((_, i) => counter(i))
  const html = `<html><body><table width="600"><tr><td><h1>${name}</h1>${articles
    .map(
      (one, i) =>
        `<h2><a href="${links[i]}">${escaped(one.subject)}</a></h2><p>${escaped(one.lines[0] ?? '')} <a href="${links[i]}">${random.pick(['続きを読む', '詳しくはこちら', `https://www.${domain}/news/${i}`])}</a></p>`,
    )
    .join(
      '',
    )}<p>配信停止は<a href="${counter(99)}">こちら</a></p><img src="https://open.${carrier}/o.gif?u=${random.whole(1e8, 9e8)}" width="1" height="1"></td></tr></table></body></html>`
  const text = [
    `■${name}`,
    '',
    ...articles.flatMap((one, i) => [`◆${one.subject}`, one.lines[0] ?? '', links[i] ?? '', '']),
    '配信停止:',
    counter(99),
  ].join('\n')
  const from = stranger(name, `news@${domain}`, { name, host: `send12.${carrier}` })
  return [
    set.benign('newsletter', {
      from,
      to: [random.pick(world.own.staff)],
      subject: `【${name}】${articles[0]?.subject} ほか`,
      text,
      html,
      time,
      style: 'roundcube',
      envelope: `bounce-${random.whole(1e5, 9e5)}@${carrier}`,
      results: { spf: 'pass', dkim: 'pass', dmarc: 'pass', signed: domain },
      extra: [
        `List-Id: <news.${domain}>`,
        `List-Unsubscribe: <https://click.${carrier}/u/${random.whole(1e6, 9e6)}>`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
        'Precedence: bulk',
      ],
    }),
  ]
}

/** A mailing list that both sides read: prefix, Reply-To the list, the list's own envelope, the sender's DKIM broken. */
function mailingList(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const home = world.partners[8] as Company
  const author = random.pick((world.partners[random.whole(0, 7)] as Company).staff)
  const time = officeTime(world, random)
  const about = matter(random, time)
  const list = `kenkyukai@${home.domain}`
  const rewritten = random.next() < 0.4
  return [
    set.benign('mailing-list', {
      from: author,
      ...(rewritten ? { headerFrom: list, showAs: `${author.name} via kenkyukai` } : {}),
      to: [{ ...stranger('研究会ML', list), company: home }, ...world.own.staff.slice(0, 2)],
      subject: `[kenkyukai:${String(random.whole(1, 900)).padStart(5, '0')}] ${about.subject}`,
      text: `${letterText(author, null, about.lines, random)}\n_______________________________________________\nkenkyukai mailing list\nhttps://ml.${home.domain}/mailman/listinfo/kenkyukai`,
      attachments: random.next() < 0.3 ? [documentOf(about)] : [],
      time,
      replyTo: list,
      envelope: `kenkyukai-bounces@${home.domain}`,
      hops: [{ host: home.host, ip: home.ip, by: home.host }],
      results: {
        spf: 'pass',
        dkim: author.company.signs ? 'fail' : 'none',
        dmarc: author.company.signs && !rewritten ? 'fail' : 'none',
        signed: author.company.signs ? author.company.domain : '',
        arc: 'pass',
      },
      extra: [`List-Id: <kenkyukai.${home.domain}>`, `List-Post: <mailto:${list}>`, 'Precedence: list'],
    }),
  ]
}

/** The copier sends what it scanned to whoever pressed the button. */
export function scanner(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const time = officeTime(world, random)
  const device: Person = { ...stranger('複合機', `scan@${world.own.domain}`), company: world.own, style: 'roundcube' }
  const stamp = new Date((time + 9 * 3600) * 1000).toISOString().replace(/\D/g, '').slice(0, 14)
  const sent = set.benign('scan-to-mail', {
    from: device,
    to: [random.pick(world.own.staff)],
    subject: random.pick([
      `Scanned from MFP-${random.whole(1, 9)}F`,
      'Message from "RNP00267384C2A1"',
      'スキャンデータ送信',
    ]),
    text: `この E-mail は "RNP00267384C2A1" (IM C3010) から送信されました。\n\nスキャン日時: ${stamp}\n問い合わせ先: scan@${world.own.domain}`,
    attachments: [
      {
        name: `${stamp}.pdf`,
        content: documentOf({ ...matter(random, time), document: 'pdf' }).content,
        type: 'application/pdf',
      },
    ],
    time,
  })
  set.mails.splice(
    set.mails.findLastIndex((one) => one.folder === 'Sent' && one.mailbox === device.address),
    1,
  )
  return [sent]
}

/** A short note from somebody's own phone or private account. */
function privateAddress(set: MailSet, random: Random): Sent[] {
  const { world } = set
  const who = random.pick(world.own.staff)
  const free = random.pick(['gmail.com', 'yahoo.co.jp', 'docomo.ne.jp', 'icloud.com'])
  const from = stranger(who.name, `${who.romaji}.${random.whole(60, 99)}@${free}`)
  return [
    set.benign('private-address', {
      from,
      to: [colleague(world, who, random)],
      subject: random.pick(['本日の休暇について', '遅れます', '電車の遅延']),
      text: `${random.pick(['体調不良のため、本日はお休みをいただきます。', '電車が遅れており、30分ほど遅れます。', '子どもの発熱のため、午後から出社します。'])}\nよろしくお願いします。\n\n${who.family}`,
      time: officeTime(world, random),
    }),
  ]
}

/** Plays with their share of an office's mail. */
export const ORDINARY: [share: number, play: Play][] = [
  [34, thread],
  [16, inside],
  [18, ppap],
  [18, newsletter],
  [6, mailingList],
  [5, scanner],
  [3, privateAddress],
]
