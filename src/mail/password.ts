/**
 * Words in a mail that may open an archive. Japanese offices send the password in the next mail (PPAP); attackers write it into the same
 * one. Ranked: what stands behind パスワード before what merely looks like one.
 */
import type { PasswordCandidate } from './attachment-tree.ts'

export interface PasswordSource {
  mail_id: string
  subject: string
  text: string
  /** names of attachments and pictures: `pass_1234.png` */
  names: string[]
  /** of the mail, for rules such as yyyymmdd */
  time: string
}

/** The word in German, Spanish, Portuguese, Dutch, Polish, Czech, Swedish, Danish, Norwegian, Turkish, Hungarian, Finnish, Russian, Ukrainian, Chinese, Korean, Vietnamese, Thai and Indonesian (understood by RE2 and by JavaScript). */
export const PASSWORD_ABROAD = String.raw`kennwort|contrase[ñn]a|\bclave\b|\bsenha\b|wachtwoord|palavra-passe|has[łl]o|hesl[oa]|lösenord|adgangskode|passord|parola|[şs]ifre\b|jelszó|salasana|парол|密[码碼]|비밀\s?번호|암호|비번|mật khẩu|รหัส|kata sandi`

/** A mail with this may tell another mail's password (understood by RE2 and by JavaScript). */
export const SPEAKS_OF_PASSWORD = String.raw`(パス|ﾊﾟｽ|解凍|開封|復号|暗証|合言葉|pass|pwd|\bPW\b|ＰＷ|キー|解压|${PASSWORD_ABROAD})`

const MAX_CANDIDATES = 60
const MAX_LINES = 2_000
const MAX_LENGTH = 64 // characters

/** Words that announce one. */
const KEYWORD = new RegExp(
  String.raw`(解凍|開封|復号|展開|閲覧|ファイル|zip)?\s*(用|の|時)?\s*(パスワード|ﾊﾟｽﾜｰﾄﾞ|パスコード|暗証番号|(?:アクセス|開封|閲覧|認証|解除)(?:コード|キー)|暗号キー|解凍キー|復号キー|パス(?=[はを:=「『\s])|pass\s?(word|code|phrase)?|passwort|mot de passe|pwd?|ＰＷ|キーワード|${PASSWORD_ABROAD})`,
  'i',
)
const MENTIONS = new RegExp(
  String.raw`(パスワード|ﾊﾟｽﾜｰﾄﾞ|パスコード|暗証|解凍|開封|復号|pass|\bpwd?\b|パス[はを:]|${PASSWORD_ABROAD})`,
  'i',
)
const QUOTED = /[「『"“‘'【［[《〈<(（]([^「」『』"“”‘’'【】［］《》〈〉<>]{3,64})[」』"”’'】］\]》〉>)）]/g
const WORD = /[\x21-\x7e]{3,64}/g
/** What follows a password in a sentence, and what is none. */
const NO_PASSWORD =
  /^(password|passcode|passwd|pass|pwd|pw|zip|file|is|the|for|this|that|your|mail|email|https?:.*|www\..*|[\w.+-]+@[\w.-]+|tel|fax|[-=_*~.:/]+|re:|fw:)$/i
/** 「別途お送りいたします。」 where a password could stand unquoted; trying one on an archive takes a millisecond. */
const SENTENCE = /(?:ます|ません|ました|ください|下さい)[。.!！]?$/

/** Candidates of one mail, the likeliest first. `source` is the mail's id. */
export function passwordsIn(mail: PasswordSource): PasswordCandidate[] {
  const found = new Map<string, number>()
  const add = (text: string, rank: number) => {
    for (const [form, extra] of forms(text)) {
      if (form.length < (rank === 0 ? 2 : 3) || form.length > MAX_LENGTH || NO_PASSWORD.test(form)) continue
      found.set(form, Math.min(found.get(form) ?? 99, rank + extra))
    }
  }
  const lines = mail.text.split('\n', MAX_LINES).map(short)
  const mentions =
    MENTIONS.test(mail.subject.normalize('NFKC')) || MENTIONS.test(mail.text.slice(0, 20_000).normalize('NFKC'))
  for (const [i, line] of lines.entries()) inLine(line, lines[i + 1] ?? '', lines[i + 2] ?? '', add)
  for (const text of [mail.subject, ...mail.names.map((name) => name.replace(/\.[a-z0-9]{2,5}$/i, ''))].map(short)) {
    inLine(text, '', '', add)
    for (const match of half(text).matchAll(/[A-Za-z0-9!-/:-@]{4,32}/g))
      add(match[0].replace(/^[_.\s-]+|[_.\s-]+$/g, ''), 60)
    for (const match of half(text).matchAll(/[A-Za-z0-9]{4,32}/g)) add(match[0], 61)
  }
  if (mentions) for (const line of lines.slice(0, 200)) alone(line, add)
  return [...found]
    .sort((a, b) => a[1] - b[1])
    .slice(0, MAX_CANDIDATES)
    .map(([text]) => ({ text, source: mail.mail_id }))
}

