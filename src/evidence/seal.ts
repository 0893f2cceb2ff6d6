/**
 * Mail that comes out of an archive waits in the spool under a key that only this process knows: what is attached to it never
 * stands on the disk as a file that a scanner, an indexer or a curious click could open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface Seal {
  key: Buffer
  iv: Buffer
}

/** A text in the spool, sealed or plain. */
export interface Spooled {
  spool: string
  seal?: Seal
}

const CIPHER = 'aes-256-ctr'
const PROCESS_KEY = randomBytes(32)

export async function writeSealed(target: string, bytes: AsyncIterable<Buffer>): Promise<Seal> {
  const seal = { key: PROCESS_KEY, iv: randomBytes(16) }
  const cipher = createCipheriv(CIPHER, seal.key, seal.iv)
  await pipeline(Readable.from(bytes), cipher, createWriteStream(target, { mode: 0o600 }))
  return seal
}

const SMALL = 1 << 22 // bytes

export async function* readSpooled({ spool, seal }: Spooled): AsyncGenerator<Buffer> {
  if (!seal && statSync(spool).size <= SMALL) {
    yield readFileSync(spool) // a folder of many small mails: a stream for each costs ten times as much
    return
  }
  const decipher = seal ? createDecipheriv(CIPHER, seal.key, seal.iv) : null
  for await (const chunk of createReadStream(spool, { highWaterMark: 1 << 20 })) {
    yield decipher ? decipher.update(chunk as Buffer) : (chunk as Buffer)
  }
}
