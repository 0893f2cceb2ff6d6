/** `kyumei export TARGET`: what was found becomes configuration that a person reviews, tests and applies, and that can be taken back. */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { viewCase } from '../desk/case.ts'
import { get } from '../desk/record.ts'
import { DETECTORS } from '../detect/index.ts'
import type { Lang } from '../i18n/words.ts'
import { choose } from '../protect/choose.ts'
import { only, type Selection } from '../protect/entry.ts'
import { EXPORTS, exported, remember } from '../protect/exported.ts'
import { type Simulation, shareOf, simulate } from '../protect/simulate.ts'
import type { Part, Target, Tlp } from '../protect/target.ts'
import { TARGETS } from '../protect/targets/index.ts'
import { printedJson } from '../report/safe-text.ts'
import { type Engine, openEngine } from '../store/engine.ts'
import { isFolder, makeFolder } from '../store/output.ts'
import { configFile, loadConfig } from '../story/config.ts'
import type { FindingsFile } from '../story/findings.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { EXIT, UsageError } from './exit.ts'
import { expiredLine, inWords, refusalLines, targetList, EXPORT_WORDS as WORDS } from './export-words.ts'
import { languageOf } from './language.ts'
import { type LastScan, lastScan, openLast } from './last-workspace.ts'
import { savedFindings } from './saved-findings.ts'

export interface ExportOptions {
  /** folder of a report, or the number of a case */
  from?: string
  desk?: string
  minConfidence: number
  days: number
  out?: string
  revoke?: boolean
  simulate?: boolean
  maxShare: number
  force?: boolean
  config?: string
  engine?: string
  tlp: Tlp
  lang?: 'ja' | 'en'
  json?: boolean
}

export async function exportTo(id: string | undefined, options: ExportOptions): Promise<number> {
  if (id === undefined) {
    const lang = languageOf(options.lang)
    const rows = TARGETS.map(({ id, group, title, kinds }) => ({ id, group, title: title[lang], kinds }))
    process.stdout.write(options.json ? `${printedJson(rows)}\n` : targetList(TARGETS, lang))
    return EXIT.done
  }
  const target = TARGETS.find((one) => one.id === id)
  if (!target) throw new UsageError(`no target ${id}; kyumei export lists them`)
  const { scan, findings, dir } = await source(options)
  const lang = languageOf(options.lang ?? scan?.lang)
  const config = loadConfig(configFile(options.config), DETECTORS)
  const engine = await workspaceOf(scan, options)
  try {
    const chosen = await choose(findings, config, engine, options)
    if (options.revoke && !options.simulate) {
      const kept = dir === null ? null : earlier(dir, target, chosen, lang)
      if (kept === null && target.kinds.length > 0) process.stderr.write(WORDS.notRemembered[lang])
      const back = kept ?? chosen
      checkMachines(target, back, lang)
      if (target.kinds.length > 0) process.stderr.write(WORDS.takesBack[lang](only(back, ...target.kinds).length))
      write(target.render(back, { revoke: true, lang, tlp: options.tlp }), options.out)
      return EXIT.done
    }
    const selection = chosen
    checkMachines(target, selection, lang)
    const effect = engine && target.blocks !== 'nothing' ? await simulate(engine, target, selection, findings) : null
    if (options.simulate) {
      if (!effect)
        throw new UsageError(
          target.blocks === 'nothing' ? WORDS.blocksNothing[lang](target.id) : WORDS.noWorkspace[lang],
        )
      process.stdout.write(options.json ? `${printedJson(effect)}\n` : inWords(effect, findings.timezone, lang))
      return EXIT.done
    }
    process.stderr.write(refusalLines(selection, target, lang))
    if (target.kinds.length > 0 && only(selection, ...target.kinds).length === 0 && selection.refusals.length === 0)
      process.stderr.write(WORDS.noneReaches[lang](options.minConfidence))
    process.stderr.write(expiredLine(selection, target, new Date().toISOString().slice(0, 10), lang))
    if (effect && !options.force) refuseIfWide(effect, options.maxShare, lang)
    if (!effect && target.blocks !== 'nothing') process.stderr.write(WORDS.notTried[lang])
    if (effect?.normal === 0 && effect.effects.length === 0) process.stderr.write(WORDS.nothingToTry[lang])
    write(target.render(selection, { revoke: false, lang, tlp: options.tlp }), options.out)
    if (dir !== null && !keep(dir, target, selection)) process.stderr.write(WORDS.notKept[lang](join(dir, EXPORTS)))
    return EXIT.done
  } finally {
    await engine?.close()
  }
}

