/** `kyumei detectors` */
import { DETECTORS } from '../detect/index.ts'
import { unitName } from '../i18n/unit-words.ts'
import { printedJson } from '../report/safe-text.ts'
import { EXIT } from './exit.ts'
import { languageOf } from './language.ts'

export async function listDetectors(options: { json?: boolean; lang?: 'ja' | 'en' }): Promise<number> {
  const lang = languageOf(options.lang)
  if (options.json) {
    const rows = DETECTORS.map(({ run: _, ...description }) => description)
    process.stdout.write(`${printedJson(rows)}\n`)
    return EXIT.done
  }
  for (const detector of DETECTORS) {
    process.stdout.write(`${detector.id} — ${detector.title[lang]}  (${detector.attack.join(', ')})\n`)
    process.stdout.write(`  ${lang === 'ja' ? '必要なログ' : 'needs'}: ${detector.needs.tables.join(', ')}\n`)
    for (const parameter of detector.parameters) {
      process.stdout.write(
        `  ${parameter.name} = ${parameter.default} ${unitName(parameter.unit, lang)} — ${parameter.reason[lang]}\n`,
      )
    }
    for (const twin of detector.false_positives) process.stdout.write(`  ≠ ${twin[lang]}\n`)
    process.stdout.write('\n')
  }
  return EXIT.done
}
