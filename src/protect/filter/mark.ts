/** What is added to a doubtful mail. Everything else stays byte for byte; a header on top leaves DKIM as it is, a mark in the subject does not. */
import { headOf } from './head.ts'
import type { Seen } from './judge.ts'

export const HEADER = 'X-Kyumei-Filter'

/** On top of the mail; rule and severity are our own words, nothing of the mail's. */
export function markHeader(because: Pick<Seen, 'rule' | 'severity'>[]): Buffer {
  const rules = because.slice(0, 10).map(({ rule, severity }) => `\r\n\trule=${rule} severity=${severity};`)
  return Buffer.from(`${HEADER}: doubtful;${rules.join('')}\r\n`)
}

export function failedHeader(why: string): Buffer {
  return Buffer.from(`${HEADER}: not-judged; reason=${why}\r\n`)
}

/** The tag before the subject's own words, which stay as they are encoded. A mail without a subject gets one. */
export function withSubjectTag(message: Buffer, tag: string): Buffer[] {
  const word = `=?UTF-8?B?${Buffer.from(tag).toString('base64')}?=`
  const head = headOf(message).toString('latin1')
  const subject = /(?:^|\r\n)(Subject[ \t]*:[ \t]*)/i.exec(head)
  if (!subject) return [Buffer.from(`Subject: ${word}\r\n`), message]
  const at = subject.index + subject[0].length
  const already = head.slice(at, at + word.length) === word
  return already ? [message] : [message.subarray(0, at), Buffer.from(`${word} `), message.subarray(at)]
}
