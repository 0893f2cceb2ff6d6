/** The ledger: what was read, and the cited lines' texts. */
import type { EvidenceRow } from '../evidence/evidence-file.ts'
import type { Engine } from './engine.ts'

export type LedgerRow = EvidenceRow & { evidence_id: string; year: number; year_from: string }

/** All evidence of the workspace, in the order of its paths. */
export async function ledger(engine: Engine): Promise<LedgerRow[]> {
  const rows = await engine.query<LedgerRow>(
    `SELECT evidence_id, path, sha256, bytes, encoding, formats, timezone, lines, parsed, ignored, unparsed, events,
       if(isNull(first), NULL, formatDateTime(assumeNotNull(evidence.first), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS first,
       if(isNull(last), NULL, formatDateTime(assumeNotNull(evidence.last), '%Y-%m-%dT%H:%i:%SZ', 'UTC')) AS last,
       year, year_from
     FROM evidence
     ORDER BY path`,
  )
  const samples = await engine.query<{ evidence_id: string; line: number; text: string }>(
    `SELECT evidence_id, line, substringUTF8(text, 1, 300) AS text
     FROM unparsed_line
     ORDER BY evidence_id, line
     LIMIT 5 BY evidence_id`,
  )
  return rows.map((row) => ({
    ...row,
    bytes: Number(row.bytes),
    lines: Number(row.lines),
    parsed: Number(row.parsed),
    ignored: Number(row.ignored),
    unparsed: Number(row.unparsed),
    events: Number(row.events),
    samples: samples
      .filter((sample) => sample.evidence_id === row.evidence_id)
      .map(({ line, text }) => ({ line, text })),
  }))
}
