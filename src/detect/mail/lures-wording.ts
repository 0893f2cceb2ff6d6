/**
 * A lure by its wording as a whole, where no single pretext is known: a stranger writes as those write who want something (wording.ts), and
 * something about him does not fit who writes so. Neither is a sign alone: a bank words its notices as its imitators do, and strangers write every day.
 */
import type { Text } from '../../i18n/text.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import type { DetectorContext } from '../detector.ts'
import { freeReply, isStrange, type Lure, type LureMail } from './lure.ts'
import { type Misfit, misfitsOf } from './misfit.ts'
import { isBrands } from './pretext.ts'
import { type Sound, soundOf } from './wording.ts'

/**
 * How sure the wording must be, by what does not fit: chosen on mails that the model had not learnt (docs/mail.md), so that of a hundred honest
 * strangers none or one is heard.
 */
const SURE = { alone: 0.97, everyday: 0.8, odd: 0.6, odder: 0.4 }
/** Who writes to many at once sells something or tells of something, as a rule. */
const SURE_OF_MANY = { odd: 0.93, odder: 0.85 }
/** A file that is sent with two words is what offices do all day: it is judged by what it holds. */
const SURE_OF_FILES = 0.9

export function wordingLure(row: LureMail, context: DetectorContext): Lure[] {
  if (!isAnybodys(row, context)) return []
  const misfits = misfitsOf(row, context)
  const letters = lettersIn(row.text.slice(0, 2_000))
  if (letters < ENOUGH_OF_ODD) return []
  const sound = soundOf(row.subject, row.text)
  if (letters < ENOUGH && (isOfFile(sound) || misfits.every((one) => one.everyday))) return []
  // a bank that tells of a statement and leads nowhere wants nothing
  if (sound.kind === 'phishing' && row.links.length + row.attached + row.pictures + row.reply_to.length === 0) return []
  const bar = barOf(misfits, row.bulk === 1, sound)
  if (bar === null || sound.lure < bar) return []
  // addresses of pages are no wording
  if (sound.kind === 'phishing' && sound.telling.length > 0 && sound.telling.every((words) => ADDRESS.test(words)))
    return []
  const { like, telling } = likeness(sound)
  const [ja, en] = [misfits.map((one) => one.ja).join('。また、'), misfits.map((one) => one.en).join('; ')]
  return [
    {
      kind: `worded-${sound.kind}`,
      strength: 'plain',
      what: {
        ja: `やり取りのない差出人からの、${like.ja}によくある言い回しのメールです（${telling.ja}）${ja && `。さらに、${ja}`}`,
        en: `a stranger's mail worded like ${like.en} (${telling.en})${en && `; and ${en}`}`,
      },
    },
  ]
}

/** A file to be opened is most of what it sounds like. */
const isOfFile = ({ lure, malware }: Sound) => malware > lure / 2

/** null where no wording is sure enough. */
function barOf(misfits: Misfit[], toMany: boolean, sound: Sound): number | null {
  const odd = misfits.filter((one) => !one.everyday).length
  if (toMany) return odd === 0 ? null : odd === 1 ? SURE_OF_MANY.odd : SURE_OF_MANY.odder
  if (misfits.length === 0) return SURE.alone
  const bar = odd === 0 ? SURE.everyday : odd === 1 ? SURE.odd : SURE.odder
  return isOfFile(sound) ? Math.max(bar, SURE_OF_FILES) : bar
}

/** A stranger whose words count: no list, brand or service, nobody's colleague, no name that only organisations get. */
export function isAnybodys(row: LureMail, { lists }: DetectorContext): boolean {
  if (row.list_id !== '' || !isStrange(row)) return false
  if (row.auth === 'pass' && row.links.length === 0 && DAEMON.test(row.from_address)) return false
  // a brand's own; at its mail for everybody anybody writes
  if (isBrands(row.from_domain) && find(lists.freemail, row.from_domain) === null) return false
  // a colleague of somebody with whom there is traffic
  if (row.auth !== 'fail' && row.family_known === 1) return false
  if (row.auth !== 'fail' && find(lists.notice, row.from_domain) !== null) return false
  if (find(lists['mail-service'], row.from_domain) !== null) return false
  // yahoo.co.jp is an organisation's name, and its addresses are anybody's; an office's account that was taken over has answers go to such a one
  return (
    !ONLY_FOR_ORGANISATIONS.test(row.from_domain) ||
    find(lists.freemail, row.from_domain) !== null ||
    freeReply(row, lists) !== undefined
  )
}

/** tells what became of a mail of ours */
const DAEMON = /^(?:mailer-daemon|postmaster)@/i

/** What it sounds like, and its words that say so. */
export const likeness = ({ kind, telling }: Sound): { like: Text; telling: Text } => ({
  like: KINDS[kind],
  telling: {
    ja: telling.map((words) => `「${words}」`).join('') || '全体の言い回し',
    en: telling.map((words) => `“${words}”`).join(' ') || 'as a whole',
  },
})

const ADDRESS = /https?:\/\//i
/** A sentence or two: of less nothing can be told, or little where the sender is odd. */
const ENOUGH = 80
const ENOUGH_OF_ODD = 50

const KINDS: Record<Sound['kind'], Text> = {
  phishing: { ja: 'フィッシング', en: 'phishing' },
  scam: { ja: '詐欺', en: 'a scam' },
  bec: { ja: 'ビジネスメール詐欺', en: 'business e-mail compromise' },
  targeted: { ja: '標的型攻撃の接触', en: "a targeted attack's approach" },
  malware: { ja: '不審なファイルを開かせるメール', en: 'a mail that wants a bad file opened' },
}

/** Names that nobody gets without showing a registered organisation, or a university's or government's. */
const ONLY_FOR_ORGANISATIONS =
  /\.(?:co|or|ac|go|lg|ed|ne|ad)\.(?:jp|kr)$|\.(?:gov|edu|mil|int)(?:\.[a-z]{2})?$|(?:^|\.)(?:bund\.de|admin\.ch|gv\.at|europa\.eu)$|\.(?:ac|go|gob|gouv)\.[a-z]{2}$/
