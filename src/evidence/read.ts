/**
 * What the user hands in → one UTF-8/LF file a leaf in the spool. Reads everything once, opens nothing for writing but the spool, and
 * says of everything that it could not read what and where.
 */
import {
  createReadStream,
  existsSync,
  globSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { join, sep } from 'node:path'
import { roomFor } from './archive.ts'
import type { Context, Evidence } from './evidence.ts'
import type { Problem } from './evidence-file.ts'
import { readStream } from './leaf.ts'
import { failed } from './problem.ts'

export interface ReadOptions {
  spool: string
  /** for encrypted archives; `infected`, which samples are shared under, is always tried */
  passwords?: string[]
  stdin?: NodeJS.ReadableStream
  /** where this scan itself writes: neither its workspace nor an earlier report there is read, though they stand in what was handed in */
  own?: { out: string; workspace: string }
  onProgress?: (path: string, bytes: number) => void
}

export interface ReadResult {
  evidence: Evidence[]
  duplicates: { path: string; same_as: string }[]
  problems: Problem[]
  /** the plain files that were read, as they were when reading began */
  files: { path: string; bytes: number; modified: number }[]
}

export async function readEvidence(paths: string[], options: ReadOptions): Promise<ReadResult> {
  const context: Context = {
    spool: options.spool,
    onProgress: options.onProgress ?? (() => {}),
    passwords: [...new Set([...(options.passwords ?? []), 'infected'])],
    seen: new Map(),
    evidence: [],
    duplicates: [],
    problems: [],
    files: 0,
    unpacked: 0,
    room: Number.POSITIVE_INFINITY,
  }
  const files: ReadResult['files'] = []
  const named = paths.filter((path) => existsSync(path)).map((path) => realpathSync(path))
  for (const path of paths) {
    if (path === '-') {
      context.room = Number.POSITIVE_INFINITY // nobody knows how large it is
      await readStream(context, '-', options.stdin ?? process.stdin, Date.now(), 0)
    } else
      for (const file of expand(path, { problems: context.problems, own: options.own, named }))
        await readFile(context, file, files)
  }
  const { evidence, duplicates, problems } = context
  const byPath = new Map(evidence.map((one) => [one.path, one]))
  for (const { path, same_as } of duplicates) {
    const first = byPath.get(same_as)
    if (first?.mail) first.copies = [...(first.copies ?? []), path]
  }
  return { evidence, duplicates, problems, files }
}

const SMALL = 1 << 20 // bytes: read at once, which is faster for folders of many mails

async function readFile(context: Context, path: string, files: ReadResult['files']): Promise<void> {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) {
      context.problems.push({
        path,
        what: 'not a regular file',
        what_to_do: 'Export its content to a file and name that.',
      })
      return
    }
    files.push({ path, bytes: stat.size, modified: stat.mtimeMs })
    context.room = roomFor(stat.size)
    const input = stat.size <= SMALL ? [readFileSync(path)] : createReadStream(path, { highWaterMark: 1 << 20 })
    await readStream(context, path, input, stat.mtimeMs, 0, path)
  } catch (error) {
    context.problems.push(failed(path, error))
  }
}

/** Files that are no longer as they were: a log still being written, or evidence that somebody touches. */
export function changedSince(files: ReadResult['files']): Problem[] {
  return files
    .filter(({ path, bytes, modified }) => {
      const now = statSync(path, { throwIfNoEntry: false })
      return now?.size !== bytes || now.mtimeMs !== modified
    })
    .map(({ path }) => ({
      path,
      what: 'it changed while it was read',
      what_to_do: 'Copy it first, then scan the copy: what is cited must not move.',
    }))
}

interface Walk {
  problems: Problem[]
  own: ReadOptions['own']
  /** what the user handed in, links resolved */
  named: string[]
}

