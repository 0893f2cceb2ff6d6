/** Real programs that prove what an export does: found on the machine, started on 127.0.0.1 with a port of their own, and stopped. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const PLACES = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin']

/** Where the program is, or null. */
export const pathOf = (program: string): string | null =>
  PLACES.map((place) => `${place}/${program}`).find((path) => existsSync(path)) ?? null

/** Reason to skip a test, or false. */
export const missing = (...programs: string[]): string | false => {
  const absent = programs.filter((program) => pathOf(program) === null)
  return absent.length > 0 && `${absent.join(', ')} not installed (scripts/install-components.sh)`
}

export function run(program: string, args: string[], options: { cwd?: string; input?: string } = {}) {
  const result = spawnSync(pathOf(program) ?? program, args, { encoding: 'utf8', timeout: 60_000, ...options })
  return { status: result.status, text: `${result.stdout}${result.stderr}` }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

/** Runs until `stop`; `ready` is asked until it says yes. */
export async function started(
  program: string,
  args: string[],
  ready: () => boolean | Promise<boolean>,
  seconds = 20,
): Promise<{ stop: () => Promise<void> }> {
  const child: ChildProcess = spawn(pathOf(program) ?? program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout?.on('data', (data) => (said += String(data)))
  child.stderr?.on('data', (data) => (said += String(data)))
  const ended = new Promise<void>((done) => child.on('exit', () => done()))
  for (let i = 0; i < seconds * 10; i++) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
    if (await ready()) return { stop: () => end(child, ended) }
    await wait(100)
  }
  child.kill('SIGKILL')
  throw new Error(`${program} did not answer: ${said}`)
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  await Promise.race([ended, wait(5000).then(() => void child.kill('SIGKILL'))])
}
