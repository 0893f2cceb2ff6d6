/** A message file of Outlook (.msg, [MS-OXMSG]) → mail text in the spool. */
import { writeFileSync } from 'node:fs'
import msgreader, { type FieldsData } from '@kenjiuno/msgreader'
import { decodeText } from './charset.ts'
import { mailText, type OutlookAttachment, type OutlookMail } from './outlook-mail.ts'
import { compressedRtfText } from './rtf.ts'

const MAX_DEPTH = 5 // messages inside messages
const MAX_ATTACHMENTS = 1_000

/** Writes `target`; gives what could not be read. Throws where it is no message file at all. */
export function messageFileToMail(bytes: Buffer, target: string): string[] {
  const problems: string[] = []
  writeFileSync(target, mailText(parse(bytes, problems, 0)), { mode: 0o600 })
  return problems
}

/** A message file that is attached to a mail. Throws where it is damaged. */
export function messageFileText(bytes: Buffer): Buffer {
  return mailText(parse(bytes, [], 0))
}

function parse(bytes: Buffer, problems: string[], depth: number): OutlookMail {
  const reader = (ansiEncoding?: string) => {
    const made = new msgreader.default(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (ansiEncoding) made.parserConfig = { ansiEncoding }
    return { made, fields: made.getFileData() }
  }
  let { made, fields } = reader()
  if (fields.error) throw new Error(fields.error)
  const codepage = fields.messageCodepage ?? fields.internetCodepage
  if (codepage && codepage !== 1252 && codepage !== 65001 && codepage !== 1200)
    ({ made, fields } = reader(`cp${codepage}`))
  const attachments = (fields.attachments ?? []).slice(0, MAX_ATTACHMENTS).map((one): OutlookAttachment => {
    const name = one.fileName ?? one.fileNameShort ?? one.name ?? ''
    const shape = { name, type: one.attachMimeTag ?? '', content_id: one.pidContentId ?? '' }
    try {
      const content = Buffer.from(made.getAttachment(one).content)
      if (one.innerMsgContent && depth < MAX_DEPTH) {
        return { ...shape, name: one.name ?? name, content: null, message: parse(content, problems, depth + 1) }
      }
      return { ...shape, content }
    } catch (error) {
      problems.push(`attachment ${name}: ${error instanceof Error ? error.message : String(error)}`)
      return { ...shape, content: null }
    }
  })
  return { ...outline(fields), ...bodies(fields), attachments }
}

function outline(fields: FieldsData): Omit<OutlookMail, 'attachments' | 'text' | 'html'> {
  return {
    headers: fields.headers ?? '',
    subject: fields.subject ?? '',
    from: { name: fields.senderName ?? '', address: fields.senderSmtpAddress ?? fields.senderEmail ?? '' },
    recipients: (fields.recipients ?? []).map((one) => ({
      name: one.name ?? '',
      address: one.smtpAddress ?? one.email ?? '',
      kind: one.recipType ?? 'to',
    })),
    message_id: fields.messageId ?? '',
    date: fields.clientSubmitTime ?? fields.messageDeliveryTime ?? '',
  }
}

function bodies(fields: FieldsData): { text: string; html: string } {
  const charset = fields.internetCodepage ? `cp${fields.internetCodepage}` : 'utf-8'
  const html = fields.bodyHtml ?? (fields.html ? decodeText(fields.html, charset).text : '')
  const text = fields.body ?? ''
  const rtf = text === '' && html === '' && fields.compressedRtf
  return { text: rtf ? compressedRtfText(rtf) : text, html }
}
