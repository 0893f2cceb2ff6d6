/**
 * What surrounds a mail's words, as single facts that hold or do not: who sends it, where it leads, what hangs on it. Each is harmless and
 * frequent; how much each says beside the wording is learnt (`weighed.ts`).
 */
import type { Text } from '../../i18n/text.ts'
import { familyOf, labelOf } from '../../lists/family.ts'
import { find } from '../../lists/list.ts'
import { lettersIn } from '../../mail/core-text.ts'
import { isInDocument } from '../../mail/message.ts'
import { domainOf } from '../../mail/own-side.ts'
import type { DetectorContext } from '../detector.ts'
import { oddities } from './borrowed-name.ts'
import { isAnybodysPage } from './hired-page.ts'
import { isCared, isFilePlace, isOurs, type LureMail, linksAway, ONLY_FOR_ORGANISATIONS } from './lure.ts'
import { ANSWERS, ANYBODYS_ENDING, type Misfit } from './misfit.ts'
import { isBrands } from './pretext.ts'

/** The names of what holds; as they stand in what the weights are learnt from. */
export function circumstancesOf(row: LureMail, misfits: Misfit[], context: Lookup): string[] {
  const facts = { ...ofSender(row, context), ...ofLinks(row, context), ...ofFiles(row), ...ofText(row, misfits) }
  return Object.keys(facts).filter((name) => facts[name])
}

type Facts = Record<string, boolean>
type Lookup = Pick<DetectorContext, 'lists'>

function ofSender(row: LureMail, context: Lookup): Facts {
  const { lists } = context
  const { label } = labelOf(row.from_domain)
  const hyphens = label.split('-').length - 1
  const answers = row.reply_to.filter((address) => address !== row.from_address)
  return {
    free: find(lists.freemail, row.from_domain) !== null,
    hyphen: hyphens === 1,
    hyphens: hyphens > 1,
    digits: /\d/.test(label),
    'open-ending': ANYBODYS_ENDING.test(row.from_domain),
    'long-ending': LONG_ENDING.test(row.from_domain),
    odd: oddities(row.from_domain, context) > 0,
    organisation: ONLY_FOR_ORGANISATIONS.test(row.from_domain),
    brand: isBrands(row.from_domain),
    service: find(lists.notice, row.from_domain) !== null,
    bulk: row.bulk === 1,
    'bulk-service': find(lists['mail-service'], row.from_domain) !== null,
    list: row.list_id !== '',
    proven: row.auth === 'pass',
    failed: row.auth === 'fail',
    known: row.known === 1,
    'family-known': row.family_known === 1,
    ours: isOurs(row.from_domain, row),
    'name-address': row.from_name.includes('@'),
    'reply-free': answers.some((address) => find(lists.freemail, domainOf(address)) !== null),
    'reply-elsewhere': answers.some((address) => familyOf(domainOf(address)) !== row.from_family),
    'returned-elsewhere': row.return_path !== '' && familyOf(domainOf(row.return_path)) !== row.from_family,
    unaddressed: row.own_readers.length === 0,
  }
}

function ofLinks(row: LureMail, context: Lookup): Facts {
  const { lists } = context
  const hosts = [...new Set(row.links.map(([, domain]) => domain))]
  const away = linksAway(row, context)
    .map(([, domain]) => domain)
    .filter((domain) => familyOf(domain) !== row.from_family)
  return {
    'link-own': hosts.some((host) => familyOf(host) === row.from_family),
    'link-ours': hosts.some((host) => isOurs(host, row)),
    'link-brand': hosts.some((host) => isCared(host, context)),
    'link-service': hosts.some((host) => find(lists.notice, host) !== null),
    'link-counted': hosts.some((host) => find(lists['mail-service'], host) !== null),
    'link-elsewhere': away.length > 0,
    'link-odd': away.some((host) => oddities(host, context) > 0),
    'link-hyphen': away.some((host) => labelOf(host).label.includes('-')),
    'link-long-ending': away.some((host) => LONG_ENDING.test(host)),
    'link-storage': hosts.some((host) => isFilePlace(host, lists)),
    'link-anybodys': hosts.some((host) => isAnybodysPage(host, lists)),
    'link-short': hosts.some((host) => find(lists.shortener, host) !== null),
    'link-in-document': row.links.some(([, , source]) => isInDocument(source)),
    'link-addressed': row.links.some(([url]) => row.readers.some((reader) => url.toLowerCase().includes(reader))),
  }
}

