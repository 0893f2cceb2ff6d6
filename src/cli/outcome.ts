/** What comes of a scan's evidence once it is read: findings, a plan, and the report. In a file of its own, so that it is loaded meanwhile. */
import { join } from 'node:path'
import { DETECTORS } from '../detect/index.ts'
import { addMeasures } from '../protect/measures.ts'
import { renderHtml } from '../report/html.ts'
import { renderTerminal } from '../report/terminal.ts'
import type { Engine } from '../store/engine.ts'
import { replaceFile } from '../store/output.ts'
import type { Config } from '../story/config.ts'
import type { FindingsFile, ScanResult } from '../story/findings.ts'
import { type InvestigateOptions, investigate } from '../story/investigate.ts'

/** `earlier`: the findings whose measures are checked against these. */
export async function judged(
  engine: Engine,
  config: Config,
  earlier: FindingsFile | null,
  options: InvestigateOptions,
): Promise<ScanResult> {
  const result = await investigate(engine, DETECTORS, config, options)
  await addMeasures(engine, result, config, earlier)
  return result
}

/** The report's files, and its short form on standard output unless `quiet`. */
export function write(result: ScanResult, { out, quiet }: { out: string; quiet: boolean }): void {
  replaceFile(join(out, 'findings.json'), `${JSON.stringify(result.findings, null, 2)}\n`)
  replaceFile(join(out, 'evidence.json'), `${JSON.stringify(result.evidence, null, 2)}\n`)
  replaceFile(join(out, 'report.html'), renderHtml(result))
  if (quiet) return
  process.stdout.write(renderTerminal(result, { color: useColor(), width: process.stdout.columns ?? 100 }))
  process.stdout.write(`\n${join(out, 'report.html')}\n`)
}

const useColor = () => Boolean(process.stdout.isTTY) && !process.env.NO_COLOR
