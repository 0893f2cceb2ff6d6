/** What the mails of a case share with those of its sender's other victims: filed with each scan, gone with the case's erasure. */
import { nameKey } from '../mail/attachment-kind.ts'
import type { FindingsFile, MailTrace } from '../story/findings.ts'
import { type Desk, prepared } from './desk.ts'

/** Hashes of a text by which alike ones are looked up: of two texts that are half the same, one in 65,000 pairs shares none. */
const LOOKED_UP = 16
const MAILS = 500 // of one scan; a flood is one mail

export function fileTraces(desk: Desk, consultation: number, { mails }: FindingsFile): void {
  const sketches = new Set<string>()
  for (const trace of mails.slice(0, MAILS).flatMap((mail) => mail.trace ?? [])) {
    for (const [kind, value] of valuesOf(trace)) keep(desk, consultation, kind, value)
    if (trace.sketch.length > 0) sketches.add(JSON.stringify(trace.sketch))
  }
  for (const sketch of sketches)
    prepared(desk, 'INSERT INTO mail_sketch (consultation_id, sketch) VALUES (?, ?)').run(consultation, sketch)
}

function valuesOf({ sender, reply_to, origin, files, sketch, original }: MailTrace): [string, string][] {
  return [
    ['sender', sender],
    ...reply_to.map((one): [string, string] => ['reply-to', one]),
    ['origin', origin],
    ...files.flatMap(({ name, sha256 }): [string, string][] => [
      ['file', sha256],
      ['file-name', nameKey(name)],
    ]),
    ['original', original],
    ...sketch.slice(0, LOOKED_UP).map((one): [string, string] => ['gram', String(one)]),
  ]
}

function keep(desk: Desk, consultation: number, kind: string, value: string): void {
  if (value === '') return
  prepared(desk, 'INSERT OR IGNORE INTO mail_trace (consultation_id, kind, value) VALUES (?, ?, ?)').run(
    consultation,
    kind,
    value,
  )
}

export function forgetTraces(desk: Desk, consultation: number): void {
  for (const table of ['mail_trace', 'mail_sketch'])
    desk.db.prepare(`DELETE FROM ${table} WHERE consultation_id = ?`).run(consultation)
}
