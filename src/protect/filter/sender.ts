/** Signs in a mail's head: a sender who is not who he says, or whose domain is made to look like ours. */
import type { Detector, Sign } from '../../detect/detector.ts'
import { impersonatedSender, impersonation } from '../../detect/mail/impersonated-sender.ts'
import { lookalike, lookalikeDomain } from '../../detect/mail/lookalike-domain.ts'
import type { SenderRow } from '../../detect/mail/sender-row.ts'
import { familyOf } from '../../lists/family.ts'
import type { Lists } from '../../lists/index.ts'
import { find } from '../../lists/list.ts'
import type { MailRows, Row } from '../../mail/rows.ts'
import type { Standing } from './standing.ts'

export interface SenderFacts {
  /** envelope sender */
  sender: string
  standing: Standing
  /** From is of ours */
  own: boolean
  /** registrable domains of ours */
  families: string[]
  lists: Lists
}

export function senderSigns(rows: MailRows, mail: Row, facts: SenderFacts): { detector: Detector; sign: Sign }[] {
  const { families, lists, standing } = facts
  const row = senderRow(rows, mail, facts)
  const forged = impersonation(row, { context: { lists }, known: new Set(families), names: new Map() })
  const candidate = { domain: row.from_domain, signed_by: standing.signed_by, known: '0', sends: 1 }
  const targets = families.map((family) => ({ family, own: 1, signed_by: [] }))
  const alike = lookalike({ ...row, domain: row.from_domain, role: 'sender' }, candidate, targets, { lists })
  return [
    ...(forged ? [{ detector: impersonatedSender, sign: forged }] : []),
    ...(alike ? [{ detector: lookalikeDomain, sign: alike }] : []),
  ]
}

function senderRow(rows: MailRows, mail: Row, { sender, standing, own, families, lists }: SenderFacts): SenderRow {
  const text = (column: string) => String(mail[column] ?? '')
  const replies = mail.reply_to as string[]
  return {
    id: text('mail_id'),
    file: text('file'),
    evidence_id: text('evidence_id'),
    line: 1,
    seen: '',
    copies: 1,
    copy_files: [text('file')],
    from_name: text('from_name'),
    from_address: text('from_address'),
    from_domain: text('from_domain'),
    from_family: familyOf(text('from_domain')),
    own_readers: [],
    subject: text('subject'),
    own: own ? 1 : 0,
    inside: 0,
    auth: standing.auth,
    bulk: BULK.test(text('headers')) || text('list_id') !== '' ? 1 : 0,
    list_id: text('list_id'),
    reply_to: replies,
    reply_known: replies.filter((address) => families.includes(familyOf(address.slice(address.lastIndexOf('@') + 1)))),
    signed_by: standing.signed_by,
    return_path: sender,
    freemail: find(lists.freemail, text('from_domain'))?.kind ?? '',
    known: 0,
    sent: '0',
    routine_days: '0',
    loaded:
      rows.mail_attachment.some((row) => row.parent === -1 && row.inline === 0) || rows.mail_url.length > 0 ? 1 : 0,
    harmless:
      rows.mail_url.length === 0 && rows.mail_attachment.every((row) => row.type === 'message' || row.type === 'text')
        ? 1
        : 0,
    people: [],
  }
}

const BULK =
  /"(list-unsubscribe|list-id|feedback-id|x-mailer-campaign)"|"precedence","(bulk|list)"|"auto-submitted","auto/i