function ofFiles({ types, attached, pictures, locked, runs }: LureMail): Facts {
  const has = (...ones: string[]) => ones.some((one) => types.includes(one))
  return {
    attached: attached > 0,
    pictures: pictures > 0,
    locked: locked === 1,
    runs: runs > 0,
    pdf: has('pdf'),
    office: has('ooxml', 'odf', 'ole', 'rtf'),
    picture: has('image'),
    plain: has('text'),
    archive: has('zip', '7z', 'rar', 'tar', 'gz', 'bz2', 'xz', 'cab', 'lzh'),
    disk: has('iso', 'img', 'vhd', 'vhdx'),
    page: has('html', 'svg'),
    notebook: has('onenote'),
    message: has('message'),
  }
}

function ofText(row: LureMail, misfits: Misfit[]): Facts {
  return {
    answers: row.answers === 'known',
    'answers-unknown': row.answers === 'unknown',
    'answers-nothing': row.answers === '' && REPLY.test(row.subject),
    quotes: ANSWERS.test(row.text),
    short: lettersIn(row.text) < SHORT,
    password: row.tells_password === 1,
    money: MONEY.test(row.text),
    hurried: HURRY.test(row.text),
    silent: SILENT.test(row.text),
    misfit: misfits.length === 1,
    misfits: misfits.length > 1,
    'misfit-rare': misfits.some(({ everyday }) => !everyday),
  }
}

/** `.company`, `.online`: of those that were added since 2012, which cost little */
const LONG_ENDING = /\.[a-z]{4,}$/
const REPLY = /^\s*(?:re|aw|sv|ref|回复|答复|回覆|답장)\s*[:：]/i
const SHORT = 120 // letters: a few lines
const MONEY = /[¥$€£]\s?\d|\d[\d,.]*\s?(?:円|万円|ドル|USD|EUR|JPY|GBP|AUD|CAD|CHF|CNY|KRW)/
const HURRY =
  /至急|お急ぎ|急ぎ|本日中|本日まで|今日中|(?:24|48|72)時間|urgent|immediately|\basap\b|\btoday\b|within \d+ (?:hours|days)|deadline|expires?\b|dringend|sofort|immédiat|inmediat|immediat|urgente/i
const SILENT =
  /内密|他言|内々|口外|(?:電話|お電話).{0,12}(?:不要|控え|出られ|できません|つながりません)|between us|keep (?:this|it) (?:quiet|private)|(?:can(?:no|['’])t|unable to|no need to) (?:take|talk|call|phone|ring)|vertraulich|ne (?:m'appelez|parlez)/i

/** What a report says of those that speak against a sender and that no misfit tells. */
export const TOLD: Record<string, Text> = {
  runs: { ja: '実行できるものが添付されています', en: 'something that can run comes along' },
  disk: { ja: 'ディスクイメージが添付されています', en: 'a disk image comes along' },
  page: { ja: 'ブラウザで開くページが添付されています', en: 'a page for the browser comes along' },
  notebook: { ja: 'OneNote のファイルが添付されています', en: 'a OneNote file comes along' },
  message: { ja: '別のメールが添付されています', en: 'another mail comes along' },
  'link-in-document': { ja: '添付の文書の中にリンクがあります', en: 'the attached document holds the link' },
  'link-addressed': {
    ja: 'リンクに受信者のアドレスが入っています',
    en: "its link carries the reader's own address",
  },
  'link-anybodys': {
    ja: 'リンク先は、だれでもページを置けるサービスです',
    en: 'its link leads to a place where anybody can lay a page',
  },
  'link-short': { ja: 'リンク先を隠す短縮URLです', en: 'a short address hides where its link leads' },
  'link-storage': {
    ja: 'リンク先は、だれでもファイルを置けるサービスです',
    en: 'its link leads to a place where anybody can lay a file',
  },
  'answers-nothing': {
    ja: '返信の件名ですが、返信元のメールがありません',
    en: 'its subject is that of an answer, and it answers no mail',
  },
  'answers-unknown': {
    ja: '返信元のメールは、保管分に見当たりません',
    en: 'what it answers is not in the archive',
  },
  silent: { ja: '他言や電話での確認を避けさせています', en: 'it asks for silence, or not to call' },
  password: { ja: 'パスワードが書かれています', en: 'it tells a password' },
  'name-address': { ja: '表示名がメールアドレスです', en: 'its display name is an address' },
}
