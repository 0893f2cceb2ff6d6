/**
 * What programs do on computers, told by patterns: each detector of this kind gives its events and its behaviours. The same program doing
 * the same on many computers, or since the logs begin, is the organisation's own software. Patterns are RE2, in lower case; commands are
 * compared without quotes and carets.
 */
import type { Text } from '../../i18n/text.ts'
import type { DetectorContext, Parameter, Sign } from '../detector.ts'
import { grade, isCommon, type Reason, ROUTINE, type Strength } from '../grade.ts'
import { logOf, routine } from '../log-span.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

/** One thing that a program may do; of several that fit, the first of the list is told. */
export interface Behaviour {
  id: string
  what: Text
  strength: Strength
  /** all of these that are given must match, and `except` must not */
  child?: string
  parent?: string
  command?: string
  except?: string
  /** what goes from computer to computer: being on many excuses it only if it was there when the logs begin */
  spreads?: boolean
}

interface Row extends SeenRow {
  behaviour: string
  command: string
  parent: string
  accounts: string[]
  n: string
  days: string
  sharing: string
  computers: string
  routine: number
  /** on some computer it was there when the logs begin */
  old: number
}

export const COMMON_SHARE: Parameter = {
  name: 'common_share',
  unit: 'share of computers',
  default: 0.05,
  reason: {
    ja: '同じプログラムの同じ動きがこれより多くの端末にあれば、組織のソフトウェアや配布と見る',
    en: 'what more computers than this do alike is software of the organisation, or its distribution',
  },
}

/** Started processes, as `events` for `behaviours`. */
export const STARTED = `
  SELECT time, host, account, lower(process_executable) AS child, lower(process_parent_executable) AS parent,
    if(process_command_line = '', process_executable, process_command_line) AS shown, evidence_id, line
  FROM endpoint
  WHERE event_action = 'process-start'`

/**
 * What a scheduled task runs: its XML, which some collectors escape once more, holds much besides. A task without a command calls a class
 * of Windows' own.
 */
const TASK_XML = "if(position(event_details, '&lt;') > 0, decodeXMLComponent(event_details), event_details)"
export const RUN_BY_TASK = `concat('task ', file_path, ' = ', if(position(${TASK_XML}, '<Task') > 0 OR position(${TASK_XML}, '<Exec') > 0,
    decodeXMLComponent(arrayStringConcat(extractAll(${TASK_XML}, '<(?:Command|Arguments)>([^<]*)<'), ' ')), event_details))`

/** For each computer on which one or more behaviours are seen, one sign. */
export async function behaviourSigns(
  events: string,
  behaviours: Behaviour[],
  context: DetectorContext,
): Promise<Sign[]> {
  const rows = await context.query<Row>(sql(events, behaviours), {
    ...Object.fromEntries(
      behaviours.flatMap((one, i) =>
        PARTS.flatMap((part) => (one[part] === undefined ? [] : [[`${part}${i}`, one[part]]])),
      ),
    ),
    ids: behaviours.map((one) => one.id),
    zone: context.timezone,
  })
  return [...Map.groupBy(rows, (row) => row.host).values()].flatMap((own) => signOf(own, behaviours, context))
}

const PARTS = ['child', 'parent', 'command', 'except'] as const

const condition = (one: Behaviour, i: number) =>
  [
    ...(['child', 'parent', 'command'] as const).flatMap((part) =>
      one[part] === undefined ? [] : [`match(${part}, {${part}${i}:String})`],
    ),
    ...(one.except === undefined ? [] : [`NOT match(command, {except${i}:String})`]),
  ].join(' AND ')

/** Which of the behaviours, from 1; a computer's own names, numbers and keys don't make two commands differ. */
const sql = (events: string, behaviours: Behaviour[]) => `
WITH
  done AS
  (
    SELECT *, replaceRegexpAll(lower(substring(shown, 1, 4000)), '["^]', '') AS command
    FROM (${events})
    WHERE host != ''
  ),
  ${logOf('done')},
  (SELECT uniqExact(host) FROM endpoint WHERE host != '') AS computers,
  told AS
  (
    SELECT *, multiIf(${behaviours.map((one, i) => `${condition(one, i)}, ${i + 1}`).join(', ')}, 0) AS which,
      replaceRegexpAll(replaceRegexpAll(concat(substring(parent, 1, 200), ' ', child, ' ', substring(command, 1, 200)), '(users|home)[\\\\\\\\/][^\\\\\\\\/ ]+', 'users'), '[0-9a-f-]{6,}|[0-9]+', '#') AS alike
    FROM done
    WHERE which > 0
  ),
  grouped AS
  (
    SELECT host, which, alike, any(substring(shown, 1, 300)) AS command, any(parent) AS parent, groupUniqArrayIf(5)(account, account NOT IN ('', '-', 'system') AND NOT endsWith(account, '$')) AS accounts,
      count() AS n, uniqExact(toDate(time, {zone:String})) AS days, ${routine('toUnixTimestamp(min(time))')} AS routine,${SEEN_COLUMNS}
    FROM told
    GROUP BY host, which, alike
  )
SELECT host, {ids:Array(String)}[which] AS behaviour, command, parent, arraySort(accounts) AS accounts, n, days, routine, computers, first, last, lines,
  count() OVER (PARTITION BY which, alike) AS sharing, max(routine) OVER (PARTITION BY which, alike) AS old
FROM grouped
ORDER BY first, host, behaviour, command
LIMIT 5000`

