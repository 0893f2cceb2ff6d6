/** What was assumed while reading, and what the organisation asked to leave out: facts that the reader must know. */
import type { LedgerRow } from '../store/ledger.ts'
import type { Allow, Config } from './config.ts'
import type { Fact } from './logging.ts'

const YEAR_FROM: Record<string, string> = {
  neighbours: 'ほかのログの日付',
  'file date': 'ファイルの更新日',
  '--year': '--year の指定',
}

export function assumptions(files: LedgerRow[], timezone: string): Fact[] {
  const years = files
    .filter((file) => file.year > 0)
    .map(
      (file): Fact => ({
        id: `assumption-year-${file.evidence_id}`,
        kind: 'assumption',
        subject: file.path,
        value: file.year,
        text: {
          ja: `${file.path}: 年のない日付の最終日を${file.year}年としました（根拠: ${YEAR_FROM[file.year_from] ?? file.year_from}）。`,
          en: `${file.path}: the last day, which has no year, was taken to be in ${file.year} (from: ${file.year_from}).`,
        },
      }),
    )
  return [
    {
      id: 'assumption-timezone',
      kind: 'assumption',
      subject: 'timezone',
      value: timezone,
      text: {
        ja: `タイムゾーンのない時刻は ${timezone} として読みました。`,
        en: `Times without a zone were read as ${timezone}.`,
      },
    },
    ...years,
  ]
}

export function allowed(config: Config, hidden: Map<Allow, number>): Fact[] {
  const today = new Date().toISOString().slice(0, 10)
  return config.allow.map((entry, i) => {
    const what = [entry.host, entry.destination, entry.detector].filter(Boolean).join(' · ')
    const expired = entry.expires < today
    const n = hidden.get(entry) ?? 0
    return {
      id: `allowed-${i}`,
      kind: 'allowed',
      subject: what,
      value: n,
      text: {
        ja: `除外設定 ${what}（${entry.reason}、期限${entry.expires}）: ${expired ? '期限切れのため無効' : `${n}件を除外`}`,
        en: `allowed ${what} (${entry.reason}, until ${entry.expires}): ${expired ? 'expired, no longer applied' : `${n} hidden`}`,
      },
    }
  })
}
