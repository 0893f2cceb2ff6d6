/** `kyumei verify DIR`: every cited line is read again from the evidence and compared. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readLines } from '../evidence/lines.ts'
import { readEvidence } from '../evidence/read.ts'
import { visible } from '../report/safe-text.ts'
import { EXIT, UsageError } from './exit.ts'
import { languageOf } from './language.ts'

const findingsShape = z.object({
  findings: z.array(
    z.object({
      id: z.string(),
      detector: z.string(),
      evidence: z.array(z.object({ file: z.string(), line: z.number(), text: z.string() })),
    }),
  ),
})
const evidenceShape = z.object({ files: z.array(z.object({ path: z.string(), sha256: z.string() })) })

export async function verify(dir: string, options: { lang?: 'ja' | 'en'; password?: string[] }): Promise<number> {
  const lang = languageOf(options.lang)
  const { findings } = read(join(dir, 'findings.json'), findingsShape)
  const { files } = read(join(dir, 'evidence.json'), evidenceShape)
  const spool = mkdtempSync(join(tmpdir(), 'kyumei-verify-'))
  try {
    const bases = [...new Set(files.map((file) => file.path.split('!/')[0] ?? file.path))]
    const again = await readEvidence(bases, { spool, passwords: options.password })
    const byPath = new Map(again.evidence.map((one) => [one.path, one]))
    const wanted = Map.groupBy(
      findings.flatMap((finding) => finding.evidence),
      (line) => line.file,
    )
    const texts = new Map<string, Map<number, string>>()
    for (const [file, lines] of wanted) {
      const one = byPath.get(file)
      if (one)
        texts.set(
          file,
          await readLines(
            one,
            lines.map((line) => line.line),
          ),
        )
    }
    let failed = 0
    for (const file of files) {
      const found = byPath.get(file.path)
      if (found?.sha256 === file.sha256 || again.duplicates.some((one) => one.path === file.path)) continue
      failed++
      say(
        found ? { ja: '変更されています', en: 'changed' } : { ja: 'ありません', en: 'missing' },
        visible(file.path),
        lang,
      )
    }
    for (const finding of findings) {
      const broken = finding.evidence.filter((line) => texts.get(line.file)?.get(line.line) !== line.text)
      if (broken.length > 0) failed++
      const verdict = broken.length === 0 ? { ja: '一致', en: 'holds' } : { ja: '一致しない', en: 'does not hold' }
      say(
        verdict,
        `${finding.id} ${finding.detector} ${broken.map((line) => `${visible(line.file)}:${line.line}`).join(' ')}`,
        lang,
      )
    }
    return failed === 0 ? EXIT.done : EXIT.unread
  } finally {
    rmSync(spool, { recursive: true, force: true })
  }
}

function say(verdict: { ja: string; en: string }, what: string, lang: 'ja' | 'en'): void {
  process.stdout.write(`${verdict[lang]}  ${what.trim()}\n`)
}

function read<Shape>(path: string, shape: z.ZodType<Shape>): Shape {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(
      `${path} is not a report of kyumei scan: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    )
  }
}
