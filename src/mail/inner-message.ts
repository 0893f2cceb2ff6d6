/** A message that is attached to a message or lies in an archive: as such, or as a message file of Outlook. */
import { isCompoundFile, isMessageFile, mailKind } from '../evidence/mail-kind.ts'
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

/** What a message in an archive holds, for the inspection of the archive. */
export async function partsOfMessage(content: Uint8Array): Promise<{ name: string; content: Uint8Array }[]> {
  return readMessage(content).attachments.map(({ name, content: inner }) => ({
    name: name || 'attachment',
    content: inner,
  }))
}
