/** What does not fit who writes a lure: an address that anybody can have, an odd domain, a link elsewhere. Each by itself is harmless and frequent. */
import type { Text } from '../../i18n/text.ts'
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { domainOf } from '../../mail/own-side.ts'
import { OPEN_REDIRECT } from '../../mail/wrapped-link.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { claimedName } from './claimed-name.ts'
import { type LureMail, linksAway } from './lure.ts'
import { sameBrand } from './pretext.ts'
import { quotesUs } from './quoted-writer.ts'

/** Endings without a country, and countries' ends that are open to all: firms of a place are called azuma-insatsu.jp and stadtwerke-bergtal.de. */
export const ANYBODYS_ENDING = /\.(?:[a-z]{3,}|(?:com|net|org)\.[a-z]{2}|eu|io|co|me|ai|cc)$/

/** It quotes what it answers: there was a talk before. */
export const ANSWERS =
  /^\s*>|^(?:from|差出人|von|de|发件人|보낸 ?사람)\s*[:：]|^-{2,}\s*(?:original|forwarded|元の)|wrote:\s*$|schrieb:\s*$|書きました|のメッセージ:/im

/** What is too large for mail goes there. */
const isTransfer = (domain: string, { lists }: Lookup) => find(lists.trusted, domain)?.kind === 'transfer'

type Lookup = Pick<DetectorContext, 'lists'>

/** `everyday`: many honest strangers have it, too */
export type Misfit = Text & { everyday?: boolean }

export function misfitsOf(row: LureMail, context: Lookup): Misfit[] {
  // learned societies leave the handling of papers to publishers' services
  const handlesPapers = (domain: string) => find(context.lists.notice, domain)?.kind === 'journal'
  const away = linksAway(row, context)
  const elsewhere = away.find(
    ([, domain]) =>
      familyOf(domain) !== row.from_family &&
      !sameBrand(domain, row.from_domain) &&
      !handlesPapers(domain) &&
      find(context.lists['mail-service'], domain)?.kind !== 'bulk', // it counts clicks
  )
  const hyphens = labelOf(row.from_domain).label.split('-').length - 1
  const answers = row.reply_to.find((address) => familyOf(domainOf(address)) !== row.from_family)
  const free = find(context.lists.freemail, row.from_domain) !== null
  const odd = [row.from_domain, ...away.map(([, domain]) => domain)].find((host) => oddities(host, context) > 0)
  const claimed = claimedName(row.from_name, row.text, row.from_domain)
  const absent = quotesUs(row)
  const worn = wearsOurs([row.from_domain, ...away.map(([, domain]) => domain)], row.own_families)
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
      everyday:
        find(context.lists.notice, elsewhere[1]) !== null ||
        isTransfer(elsewhere[1], context) ||
        labelOf(elsewhere[1]).label === labelOf(row.from_domain).label, // one firm under two endings
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
    worn !== null && {
      everyday: !worn.registered,
      ja: `${worn.host} は、受信者の組織の名前を含む、組織のものではないドメインです`,
      en: `${worn.host} holds the name of the reader's own organisation and is not its domain`,
    },
    OPEN_REDIRECT.test(row.text) && {
      ja: 'リンクが、よく知られたサービスの転送を経由しています',
      en: 'its link goes by way of a well-known place that sends on to others',
    },
    claimsBank(row) && {
      ja: `銀行などを名乗っていますが、だれでも取れる種類のドメイン（${row.from_domain}）です`,
      en: `it claims to be a bank, at a domain of the kind that anybody can buy (${row.from_domain})`,
    },
    absent !== null && {
      ja: `引用された自組織の人（${absent}）は、このメールの宛先にも CC にもいません`,
      en: `whom it quotes of our own (${absent}) is not among those it is sent to`,
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

/** `example-it.de`, `portal-example.com` beside our own `example.de`; `example.service.com` may be our place at a service. Short names stand in others by chance. */
function wearsOurs(hosts: string[], ownFamilies: string[]): { host: string; registered: boolean } | null {
  const names = ownFamilies.map((family) => labelOf(family).label).filter((label) => label.length >= 5)
  const others = hosts.filter((host) => !ownFamilies.includes(familyOf(host)))
  const wears = (label: string) => names.some((name) => `-${label}-`.includes(`-${name}-`))
  const registered = others.find((host) => wears(labelOf(host).label) && !names.includes(labelOf(host).label))
  if (registered) return { host: registered, registered: true }
  const below = others.find((host) => host.slice(0, -familyOf(host).length).split('.').some(wears))
  return below ? { host: below, registered: false } : null
}

/** Japan's banks, and those that work like them, write from names that only registered firms get. */
export const claimsBank = ({ from_name, from_domain }: LureMail) =>
  BANK.test(from_name) && ANYBODYS_ENDING.test(from_domain)
const BANK =
  /(?:銀行|信用金庫|信用組合|信金|労働金庫|労金|農業協同組合|ＪＡバンク|JAバンク|証券)(?:株式会社)?(?:[\s・　]|EB|ネット|ビジネス|ダイレクト|サポート|カスタマー|セキュリティ|$)/i
