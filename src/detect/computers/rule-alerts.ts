/** What Hayabusa's rules say of a computer: several different serious ones in a day; never the rules that fire everywhere. */
import { amount } from '../../i18n/text.ts'
import type { DetectorContext, Sign } from '../detector.ts'
import { grade, isCommon, type Strength } from '../grade.ts'
import { SEEN_COLUMNS, type SeenRow, seen } from '../row.ts'

interface Row extends SeenRow {
  day: string
  rules: string[]
  critical: string
  n: string
  accounts: string[]
}

const SERIOUS = "match(lower(rule_level), '^(?:crit|high|emer)')"
const CRITICAL = "match(lower(rule_level), '^(?:crit|emer)')"

/** A rule that a computer breaks day after day is its life. */
const EVERYDAY = 3 // days, in logs of twice as many

const COUNTED = `
  hit AS (SELECT * FROM endpoint WHERE event_action = 'rule-match' AND host != '' AND ${SERIOUS}),
  (SELECT uniqExact(host) FROM endpoint WHERE event_action = 'rule-match' AND host != '') AS computers,
  spread AS (SELECT rule_name, uniqExact(host) AS sharing FROM hit GROUP BY rule_name),
  (SELECT dateDiff('day', min(time), max(time)) FROM hit) AS span,
  everyday AS
  (
    SELECT host, rule_name FROM hit GROUP BY host, rule_name
    HAVING uniqExact(toDate(time, {zone:String})) >= ${EVERYDAY} AND span >= ${EVERYDAY * 2} AND uniqExact(toDate(time, {zone:String})) * 2 >= span
  )`

export async function ruleSigns(context: DetectorContext): Promise<Sign[]> {
  const spread = await context.query<SeenRow & { rule: string; sharing: string; computers: string; n: string }>(
    `WITH ${COUNTED}
     SELECT '' AS host, rule_name AS rule, any(spread.sharing) AS sharing, computers, count() AS n,${SEEN_COLUMNS}
     FROM hit INNER JOIN spread USING (rule_name)
     GROUP BY rule_name
     HAVING sharing >= 3
     ORDER BY rule`,
    { zone: context.timezone },
  )
  const noisy = spread.filter((one) =>
    isCommon(Number(one.sharing), Number(one.computers), context.parameter('common_share')),
  )
  const rows = await context.query<Row>(
    `WITH ${COUNTED}
     SELECT host, toString(toDate(time, {zone:String})) AS day, arraySort(groupUniqArray(20)(rule_name)) AS rules, uniqExactIf(rule_name, ${CRITICAL}) AS critical,
       count() AS n, groupUniqArrayIf(5)(account, user_name NOT IN ('', '-') AND NOT endsWith(user_name, '$')) AS accounts,${SEEN_COLUMNS}
     FROM hit
     WHERE rule_name NOT IN {noisy:Array(String)} AND (host, rule_name) NOT IN (SELECT host, rule_name FROM everyday)
     GROUP BY host, day
     ORDER BY length(rules) DESC, day, host
     LIMIT 1 BY host
     LIMIT 500`,
    { zone: context.timezone, noisy: noisy.map((one) => one.rule) },
  )
  const several = context.parameter('rules')
  const signs = rows.map((row): Sign => {
    const [rules, critical] = [row.rules.length, Number(row.critical)]
    const strength: Strength =
      rules >= several && critical > 0 ? 'strong' : rules >= several || critical > 0 ? 'plain' : 'weak'
    return {
      ...seen(row),
      ...grade(strength, []),
      accounts: row.accounts,
      destinations: [],
      count: Number(row.n),
      metrics: { rules, critical, rules_named: row.rules.slice(0, 8).join(' / ') },
      words: {
        host: row.host,
        product: 'Hayabusa',
        threat: row.rules.slice(0, 3).join(' / '),
        where: {
          ja: `${row.day} に重大・高の${rules}ルール`,
          en: `${amount(rules, 'rule')} of level high or critical on ${row.day}`,
        },
        state: {
          ja: 'ルールは挙動の目印です。元のイベントで確かめてください。',
          en: 'Rules point at behaviour: check the events themselves.',
        },
      },
    }
  })
  return [...signs, ...muted(noisy)]
}

/** What was left out is said, not hidden. */
function muted(noisy: (SeenRow & { rule: string; sharing: string; computers: string; n: string })[]): Sign[] {
  const [first] = noisy
  if (!first) return []
  const names = noisy.map((one) => one.rule)
  return [
    {
      ...seen(first),
      hosts: [],
      ...grade('weak', [
        {
          effect: 'explains',
          text: {
            ja: `${first.computers}台の5％を超える端末で出るため、数えていません。`,
            en: `They fire on more than 5 % of the ${first.computers} computers and do not count.`,
          },
        },
      ]),
      destinations: [],
      count: noisy.reduce((sum, one) => sum + Number(one.n), 0),
      metrics: { rules: names.length, rules_named: names.slice(0, 8).join(' / ') },
      words: {
        host: { ja: '多くの端末', en: 'many computers' },
        product: 'Hayabusa',
        threat: names.slice(0, 3).join(' / '),
        where: { ja: `${names.length}ルール`, en: amount(names.length, 'rule') },
        state: { ja: 'どこでも出るルールです。', en: 'These rules fire everywhere.' },
      },
    },
  ]
}
