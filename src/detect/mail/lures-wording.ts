/**
 * A lure by its wording as a whole, where no single pretext is known: a stranger writes as those write who want something (wording.ts), and
 * something about him does not fit who writes so. Neither is a sign alone: a bank words its notices as its imitators do, and strangers write every day.
 */
import type { Text } from '../../i18n/text.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import type { DetectorContext } from '../detector.ts'
import { isFilePlace, isStrange, type Lure, type LureMail } from './lure.ts'
import { ANYBODYS_ENDING, misfitsOf } from './misfit.ts'
import { isBrands } from './pretext.ts'
import { type Sound, soundOf } from './wording.ts'

/** How sure the wording must be: with one circumstance that does not fit, with one that is everyday, and with more. */
const SURE = 0.7
const SURE_OF_EVERYDAY = 0.85
const SURE_WITH_MORE = 0.55
const SURE_OF_MANY = 0.9
/** where nothing but the wording speaks */
const SURE_ALONE = 0.97

export function wordingLure(row: LureMail, context: DetectorContext): Lure[] {
  if (!isAnybodys(row, context)) return []
  const misfits = misfitsOf(row, context)
  if (lettersIn(row.text.slice(0, 2_000)) < ENOUGH) return []
  const sound = soundOf(row.subject, row.text)
  // a file that is sent with two words is what offices do all day: it is judged by what it holds
  const { lists } = context
  const named =
    row.links.length > 0 &&
    !(sound.kind === 'malware' && (row.attached === 1 || row.links.every(([, domain]) => isFilePlace(domain, lists))))
  const sure = named ? sound.lure : sound.lure - sound.malware
  const odd = misfits.some((one) => !one.everyday)
  // who writes to many at once sells something or tells of something, as a rule
  if (row.bulk === 1 && (!odd || sure < SURE_OF_MANY)) return []
  const [one, more] = odd ? [SURE, SURE_WITH_MORE] : [SURE_OF_EVERYDAY, SURE]
  // a bank that tells of a statement and leads nowhere wants nothing
  if (sound.kind === 'phishing' && row.links.length + row.attached + row.pictures + row.reply_to.length === 0) return []
  // services word their notices much as their imitators do
  if (misfits.length === 0 && (sound.kind === 'phishing' || !ANYBODYS_ENDING.test(row.from_domain))) return []
  const bar = misfits.length === 0 ? SURE_ALONE : misfits.length === 1 ? one : more
  if (sure < bar) return []
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
  // yahoo.co.jp is an organisation's name, and its addresses are anybody's
  return !ONLY_FOR_ORGANISATIONS.test(row.from_domain) || find(lists.freemail, row.from_domain) !== null
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
/** A sentence or two: of less nothing can be told. */
const ENOUGH = 80

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
