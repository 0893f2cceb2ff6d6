/**
 * The service that takes the mail on. Commands and replies go through as they are, because the sender must hear what the next hop says of each
 * recipient. nodemailer's client is none of this: it rewrites line ends, batches the envelope and knows no XFORWARD.
 */
import { connect, type Socket } from 'node:net'

export interface Reply {
  code: number
  /** as received, with line ends */
  raw: Buffer
}

export interface NextHop {
  greeting: Reply
  command(line: string | Buffer, milliseconds: number): Promise<Reply>
  /** the message behind 354: dots doubled, the end marked */
  message(content: Buffer[], milliseconds: number): Promise<Reply>
  /** no longer usable */
  gone(): boolean
  end(): void
}

export class NextHopError extends Error {
  override name = 'NextHopError'
  /** it will say the same the next time */
  readonly permanent: boolean
  constructor(message: string, permanent = false) {
    super(message)
    this.permanent = permanent
  }
}

const MAX_REPLY = 65_536 // bytes; EHLO answers are a few hundred
const GREETING_MILLISECONDS = 30_000

export async function openNextHop(place: string): Promise<NextHop> {
  const { host, port } = hostAndPort(place)
  const socket = connect({ host, port })
  socket.setNoDelay(true)
  const replies = replyReader(socket)
  const exchange = async (milliseconds: number, ...pieces: (string | Buffer)[]): Promise<Reply> => {
    const reply = replies.next(milliseconds)
    socket.cork()
    for (const piece of pieces) socket.write(piece)
    socket.uncork()
    return reply
  }
  return {
    greeting: await replies.next(GREETING_MILLISECONDS),
    command: (line, milliseconds) => exchange(milliseconds, line, '\r\n'),
    message: (content, milliseconds) => exchange(milliseconds, ...stuffed(content)),
    gone: replies.gone,
    end: () => {
      socket.end('QUIT\r\n')
      setTimeout(() => socket.destroy(), 1000).unref()
    },
  }
}

export function hostAndPort(place: string): { host: string; port: number } {
  const colon = place.lastIndexOf(':')
  return { host: place.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(place.slice(colon + 1)) }
}

function replyReader(socket: Socket) {
  let text = Buffer.alloc(0)
  let problem: Error | null = null
  let waiting: { done: (reply: Reply) => void; failed: (error: Error) => void; timer: NodeJS.Timeout } | null = null
  const fail = (why: string) => {
    problem ??= new NextHopError(why)
    if (waiting) {
      clearTimeout(waiting.timer)
      waiting.failed(problem)
      waiting = null
    }
    socket.destroy()
  }
  const look = () => {
    if (!waiting) return
    const end = endOfReply(text)
    if (end === 0) return
    const raw = text.subarray(0, end)
    text = text.subarray(end)
    const code = Number(raw.toString('latin1', raw.lastIndexOf('\n', raw.length - 2) + 1).slice(0, 3))
    if (!(code >= 200 && code <= 599)) return fail('the next hop does not speak SMTP')
    clearTimeout(waiting.timer)
    waiting.done({ code, raw })
    waiting = null
  }
  socket.on('data', (chunk: Buffer) => {
    text = Buffer.concat([text, chunk])
    if (text.length > MAX_REPLY) return fail('the next hop answers without an end')
    look()
  })
  socket.on('error', (error) => fail(`the next hop: ${error.message}`))
  socket.on('close', () => fail('the next hop closed the connection'))
  return {
    gone: () => problem !== null,
    next(milliseconds: number): Promise<Reply> {
      if (problem) return Promise.reject(problem)
      return new Promise((done, failed) => {
        const timer = setTimeout(() => fail('the next hop did not answer in time'), milliseconds)
        waiting = { done, failed, timer }
        look()
      })
    },
  }
}

/** Offset behind the line that has no hyphen after its code; 0 = not there yet. */
function endOfReply(text: Buffer): number {
  for (let from = 0; ; ) {
    const end = text.indexOf(10, from)
    if (end < 0) return 0
    if (text[from + 3] !== 0x2d) return end + 1
    from = end + 1
  }
}

const DOT = 0x2e
const LF = 10

/** RFC 5321 4.5.2. Content that ends in the middle of a line gets its line end: there is no other way to say it in SMTP. */
export function stuffed(content: Buffer[]): Buffer[] {
  const out: Buffer[] = []
  let before = LF // the byte before this one
  let last = 0 // and the one before that
  for (const piece of content) {
    let from = 0
    for (let at = piece.indexOf(DOT); at >= 0; at = piece.indexOf(DOT, at + 1)) {
      if ((at === 0 ? before : piece[at - 1]) !== LF) continue
      out.push(piece.subarray(from, at), Buffer.from('.'))
      from = at
    }
    out.push(piece.subarray(from))
    if (piece.length > 0) {
      last = piece.length > 1 ? (piece.at(-2) ?? 0) : before
      before = piece.at(-1) ?? before
    }
  }
  const ended = before === LF && (last === 13 || content.every((piece) => piece.length === 0))
  out.push(Buffer.from(ended ? '.\r\n' : '\r\n.\r\n'))
  return out
}
