/** An account, mailbox, parcel or bill that is about to be lost unless a link is opened. */
import { familyOf } from '../../lists/family.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { isCared, isOurs, type Lure, type LureMail } from './lure.ts'
import { domainAsName } from './lures-names.ts'
import { claimsBank } from './misfit.ts'
import { carriesAddress, isBrands, isCaretaker, threatensAccount } from './pretext.ts'
import { claimsSomething, pressesForTime, wantsSignIn } from './pretext-demands.ts'

/** An account about to be lost, a parcel, a refund or a bill: to be seen to by a time, at a place that is odd for who cares for such things. */
export function pressed(row: LureMail, context: DetectorContext): Lure | null {
  if (row.known === 1 || isBrands(row.from_domain)) return null
  const text = `${row.subject}\n${row.text}`
  const away = row.links.filter(([, domain]) => !isOurs(domain, row) && !isCared(domain, context))
  if (
    away.length === 0 ||
    !pressesForTime(text) ||
    !(threatensAccount(text) || claimsSomething(text) || wantsSignIn(text))
  )
    return null
  const hosts = [...new Set([row.from_domain, ...away.map(([, domain]) => domain)])]
  const most = Math.max(...hosts.map((host) => oddities(host, context))) + (claimsBank(row) ? 1 : 0)
  const elsewhere = away.every(([, domain]) => familyOf(domain) !== row.from_family)
  const odd = most + (elsewhere && row.bulk === 0 ? 1 : 0) + (row.auth === 'fail' || row.auth === 'none' ? 1 : 0)
  // a wrong proof alone: old servers; a link to elsewhere alone: a service that counts clicks
  if (most === 0 && (!elsewhere || row.bulk === 1 || row.auth === 'pass' || row.auth === 'unseen')) return null
  return {
    kind: 'account',
    strength: odd >= 3 ? 'strong' : 'plain',
    what: {
      ja: `アカウントの停止、荷物、還付金、未払いなどを口実に期限を切り、${away[0]?.[1]} を開かせようとしています（本物の事業者には不自然なドメインです）`,
      en: `with an account, parcel, refund or bill as its pretext and a time limit it wants ${away[0]?.[1]} opened, an odd place for who cares for such things`,
    },
  }
}

/** The reader's mailbox or password is said to end, and a link is to save it. */
export function account(row: LureMail, context: DetectorContext): Lure | null {
  const away = row.links.filter(([, domain]) => !isOurs(domain, row))
  if (row.bulk === 1 || away.length === 0 || !threatensAccount(`${row.subject}\n${row.text}`)) return null
  const filled = away.some(([url]) => carriesAddress(url, row.readers) || carriesOwnDomain(url, row.own_families))
  // “example.co.jp mail administrator”, from elsewhere
  const ours = domainAsName(row, context)
  const caretaker = isCaretaker(row.from_name) || (ours !== null && isOurs(ours, row))
  const elsewhere = away.every(([, domain]) => familyOf(domain) !== row.from_family)
  if (!filled && !caretaker && !(elsewhere && row.auth !== 'pass')) return null
  return {
    kind: 'account',
    strength: (filled && (caretaker || elsewhere)) || (caretaker && elsewhere) ? 'strong' : 'plain',
    what: {
      ja: `メールやアカウントが使えなくなると告げて、組織の外のリンク（${away[0]?.[1]}）を開かせようとしています${filled ? '（リンクに受信者のアドレスが入っています）' : ''}`,
      en: `it says that a mailbox or account is about to be lost and leads out to ${away[0]?.[1]}${filled ? ", with the reader's address in the link" : ''}`,
    },
  }
}

/** The page is dressed for one organisation: `…/webmail#example.co.jp`. */
const carriesOwnDomain = (url: string, families: string[]) => {
  const behind = url.toLowerCase().replace(/^[a-z]+:\/\/[^/?#]*/, '')
  return families.some((family) => family.includes('.') && behind.includes(family))
}
