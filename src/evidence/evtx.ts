/**
 * Windows' event logs as the event viewer saves them and as they lie in winevt\Logs (.evtx) → a text of one event a line, as XML, which
 * the formats of Security, Sysmon and others read. Read a chunk of 64 kB at a time, whatever the log's size.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Bytes, type Context, counting, idOf, isKnown } from './evidence.ts'
import type { Problem } from './evidence-file.ts'
import { CHUNK_SIZE, type ReadChunk, readChunk } from './evtx-chunk.ts'

const FILE_HEADER = 4096

export async function takeEventLog(context: Context, path: string, rest: Bytes, modified: number): Promise<void> {
  const temporary = join(context.spool, `reading-${randomUUID()}`)
  const hash = createHash('sha256')
  const damage: Damage = { lost: 0, altered: 0, cut: false }
  let bytes = 0
  const counted = counting(context, path, rest, (part) => {
    hash.update(part)
    bytes += part.length
  })
  try {
    const lines = Readable.from(eventLines(counted, damage), { objectMode: true })
    await pipeline(lines, createWriteStream(temporary, { mode: 0o600 }))
    const sha256 = hash.digest('hex')
    if (isKnown(context, path, sha256)) return
    const spool = resolve(context.spool, `${idOf(sha256)}.log`)
    renameSync(temporary, spool)
    context.evidence.push({ id: idOf(sha256), path, sha256, bytes, encoding: 'utf-8', spool, modified })
    context.problems.push(...problems(path, damage))
  } finally {
    rmSync(temporary, { force: true })
  }
}

interface Damage {
  /** events that could not be read, at least */
  lost: number
  /** chunks that were read whole and are not as they were written */
  altered: number
  cut: boolean
}

async function* eventLines(bytes: Bytes, damage: Damage): AsyncGenerator<string> {
  const log = blocks(bytes)
  const header: Buffer = (await log.next()).value ?? Buffer.alloc(0)
  const told = header.length < FILE_HEADER ? Number.POSITIVE_INFINITY : header.readUInt16LE(42)
  const isOpen = header.length === FILE_HEADER && (header.readUInt32LE(120) & (BEING_WRITTEN | NO_CHECKSUMS)) !== 0
  let chunks = 0
  for await (const block of log) {
    const chunk = readChunk(block)
    chunks++
    if (!chunk) continue
    damage.cut ||= block.length < CHUNK_SIZE
    damage.lost += chunk.lost
    if (!isOpen && isAltered(chunk)) damage.altered++
    if (chunk.events.length > 0) yield `${chunk.events.join('\n')}\n`
  }
  damage.cut ||= told > chunks
}

/** of the file's header: a log that its computer still wrote when it was copied has checksums of an earlier state */
const BEING_WRITTEN = 1
const NO_CHECKSUMS = 4

const isAltered = ({ lost, intact }: ReadChunk) => lost === 0 && !intact

/** The file's header, then chunk by chunk; the last one is shorter where the file was cut. */
async function* blocks(bytes: Bytes): AsyncGenerator<Buffer, undefined> {
  let size = FILE_HEADER
  let held: Buffer = Buffer.alloc(0)
  for await (const part of bytes) {
    held = held.length === 0 ? part : Buffer.concat([held, part])
    while (held.length >= size) {
      yield held.subarray(0, size)
      held = held.subarray(size)
      size = CHUNK_SIZE
    }
  }
  if (held.length > 0) yield held
}

function problems(path: string, { lost, altered, cut }: Damage): Problem[] {
  const found: Problem[] = []
  if (cut) found.push({ path, what: 'the event log is cut: its end is missing', what_to_do: SAVE_AGAIN })
  if (lost > 0)
    found.push({
      path,
      what: `the event log is damaged (events that could not be read: ${lost} or more)`,
      what_to_do: SAVE_AGAIN,
    })
  if (altered > 0)
    found.push({
      path,
      what: `the event log was changed after Windows wrote it (checksums that do not match: ${altered})`,
      what_to_do: 'Its events were read. Save the log again on its computer, and compare.',
    })
  return found
}

const SAVE_AGAIN =
  'All other events were read. Save the log again in the Event Viewer ("Save All Events As"), or with wevtutil epl.'
