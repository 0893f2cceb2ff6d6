/** What a machine is, by the words of the organisation's own inventory: as an office writes them beside its machines, in several languages. */

export type MachineKind = 'device' | 'scanner'

export interface Described {
  kind: MachineKind
  /** the cell that says it */
  words: string
}

/** Cameras, recorders, printers, storage, power and network: nobody sits at them. Signs and televisions show the whole web. */
const DEVICE =
  /(?<![a-z])(?:(?:ip)?cam(?:era)?s?|[nd]vr|mfp|mfc|prn|printer|copier|nas|ups|router|thermostat|sensor|kamera|rekorder|drucker|kopierer)(?![a-z])|カメラ|録画|複合機|プリンタ|ルータ|無停電|センサ/i
const SCANNER =
  /脆弱性|ぜい弱性|vulnerab|vulnérab|schwachstell|nessus|openvas|greenbone|qualys|rapid7|insightvm|tenable/i
const NAMED_SCANNER = /(?<![a-z])scan(?:ner)?[-_]?\d*$/i
const OF_PAPER = /複合機|書類|文書|紙|document|paper|papier|dokument|(?<![a-z])mfp(?![a-z])|copier|kopierer/i

/** `cells`: a row of the inventory without its people; a machine that somebody owns is a computer. */
export function described(name: string, cells: string[], owned: boolean): Described | null {
  if (owned) return null
  const said = (pattern: RegExp) => cells.find((cell) => pattern.test(cell.normalize('NFKC')))
  const scanner = said(SCANNER) ?? (said(OF_PAPER) === undefined && NAMED_SCANNER.test(name) ? name : undefined)
  if (scanner !== undefined) return { kind: 'scanner', words: scanner }
  const device = said(DEVICE)
  return device === undefined ? null : { kind: 'device', words: device }
}
