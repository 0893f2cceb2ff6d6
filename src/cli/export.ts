/** `kyumei export TARGET`: what was found becomes configuration that a person reviews, tests and applies, and that can be taken back. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { viewCase } from '../desk/case.ts'
import { get } from '../desk/record.ts'
import { DETECTORS } from '../detect/index.ts'
import { choose } from '../protect/choose.ts'
import type { Selection } from '../protect/entry.ts'
import { type Simulation, shareOf, simulate } from '../protect/simulate.ts'
import type { Part, Target, Tlp } from '../protect/target.ts'
import { TARGETS } from '../protect/targets/index.ts'
import type { FindingsFile } from '../report/findings.ts'
import { visible } from '../report/safe-text.ts'
import { type Engine, openEngine } from '../store/engine.ts'
import { loadConfig } from '../story/config.ts'
import { type DeskChoice, withDesk } from './desk.ts'
import { EXIT, UsageError } from './exit.ts'
import { inWords, refusalLines, targetList } from './export-words.ts'
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
    process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : targetList(TARGETS, lang))
    return EXIT.done
  }
  const target = TARGETS.find((one) => one.id === id)
  if (!target) throw new UsageError(`no target ${id}; kyumei export lists them`)
  const { scan, findings } = await source(options)
  const lang = languageOf(options.lang ?? scan?.lang)
  const config = loadConfig(options.config ?? null, DETECTORS)
  const engine = await workspaceOf(scan, options)
  try {
    const selection = await choose(findings, config, engine, options)
    checkMachines(target, selection)
    const effect = engine && target.blocks !== 'nothing' ? await simulate(engine, target, selection, findings) : null
    if (options.simulate) {
      if (!effect)
        throw new UsageError(
          target.blocks === 'nothing'
            ? `${target.id} blocks nothing by itself: there is nothing to simulate`
            : 'the workspace of the scan is gone: run kyumei scan again',
        )
      process.stdout.write(
        options.json ? `${JSON.stringify(effect, null, 2)}\n` : inWords(effect, findings.timezone, lang),
      )
      return EXIT.done
    }
    process.stderr.write(refusalLines(selection, target, lang))
    if (effect && !options.revoke && !options.force) refuseIfWide(effect, options.maxShare)
    if (!effect && target.blocks !== 'nothing')
      process.stderr.write(
        'kyumei: the workspace of the scan is gone: what this would block was not tried on your logs\n',
      )
    write(target.render(selection, { revoke: options.revoke ?? false, lang, tlp: options.tlp }), options.out)
    return EXIT.done
  } finally {
    await engine?.close()
  }
}

interface Source {
  scan: LastScan | null
  findings: FindingsFile
}

/** The report named, or a case's newest, or the last one; and its scan, where its workspace is still there. */
async function source({ from, desk, lang }: ExportOptions): Promise<Source> {
  if (from === undefined) {
    const scan = lastScan()
    return { scan, findings: savedFindings(scan.out) }
  }
  if (!existsSync(from)) return await ofCase(from, { desk, lang })
  const dir = from.endsWith('findings.json') ? dirname(from) : from
  return { scan: scanIn(dir), findings: savedFindings(dir) }
}

/** The desk keeps the findings themselves; the folder may be gone. */
async function ofCase(number: string, choice: DeskChoice): Promise<Source> {
  try {
    return await withDesk(choice, (desk) => {
      const newest = viewCase(desk, number).scans.at(-1)
      if (!newest) throw new UsageError(`case ${number} has no scan yet: kyumei desk attach`)
      const { findings, folder } = get(desk, 'scan', newest.id)
      return { scan: scanIn(folder), findings: JSON.parse(findings) as FindingsFile } // our own file, as the desk took it in
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
function checkMachines({ blocks }: Target, { machines }: Selection): void {
  if (blocks === 'direct-mail' && machines.mail_servers.length === 0)
    throw new UsageError(
      'no mail server is known: name it in kyumei.yaml (roles: mail_servers), or nobody could send mail',
    )
  if (blocks === 'direct-web' && machines.proxies.length === 0)
    throw new UsageError('no proxy is known: name it in kyumei.yaml (roles: proxies), or nobody could reach the web')
}

function refuseIfWide(effect: Simulation, most: number): void {
  const share = shareOf(effect) * 100
  if (share <= most) return
  const worst = effect.effects[0]
  throw new UsageError(
    `this would have blocked ${share.toFixed(2)} % of normal traffic in your logs, more than ${most} % (--max-share); most of it ${visible(worst?.value ?? '')} (${worst?.normal ?? 0}). Look at it with --simulate, then --force if it is meant`,
  )
}

function write(parts: Part[], out: string | undefined): void {
  const [first] = parts
  if (out === undefined) {
    const text =
      parts.length === 1 ? (first?.text ?? '') : parts.map((part) => `==> ${part.name} <==\n${part.text}\n`).join('')
    process.stdout.write(text)
    return
  }
  if (parts.length === 1 && first && !out.endsWith(sep) && !existsSync(join(out, '.'))) {
    mkdirSync(dirname(resolve(out)), { recursive: true })
    writeFileSync(out, first.text)
    return
  }
  for (const part of parts) {
    const path = join(out, part.name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, part.text)
  }
}
