/** A scan's plan, and what became of the plan of an earlier one. */
import { isSerious } from '../detect/detector.ts'
import type { Engine } from '../store/engine.ts'
import type { Config } from '../story/config.ts'
import type { FindingsFile, ScanResult } from '../story/findings.ts'
import { choose } from './choose.ts'
import { follow } from './follow.ts'
import { plan } from './plan.ts'
import { DAYS, MIN_CONFIDENCE } from './select.ts'

export async function addMeasures(
  engine: Engine,
  result: ScanResult,
  config: Config,
  earlier: FindingsFile | null,
): Promise<void> {
  const { findings, lang, contacted } = result
  if (!findings.findings.some(isSerious) && !earlier) {
    findings.measures = []
    return
  }
  const selection = await choose(findings, config, engine, { minConfidence: MIN_CONFIDENCE, days: DAYS })
  findings.measures = plan(findings, { lang, contacted, selection })
  if (earlier?.measures) findings.followed = await follow(engine, earlier.measures, findings, lang)
}
