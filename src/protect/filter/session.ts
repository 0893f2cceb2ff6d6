/**
 * One client's connection. Commands go to the next hop and its replies come back as they are, so that the sender hears of each recipient what
 * the next hop says; only a message is kept here, judged, and then passed, held or refused. 250 is said when the next hop has said it, or
 * when the quarantine has the mail on disk.
 */
import type { Socket } from 'node:net'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import {
  COMMAND_MILLISECONDS,
  drained,
  forgetMail,
  leave,
  patienceWith,
  relay,
  type Session,
  type SessionOptions,
  type State,
  say,
  text,
} from './dialogue.ts'
import { forwarded } from './forwarded-client.ts'
import { type NextHop, openNextHop, type Reply } from './next-hop.ts'
import { receive } from './receive.ts'

const MAX_COMMAND = 4096 // bytes
const MAX_RECIPIENTS = 10_000

export async function serve(client: Socket, options: SessionOptions): Promise<void> {
  const state = newState(client)
  client.setNoDelay(true)
  client.setTimeout(options.idle_seconds * 1000, () => {
    say(client, '421 4.4.2 Timeout')
    client.destroy()
  })
  client.on('error', () => client.destroy())
  client.on('close', () => {
    state.open = false
    state.left()
    state.hop?.end()
    options.closing.removeEventListener('abort', closing)
  })
  const closing = () => {
    if (state.sender === null) leave(client)
  }
  options.closing.addEventListener('abort', closing)
  try {
    const hop = await openNextHop(options.next_hop)
    if (!state.open) return hop.end()
    state.hop = hop
    client.write(hop.greeting.raw)
    if (hop.greeting.code !== 220) return void client.end()
    read(client, hop, state, options)
  } catch (error) {
    options.log({ event: 'no-next-hop', error: text(error) })
    say(client, '421 4.3.0 The next hop can not be reached; try again later')
    client.end()
    client.resume() // else a client that spoke first is never seen to leave
  }
}

const newState = (client: Socket): State => ({
  open: true,
  hop: null,
  client: { address: client.remoteAddress ?? '', helo: '' },
  sender: null,
  mail_parameters: '',
  recipients: [],
  recipient_parameters: [],
  left: () => {},
})

function read(client: Socket, hop: NextHop, state: State, options: SessionOptions): void {
  const parser = new SMTPStream({ maxCommandLength: MAX_COMMAND })
  const patience = patienceWith(client, options.idle_seconds)
  parser.oncommand = (line, next) => {
    if (!next) return // the rest of a line that the client never ended
    patience.end()
    const session = { client, hop, state, options, parser, patience, receiving: false }
    command(line, session)
      .catch((error) => {
        options.log({ event: 'next-hop-lost', error: text(error) })
        say(client, '421 4.3.0 The next hop was lost; try again later')
        client.end()
      })
      .finally(async () => {
        if (!session.receiving) patience.begin()
        await drained(client)
        next()
      })
  }
  parser.on('error', () => {
    say(client, '500 5.5.2 Line too long')
    client.end()
  })
  patience.begin()
  client.pipe(parser)
}

async function command(line: Buffer, session: Session): Promise<void> {
  const { client, hop, state } = session
  if (!state.open) return
  const words = line.toString('latin1')
  const verb = /^\s*([A-Za-z]+)/.exec(words)?.[1]?.toUpperCase() ?? ''
  if (line.includes(0) || line.includes(13)) return say(client, '500 5.5.2 Not a command')
  switch (verb) {
    case 'EHLO':
      forgetMail(state)
      return greet(await hop.command(line, COMMAND_MILLISECONDS), session)
    case 'HELO':
      forgetMail(state)
      return relay(client, await hop.command(line, COMMAND_MILLISECONDS))
    case 'XFORWARD': {
      state.client = forwarded(words, state.client)
      const reply = await hop.command(line, COMMAND_MILLISECONDS)
      // a next hop that does not know it, or does not trust us with it, is no reason to refuse the mail
      return reply.code < 300 ? relay(client, reply) : say(client, '250 2.0.0 Ok')
    }
    case 'MAIL':
      return mail(line, words, session)
    case 'RCPT':
      return recipient(line, words, session)
    case 'DATA':
      return receive(session)
    case 'RSET':
      forgetMail(state)
      return relay(client, await hop.command(line, COMMAND_MILLISECONDS))
    case 'NOOP':
      return relay(client, await hop.command(line, COMMAND_MILLISECONDS))
    case 'QUIT':
      say(client, '221 2.0.0 Bye')
      return void client.end()
    default: // BDAT, STARTTLS, AUTH, VRFY … belong to the service in front
      say(client, '502 5.5.1 Not offered here')
  }
}

/** What the next hop offers, without what can't go through a filter. */
const OFFERED = /^(PIPELINING|SIZE|8BITMIME|SMTPUTF8|DSN|ENHANCEDSTATUSCODES|XFORWARD)\b/i

function greet(reply: Reply, { client, options }: Session): void {
  if (reply.code !== 250) {
    relay(client, reply)
    return
  }
  const lines = reply.raw.toString('latin1').split('\r\n')
  const offered = lines.slice(1).flatMap((line) => (OFFERED.test(line.slice(4)) ? [line.slice(4)] : []))
  const theirs = Number(offered.find((one) => /^SIZE/i.test(one))?.split(' ')[1] ?? 0)
  const size = theirs > 0 ? Math.min(theirs, options.max_message_bytes) : options.max_message_bytes
  const all = [
    (lines[0] ?? '').slice(4) || 'kyumei',
    ...offered.filter((one) => !/^(SIZE|XFORWARD)\b/i.test(one)),
    `SIZE ${size}`,
    'XFORWARD NAME ADDR PORT PROTO HELO IDENT SOURCE',
  ]
  client.write(all.map((one, i) => `250${i === all.length - 1 ? ' ' : '-'}${one}\r\n`).join(''), 'latin1')
}

/** `MAIL FROM:<a@example.jp> SIZE=1` → address, parameters */
const PATH = /^\s*(?:MAIL\s+FROM|RCPT\s+TO)\s*:\s*<((?:[^<>"\\]|\\.|"(?:[^"\\]|\\.)*")*)>\s*(.*)$/i

async function mail(line: Buffer, words: string, { client, hop, state }: Session): Promise<void> {
  const path = PATH.exec(line.toString('utf8'))
  if (!path || /\bBODY=BINARYMIME\b/i.test(words)) return say(client, '501 5.5.4 Syntax: MAIL FROM:<address>')
  const reply = await hop.command(line, COMMAND_MILLISECONDS)
  if (reply.code < 300) {
    forgetMail(state)
    state.sender = path[1] ?? ''
    state.mail_parameters = path[2] ?? ''
  }
  relay(client, reply)
}

async function recipient(line: Buffer, _words: string, { client, hop, state }: Session): Promise<void> {
  const path = PATH.exec(line.toString('utf8'))
  if (!path) return say(client, '501 5.5.4 Syntax: RCPT TO:<address>')
  if (state.recipients.length >= MAX_RECIPIENTS) return say(client, '452 4.5.3 Too many recipients')
  const reply = await hop.command(line, COMMAND_MILLISECONDS)
  if (reply.code < 300) {
    state.recipients.push(path[1] ?? '')
    state.recipient_parameters.push(path[2] ?? '')
  }
  relay(client, reply)
}
