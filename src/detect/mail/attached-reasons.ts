import { amount } from '../../i18n/text.ts'
/** What speaks for an attachment: who sends it, since when, and what the file says of itself. */

import type { Reason } from '../grade.ts'
import { type AttachedItem, type AttachedMail, has } from './attached.ts'

/** Days on which a sender wrote before, from which on he is no stranger. */
const LONG_KNOWN = 5

export const longKnown = (mail: AttachedMail) => mail.genuine && mail.days_before >= LONG_KNOWN

const KNOWN_SENDER: Reason = {
  effect: 'weakens',
  text: {
    ja: '以前からやり取りのある差出人で、DKIMも合格しています。ただし、差出人のアカウントが乗っ取られていれば同じに見えます。',
    en: 'The sender has written for long and DKIM passes; an abused account would look the same.',
  },
}
export const INSIDE: Reason = {
  effect: 'explains',
  text: { ja: '組織の中から送られています。', en: 'It was sent within the organisation.' },
}
/** What acts is not explained by who sends it, but administrators do such things at home. */
export const own = (mail: AttachedMail): Reason[] => (mail.inside ? [{ ...INSIDE, effect: 'weakens' }] : [])
export const known = (mail: AttachedMail): Reason[] => (longKnown(mail) ? [KNOWN_SENDER] : [])

/** A support desk that sends what it was asked for, as what it is. */
export const asked = (mail: AttachedMail): Reason[] => (mail.genuine && mail.asked ? [ASKED] : [])
const ASKED: Reason = {
  effect: 'weakens',
  text: {
    ja: 'こちらからプログラムや不具合のことで連絡した相手で、DKIMも合格しています。実行する前に電話で確かめてください。',
    en: 'We wrote to this address about a program or a defect shortly before, and DKIM passes. Ask by phone before it is run.',
  },
}

/** A ministry's or a municipality's own mail: go.jp and lg.jp are given to public bodies only. */
export const fromJapanesePublicBody = (mail: AttachedMail) =>
  mail.genuine && /(^|\.)(go|lg)\.jp$/.test(mail.from_domain)

/** What program a stub belongs to, by its own word: to be asked by phone, not to be called malicious. */
export function stubReasons(mail: AttachedMail, items: AttachedItem[]): Reason[] {
  const product = items.map((item) => item.traits.get('self-decrypting')).find((one) => one !== undefined)
  if (product === undefined) return []
  const before = mail.habits.get('self-decrypting') ?? 0
  return [
    {
      effect: before >= 2 && mail.genuine ? 'explains' : 'weakens',
      text: {
        ja: `${product}の自己復号ファイルと名乗っています。差出人に電話で確かめてください${before > 0 ? `（同じ差出人が以前に${before}日送っています）` : ''}。`,
        en: `It says it is a self-decrypting file of ${product}: ask the sender by phone${before > 0 ? ` (he sent such on ${amount(before, 'day')} before)` : ''}.`,
      },
    },
  ]
}

export function signedReasons(items: AttachedItem[]): Reason[] {
  const signed = items.find(
    (item) => has(item, 'signed') && !has(item, 'type-mismatch', 'double-extension', 'bidi-name'),
  )
  if (!signed) return []
  const who = signed.traits.get('signed') ?? ''
  return [
    {
      effect: 'weakens',
      text: {
        ja: `電子署名があります（${who}）。署名者の証明書が信頼できるかは、ここでは確かめていません。`,
        en: `It carries a signature (${who}); whether the certificate can be trusted was not verified here.`,
      },
    },
  ]
}
