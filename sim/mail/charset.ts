/** Encoders for the character sets of Japanese mail. Node decodes them but doesn't encode: the tables are turned round. */
export type Charset = 'utf-8' | 'iso-2022-jp' | 'shift_jis'

export function encode(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8')
  return charset === 'shift_jis' ? shiftJis(text) : iso2022jp(text)
}

const GETA = [0x22, 0x2e] as const // 〓, for what the set doesn't have

let jis: Map<string, [number, number]> | undefined

/** Character → row and cell of JIS X 0208 (with 0x20 added, as both encodings use it). */
function jisTable(): Map<string, [number, number]> {
  if (jis) return jis
  jis = new Map()
  const decoder = new TextDecoder('euc-jp')
  for (let row = 0x21; row < 0x75; row++)
    for (let cell = 0x21; cell < 0x7f; cell++) {
      const character = decoder.decode(Uint8Array.of(row | 0x80, cell | 0x80))
      if (character.length === 1 && character !== '\ufffd' && !jis.has(character)) jis.set(character, [row, cell])
    }
  return jis
}

function iso2022jp(text: string): Uint8Array {
  const table = jisTable()
  const out: number[] = []
  let double = false
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const wide = code > 0x7f
    if (wide !== double) out.push(0x1b, ...(wide ? [0x24, 0x42] : [0x28, 0x42]))
    double = wide
    if (wide) out.push(...(table.get(character) ?? GETA))
    else out.push(code)
  }
  if (double) out.push(0x1b, 0x28, 0x42)
  return Uint8Array.from(out)
}

function shiftJis(text: string): Uint8Array {
  const table = jisTable()
  const out: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code <= 0x7f) {
      out.push(code)
      continue
    }
    const [row, cell] = table.get(character) ?? GETA
    const first = ((row - 0x21) >> 1) + 0x81
    const odd = row % 2 === 1
    out.push(first > 0x9f ? first + 0x40 : first, odd ? cell + (cell < 0x60 ? 0x1f : 0x20) : cell + 0x7e)
  }
  return Uint8Array.from(out)
}
