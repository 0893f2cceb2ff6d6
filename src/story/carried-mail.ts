/**
 * Mails that bring an accused one inside: of certified mail (PEC) the envelope that the provider writes, or a mail from outside that says
 * nothing of its own. Who searches for the mail that came finds its verdict there, too. A letter that speaks of what it carries is
 * somebody's report, and a colleague who hands a mail on accuses nobody.
 */
import type { Engine } from '../store/engine.ts'
import type { MailRow } from './findings.ts'

const SHORTEST = 60 // characters of an own letter

interface Carrier {
  carried: string
  file: string
  mailbox: string
  delivered_to: string[]
  to: string[]
  brings: number
}

export interface Carried {
  /** of the accused mails, those that lie in another mail */
  inside: ReadonlySet<string>
  /** what is said of the mails that brought them */
  carriers: MailRow[]
}

export async function carriedMails(engine: Engine, rows: MailRow[], lang: 'ja' | 'en'): Promise<Carried> {
  const paths = rows.map(({ mail }) => mail).filter((mail) => mail.includes('!/'))
  if (paths.length === 0) return { inside: new Set(), carriers: [] }
  const found = await engine.query<Carrier>(
    `SELECT one.file AS carried, outer.file AS file, outer.mailbox AS mailbox, outer.delivered_to AS delivered_to, outer.to_address AS to,
       message.own = 0 AND message.inside = 0 AND (match(outer.headers, '(?i)"x-trasporto"') OR lengthUTF8(outer.core) < ${SHORTEST}) AS brings
     FROM mail AS one
     INNER JOIN mail AS outer ON outer.mail_id = one.inside
     LEFT JOIN message ON message.id = outer.mail_id
     WHERE one.inside != '' AND one.file IN {paths:Array(String)}
     ORDER BY outer.file, one.file`,
    { paths },
  )
  const byFile = new Map(rows.map((row) => [row.mail, row]))
  const told = new Set(byFile.keys())
  const carriers = found.flatMap(({ carried, file, mailbox, delivered_to, to, brings }) => {
    const row = byFile.get(carried)
    if (!row || brings === 0 || told.has(file)) return []
    told.add(file)
    const { trace: _, ...verdict } = row
    const recipients = mailbox !== '' ? [mailbox] : delivered_to.length > 0 ? delivered_to : to
    return [{ ...verdict, mail: file, recipients, why: `${WHY[lang]}${lang === 'ja' ? '' : ' '}${row.why}` }]
  })
  return { inside: new Set(found.map(({ carried }) => carried)), carriers }
}

const WHY = {
  ja: 'このメールが運んでいるメールに兆候があります。',
  en: 'The signs are in the mail that this one carries.',
}