/** A line with a password is short; white space in rows would cost a pattern its time. */
const short = (line: string): string => line.slice(0, 1_000).replace(/\s+/g, ' ').trim()

type Add = (text: string, rank: number) => void

/** Behind a keyword in the line, or alone in one of the next two lines. */
function inLine(line: string, next: string, afterNext: string, add: Add): void {
  const plain = half(line)
  const keyword = KEYWORD.exec(plain)
  if (!keyword) return
  const rest = plain.slice(keyword.index + keyword[0].length)
  for (const match of rest.matchAll(QUOTED)) add(match[1] ?? '', 1)
  const direct =
    /^[^\x21-\x7e]{0,12}(?:[:=]|は|->|→|⇒|(?:is|ist|lautet|est|es|è|é|to|jest|je|er|är)\b|是|为|為|[은는이가]\s)\s*[「『"'【[(]?\s*([\x21-\x7e]{2,64})/i.exec(
      rest,
    )?.[1]
  if (direct) add(direct, 0)
  const japanese = /^[^:=は]{0,12}(?:[:=]|は)\s*[「『"【[]?\s*([^\s「」『』"【】。、]{3,32})/.exec(rest)?.[1]
  if (japanese && !SENTENCE.test(japanese)) add(japanese.replace(/(です|となります|になります|でございます).*$/, ''), 3)
  for (const match of rest.slice(0, 200).matchAll(WORD)) add(match[0], 5)
  for (const match of plain.slice(0, keyword.index).matchAll(QUOTED)) add(match[1] ?? '', 8) // 「abc123」がパスワードです
  for (const match of plain.slice(0, keyword.index).matchAll(WORD)) add(match[0], 30)
  const following = next === '' ? afterNext : next
  if (following !== '' && following.length <= 80) {
    const text = half(following)
    for (const match of text.matchAll(QUOTED)) add(match[1] ?? '', 2)
    if (/^[^\s]{3,64}$/.test(text) && !SENTENCE.test(text)) add(text, 2)
    for (const match of text.matchAll(WORD)) add(match[0], 6)
  }
}

/** A line that is one word of letters with digits or signs. */
function alone(line: string, add: Add): void {
  const text = half(line)
    .replace(/^[「『"'【[(<]|[」』"'】\])>]$/g, '')
    .trim()
  if (/^[\x21-\x7e]{4,32}$/.test(text) && /[A-Za-z0-9]/.test(text) && !/^[-=_*#]+$|^https?:|@.*\./.test(text))
    add(text, 20)
}

/** As written, half-width, without what a sentence adds. */
function forms(text: string): [string, number][] {
  const trimmed = text.trim()
  const out: [string, number][] = [[trimmed, 0]]
  const bare = trimmed.replace(/[。、.,;]+$|^[:=]+/g, '').replace(/[」』"”’'】］\])>]+$/, '')
  if (bare !== trimmed) out.push([bare, 0.1])
  const joined = trimmed.replace(/\s+/g, '')
  if (joined !== trimmed) out.push([joined, 0.2])
  return out
}

/** Full-width letters and digits → half-width. */
const half = (text: string): string => text.normalize('NFKC')

/** Rules that senders use without saying so: the day of the mail. */
export function ruleCandidates(time: string): PasswordCandidate[] {
  const day = new Date(new Date(`${time.replace(' ', 'T').replace(/Z?$/, 'Z')}`).getTime() + 9 * 3_600_000) // Japan's day
  if (Number.isNaN(day.getTime())) return []
  const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-')
  return [`${year}${month}${date}`, `${year.slice(2)}${month}${date}`, `${month}${date}`].map((text) => ({
    text,
    source: 'rule',
  }))
}

/** Named by the user, then what samples are shared under. */
export function givenCandidates(passwords: string[]): PasswordCandidate[] {
  return [...passwords.map((text) => ({ text, source: 'option' })), { text: 'infected', source: 'rule' }]
}

/** First of each text, bounded. */
export function ranked(candidates: PasswordCandidate[], most = 300): PasswordCandidate[] {
  const seen = new Set<string>()
  return candidates.filter((one) => !seen.has(one.text) && seen.add(one.text)).slice(0, most)
}
