/** What a malicious mail has in common with others of its sender, whoever gets them: kept in findings.json, so that a desk can compare its cases. */
import type { Lists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import { kindOf } from '../mail/attachment-kind.ts'
import { originAddress } from '../mail/rows.ts'
import { sketchOf } from '../mail/sketch.ts'
import type { MailTrace } from './findings.ts'
import type { MailFacts } from './told-mail.ts'

const MOST = 20 // files, addresses

export function mailTrace(mail: MailFacts, original: MailFacts | null, lists: Lists): MailTrace {
  const origin = isProviders(mail, lists) ? '::' : originAddress(mail.hops)
  return {
    sender: mail.from_address.toLowerCase(),
    // an answer to somebody else than the sender goes to the attacker
    reply_to: [...new Set(mail.reply_to.map((one) => one.toLowerCase()))]
      .filter((one) => one !== mail.from_address.toLowerCase())
      .slice(0, MOST),
    origin: origin === '::' ? '' : origin,
    files: mail.items
      .filter((item) => item.sha256 !== '' && (item.encrypted || isDangerous(item.name, item.traits.length)))
      .map(({ name, sha256 }) => ({ name, sha256 }))
      .slice(0, MOST),
    sketch: sketchOf(mail.text),
    original: original?.message_id ?? '',
  }
}

/** The server of a free mailer, or of a service that sends for everybody, is no attacker's. */
function isProviders({ from_domain, dkim_domains, return_path }: MailFacts, lists: Lists): boolean {
  const domains = [from_domain, ...dkim_domains, return_path.slice(return_path.lastIndexOf('@') + 1).replace('>', '')]
  return domains.some((one) => find(lists.freemail, one) !== null || find(lists['mail-service'], one) !== null)
}

/** A program, an archive, a page or a document with macros: a PDF form of the ministry is attached by everybody. */
function isDangerous(name: string, traits: number): boolean {
  const kind = kindOf(/\.([a-z0-9]{1,12})$/i.exec(name)?.[1]?.toLowerCase() ?? '')
  return kind !== 'other' && (kind !== 'document' || traits > 0)
}
