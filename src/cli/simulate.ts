/** `kyumei simulate`: logs and mail of a simulated organisation, and the truth about it. */
import { join } from 'node:path'
import { simulate } from '../../sim/simulate.ts'
import { EXIT } from './exit.ts'
import { progress } from './progress.ts'

export interface SimulateOptions {
  out: string
  seed: number
  hosts: number
  days: number
  start?: string
  attack: boolean
  accounts?: boolean
}

export async function runSimulation({ accounts, ...options }: SimulateOptions): Promise<number> {
  const show = progress()
  await simulate({
    ...options,
    mail: true,
    ...(accounts ? { accounts: true as const } : {}),
    onProgress: (day, days) => show.say(`day ${day} of ${days}`),
  })
  show.end()
  process.stdout.write(
    `${join(options.out, 'logs')}\n${join(options.out, 'mail')}\n${join(options.out, 'truth.json')}\n`,
  )
  return EXIT.done
}
