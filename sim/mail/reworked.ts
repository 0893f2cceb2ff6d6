/** Genuine business mail used again (業務メールの再加工): the text and the attachment's name are real, the sender and the file are not. */
import type { Random } from '../random.ts'
import { documentOf, letterText, matter } from './business.ts'
import type { Looks } from './icon.ts'
import type { MailSet } from './labelled.ts'
import type { Sent } from './letter.ts'
import { password } from './ordinary.ts'
import { program } from './pe.ts'
import { type Company, type Person, stranger } from './people.ts'
import { zip } from './zip.ts'

/** What an attack is aimed at, and what it leads to. */
export interface Aim {
  victim: Person
  time: number
  /** the attacker's place, as the logs will show it */
  place: string
}

export const ENCRYPTED = ['encrypted-archive-executable', 'executable-attachment']

/** A program that never runs; no two are the same. */
export function stub(random: Random, icon: Looks): Buffer {
  return program({
    icon,
    filling: Buffer.from(Array.from({ length: 40 + random.whole(0, 400) }, () => random.whole(0, 255))),
  })
}

export const archive = (name: string, content: Uint8Array) => ({ name, content, type: 'application/zip' })

/** A genuine mail's text and attachment name once more, from a free mail account, with a program in the encrypted ZIP. */
export function reworked(set: MailSet, aim: Aim, random: Random, original = originalFor(set, aim, random)): Sent {
  const { letter } = original
  const word = password(random)
  const stem = letter.attachments?.[0]?.name.replace(/\.\w+$/, '') ?? letter.subject
  const disguise = random.pick(['txt', 'doc'])
  const file = { name: `${stem}.${disguise}.exe`, content: stub(random, disguise === 'txt' ? 'text' : 'word') }
  const free = random.pick(['yahoo.co.jp', 'gmail.com', 'excite.co.jp', 'outlook.jp'])
  const from = stranger(letter.from.name, `${letter.from.romaji}_${random.whole(100, 999)}@${free}`, {
    style: 'roundcube',
  })
  return set.attack(
    'reworked-exe',
    '標的型',
    {
      from,
      to: [aim.victim],
      subject: letter.subject,
      text: `${letter.text}\n\n添付ファイルのパスワード：${word}`,
      attachments: [archive(`${stem}.zip`, zip([file], { password: word, names: 'shift_jis', random }))],
      time: aim.time,
    },
    '過去の業務メールの本文と添付名を再利用し、フリーメールから送信。暗号化ZIPの中は二重拡張子の実行ファイル',
    ['reworked-mail', 'double-extension', ...ENCRYPTED],
    original,
  )
}

/** A genuine mail with a file to somebody of ours, before the attack. */
function originalFor(set: MailSet, aim: Aim, random: Random, writer?: Person): Sent {
  const from = writer ?? random.pick(random.pick(set.world.partners).staff)
  const time = Math.max(set.world.from, aim.time - random.whole(3, 20) * 86_400)
  const about = matter(random, time)
  return set.benign('original', {
    from,
    to: [aim.victim],
    subject: about.subject,
    text: letterText(from, aim.victim, about.lines, random),
    attachments: [documentOf(about)],
    time,
  })
}

/** Three re-worked mails whose originals one person could read: what points at the leak. */
export function leak(set: MailSet, victims: Person[], time: number, random: Random): Sent[] {
  const writer = random.pick((random.pick(set.world.partners) as Company).staff)
  return victims.map((victim, i) => {
    const aim = { victim, time: time + i * random.whole(600, 86_400), place: '' }
    return reworked(set, aim, random, originalFor(set, aim, random, writer))
  })
}
