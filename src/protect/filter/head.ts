/** The conversation that a mail belongs to, from its head alone: asked before the mail is judged, because its passwords may stand in earlier ones. */

import { domainOf } from '../../mail/authentication.ts'
import { subjectKey } from '../../mail/core-text.ts'
import { readMessage } from '../../mail/read.ts'
import type { Conversation } from './password-memory.ts'

const MAX_HEAD = 262_144 // bytes

export function conversationOf(bytes: Buffer): Conversation {
  const message = readMessage(headOf(bytes))
  const from = message.from[0]?.address ?? ''
  return {
    from_address: from,
    from_domain: domainOf(from),
    message_id: message.message_id,
    thread: [...new Set([message.in_reply_to, ...message.references])].filter((id) => id !== ''),
    subject_key: subjectKey(message.subject).slice(0, 300),
  }
}

/** Header fields with the empty line. */
export function headOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n')
  return bytes.subarray(0, Math.min(end < 0 ? bytes.length : end + 4, MAX_HEAD))
}
