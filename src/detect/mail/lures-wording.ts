/**
 * A lure by its wording as a whole, where no single pretext is known: a stranger writes as those write who want something (wording.ts), and
 * something about him does not fit who writes so. Neither is a sign alone: a bank words its notices as its imitators do, and strangers write every day.
 */
import type { Text } from '../../i18n/text.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import type { DetectorContext } from '../detector.ts'
import { circumstancesOf, TOLD } from './circumstances.ts'
import { freeReply, isStrange, type Lure, type LureMail, ONLY_FOR_ORGANISATIONS } from './lure.ts'
import { type Misfit, misfitsOf } from './misfit.ts'
import { isBrands } from './pretext.ts'
import { saidIn } from './quoted-writer.ts'
import { against, weigh } from './weighed.ts'
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
  const text = saidIn(row)
  const letters = lettersIn(text.slice(0, 2_000))
  if (letters < ENOUGH_OF_ODD) return []
  const misfits = misfitsOf(row, context)
  const circumstances = circumstancesOf(row, misfits, context)
  const byWords = wordsTell(row, context)
  const sure = row.bulk === 1 ? SURE_AS_A_WHOLE.ofMany : SURE_AS_A_WHOLE.ofOne
  const weighs = letters >= SURELY_ENOUGH && circumstancesTell(row) && weigh(1, circumstances) >= sure // whatever its words
  if (!byWords && !weighs) return []
  const sound = soundOf(row.subject, text)
  if (wantsNothing(row, sound)) return []
  const whole = weigh(sound.lure, circumstances)
  const heard =
    byWords &&
    letters >= (isPlain(sound, misfits) ? ENOUGH : ENOUGH_OF_ODD) &&
    isHeard(row, sound, misfits) &&
    whole >= HARDLY
  if (!heard && !(weighs && whole >= (isOfFile(sound) ? SURE_AS_A_WHOLE.ofFile : sure))) return []
  const { like, telling } = likeness(sound)
  const all = [...misfits, ...against(circumstances).flatMap((name) => TOLD[name] ?? [])].slice(0, MOST_TOLD)
  const [ja, en] = [all.map((one) => one.ja).join('。また、'), all.map((one) => one.en).join('; ')]
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

/** How sure words and circumstances together must be (docs/mail.md): surer where many are written to, or a file is sent with few words. */
const SURE_AS_A_WHOLE = { ofOne: 0.85, ofMany: 0.95, ofFile: 0.95 }
/** Where all that surrounds it speaks for the sender, its words alone do not make it a lure. */
const HARDLY = 0.75
/** Nobody with whom there is traffic, nor a colleague of such, nor a list. */
const isUnknown = (row: LureMail) =>
  isStrange(row) && row.list_id === '' && !(row.auth !== 'fail' && row.family_known === 1)

/** What surrounds his mail may speak against him: brands' and services' too, but not where answers go to somebody known, or a register vouches for his name. */
const circumstancesTell = (row: LureMail) =>
  isUnknown(row) &&
  row.reply_known.length === 0 &&
  !(row.auth === 'pass' && ONLY_FOR_ORGANISATIONS.test(row.from_domain))

/** reasons beside the wording: more are not read */
const MOST_TOLD = 5

/** Little text tells nothing where a file is most of it, or where honest strangers are no different. */
const isPlain = (sound: Sound, misfits: Misfit[]) => isOfFile(sound) || misfits.every((one) => one.everyday)

/** A bank that tells of a statement and leads nowhere. */
const wantsNothing = (row: LureMail, sound: Sound) =>
  sound.kind === 'phishing' && row.links.length + row.attached + row.pictures + row.reply_to.length === 0

/** … by its words and what does not fit. */
function isHeard(row: LureMail, sound: Sound, misfits: Misfit[]): boolean {
  const bar = barOf(misfits, row.bulk === 1, sound)
  if (bar === null || sound.lure < bar) return false
  // addresses of pages are no wording
  const telling = sound.telling()
  return sound.kind !== 'phishing' || telling.length === 0 || telling.some((words) => !ADDRESS.test(words))
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

/** His words alone may speak against him: no brand or service, which word theirs as their imitators do, and no name that only organisations get. */
export function wordsTell(row: LureMail, { lists }: DetectorContext): boolean {
  if (!isUnknown(row)) return false
  if (row.auth === 'pass' && row.links.length === 0 && DAEMON.test(row.from_address)) return false
  // a brand's own; at its mail for everybody anybody writes
  if (isBrands(row.from_domain) && find(lists.freemail, row.from_domain) === null) return false
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
export function likeness({ kind, telling }: Sound): { like: Text; telling: Text } {
  const words = telling()
  return {
    like: KINDS[kind],
    telling: {
      ja: words.map((one) => `「${one}」`).join('') || '全体の言い回し',
      en: words.map((one) => `“${one}”`).join(' ') || 'as a whole',
    },
  }
}

const ADDRESS = /https?:\/\//i
/** A sentence or two: of less nothing can be told, or little where the sender is odd. */
const ENOUGH = 80
const ENOUGH_OF_ODD = 50
const SURELY_ENOUGH = 120

const KINDS: Record<Sound['kind'], Text> = {
  phishing: { ja: 'フィッシング', en: 'phishing' },
  scam: { ja: '詐欺', en: 'a scam' },
  bec: { ja: 'ビジネスメール詐欺', en: 'business e-mail compromise' },
  targeted: { ja: '標的型攻撃の接触', en: "a targeted attack's approach" },
  malware: { ja: '不審なファイルを開かせるメール', en: 'a mail that wants a bad file opened' },
}
