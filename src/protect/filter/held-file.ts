/**
 * A held mail on disk: AES-256-GCM, what is known of it and the message each under a nonce of its own, so that a list need not decrypt
 * messages. Both are bound to the file's id: a part of another file does not open here.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../../store/output.ts'

const text = z.object({ ja: z.string(), en: z.string() })

const heldSchema = z.object({
  id: z.string(),
  at: z.string(),
  sender: z.string(),
  recipients: z.array(z.string()),
  client: z.string(),
  /** parameters of MAIL and RCPT that a release must repeat */
  mail_parameters: z.string(),
  recipient_parameters: z.array(z.string()),
  from_name: z.string(),
  from_address: z.string(),
  subject: z.string(),
  date: z.string(),
  message_id: z.string(),
  attachments: z.array(z.string()),
  bytes: z.number(),
  because: z.array(z.object({ rule: z.string(), severity: z.string(), title: text, explanation: text })),
  /** not judged: why */
  failed: z.string(),
  inside: z.boolean(),
  /** held only because its archive did not open: the conversation in which its password may come */
  waits: z
    .object({
      from_address: z.string(),
      from_domain: z.string(),
      message_id: z.string(),
      thread: z.array(z.string()),
      subject_key: z.string(),
    })
    .nullable(),
})

/** What is known of a held mail. */
export type Held = z.infer<typeof heldSchema>

const MAGIC = Buffer.from('KYUMEIQ1')
const NONCE = 12
const TAG = 16
const LENGTH = 4

export function sealed(held: Held, message: Buffer[], key: Buffer): Buffer[] {
  const about = encrypt([Buffer.from(JSON.stringify(held))], key, aad(held.id, 'about'))
  const size = Buffer.alloc(LENGTH)
  size.writeUInt32BE(about.reduce((sum, piece) => sum + piece.length, 0))
  return [MAGIC, size, ...about, ...encrypt(message, key, aad(held.id, 'message'))]
}

/** Throws where the key is another one, or a byte was changed. */
export function openedHeld(file: Buffer, id: string, key: Buffer): Held {
  return heldSchema.parse(JSON.parse(decrypt(aboutOf(file), key, aad(id, 'about')).toString('utf8')))
}

export function openedMessage(file: Buffer, id: string, key: Buffer): Buffer {
  const from = MAGIC.length + LENGTH + aboutOf(file).length
  return decrypt(file.subarray(from), key, aad(id, 'message'))
}

/** Bytes from the file's beginning that `openedHeld` needs. */
export const headBytes = (start: Buffer): number => MAGIC.length + LENGTH + start.readUInt32BE(MAGIC.length)
export const HEAD_START = MAGIC.length + LENGTH

function aboutOf(file: Buffer): Buffer {
  if (file.length < HEAD_START || !file.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a held mail')
  return file.subarray(HEAD_START, headBytes(file))
}

const aad = (id: string, part: string) => Buffer.from(`${id} ${part}`)

function encrypt(pieces: Buffer[], key: Buffer, bound: Buffer): Buffer[] {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound)
  const body = pieces.map((piece) => cipher.update(piece))
  return [nonce, ...body, cipher.final(), cipher.getAuthTag()]
}

function decrypt(box: Buffer, key: Buffer, bound: Buffer): Buffer {
  if (box.length < NONCE + TAG) throw new Error('cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE)).setAAD(bound)
  decipher.setAuthTag(box.subarray(box.length - TAG))
  return Buffer.concat([decipher.update(box.subarray(NONCE, box.length - TAG)), decipher.final()])
}

export class KeyError extends Error {
  override name = 'ConfigError'
}

/** The key, made where there is none. A key that others can read is refused. */
export function readKey(file: string): Buffer {
  if (!existsSync(file)) {
    makeFolder(dirname(file), 0o700)
    try {
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
      chmodSync(file, 0o600)
      syncFolder(dirname(file))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  const descriptor = openSync(file, 'r')
  try {
    if ((fstatSync(descriptor).mode & 0o077) !== 0)
      throw new KeyError(`${file} can be read by others; chmod 600 it (or make a new key and an empty quarantine)`)
    const hex = readFileSync(descriptor, 'utf8').trim()
    if (!/^[0-9a-f]{64}$/.test(hex)) throw new KeyError(`${file} holds no key (64 hexadecimal digits)`)
    return Buffer.from(hex, 'hex')
  } finally {
    closeSync(descriptor)
  }
}

/** A name in a folder is on disk only when the folder is. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
