/** Is it mail, by its first bytes? A phone saves `.eml` as `.txt`, a Maildir has no extensions: a name counts only where the content leaves it open. */

export type MailKind = 'rfc822' | 'mbox' | 'emlx' | 'outlook-msg' | 'outlook-pst'

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const PERSONAL_STORE = Buffer.from('!BDN', 'latin1') // [MS-PST] 2.2.2.6; .ost too
/** Every message file has this stream ([MS-OXMSG] 2.4): its name stands in the directory as UTF-16. */
const MESSAGE_STREAM = Buffer.from('__properties_version1.0', 'utf16le')

export function mailKind(sample: Buffer, path: string): MailKind | null {
  if (sample.subarray(0, 4).equals(PERSONAL_STORE)) return 'outlook-pst'
  if (isCompoundFile(sample)) return sample.includes(MESSAGE_STREAM) ? 'outlook-msg' : null
  const text = sample.toString('latin1', 0, 65_536).replace(/^\xef\xbb\xbf/, '')
  if (/^From [^\r\n]{1,400}\r?\n>?[!-9;-~]{1,100}[ \t]*:/.test(text)) return 'mbox'
  const counted = /^\d{1,10}[ \t]*\r?\n/.exec(text)
  if (counted) return isHeader(text.slice(counted[0].length)) ? 'emlx' : null
  return isHeader(text) || (/\.eml$/i.test(path) && isScantHeader(text)) ? 'rfc822' : null
}

/** A compound file whose directory stands behind the sample: only the whole file tells. */
export function isCompoundFile(sample: Buffer): boolean {
  return sample.subarray(0, 8).equals(COMPOUND_FILE)
}

export const isMessageFile = (whole: Buffer): boolean => whole.includes(MESSAGE_STREAM)

/** Fields that a message has and a log, a configuration or an HTTP answer has not, or not together. */
const STRONG =
  /^(received|return-path|message-id|mime-version|delivered-to|dkim-signature|reply-to|x-mailer|x-original-to|arc-seal|authentication-results|x-received|envelope-to|in-reply-to|references)$/
const USUAL =
  /^(from|to|subject|date|cc|sender|content-type|content-transfer-encoding|list-id|user-agent|importance|x-priority)$/

/** The first lines are header fields, at least two of a message, one of which only messages have, or From with Subject, To or Date. */
function isHeader(text: string): boolean {
  const names: string[] = []
  let broken = 0
  const lines = text.replace(/^(?:[ \t]*\r?\n){1,3}/, '').split('\n', 300)
  for (const [i, raw] of lines.entries()) {
    const line = raw.replace(/\r$/, '')
    if (line.trim() === '') break
    const field = /^([!-9;-~]{1,100})[ \t]*:/.exec(line)
    if (field) names.push((field[1] ?? '').toLowerCase())
    else if (i === 0) return false
    else if (!/^[ \t]/.test(line)) broken++
  }
  if (broken > names.length / 4) return false
  const strong = new Set(names.filter((name) => STRONG.test(name)))
  const usual = new Set(names.filter((name) => USUAL.test(name)))
  if (strong.size >= 2 || (strong.size === 1 && usual.size >= 1)) return true
  return usual.has('from') && ['subject', 'to', 'date'].some((name) => usual.has(name))
}

/** Headers that are cut to one field say little: enough only where the name says mail, too. */
function isScantHeader(text: string): boolean {
  const name = /^(?:[ \t]*\r?\n){0,3}([!-9;-~]{1,100})[ \t]*:/.exec(text)?.[1]?.toLowerCase() ?? ''
  return STRONG.test(name) || USUAL.test(name)
}
