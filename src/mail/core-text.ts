/** What a message itself says: without quotes, signature, greetings and disclaimers. It is what messages are compared by. */

const MAX_CORE = 100_000 // characters
const LONG_LINE = 500 // characters

/** How much a text says: a character of Chinese, Japanese or Korean says as much as three letters; links say nothing. */
export function lettersIn(text: string): number {
  const words = text.replace(/https?:\/\/\S+|\s+/g, '')
  return words.length + 2 * (words.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0)
}

export function coreText(text: string): string {
  const lines = text
    .slice(0, MAX_CORE * 4)
    .normalize('NFKC')
    .split('\n')
  const kept: string[] = []
  for (const [i, raw] of lines.entries()) {
    const line = raw.trim()
    if (line.length > LONG_LINE) {
      kept.push(line) // no greeting, rule or address is so long
      continue
    }
    if (QUOTE_BEGINS.some((pattern) => pattern.test(line)) || isHeaderBlock(lines, i)) break
    if (/^(>|\||｜|》)/.test(line)) continue
    if (isSignature(lines, i)) break
    if (DISCLAIMER.test(line)) continue
    const said = withoutGreeting(line)
    if (said !== '' || (kept.length > 0 && kept.at(-1) !== '')) kept.push(said)
  }
  return kept.join('\n').trim().slice(0, MAX_CORE)
}

/** Everything below is somebody else's words, or an older message. */
const QUOTE_BEGINS = [
  /^-{2,}\s*(original message|forwarded message|転送メッセージ|元のメッセージ|転送|original appointment)\s*-{2,}/i,
  /^(begin forwarded message|転送されたメッセージ)\s*:?$/i,
  /^on .{5,200} wrote:$/i,
  /^\d{4}年\d{1,2}月\d{1,2}日.{0,120}(<[^>]+>|wrote|さん(が|の)書きました|のメール)\s*:?$/,
  /^(.{1,80}(さん|様|氏)?(は|が)書きました|.{1,80} wrote|以下、?引用|以下は?引用です)\s*:?$/i,
  /^\d{4}\/\d{1,2}\/\d{1,2}.{0,80}(<[^>]+>|wrote)\s*:?$/i,
]
const HEADER = /^(from|sent|to|cc|subject|date|差出人|送信日時|送信者|宛先|件名|日付|日時)\s*[:：]/i

/** 差出人: … 送信日時: … 宛先: … of a quoted message: three such lines, the first here */
function isHeaderBlock(lines: string[], at: number): boolean {
  if (!/^\W{0,3}(from|差出人|送信者)\s*[:：]/i.test(lines[at]?.trim() ?? '')) return false
  return (
    lines.slice(at, at + 8).filter((line) =>
      HEADER.test(
        line
          .slice(0, LONG_LINE)
          .trim()
          .replace(/^\*+|\*+$/g, ''),
      ),
    ).length >= 3
  )
}

/** A rule of any kind, below which the next lines name a firm, an address, a telephone number. */
const RULE = /^([-_=*~+#.・･─━―‐－＿＝★☆■□◆◇●○◎※～〜┌┏┗└╋┼┿│┃|/\\ ]){4,}.{0,3}$/
const CONTACT =
  /(\b(tel|fax|phone|mobile|e-?mail|mail|url)\b\s*[:：.]?|電話|携帯|直通|内線|〒\s*\d{3}-?\d{4}|https?:\/\/|[\w.+-]+@[\w.-]+\.\w)/i
const FIRM =
  /(株式会社|有限会社|合同会社|財団法人|社団法人|学校法人|独立行政法人|国立大学法人|\(株\)|\(有\)|co\.,?\s?ltd|\binc\b|corporation)/i

function isSignature(lines: string[], at: number): boolean {
  const line = lines[at]?.trim() ?? ''
  if (/^-- ?$/.test(lines[at] ?? '')) return true
  const below = (count: number) => lines.slice(at + 1, at + 1 + count).map((one) => one.trim().slice(0, LONG_LINE))
  if (RULE.test(line)) {
    const next = below(9)
    return next.some((one) => CONTACT.test(one)) && (next.some((one) => FIRM.test(one)) || contacts(next) >= 2)
  }
  // without a rule: the firm's line, with telephone and address close below it, and nothing but the end after that
  return line.length <= 50 && FIRM.test(line) && !/[。、]/.test(line) && contacts(below(6)) >= 2
}

const contacts = (lines: string[]) =>
  lines.filter((line) => line.length <= 80 && !/。$/.test(line) && CONTACT.test(line)).length

const GREETING = [
  /^(いつも)?(大変)?(お世話|お世話様|おせわ)に?(なり|なって)(ます|おります|ております)(。|、|!|$)/,
  /^(いつも|平素より?|日頃より?)[^。]{0,30}(お世話になって(います|おります)|ご愛顧|ありがとうございます|御礼申し上げます|感謝申し上げます)(。|$)/,
  /^(お疲れ様|おつかれさま|ご苦労様)(です|でございます)?(。|、|$)/,
  /^(おはようございます|こんにちは|こんばんは|はじめまして|初めまして|初めてご連絡(いた|致)します|突然のメール[^。]{0,20})(。|$)/,
  /^(以上|よろしく|宜しく|どうぞよろしく|何卒(よろしく|宜しく)|引き続き|今後とも)[^。]{0,40}(お願い(いた|致|申し上げ)?(し)?ます|申し上げます|。)?(。|$)/,
  /^(拝啓|敬具|草々|かしこ|記|以上)(。|$)/,
  /^(dear|hello|hi)\b[^.]{0,60},?$/i,
  /^((best|kind|warm) regards|regards|sincerely( yours)?|thanks|thank you)[,.!]?$/i,
  /^.{1,30}(様|さま|殿|御中|各位|先生|さん)$/,
  // 「総務部の山田です。」「株式会社サンプルの田中と申します。」
  /^[^。]{0,40}(部|課|室|係|社|会|局|所|科|大学|センター|担当|総務|営業|経理|\))の?[ ]?[一-龠ぁ-んァ-ヶー]{1,8}(です|でございます)。?$/,
  /^[^。]{1,50}と申します。?$/,
]

function withoutGreeting(line: string): string {
  let said = line.replace(/[ \t]+/g, ' ')
  for (let i = 0; i < 4; i++) {
    const greeting = GREETING.find((pattern) => pattern.test(said))
    if (!greeting) return said
    said = said.replace(greeting, '').trim()
  }
  return said
}

const DISCLAIMER =
  /(このメール|本メール|本電子メール|this (e-?mail|message)).{0,80}(機密|秘密|誤って|受信者|名宛人|confidential|intended (only )?(for|recipient)|privileged|error)/i

const MARKS =
  /^\s*(?:(?:re|fw|fwd|aw|sv|wg|tr|rv|返信|転送|回复|答复)\s*(?:[[(（]?\d{1,3}[\])）]?)?\s*[:：＞>]\s*|[[【(（](?:[^\])】）]{0,60}[\s:：.#_-]\s*\d{1,8}|\*{0,3}spam\*{0,3}|meiwaku|迷惑メール|外部|社外|external|ext)[\])】）]\s*|\*{2,3}spam\*{2,3}\s*)/i

/** A subject as it is the same in a thread: without Re:, Fw:, [list 12]; NFKC, lower case, spaces folded. */
export function subjectKey(subject: string): string {
  let key = subject.slice(0, 1_000).normalize('NFKC').toLowerCase()
  for (let i = 0; i < 20; i++) {
    const rest = key.replace(MARKS, '')
    if (rest === key) break
    key = rest
  }
  return key.replace(/\s+/g, ' ').trim()
}
