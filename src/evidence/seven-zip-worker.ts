/** 7-Zip (as WebAssembly) in a thread of its own: it sees a file system in memory that is full at a bound, and the thread can be ended. */
import { parentPort } from 'node:worker_threads'
import createSevenZip, { type FileSystem, type SevenZipModule } from '7z-wasm'
import { hidesNames } from './hidden-names.ts'

export interface Job {
  /** '' = by its first bytes; else 7-Zip's name of the format */
  format: string
  content: Uint8Array
  passwords: string[]
  /** bytes that may be unpacked, files that may be listed */
  room: number
  files: number
}

export interface ListedFile {
  name: string
  bytes: number
  encrypted: boolean
  content: Uint8Array | null
}

export interface JobResult {
  files: ListedFile[]
  /** which of the passwords opened it; -1 = none was needed or none fitted */
  password: number
  /** the names could not be read without a password */
  hidden: boolean
  unreadable: string
}

const output: string[] = []
let room = 0
let sevenZip = await create()
/** An instance that threw has lost memory, and perhaps more: it is not used again. */
let worn = false

let before = Promise.resolve()
parentPort?.on('message', (job: Job) => {
  before = before.then(() => serve(job))
})

/** The next job may come while a new instance starts: it waits for it. */
async function serve(job: Job): Promise<void> {
  if (worn) sevenZip = await create()
  worn = false
  const result = work(job)
  const moved = result.files.flatMap((file) => (file.content ? [file.content.buffer as ArrayBuffer] : []))
  parentPort?.postMessage(result, [...new Set(moved)])
}

async function create(): Promise<SevenZipModule> {
  const make = createSevenZip as unknown as typeof createSevenZip.default
  const made = await make({
    print: (line) => output.push(line),
    printErr: (line) => output.push(line),
    stdin: () => null as unknown as number, // end of file: it must never wait for an answer
  })
  made.FS.mkdir('/in')
  made.FS.mkdir('/out')
  bound(made.FS)
  return made
}

interface Contents {
  contents: Uint8Array<ArrayBuffer>
  usedBytes: number
}
interface Operations {
  write(
    stream: { node: Contents },
    buffer: unknown,
    offset: number,
    length: number,
    position: number,
    own?: boolean,
  ): number
}

/** All files in memory share their operations: a write past the room fails as on a full disk, and space doubles (by eighths it is slow). */
function bound(fs: FileSystem): void {
  fs.writeFile('/in/probe', 'x')
  const operations = (fs.lookupPath('/in/probe').node as unknown as { stream_ops: Operations }).stream_ops
  const write = operations.write
  operations.write = (stream, buffer, offset, length, position) => {
    room -= length
    if (room < 0) throw Object.assign(new Error('full'), { name: 'ErrnoError', errno: 51 }) // ENOSPC
    const { node } = stream
    const end = position + length
    if (node.contents?.subarray && end > node.contents.length) {
      const grown = new Uint8Array(Math.max(end, node.contents.length * 2, 65_536))
      grown.set(node.contents.subarray(0, node.usedBytes))
      node.contents = grown
    }
    return write(stream, buffer, offset, length, position, false)
  }
  fs.unlink('/in/probe')
}

function work(job: Job): JobResult {
  const fs = sevenZip.FS
  const base: JobResult = { files: [], password: -1, hidden: false, unreadable: '' }
  try {
    room = job.content.length + 1
    fs.writeFile('/in/archive', job.content)
    room = 0
    base.hidden = hidesNames(job.content)
    let listed = base.hidden ? null : list(job, '')
    if (base.hidden) {
      base.password = job.passwords.findIndex((one) => {
        listed = list(job, one)
        return listed !== null
      })
      if (listed === null) return { ...base, unreadable: 'password' }
    }
    if (listed === null) return { ...base, unreadable: 'damaged' }
    const files = listed.slice(0, job.files)
    const locked = files.filter((file) => file.encrypted && file.bytes !== 0)
    if (locked.length > 0 && base.password < 0) base.password = findPassword(job, locked)
    const needs = locked.length > 0 && base.password < 0
    const left = tooLarge(files, job.room)
    if (left.length > MAX_LEFT_OUT) return { ...base, files, unreadable: 'too-large' }
    if (needs && locked.length === files.length) return { ...base, files, unreadable: 'password' }
    const unreadable = extract(
      job,
      job.passwords[base.password] ?? '',
      left.map((file) => `-x!${file.name}`),
    )
    if (unreadable === 'too-large') return { ...base, files, unreadable }
    return {
      ...base,
      files: collected(files),
      unreadable: needs ? 'password' : left.length > 0 ? 'too-large' : unreadable,
    }
  } catch (error) {
    return { ...base, unreadable: String(error).includes('full') ? 'too-large' : 'damaged' }
  } finally {
    for (const folder of ['/in', '/out']) clean(folder)
  }
}

