/** A filter between a client that speaks byte by byte and a next hop that keeps what it gets: for tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { parseConfig } from '../../story/config.ts'
import { startFilter } from './filter.ts'

export interface Got {
  sender: string
  recipients: string[]
  content: Buffer
}

export interface Sink {
  port: number
  got: Got[]
  /** what it says to a recipient, or to the message, instead of 250 */
  refuse: { recipient?: [string, number]; message?: number; die?: boolean }
  close(): Promise<void>
}

export async function sink(): Promise<Sink> {
  const made: Sink = { port: 0, got: [], refuse: {}, close: () => Promise.resolve() }
  const { got } = made
  const failure = (code: number) => Object.assign(new Error('4.2.0 not now'), { responseCode: code })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 600_000_000,
    onRcptTo(address, _, done) {
      const [which, code] = made.refuse.recipient ?? ['', 0]
      done(address.address === which ? failure(code) : undefined)
    },
    onData(stream, session, done) {
      if (made.refuse.die) return void kill()
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        if (made.refuse.message) return done(failure(made.refuse.message))
        const { mailFrom, rcptTo } = session.envelope
        got.push({
          sender: mailFrom ? mailFrom.address : '',
          recipients: rcptTo.map(({ address }) => address),
          content: Buffer.concat(pieces),
        })
        done(null, `queued as ${got.length}`)
      })
    },
  })
  server.on('error', () => {})
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  /** as kill -9 would: connections end without a word */
  const kill = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.server.address()
  made.port = typeof address === 'object' && address ? address.port : 0
  made.close = () => new Promise((done) => server.close(() => done()))
  return made
}

export interface Mailroom {
  next: Sink
  port: number
  folder: string
  log: Record<string, unknown>[]
  /** the filter's answers to one mail, the last one to the message itself */
  send(content: Buffer | string, envelope?: Envelope): Promise<string>
  dialogue(): Promise<Dialogue>
  close(): Promise<void>
}

export interface Envelope {
  from?: string
  to?: string[]
  /** the real client, as Postfix forwards it */
  client?: string
}

/** `yaml`: lines below `mail_filter:`, indented by two. */
export async function mailroom(yaml = '', office = 'mail: { own_domains: [example.co.jp] }'): Promise<Mailroom> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-filter-'))
  const next = await sink()
  const text = `${office}
mail_filter:
  listen: 127.0.0.1:0
  next_hop: 127.0.0.1:${next.port}
  ${/authenticate:/.test(yaml) ? '' : 'authenticate: off'}
  ${/workers:/.test(yaml) ? '' : 'workers: 1'}
  quarantine: { folder: ${folder}/held, key_file: ${folder}/key }
${yaml}
`
  const log: Record<string, unknown>[] = []
  const filter = await startFilter(parseConfig(text, 'test', []), (event) => log.push(event))
  return {
    next,
    port: filter.port,
    folder,
    log,
    dialogue: () => dialogue(filter.port),
    send: (content, envelope = {}) => send(filter.port, content, envelope),
    async close() {
      await filter.close()
      await next.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface Dialogue {
  socket: Socket
  /** what was said → the whole reply */
  say(line: string | Buffer): Promise<string>
  reply(): Promise<string>
}

export async function dialogue(port: number): Promise<Dialogue> {
  const socket = connect({ host: '127.0.0.1', port })
  let text = ''
  let closed = false
  let wake = () => {}
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    wake()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
    wake()
  })
  const reply = async (): Promise<string> => {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(text)
      if (whole) {
        text = text.slice(whole[0].length)
        return whole[0].trimEnd()
      }
      if (closed) return 'closed'
      await new Promise<void>((done) => {
        wake = done
      })
    }
  }
  const say = (line: string | Buffer) => {
    socket.write(line)
    return reply()
  }
  const made = { socket, reply, say }
  const greeting = await reply()
  if (!greeting.startsWith('220')) throw new Error(greeting)
  return made
}

async function send(port: number, content: Buffer | string, envelope: Envelope): Promise<string> {
  const { from = 'sender@partner.example', to = ['taro@example.co.jp'], client = '198.51.100.7' } = envelope
  const talk = await dialogue(port)
  try {
    await talk.say('EHLO client.example\r\n')
    await talk.say(`XFORWARD NAME=client.example ADDR=${client} HELO=client.example PROTO=ESMTP\r\n`)
    await talk.say(`MAIL FROM:<${from}>\r\n`)
    for (const one of to) await talk.say(`RCPT TO:<${one}>\r\n`)
    const ready = await talk.say('DATA\r\n')
    if (!ready.startsWith('354')) return ready
    return await talk.say(Buffer.concat([wire(content), Buffer.from('.\r\n')]))
  } finally {
    talk.socket.destroy()
  }
}

/** CRLF and doubled dots, by another way than the filter's own. */
export const wire = (content: Buffer | string): Buffer =>
  Buffer.from(Buffer.from(content).toString('latin1').replace(/^\./gm, '..'), 'latin1')

/** With the line ends of SMTP. */
export const crlf = (mail: Buffer): Buffer => Buffer.from(mail.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')
