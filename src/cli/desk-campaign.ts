/** `kyumei desk campaigns | unlink | compare`: which cases belong together, here and elsewhere. */

import { viewCase } from '../desk/case.ts'
import { inCommon } from '../desk/compare.ts'
import { rows } from '../desk/desk.ts'
import { leaveCampaign } from '../desk/join.ts'
import { groups, relations } from '../desk/relation.ts'
import { reasonsInWords } from '../report/reason-words.ts'
import { defangText, printedJson, visible } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { keyFrom } from './desk-input.ts'
import { caseInWords } from './desk-show.ts'
import { EXIT } from './exit.ts'

/** The campaigns that are kept, and the groups of cases that their reasons hold together. */
export async function campaigns(options: DeskChoice): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const kept = rows<{ name: string; cases: string }>(
      desk,
      `SELECT k.name, json_group_array(c.number ORDER BY c.received_at) AS cases
       FROM campaign k JOIN campaign_case m ON m.campaign_id = k.id JOIN consultation c ON c.id = m.consultation_id
       WHERE c.void_on IS NULL GROUP BY k.id ORDER BY count(*) DESC, k.name`,
    ).map(({ name, cases }) => ({ name, cases: JSON.parse(cases) as string[] }))
    const found = groups(relations(desk)).map((group) => ({
      ...group,
      campaigns: kept.filter((one) => one.cases.some((number) => group.cases.includes(number))).map((one) => one.name),
      new_cases: group.cases.filter((number) => !kept.some((one) => one.cases.includes(number))),
    }))
    if (options.json) {
      process.stdout.write(`${printedJson({ campaigns: kept, groups: found })}\n`)
      return EXIT.done
    }
    const list = (numbers: string[]) => numbers.map(visible).join(lang === 'ja' ? '、' : ', ')
    for (const { name, cases } of kept)
      process.stdout.write(`${visible(name)}  ${cases.length}${lang === 'ja' ? '件' : ' cases'}: ${list(cases)}\n`)
    const fresh = found.filter((one) => one.new_cases.length > 0)
    for (const group of fresh) {
      const known = group.campaigns.map((name) => visible(name)).join(', ')
      process.stdout.write(
        lang === 'ja'
          ? `\n同じ攻撃者と考えられる${group.cases.length}件${known ? `（${known}）` : ''}: ${list(group.cases)}\n`
          : `\n${group.cases.length} cases that seem to be one attacker's${known ? ` (${known})` : ''}: ${list(group.cases)}\n`,
      )
      for (const relation of group.relations.slice(0, MOST))
        process.stdout.write(`  ${visible(relation.a)} – ${visible(relation.b)}  ${reasonsInWords(relation, lang)}\n`)
      if (group.relations.length > MOST) process.stdout.write(`  … +${group.relations.length - MOST}\n`)
      process.stdout.write(
        lang === 'ja'
          ? `  まとめるには: kyumei desk link ${visible(group.new_cases[0] ?? '')} --campaign 名前 --related\n`
          : `  to keep them: kyumei desk link ${visible(group.new_cases[0] ?? '')} --campaign NAME --related\n`,
      )
    }
    if (kept.length + fresh.length === 0)
      process.stdout.write(
        lang === 'ja'
          ? 'キャンペーンはありません。同じ攻撃者によると判断できる案件も見つかっていません。\n'
          : 'No campaign, and no cases that seem to be one attacker’s.\n',
      )
    return EXIT.done
  })
}

const MOST = 10 // relations of a group

export async function unlink(
  number: string,
  options: DeskChoice & { campaign: string; reason: string },
): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    leaveCampaign(desk, number, options.campaign, options.reason)
    const view = viewCase(desk, number)
    process.stdout.write(options.json ? `${printedJson(view)}\n` : caseInWords(desk, view, lang))
    return EXIT.done
  })
}

/** What another desk's file and this desk's cases have in common. */
export async function compare(file: string, options: DeskChoice & { key?: string }): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const found = inCommon(desk, file, options.key === undefined ? null : keyFrom(options.key))
    if (options.json) process.stdout.write(`${printedJson(found)}\n`)
    else {
      for (const { kind, value, numbers } of found)
        process.stdout.write(
          `${kind}  ${defangText(value, ['sha256', 'subject'].includes(kind) ? [] : [value])}  ${numbers.map(visible).join(', ')}\n`,
        )
      process.stdout.write(
        lang === 'ja'
          ? `共通する痕跡情報: ${found.length}件、該当する案件: ${new Set(found.flatMap((one) => one.numbers)).size}件\n`
          : `${found.length} indicators in common, in ${new Set(found.flatMap((one) => one.numbers)).size} cases\n`,
      )
    }
    return EXIT.done
  })
}
