/**
 * A lure by its wording as a whole, where no single pretext is known: a stranger writes as those write who want something (wording.ts), and
 * something about him does not fit who writes so. Neither is a sign alone: a bank words its notices as its imitators do, and strangers write every day.
 */
import type { Text } from '../../i18n/text.ts'
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { claimedName } from './claimed-name.ts'
import { isStrange, type Lure, type LureMail, linksAway } from './lure.ts'
import { isBrands, sameBrand } from './pretext.ts'
import { type Sound, soundOf } from './wording.ts'

/** How sure the wording must be: with one circumstance that does not fit, with one that is everyday, and with more. */
const SURE = 0.65
const SURE_OF_EVERYDAY = 0.8
const SURE_WITH_MORE = 0.45
const SURE_OF_MANY = 0.9

export function wordingLure(row: LureMail, context: DetectorContext): Lure[] {
  const { lists } = context
  if (row.list_id !== '' || !isStrange(row) || isBrands(row.from_domain)) return []
  // a colleague of somebody with whom there is traffic
  if (row.auth !== 'fail' && row.family_known === 1) return []
  if (row.auth !== 'fail' && find(lists.notice, row.from_domain) !== null) return []
  if (ONLY_FOR_ORGANISATIONS.test(row.from_domain) || find(lists['mail-service'], row.from_domain) !== null) return []
  const misfits = misfitsOf(row, context)
  if (misfits.length === 0) return []
  if (lettersIn(row.text.slice(0, 2_000)) < ENOUGH) return []
  const sound = soundOf(row.subject, row.text)
  // a file that is sent with two words is what offices do all day: it is judged by what it holds
  const sure = row.links.length === 0 ? sound.lure - sound.malware : sound.lure
  const odd = misfits.some((one) => !one.everyday)
  // who writes to many at once sells something or tells of something, as a rule
  if (row.bulk === 1 && (!odd || sure < SURE_OF_MANY)) return []
  const [one, more] = odd ? [SURE, SURE_WITH_MORE] : [SURE_OF_EVERYDAY, SURE]
  const bar = misfits.length === 1 ? one : more
  if (sure < bar) return []
  const named = KINDS[sound.kind]
  const [ja, en] = [misfits.map((one) => one.ja).join('。また、'), misfits.map((one) => one.en).join('; ')]
  const telling = sound.telling.map((words) => `「${words}」`).join('')
  return [
    {
      kind: `worded-${sound.kind}`,
      strength: 'plain',
      what: {
        ja: `やり取りのない差出人からの、${named.ja}によくある言い回しのメールです（${telling || '全体の言い回し'}）。さらに、${ja}`,
        en: `a stranger's mail worded like ${named.en} (${sound.telling.map((words) => `“${words}”`).join(' ') || 'as a whole'}); and ${en}`,
      },
    },
  ]
}

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
  /\.(?:co|or|ac|go|lg|ed|ne|ad)\.(?:jp|kr)$|\.(?:gov|edu|mil|int)(?:\.[a-z]{2})?$|\.(?:ac|go|gob|gouv)\.[a-z]{2}$/

/** Endings without a country, and countries' ends that are open to all: firms of a place are called azuma-insatsu.jp and stadtwerke-bergtal.de. */
const ANYBODYS_ENDING = /\.(?:[a-z]{3,}|(?:com|net|org)\.[a-z]{2}|eu|io|co|me|ai|cc)$/

/** It quotes what it answers: there was a talk before. */
const ANSWERS =
  /^\s*>|^(?:from|差出人|von|de|发件人|보낸 ?사람)\s*[:：]|^-{2,}\s*(?:original|forwarded|元の)|wrote:\s*$|schrieb:\s*$|書きました|のメッセージ:/im

/** What is too large for mail goes there. */
const isTransfer = (domain: string, { lists }: DetectorContext) => find(lists.trusted, domain)?.kind === 'transfer'

/** `everyday`: many honest strangers have it, too */
type Misfit = Text & { everyday?: boolean }

/** What does not fit who writes so: each by itself is harmless and frequent. */
function misfitsOf(row: LureMail, context: DetectorContext): Misfit[] {
  // learned societies leave the handling of papers to publishers' services
  const handlesPapers = (domain: string) => find(context.lists.notice, domain)?.kind === 'journal'
  const away = linksAway(row, context)
  const elsewhere = away.find(
    ([, domain]) =>
      familyOf(domain) !== row.from_family && !sameBrand(domain, row.from_domain) && !handlesPapers(domain),
  )
  const hyphens = labelOf(row.from_domain).label.split('-').length - 1
  const answers = row.reply_to.find((address) => familyOf(domainOf(address)) !== row.from_family)
  const free = find(context.lists.freemail, row.from_domain) !== null
  const odd = [row.from_domain, ...away.map(([, domain]) => domain)].find((host) => oddities(host, context) > 0)
  const claimed = claimedName(row.from_name, row.text, row.from_domain)
  const found: (Misfit | false | undefined)[] = [
    free && {
      everyday: true,
      ja: `差出人はだれでも取れるアドレス（${row.from_address}）です`,
      en: `its address is one that anybody can have (${row.from_address})`,
    },
    odd !== undefined && {
      ja: `${odd} は、本物の事業者には不自然なドメインです`,
      en: `${odd} is an odd domain for an honest business`,
    },
    claimed !== null && {
      everyday: true,
      ja: `「${claimed}」を名乗っていますが、そのドメインから届いていません（${row.from_domain}）`,
      en: `it bears the name “${claimed}” and does not come from its domain (${row.from_domain})`,
    },
    elsewhere && {
      everyday: find(context.lists.notice, elsewhere[1]) !== null || isTransfer(elsewhere[1], context),
      ja: `リンク先（${elsewhere[1]}）が差出人のドメインと違います`,
      en: `its link leads elsewhere than to its sender (${elsewhere[1]})`,
    },
    ANYBODYS_ENDING.test(row.from_domain) &&
      (hyphens >= 2 ||
        (hyphens === 1 &&
          (row.links.some(([, domain]) => !handlesPapers(domain)) ||
            (row.attached === 0 && !ANSWERS.test(row.text))))) && {
        ja: `差出人のドメイン（${row.from_domain}）は、もっともらしい単語をつないだ名前です`,
        en: `its sender's domain strings plausible words together (${row.from_domain})`,
      },
    row.auth === 'fail' && {
      ja: '差出人の認証に失敗しています',
      en: "its sender's authentication failed",
    },
    answers !== undefined && {
      ja: `返信先（${answers}）が差出人と違います`,
      en: `answers go elsewhere (${answers})`,
    },
  ]
  return found.filter((one): one is Misfit => Boolean(one))
}
