/** Display names: which written forms are one person, which names are an organisation's or a function's, and addresses shown as names. */
import unhomoglyph from 'unhomoglyph'

/**
 * Keys under which a display name is the same person: "田中 太郎", "田中太郎（営業部）" and "サンプル商事 田中太郎" share 田中太郎;
 * "TANAKA, Taro" and "Taro Tanaka" share tanaka taro. Empty where the name names no single person: a family name alone, a function,
 * an organisation.
 */
export function personKeys(name: string): string[] {
  const tokens = tokensOf(name).filter(isPersonal)
  const keys = new Set<string>()
  const latin = tokens.filter((token) => LATIN.test(token))
  if (latin.length >= 2 && latin.length <= 3 && latin.join('').length >= 6) keys.add([...latin].sort().join(' '))
  const japanese = tokens.filter((token) => !LATIN.test(token))
  for (const [i, token] of japanese.entries()) {
    if (isFullName(token) && (japanese.length === 1 || token.length >= 4) && !FAMILY_NAMES.has(token)) keys.add(token)
    const next = japanese[i + 1]
    if (next !== undefined && token.length <= 4 && next.length <= 4 && token.length + next.length >= 2) {
      if (token.length + next.length >= 3) keys.add(token + next)
    }
  }
  return [...keys]
}

/** Addresses that a display name shows: `taro@example.co.jp`, also in full width or with invisible characters between. */
export function addressesIn(name: string): string[] {
  return [...plain(name).matchAll(/[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/g)].map(([address]) => address)
}

/** Does the name claim an organisation (株式会社…, …大学, … Inc.)? The claimed name without its legal form, or null. */
export function organisationIn(name: string): string | null {
  const text = plain(name).replace(/\s+/g, ' ').trim()
  const found = ORGANISATION.exec(text)
  if (!found) return null
  const bare = text
    .replace(
      /株式会社|有限会社|合同会社|\((?:株|有|同|財|社|独|一財|一社|公財|公社)\)|(?:一般|公益)?(?:財団|社団)法人|独立行政法人|国立大学法人|学校法人|医療法人|特定非営利活動法人|npo法人/g,
      ' ',
    )
    .replace(/\b(?:inc|ltd|co|corp|llc|k\.?k)\b\.?,?/g, ' ')
    .trim()
  const first = bare.split(/[\s/|()・,]+/).find((part) => part.length >= 2)
  return first ?? null
}

const LATIN = /^[a-z][a-z'’-]*$/
const KANJI_OR_KANA = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}々ー]+$/u

/** NFKC, lower case, letters that look alike in other scripts as Latin ones, nothing invisible. */
function plain(name: string): string {
  const text = name.normalize('NFKC').replace(/[\p{Cf}\p{Cc}]/gu, '')
  return /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text) && /[a-z]/i.test(text)
    ? unhomoglyph(text).toLowerCase()
    : text.toLowerCase()
}

function tokensOf(name: string): string[] {
  return plain(name)
    .replace(/[a-z0-9._%+-]+@[a-z0-9.-]+/g, ' ')
    .split(/[\s,、，/／|｜()（）［\]【】<>「」『』"“”:：;・@＠=＝_.\d[-]+/u)
    .map((token) => token.replace(/(?:様|さん|氏|先生|殿)$/u, ''))
    .filter((token) => token !== '')
}

function isPersonal(token: string): boolean {
  if (LATIN.test(token)) return token.length >= 2 && !FUNCTIONS.has(token)
  return KANJI_OR_KANA.test(token) && token.length <= 7 && !FUNCTION_JA.test(token)
}

/** Family and given name written as one: a run of kanji, with kana or not. One of katakana alone is as often a brand. */
const isFullName = (token: string) =>
  token.length >= 3 && token.length <= 7 && /\p{Script=Han}/u.test(token) && KANJI_OR_KANA.test(token)

/** Family names of three characters: alone they are no full name. */
const FAMILY_NAMES = new Set(
  '長谷川 佐々木 五十嵐 大久保 小野寺 久保田 佐久間 小笠原 宇都宮 海老原 海老名 大河原 小山田 小田切 御手洗 小早川 長谷部 二階堂 波多野 羽田野 八重樫 大曽根 大和田 瀬戸口 伊集院 野々村 日下部 仲宗根 阿久津 安次富 与那覇 和久井 加賀谷 喜多村 竹之内 堀之内 山之内 矢田部 三田村 高見沢 美濃部 小野田 小野塚'.split(
    ' ',
  ),
)

const ORGANISATION =
  /株式会社|有限会社|合同会社|\((?:株|有|同|財|社|独|一財|一社|公財|公社)\)|(?:財団|社団|医療|学校)法人|独立行政法人|大学|協会|機構|研究所|研究会|連合会|連盟|組合|学会|省$|省\s|[^官]庁|市役所|県庁|町役場|委員会|銀行|病院|商工会|\b(?:inc|ltd|corp|llc)\b|co\.,? ?ltd/u

/** What a function, a department or an organisation ends with or holds, and no person's name. */
const FUNCTION_JA =
  /(?:部|課|室|係|局|庁|省|所|院|会|店|館|社|班|科|センタ[ーー]?|チーム|グループ|担当|窓口|受付|事務|総務|経理|人事|営業|広報|採用|管理者|管理人|サポート|サービス|システム|通知|お知らせ|配信|自動|送信専用|返信不可|株式会社|有限会社|法人|商事|工業|製作所|産業|電機|建設|物産|大学|協会|機構|研究|銀行|保険|証券|本部|支店|支社|工場|事業|新聞|出版|複合機|スキャン|代表|係員|御中|市場|通信|ショップ|メール|マガジン|ニュース)$/u
const FUNCTIONS = new Set(
  'info sales support admin administrator webmaster postmaster noreply no reply donotreply contact office soumu keiri jinji eigyo saiyo news newsletter magazine mail mailer scan scanner printer copier system notification notifications alert team service services customer help helpdesk desk account accounts billing invoice order orders marketing event events seminar via from for by the on behalf of per conto department dept division section group co ltd inc corp llc company office japan tokyo osaka hr it pr ml list test user guest'.split(
    ' ',
  ),
)
