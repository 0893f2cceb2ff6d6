/** `kyumei lists`: the reference lists, or which of them a name is on. */
import { DETECTORS } from '../detect/index.ts'
import { LIST_IDS, loadLists } from '../lists/index.ts'
import { find } from '../lists/list.ts'
import { printedJson } from '../report/safe-text.ts'
import { tableLine } from '../report/visible.ts'
import { configFile, loadConfig } from '../story/config.ts'
import { EXIT } from './exit.ts'
import { languageOf } from './language.ts'

export async function showLists(
  names: string[],
  options: { config?: string; lang?: 'ja' | 'en'; json?: boolean },
): Promise<number> {
  const lang = languageOf(options.lang)
  const lists = loadLists(loadConfig(configFile(options.config), DETECTORS).lists)
  const rows =
    names.length > 0
      ? names.flatMap((name) =>
          LIST_IDS.flatMap((id) => {
            const entry = find(lists[id], name)
            return entry ? [{ name, list: id, ...entry }] : []
          }),
        )
      : LIST_IDS.map((id) => ({
          list: id,
          title: lists[id].title[lang],
          names: lists[id].names.size,
          networks: lists[id].networks.length,
        }))
  if (options.json) process.stdout.write(`${printedJson(rows)}\n`)
  else for (const row of rows) process.stdout.write(tableLine(Object.values(row).map(String)))
  return EXIT.done
}