function call(...args: string[]): number {
  output.length = 0
  try {
    return Number(sevenZip.callMain(args) as unknown as number)
  } catch {
    worn = true
    return 2 // it throws (a number) what its own main would report as a fatal error
  }
}

const secret = (password: string) => `-p${password === '' ? NO_PASSWORD : password}`
/** A password must be given, or it asks for one. */
const NO_PASSWORD = '\u0001'
const format = (job: Job) => [
  ...(job.format === '' ? [] : [`-t${job.format}`]),
  ...(job.format === 'zip' ? ['-mcp=932'] : []),
]

/** null = it can't be read, or only with another password. */
function list(job: Job, password: string): ListedFile[] | null {
  const code = call('l', '-slt', '-ba', '-bd', '-sccUTF-8', ...format(job), secret(password), '/in/archive')
  const files = output
    .join('\n')
    .split(/^(?=.*?Path = )/m)
    .map(listedFile)
    .filter((file) => file !== null)
  return files.length === 0 && code !== 0 ? null : files
}

function listedFile(block: string): ListedFile | null {
  const field = (name: string) => new RegExp(`(?:^|\\s)${name} = (.*)$`, 'm').exec(block)?.[1] ?? ''
  const name = field('Path')
  if (name === '' || field('Folder') === '+' || /^D/.test(field('Attributes'))) return null
  const size = field('Size')
  return { name, bytes: size === '' ? -1 : Number(size), encrypted: field('Encrypted') === '+', content: null }
}

const MAX_LEFT_OUT = 50

/** The largest files, until the rest fits. */
function tooLarge(files: ListedFile[], bytes: number): ListedFile[] {
  let sum = files.reduce((all, file) => all + Math.max(0, file.bytes), 0)
  return files
    .toSorted((a, b) => b.bytes - a.bytes)
    .filter((file) => {
      const out = sum > bytes
      if (out) sum -= Math.max(0, file.bytes)
      return out
    })
}

/** Tried on the smallest encrypted file. */
function findPassword(job: Job, locked: ListedFile[]): number {
  const smallest = locked.reduce((a, b) => (b.bytes < a.bytes ? b : a))
  if (smallest.bytes > job.room) return -1
  return job.passwords.findIndex((password) => {
    const problem = extract(job, password, [`-i!${smallest.name}`])
    const fits = problem === '' && collected([smallest])[0]?.content != null
    clean('/out')
    return fits
  })
}

/** `chosen`: names taken in or left out, as they are, without wildcards (-spd). */
function extract(job: Job, password: string, chosen: string[]): string {
  room = job.room
  const names = chosen.length > 0 ? ['-spd', ...chosen] : []
  const code = call('x', '-o/out', '-y', '-bd', '-sccUTF-8', ...format(job), ...names, secret(password), '/in/archive')
  if (room < 0) return 'too-large'
  const text = output.join('\n')
  if (/Wrong password/.test(text)) return 'password'
  if (/Unsupported Method/.test(text)) return 'unsupported'
  return code === 0 || code === 1 ? '' : 'damaged'
}

/** The listed files with what was unpacked of them; what has a name of its own in the folder is added. */
function collected(files: ListedFile[]): ListedFile[] {
  const unpacked = new Map<string, Uint8Array>()
  walk('/out', (path) => unpacked.set(path.slice('/out/'.length), sevenZip.FS.readFile(path)))
  const found = files.map((file) => {
    const content = unpacked.get(file.name) ?? unpacked.get(safe(file.name)) ?? null
    unpacked.delete(file.name)
    unpacked.delete(safe(file.name))
    return { ...file, content }
  })
  const rest = [...unpacked].map(([name, content]) => ({ name, bytes: content.length, encrypted: false, content }))
  const missing = found.filter((file) => file.content === null)
  if (missing.length === rest.length) {
    // 7-Zip writes names that point outside, or that no file system takes, under names of its own
    return found.map((file) => (file.content === null ? { ...file, content: rest.shift()?.content ?? null } : file))
  }
  return [...found, ...rest]
}

const safe = (name: string) => name.replace(/^([/\\]|\.\.?[/\\])+/g, '')

function walk(folder: string, visit: (path: string) => void): void {
  for (const name of sevenZip.FS.readdir(folder)) {
    if (name === '.' || name === '..') continue
    const path = `${folder}/${name}`
    const { mode } = sevenZip.FS.lstat(path)
    if (sevenZip.FS.isDir(mode)) walk(path, visit)
    else if (sevenZip.FS.isFile(mode)) visit(path)
  }
}

function clean(folder: string): void {
  for (const name of sevenZip.FS.readdir(folder)) {
    if (name === '.' || name === '..') continue
    const path = `${folder}/${name}`
    if (sevenZip.FS.isDir(sevenZip.FS.lstat(path).mode)) {
      clean(path)
      sevenZip.FS.rmdir(path)
    } else sevenZip.FS.unlink(path)
  }
}
