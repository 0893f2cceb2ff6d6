/** `kyumei demo`: the main job on a simulated organisation under attack. */
import { join } from 'node:path'
import { type SimulateOptions, simulate } from '../../sim/simulate.ts'
import { makeFolder } from '../store/output.ts'
import { progress } from './progress.ts'
import { type ScanOptions, scan } from './scan.ts'

// a working week of a small organisation: under a minute on a laptop
const DEMO = {
  hosts: 40,
  days: 5,
  attack: true,
  mail: true,
  behaviours: ['dyndns-proxy', 'bypass-beacon', 'sleeper-dns', 'sweep', 'upload-night'],
} satisfies Partial<SimulateOptions>

export async function demo(options: ScanOptions & { seed: number }): Promise<number> {
  const folder = join(options.out, 'demo')
  makeFolder(folder)
  const show = progress()
  await simulate({
    ...DEMO,
    out: folder,
    seed: options.seed,
    onProgress: (day, days) => show.say(`simulating an organisation: day ${day} of ${days}`),
  })
  show.end()
  return await scan([join(folder, 'logs'), join(folder, 'mail/mbox')], options)
}
