/** 7-Zip (as WebAssembly) in a thread of its own: it sees a file system in memory that is full at a bound, and the thread can be ended. */
import { parentPort } from 'node:worker_threads'
import createSevenZip, { type FileSystem, type SevenZipModule } from '7z-wasm'

export interface Job {
  id: number
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
  id: number
  files: ListedFile[]
  /** which of the passwords opened it; -1 = none was needed or none fitted */
  password: number
  /** the names could not be read without a password */
  hidden: boolean
  unreadable: string
}

const output: string[] = []
let room = 0
const sevenZip = await create()

parentPort?.on('message', (job: Job) => {
  const result = work(job)
  const moved = result.files.flatMap((file) => (file.content ? [file.content.buffer as ArrayBuffer] : []))
  parentPort?.postMessage(result, [...new Set(moved)])
})

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

interface Writing {
  stream_ops: { write(...all: unknown[]): number }
}

/** All files in memory share their operations: a write past the room fails as on a full disk. */
function bound(fs: FileSystem): void {
  fs.writeFile('/in/probe', 'x')
  const operations = (fs.lookupPath('/in/probe').node as unknown as Writing).stream_ops
  const write = operations.write
  operations.write = (...all) => {
    room -= Number(all[3])
    if (room < 0) throw Object.assign(new Error('full'), { name: 'ErrnoError', errno: 51 }) // ENOSPC
    return write(...all)
  }
  fs.unlink('/in/probe')
}

function work(job: Job): JobResult {
  const fs = sevenZip.FS
  const base: JobResult = { id: job.id, files: [], password: -1, hidden: false, unreadable: '' }
  try {
    room = job.content.length + 1
    fs.writeFile('/in/archive', job.content)
    room = 0
    let listed = list(job, '')
    if (listed === null) {
      base.hidden = true
      base.password = job.passwords.findIndex((one) => {
        listed = list(job, one)
        return listed !== null
      })
      if (listed === null) return { ...base, unreadable: 'password' }
    }
    if (listed === 'damaged') return { ...base, unreadable: 'damaged' }
    const files = listed.slice(0, job.files)
    const locked = files.filter((file) => file.encrypted && file.bytes !== 0)
    if (locked.length > 0 && base.password < 0) base.password = findPassword(job, locked)
    const needs = locked.length > 0 && base.password < 0
    const known = files.reduce((sum, file) => sum + Math.max(0, file.bytes), 0)
    if (known > job.room) return { ...base, files, unreadable: 'too-large' }
    if (needs && locked.length === files.length) return { ...base, files, unreadable: 'password' }
    const unreadable = extract(job, job.passwords[base.password] ?? '', job.room)
    return { ...base, files: collected(files), unreadable: needs ? 'password' : unreadable }
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

/** null = its names are encrypted with another password. */
function list(job: Job, password: string): ListedFile[] | 'damaged' | null {
  const code = call('l', '-slt', '-ba', '-bd', '-sccUTF-8', ...format(job), secret(password), '/in/archive')
  const text = output.join('\n')
  if (/Cannot open encrypted archive|Wrong password/.test(text) && !/^Size = /m.test(text)) return null
  const files = text
    .split(/^(?=.*?Path = )/m)
    .map(listedFile)
    .filter((file) => file !== null)
  return files.length === 0 && code !== 0 ? 'damaged' : files
}

function listedFile(block: string): ListedFile | null {
  const field = (name: string) => new RegExp(`(?:^|\\s)${name} = (.*)$`, 'm').exec(block)?.[1] ?? ''
  const name = field('Path')
  if (name === '' || field('Folder') === '+' || /^D/.test(field('Attributes'))) return null
  const size = field('Size')
  return { name, bytes: size === '' ? -1 : Number(size), encrypted: field('Encrypted') === '+', content: null }
}

/** Tried on the smallest encrypted file. */
function findPassword(job: Job, locked: ListedFile[]): number {
  const smallest = locked.reduce((a, b) => (b.bytes < a.bytes ? b : a))
  if (smallest.bytes > job.room) return -1
  return job.passwords.findIndex((password) => {
    const problem = extract(job, password, job.room, smallest.name)
    const fits = problem === '' && collected([smallest])[0]?.content != null
    clean('/out')
    return fits
  })
}

function extract(job: Job, password: string, bytes: number, only?: string): string {
  room = bytes
  const which = only === undefined ? [] : ['-spd', '--', only]
  const code = call('x', '-o/out', '-y', '-bd', '-sccUTF-8', ...format(job), secret(password), '/in/archive', ...which)
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
