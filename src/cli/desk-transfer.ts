/** `kyumei desk import | export | backup | restore | verify` */
import { existsSync, writeFileSync } from 'node:fs'
import { backupDesk, restoreDesk } from '../desk/backup.ts'
import { sharedHashes } from '../desk/compare.ts'
import { allRecords, type CaseRow, caseRows, pseudonymised } from '../desk/export.ts'
import { DeskError } from '../desk/fault.ts'
import { type Fault, type Verified, verifyHistory } from '../desk/history.ts'
import { importTable, type Refusal } from '../desk/import.ts'
import { loadMapping } from '../desk/mapping.ts'
import { amount, type Text } from '../i18n/text.ts'
import { toCsv } from '../report/csv.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { type DeskChoice, deskPath, inLanguage, whoIs, withDesk } from './desk.ts'
import { keyFrom, tlpTyped } from './desk-input.ts'
import { EXIT } from './exit.ts'
import { languageOf } from './language.ts'
import { progress } from './progress.ts'

interface ImportChoice extends DeskChoice {
  mapping?: string
  dryRun?: boolean
  skipRefused?: boolean
}

/** Exit 3 where rows were refused. Refused rows go to standard output as they are found. */
export async function takeOver(file: string, options: ImportChoice): Promise<number> {
  return await withDesk(
    options,
    async (desk, lang) => {
      const show = progress()
      const refusals: Refusal[] = []
      let told = 0
      const result = await importTable(desk, file, {
        mapping: options.mapping ? loadMapping(options.mapping) : undefined,
        dryRun: options.dryRun,
        skipRefused: options.skipRefused,
        onRefusal: (refusal) => {
          if (options.json) refusals.push(refusal)
          else process.stdout.write(refusalLine(refusal, lang))
          show.say(`${++told}`)
        },
      })
      show.end()
      if (options.json) {
        const rows = refusals.map(({ line, reasons }) => ({ line, reasons: reasons.map((reason) => reason[lang]) }))
        process.stdout.write(`${printedJson({ ...result, refusals: rows })}\n`)
      } else {
        const { rows, taken, refused, written, unused } = result
        if (unused.length > 0)
          process.stdout.write(
            `${lang === 'ja' ? '使わない列' : 'columns not used'}: ${unused.map(visible).join(', ')}\n`,
          )
        process.stdout.write(
          lang === 'ja'
            ? `${rows}行のうち、取り込めるもの ${taken}件、取り込めないもの ${refused}件。${written ? `${taken}件を取り込みました。` : options.dryRun ? '試行のため、何も書き込んでいません。' : refused > 0 ? '何も取り込んでいません。直すか、--skip-refused で残りだけを取り込めます。' : '何も取り込んでいません。'}\n`
            : `${rows} rows: ${taken} can be taken, ${refused} refused. ${written ? `${taken} taken.` : options.dryRun ? 'A dry run: nothing was written.' : refused > 0 ? 'Nothing was taken: correct the rows, or take the rest with --skip-refused.' : 'Nothing was taken.'}\n`,
        )
      }
      return result.refused > 0 ? EXIT.unread : EXIT.done
    },
    { create: true },
  )
}

function refusalLine({ line, reasons }: Refusal, lang: 'ja' | 'en'): string {
  const why = reasons.map((reason) => visible(reason[lang])).join(lang === 'ja' ? ' / ' : '; ')
  return lang === 'ja' ? `${line}行目: ${why}\n` : `row ${line}: ${why}\n`
}

const CASE_COLUMNS = [
  'number',
  'received_at',
  'recorded_on',
  'organisation',
  'kind',
  'industry',
  'employees',
  'person',
  'mail',
  'telephone',
  'channel',
  'attack_kind',
  'discovery',
  'signs',
  'techniques',
  'campaign',
  'tlp',
  'summary',
  'handler',
  'rescue_at',
  'visits',
  'visitors',
  'closed_on',
  'outcome',
  'void_on',
  'void_reason',
] satisfies (keyof CaseRow)[]

