/** A personal store of Outlook (.pst, .ost; [MS-PST]) → one mailbox of mail texts in the spool, a message at a time. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { PSTFile, type PSTFolder, PSTMessage } from 'pst-extractor'
import { FOLDER_HEADER, mailText, type OutlookAttachment, type OutlookMail } from './outlook-mail.ts'

const MAX_DEPTH = 32 // folders inside folders
const MAX_MESSAGES = 2_000_000
const MAX_ATTACHMENT = 200_000_000 // bytes; Exchange and Outlook send at most 150 MB
const MAX_INNER = 5 // messages inside messages
const MAX_PROBLEMS = 20

/** Separates the messages; mbox readers take it. */
const SEPARATOR = 'From outlook-pst Thu Jan  1 00:00:00 1970'

/** `source`: a path, or the store itself. Writes `target`; gives what could not be read. */
export function personalStoreToMailbox(
  source: string | Buffer,
  target: string,
  onProgress: (messages: number) => void,
): string[] {
  const store = typeof source === 'string' ? new PSTFile(source) : new PSTFile(source)
  const out = openSync(target, 'w', 0o600)
  const problems: string[] = []
  let messages = 0
  try {
    for (const { folder, message } of messagesOf(store.getRootFolder(), problems, '', 0)) {
      if (++messages > MAX_MESSAGES) {
        problems.push(`more than ${MAX_MESSAGES} messages`)
        break
      }
      try {
        const text = mailText(mailOf(message, 0), [`${FOLDER_HEADER}: ${folder.replace(/[\r\n]/g, ' ')}`])
        writeSync(out, `${SEPARATOR}\n`)
        writeSync(out, quoted(text))
        writeSync(out, '\n')
      } catch (error) {
        note(problems, `a message in ${folder}`, error)
      }
      if (messages % 100 === 0) onProgress(messages)
    }
  } finally {
    closeSync(out)
    store.close()
  }
  return problems
}

function note(problems: string[], what: string, error: unknown): void {
  if (problems.length < MAX_PROBLEMS)
    problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
}

function* messagesOf(
  folder: PSTFolder,
  problems: string[],
  path: string,
  depth: number,
): Generator<{ folder: string; message: PSTMessage }> {
  try {
    if (folder.contentCount > 0) {
      for (let child = folder.getNextChild(); child != null; child = folder.getNextChild()) {
        if (child instanceof PSTMessage && isMail(child)) yield { folder: path, message: child }
      }
    }
  } catch (error) {
    note(problems, `folder ${path}`, error)
  }
  if (depth >= MAX_DEPTH || !folder.hasSubfolders) return
  let inner: PSTFolder[] = []
  try {
    inner = folder.getSubFolders()
  } catch (error) {
    note(problems, `folders in ${path}`, error)
  }
  for (const one of inner) {
    const name = one.displayName.replaceAll('/', '_')
    yield* messagesOf(one, problems, path === '' ? name : `${path}/${name}`, depth + 1)
  }
}

/** Notes, not contacts, appointments or tasks. */
const isMail = (message: PSTMessage): boolean => /^(IPM\.Note|REPORT|IPM$|$)/i.test(message.messageClass)

function mailOf(message: PSTMessage, depth: number): OutlookMail {
  const html = message.bodyHTML
  const text = message.body
  return {
    headers: message.transportMessageHeaders,
    subject: message.subject,
    from: { name: message.senderName, address: message.senderEmailAddress },
    recipients: recipientsOf(message),
    message_id: message.internetMessageId,
    date: (message.clientSubmitTime ?? message.messageDeliveryTime)?.toISOString() ?? '',
    text: text === '' && html === '' ? rtfBody(message) : text,
    html,
    attachments: attachmentsOf(message, depth),
  }
}

function rtfBody(message: PSTMessage): string {
  return message.bodyRTF.replace(/\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}]/gi, ' ').replace(/ {2,}/g, ' ')
}

function recipientsOf(message: PSTMessage): OutlookMail['recipients'] {
  const count = Math.min(message.numberOfRecipients, 2_000)
  return Array.from({ length: count }, (_, i) => message.getRecipient(i)).flatMap((one) => {
    if (!one) return []
    const kind = ({ 2: 'cc', 3: 'bcc' } as const)[one.recipientType] ?? 'to'
    return [{ name: one.displayName, address: one.smtpAddress || one.emailAddress, kind }]
  })
}

function attachmentsOf(message: PSTMessage, depth: number): OutlookAttachment[] {
  const count = Math.min(message.numberOfAttachments, 1_000)
  return Array.from({ length: count }, (_, i): OutlookAttachment => {
    const one = message.getAttachment(i)
    const shape = {
      name: one.longFilename || one.filename || one.displayName,
      type: one.mimeTag,
      content_id: one.contentId,
    }
    const inner = depth < MAX_INNER ? one.embeddedPSTMessage : null
    if (inner) return { ...shape, content: null, message: mailOf(inner, depth + 1) }
    return { ...shape, content: contentOf(one.fileInputStream, one.filesize) }
  })
}

function contentOf(stream: { readCompletely(target: Buffer): void } | null, size: number): Buffer | null {
  if (!stream || size < 0 || size > MAX_ATTACHMENT) return null
  const content = Buffer.alloc(size)
  stream.readCompletely(content)
  return content
}

/** A line that begins like a separator gets a `>` before it, as in every mbox. */
function quoted(text: Buffer): Buffer {
  if (!text.includes('\nFrom ')) return text
  return Buffer.from(text.toString('latin1').replace(/\n(>*From )/g, '\n>$1'), 'latin1')
}
