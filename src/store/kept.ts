/** What is worked out once: steps of a question, as tables that are gone when it is answered, and what several ask in the same words. */
import type { Engine } from './engine.ts'

/** Works a SELECT out as a table of this name. */
export type Keep = (name: string, sql: string, parameters?: Record<string, unknown>) => Promise<void>

/** `onDisk`: the rows may be many. Else they stand in memory: a table on disk is half a dozen files. */
export function keeping(engine: Engine, onDisk: boolean): { keep: Keep; forget: () => Promise<void> } {
  const names = new Set<string>()
  return {
    async keep(name, sql, parameters) {
      names.add(name)
      const kind = onDisk ? 'MergeTree ORDER BY tuple()' : 'Memory'
      await engine.command(`CREATE OR REPLACE TABLE ${name} ENGINE = ${kind} AS ${sql}`, parameters)
    },
    async forget() {
      for (const name of names) await engine.command(`DROP TABLE IF EXISTS ${name}`)
    },
  }
}

/** A query whose answer is remembered: rows are not to be changed by whoever reads them. */
export function remembering(engine: Engine): Engine['query'] {
  const answers = new Map<string, Promise<unknown[]>>()
  return async <Row>(sql: string, parameters?: Record<string, unknown>) => {
    const key = JSON.stringify([sql, parameters])
    const answer = answers.get(key) ?? engine.query<Row>(sql, parameters)
    answers.set(key, answer)
    return (await answer) as Row[]
  }
}
