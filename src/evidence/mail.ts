/** Mail that was handed in → an evidence whose `spool` is the mail itself: the file where it lies, or a sealed copy of an archive's member. */
import { createHash, randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Bytes, type Context, counting, type Evidence, idOf, isKnown } from './evidence.ts'
import { isMessageFile, type MailKind } from './mail-kind.ts'
import { type Seal, writeSealed } from './seal.ts'

/** Outlook's own files are opened whole where no file on disk can be read piece by piece. */
const MAX_MESSAGE_FILE = 300_000_000
const MAX_STORE_IN_ARCHIVE = 1_000_000_000

/** `kind` is null for a compound file that may be a message or an old Office document. */
export async function takeMail(
  context: Context,
  path: string,
  kind: MailKind | null,
  rest: Bytes,
  modified: number,
  file?: string,
): Promise<void> {
  if (kind === 'rfc822' || kind === 'mbox' || kind === 'emlx')
    return await takeText(context, path, kind, rest, modified, file)
  if (kind === 'outlook-pst' && file) {
    const { sha256, bytes } = await hashed(context, path, rest)
    if (isKnown(context, path, sha256)) return
    return await takeOutlook(context, path, kind, { sha256, bytes, modified }, resolve(file))
  }
  const whole = await collected(context, path, rest, kind === 'outlook-pst' ? MAX_STORE_IN_ARCHIVE : MAX_MESSAGE_FILE)
  if (!whole) return
  if (kind === null && !isMessageFile(whole)) {
    context.problems.push({
      path,
      what: 'a binary file, neither a log nor a mail',
      what_to_do: 'Export the log as text.',
    })
    return
  }
  const sha256 = createHash('sha256').update(whole).digest('hex')
  if (isKnown(context, path, sha256)) return
  await takeOutlook(context, path, kind ?? 'outlook-msg', { sha256, bytes: whole.length, modified }, whole)
}

/** Linked, never copied, where it is a file: a 50 GB mailbox costs no disk. */
async function takeText(
  context: Context,
  path: string,
  kind: MailKind,
  rest: Bytes,
  modified: number,
  file?: string,
): Promise<void> {
  const temporary = join(context.spool, `reading-${randomUUID()}`)
  try {
    const hash = createHash('sha256')
    let bytes = 0
    const counted = counting(context, path, rest, (chunk) => {
      hash.update(chunk)
      bytes += chunk.length
    })
    let seal: Seal | undefined
    if (file) for await (const _ of counted);
    else seal = await writeSealed(temporary, counted)
    const sha256 = hash.digest('hex')
    if (isKnown(context, path, sha256)) return
    const spool = file ? resolve(file) : resolve(context.spool, `${idOf(sha256)}.mail`)
    if (!file) renameSync(temporary, spool)
    context.evidence.push({ ...evidenceOf(path, kind, { sha256, bytes, modified }, spool), ...(seal ? { seal } : {}) })
  } finally {
    rmSync(temporary, { force: true })
  }
}

interface Leaf {
  sha256: string
  bytes: number
  modified: number
}

/** What an Outlook file holds, as a message or mailbox in text (attachments in base64): its lines can be cited. */
async function takeOutlook(
  context: Context,
  path: string,
  kind: MailKind,
  leaf: Leaf,
  source: string | Buffer,
): Promise<void> {
  const spool = resolve(context.spool, `${idOf(leaf.sha256)}.mail`)
  const temporary = join(context.spool, `reading-${randomUUID()}`)
  try {
    const problems =
      kind === 'outlook-msg'
        ? (await import('./outlook-msg.ts')).messageFileToMail(source as Buffer, temporary)
        : (await import('./outlook-pst.ts')).personalStoreToMailbox(source, temporary, (messages) =>
            context.onProgress(`${path} (${messages})`, leaf.bytes),
          )
    context.problems.push(...problems.map((what) => damaged(path, what)))
    renameSync(temporary, spool)
    context.evidence.push(evidenceOf(path, kind, leaf, spool))
  } catch (error) {
    context.problems.push(damaged(path, error instanceof Error ? error.message : String(error)))
  } finally {
    rmSync(temporary, { force: true })
  }
}

const damaged = (path: string, what: string) => ({
  path,
  what: `damaged or not readable as an Outlook file: ${what}`,
  what_to_do: 'What could be read was read. Save the mail again from Outlook, or as .eml from another mail program.',
})

function evidenceOf(path: string, mail: MailKind, { sha256, bytes, modified }: Leaf, spool: string): Evidence {
  return { id: idOf(sha256), path, sha256, bytes, encoding: 'utf-8', spool, modified, mail }
}

async function hashed(context: Context, path: string, rest: Bytes): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of counting(context, path, rest, (one) => hash.update(one))) bytes += chunk.length
  return { sha256: hash.digest('hex'), bytes }
}

async function collected(context: Context, path: string, rest: Bytes, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of rest) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes <= limit) continue
    context.problems.push({
      path,
      what: `larger than ${limit / 1e6} MB, which is too large to open here`,
      what_to_do: 'Unpack it and name the file itself; mails can also be saved one by one.',
    })
    return null
  }
  return Buffer.concat(chunks)
}
