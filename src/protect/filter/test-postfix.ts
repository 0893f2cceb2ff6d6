/**
 * A real Postfix on 127.0.0.1 with folders of its own: a service that the world speaks to, with a filter before its queue, and the service
 * behind the filter, which hands everything to a sink. For tests and benches, as root.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { mailFilterSchema } from '../../story/mail-filter-config.ts'
import { postfixLines } from './postfix-lines.ts'

/** Why there is no Postfix to test with; '' = there is. */
export const absent = (): string => {
  if (!existsSync('/usr/sbin/postfix')) return 'Postfix is not installed (scripts/install-components.sh)'
  return process.getuid?.() === 0 ? '' : 'Postfix starts as root only'
}

export interface Postfix {
  /** the service that the world speaks to */
  port: number
  folder: string
  start(): Promise<void>
  /** every process of it at once, as a power cut would */
  kill(): Promise<void>
  /** mails that it has taken and not handed on yet */
  queued(): number
  log(): string
  stop(): Promise<void>
}

export interface PostfixPlan {
  filter: number
  /** the service behind the filter */
  behind: number
  sink: number
  /** instead of the filter: `smtpd_milters` of the first service */
  milter?: string
}

const DAEMONS = '/usr/lib/postfix/sbin'

export async function postfix(plan: PostfixPlan): Promise<Postfix> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-postfix-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const [config, queue, data] = ['etc', 'queue', 'data'].map((name) => join(folder, name)) as [string, string, string]
  for (const one of [config, queue, data]) mkdirSync(one)
  execFileSync('chown', ['postfix', data])
  writeFileSync(join(config, 'main.cf'), main(folder, plan))
  writeFileSync(join(config, 'master.cf'), master(port, plan))
  const log = join(folder, 'log')
  // after a kill `check` tells of half-written files, as the user postfix
  writeFileSync(log, '')
  execFileSync('chown', ['postfix', log])
  let child: ChildProcess | null = null
  const group = (signal: NodeJS.Signals) => {
    if (child?.pid) {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // all of it is gone
      }
    }
  }
  const ended = async () => {
    const one = child
    if (one && one.exitCode === null && one.signalCode === null) await new Promise((done) => one.once('exit', done))
    child = null
    await wait(200)
  }
  const made: Postfix = {
    port,
    folder,
    async start() {
      execFileSync('/usr/sbin/postfix', ['-c', config, 'check'], { stdio: 'pipe' })
      rmSync(join(queue, 'pid/master.pid'), { force: true })
      child = spawn(`${DAEMONS}/master`, ['-c', config, '-d'], { stdio: 'ignore', detached: true })
      await listening(port)
      await listening(plan.behind)
    },
    async kill() {
      group('SIGKILL')
      await ended()
    },
    queued: () =>
      ['incoming', 'active', 'deferred', 'maildrop'].reduce((sum, name) => sum + filesBelow(join(queue, name)), 0),
    log: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    async stop() {
      group('SIGTERM')
      await ended()
      group('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return made
}

const main = (folder: string, { sink }: PostfixPlan) => `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = ${DAEMONS}
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.example.co.jp
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = example.co.jp
relay_transport = smtp:[127.0.0.1]:${sink}
default_transport = smtp:[127.0.0.1]:${sink}
smtp_dns_support_level = disabled
smtp_tls_security_level = none
smtpd_peername_lookup = no
smtpd_forbid_bare_newline = normalize
append_dot_mydomain = no
local_header_rewrite_clients =
message_size_limit = 50000000
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
in_flow_delay = 0
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
notify_classes =
`

/** The two services are those that `--print-postfix` tells the reader to write. */
const master = (port: number, { filter, behind, milter }: PostfixPlan) => `${
  milter
    ? `127.0.0.1:${port} inet n - n - 20 smtpd -o smtpd_milters=${milter}\n127.0.0.1:${behind} inet n - n - - smtpd`
    : services(filter, behind).replace(/^smtp /m, `127.0.0.1:${port} `)
}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

const services = (filter: number, behind: number) =>
  postfixLines({ ...DEFAULTS, listen: `127.0.0.1:${filter}`, next_hop: `127.0.0.1:${behind}` }).split('# main.cf')[0] ??
  ''
const DEFAULTS = mailFilterSchema.parse({})

/** Complete queue files only: Postfix sets their x bit at the end; what a crash cut was never answered with 250. */
function filesBelow(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() &&
      ((statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.mode ?? 0) & 0o100) !== 0,
  ).length
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

export async function listening(port: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const up = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => {
        socket.destroy()
        done(true)
      })
      socket.on('error', () => done(false))
    })
    if (up) return
    await wait(100)
  }
  throw new Error(`nothing listens on ${port}`)
}
