/** What was read: files that went wrong first, and those that belong together as one row. */
import { html } from 'hono/html'
import type { EvidenceRow, Problem } from '../evidence/evidence-file.ts'
import { problemInJapanese } from '../i18n/problem-words.ts'
import type { ScanResult } from '../story/findings.ts'
import { defangLine, visible } from './safe-text.ts'
import type { Html, Say } from './say.ts'
import { period } from './time.ts'

const PROBLEMS_SHOWN = 100 // of one kind: an archive made to explode has thousands
const ALIKE = 4 // files of one folder and format from which they are one row
const LISTED = 100 // of these, by name; evidence.json has them all

export function evidenceSection({ evidence, problems, findings, lang }: ScanResult, say: Say): Html {
  const folder = commonFolder(evidence.files)
  return html`${problems.length > 0 ? html`<h3>${say('problems')}</h3><ul>${[...Map.groupBy(problems, (one) => one.what).values()].map(alike)}</ul>` : ''}
${folder === '' ? '' : html`<p class="soft">${say('folder')}: ${visible(folder)}</p>`}
<div class="box" tabindex="0"><table><thead><tr><th>${say('file')}</th><th>${say('formats')}</th><th class="n">${say('lines')}</th><th class="n">${say('parsed')}</th><th class="n">${say('ignored')}</th><th class="n">${say('unparsed')}</th><th>${say('period')}</th></tr></thead><tbody>${together(
    evidence.files,
  ).map((files) => row(files, folder, findings.timezone, say))}</tbody></table></div>`

  function alike(same: Problem[]): Html {
    const more = same.length - PROBLEMS_SHOWN
    return html`${same.slice(0, PROBLEMS_SHOWN).map(oneProblem)}${more > 0 ? html`<li>… (+${more})</li>` : ''}`
  }

  function oneProblem(problem: Problem): Html {
    const { what, what_to_do } = lang === 'ja' ? problemInJapanese(problem) : problem
    return html`<li><strong>${visible(problem.path)}</strong>: ${visible(what)}${lang === 'ja' ? '。' : '. '}${what_to_do}</li>`
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/') + 1)

/** The folder that all files lie in, to its slash. */
function commonFolder(files: EvidenceRow[]): string {
  const [first, ...others] = files.map((file) => folderOf(file.path))
  if (first === undefined) return ''
  return others.reduce((common, folder) => {
    let same = common
    while (!folder.startsWith(same)) same = folderOf(same.slice(0, -1))
    return same
  }, first)
}

/** Rows of files: one each where something is to be said of it, the unread first; a folder's others of one format as one. */
function together(files: EvidenceRow[]): EvidenceRow[][] {
  const plain = (file: EvidenceRow) => file.samples.length === 0 && file.duplicate_of === undefined
  const [told, untold] = [files.filter((file) => !plain(file)), files.filter(plain)]
  const groups = Map.groupBy(untold, (file) => `${folderOf(file.path)}\0${file.formats.join()}`)
  return [
    ...told.toSorted((a, b) => b.unparsed - a.unparsed).map((file) => [file]),
    ...[...groups.values()].flatMap((group) => (group.length < ALIKE ? group.map((file) => [file]) : [group])),
  ]
}

function row(files: EvidenceRow[], folder: string, timezone: string, say: Say): Html {
  const [first] = files
  if (!first) return html``
  const sum = (key: 'lines' | 'parsed' | 'ignored' | 'unparsed') => files.reduce((total, file) => total + file[key], 0)
  const times = files.flatMap((file) => [file.first ?? [], file.last ?? []].flat()).sort()
  const shown = (file: EvidenceRow) => visible(file.path.slice(folder.length))
  const encodings = [...new Set(files.map((file) => file.encoding))]
  const name =
    files.length === 1
      ? html`${shown(first)}${first.duplicate_of === undefined ? '' : html`<br><span class="soft">${say('sameAs')} ${visible(first.duplicate_of)}</span>`}${samples(first, say)}`
      : html`${visible(folderOf(first.path).slice(folder.length))}<details><summary>${say('files')}: ${files.length}</summary><ul>${files.slice(0, LISTED).map((file) => html`<li>${shown(file)} <span class="soft">${file.parsed} / ${file.lines}</span></li>`)}${files.length > LISTED ? html`<li>… (+${files.length - LISTED})</li>` : ''}</ul></details>`
  return html`<tr data-find><td class="name file">${name}</td><td>${first.formats.join(', ')}<br><span class="soft">${encodings.join(', ')}</span></td><td class="n">${sum('lines')}</td><td class="n">${sum('parsed')}</td><td class="n">${sum('ignored')}</td><td class="n">${sum('unparsed')}</td><td>${period(times[0] ?? null, times.at(-1) ?? null, timezone, say)}</td></tr>`
}

const samples = (file: EvidenceRow, say: Say) =>
  file.samples.length === 0
    ? ''
    : html`<details><summary>${say('samples')}</summary><pre tabindex="0">${file.samples.map((sample) => `${sample.line}: ${defangLine(sample.text)}\n`).join('')}</pre></details>`
