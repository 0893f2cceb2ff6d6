/** SpamAssassin's spamd and rspamd, started for one bench on local ports, without any network test; stopped by their own process id. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { cpus } from 'node:os'
import { join } from 'node:path'

export interface Said {
  score: number
  /** the peer would mark or refuse it */
  flagged: boolean
}

export interface Peer {
  name: string
  pid: number
  /** seconds for all, and what it says of each */
  judge(files: string[]): Promise<{ seconds: number; said: Map<string, Said> }>
  stop(): void
}

const [SPAMD_PORT, RSPAMD_PORT, MILTER_PORT] = [17830, 17833, 17834]
/** where Postfix finds rspamd's milter */
export const RSPAMD_MILTER = `inet:127.0.0.1:${MILTER_PORT}`
const AT_ONCE = Math.max(2, cpus().length)

export async function spamd(folder: string): Promise<Peer | null> {
  const program = ['/usr/sbin/spamd', '/usr/bin/spamd'].find(existsSync)
  if (!program) return null
  const home = join(folder, 'spamd')
  mkdirSync(home, { recursive: true })
  const child = spawn(
    program,
    [
      '-L',
      '-x',
      '-p',
      String(SPAMD_PORT),
      '-m',
      String(AT_ONCE),
      '--min-children',
      String(AT_ONCE),
      '-H',
      home,
      '-s',
      'null',
    ],
    { stdio: 'ignore' },
  )
  await listening(SPAMD_PORT)
  return {
    name: 'SpamAssassin (spamd -L)',
    async judge(files) {
      const said = new Map<string, Said>()
      const started = performance.now()
      await pool(files, AT_ONCE, async (file) => {
        const text = await run('spamc', ['-p', String(SPAMD_PORT), '-c', '-s', '60000000'], file)
        const [score, bar] = text.trim().split('/').map(Number)
        said.set(file, { score: score ?? 0, flagged: (score ?? 0) >= (bar ?? 5) })
      })
      return { seconds: (performance.now() - started) / 1000, said }
    },
    pid: child.pid ?? 0,
    stop: () => end(child),
  }
}

export async function rspamd(folder: string): Promise<Peer | null> {
  if (!existsSync('/usr/bin/rspamd')) return null
  const home = join(folder, 'rspamd')
  for (const name of ['local.d', 'override.d', 'run', 'db', 'log']) mkdirSync(join(home, name), { recursive: true })
  // whatever would ask DNS, HTTP or Redis is switched off: the bench measures reading and judging, as ours does
  for (const module of [
    'rbl',
    'spf',
    'dkim',
    'dmarc',
    'arc',
    'asn',
    'fuzzy_check',
    'mx_check',
    'phishing',
    'greylist',
    'ratelimit',
    'replies',
    'neural',
    'antivirus',
    'milter_headers',
    'history_redis',
    'bayes_expiry',
    'dkim_signing',
    'url_redirector',
  ])
    writeFileSync(join(home, 'local.d', `${module}.conf`), 'enabled = false;\n')
  writeFileSync(
    join(home, 'local.d', 'options.inc'),
    'dns { nameserver = ["127.0.0.1:9"]; timeout = 0.05s; retransmits = 1; }\n',
  )
  writeFileSync(
    join(home, 'local.d', 'worker-normal.inc'),
    `bind_socket = "127.0.0.1:${RSPAMD_PORT}";\ncount = ${AT_ONCE};\n`,
  )
  writeFileSync(join(home, 'local.d', 'worker-controller.inc'), 'enabled = false;\n')
  writeFileSync(
    join(home, 'local.d', 'worker-proxy.inc'),
    `bind_socket = "127.0.0.1:${MILTER_PORT}";\nmilter = yes;\ncount = ${AT_ONCE};\ntimeout = 120s;\nupstream "local" { default = yes; self_scan = yes; }\n`,
  )
  writeFileSync(join(home, 'local.d', 'worker-fuzzy.inc'), 'enabled = false;\n')
  writeFileSync(
    join(home, 'local.d', 'logging.inc'),
    `type = "file"; filename = "${join(home, 'log', 'rspamd.log')}"; level = "error";\n`,
  )
  const variables = {
    LOCAL_CONFDIR: home,
    RUNDIR: join(home, 'run'),
    DBDIR: join(home, 'db'),
    LOGDIR: join(home, 'log'),
  }
  const child = spawn(
    'rspamd',
    [
      '-f',
      '-i',
      '-c',
      '/etc/rspamd/rspamd.conf',
      ...Object.entries(variables).flatMap(([key, value]) => ['--var', `${key}=${value}`]),
    ],
    { stdio: 'ignore' },
  )
  await listening(RSPAMD_PORT)
  return {
    name: 'rspamd',
    async judge(files) {
      const said = new Map<string, Said>()
      const started = performance.now()
      await pool(files, AT_ONCE * 2, async (file) => {
        const response = await fetch(`http://127.0.0.1:${RSPAMD_PORT}/checkv2`, {
          method: 'POST',
          body: readFileSync(file),
        })
        const { score, action } = (await response.json()) as { score?: number; action?: string }
        said.set(file, { score: score ?? 0, flagged: !['no action', 'greylist', undefined].includes(action) })
      })
      return { seconds: (performance.now() - started) / 1000, said }
    },
    pid: child.pid ?? 0,
    stop: () => end(child),
  }
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM')
}

async function pool(files: string[], width: number, work: (file: string) => Promise<void>): Promise<void> {
  const left = [...files]
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) await work(file)
    }),
  )
}

/** Runs a client with a file as its input; spamc's exit code 1 means spam. */
function run(command: string, args: string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { encoding: 'utf8' }, (error, out) =>
      error && typeof error.code !== 'number' ? reject(error) : resolve(out),
    )
    child.stdin?.end(readFileSync(input))
  })
}

async function listening(port: number): Promise<void> {
  for (let i = 0; i < 240; i++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`nothing listens on port ${port}`)
}
