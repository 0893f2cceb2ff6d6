/** Drafts of the desk's documents: what somebody worded anew is kept, and where it clashes is said. */
import { existsSync, readFileSync } from 'node:fs'
import type { Desk } from '../desk/desk.ts'
import { DeskError } from '../desk/fault.ts'
import { dropEdit, keepEdits } from '../desk/report-text.ts'
import type { Block } from '../report/document.ts'
import { readDraft } from '../report/document-markdown.ts'

/** Paragraphs that somebody edited in a draft are kept; those to be forgotten go. */
export function takeDraft(
  desk: Desk,
  name: string,
  { draft: path, forget = [] }: { draft?: string; forget?: string[] },
  lang: 'ja' | 'en',
): void {
  for (const id of forget) dropEdit(desk, name, lang, id)
  if (path === undefined) return
  const draft = readDraft(readBytes(path).toString('utf8'))
  if (draft.lang === null || draft.paragraphs === 0) throw noDraft(path)
  keepEdits(desk, name, draft.lang, draft.edited)
  process.stderr.write(
    lang === 'ja'
      ? `編集された段落を${draft.edited.length}件取り込みました。\n`
      : `${draft.edited.length} edited paragraphs kept\n`,
  )
}

export function tellConflicts(blocks: Block[], lang: 'ja' | 'en'): void {
  for (const block of blocks)
    if (block.kind === 'paragraph' && block.conflict)
      process.stderr.write(
        lang === 'ja'
          ? `要確認: ${block.id}（数値が変わり、編集済みの文とまとめられません）\n`
          : `to be checked: ${block.id} (the figures changed where the text was edited)\n`,
      )
}

export function readBytes(path: string): Buffer {
  if (existsSync(path)) return readFileSync(path)
  throw new DeskError({ ja: `${path} がありません。`, en: `there is no ${path}` })
}

function noDraft(path: string): DeskError {
  return new DeskError({
    ja: `${path} は kyumei report の --format md で作った下書きではありません（コメント行は消さないでください）。`,
    en: `${path} is no draft that kyumei report --format md wrote (keep its comments)`,
  })
}
