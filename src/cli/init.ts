/** `kyumei init`: a commented kyumei.yaml, never over an existing one. */
import { writeFileSync } from 'node:fs'
import { INIT_TEXT } from '../story/config.ts'
import { EXIT, UsageError } from './exit.ts'

export async function init(): Promise<number> {
  try {
    writeFileSync('kyumei.yaml', INIT_TEXT, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new UsageError('kyumei.yaml is here already; it was left as it is.')
  }
  process.stdout.write('kyumei.yaml\n')
  return EXIT.done
}
