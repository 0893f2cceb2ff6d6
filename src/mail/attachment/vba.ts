/** VBA of Office documents ([MS-OVBA]): the source, decompressed, and what in it starts by itself and reaches out. */
import type { Trait } from '../attachment-tree.ts'

/** Decompression of a CompressedContainer (MS-OVBA 2.4.1), at most 4 MB. */
export function decompress(data: Buffer): Buffer {
  const out: number[] = []
  let at = 1
  while (data[0] === 1 && at + 2 <= data.length && out.length < MAX_SOURCE) {
    const header = data.readUInt16LE(at)
    const end = Math.min(data.length, at + (header & 0xfff) + 3)
    at += 2
    const chunk = out.length
    if ((header & 0x8000) === 0) {
      while (at < end) out.push(data[at++] ?? 0)
      continue
    }
    while (at < end) {
      const flags = data[at++] ?? 0
      for (let bit = 0; bit < 8 && at < end; bit++) {
        if ((flags & (1 << bit)) === 0) out.push(data[at++] ?? 0)
        else {
          const token = at + 2 <= data.length ? data.readUInt16LE(at) : 0
          at += 2
          copy(out, token, out.length - chunk)
        }
      }
    }
  }
  return Buffer.from(out)
}

const MAX_SOURCE = 4_000_000

function copy(out: number[], token: number, sofar: number): void {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, sofar))))
  const length = (token & (0xffff >> bits)) + 3
  const from = out.length - ((token >> (16 - bits)) + 1)
  if (from < 0) return
  for (let i = 0; i < length; i++) out.push(out[from + i] ?? 0)
}

/** The source in a module's stream: it begins at an offset that only the `dir` stream tells, with a signature that can be found. */
export function moduleSource(stream: Buffer): string {
  for (
    let at = stream.indexOf('\0Attribut', 0, 'latin1');
    at >= 0;
    at = stream.indexOf('\0Attribut', at + 1, 'latin1')
  ) {
    if (at >= 3 && stream[at - 3] === 1) return new TextDecoder('shift_jis').decode(decompress(stream.subarray(at - 3)))
  }
  return ''
}

/** Procedures that Office runs by itself (Microsoft's lists of auto macros and of document, workbook and control events). */
const STARTS =
  /\b(?:sub|function)\s+(auto_?open|auto_?exec|auto_?new|auto_?close|document_?open|document_?new|document_?close|documentchange|document_?beforeclose|workbook_?open|workbook_?activate|workbook_?beforeclose|app_?documentopen|app_?workbookopen|\w+_(?:layout|resize|painted|gotfocus|mousehover|documentcomplete|beforenavigate2))\b/gi

/** Calls by which a macro leaves the document. `\bshell\b` is looked for as a call, not as a word in a comment. */
const CALLS: [string, RegExp][] = [
  ['Shell', /(?:^|[^.\w])shell\s*[(" ]\s*\S/im],
  ['WScript.Shell', /wscript\.shell|shell\.application/i],
  ['ShellExecute', /shellexecute|winexec|createprocess[aw]?\b/i],
  ['URLDownloadToFile', /urldownloadtofile|urlmon/i],
  ['HTTP', /xmlhttp|winhttprequest|internetopenurl|inetctls/i],
  ['ADODB.Stream', /adodb\.stream/i],
  ['PowerShell', /powershell|pwsh/i],
  ['script host', /\bmshta|\bcscript|\bwscript\s|rundll32|regsvr32|certutil|bitsadmin/i],
  ['WMI', /winmgmts|win32_process/i],
  ['memory API', /virtualalloc|rtlmovememory|createthread|callwindowproc|enumwindows|writeprocessmemory|queueuserapc/i],
  ['macro in another document', /vbproject|accessvbom/i],
  ['scheduled task', /schedule\.service|schtasks/i],
  ['hidden by characters', /(?:chrw?\$?\s*\(\s*(?:&h)?[\da-f]+\s*(?:[-+xor*]+\s*\d+)?\s*\)\s*[&+]\s*){6,}/i],
]

/** Without comments and joined lines: a word in a remark calls nothing. */
export function macroTraits(sources: string[]): Trait[] {
  const code = sources
    .join('\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/ _\r?\n/g, ' ')
    .replace(/^\s*(?:'|rem\b).*$/gim, '')
    .replace(/^\s*attribute\s.*$/gim, '')
  const traits: Trait[] = []
  if (code.trim() === '') return traits
  traits.push({ trait: 'macro', detail: `${code.split(/\r?\n/).filter((line) => line.trim() !== '').length} lines` })
  const starts = [...code.matchAll(STARTS)].map((match) => match[1] ?? '')
  if (starts.length > 0) traits.push({ trait: 'macro-autorun', detail: [...new Set(starts)].slice(0, 10).join(', ') })
  const unquoted = code.replace(/"\s*&\s*"/g, '')
  const calls = CALLS.filter(([, pattern]) => pattern.test(unquoted)).map(([name]) => name)
  if (calls.length > 0) traits.push({ trait: 'macro-suspicious-call', detail: calls.join(', ') })
  return traits
}
