/** A message of the set, with what is true of it. */
import type { Random } from '../random.ts'
import type { Letter, Sent } from './letter.ts'
import { send } from './letter.ts'
import type { Person, World } from './people.ts'

export type MailKind = '標的型' | 'ばらまき' | 'フィッシング' | 'ビジネスメール詐欺' | '訓練メール'

export interface Label {
  /** which play wrote it: `ppap-next`, `reworked-exe` … */
  play: string
  malicious: boolean
  kind: MailKind | ''
  why: string
  /** detectors of which at least one must speak of it */
  expected: string[]
  /** the strongest verdict that is no error: a self-decrypting EXE deserves a phone call */
  at_most: 'no-sign' | 'suspicious' | 'malicious'
}

export interface LabelledMail {
  id: string
  mailbox: string
  folder: string
  raw: Buffer
  time: number
  subject: string
  label: Label
  /** id of the message that it re-works */
  original?: string
}

/** Collects what is sent. */
export class MailSet {
  readonly world: World
  readonly mails: LabelledMail[] = []
  #serial = 0
  constructor(world: World) {
    this.world = world
  }

  benign(play: string, letter: Letter, more: Partial<Label> = {}): Sent {
    return this.#add(letter, { play, malicious: false, kind: '', why: '', expected: [], at_most: 'no-sign', ...more })
  }

  attack(play: string, kind: MailKind, letter: Letter, why: string, expected: string[], original?: Sent): Sent {
    const known = original
      ? this.mails.find((one) => original.copies.some((copy) => copy.raw === one.raw))?.id
      : undefined
    return this.#add(letter, { play, malicious: true, kind, why, expected, at_most: 'malicious' }, known)
  }

  #add(letter: Letter, label: Label, original?: string): Sent {
    const sent = send(this.world, letter)
    for (const { owner, folder, raw } of sent.copies) {
      const id = `${String(++this.#serial).padStart(5, '0')}-${label.play}`
      this.mails.push({
        id,
        mailbox: owner.address,
        folder,
        raw,
        time: letter.time,
        subject: letter.subject,
        label,
        ...(original ? { original } : {}),
      })
    }
    return sent
  }
}

/** A working hour of a working day within the world's time. */
export function officeTime({ from, to }: World, random: Random): number {
  for (;;) {
    const time = Math.floor(random.between(from, to))
    const local = new Date((time + 9 * 3600) * 1000)
    const hour = local.getUTCHours()
    if (local.getUTCDay() % 6 !== 0 && hour >= 8 && hour < 19) return time
  }
}

export const colleague = (world: World, not: Person, random: Random): Person =>
  random.pick(world.own.staff.filter((one) => one !== not))
