/**
 * `kyumei mail-filter` before the queue of a real Postfix. First 10,000 mails while the filter and Postfix are killed in the middle, each accounted for;
 * then throughput and latency beside rspamd's milter in the same Postfix, same mails, same senders. As root: `node bench/mail-filter.ts [mails]`; with --speed the second part alone.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { mailSet } from '../sim/mail/mail-set.ts'
import { program } from '../src/mail/attachment/test-files.ts'
import { testMail } from '../src/mail/test-mail.ts'
import {
  accountFor,
  DOUBTFUL_A_CRASH,
  mailroom,
  problems,
  type Sent,
  sendAll,
  type Traffic,
} from '../src/protect/filter/test-crash.ts'
import { crlf } from '../src/protect/filter/test-mailroom.ts'
import { absent } from '../src/protect/filter/test-postfix.ts'
import { RSPAMD_MILTER, rspamd } from './mail-peers.ts'

const MAILS = Number(process.argv.slice(2).find((one) => /^\d+$/.test(one)) ?? 10_000)
const WARM = 100
const TURN = 100
const PLANTED = 0.05 // share of the mails that must be held
const SAMPLES = resolve(process.env.KYUMEI_SAMPLES ?? resolve(import.meta.dirname, '../../shared/data'), 'mail/rspamd')

if (absent() !== '') throw new Error(absent())
console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
const all = traffic(MAILS)
const bytes = all.reduce((sum, { content }) => sum + content.length, 0)
console.log(`${all.length} mails, ${Math.round(bytes / all.length / 1000)} kB each on average`)

if (!process.argv.includes('--speed')) await crashes()

await speed(all.slice(0, Math.min(MAILS, 3000)))

/** Both stand at the same time and get the same mails in turns, so that whatever else the machine does meets both alike. */
async function speed(some: Traffic[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kyumei-bench-filter-'))
  const peer = await rspamd(folder)
  if (!peer) console.log('rspamd is not installed (scripts/install-components.sh --bench): not measured')
  const ours = await mailroom()
  const theirs = peer ? await mailroom(RSPAMD_MILTER) : null
  const sides = [
    { name: 'kyumei mail-filter', port: ours.mta.port, cpu: () => cpuOf(ours.pid() ?? 0), sent: [] as Sent[], used: 0 },
    ...(peer && theirs
      ? [{ name: "rspamd's milter", port: theirs.mta.port, cpu: () => cpuOf(peer.pid), sent: [] as Sent[], used: 0 }]
      : []),
  ]
  try {
    for (const { port } of sides) await sendAll(port, some.slice(0, WARM), { refusable: true }) // compiled, lists read
    for (let at = 0; at < some.length; at += TURN)
      for (const side of sides) {
        const before = side.cpu()
        side.sent.push(await sendAll(side.port, some.slice(at, at + TURN), { refusable: true }))
        side.used += side.cpu() - before
      }
    for (const side of sides) say(side.name, side.sent, side.used)
  } finally {
    await ours.stop()
    await theirs?.stop()
    peer?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds of a process and of those that it started, where they live still. */
function cpuOf(pid: number): number {
  const stat = (one: number) => {
    try {
      return readFileSync(`/proc/${one}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
    } catch {
      return [] // it has just ended
    }
  }
  const ticks = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ one: Number(name), fields: stat(Number(name)) }))
    .filter(({ one, fields }) => one === pid || Number(fields[1]) === pid)
    .reduce((sum, { fields }) => sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0), 0)
  return ticks / 100
}

async function crashes(): Promise<void> {
  const crashed = await accountFor(all, [
    { after: 0.2, what: 'filter' },
    { after: 0.5, what: 'postfix' },
    { after: 0.8, what: 'filter' },
  ])
  for (const mail of all) if (crashed.held.has(mail.id)) mail.held = true
  const wrong = problems(all, crashed, 3 * DOUBTFUL_A_CRASH)
  const doubles = [...crashed.delivered.values()].reduce((sum, times) => sum + times - 1, 0)
  console.log(
    `killed three times: ${crashed.delivered.size} delivered, ${crashed.held.size} held, ${doubles} delivered twice, ${crashed.retries} tries in vain; ${wrong.length === 0 ? 'nothing lost, nothing held twice' : wrong.slice(0, 10).join('; ')}`,
  )
  if (wrong.length > 0) process.exitCode = 1
}

function say(name: string, sent: Sent[], cpu: number): void {
  const sorted = sent.flatMap(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
  const seconds = sent.reduce((sum, one) => sum + one.seconds, 0)
  const refused = sent.reduce((sum, one) => sum + one.refused, 0)
  console.log(
    `${name}: ${(sorted.length / seconds).toFixed(0)} mails a second; a sender waits ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), ${at(0.99)} ms (99 %); ${((cpu * 1000) / sorted.length).toFixed(1)} ms of processor time a mail; ${refused} refused`,
  )
}

/** The simulated organisation's mail over and over, real broken mails, and what must be held, evenly spread. */
function traffic(count: number): Traffic[] {
  const samples = existsSync(SAMPLES) ? readdirSync(SAMPLES).filter((name) => name.endsWith('.eml')) : []
  const raw = [
    ...mailSet({ seed: 9002, ordinary: 600 }).mails.map((one) => one.raw),
    ...samples.map((name) => readFileSync(join(SAMPLES, name))),
  ]
  const exe = program()
  return Array.from({ length: count }, (_, i) => {
    const held = i % Math.round(1 / PLANTED) === 0
    const from = `a${i}@partner.example`
    const attachments = [{ name: `請求書${i}.pdf.exe`, content: exe }]
    const mail = held ? testMail({ from, attachments }) : (raw[i % raw.length] ?? Buffer.alloc(0))
    const id = `t${i}`
    return { id, held, content: crlf(Buffer.concat([Buffer.from(`X-Test-Id: ${id}\n`), mail, Buffer.from('\n')])) }
  })
}
