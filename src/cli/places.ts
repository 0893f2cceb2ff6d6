/** Where a scan may write: in a folder, and not through a link that the evidence brought along. And what else may have come with the evidence. */
import { existsSync, globSync, lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { isFolder } from '../store/output.ts'
import { UsageError } from './exit.ts'

export function checkPlaces(evidence: string[], { out, workspace }: { out: string; workspace: string }): void {
  if (out === '') throw new UsageError('--out is empty: it names the folder for the report.')
  if (existsSync(out) && !isFolder(out))
    throw new UsageError(`${out} is a file: --out names the folder for the report.`)
  const named = realPlaces(evidence)
  for (const place of [out, workspace]) {
    const link = linkAmong(named, resolve(place))
    if (link !== null)
      throw new UsageError(
        `${link} is a link among the evidence, and may lead anywhere: name a place outside with --out or --workspace.`,
      )
  }
}

/** Does the file or folder stand in what was handed in? Whoever made the evidence could then have made it. */
export function isAmong(evidence: string[], path: string): boolean {
  const places = [realpathSync(path), join(realpathSync(dirname(resolve(path))), basename(path))]
  return realPlaces(evidence).some((one) => places.some((place) => place === one || place.startsWith(join(one, sep))))
}

/** Patterns stand for what they match. */
const realPlaces = (evidence: string[]) =>
  evidence
    .flatMap((path) => (existsSync(path) ? [path] : globSync(path)))
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path))

/** Of a path's own steps, the one that is a link and stands in what was handed in. */
function linkAmong(named: string[], path: string): string | null {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (!isLink(at)) continue
    const place = join(realpathSync(dirname(at)), sep)
    if (named.some((one) => place.startsWith(join(one, sep)))) return at
  }
  return null
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false // whoever makes the folder is told why that can't be
  }
}
