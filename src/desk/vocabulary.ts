/** The desk's own words: kinds of organisations, industries, kinds of attacks, ways in which a consultation comes in. */
import type { Text } from '../i18n/text.ts'
import { type Desk, rows } from './desk.ts'
import { DeskError } from './fault.ts'
import type { Channel, Discovery } from './rows.ts'

export interface Term extends Text {
  code: string
}
export type Vocabulary = 'organisation_kind' | 'industry' | 'attack_kind'

export const CHANNEL_TERMS: (Term & { code: Channel })[] = [
  { code: 'mail', ja: 'メール', en: 'Mail' },
  { code: 'telephone', ja: '電話', en: 'Telephone' },
  { code: 'form', ja: 'ウェブフォーム', en: 'Web form' },
  { code: 'fax', ja: 'FAX', en: 'Fax' },
  { code: 'visit', ja: '来訪', en: 'Visit' },
]

export const DISCOVERY_TERMS: (Term & { code: Discovery })[] = [
  { code: 'employee', ja: '職員の申告', en: 'Reported by staff' },
  { code: 'antivirus', ja: 'ウイルス対策ソフト', en: 'Antivirus' },
  { code: 'log-review', ja: 'ログの点検', en: 'Review of logs' },
  { code: 'monitoring', ja: '自組織の監視', en: 'Own monitoring' },
  { code: 'provider', ja: '委託先の監視', en: 'Monitoring by a provider' },
  { code: 'customer', ja: '取引先・利用者の連絡', en: 'Told by a customer or partner' },
  { code: 'response-team', ja: 'CSIRT等の連絡', en: 'Told by a response team' },
  { code: 'police', ja: '警察の連絡', en: 'Told by the police' },
  { code: 'attacker', ja: '攻撃者の公表・脅迫', en: 'The attacker said so' },
  { code: 'third-party', ja: 'その他の第三者の連絡', en: 'Told by somebody else' },
]

export function terms(desk: Desk, vocabulary: Vocabulary): Term[] {
  return rows<Term>(desk, `SELECT code, ja, en FROM ${vocabulary} ORDER BY position, code`)
}

/** Also what desks write instead of the published names. */
const SYNONYMS: Record<string, string> = {
  独法: 'agency',
  社団法人: 'association',
  財団法人: 'association',
  一般社団法人: 'association',
  公益社団法人: 'association',
  一般財団法人: 'association',
  公益財団法人: 'association',
  民間企業: 'company',
  株式会社: 'company',
  その他公共機関: 'public',
  公共機関: 'public',
  その他: 'public',
  tel: 'telephone',
  phone: 'telephone',
  email: 'mail',
  'e-mail': 'mail',
  電子メール: 'mail',
  フォーム: 'form',
  web: 'form',
  来所: 'visit',
  標的型メール: 'targeted-mail',
  標的型: 'targeted-mail',
  ばらまき: 'bulk-mail',
  bec: 'business-mail-fraud',
}

/** The code of a term by its code or by its name in either language; null where no such term is known. */
export function codeOf(known: Term[], text: string): string | null {
  const wanted = spelling(text)
  const found = known.find((term) => [term.code, term.ja, term.en].some((name) => spelling(name) === wanted))
  if (found) return found.code
  const meant = SYNONYMS[wanted]
  return known.some((term) => term.code === meant) ? (meant ?? null) : null
}

/** As codeOf, with a refusal that lists what there is. */
export function termCode(known: Term[], text: string, what: Text): string {
  const code = codeOf(known, text)
  if (code) return code
  throw new DeskError({
    ja: `${what.ja}「${text}」は登録されていません。使えるもの: ${known.map((term) => `${term.code}（${term.ja}）`).join('、')}`,
    en: `unknown ${what.en} ${JSON.stringify(text)}; there are ${known.map((term) => `${term.code} (${term.en})`).join(', ')}`,
  })
}

const spelling = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s・、]/g, '')
