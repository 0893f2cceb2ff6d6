/** Messages as bytes: headers with encoded words, bodies in any character set, attachments with names in the ways that mailers write them. */
import { type Charset, encode } from './charset.ts'

export interface MimeAttachment {
  name: string
  content: Uint8Array
  type: string
  /** rfc2231 is the standard; Outlook in Japan writes encoded words into the parameter; some mailers write raw bytes */
  naming?: 'rfc2231' | 'encoded-word' | 'raw'
  inline?: boolean
}

export interface Body {
  text: string
  html?: string
  charset: Charset
  attachments: MimeAttachment[]
  boundary: string
  /** a meeting request or a delivery report instead of a text */
  calendar?: string
  report?: string
}

/** One header line, folded where encoded words end. */
export function header(name: string, value: string, charset: Charset): string {
  return `${name}: ${encodedText(value, charset)}`
}

function encodedText(value: string, charset: Charset): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value
  const words: string[] = []
  const characters = [...value]
  for (let i = 0; i < characters.length; i += 12) words.push(encodedWord(characters.slice(i, i + 12).join(''), charset))
  return words.join('\r\n ')
}

const encodedWord = (text: string, charset: Charset) =>
  `=?${charset}?B?${Buffer.from(encode(text, charset)).toString('base64')}?=`

/** `田中 太郎 <tanaka@example.jp>` */
export function mailbox(name: string, address: string, charset: Charset): string {
  if (name === '') return address
  if (/^[\x20-\x7e]*$/.test(name)) return `"${name.replaceAll('"', '')}" <${address}>`
  return `${encodedText(name, charset)} <${address}>`
}

/** Content headers and body, CRLF. */
export function bodyOf(body: Body): Buffer {
  const text = textPart('plain', body.text, body.charset)
  const main = body.html
    ? multipart('alternative', `${body.boundary}_alt`, [
        ...(body.text ? [text] : []),
        textPart('html', body.html, body.charset),
        ...(body.calendar ? [calendarPart(body.calendar)] : []),
      ])
    : body.calendar
      ? multipart('alternative', `${body.boundary}_alt`, [text, calendarPart(body.calendar)])
      : text
  if (body.attachments.length === 0) return main
  const kind = body.report ? `report; report-type=${body.report}` : 'mixed'
  return multipart(kind, body.boundary, [main, ...body.attachments.map((one) => attachmentPart(one, body.charset))])
}

function textPart(kind: 'plain' | 'html', text: string, charset: Charset): Buffer {
  const bytes = Buffer.from(encode(text.replaceAll('\n', '\r\n'), charset))
  const head = `Content-Type: text/${kind}; charset=${charset === 'utf-8' ? 'UTF-8' : charset}\r\nContent-Transfer-Encoding: `
  if (charset === 'iso-2022-jp') return Buffer.concat([Buffer.from(`${head}7bit\r\n\r\n`), bytes, Buffer.from('\r\n')])
  return Buffer.from(`${head}base64\r\n\r\n${lines(bytes)}\r\n`)
}

const calendarPart = (text: string) =>
  Buffer.from(
    `Content-Type: text/calendar; charset=UTF-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines(Buffer.from(text))}\r\n`,
  )

function attachmentPart(one: MimeAttachment, charset: Charset): Buffer {
  const disposition = one.inline ? 'inline' : 'attachment'
  if (one.type === 'message/rfc822' || one.type === 'message/delivery-status')
    return Buffer.concat([
      Buffer.from(`Content-Type: ${one.type}\r\nContent-Disposition: ${disposition}\r\n\r\n`),
      one.content,
    ])
  const [name, filename] = parameters(one, charset)
  return Buffer.concat([
    Buffer.from(`Content-Type: ${one.type};\r\n `),
    name,
    Buffer.from(`\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ${disposition};\r\n `),
    filename,
    Buffer.from(`\r\n\r\n${lines(one.content)}\r\n`),
  ])
}

function parameters({ name, naming }: MimeAttachment, charset: Charset): [Buffer, Buffer] {
  if (/^[\x20-\x7e]*$/.test(name)) return [Buffer.from(`name="${name}"`), Buffer.from(`filename="${name}"`)]
  if (naming === 'raw') {
    const raw = Buffer.from(encode(name, 'shift_jis'))
    const quoted = (key: string) => Buffer.concat([Buffer.from(`${key}="`), raw, Buffer.from('"')])
    return [quoted('name'), quoted('filename')]
  }
  const word = encodedText(name, /[\u202a-\u202e]/.test(name) ? 'utf-8' : charset)
  if (naming === 'encoded-word') return [Buffer.from(`name="${word}"`), Buffer.from(`filename="${word}"`)]
  return [Buffer.from(`name="${word}"`), Buffer.from(`filename*=utf-8''${encodeURIComponent(name)}`)]
}

function multipart(kind: string, boundary: string, parts: Buffer[]): Buffer {
  const [type, ...more] = kind.split('; ')
  const head = `Content-Type: multipart/${type};${more.map((one) => ` ${one};`).join('')}\r\n boundary="${boundary}"\r\n\r\n`
  return Buffer.concat([
    Buffer.from(head),
    ...parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}

const lines = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n').trimEnd()
