/** The findings of a report that was written before. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FindingsFile } from '../report/findings.ts'
import { UsageError } from './exit.ts'

const shape = z.object({ schema: z.literal('kyumei.findings/1'), findings: z.array(z.object({ id: z.string() })) })

export function savedFindings(dir: string): FindingsFile {
  const path = join(dir, 'findings.json')
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    shape.parse(value)
    return value as FindingsFile // our own file, by its schema's name
  } catch (error) {
    throw new UsageError(
      `${path} is not a report of kyumei scan: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    )
  }
}
