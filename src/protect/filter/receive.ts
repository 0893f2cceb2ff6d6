/** DATA: the message is taken whole, within the bounds, handled, and only then passed on or answered. */
import { COMMAND_MILLISECONDS, forgetMail, leave, relay, type Session, say, text } from './dialogue.ts'

const MESSAGE_MILLISECONDS = 600_000
const RECEIVE_MILLISECONDS = 600_000 // for a whole message, however slowly it comes

export async function receive(session: Session): Promise<void> {
  const { client, state, parser, options } = session
  if (state.sender === null) return say(client, '503 5.5.1 MAIL first')
  if (state.recipients.length === 0) return say(client, '554 5.5.1 No valid recipients')
  const stream = parser.startDataMode(options.max_message_bytes)
  session.receiving = true
  say(client, '354 End data with <CR><LF>.<CR><LF>')
  // the parser goes on with the data when this command is over; the next command waits for `continue`
  void collected(stream, session)
    .then(async (taken) => {
      try {
        if (taken) await finish(taken, session)
      } finally {
        options.memory.give(taken?.bytes ?? 0)
      }
    })
    .catch((error) => {
      options.log({ event: 'not-taken', error: text(error) })
      return answer('451 4.3.0 Try again later', session)
    })
    .finally(() => {
      forgetMail(state)
      if (session.hop.gone() && state.open) {
        say(client, '421 4.3.0 The next hop was lost')
        client.end()
      }
      if (options.closing.aborted) leave(client)
      client.setTimeout(options.idle_seconds * 1000)
      session.patience.begin()
      parser.continue()
    })
}

interface Taken {
  chunks: Buffer[]
  bytes: number
  /** why it can't be taken: the answer */
  refused: string
}

/** null: the client went away before the end, and nothing may be passed on. */
function collected(
  stream: NodeJS.ReadableStream & { sizeExceeded?: boolean },
  session: Session,
): Promise<Taken | null> {
  const { client, state, options } = session
  const taken: Taken = { chunks: [], bytes: 0, refused: '' }
  const drop = (why: string) => {
    taken.refused ||= why
    options.memory.give(taken.bytes)
    taken.chunks = []
    taken.bytes = 0
  }
  return new Promise((done) => {
    const timer = setTimeout(() => {
      say(client, '421 4.4.2 Too slow')
      client.destroy()
    }, RECEIVE_MILLISECONDS)
    state.left = () => {
      clearTimeout(timer)
      drop('left')
      done(null)
    }
    stream.on('data', (chunk: Buffer) => {
      if (stream.sizeExceeded) drop('552 5.3.4 Message too big')
      if (taken.refused !== '') return // read to the end, kept nowhere
      if (!options.memory.take(chunk.length)) return drop('452 4.3.1 Busy; try again later')
      taken.chunks.push(chunk)
      taken.bytes += chunk.length
    })
    stream.on('end', () => {
      clearTimeout(timer)
      state.left = () => {}
      done(state.open ? taken : null)
    })
  })
}

async function finish(taken: Taken, session: Session): Promise<void> {
  const { client, hop, state, options } = session
  client.setTimeout(0) // from here on it is not the client who takes time
  const content = Buffer.concat(taken.chunks)
  taken.chunks = []
  const refused = taken.refused || smuggled(content)
  const about = {
    client: state.client.address,
    sender: state.sender ?? '',
    recipients: [...state.recipients],
    bytes: content.length,
  }
  if (refused !== '') {
    options.log({ event: 'refused', ...about, reply: refused })
    await answer(refused, session)
    return
  }
  const handling = await options.handle({
    client: { ...state.client },
    sender: state.sender ?? '',
    mail_parameters: state.mail_parameters,
    recipients: [...state.recipients],
    recipient_parameters: [...state.recipient_parameters],
    content,
  })
  if ('answer' in handling) {
    options.log({ event: handling.log, ...about, reply: handling.answer })
    return await answer(handling.answer, session)
  }
  if (!state.open) return options.log({ event: 'client-left', ...about })
  const ready = await hop.command('DATA', COMMAND_MILLISECONDS)
  const reply = ready.code === 354 ? await hop.message(handling.pass, MESSAGE_MILLISECONDS) : ready
  options.log({ event: handling.log, ...about, reply: reply.raw.toString('latin1').trim().slice(0, 300) })
  // it may keep the envelope of a mail that it did not want to see
  if (ready.code !== 354) await hop.command('RSET', COMMAND_MILLISECONDS).catch(() => null)
  if (reply.code < 300 && ready.code !== 354) return say(client, '451 4.3.0 The next hop did not take the mail')
  relay(client, reply)
}

/** The next hop forgets the envelope first, so that nothing of this mail is left in it. */
async function answer(reply: string, { client, hop }: Session): Promise<void> {
  await hop.command('RSET', COMMAND_MILLISECONDS).catch(() => null)
  say(client, reply)
}

/**
 * A line end that is no CRLF, and a dot alone between such: what one server reads as text, another reads as the end of the mail and the
 * commands of a next one. Postfix in front never sends a bare LF.
 */
function smuggled(content: Buffer): string {
  for (let at = content.indexOf(10); at >= 0; at = content.indexOf(10, at + 1)) {
    if (content[at - 1] !== 13) return '550 5.6.11 Bare <LF> in the message'
  }
  return content.includes('\r.\r') ? '550 5.6.11 Bare <CR> around a dot in the message' : ''
}
