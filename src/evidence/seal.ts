/**
 * Mail that comes out of an archive waits in the spool under a key that only this process knows: what is attached to it never
 * stands on the disk as a file that a scanner, an indexer or a curious click could open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
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
const PIECE = 1 << 20 // bytes

export async function* readSpooled({ spool, seal }: Spooled): AsyncGenerator<Buffer> {
  if (!seal && statSync(spool).size <= SMALL) {
    yield readFileSync(spool) // a folder of many small mails: a stream for each costs ten times as much
    return
  }
  const decipher = seal ? createDecipheriv(CIPHER, seal.key, seal.iv) : null
  for await (const chunk of createReadStream(spool, { highWaterMark: PIECE })) {
    yield decipher ? decipher.update(chunk as Buffer) : (chunk as Buffer)
  }
}

/** The same, each piece good until the next is asked for: a gigabyte of pieces that are looked at once keeps the collector busy for a second. */
export async function* skimSpooled(text: Spooled): AsyncGenerator<Buffer> {
  if (text.seal || statSync(text.spool).size <= SMALL) {
    yield* readSpooled(text)
    return
  }
  const piece = Buffer.allocUnsafe(PIECE)
  await using file = await open(text.spool)
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, PIECE)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
  }
}
