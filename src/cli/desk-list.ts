/** `kyumei desk list | search` */

import { DeskError } from '../desk/fault.ts'
import { parseHalf } from '../desk/fiscal.ts'
import { type CaseLine, listCases } from '../desk/list.ts'
import { searchCases } from '../desk/search.ts'
import { CHANNEL_TERMS, type Term, terms } from '../desk/vocabulary.ts'
import { toCsv } from '../report/csv.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { industryTyped, kindTyped } from './desk-input.ts'
import { STAGE_WORDS } from './desk-show.ts'
import { EXIT } from './exit.ts'

interface ListOptions extends DeskChoice {
  stage?: string
  unfinished?: boolean
  kind?: string
  industry?: string
  handler?: string
  half?: string
  top: number
  csv?: boolean
}

const COLUMNS = [
  'number',
  'stage',
  'organisation',
  'organisation_kind',
  'industry',
  'channel',
  'received_at',
  'rescue_at',
  'visits',
  'open_tasks',
  'overdue_tasks',
  'attack_kind',
  'handler',
  'tlp',
] satisfies (keyof CaseLine)[]

export async function list(options: ListOptions): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const cases = listCases(desk, {
      stage: options.stage === undefined ? undefined : stageTyped(options.stage),
      unfinished: options.unfinished,
      kind: options.kind === undefined ? undefined : kindTyped(desk, options.kind),
      industry: options.industry === undefined ? undefined : industryTyped(desk, options.industry),
      handler: options.handler,
      half: options.half === undefined ? undefined : parseHalf(options.half, desk.fiscalStart),
      top: options.top,
    })
    if (options.json) process.stdout.write(`${printedJson(cases)}\n`)
    else if (options.csv)
      process.stdout.write(
        toCsv(
          COLUMNS,
          cases.map((one) => ({ ...one })),
        ),
      )
    else {
      const kinds = terms(desk, 'organisation_kind')
      process.stdout.write(cases.map((one) => lineOf(one, kinds, lang)).join(''))
      if (cases.length === 0) process.stdout.write(lang === 'ja' ? '該当する相談はありません。\n' : 'no such case\n')
    }
    if (cases.length === options.top)
      process.stderr.write(
        lang === 'ja'
          ? `${options.top}件まで表示しました。続きは --top で増やせます。\n`
          : `the first ${options.top}; --top shows more\n`,
      )
    return EXIT.done
  })
}

function lineOf(one: CaseLine, kinds: Term[], lang: 'ja' | 'en'): string {
  const name = (known: Term[], code: string) => known.find((term) => term.code === code)?.[lang] ?? code
  const words =
    lang === 'ja'
      ? { rescue: 'レスキュー', visits: '訪問', tasks: '未了', overdue: '期限切れ' }
      : { rescue: 'rescue', visits: 'visits', tasks: 'open tasks', overdue: 'overdue' }
  return `${[
    one.number,
    STAGE_WORDS[one.stage][lang],
    one.received_at.replace('T', ' '),
    name(CHANNEL_TERMS, one.channel),
    name(kinds, one.organisation_kind),
    one.organisation,
    one.rescue_at ? `${words.rescue} ${one.rescue_at.slice(0, 10)}` : '',
    one.visits > 0 ? `${words.visits} ${one.visits}` : '',
    one.open_tasks > 0 ? `${words.tasks} ${one.open_tasks}` : '',
    one.overdue_tasks > 0 ? `${words.overdue} ${one.overdue_tasks}` : '',
    one.handler,
  ]
    .filter((part) => part !== '')
    .map(visible)
    .join('  ')}\n`
}

function stageTyped(text: string): CaseLine['stage'] {
  for (const stage of ['open', 'rescue', 'closed', 'void'] as const)
    if (stage === text || STAGE_WORDS[stage].ja === text) return stage
  throw new DeskError({
    ja: `状態は open（相談中）、rescue（レスキュー支援中）、closed（完了）、void（取消）のいずれかです。`,
    en: `a stage is open, rescue, closed or void`,
  })
}

export async function search(words: string[], options: DeskChoice & { top: number }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const hits = searchCases(desk, words, options.top)
    if (options.json) process.stdout.write(`${printedJson(hits)}\n`)
    else if (hits.length === 0) process.stdout.write(lang === 'ja' ? '見つかりませんでした。\n' : 'nothing found\n')
    else
      for (const hit of hits)
        process.stdout.write(
          `${[hit.number, hit.received_at.slice(0, 10), hit.organisation, hit.excerpt].map(visible).join('  ')}\n`,
        )
    return EXIT.done
  })
}
