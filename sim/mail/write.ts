/** The mail set as files: every message as .eml, and every mailbox as an mbox. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../src/store/output.ts'
import type { LabelledMail, MailKind } from './labelled.ts'
import { dateOf } from './letter.ts'

/** What truth.json tells of a message. */
export interface MailTruth {
  id: string
  /** below the simulation's folder */
  eml: string
  mbox: string
  /** its number in the mbox, from 1 */
  number: number
  mailbox: string
  subject: string
  time: string
  play: string
  malicious: boolean
  kind: MailKind | ''
  why: string
  expected_detectors: string[]
  at_most: string
  /** id of the genuine message that it re-works */
  original: string
}

export function writeMails(mails: LabelledMail[], out: string): MailTruth[] {
  makeFolder(join(out, 'mail/eml'))
  makeFolder(join(out, 'mail/mbox'))
  const boxes = new Map<string, Buffer[]>()
  const truth = mails.map((one): MailTruth => {
    const eml = `mail/eml/${one.id}.eml`
    writeFileSync(join(out, eml), one.raw)
    const mbox = `mail/mbox/${one.mailbox}${one.folder === 'INBOX' ? '' : `-${one.folder}`}.mbox`
    const box = boxes.get(mbox) ?? []
    boxes.set(mbox, box)
    box.push(inMbox(one))
    return {
      id: one.id,
      eml,
      mbox,
      number: box.length,
      mailbox: one.mailbox,
      subject: one.subject,
      time: new Date(one.time * 1000).toISOString(),
      play: one.label.play,
      malicious: one.label.malicious,
      kind: one.label.kind,
      why: one.label.why,
      expected_detectors: one.label.expected,
      at_most: one.label.at_most,
      original: one.original ?? '',
    }
  })
  for (const [mbox, parts] of boxes) writeFileSync(join(out, mbox), Buffer.concat(parts))
  return truth
}

/** mboxrd: a From line, `>` before lines that look like one, an empty line; LF. */
export function inMbox(one: Pick<LabelledMail, 'raw' | 'time'>): Buffer {
  const stamp = dateOf(one.time).replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*/, '$1 $3 $2 $5 $4')
  const text = one.raw
    .toString('latin1')
    .replaceAll('\r\n', '\n')
    .replace(/^(>*From )/gm, '>$1')
  return Buffer.from(`From MAILER-DAEMON ${stamp}\n${text}\n`, 'latin1')
}
