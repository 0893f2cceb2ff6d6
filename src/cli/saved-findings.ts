/** The findings of a report that was written before. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FindingsFile } from '../story/findings.ts'
import { UsageError } from './exit.ts'

/** Whoever handed the report over may have written it: what goes into products and onto terminals as it is has its form. */
const shape = z.object({
  schema: z.literal('kyumei.findings/1'),
  generated: z.iso.datetime(),
  findings: z.array(z.object({ id: z.string().regex(/^[\w-]{1,64}$/, 'an id of a finding is letters and digits') })),
})

export function savedFindings(dir: string): FindingsFile {
  const path = join(dir, 'findings.json')
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    shape.parse(value)
    return value as FindingsFile // our own file, by its schema's name
  } catch (error) {
    throw new UsageError(`${path} is not a report of kyumei scan: ${reason(error)}`)
  }
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error).replaceAll('\n', ' ')
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