/** A path, a folder's files or a glob's matches, rotated logs oldest first. */
function expand(path: string, context: Walk): string[] {
  const { problems, named } = context
  const seen = new Set<string>()
  try {
    lstatSync(path)
  } catch {
    const matches = globSync(path).sort(rotation)
    if (matches.length === 0) problems.push({ path, what: 'no such file or folder', what_to_do: 'Check the name.' })
    const found = [...named, ...matches.filter((match) => existsSync(match)).map((match) => realpathSync(match))]
    return matches.flatMap((match) => walk(match, { ...context, named: found }, seen))
  }
  return walk(path, context, seen)
}

function walk(path: string, context: Walk, seen: Set<string>, ofReport = false): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const real = realpathSync(path)
    if (seen.has(real)) return []
    seen.add(real)
    const entries = readdirSync(path, { withFileTypes: true })
    const links = new Set(entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name))
    const names = entries.map(({ name }) => name).sort(rotation)
    const others = new Set(names)
    const isReport = REPORT.every((name) => others.has(name))
    const { problems, own } = context
    const isOurs = (place: string | undefined) =>
      place !== undefined && existsSync(place) && realpathSync(place) === real
    if (isReport && !isOurs(own?.out)) problems.push(earlierReport(path))
    const isWorkspace = ofReport || isOurs(own?.workspace)
    return names
      .filter((name) => !(isReport && REPORT.includes(name)) && !(isWorkspace && WORKSPACE.includes(name)))
      .filter((name) => !isBookkeeping(name, others))
      .filter((name) => !(links.has(name) && leadsOut(join(path, name), context)))
      .flatMap((name) => walk(join(path, name), context, seen, isReport && name === 'workspace'))
  } catch (error) {
    context.problems.push(failed(path, error))
    return []
  }
}

/** A link in evidence is the evidence's word: it may not have this machine's own files read, or a device that never ends. */
function leadsOut(path: string, { problems, named }: Walk): boolean {
  if (!existsSync(path)) return false
  const target = realpathSync(path)
  if (named.some((one) => target === one || target.startsWith(one.endsWith(sep) ? one : `${one}${sep}`))) return false
  problems.push({
    path,
    what: 'a link that leads out of what was handed in',
    what_to_do: 'It was not followed. If what it leads to is evidence, name that, too.',
  })
  return true
}

/** What a scan writes. An earlier one's, among what is handed in, is no evidence; what stands beside it is. */
const REPORT = ['report.html', 'findings.json', 'evidence.json']
/** What it keeps for itself. Whatever else stands there was there before: a folder of logs may be called `workspace`. */
const WORKSPACE = ['engine', 'spool', 'held-by', 'scan.json']

const earlierReport = (path: string): Problem => ({
  path,
  what: 'a report of kyumei, not evidence',
  what_to_do: 'Its own files were left out, all else in the folder was read.',
})

/** What mail servers and programs, and desktops, keep beside the mails for themselves: no evidence, and no problem that it can't be read. */
function isBookkeeping(name: string, others: Set<string>): boolean {
  if (name === '.DS_Store' || name === 'Thumbs.db' || name === 'desktop.ini') return true
  if (name.endsWith('.msf')) return others.has(name.slice(0, -4)) // Thunderbird's index of the mailbox beside it
  return others.has('cur') && others.has('new') && /^(dovecot|courier|maildir(size|folder)$|subscriptions$)/.test(name)
}

/** access.log.2.gz, access.log.1, access.log: the oldest first, so that lines come in the order of time. */
function rotation(a: string, b: string): number {
  const [baseA, ageA] = generation(a)
  const [baseB, ageB] = generation(b)
  return baseA < baseB ? -1 : baseA > baseB ? 1 : ageB - ageA
}

function generation(name: string): [string, number] {
  const match = /^(.*?)\.(\d{1,4})(?:\.gz)?$/.exec(name)
  return match ? [match[1] ?? name, Number(match[2])] : [name.replace(/\.gz$/, ''), 0]
}