export async function handOut(
  file: string | undefined,
  options: DeskChoice & { pseudonyms?: string; hashes?: string; tlp?: string },
): Promise<number> {
  return await withDesk(options, (desk) => {
    if (file !== undefined && existsSync(file)) {
      throw new DeskError({ ja: `${file} はすでにあります。`, en: `${file} is there already` })
    }
    const key = options.pseudonyms === undefined ? null : keyFrom(options.pseudonyms)
    const cases = caseRows(desk).map((row) => (key ? pseudonymised(row, key) : row))
    const hashes =
      options.hashes === undefined
        ? null
        : sharedHashes(desk, keyFrom(options.hashes), options.tlp === undefined ? 'AMBER' : tlpTyped(options.tlp))
    const text = hashes
      ? `${printedJson(hashes)}\n`
      : options.json
        ? `${printedJson(key ? { consultation: cases } : allRecords(desk))}\n`
        : toCsv(
            CASE_COLUMNS,
            cases.map((row) => ({ ...row })),
          )
    if (file === undefined) process.stdout.write(text)
    else writeFileSync(file, text, { mode: 0o600 })
    return EXIT.done
  })
}

export async function backUp(file: string, options: DeskChoice): Promise<number> {
  return await withDesk(options, async (desk, lang) => report(await backupDesk(desk, file), options, lang, { file }))
}

export async function restore(file: string, options: DeskChoice): Promise<number> {
  const lang = languageOf(options.lang)
  return await inLanguage(lang, async () => {
    const { kept, ...verified } = await restoreDesk(file, deskPath(options), whoIs(options))
    if (kept && !options.json)
      process.stdout.write(
        lang === 'ja' ? `これまでの台帳は ${kept} に残しました。\n` : `what the desk was is kept in ${kept}\n`,
      )
    return report(verified, options, lang, { kept })
  })
}

export async function verify(options: DeskChoice & { head?: { seq: number; hash: string } }): Promise<number> {
  return await withDesk(options, (desk, lang) => report(verifyHistory(desk, options.head), options, lang))
}

const FAULTS: Record<Fault['what'], Text> = {
  chain: { ja: '履歴の連鎖が切れています', en: 'the chain is broken here' },
  content: { ja: '履歴の内容が書き換えられています', en: "the history's content was changed" },
  'missing-content': {
    ja: '消去の記録なしに履歴の内容がなくなっています',
    en: "the history's content is gone without an erasure",
  },
  'record-changed': { ja: '履歴に残さずに変更されています', en: 'changed behind the history’s back' },
  'record-missing': { ja: '履歴に残さずに削除されています', en: 'deleted behind the history’s back' },
  'record-unknown': { ja: '履歴にない登録です', en: 'added behind the history’s back' },
  head: {
    ja: '控えておいた履歴と一致しません（途中から作り直されたか、切り捨てられています）',
    en: 'not the history of the head that you kept: cut off, or written anew',
  },
}

function report(verified: Verified, { json }: DeskChoice, lang: 'ja' | 'en', more: object = {}): number {
  const { entries, records, erased, head, faults } = verified
  if (json) process.stdout.write(`${printedJson({ ...more, ...verified })}\n`)
  else {
    for (const fault of faults)
      process.stdout.write(`! ${fault.seq}  ${fault.record} ${fault.record_id}  ${FAULTS[fault.what][lang]}\n`)
    process.stdout.write(
      lang === 'ja'
        ? `履歴 ${entries}件、登録 ${records}件、消去済み ${erased}件、不整合 ${faults.length}件\n最新の履歴 ${head}\n`
        : `${amount(entries, 'entry', 'entries')}, ${amount(records, 'record')}, ${erased} erased, ${amount(faults.length, 'fault')}\nhead ${head}\n`,
    )
  }
  return faults.length === 0 ? EXIT.done : EXIT.unread
}
