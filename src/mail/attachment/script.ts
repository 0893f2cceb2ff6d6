/** Scripts that Windows runs by a double click (JS, VBS, WSF, HTA, PS1, BAT …): their kind, and what they reach for. */
import type { Trait } from '../attachment-tree.ts'
import { textOf } from './content-type.ts'
import { extensionOf } from './file-name.ts'
import type { Opened, OpenFile } from './opening.ts'

export function openScript(file: OpenFile): Opened {
  const text = textOf(file.content)
  const traits: Trait[] = [{ trait: 'script', detail: extensionOf(file.name) || 'script' }]
  // Python, which Windows does not bring: downloading is what half of its programs do
  if (/^py/.test(extensionOf(file.name))) return { traits }
  const calls = CALLS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
  if (calls.length > 0) traits.push({ trait: 'script-call', detail: calls.join(', ') })
  return { traits }
}

const CALLS: [string, RegExp][] = [
  ['WScript.Shell', /wscript\.shell|shell\.application/i],
  ['ActiveXObject', /new\s+activexobject|createobject\s*\(/i],
  ['PowerShell', /powershell|pwsh|invoke-expression|\biex\b/i],
  ['download', /xmlhttp|winhttp|downloadfile|downloadstring|invoke-webrequest|bitsadmin|certutil|\bcurl\b/i],
  ['script host', /mshta|rundll32|regsvr32|\bcscript\b|\bwscript\b/i],
  ['encoded', /#@~\^|frombase64string|-enc(odedcommand)?\s/i],
]
