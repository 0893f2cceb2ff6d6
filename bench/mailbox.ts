/**
 * Memory over a mailbox of years: one mbox of many messages against one of a tenth of them, a whole scan each, report included. The bar is that
 * of logs (growth.ts): at most 1.5 times the memory and 11 times the time. `node bench/mailbox.ts [messages of the small one]`
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { mailSet } from '../sim/mail/mail-set.ts'
import { inMbox } from '../sim/mail/write.ts'
import { measured } from './measured.ts'

const SMALL = Number(process.argv[2] ?? 10_000)
const kyumei = new URL('../kyumei', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'kyumei-bench-mailbox-'))
console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
try {
  const runs = []
  for (const messages of [SMALL, SMALL * 10]) {
    const place = join(folder, String(messages))
    mkdirSync(place)
    const file = join(place, 'archive.mbox')
    await archive(file, messages)
    const run = await measured(kyumei, ['scan', place, '--out', join(folder, `report-${messages}`), '--lang', 'en'])
    console.log(
      `${messages} messages, ${Math.round(statSync(file).size / 1e6)} MB: ${run.seconds.toFixed(1)} s, ${(messages / run.seconds).toFixed(0)} a second, peak memory ${run.megabytes.toFixed(0)} MB`,
    )
    runs.push(run)
    rmSync(place, { recursive: true })
    rmSync(join(folder, `report-${messages}`), { recursive: true })
  }
  const [small, large] = runs
  if (small && large)
    console.log(
      `ten times the messages take ${(large.seconds / small.seconds).toFixed(2)} times the time (bar 11) and ${(large.megabytes / small.megabytes).toFixed(2)} times the memory (bar 1.5)`,
    )
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Organisations one after the other, with other people, texts and attachments each. */
async function archive(file: string, messages: number): Promise<void> {
  const stream = createWriteStream(file)
  for (let i = 0, seed = 1; i < messages; seed++)
    for (const mail of mailSet({ seed, ordinary: 600 }).mails.slice(0, messages - i)) {
      i++
      if (!stream.write(inMbox(mail))) await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
    }
  await new Promise<void>((resolve) => stream.end(() => resolve()))
}
