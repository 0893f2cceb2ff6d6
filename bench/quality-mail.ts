/** Results of the quality bench about mail: one a taken-over account, all of whose mails must be spoken of; and archives in which nothing is bad. */
import { join } from 'node:path'
import { mailSet } from '../sim/mail/mail-set.ts'
import type { TakenOver } from '../sim/mail/taken-over.ts'
import { type MailTruth, writeMails } from '../sim/mail/write.ts'
import type { FindingsFile } from '../src/story/findings.ts'
import { accused, type Case, type Result } from './quality-table.ts'

/** Among how many plays of ordinary mail. */
const ORDINARY = 150

export function writeArchive(seed: number, place: string, play?: TakenOver): MailTruth[] {
  const { mails } = mailSet({ seed, ordinary: ORDINARY, attacks: false, takenOver: play ? [play] : [] })
  return writeMails(mails, place)
}

export function mailResult(one: Case, place: string, truth: MailTruth[], file: FindingsFile): Result {
  const nameOf = (mail: MailTruth) => `${join(place, mail.mbox)}!/${mail.number}`
  const rows = new Map(file.mails.map((row) => [row.mail, row]))
  const spoken = (detector: string) =>
    new Set(
      file.findings
        .filter((finding) => finding.detector === detector && finding.severity !== 'informational')
        .flatMap((finding) => finding.mails),
    )
  const bad = truth.filter((mail) => mail.malicious)
  const found: Result['found'] = {}
  for (const detector of new Set(bad.flatMap((mail) => mail.expected_detectors))) {
    const named = spoken(detector)
    found[detector] = [bad.filter((mail) => named.has(nameOf(mail))).length, bad.length]
  }
  const tooStrong = truth.filter(
    (mail) =>
      !mail.malicious &&
      (mail.at_most === 'no-sign' ? rows.has(nameOf(mail)) : rows.get(nameOf(mail))?.verdict === 'malicious'),
  )
  return {
    ...accused(one),
    products: `${truth.length} mails`,
    victims: bad.length > 0 ? 1 : 0,
    judged: bad.length > 0 && bad.every((mail) => rows.has(nameOf(mail))) ? 1 : 0,
    expected: bad.length > 0 ? 'suspicious' : '',
    verdicts: bad.map((mail) => rows.get(nameOf(mail))?.verdict ?? 'no-sign'),
    found,
    suspected: tooStrong.map((mail) => `${mail.id} ${rows.get(nameOf(mail))?.why}`),
  }
}
