/**
 * Which device wrote an evidence, as far as its place tells: the folder and the name of the file, without what rotation and export add to
 * it (access.log.3.gz and access-20261005.log are access.log). Where lines name their device (a firewall's observer_name), that counts.
 */
import type { Engine } from '../store/engine.ts'
import { makeAnew } from '../store/tables.ts'

/** Fills `evidence_source`, which buildSeen reads. */
export async function buildSources(engine: Engine, evidence: { id: string; path: string }[]): Promise<void> {
  await makeAnew(
    engine,
    'CREATE OR REPLACE TABLE evidence_source (evidence_id String, source String) ENGINE = MergeTree ORDER BY evidence_id',
    evidence.length > 0,
  )
  if (evidence.length === 0) return
  await engine.insert(
    'evidence_source',
    evidence.map(({ id, path }) => ({ evidence_id: id, source: sourceOf(path) })),
  )
}

export function sourceOf(path: string): string {
  const parts = path.split(/[/\\]|!/)
  const name = (parts.pop() ?? '')
    .replace(/(\.(gz|bz2|xz|zst|zip|7z|old|\d{1,4}))+$/i, '')
    .replaceAll(/[-_.]?(19|20)\d\d[-_.]?[01]\d([-_.]?[0-3]\d([-_.T]?\d{2,6})*)?/g, '')
    .replace(/\(\d+\)/, '')
  return [...parts.slice(-1).map((folder) => folder.replace(/^(19|20)\d\d[-_.]?[01]\d.*$/, '')), name]
    .filter((part) => part !== '')
    .join('/')
}
