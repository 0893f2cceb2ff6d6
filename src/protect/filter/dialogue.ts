/** What a connection knows of itself while it goes on, and how it speaks. */
import type { Socket } from 'node:net'
import type { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import type { ForwardedClient } from './forwarded-client.ts'
import type { NextHop, Reply } from './next-hop.ts'

/** A message with its envelope, as the client handed it over. */
export interface Handed {
  client: ForwardedClient
  sender: string
  mail_parameters: string
  recipients: string[]
  recipient_parameters: string[]
  content: Buffer
}

/** What is done with it: passed on with these pieces, or answered without the next hop. */
export type Handling = { pass: Buffer[]; log: string } | { answer: string; log: string }

export interface SessionOptions {
  next_hop: string
  max_message_bytes: number
  idle_seconds: number
  handle(message: Handed): Promise<Handling>
  /** room in memory for so many more bytes; what was taken is given back */
  memory: { take(bytes: number): boolean; give(bytes: number): void }
  log(event: Record<string, unknown>): void
  /** aborted: the filter ends as soon as nothing is under way */
  closing: AbortSignal
}

export const COMMAND_MILLISECONDS = 300_000 // RFC 5321 4.5.3.2

export interface State {
  open: boolean
  hop: NextHop | null
  client: ForwardedClient
  sender: string | null
  mail_parameters: string
  recipients: string[]
  recipient_parameters: string[]
  /** told when the client goes away */
  left: () => void
}

export interface Session {
  client: Socket
  hop: NextHop
  state: State
  options: SessionOptions
  parser: SMTPStream
  patience: Patience
  /** a message is being taken: what comes is no command */
  receiving: boolean
}

/** Runs while the client owes a command, however slowly its bytes come. */
export interface Patience {
  begin(): void
  end(): void
}

export function patienceWith(client: Socket, seconds: number): Patience {
  let timer: NodeJS.Timeout | undefined
  const end = () => clearTimeout(timer)
  client.on('close', end)
  return {
    end,
    begin() {
      end()
      if (client.destroyed) return
      timer = setTimeout(() => {
        say(client, '421 4.4.2 Timeout')
        client.destroy()
      }, seconds * 1000)
    },
  }
}

/** Whoever does not read our answers gives no more commands. */
export async function drained(client: Socket): Promise<void> {
  if (!client.writableNeedDrain || client.destroyed) return
  await new Promise<void>((done) => {
    const go = () => {
      client.off('drain', go).off('close', go)
      done()
    }
    client.on('drain', go).on('close', go)
  })
}

export function forgetMail(state: State): void {
  state.sender = null
  state.mail_parameters = ''
  state.recipients = []
  state.recipient_parameters = []
}

export function relay(client: Socket, reply: Reply): void {
  if (!client.destroyed) client.write(reply.raw)
}

export function say(client: Socket, line: string): void {
  if (client.writable) client.write(`${line}\r\n`)
}

export const text = (error: unknown) => (error instanceof Error ? error.message : String(error))

export function leave(client: Socket): void {
  say(client, '421 4.3.2 The filter ends; try again later')
  client.end()
}
