/** A message that is attached to a message or lies in an archive: as such, or as a message file of Outlook. */
import { isCompoundFile, isMessageFile, mailKind } from '../evidence/mail-kind.ts'
import type { MessageInside } from './attachment-tree.ts'
import type { Attachment } from './message.ts'
import { readMessage } from './read.ts'

/** Its bytes as mail text, or null where it is none. */
export async function innerMessage({
  declared_type,
  name,
  content,
}: Pick<Attachment, 'declared_type' | 'name' | 'content'>): Promise<Buffer | null> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  if (/^message\/(rfc822|global)$/.test(declared_type)) return bytes
  if (isCompoundFile(bytes) && isMessageFile(bytes)) {
    try {
      return (await import('../evidence/outlook-msg.ts')).messageFileText(bytes) // loaded where it is needed
    } catch {
      return null // damaged: it stays an attachment
    }
  }
  return /\.eml$/i.test(name) && mailKind(bytes.subarray(0, 65_536), name) === 'rfc822' ? bytes : null
}

/** A message in an archive, for the inspection of the archive. */
export async function messageInside(content: Uint8Array): Promise<MessageInside | null> {
  const kept = isCompoundFile(Buffer.from(content.buffer, content.byteOffset, content.byteLength))
  const bytes = kept ? await innerMessage({ declared_type: '', name: '', content }) : content
  if (bytes === null) return null
  const { subject, text, links, attachments } = readMessage(bytes)
  return {
    text: `${subject}\n${text}`,
    links: links.map(({ url }) => url),
    parts: attachments.map((one) => ({ name: one.name || 'attachment', content: one.content })),
  }
}
