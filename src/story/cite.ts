/** Citations: the lines that findings and facts hang on, with file and text. */
import type { EvidenceLine } from '../detect/detector.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { readLines } from '../evidence/lines.ts'
import type { LedgerRow } from '../store/ledger.ts'

export interface Citation {
  file: string
  sha256: string
  line: number
  text: string
}

/** Reads the lines' texts, and gives what a line is cited as: nothing where its file is not at hand. */
export async function citations(
  lines: EvidenceLine[],
  files: LedgerRow[],
  evidence: Evidence[],
): Promise<(line: EvidenceLine) => Citation[]> {
  const texts = await textsOf(lines, evidence)
  const byId = new Map(files.map((file) => [file.evidence_id, file]))
  return ({ evidence_id, line }) => {
    const file = byId.get(evidence_id)
    return file ? [{ file: file.path, sha256: file.sha256, line, text: texts.get(`${evidence_id}:${line}`) ?? '' }] : []
  }
}

async function textsOf(cited: EvidenceLine[], evidence: Evidence[]): Promise<Map<string, string>> {
  const wanted = Map.groupBy(cited, (line) => line.evidence_id)
  const texts = new Map<string, string>()
  for (const one of evidence) {
    const lines = wanted.get(one.id)
    if (!lines) continue
    const found = await readLines(
      one,
      lines.map(({ line }) => line),
    )
    for (const [line, text] of found) texts.set(`${one.id}:${line}`, text)
  }
  return texts
}
