/** A mail that is in hand instead of in the engine, as the detectors of attachments see it: the same columns, from the rows that a scan would store. */
import type { Row } from '../../mail/rows.ts'
import type { AttachedItem, AttachedMail } from './attached.ts'

/** `known`: what the rows alone do not tell. */
export function attachedInHand(
  mail: Row,
  attachments: Row[],
  known: Pick<AttachedMail, 'readers' | 'genuine' | 'inside' | 'days_before' | 'habits' | 'asked'>,
): AttachedMail {
  const text = (column: string) => String(mail[column] ?? '')
  return {
    files: [text('file')],
    evidence_id: text('evidence_id'),
    line: Number(mail.line),
    seen: `${text('time').slice(0, 19).replace(' ', 'T')}Z`,
    subject: text('subject'),
    from_name: text('from_name'),
    from_address: text('from_address'),
    from_domain: text('from_domain'),
    items: attachments.filter((row) => row.mail_id === mail.mail_id).map(itemOf),
    ...known,
  }
}

function itemOf(row: Row): AttachedItem {
  const text = (column: string) => String(row[column] ?? '')
  const traits = row.traits as string[]
  const details = row.details as string[]
  return {
    item: Number(row.item),
    parent: Number(row.parent),
    path: text('path'),
    name: text('name'),
    extension: text('extension'),
    type: text('type'),
    bytes: Number(row.bytes),
    sha256: text('sha256'),
    encrypted: Number(row.encrypted) === 1,
    password: text('password'),
    password_from: text('password_from'),
    unreadable: text('unreadable'),
    traits: new Map(traits.map((trait, i) => [trait, details[i] ?? ''])),
  }
}
