/** The computers' own events of a simulated organisation: one file beside the other logs, and the truth about which were attacked. */
import { createWriteStream } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from '../../src/store/output.ts'
import type { Pc } from '../organisation.ts'
import { Random } from '../random.ts'
import { type ComputerEvent, computerLine } from './computer-event.ts'
import { computerLife } from './computer-life.ts'
import { COMPUTER_PLAYS, type ComputerBehaviour, type ComputerPlay } from './computer-plays.ts'

export interface ComputerTruth {
  host: string
  address: string
  behaviour: ComputerBehaviour
  first: string
  expected_detectors: string[]
  expected_verdict: 'infected' | 'suspected'
}

export const COMPUTER_FILE = 'endpoint/winlogbeat.ndjson'

export async function writeComputers(options: {
  out: string
  seed: number
  people: Pc[]
  first: number
  last: number
  behaviours: readonly ComputerBehaviour[]
}): Promise<ComputerTruth[]> {
  const { people, first, last, seed } = options
  const random = new Random(seed * 15485863 + 17)
  const events: ComputerEvent[] = [...computerLife(people, { first, last, seed })]
  const victims = [...people].sort(() => random.next() - 0.5)
  const truth = options.behaviours.map((behaviour, i): ComputerTruth => {
    const victim = victims[i % victims.length] as Pc
    const { play, expected, verdict }: ComputerPlay = COMPUTER_PLAYS[behaviour]
    const start = first + (last - first) * random.between(0.6, 0.75)
    events.push(...play({ victim, people, start, random }))
    return {
      host: victim.name,
      address: victim.address,
      behaviour,
      first: new Date(start * 1000).toISOString(),
      expected_detectors: [...expected],
      expected_verdict: verdict,
    }
  })
  const path = join(options.out, 'logs', COMPUTER_FILE)
  makeFolder(dirname(path))
  const stream = createWriteStream(path)
  for (const event of events.sort((a, b) => a.time - b.time))
    if (event.time >= first && event.time < last && !stream.write(`${computerLine(event)}\n`))
      await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
  await new Promise<void>((resolve) => stream.end(() => resolve()))
  return truth
}