interface Graded {
  row: Row
  behaviour: Behaviour
  reasons: Reason[]
  step: number
}

const STEP: Record<Strength, number> = { weak: 1, plain: 2, strong: 3 }
const DAY = 86_400_000
const SHOWN = 5

function signOf(rows: Row[], behaviours: Behaviour[], context: DetectorContext): Sign[] {
  const graded = rows.flatMap((row): Graded[] => {
    const behaviour = behaviours.find((one) => one.id === row.behaviour)
    if (!behaviour) return []
    const reasons = reasonsFor(row, behaviour, context)
    const explained = reasons.some((reason) => reason.effect === 'explains')
    return [{ row, behaviour, reasons, step: explained ? -1 : STEP[behaviour.strength] - reasons.length }]
  })
  // what is weak and explained isn't worth a line
  const worth = graded.filter((one) => one.step >= 0 || one.behaviour.strength !== 'weak')
  const [best] = worth.toSorted((a, b) => b.step - a.step)
  if (!best) return []
  // beside what nothing explains, what was there all along is another matter
  const plainly = best.step >= STEP.plain && best.reasons.length === 0
  const kept = best.step < 0 ? worth : worth.filter((one) => one.step >= 0 && (!plainly || one.reasons.length === 0))
  const strength = severalNear(kept) && best.behaviour.strength === 'plain' ? 'strong' : best.behaviour.strength
  const whats = [...new Map(kept.map((one) => [one.behaviour.id, one.behaviour.what])).values()]
  const commands = [...new Set([best, ...kept].map((one) => one.row.command))]
  return [
    {
      ...seen({
        host: best.row.host,
        first: kept.map((one) => one.row.first).sort()[0] ?? best.row.first,
        last:
          kept
            .map((one) => one.row.last)
            .sort()
            .at(-1) ?? best.row.last,
        lines: [best, ...kept.filter((one) => one !== best)].flatMap((one) => one.row.lines.slice(0, 3)).slice(0, 10),
      }),
      ...grade(strength, best.reasons),
      accounts: [...new Set(kept.flatMap((one) => one.row.accounts))].slice(0, 10),
      destinations: [],
      count: kept.reduce((sum, one) => sum + Number(one.row.n), 0),
      metrics: {
        behaviours: [...new Set(kept.map((one) => one.behaviour.id))].join(', '),
        command: best.row.command,
        started_by: best.row.parent,
        days: Math.max(...kept.map((one) => Number(one.row.days))),
        computers_alike: Number(best.row.sharing),
      },
      words: {
        host: best.row.host,
        what: {
          ja: whats
            .slice(0, SHOWN)
            .map((what) => what.ja)
            .join('、'),
          en: whats
            .slice(0, SHOWN)
            .map((what) => what.en)
            .join('; '),
        },
        command: commands[0] ?? '',
      },
    },
  ]
}

/** Two different things on one computer within a day are seldom two accidents. */
function severalNear(kept: Graded[]): boolean {
  const telling = kept.filter((one) => one.step >= STEP.plain)
  return telling.some((one) =>
    telling.some(
      (other) =>
        other.behaviour.id !== one.behaviour.id &&
        Math.abs(Date.parse(one.row.first) - Date.parse(other.row.first)) <= DAY,
    ),
  )
}

function reasonsFor(row: Row, behaviour: Behaviour, context: DetectorContext): Reason[] {
  const [sharing, computers] = [Number(row.sharing), Number(row.computers)]
  const strong = behaviour.strength === 'strong'
  const excused = !behaviour.spreads || row.old === 1
  return [
    ...(excused && isCommon(sharing, computers, context.parameter('common_share'))
      ? [
          {
            effect: strong ? ('weakens' as const) : ('explains' as const),
            text: {
              ja: `${computers}台中${sharing}台で、同じプログラムが同じことをしています。`,
              en: `On ${sharing} of ${computers} computers the same program does the same.`,
            },
          },
        ]
      : []),
    ...((row.routine === 1 && Number(row.days) >= 2) || (behaviour.spreads && row.old === 1)
      ? [behaviour.strength === 'weak' ? { ...ROUTINE, effect: 'explains' as const } : ROUTINE]
      : []),
  ]
}
