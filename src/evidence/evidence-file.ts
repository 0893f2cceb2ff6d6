/** The shape of evidence.json (a contract: other programs rely on it). */

export interface EvidenceRow {
  path: string
  sha256: string
  bytes: number
  encoding: string
  formats: string[]
  timezone: string
  lines: number
  parsed: number
  ignored: number
  unparsed: number
  events: number
  first: string | null
  last: string | null
  /** the file with the same content that was read instead; the counts are its */
  duplicate_of?: string
  /** the first unparsed lines, cut to 300 characters */
  samples: { line: number; text: string }[]
}

export interface EvidenceFile {
  schema: 'kyumei.evidence/1'
  files: EvidenceRow[]
}

/** What could not be read, or only partly: printed, reported, and the reason for exit code 3. */
export interface Problem {
  path: string
  what: string
  what_to_do: string
}
