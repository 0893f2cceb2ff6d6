/** A whole mail to the next hop, outside of any client's dialogue: what is released, and the notices. */
import { hostname } from 'node:os'
import { NextHopError, openNextHop, type Reply } from './next-hop.ts'

export interface Outgoing {
  sender: string
  /** behind MAIL FROM:<…>; SIZE is left out */
  mail_parameters: string
  recipients: string[]
  recipient_parameters: string[]
  content: Buffer
}

const COMMAND_MILLISECONDS = 60_000
const MESSAGE_MILLISECONDS = 300_000

/** What the next hop said, and which recipients it refused for good. Throws where it did not take the mail, or not for somebody it may take later. */
export async function deliver(place: string, mail: Outgoing): Promise<string> {
  const hop = await openNextHop(place)
  const ask = async (line: string, good: (code: number) => boolean): Promise<Reply> => {
    const reply = await hop.command(Buffer.from(line), COMMAND_MILLISECONDS)
    if (!good(reply.code)) throw new NextHopError(`${line.slice(0, 60)}: ${spoken(reply)}`, reply.code >= 500)
    return reply
  }
  const done = (code: number) => code >= 200 && code < 300
  try {
    if (hop.greeting.code !== 220) throw new NextHopError(spoken(hop.greeting))
    await ask(`EHLO ${hostname()}`, done)
    const parameters = mail.mail_parameters.replace(/\bSIZE=\d+/gi, '').trim()
    await ask(`MAIL FROM:<${mail.sender}> ${parameters}`.trim(), done)
    const refused: string[] = []
    for (const [i, recipient] of mail.recipients.entries()) {
      const reply = await ask(
        `RCPT TO:<${recipient}> ${mail.recipient_parameters[i] ?? ''}`.trim(),
        (code) => done(code) || code >= 500,
      )
      if (!done(reply.code)) refused.push(`${recipient}: ${spoken(reply)}`)
    }
    if (refused.length === mail.recipients.length) throw new NextHopError(refused.join('; ').slice(0, 2000), true)
    await ask('DATA', (code) => code === 354)
    const reply = await hop.message([mail.content], MESSAGE_MILLISECONDS)
    if (!done(reply.code)) throw new NextHopError(spoken(reply), reply.code >= 500)
    return [spoken(reply), ...refused].join('; ')
  } finally {
    hop.end()
  }
}

const spoken = (reply: Reply) => reply.raw.toString('latin1').trim().replace(/\r?\n/g, ' ').slice(0, 300)