interface Source {
  scan: LastScan | null
  /** of the report; null where the desk alone has it still */
  dir: string | null
  findings: FindingsFile
}

/** The report named, or a case's newest, or the last one; and its scan, where its workspace is still there. */
async function source({ from, desk, lang }: ExportOptions): Promise<Source> {
  if (from === undefined) {
    const scan = lastScan()
    return { scan, dir: scan.out, findings: savedFindings(scan.out) }
  }
  if (!existsSync(from)) return await ofCase(from, { desk, lang })
  const dir = from.endsWith('findings.json') ? dirname(from) : from
  return { scan: scanIn(dir), dir, findings: savedFindings(dir) }
}

/** The desk keeps the findings themselves; the folder may be gone. */
async function ofCase(number: string, choice: DeskChoice): Promise<Source> {
  try {
    return await withDesk(choice, (desk) => {
      const newest = viewCase(desk, number).scans.at(-1)
      if (!newest) throw new UsageError(`case ${number} has no scan yet: kyumei desk attach`)
      const { findings, folder } = get(desk, 'scan', newest.id)
      // our own file, as the desk took it in
      return {
        scan: scanIn(folder),
        dir: existsSync(join(folder, 'findings.json')) ? folder : null,
        findings: JSON.parse(findings) as FindingsFile,
      }
    })
  } catch (error) {
    throw new UsageError(
      `${number} is no folder of a report, and as a case: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function scanIn(dir: string): LastScan | null {
  const workspace = join(dir, 'workspace')
  return existsSync(join(workspace, 'scan.json')) ? lastScan(workspace) : null
}

async function workspaceOf(scan: LastScan | null, options: ExportOptions): Promise<Engine | null> {
  const url = options.engine ?? process.env.KYUMEI_ENGINE ?? scan?.engine
  if (url) return await openEngine({ url })
  if (!scan || !existsSync(join(scan.workspace, 'engine'))) return null
  return (await openLast({ workspace: scan.workspace })).engine
}

/** A rule that lets nobody out is a mistake. */
function checkMachines({ blocks }: Target, { machines }: Selection, lang: Lang): void {
  if (blocks === 'direct-mail' && machines.mail_servers.length === 0) throw new UsageError(WORDS.noMailServer[lang])
  if (blocks === 'direct-web' && machines.proxies.length === 0) throw new UsageError(WORDS.noProxy[lang])
}

function refuseIfWide(effect: Simulation, most: number, lang: Lang): void {
  const share = shareOf(effect) * 100
  if (share > most) throw new UsageError(WORDS.tooWide[lang](share, most, effect.effects[0]))
}

/** What this report was exported as, whatever lists and options say today. */
function earlier(dir: string, target: Target, selection: Selection, lang: Lang): Selection | null {
  try {
    return exported(dir, target, selection)
  } catch {
    throw new UsageError(WORDS.unreadable[lang](join(dir, EXPORTS)))
  }
}

/** A report on a medium that can't be written to is exported all the same. */
function keep(dir: string, target: Target, selection: Selection): boolean {
  try {
    remember(dir, target, selection)
    return true
  } catch {
    return false
  }
}

function write(parts: Part[], out: string | undefined): void {
  const [first] = parts
  if (out === undefined) {
    const text =
      parts.length === 1 ? (first?.text ?? '') : parts.map((part) => `==> ${part.name} <==\n${part.text}\n`).join('')
    process.stdout.write(text)
    return
  }
  if (parts.length === 1 && first && !out.endsWith(sep) && !isFolder(out)) {
    makeFolder(dirname(resolve(out)))
    writeFileSync(out, first.text)
    return
  }
  for (const part of parts) {
    const path = join(out, part.name)
    makeFolder(dirname(path))
    writeFileSync(path, part.text)
  }
}
