/**
 * Mail triage against SpamAssassin and rspamd on the same messages in one run: throughput, and what each says of the labelled set. Then
 * memory over a large mbox, a mail of 50 MB and one of 10,000 parts. `node bench/mail.ts [messages] [mbox messages] [peers, divided by
 * commas: spamd takes an hour for 50,000]`
 */
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { mailSet } from '../sim/mail/mail-set.ts'
import { inMbox, type MailTruth, writeMails } from '../sim/mail/write.ts'
import type { FindingsFile } from '../src/story/findings.ts'
import { type Peer, rspamd, type Said, spamd } from './mail-peers.ts'
import { measured } from './measured.ts'

const MESSAGES = Number(process.argv[2] ?? 4000)
const LARGE = Number(process.argv[3] ?? 100_000)
const PEERS = (process.argv[4] ?? 'spamd,rspamd').split(',')
const BARS = { 'SpamAssassin (spamd -L)': 20, rspamd: 2 } as Record<string, number>
const kyumei = new URL('../kyumei', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'kyumei-bench-mail-'))
console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)

const { mails } = mailSet({ seed: 9001, ordinary: Math.round(MESSAGES / 2.2) })
const truth = writeMails(mails, folder)
const files = truth.map((one) => join(folder, one.eml))
const ours = await scan(join(folder, 'mail/mbox'), 'report')
console.log(
  `kyumei: ${files.length} messages in ${ours.seconds.toFixed(1)} s, ${(files.length / ours.seconds).toFixed(0)} a second, ${ours.megabytes.toFixed(0)} MB (start, tables and report included)`,
)

for (const start of [spamd, rspamd].filter(({ name }) => PEERS.includes(name))) {
  const peer = await start(folder)
  if (!peer) {
    console.log(`${start.name} is not installed (scripts/install-components.sh --bench): not measured`)
    continue
  }
  try {
    await compare(peer)
  } finally {
    peer.stop()
  }
}
quality('kyumei', (one) => ours.flagged.get(`${join(folder, one.mbox)}!/${one.number}`) ?? { score: 0, flagged: false })
await large()
await extremes()
rmSync(folder, { recursive: true, force: true })

async function compare(peer: Peer): Promise<void> {
  await peer.judge(files.slice(0, 20)) // its children are up, its rules compiled
  const { seconds, said } = await peer.judge(files)
  const ratio = seconds / ours.seconds
  console.log(
    `${peer.name}: ${seconds.toFixed(1)} s, ${(files.length / seconds).toFixed(0)} a second; kyumei is ${ratio.toFixed(1)} times as fast (bar ${BARS[peer.name]})`,
  )
  quality(peer.name, (one) => said.get(join(folder, one.eml)) ?? { score: 0, flagged: false })
}

function quality(name: string, saidOf: (one: MailTruth) => Said): void {
  const groups: [string, MailTruth[]][] = [
    ...Map.groupBy(
      truth.filter((one) => one.malicious),
      (one) => `attack: ${one.kind}`,
    ),
    ['benign: PPAP', truth.filter((one) => /^ppap-/.test(one.play))],
    ['benign: newsletters', truth.filter((one) => one.play === 'newsletter')],
    ['benign, to be asked about by telephone', truth.filter((one) => !one.malicious && one.at_most === 'suspicious')],
    [
      'benign: all the rest',
      truth.filter((one) => !one.malicious && one.at_most === 'no-sign' && !/^(ppap-|newsletter)/.test(one.play)),
    ],
  ]
  for (const [group, list] of groups) {
    const said = list.map(saidOf)
    const scores = said.map((one) => one.score).sort((a, b) => a - b)
    console.log(
      `  ${name} | ${group} | flagged ${said.filter((one) => one.flagged).length}/${list.length} | median score ${scores[Math.floor(scores.length / 2)]?.toFixed(2)}`,
    )
  }
  const missed = Map.groupBy(
    truth.filter((one) => one.malicious && !saidOf(one).flagged),
    (one) => one.play,
  )
  console.log(`  ${name} misses: ${[...missed].map(([play, list]) => `${play} ${list.length}`).join(', ') || 'none'}`)
}

async function scan(path: string, out: string) {
  const took = await measured(kyumei, ['scan', path, '--out', join(folder, out), '--lang', 'en'])
  const { mails } = JSON.parse(readFileSync(join(folder, out, 'findings.json'), 'utf8')) as FindingsFile
  return { ...took, flagged: new Map(mails.map((row) => [row.mail, { score: row.confidence, flagged: true }])) }
}

/** One mbox of many messages, as an archive of years is. */
async function large(): Promise<void> {
  if (LARGE === 0) return
  mkdirSync(join(folder, 'large'))
  const stream = createWriteStream(join(folder, 'large/archive.mbox'))
  for (let i = 0, seed = 1; i < LARGE; seed++)
    for (const mail of mailSet({ seed, ordinary: 600 }).mails.slice(0, LARGE - i)) {
      i++
      if (!stream.write(inMbox(mail))) await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
    }
  await new Promise<void>((resolve) => stream.end(() => resolve()))
  const took = await scan(join(folder, 'large'), 'large-report')
  console.log(`an mbox of ${LARGE} messages: ${took.seconds.toFixed(0)} s, ${took.megabytes.toFixed(0)} MB at most`)
}

async function extremes(): Promise<void> {
  mkdirSync(join(folder, 'extreme'))
  const head =
    'From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nDate: Mon, 05 Oct 2026 10:00:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'
  const part = (name: string, data: Buffer) =>
    `--b\r\nContent-Type: application/octet-stream; name=${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${data.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
  writeFileSync(
    join(folder, 'extreme/large.eml'),
    `${head}${part('large.bin', Buffer.alloc(37_000_000, 'kyumei'))}--b--\r\n`,
  )
  writeFileSync(
    join(folder, 'extreme/parts.eml'),
    `${head}${Array.from({ length: 10_000 }, (_, i) => part(`${i}.txt`, Buffer.from(`part ${i}`))).join('')}--b--\r\n`,
  )
  for (const name of ['large.eml', 'parts.eml']) {
    const took = await measured(kyumei, ['scan', join(folder, 'extreme', name), '--out', join(folder, name)]).catch(
      (error: Error) => error,
    )
    console.log(
      took instanceof Error
        ? `${name}: ${took.message.slice(0, 200)}`
        : `${name}: ${took.seconds.toFixed(1)} s, ${took.megabytes.toFixed(0)} MB at most`,
    )
  }
}
