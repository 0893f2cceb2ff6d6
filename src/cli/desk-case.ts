/** `kyumei desk intake | edit | rescue | visit | task | note | link | close | reopen | void`: one change each, and what the case is then. */
import { viewCase } from '../desk/case.ts'
import { type Desk, nowLocal, today } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { joinCampaign, joinGroup, linkCases } from '../desk/join.ts'
import { get } from '../desk/record.ts'
import {
  addNote,
  addTask,
  addVisit,
  closeCase,
  editCase,
  finishTask,
  intake,
  nameCaller,
  reopenCase,
  startRescue,
  voidCase,
} from '../desk/work.ts'
import { printedJson } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import {
  attackTyped,
  channelTyped,
  dayTyped,
  discoveryTyped,
  industryTyped,
  kindTyped,
  momentTyped,
  tlpTyped,
} from './desk-input.ts'
import { caseInWords } from './desk-show.ts'
import { EXIT } from './exit.ts'

interface CaseFields extends DeskChoice {
  kind?: string
  industry?: string
  channel?: string
  received?: string
  attack?: string
  discovery?: string
  employees?: number
  tlp?: string
  handler?: string
  summary?: string
}

export async function takeIn(
  options: CaseFields & {
    kind: string
    channel: string
    organisation?: string
    number?: string
    person?: string
    mail?: string
    telephone?: string
  },
): Promise<number> {
  return await withDesk(
    options,
    (desk, lang) => {
      if ((options.person ?? options.employees) !== undefined && options.organisation === undefined) {
        throw new DeskError({
          ja: '--person と --employees には --organisation も必要です（どの組織のことかを記録します）。',
          en: '--person and --employees need --organisation: of which one',
        })
      }
      const { number } = intake(desk, {
        ...fields(desk, options),
        organisation: options.organisation,
        employees: options.employees,
        number: options.number,
        kind: kindTyped(desk, options.kind),
        channel: channelTyped(options.channel),
        person: options.person
          ? { name: options.person, mail: options.mail ?? '', telephone: options.telephone ?? '' }
          : undefined,
      })
      return told(desk, number, options, lang)
    },
    { create: true },
  )
}

function fields(desk: Desk, options: CaseFields) {
  return {
    received_at: options.received === undefined ? undefined : momentTyped(options.received),
    industry: options.industry === undefined ? undefined : industryTyped(desk, options.industry),
    attack_kind: options.attack === undefined ? undefined : attackTyped(desk, options.attack),
    discovery: options.discovery === undefined ? undefined : discoveryTyped(options.discovery),
    tlp: options.tlp === undefined ? undefined : tlpTyped(options.tlp),
    handler: options.handler,
    summary: options.summary,
  }
}

export async function edit(
  number: string,
  options: CaseFields & { base?: number; organisation?: string; person?: string; mail?: string; telephone?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const { channel, kind, organisation, person, employees, mail = '', telephone = '' } = options
    const version = editCase(
      desk,
      number,
      {
        ...fields(desk, options),
        ...(channel === undefined ? {} : { channel: channelTyped(channel) }),
        ...(kind === undefined ? {} : { organisation_kind: kindTyped(desk, kind) }),
      },
      options.base,
    )
    if (organisation !== undefined || person !== undefined || employees !== undefined) {
      const who = person === undefined ? undefined : { name: person, mail, telephone }
      nameCaller(desk, number, { organisation, person: who, employees }, version)
    }
    return told(desk, number, options, lang)
  })
}

export async function rescue(
  number: string,
  options: DeskChoice & { start?: string; reason?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    startRescue(desk, number, options.start === undefined ? nowLocal(desk) : momentTyped(options.start), options.reason)
    return told(desk, number, options, lang)
  })
}

export async function visit(
  number: string,
  options: DeskChoice & { on?: string; who?: string[]; note?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    addVisit(desk, number, { visited_on: dayOf(desk, options.on), went: options.who ?? [desk.who], note: options.note })
    return told(desk, number, options, lang)
  })
}

interface TaskFields extends DeskChoice {
  countermeasure?: boolean
  target?: string
  owner?: string
  due?: string
  done?: number
  on?: string
  proof?: string
}

export async function task(number: string, title: string | undefined, options: TaskFields): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    if (options.done !== undefined) finish(desk, number, options.done, options)
    else if (title) {
      addTask(desk, number, {
        kind: options.countermeasure ? 'countermeasure' : 'task',
        title,
        target: options.target,
        owner: options.owner,
        due_on: options.due === undefined ? undefined : dayTyped(options.due),
      })
    } else {
      throw new DeskError({
        ja: '何をするかを書いてください（例: kyumei desk task 2015-0001 "パスワードの変更"）。済んだものは --done 番号 で記録します。',
        en: 'say what is to be done (kyumei desk task 2015-0001 "change the passwords"), or which one is done: --done ID',
      })
    }
    return told(desk, number, options, lang)
  })
}

function finish(desk: Desk, number: string, id: number, { on, proof }: TaskFields): void {
  if (get(desk, 'task', id).consultation_id !== viewCase(desk, number).consultation.id) {
    throw new DeskError({
      ja: `タスク ${id} は ${number} のものではありません。`,
      en: `task ${id} is not of ${number}`,
    })
  }
  finishTask(desk, id, { done_on: dayOf(desk, on), proof })
}

export async function note(number: string, text: string, options: DeskChoice): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    addNote(desk, number, text)
    return told(desk, number, options, lang)
  })
}

export async function link(
  number: string,
  other: string | undefined,
  options: DeskChoice & { chain?: boolean; campaign?: string; related?: boolean; reason?: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    if (options.campaign !== undefined && options.related) joinGroup(desk, number, options.campaign)
    else if (options.campaign !== undefined) {
      for (const one of other === undefined ? [number] : [number, other])
        joinCampaign(desk, one, options.campaign, options.reason)
    } else if (other === undefined || !options.reason) {
      throw new DeskError({
        ja: 'もう一方の受付番号と --reason（理由）、または --campaign 名前 を指定してください。',
        en: 'name the other case and the --reason, or a --campaign',
      })
    } else linkCases(desk, number, other, options.chain ? 'chain' : 'related', options.reason)
    return told(desk, number, options, lang)
  })
}

export async function close(number: string, options: DeskChoice & { on?: string; outcome: string }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    closeCase(desk, number, dayOf(desk, options.on), options.outcome)
    return told(desk, number, options, lang)
  })
}

export async function reopen(number: string, options: DeskChoice & { on?: string; reason: string }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    reopenCase(desk, number, dayOf(desk, options.on), options.reason)
    return told(desk, number, options, lang)
  })
}

export async function voidIt(number: string, options: DeskChoice & { on?: string; reason: string }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    voidCase(desk, number, dayOf(desk, options.on), options.reason)
    return told(desk, number, options, lang)
  })
}

const dayOf = (desk: Desk, typed: string | undefined) => (typed === undefined ? today(desk) : dayTyped(typed))

function told(desk: Desk, number: string, { json }: DeskChoice, lang: 'ja' | 'en'): number {
  const view = viewCase(desk, number)
  process.stdout.write(json ? `${printedJson(view)}\n` : caseInWords(desk, view, lang))
  return EXIT.done
}
