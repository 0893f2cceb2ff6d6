/** Notes that were put beside the logs for whoever reads them ("README.txt", 「はじめに.txt」): left out, and named as that. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Evidence } from '../evidence/evidence.ts'
import type { LedgerRow } from '../store/ledger.ts'
import type { Fact } from './logging.ts'

export interface FoundText {
  evidence_id: string
  path: string
}

const MAX_BYTES = 65_536 // a page of notes has a few thousand
const MAX_LINES = 400

/** Only a file of which no format knows a line. */
export function textsAmong(logs: Evidence[], files: LedgerRow[]): FoundText[] {
  const unread = new Set(
    files.filter((row) => row.formats.length === 0 && row.parsed === 0).map((row) => row.evidence_id),
  )
  return logs.flatMap(({ id, path, bytes, spool }) =>
    unread.has(id) && bytes <= MAX_BYTES && isNote(path, readFileSync(spool, 'utf8'))
      ? [{ evidence_id: id, path }]
      : [],
  )
}

/** What names itself a note, or is a text of whole sentences; a log, whatever its name, says when something happened. */
export function isNote(path: string, content: string): boolean {
  const name = basename(path).normalize('NFKC')
  const lines = content.split('\n').filter((line) => line.trim() !== '')
  if (!TEXT.test(name) || lines.length > MAX_LINES || lines.some((line) => CLOCK.test(line))) return false
  return NOTE.test(name) || lines.filter((line) => SENTENCE.test(line)).length >= lines.length * MOSTLY
}

const TEXT = /^[^.]+$|\.(?:txt|text|md|rst)$/i
const NOTE =
  /^(?:read ?_?me|about|notes?|contents|はじめに|初めに|最初に|お?読み|よんで|説明|概要|補足|注意|メモ|備考|目次)|(?:readme|説明|概要|メモ|について)[^.]*\.[a-z]+$/i
/** 9:00:01, 2026-10-05 09:00, 2026-10-05T09, seconds since 1970, Oct  5 09:00, and the numbers of days as systems count them */
const CLOCK =
  /\d{1,2}:\d{2}:\d{2}|\d[-/.]\d{1,2}[T ]+\d{1,2}:\d{2}|\d-\d{2}T\d{2}|(?:^|\D)1\d{9}(?:\d{3})?(?:\D|$)|[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d{2}/
const SENTENCE = /[。．！？](?:[」』)）]|\s|$)|^\s*[\p{Lu}"'(][^=;|]*\p{Ll}{2,}(?: +[\p{L}\d'’,()/-]+){4,}[.!?:]\s*$/u
const MOSTLY = 0.5

/** It was read, and has no events. */
export function asText(row: LedgerRow, found: FoundText[]): LedgerRow {
  return found.some((one) => one.evidence_id === row.evidence_id)
    ? { ...row, formats: ['text'], ignored: row.lines, unparsed: 0, samples: [] }
    : row
}

export function textFacts(found: FoundText[]): Fact[] {
  return found.map(({ evidence_id, path }) => ({
    id: `text-${evidence_id}`,
    kind: 'assumption',
    subject: path,
    value: 0,
    text: {
      ja: `${path}: 説明の文章と見て、ログとしては読んでいません（時刻のある行がありません）。`,
      en: `${path}: left out as a text for people, not read as a log (no line of it has a time).`,
    },
  }))
}
