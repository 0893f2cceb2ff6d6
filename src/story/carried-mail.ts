/**
 * Mails that bring an accused one inside: of certified mail (PEC) the envelope that the provider writes, or a mail from outside that says
 * nothing of its own. Who searches for the mail that came finds its verdict there, too. A letter that speaks of what it carries is
 * somebody's report, and a colleague who hands a mail on accuses nobody.
 */
import type { Engine } from '../store/engine.ts'
import type { MailRow } from './findings.ts'
import { mailFacts } from './mail-facts.ts'
import { recipientsOf, senderOf } from './mail-verdict.ts'
import type { MailFacts } from './told-mail.ts'

const SHORTEST = 60 // characters of an own letter

interface Carrier {
  carried: string
  file: string
  brings: number
}

export interface Carried {
  /** of the accused mails, those that lie in another mail */
  inside: ReadonlySet<string>
  /** what is said of the mails that brought them */
  carriers: { row: MailRow; mail: MailFacts }[]
}

export async function carriedMails(engine: Engine, rows: MailRow[], lang: 'ja' | 'en'): Promise<Carried> {
  const paths = rows.map(({ mail }) => mail).filter((mail) => mail.includes('!/'))
  if (paths.length === 0) return { inside: new Set(), carriers: [] }
  const found = await engine.query<Carrier>(
    `SELECT one.file AS carried, outer.file AS file,
       message.own = 0 AND message.inside = 0 AND (match(outer.headers, '(?i)"x-trasporto"') OR lengthUTF8(outer.core) < ${SHORTEST}) AS brings
     FROM mail AS one
     INNER JOIN mail AS outer ON outer.mail_id = one.inside
     LEFT JOIN message ON message.id = outer.mail_id
     WHERE one.inside != '' AND one.file IN {paths:Array(String)}
     ORDER BY outer.file, one.file`,
    { paths },
  )
  const byFile = new Map(rows.map((row) => [row.mail, row]))
  const bringing = new Map(
    found
      .filter(({ file, carried, brings }) => brings === 1 && isWorse(byFile.get(carried), byFile.get(file)))
      .map(({ file, carried }) => [file, carried]),
  )
  const facts = await mailFacts(engine, [...bringing.keys()])
  const carriers = facts.flatMap((mail) => {
    const row = byFile.get(bringing.get(mail.file) ?? '')
    const own = byFile.get(mail.file)?.reasons ?? []
    return row ? [{ row: { ...carrying(mail, row, lang), reasons: [...own, ...row.reasons] }, mail }] : []
  })
  return { inside: new Set(found.map(({ carried }) => carried)), carriers }
}

/** What it brings says more than what it is accused of itself. */
const isWorse = (carried: MailRow | undefined, own: MailRow | undefined): boolean =>
  own === undefined || (own.verdict === 'suspicious' && carried?.verdict === 'malicious')

/** The verdict and what to do are the carried mail's; who sent what brought it, to whom and when, are its own. */
function carrying(mail: MailFacts, { trace: _, ...carried }: MailRow, lang: 'ja' | 'en'): MailRow {
  return {
    ...carried,
    mail: mail.file,
    subject: mail.subject,
    from: senderOf(mail),
    recipients: recipientsOf(mail),
    time: mail.time,
    message_id: mail.message_id,
    why: `${WHY[lang]}${carried.why}`,
  }
}

const WHY = {
  ja: 'このメールが運んでいるメールに兆候があります。',
  en: 'The signs are in the mail that this one carries. ',
}
