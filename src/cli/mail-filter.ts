/** `kyumei mail-filter`: the filter itself, and the care of what it holds. */
import { userInfo } from 'node:os'
import { DETECTORS } from '../detect/index.ts'
import { readMessage } from '../mail/read.ts'
import { readAudit } from '../protect/filter/audit.ts'
import { deliver } from '../protect/filter/deliver.ts'
import { startFilter } from '../protect/filter/filter.ts'
import { postfixLines } from '../protect/filter/postfix-lines.ts'
import { openQuarantine } from '../protect/filter/quarantine.ts'
import type { Listed } from '../protect/filter/quarantine-folder.ts'
import { defang, defangLine, defangText, printedJson, visible } from '../report/safe-text.ts'
import { localTime } from '../report/time.ts'
import { tableLine } from '../report/visible.ts'
import { type Config, configFile, loadConfig } from '../story/config.ts'
import { EXIT } from './exit.ts'
import { languageOf } from './language.ts'

interface Options {
  config?: string
  json?: boolean
  lang?: 'ja' | 'en'
}

const configOf = (options: Options): Config => loadConfig(configFile(options.config), DETECTORS)

export async function runFilter(options: Options & { printPostfix?: boolean }): Promise<number> {
  const config = configOf(options)
  if (options.printPostfix) {
    process.stdout.write(postfixLines(config.mail_filter))
    return EXIT.done
  }
  const log = (event: Record<string, unknown>) =>
    process.stderr.write(`${printedJson({ at: new Date().toISOString(), ...event }, 0)}\n`)
  const filter = await startFilter(config, log)
  log({ event: 'listening', port: filter.port, next_hop: config.mail_filter.next_hop })
  await new Promise((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, done)
  })
  log({ event: 'ending' })
  await filter.close()
  return EXIT.done
}

export async function listHeld(options: Options): Promise<number> {
  const config = configOf(options)
  const held = openQuarantine(config.mail_filter.quarantine).list()
  const lang = languageOf(options.lang)
  if (options.json) process.stdout.write(`${printedJson(held)}\n`)
  else for (const one of held) process.stdout.write(rowOf(one, lang, config))
  return held.some(({ damaged }) => damaged) ? EXIT.unread : EXIT.done
}

const WORDS = {
  damaged: { ja: '読めません（鍵が違うか、壊れています）', en: 'can not be read (another key, or damaged)' },
  interrupted: { ja: '解放の途中で終了（配送済みの可能性）', en: 'its release was interrupted: it may have gone out' },
  failed: { ja: '検査できず', en: 'not judged' },
}

function rowOf({ id, held, interrupted }: Listed, lang: 'ja' | 'en', { timezone }: Config): string {
  if (held === null) return tableLine([id, WORDS.damaged[lang]])
  const rules = held.failed === '' ? held.because.map(({ rule }) => rule) : [`${WORDS.failed[lang]} (${held.failed})`]
  const zone = timezone ?? 'Asia/Tokyo'
  return tableLine([
    id,
    `${localTime(held.at, zone)} (${zone})`,
    defang(held.from_address || held.sender) || '<>',
    held.recipients.join(', '),
    defangText(held.subject),
    [...new Set(rules)].join(', '),
    ...(interrupted ? [WORDS.interrupted[lang]] : []),
  ])
}

export async function showHeld(id: string, options: Options): Promise<number> {
  const config = configOf(options)
  const quarantine = openQuarantine(config.mail_filter.quarantine)
  const { held, message } = quarantine.read(id)
  quarantine.audit('shown', { id, by: who() }) // it is somebody's mail
  if (options.json) {
    process.stdout.write(`${printedJson(held)}\n`)
    return EXIT.done
  }
  const lang = languageOf(options.lang)
  const read = readMessage(message)
  const lines = [
    rowOf({ id, held, interrupted: false, damaged: false }, lang, config),
    ...held.because.map(
      (one) => `${one.severity} ${one.rule}: ${one.title[lang]}: ${defangText(one.explanation[lang])}`,
    ),
    '',
    ...read.headers.slice(0, 200).map(({ name, value }) => defangLine(`${name}: ${value}`)),
    '',
    ...held.attachments.map((name) => `[${visible(name)}]`),
    '',
    ...read.text
      .slice(0, MAX_TEXT)
      .split('\n')
      .map((line) => defangText(line)),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.done
}

const MAX_TEXT = 20_000 // characters

export async function release(ids: string[], options: Options & { again?: boolean }): Promise<number> {
  const { next_hop, quarantine } = configOf(options).mail_filter
  const held = openQuarantine(quarantine)
  const by = who()
  return each(ids, (id) =>
    held.release(id, by, (about, content) => deliver(next_hop, { ...about, content }), options.again),
  )
}

export async function remove(ids: string[], options: Options): Promise<number> {
  const held = openQuarantine(configOf(options).mail_filter.quarantine)
  const by = who()
  return each(ids, (id) => held.remove(id, by))
}

/** Commands run as the filter's user: it is the person behind sudo who did it. */
function who(): string {
  const { username } = userInfo()
  const { SUDO_USER: person } = process.env
  return person && person !== username ? `${person} (as ${username})` : username
}

/** One that fails does not keep the others. */
async function each(ids: string[], work: (id: string) => void | Promise<void>): Promise<number> {
  let code: number = EXIT.done
  for (const id of ids) {
    try {
      await work(id)
      process.stdout.write(`${id}\n`)
    } catch (error) {
      process.stderr.write(`kyumei: ${id}: ${visible(error instanceof Error ? error.message : String(error))}\n`)
      code = EXIT.unread
    }
  }
  return code
}

export async function showAudit(options: Options): Promise<number> {
  const { folder } = configOf(options).mail_filter.quarantine
  for (const line of readAudit(folder)) process.stdout.write(`${printedJson(line, 0)}\n`)
  return EXIT.done
}
