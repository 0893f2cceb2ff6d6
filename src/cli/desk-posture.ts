/** `kyumei desk inventory | posture`: what an organisation has, beside what its logs show. */
import { DeskError } from '../desk/fault.ts'
import { compareInventory, importInventory, inventoryOf, kindOf, listItem } from '../desk/inventory.ts'
import { answer, measure, organisationOf, postureOf } from '../desk/posture.ts'
import { ANSWERS, INVENTORY_KINDS } from '../desk/rows.ts'
import { ANSWER_WORDS, ROLES } from '../report/case/posture.ts'
import { printedJson, visible } from '../report/safe-text.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { dayTyped } from './desk-input.ts'
import { EXIT } from './exit.ts'

interface InventoryOptions extends DeskChoice {
  import?: string
  kind?: string
  name?: string
  address?: string
  place?: string
  owner?: string
  note?: string
}

export async function inventory(organisation: string, options: InventoryOptions): Promise<number> {
  return await withDesk(options, async (desk, lang) => {
    const { id, name } = organisationOf(desk, organisation)
    if (options.import !== undefined) {
      const { rows, refused } = await importInventory(desk, id, options.import)
      for (const { line, reasons } of refused)
        process.stdout.write(`${line}: ${reasons.map((reason) => visible(reason[lang])).join('; ')}\n`)
      if (refused.length > 0) {
        process.stdout.write(
          lang === 'ja'
            ? `${rows}行のうち${refused.length}行が使えないため、何も登録していません。\n`
            : `${refused.length} of ${rows} rows refused: nothing was taken\n`,
        )
        return EXIT.unread
      }
    }
    if (options.name !== undefined || options.kind !== undefined) {
      const kind = kindOf(options.kind ?? '')
      if (!kind || !options.name) {
        throw new DeskError({
          ja: `--kind（${INVENTORY_KINDS.join('、')}）と --name を指定してください。`,
          en: `name both --kind (${INVENTORY_KINDS.join(', ')}) and --name`,
        })
      }
      const { address, place, owner, note } = options
      listItem(desk, id, { kind, name: options.name, address, place, owner, note })
    }
    const items = inventoryOf(desk, id)
    const compared = compareInventory(desk, id)
    if (options.json) {
      process.stdout.write(`${printedJson({ organisation: name, items, compared })}\n`)
      return EXIT.done
    }
    for (const item of items)
      process.stdout.write(
        `${[item.kind, item.name, item.address, item.place, item.owner, item.note]
          .filter((part) => part !== '')
          .map(visible)
          .join('  ')}\n`,
      )
    const words =
      lang === 'ja'
        ? {
            unlisted: 'ログに現れたが一覧にない',
            ownerless: '担当者のいないサーバ',
            unseen: '一覧にあるがログに現れない',
            exits: 'インターネットへの出口',
          }
        : {
            unlisted: 'in the logs but not listed',
            ownerless: 'servers without an owner',
            unseen: 'listed but in no log',
            exits: 'ways to the Internet',
          }
    for (const one of compared.unlisted)
      process.stdout.write(`! ${words.unlisted}: ${visible(one.host)}  ${ROLES[one.role]?.[lang] ?? one.role}\n`)
    for (const one of compared.ownerless) process.stdout.write(`! ${words.ownerless}: ${visible(one)}\n`)
    for (const one of compared.unseen) process.stdout.write(`? ${words.unseen}: ${visible(one)}\n`)
    const { seen, listed } = compared.exits
    if (seen.length > Math.max(1, listed))
      process.stdout.write(`! ${words.exits}: ${seen.length} > ${listed}: ${seen.map(visible).join(' ')}\n`)
    return EXIT.done
  })
}

interface PostureOptions extends DeskChoice {
  measure?: boolean
  item?: string
  answer?: string
  evidence?: string
  next?: string
  owner?: string
  due?: string
}

export async function posture(organisation: string, options: PostureOptions): Promise<number> {
  return await withDesk(options, (desk, lang) => {
    const { id, name } = organisationOf(desk, organisation)
    if (options.measure) measure(desk, id)
    if (options.item !== undefined) {
      const said = ANSWERS.find((one) => one === options.answer || ANSWER_WORDS[one].ja === options.answer)
      if (!said) {
        throw new DeskError({
          ja: '--answer は yes（実施）、partly（一部）、no（未実施）、unknown（不明）のいずれかです。',
          en: '--answer is yes, partly, no or unknown',
        })
      }
      answer(desk, id, options.item, {
        answer: said,
        evidence: options.evidence,
        next_step: options.next,
        owner: options.owner,
        due_on: options.due === undefined ? undefined : dayTyped(options.due),
      })
    }
    const state = postureOf(desk, id)
    if (options.json) process.stdout.write(`${printedJson({ organisation: name, ...state })}\n`)
    else {
      process.stdout.write(`${visible(name)}  ${state.score}/100\n`)
      for (const { item, answer: one, next } of state.lines) {
        const parts = [
          item.id,
          ANSWER_WORDS[one?.answer ?? 'none'][lang],
          `${item.mark ?? ''}${item.question[lang]}`,
          one?.evidence ?? '',
          one?.owner ?? '',
          one?.due_on ?? '',
        ]
        process.stdout.write(
          `${parts
            .filter((part) => part !== '')
            .map(visible)
            .join('  ')}\n`,
        )
        if (one && ['no', 'partly'].includes(one.answer)) process.stdout.write(`  → ${visible(next[lang])}\n`)
      }
    }
    return EXIT.done
  })
}
